//! Clock, files and output of Wasm in Node.

/// Milliseconds since the program began.
pub fn now() -> f64 {
    let now = js_sys::eval("performance.now()").ok();
    now.and_then(|now| now.as_f64()).unwrap_or_default()
}

/// A file of the folder `SPEED_LANES`.
pub fn file(name: &str) -> Option<String> {
    let read = format!(
        "process.getBuiltinModule('fs').readFileSync(process.env.SPEED_LANES + '/{name}', 'utf8')"
    );
    js_sys::eval(&read).ok()?.as_string()
}

pub fn say(line: &str) {
    wasm_bindgen_test::console_log!("{line}");
}
