//! What stands before a post until the reader wants it.

use leptos::prelude::*;

use crate::{
    app::{
        kit::el::{self, Bit, button, el, show},
        state::use_state,
        words,
    },
    core::id::PostUri,
};

/// A warning, and what it warns of once the reader wants it.
pub fn veil(warning: Bit, open: RwSignal<bool>, inner: impl Fn() -> Bit + 'static) -> Bit {
    let said = move || match open.get() {
        true => words::HIDE.to_owned(),
        false => words::SHOW.to_owned(),
    };
    let toggle = button("warning__toggle")
        .live("aria-expanded", move || Some(open.get().to_string()))
        .click(move || open.update(|open| *open = !*open))
        .put(el::text(said));
    let warning = el("p")
        .class("warning__text")
        .at("dir", "auto")
        .put(warning);
    let warning = el("div").class("warning").put(warning).put(toggle);
    Bit::Many(vec![warning.into(), show(move || open.get(), inner)])
}

/// Why the user's own filters hide a post, if they do: "Filtered: Spoilers".
/// Depends on the post's sightings.
pub fn filtered(uri: &PostUri, talk: bool) -> Option<String> {
    let state = use_state();
    let mut met: Vec<(String, String)> = Vec::new();
    for (account, filter) in state.filtered(uri) {
        let meant = if talk { filter.talks } else { filter.timelines };
        let handle = state.account(&account).filter(|_| meant);
        if let Some(account) = handle {
            met.push((filter.title, account.actor.handle.to_string()));
        }
    }
    (!met.is_empty()).then(|| words::filtered(&met))
}
