//! What a post says and shows, behind its warning if it has one.

mod preview;
mod quote;
mod translated;
mod veil;

use std::sync::Arc;

use leptos::prelude::*;

use self::{
    preview::preview,
    quote::quote,
    translated::said,
    veil::{filtered, veil},
};
use super::{line::line, media::attachments, stand::Stand};
use crate::{
    app::{
        kit::el::{Bit, El, el, live},
        parts,
    },
    core::{
        post::{Poll, Post},
        rich_text::Inline,
    },
};

/// Everything between a post's head and its actions.
pub fn body(post: &Arc<Post>, stand: Stand) -> Bit {
    let about = post.uri.clone();
    let reason = Memo::new(move |_| filtered(&about, stand.talk));
    let post = post.clone();
    live(move || {
        let (reason, post) = (reason.get(), post.clone());
        untrack(|| match reason {
            None => warned(&post, stand),
            Some(why) => veil(why.into(), stand.opened.filtered, move || {
                warned(&post, stand)
            }),
        })
    })
}

/// What a poll offers, before one can vote in it.
pub fn options(poll: &Poll) -> El {
    let option = |title: &Vec<Inline>| {
        el("li")
            .class("poll__option")
            .at("dir", "auto")
            .put(line(title))
    };
    el("ul")
        .class("poll__options")
        .put(poll.options.iter().map(option).collect::<Vec<_>>())
}

fn warned(post: &Arc<Post>, stand: Stand) -> Bit {
    if post.warning.is_empty() {
        return inside(post, stand);
    }
    let (own, inner) = (post.warning.clone(), post.clone());
    let translated = stand.opened.translated;
    let warning = live(move || match translated.get().done() {
        Some(done) if !done.warning.is_empty() => line(&done.warning),
        _ => line(&own),
    });
    veil(warning, stand.opened.warned, move || inside(&inner, stand))
}

fn inside(post: &Arc<Post>, stand: Stand) -> Bit {
    // Behind a warning that has been opened, media need no second veil.
    let sensitive = post.sensitive && post.warning.is_empty();
    let media = (!post.media.is_empty()).then(|| attachments(&post.media, sensitive));
    let alone = post.media.is_empty() && post.quote.is_none();
    let card = post.card.as_ref().filter(|_| alone);
    let poll = post.poll.as_ref();
    let poll = poll.map(|it| parts::poll(post, it, stand));
    Bit::Many(vec![
        said(post, stand),
        poll.into(),
        media.into(),
        post.quote
            .as_ref()
            .map(|it| quote(&post.uri, it, stand.talk))
            .into(),
        card.map(preview).into(),
    ])
}
