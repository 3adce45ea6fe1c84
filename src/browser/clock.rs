//! Time and waiting.

use std::{cell::Cell, rc::Rc};

use js_sys::{Date, Promise};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use crate::core::id::Millis;

/// Now, by the device's clock.
pub fn now() -> Millis {
    Millis(Date::now() as i64)
}

/// A moment by the device's clock, as fields of the kind `datetime-local` have it:
/// `2026-11-24T09:00`.
pub fn local(at: Millis) -> String {
    let date = Date::new(&(at.0 as f64).into());
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}

/// Reads that; `None` if it is none.
pub fn read_local(text: &str) -> Option<Millis> {
    let at = Date::new(&text.into()).get_time();
    (!text.is_empty() && at.is_finite()).then_some(Millis(at as i64))
}

/// Waits.
pub async fn sleep(time: Millis) {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let time = time.0.clamp(0, i32::MAX.into()) as i32;
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, time);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// Calls back once after a time, unless dropped before.
pub struct Timer {
    id: i32,
    fired: Rc<Cell<bool>>,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    /// Starts it.
    pub fn new(time: Millis, callback: impl FnOnce() + 'static) -> Self {
        let fired = Rc::new(Cell::new(false));
        let mut callback = Some(callback);
        let mark = fired.clone();
        let closure = Closure::<dyn FnMut()>::new(move || {
            mark.set(true);
            if let Some(callback) = callback.take() {
                callback();
            }
        });
        let time = time.0.clamp(0, i32::MAX.into()) as i32;
        let function = closure.as_ref().unchecked_ref();
        let id = web_sys::window()
            .and_then(|w| {
                w.set_timeout_with_callback_and_timeout_and_arguments_0(function, time)
                    .ok()
            })
            .unwrap_or(0);
        Self {
            id,
            fired,
            _callback: closure,
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if !self.fired.get()
            && let Some(window) = web_sys::window()
        {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
