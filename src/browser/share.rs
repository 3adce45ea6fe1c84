//! Passing things on: the clipboard, and the device's own way to share.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Navigator, ShareData};

fn navigator() -> Option<Navigator> {
    web_sys::window().map(|window| window.navigator())
}

/// Puts text into the clipboard; false if the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    match navigator() {
        Some(navigator) if has(&navigator, "clipboard") => {
            let copied = navigator.clipboard().write_text(text);
            JsFuture::from(copied).await.is_ok()
        }
        _ => false,
    }
}

/// Whether the device has a way of its own to share.
pub fn can_share() -> bool {
    navigator().is_some_and(|navigator| has(&navigator, "share"))
}

/// Lets the reader share a link by the device's own way.
pub fn share(url: &str) {
    let data = ShareData::new();
    data.set_url(url);
    if let Some(navigator) = navigator().filter(|_| can_share()) {
        let shared = JsFuture::from(navigator.share_with_data(&data));
        // That the reader thinks better of it is no fault.
        wasm_bindgen_futures::spawn_local(async move { drop(shared.await) });
    }
}

fn has(navigator: &Navigator, name: &str) -> bool {
    let value = js_sys::Reflect::get(navigator, &name.into());
    value.is_ok_and(|value| !value.is_undefined() && value != JsValue::NULL)
}

/// Asks the browser to open links of this scheme here; `%s` in the path stands for the
/// link. False if it knows no such thing; what the reader says to it nobody is told.
pub fn take_links(scheme: &str, path: &str) -> bool {
    let Some(navigator) = navigator().filter(|it| has(it, "registerProtocolHandler")) else {
        return false;
    };
    let Some(origin) = web_sys::window().and_then(|it| it.location().origin().ok()) else {
        return false;
    };
    let register = js_sys::Reflect::get(&navigator, &"registerProtocolHandler".into());
    let register = register.map(js_sys::Function::from);
    register.is_ok_and(|register| {
        let url = format!("{origin}{path}");
        register
            .call2(&navigator, &scheme.into(), &url.into())
            .is_ok()
    })
}

/// Whether this browser lets pages open links of a scheme.
pub fn can_take_links() -> bool {
    navigator().is_some_and(|it| has(&it, "registerProtocolHandler"))
}
