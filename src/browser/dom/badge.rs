//! The number on the app's icon.
//! <https://w3c.github.io/badging/>

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Shows how much is new on the icon of the installed app; nothing for none, and
/// where a browser has no such thing.
pub fn show(count: usize) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let navigator: JsValue = window.navigator().into();
    let (name, argument) = match count {
        0 => ("clearAppBadge", JsValue::UNDEFINED),
        _ => ("setAppBadge", JsValue::from_f64(count as f64)),
    };
    let set = Reflect::get(&navigator, &name.into());
    let Some(set) = set.ok().and_then(|it| it.dyn_into::<Function>().ok()) else {
        return;
    };
    let promise = set.call1(&navigator, &argument);
    // A page that is not installed may be refused: that is no trouble.
    if let Ok(promise) = promise.map(JsCast::unchecked_into::<js_sys::Promise>) {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}
