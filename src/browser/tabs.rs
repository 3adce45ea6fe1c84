//! The other tabs of the app in this browser.

pub mod lock;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// A line to the other tabs, until it is dropped.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
    _callback: Closure<dyn FnMut(MessageEvent)>,
}

/// Calls back whenever another tab says something on `name`. What is said is
/// that something changed, never what: tabs look for themselves.
pub fn listen(name: &str, mut callback: impl FnMut() + 'static) -> Tabs {
    let callback = Closure::<dyn FnMut(MessageEvent)>::new(move |_| callback());
    let channel = BroadcastChannel::new(name).ok();
    if let Some(channel) = &channel {
        channel.set_onmessage(Some(callback.as_ref().unchecked_ref()));
    }
    Tabs {
        channel,
        _callback: callback,
    }
}

impl Tabs {
    /// Tells the other tabs that something changed.
    pub fn tell(&self) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&true.into());
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}
