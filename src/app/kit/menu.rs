//! A small menu under a button: opens by click, closes by Escape or by a
//! click elsewhere, moves with the arrow keys.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

/// Moves the focus among the menu's items.
fn step(menu: &web_sys::HtmlElement, by: i32) {
    let Ok(items) = menu.query_selector_all("[role^=menuitem]") else {
        return;
    };
    let count = items.length() as i32;
    let active = document().active_element();
    let at = (0..count).find(|&place| {
        items
            .get(place as u32)
            .and_then(|item| item.dyn_into::<web_sys::Element>().ok())
            == active
    });
    let next = (at.unwrap_or(if by > 0 { -1 } else { 0 }) + by).rem_euclid(count.max(1));
    let item = items
        .get(next as u32)
        .and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(item) = item {
        let _ = item.focus();
    }
}

/// Whether the menu would end below the screen, or under a bar at its foot.
fn has_no_room_below(menu: &web_sys::HtmlElement) -> bool {
    const BAR: f64 = 72.0;
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let bottom = menu.get_bounding_client_rect().bottom();
    height.is_some_and(|height| bottom > height - BAR)
}

/// What a menu shows while `open` is true. Put beside its button, in an
/// element with `position: relative`.
#[component]
pub fn Menu(open: RwSignal<bool>, label: Signal<String>, children: ChildrenFn) -> impl IntoView {
    let menu = NodeRef::<html::Div>::new();
    let button = StoredValue::new_local(None::<web_sys::HtmlElement>);
    let up = RwSignal::new(false);
    Effect::new(move |was: Option<bool>| {
        let now = open.get();
        if now {
            let before = document()
                .active_element()
                .and_then(|it| it.dyn_into().ok());
            button.set_value(before);
            up.set(menu.get().is_some_and(|menu| has_no_room_below(&menu)));
            if let Some(menu) = menu.get() {
                step(&menu, 1);
            }
        } else if was == Some(true) {
            up.set(false);
            // What was chosen is gone with the menu: on from where one came. The
            // menu itself may be gone by then.
            let button = button.get_value();
            request_animation_frame(move || {
                let nowhere = document().active_element() == document().body().map(Into::into);
                if let Some(button) = button.filter(|_| nowhere) {
                    let _ = button.focus();
                }
            });
        }
        now
    });
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_value() {
            let _ = button.focus();
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let Some(menu) = menu.get_untracked() else {
            return;
        };
        match event.key().as_str() {
            "ArrowDown" => step(&menu, 1),
            "ArrowUp" => step(&menu, -1),
            "Escape" | "Tab" => close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let children = StoredValue::new(children);
    view! {
        <Show when=move || open.get()>
            <div class="menu__shade" on:click=move |_| close()></div>
            <div class="menu" role="menu" data-up=move || up.get().then_some("") aria-label=move || label.get() node_ref=menu on:keydown=keys>
                <p class="menu__title" aria-hidden="true">{move || label.get()}</p>
                {children.with_value(|children| children())}
            </div>
        </Show>
    }
}
