//! Clock, files and output of Wasm in a page.

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Milliseconds since the page began.
pub fn now() -> f64 {
    let now = js_sys::eval("performance.now()").ok();
    now.and_then(|now| now.as_f64()).unwrap_or_default()
}

/// A file of the folder `target/speed`: the test's server has the package's.
pub fn file(name: &str) -> Option<String> {
    let read = format!(
        "(() => {{ const it = new XMLHttpRequest(); it.open('GET', '/target/speed/{name}', false);
        it.send(); return it.status === 200 ? it.responseText : undefined; }})()"
    );
    js_sys::eval(&read).ok()?.as_string()
}

pub fn say(line: &str) {
    wasm_bindgen_test::console_log!("{line}");
}
