//! Writing: a letter, as whom it goes, who will see it; and what became of those
//! that were sent.

mod audience;
mod complete;
mod desk;
mod form;
mod from;
mod later;
mod media;
mod outbox;
mod poll;
mod sheet;
mod shelf;
mod twice;

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
use crate::core::{id::PostUri, outbox::letter::Purpose, rich_text::plain_line};
use desk::Desk;
pub use outbox::outbox;

/// The page to write on.
pub fn compose(purpose: Purpose) -> El {
    let router = use_router();
    let title = match purpose {
        Purpose::New => words::WRITE,
        Purpose::Answer(_) => words::ANSWER,
        Purpose::Quote(_) => words::QUOTE,
        Purpose::Edit(_) => words::EDIT,
    };
    let desk = Desk::new(purpose.clone());
    let back = move || router.back();
    let saved = text(move || desk.saved.get().map_or("", words::saved).to_owned());
    panel(title, words::BACK, back, saved)
        .put(about(&purpose))
        .put(form::form(desk))
        .put(shelf::shelf(desk))
        .put(later::kept(desk))
}

/// The post that is answered or quoted, in short.
fn about(purpose: &Purpose) -> Option<El> {
    match purpose {
        Purpose::New | Purpose::Edit(_) => None,
        Purpose::Answer(uri) => Some(shown(uri, words::answering)),
        Purpose::Quote(uri) => Some(shown(uri, words::quoting)),
    }
}

fn shown(uri: &PostUri, said: fn(&str) -> String) -> El {
    let facts = use_state().facts(uri);
    let shown = live(move || match facts.get() {
        Some(post) => {
            let who = el("p")
                .class("answered__who")
                .put(el("bdi").put(said(&post.author.handle.to_string())));
            let hidden = !post.warning.is_empty() || post.sensitive;
            let text = match hidden {
                true => el("p").put(plain_line(&post.warning)),
                false => rich_text(&post.text, post.language.as_deref()),
            };
            Bit::Many(vec![who.into(), text.class("answered__text").into()])
        }
        None => el("p").class("dim").put(words::LOADING).into(),
    });
    el("blockquote")
        .class("answered")
        .at("dir", "auto")
        .put(shown)
}
