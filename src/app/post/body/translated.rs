//! What a post says, in its own language or the reader's.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        kit::el::{Bit, El, button, el, live},
        post::{
            fold::fold,
            stand::{Stand, Translated},
            text::text,
        },
        state::use_state,
        words,
    },
    browser::language,
    core::post::Post,
};

/// The text; or its translation, once the reader has asked for one.
pub fn said(post: &Arc<Post>, stand: Stand) -> Bit {
    let translated = stand.opened.translated;
    let done = Memo::new(move |_| translated.get().done().cloned());
    let own = post.clone();
    let words = live(move || match done.get() {
        Some(done) => text(&done.text, Some(&language::first())).into(),
        None => fold(&own.text, own.language.as_deref(), stand.opened.whole),
    });
    if post.text.is_empty() && post.warning.is_empty() {
        return words;
    }
    Bit::Many(vec![words, live_note(post, stand)])
}

fn live_note(post: &Arc<Post>, stand: Stand) -> Bit {
    let about = post.clone();
    let foreign = post.language.as_deref().is_some_and(language::is_foreign);
    let able = Memo::new(move |_| use_state().translator(&about, stand.bar.acting()).is_some());
    let post = post.clone();
    let translated = stand.opened.translated;
    live(move || match translated.get() {
        Translated::No if foreign && able.get() => Some(ask(&post, stand, words::TRANSLATE)),
        Translated::No => None,
        Translated::Asked => Some(note().at("role", "status").put(words::TRANSLATING)),
        Translated::Done(done, _) => {
            let from = done.from.as_deref().or(post.language.as_deref());
            let from = from.map(language::name);
            let back = button("translated__ask")
                .click(move || translated.set(Translated::No))
                .put(words::SHOW_ORIGINAL);
            let said = words::translated(from.as_deref(), &done.provider);
            Some(note().put(el("span").put(said)).put(" ").put(back))
        }
        Translated::Failed(why) => Some(note().at("role", "status").put(why).put(" ").put(ask(
            &post,
            stand,
            words::TRY_AGAIN,
        ))),
    })
}

fn note() -> El {
    el("p").class("translated")
}

fn ask(post: &Arc<Post>, stand: Stand, said: &'static str) -> El {
    let (state, post) = (use_state(), post.clone());
    let click = move || state.translate(&post, stand.bar.acting(), stand.opened.translated);
    button("translated__ask").click(click).put(said)
}
