//! Word between tabs, and events of the window.

use skein::browser::{
    address, clock,
    tabs::{Tabs, listen},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{A_WHILE, Count, errors};

fn tab(name: &str) -> (Tabs, Count) {
    let heard = Count::default();
    let count = heard.clone();
    (listen(name, move || count.one()), heard)
}

#[wasm_bindgen_test]
async fn the_others_of_a_name_hear_and_nobody_else() {
    let (teller, told) = tab("one");
    let (_other, other) = tab("one");
    let (_third, third) = tab("one");
    let (_stranger, stranger) = tab("two");
    teller.tell();
    other.happens().await;
    third.happens().await;
    clock::sleep(A_WHILE).await;
    let heard = [told, other, third, stranger].map(|count| count.get());
    assert_eq!(heard, [0, 1, 1, 0]);
}

#[wasm_bindgen_test]
async fn who_was_dropped_hears_no_more() {
    let (errors, _listening) = errors();
    let (teller, _) = tab("one");
    let (gone, before) = tab("one");
    let (going, just) = tab("one");
    let (_stays, stays) = tab("one");
    drop(gone);
    teller.tell();
    // What was told but not yet heard is lost too.
    drop(going);
    stays.happens().await;
    clock::sleep(A_WHILE).await;
    assert_eq!((before.get(), just.get(), errors.get()), (0, 0, 0));
}

#[wasm_bindgen_test]
fn an_event_of_the_window_is_heard_until_the_listener_is_dropped() {
    let (errors, _listening) = errors();
    let heard = Count::default();
    let count = heard.clone();
    let listening = address::listen("offline", move || count.one());
    let happen = |name| {
        let event = web_sys::Event::new(name).unwrap();
        web_sys::window().unwrap().dispatch_event(&event).unwrap();
    };
    happen("online");
    assert_eq!(heard.get(), 0);
    happen("offline");
    assert_eq!(heard.get(), 1);
    drop(listening);
    happen("offline");
    assert_eq!((heard.get(), errors.get()), (1, 0));
}
