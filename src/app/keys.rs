//! What the keyboard does everywhere, and the page that says so.

use leptos::{ev, html, prelude::*};

use super::{
    route::{Route, use_router},
    words,
};
use crate::browser::dom;

/// Listens for the keys that work everywhere, and shows them on `?`.
#[component]
pub fn Keys() -> impl IntoView {
    let router = use_router();
    let dialog = NodeRef::<html::Dialog>::new();
    let listening = window_event_listener(ev::keydown, move |event| {
        let open = dialog.get_untracked().is_some_and(|dialog| dialog.open());
        if open || event.default_prevented() || dom::is_meant_elsewhere(&event) {
            return;
        }
        match event.key().as_str() {
            "?" => {
                if let Some(dialog) = dialog.get_untracked() {
                    let _ = dialog.show_modal();
                }
            }
            "j" | "k" => dom::focus_in_view(".feed > article"),
            "Escape" if router.at.with_untracked(|at| *at != Route::Home) => router.back(),
            _ => {}
        }
    });
    on_cleanup(move || listening.remove());
    let lines = words::KEYS
        .iter()
        .map(|(keys, said)| view! { <dt><kbd>{*keys}</kbd></dt><dd>{*said}</dd> })
        .collect_view();
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby="keys-title">
            <h2 id="keys-title" class="dialog__title">{words::KEYS_TITLE}</h2>
            <dl class="keys">{lines}</dl>
            <div class="dialog__answers">
                <button type="button" class="button" on:click=close>{words::CLOSE}</button>
            </div>
        </dialog>
    }
}
