//! A small menu under a button: opens by click, closes by Escape or by a
//! click elsewhere, moves with the arrow keys.

use leptos::{
    prelude::*,
    web_sys::{Element, HtmlElement, KeyboardEvent},
};
use wasm_bindgen::JsCast;

use super::el::{Bit, el, live, text};

/// Moves the focus among the menu's items.
fn step(menu: &HtmlElement, by: i32) {
    let Ok(items) = menu.query_selector_all("[role^=menuitem]") else {
        return;
    };
    let count = items.length() as i32;
    let active = document().active_element();
    let at = (0..count).find(|&place| {
        items
            .get(place as u32)
            .and_then(|item| item.dyn_into::<Element>().ok())
            == active
    });
    let next = (at.unwrap_or(if by > 0 { -1 } else { 0 }) + by).rem_euclid(count.max(1));
    let item = items
        .get(next as u32)
        .and_then(|item| item.dyn_into::<HtmlElement>().ok());
    if let Some(item) = item {
        let _ = item.focus();
    }
}

/// Whether the menu would end below the screen, or under a bar at its foot.
fn has_no_room_below(menu: &HtmlElement) -> bool {
    const BAR: f64 = 72.0;
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let bottom = menu.get_bounding_client_rect().bottom();
    height.is_some_and(|height| bottom > height - BAR)
}

/// An open menu, made when it opens. Put beside its button, in an element with
/// `position: relative`; `close` takes it away.
pub fn menu<B: Into<Bit>>(
    close: impl Fn() + Copy + 'static,
    label: impl Fn() -> String + Clone + 'static,
    items: impl Fn() -> B + 'static,
) -> Bit {
    let before = focused();
    StoredValue::new_local(Leaving(before.clone()));
    let shut = move || {
        close();
        if let Some(before) = &before {
            let _ = before.focus();
        }
    };
    let said = label.clone();
    let title = el("p")
        .class("menu__title")
        .at("aria-hidden", "true")
        .put(text(label));
    let menu = el("div")
        .class("menu")
        .at("role", "menu")
        .live("aria-label", move || Some(said()))
        .put(title)
        .put(live(items));
    let element = menu.html();
    settle(element.clone());
    let shade = el("div").class("menu__shade").click(shut.clone());
    let menu = menu.on("keydown", move |event| keys(&element, &event, &shut));
    Bit::Many(vec![shade.into(), menu.into()])
}

/// Where the focus was. Goes with the menu.
struct Leaving(Option<HtmlElement>);

impl Drop for Leaving {
    fn drop(&mut self) {
        give_back_focus(self.0.take());
    }
}

/// Once it is on the page: turned up where there is no room below, and the
/// focus on its first item.
fn settle(menu: HtmlElement) {
    queue_microtask(move || {
        if has_no_room_below(&menu) {
            let _ = menu.set_attribute("data-up", "");
        }
        step(&menu, 1);
    });
}

fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// What was chosen is gone with the menu: on from where one came. The menu
/// itself may be gone by then.
fn give_back_focus(before: Option<HtmlElement>) {
    request_animation_frame(move || {
        let nowhere = document().active_element() == document().body().map(Into::into);
        if let Some(before) = before.filter(|_| nowhere) {
            let _ = before.focus();
        }
    });
}

fn keys(menu: &HtmlElement, event: &KeyboardEvent, close: impl Fn()) {
    match event.key().as_str() {
        "ArrowDown" => step(menu, 1),
        "ArrowUp" => step(menu, -1),
        "Escape" | "Tab" => close(),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
