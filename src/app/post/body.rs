//! What a post says and shows, behind its warning if it has one.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    fold::{Opened, fold},
    line::line,
    media::attachments,
    poll::poll,
    text::text,
};
use crate::{
    app::{
        kit::{
            el::{self, Bit, El, button, el, live, out, show},
            icon::{Glyph, icon},
            time::ago,
        },
        route::{Route, to},
        state::use_state,
        words,
    },
    core::{
        id::PostUri,
        post::{Card, Post, Quote},
        rich_text::Inline,
    },
};

/// Everything between a post's head and its actions.
pub fn body(post: &Arc<Post>, opened: Opened) -> Bit {
    if post.warning.is_empty() {
        return inside(post, opened);
    }
    let inner = post.clone();
    veil(&post.warning, opened.warned, move || inside(&inner, opened))
}

/// A warning, and what it warns of once the reader wants it.
fn veil(warning: &[Inline], open: RwSignal<bool>, inner: impl Fn() -> Bit + 'static) -> Bit {
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
        .put(line(warning));
    let warning = el("div").class("warning").put(warning).put(toggle);
    Bit::Many(vec![warning.into(), show(move || open.get(), inner)])
}

fn inside(post: &Arc<Post>, opened: Opened) -> Bit {
    // Behind a warning that has been opened, media need no second veil.
    let sensitive = post.sensitive && post.warning.is_empty();
    let media = (!post.media.is_empty()).then(|| attachments(&post.media, sensitive));
    let alone = post.media.is_empty() && post.quote.is_none();
    let card = post.card.as_ref().filter(|_| alone);
    Bit::Many(vec![
        fold(&post.text, post.language.as_deref(), opened.whole),
        post.poll.as_ref().map(poll).into(),
        media.into(),
        post.quote.as_ref().map(quote).into(),
        card.map(link_card).into(),
    ])
}

fn quote(quote: &Quote) -> Bit {
    match quote {
        Quote::Hidden(state) => el("p")
            .class("quote quote--hidden")
            .put(words::quote_hidden(state))
            .into(),
        Quote::Shown(uri) => quoted(uri),
    }
}

/// A quoted post, small.
fn quoted(uri: &PostUri) -> Bit {
    let facts = use_state().facts(uri);
    let opened = Opened::new(false);
    live(move || {
        let post = facts.get()?;
        Some(
            el("div")
                .class("quote")
                .put(quoted_who(&post))
                .put(quoted_text(&post, opened)),
        )
    })
}

fn quoted_who(post: &Post) -> El {
    let time = ago(post.published, use_state().clock, words::NOW);
    let when = el("span")
        .class("head__when")
        .put(to(Route::Post(post.uri.clone())).put(time));
    el("p")
        .class("quote__who")
        .put(el("bdi").class("head__name").put(post.author.plain_name()))
        .put(
            el("bdi")
                .class("head__handle")
                .put(post.author.handle.to_string()),
        )
        .put(when)
}

/// The text of a quoted post, behind its warning if it has one.
fn quoted_text(post: &Arc<Post>, opened: Opened) -> Bit {
    let whole = post.clone();
    let said = move || {
        let text = text(&whole.text, whole.language.as_deref());
        Bit::from(el("div").class("quote__text").put(text))
    };
    match post.warning.is_empty() {
        true => said(),
        false => veil(&post.warning, opened.warned, said),
    }
}

fn link_card(card: &Card) -> El {
    let image = card.image.as_ref().map(|image| {
        el("img")
            .class("preview__image")
            .at("alt", "")
            .at("loading", "lazy")
            .at("referrerpolicy", "no-referrer")
            .at("src", &image.to_string())
    });
    let auto = |tag| el(tag).at("dir", "auto");
    let host = el("span")
        .class("preview__host")
        .put(icon(Glyph::Out))
        .put(card.url.display_host().unwrap_or_default());
    let said = el("span")
        .class("preview__words")
        .put(host)
        .put(auto("strong").put(card.title.as_str()))
        .put(
            auto("span")
                .class("preview__more")
                .put(card.description.as_str()),
        );
    out(&card.url.to_string())
        .class("preview")
        .put(image)
        .put(said)
}
