//! Sockets that do not open, and sockets that are let go of. What an open one
//! says needs a server: `tests/e2e/stream.spec.mjs`.

use std::{cell::RefCell, rc::Rc};

use skein::{
    browser::{
        clock,
        socket::{Heard, Socket},
    },
    core::http::Origin,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{A_WHILE, Count, errors, home, nobody};

fn address(of: &Origin) -> String {
    format!("ws://{}/", of.host())
}

#[wasm_bindgen_test]
async fn a_socket_that_never_opens_is_heard_as_closed() {
    // Nobody listens at the first; the second speaks nothing but HTTP.
    for origin in [nobody(), home()] {
        let said = Rc::new(RefCell::new(Vec::new()));
        let (count, saying) = (Count::default(), said.clone());
        let closed = count.clone();
        let _socket = Socket::open(&address(&origin), "token", move |heard| {
            saying.borrow_mut().push(match heard {
                Heard::Opened => "opened",
                Heard::Message(_) => "message",
                Heard::Closed => "closed",
            });
            count.one();
        })
        .unwrap();
        closed.happens().await;
        assert_eq!(*said.borrow(), ["closed"]);
    }
}

#[wasm_bindgen_test]
async fn of_a_dropped_socket_nothing_is_heard() {
    let (errors, _listening) = errors();
    let heard = Count::default();
    let (early, late) = (heard.clone(), heard.clone());
    let open = |count: Count| Socket::open(&address(&nobody()), "token", move |_| count.one());
    drop(open(early).unwrap());
    let stays = Count::default();
    let going = open(late).unwrap();
    let _stays = open(stays.clone()).unwrap();
    drop(going);
    stays.happens().await;
    clock::sleep(A_WHILE).await;
    assert_eq!((heard.get(), errors.get()), (0, 0));
}

#[wasm_bindgen_test]
fn what_the_browser_refuses_opens_nothing() {
    let open = |url: &str, protocol: &str| Socket::open(url, protocol, |_| {}).is_some();
    assert!(!open("ws://", "token"));
    assert!(!open("mailto:a@b.example", "token"));
    assert!(!open(&address(&nobody()), "not one token"));
}
