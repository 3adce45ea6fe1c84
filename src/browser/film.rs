//! Films that play by themselves, and whether they should.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlMediaElement};

use super::dom;

/// Whether the reader wants little to be loaded.
pub fn saves_data() -> bool {
    dom::matches("(prefers-reduced-data: reduce)") || asks_to_save().unwrap_or(false)
}

/// `navigator.connection.saveData`, which not every browser has.
fn asks_to_save() -> Option<bool> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let connection = Reflect::get(&navigator, &"connection".into()).ok()?;
    let connection = connection.is_object().then_some(connection)?;
    let saves = Reflect::get(&connection, &"saveData".into()).ok()?;
    saves.as_bool()
}

/// Whether the reader wants little to move.
pub fn wants_stillness() -> bool {
    dom::matches("(prefers-reduced-motion: reduce)")
}

/// Plays a film; a browser may refuse.
pub fn play(film: &Element) {
    let started = film
        .dyn_ref::<HtmlMediaElement>()
        .and_then(|film| film.play().ok());
    if let Some(started) = started {
        spawn_local(async move {
            let _ = JsFuture::from(started).await;
        });
    }
}

/// Halts a film where it is.
pub fn pause(film: &Element) {
    if let Some(film) = film.dyn_ref::<HtmlMediaElement>() {
        let _ = film.pause();
    }
}

/// Takes the sound off a film. The attribute alone does not, once it is made.
pub fn mute(film: &Element) {
    if let Some(film) = film.dyn_ref::<HtmlMediaElement>() {
        film.set_muted(true);
    }
}
