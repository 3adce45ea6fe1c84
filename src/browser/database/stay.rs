//! Asking the browser not to take back what is kept when room is short.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Asks that what is kept stays. Some browsers ask the user in turn: to be
/// called when they have just given us something to keep, and not again.
pub async fn ask_to_stay() {
    let storage = web_sys::window().map(|window| window.navigator());
    let storage = storage.and_then(|it| Reflect::get(&it, &"storage".into()).ok());
    let Some(storage) = storage.filter(JsValue::is_object) else {
        return;
    };
    if told(&storage, "persisted").await != Some(true) {
        told(&storage, "persist").await;
    }
}

async fn told(storage: &JsValue, verb: &str) -> Option<bool> {
    let verb: Function = Reflect::get(storage, &verb.into()).ok()?.dyn_into().ok()?;
    let answer: Promise = verb.call0(storage).ok()?.dyn_into().ok()?;
    JsFuture::from(answer).await.ok()?.as_bool()
}
