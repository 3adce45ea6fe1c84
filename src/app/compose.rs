//! Writing: a letter, as whom it goes, who will see it; and what became of those
//! that were sent.

mod audience;
mod complete;
mod desk;
mod form;
mod from;
mod outbox;
mod shelf;

use leptos::prelude::*;

use super::{
    kit::{
        el::{Bit, El, el, live, text},
        panel::panel,
    },
    post::text::text as rich_text,
    route::use_router,
    state::use_state,
    words,
};
use crate::core::{id::PostUri, rich_text::plain_line};
use desk::Desk;
pub use outbox::outbox;

/// The page to write on; `answers` is the post that is answered.
pub fn compose(answers: Option<PostUri>) -> El {
    let router = use_router();
    let title = match answers {
        Some(_) => words::ANSWER,
        None => words::WRITE,
    };
    let desk = Desk::new(answers.clone());
    let back = move || router.back();
    let saved = text(move || desk.saved.get().map_or("", words::saved).to_owned());
    panel(title, words::BACK, back, saved)
        .put(answers.map(answered))
        .put(form::form(desk))
        .put(shelf::shelf(desk))
}

/// The post that is answered, in short.
fn answered(uri: PostUri) -> El {
    let facts = use_state().facts(&uri);
    let shown = live(move || match facts.get() {
        Some(post) => {
            let who = el("p")
                .class("answered__who")
                .put(el("bdi").put(words::answering(&post.author.handle.to_string())));
            let hidden = !post.warning.is_empty() || post.sensitive;
            let said = match hidden {
                true => el("p").put(plain_line(&post.warning)),
                false => rich_text(&post.text, post.language.as_deref()),
            };
            Bit::Many(vec![who.into(), said.class("answered__text").into()])
        }
        None => el("p").class("dim").put(words::LOADING).into(),
    });
    el("blockquote")
        .class("answered")
        .at("dir", "auto")
        .put(shown)
}
