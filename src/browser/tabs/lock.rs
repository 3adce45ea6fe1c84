//! Work that only one tab does at a time (Web Locks).

use std::{cell::Cell, future::Future, rc::Rc};

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Does `work` as soon as no other tab does any under this name. Where there are no
/// locks there is only this tab to reckon with, and it is done at once.
pub async fn alone(name: &str, work: impl Future<Output = ()> + 'static) {
    let Some((locks, request)) = locks() else {
        return work.await;
    };
    let work = Rc::new(Cell::new(Some(work)));
    let held = work.clone();
    let held = Closure::once_into_js(move |_: JsValue| -> JsValue {
        let Some(work) = held.take() else {
            return JsValue::UNDEFINED;
        };
        let done = future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        });
        done.into()
    });
    let asked = request.call2(&locks, &name.into(), &held);
    if let Some(promise) = asked.ok().and_then(|it| it.dyn_into::<Promise>().ok()) {
        // What fails here is the lock; the work has no way to.
        let _ = JsFuture::from(promise).await;
    }
    // There was no lock to be had, for nobody.
    if let Some(work) = work.take() {
        work.await;
    }
}

/// `navigator.locks`, and how to ask it. Not there in pages without a safe origin.
fn locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?;
    Some((locks, request.dyn_into().ok()?))
}
