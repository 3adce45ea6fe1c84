//! As whom a letter goes: one account, or several.

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    app::{
        kit::el::{El, button, each, el, text},
        words,
    },
    core::id::AccountId,
};

/// A switch for every account that can post it.
pub fn from(desk: Desk) -> El {
    let able = Memo::new(move |_| {
        let all = desk.able();
        all.into_iter().map(|it| it.id).collect::<Vec<_>>()
    });
    el("div")
        .class("compose__from")
        .at("role", "group")
        .at("aria-label", words::POST_AS)
        .put(el("span").class("dim small").put(words::POST_AS))
        .put(each(move || able.get(), move |id| chip(desk, id)))
}

fn chip(desk: Desk, id: AccountId) -> El {
    let state = desk.state;
    let account = state.account(&id);
    let (hue, name) = account.map_or((0, String::new()), |it| (it.hue, it.actor.handle.label()));
    let about = id.clone();
    let on = Memo::new(move |_| desk.from.with(|from| from.contains(&about)));
    let of = id.clone();
    let left = move || {
        let limits = desk.limits_of(&of);
        let letters = desk.letters();
        let left = letters.iter().map(|it| limits.left(it)).min();
        // Where several post, each has room of its own.
        let several = desk.from.with(|from| from.len() > 1);
        match on.get() && several {
            true => left.unwrap_or_default().to_string(),
            false => String::new(),
        }
    };
    button("chip")
        .live("aria-pressed", move || Some(on.get().to_string()))
        .style("--hue", &hue.to_string())
        .click(move || desk.switch(&id))
        .put(el("span").class("chip__dot"))
        .put(el("bdi").put(name))
        .put(el("span").class("compose__left").put(text(left)))
}
