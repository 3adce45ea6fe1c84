//! Which of their posts moderators are to look at.

use leptos::prelude::*;

use super::check;
use crate::{
    app::{
        kit::{
            el::{Bit, El, each, el, show},
            time::day,
        },
        state::{State, Visit},
        words,
    },
    core::id::PostUri,
};

/// So much of a post is shown.
const EXCERPT: usize = 160;

/// Their posts, to choose from.
pub fn posts(state: State, visit: Visit) -> El {
    let all = Memo::new(move |_| visit.choosable(state));
    let none = move || all.with(Vec::is_empty);
    el("fieldset")
        .class("report__part")
        .put(el("legend").class("field__label").put(words::REPORT_POSTS))
        .put(
            el("div")
                .class("report__posts")
                .put(each(move || all.get(), move |uri| one(state, visit, &uri))),
        )
        .put(show(none, || {
            el("p").class("dim small").put(words::REPORT_NO_POSTS)
        }))
}

fn one(state: State, visit: Visit, uri: &PostUri) -> El {
    let chosen = visit.report.posts;
    let on = chosen.with_untracked(|all| all.contains(uri));
    let post = untrack(|| state.post(uri));
    let text = post.as_ref().map(|it| it.text.plain()).unwrap_or_default();
    let words: String = text.trim().chars().take(EXCERPT).collect();
    let words = match (words.is_empty(), post.is_some()) {
        (false, _) => words,
        (true, true) => words::NO_WORDS.to_owned(),
        (true, false) => uri.as_str().to_owned(),
    };
    let when = post.map(|it| {
        el("span")
            .class("dim small choice__hint")
            .put(day(it.published))
    });
    let said = el("span")
        .class("choice__post")
        .at("dir", "auto")
        .put(words);
    let uri = uri.clone();
    check(on, Bit::Many(vec![said.into(), when.into()]), move |on| {
        chosen.update(|all| {
            all.retain(|it| *it != uri);
            if on {
                all.push(uri.clone());
            }
        });
    })
}
