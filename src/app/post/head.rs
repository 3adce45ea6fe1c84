//! Who wrote a post, and when.

use std::sync::Arc;

use leptos::prelude::*;

use super::{line::line, more, stand::Stand};
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live, show},
            icon::{Glyph, icon},
            time::{ago, moment},
        },
        parts,
        route::{Route, to},
        state::use_state,
        words,
    },
    core::{
        actor::Actor,
        post::{Audience, Post},
    },
};

/// Name, handle, marks, time. The time leads to the conversation.
pub fn head(post: &Arc<Post>, id: &str, stand: Stand) -> El {
    let state = use_state();
    let bot = el("span").class("tag").put(words::BOT);
    let when = el("span")
        .class("head__when")
        .put(pinned(post))
        .put((post.audience != Audience::Public).then(|| mark(&post.audience)))
        .put(edited(post, stand))
        .put(to(Route::Post(post.uri.clone())).put(ago(post.published, state.clock, words::NOW)));
    el("header")
        .class("head")
        .put(who(&post.author, id))
        .put(post.author.bot.then_some(bot))
        .put(when)
        .put(more::more(post, stand))
}

/// That it was edited; and what it said before, where a server tells.
fn edited(post: &Arc<Post>, stand: Stand) -> Option<Bit> {
    let when = moment(post.edited?);
    let (state, about) = (use_state(), post.clone());
    let told = Memo::new(move |_| state.historian(&about).is_some());
    let history = stand.history;
    let mark = live(move || match told.get() {
        false => el("span")
            .class("head__edited")
            .at("title", &when)
            .put(words::EDITED),
        true => button("head__edited")
            .at("title", &words::edited_at(&when))
            .at("aria-haspopup", "dialog")
            .click(move || history.set(true))
            .put(words::EDITED)
            .put(el("span").class("unseen").put(words::SEE_HISTORY)),
    });
    let post = post.clone();
    let dialog = show(
        move || history.get(),
        move || parts::history(&post, history),
    );
    Some(Bit::Many(vec![mark, " · ".into(), dialog]))
}

/// That it stands on top of its author's profile, where that is one's own.
fn pinned(post: &Post) -> Bit {
    let (state, uri) = (use_state(), post.uri.clone());
    let pinned = Memo::new(move |_| {
        let mut accounts = state.sighted_by(&uri).into_iter();
        accounts.any(|account| state.preview(&uri, &account).mine.pinned == Some(true))
    });
    live(move || {
        let sign = el("span").class("head__mark").at("role", "img");
        let sign = sign
            .at("aria-label", words::PINNED)
            .at("title", words::PINNED);
        pinned.get().then(|| sign.put(icon(Glyph::Pin)))
    })
}

fn who(author: &Actor, id: &str) -> El {
    let handle = author.handle.to_string();
    let handle = el("bdi")
        .class("head__handle")
        .at("title", &handle)
        .put(handle.as_str());
    to(Route::Person(author.handle.clone()))
        .class("head__who")
        .at("id", id)
        .put(el("bdi").class("head__name").put(name(author)))
        .put(handle)
}

/// The name that somebody goes by; that of the account, where there is none.
pub fn name(author: &Actor) -> Bit {
    match author.name.is_empty() {
        true => author.handle.user.as_str().into(),
        false => line(&author.name),
    }
}

fn mark(audience: &Audience) -> El {
    let glyph = match audience {
        Audience::Direct => Glyph::Mail,
        Audience::Unlisted | Audience::Public => Glyph::Quiet,
        Audience::Followers | Audience::Unknown(_) => Glyph::Lock,
    };
    let said = words::audience(audience);
    el("span")
        .class("head__mark")
        .at("role", "img")
        .at("aria-label", &said)
        .at("title", &said)
        .put(icon(glyph))
}
