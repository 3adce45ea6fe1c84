//! A WebSocket that tells what happens to it and closes when it is dropped.

use std::rc::Rc;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{MessageEvent, WebSocket};

/// What happens to a socket.
pub enum Heard {
    Opened,
    Message(String),
    /// Closed, or it never opened.
    Closed,
}

/// An open socket.
pub struct Socket {
    socket: WebSocket,
    _on_event: Closure<dyn FnMut()>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut()>,
}

impl Socket {
    /// Connects. `protocol` is the sub-protocol: some servers want the token
    /// there. `None` if the browser refuses the URL or the protocol.
    pub fn open(url: &str, protocol: &str, heard: impl Fn(Heard) + 'static) -> Option<Self> {
        let socket = WebSocket::new_with_str(url, protocol).ok()?;
        let heard = Rc::new(heard);
        let on_event = {
            let heard = heard.clone();
            Closure::<dyn FnMut()>::new(move || heard(Heard::Opened))
        };
        let on_message = {
            let heard = heard.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(text) = event.data().as_string() {
                    heard(Heard::Message(text));
                }
            })
        };
        let on_close = Closure::<dyn FnMut()>::new(move || heard(Heard::Closed));
        socket.set_onopen(Some(on_event.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Some(Self {
            socket,
            _on_event: on_event,
            _on_message: on_message,
            _on_close: on_close,
        })
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
