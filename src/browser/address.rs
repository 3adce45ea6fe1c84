//! The address bar.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Path and query of the page.
pub fn current() -> (String, String) {
    let location = web_sys::window().map(|window| window.location());
    let path = location
        .as_ref()
        .and_then(|it| it.pathname().ok())
        .unwrap_or_default();
    let query = location.and_then(|it| it.search().ok()).unwrap_or_default();
    (path, query)
}

/// The app's own address, where servers send people back to.
pub fn home() -> String {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    format!("{}/", origin.unwrap_or_default())
}

/// Goes to a path within the app, as a new entry of the history: the `step`th
/// since the app was come to.
pub fn push(path: &str, step: usize) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::from(step as u32), "", Some(path));
    }
}

/// The number of the history's entry at which one is; 0 for the first.
pub fn step() -> usize {
    let history = web_sys::window().and_then(|window| window.history().ok());
    let state = history.and_then(|history| history.state().ok()?.as_f64());
    state.map_or(0, |step| step as usize)
}

/// A name for the entry of the history at which one is, that no other entry of this page
/// has. It is written beside the entry's number, as its fraction.
pub fn entry() -> String {
    let history = web_sys::window().and_then(|window| window.history().ok());
    let Some(history) = history else {
        return String::new();
    };
    let state = history.state().ok().and_then(|state| state.as_f64());
    let state = state.unwrap_or(0.0);
    let named = match state.fract() == 0.0 {
        true => {
            let name = ((js_sys::Math::random() * NAMES).floor() + 1.0) / (2.0 * NAMES);
            let _ = history.replace_state_with_url(&(state + name).into(), "", None);
            state + name
        }
        false => state,
    };
    format!("{}", (named * 2.0 * NAMES) as u64)
}

/// So many names there are for entries.
const NAMES: f64 = 16_777_216.0;

/// Changes the address without a new entry.
pub fn replace(path: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(path));
    }
}

/// Scrolling after a step in the history is the app's own affair.
pub fn own_scrolling() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
}

/// Whether the browser believes that there is a network.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Whether the page is out of sight: in another tab, or about to be left.
pub fn is_hidden() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.hidden())
}

/// One step back.
pub fn back() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.back();
    }
}

/// Leaves the app for another page.
pub fn leave(url: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().assign(url);
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Listens to an event of the window until it is dropped.
pub struct Listening {
    event: &'static str,
    /// Also to what happens within.
    within: bool,
    callback: Closure<dyn FnMut()>,
}

/// Calls back whenever an event of the window happens, until dropped.
pub fn listen(event: &'static str, callback: impl FnMut() + 'static) -> Listening {
    Listening::new(event, false, callback)
}

/// As [`listen`], and whenever it happens to anything on the page, also where
/// it does not rise: whatever scrolls.
pub fn listen_within(event: &'static str, callback: impl FnMut() + 'static) -> Listening {
    Listening::new(event, true, callback)
}

impl Listening {
    fn new(event: &'static str, within: bool, callback: impl FnMut() + 'static) -> Self {
        let callback = Closure::<dyn FnMut()>::new(callback);
        if let Some(window) = web_sys::window() {
            let function = callback.as_ref().unchecked_ref();
            let _ = window.add_event_listener_with_callback_and_bool(event, function, within);
        }
        Self {
            event,
            within,
            callback,
        }
    }

    /// Listens for as long as the page lives.
    pub fn forever(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let function = self.callback.as_ref().unchecked_ref();
            let _ = window.remove_event_listener_with_callback_and_bool(
                self.event,
                function,
                self.within,
            );
        }
    }
}
