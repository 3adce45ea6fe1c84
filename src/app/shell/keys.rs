//! What the keyboard does everywhere, and the page that says so.

use leptos::{ev, prelude::*};

use crate::{
    app::{
        kit::{
            dialog::modal,
            el::{El, button, el},
        },
        parts,
        route::{Route, use_router},
        words,
    },
    browser::dom,
    core::outbox::letter::Purpose,
};

/// Listens for the keys that work everywhere, and shows them on `?`.
pub fn keys() -> El {
    let open = RwSignal::new(false);
    listen(open);
    let line = |(keys, said): &(&str, &str)| {
        let keys = el("kbd").put(*keys);
        [el("dt").put(keys), el("dd").put(*said)]
    };
    let lines: Vec<El> = words::KEYS.iter().flat_map(line).collect();
    let title = el("h2")
        .at("id", "keys-title")
        .class("dialog__title")
        .put(words::KEYS_TITLE);
    let close = button("button")
        .click(move || open.set(false))
        .put(words::CLOSE);
    modal(open, "keys-title")
        .put(title)
        .put(el("dl").class("keys").put(lines))
        .put(el("div").class("dialog__answers").put(close))
}

fn listen(open: RwSignal<bool>) {
    let router = use_router();
    let listening = window_event_listener(ev::keydown, move |event| {
        let is_open = open.get_untracked();
        if is_open || event.default_prevented() || dom::is_meant_elsewhere(&event) {
            return;
        }
        match event.key().as_str() {
            "?" => open.set(true),
            "j" | "k" => dom::focus_in_view(".feed > article"),
            "n" => router.go(Route::Write(Purpose::New)),
            "/" => {
                event.prevent_default();
                router.go(Route::Find(None));
            }
            "Escape" if router.at.with_untracked(|at| *at != Route::Home) => router.back(),
            _ => {}
        }
    });
    on_cleanup(move || listening.remove());
    // What is pasted where nothing is written is landed on.
    let pasting = window_event_listener(ev::paste, move |event| {
        let text = dom::pasted(&event).unwrap_or_default();
        let text = text.trim().to_owned();
        // Most of what is pasted is neither a link nor a handle.
        let may_lead = !text.contains(char::is_whitespace) && text.contains(['@', '/']);
        if may_lead && !open.get_untracked() {
            parts::land(router, text);
        }
    });
    on_cleanup(move || pasting.remove());
}
