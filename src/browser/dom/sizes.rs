//! Watching how large elements are.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Tells of elements whose size has changed, after they were laid out and
/// before they are painted, until it is dropped.
pub struct Sizes {
    observer: Option<ResizeObserver>,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Sizes {
    /// Calls back with the elements that changed; each once when it is first
    /// watched, too.
    pub fn new(callback: impl Fn(Vec<Element>) + 'static) -> Self {
        let closure = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let element = |entry: wasm_bindgen::JsValue| {
                entry
                    .dyn_into::<ResizeObserverEntry>()
                    .ok()
                    .map(|it| it.target())
            };
            callback(entries.iter().filter_map(element).collect());
        });
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok();
        Self {
            observer,
            _callback: closure,
        }
    }

    /// Watches an element from now on.
    pub fn watch(&self, element: &Element) {
        if let Some(observer) = &self.observer {
            observer.observe(element);
        }
    }

    /// Watches it no longer.
    pub fn leave(&self, element: &Element) {
        if let Some(observer) = &self.observer {
            observer.unobserve(element);
        }
    }
}

impl Drop for Sizes {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
