//! Other letters that were begun on this device.

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    app::{
        kit::el::{Bit, El, button, each, el, show},
        words,
    },
    core::outbox::letter::Draft,
};

/// How much of a draft is shown.
const SHOWN: usize = 120;

/// The list, if there are any.
pub fn shelf(desk: Desk) -> Bit {
    let any = move || desk.others.with(|all| !all.is_empty());
    show(any, move || {
        let keys = move || {
            let all = desk.others.get();
            all.into_iter().map(Draft::key).collect::<Vec<_>>()
        };
        el("section")
            .class("drafts")
            .at("aria-labelledby", "drafts-title")
            .put(el("h2").at("id", "drafts-title").put(words::DRAFTS))
            .put(el("ul").put(each(keys, move |(id, _)| one(desk, id))))
    })
}

fn one(desk: Desk, id: String) -> El {
    let found = desk
        .others
        .with_untracked(|all| all.iter().find(|it| it.id == id).cloned());
    let draft = found.unwrap_or_default();
    let about = words::draft(&draft);
    let text = about.trim();
    let mut said: String = text.chars().take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        said.push('…');
    }
    let open = button("drafts__open")
        .at("dir", "auto")
        .click(move || desk.change_to(draft.clone()))
        .put(said.clone());
    let gone = button("button")
        .at("aria-label", &words::throw_away(&said))
        .click(move || desk.throw_away(id.clone()))
        .put(words::THROW_AWAY);
    el("li").class("drafts__one").put(open).put(gone)
}
