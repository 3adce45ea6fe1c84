//! Requests that `public/boot.js` has begun before the app was there.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortController;

use crate::core::account::Token;

/// The answer to this very request, if it was asked for already, and what ends
/// it. Each is given once.
pub fn take(url: &str, token: &Token) -> Option<(Promise, AbortController)> {
    let ask = Reflect::get(&js_sys::global(), &"skeinEarly".into()).ok()?;
    let ask: Function = ask.dyn_into().ok()?;
    let asked = ask.call2(&JsValue::NULL, &url.into(), &token.reveal().into());
    let asked: Array = asked.ok()?.dyn_into().ok()?;
    Some((asked.get(0).dyn_into().ok()?, asked.get(1).dyn_into().ok()?))
}
