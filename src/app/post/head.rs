//! Who wrote a post, and when.

use super::line::line;
use crate::{
    app::{
        kit::{
            el::{Bit, El, el},
            icon::{Glyph, icon},
            time::ago,
        },
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
pub fn head(post: &Post, id: &str) -> El {
    let state = use_state();
    let bot = el("span").class("tag").put(words::BOT);
    let when = el("span")
        .class("head__when")
        .put((post.audience != Audience::Public).then(|| mark(&post.audience)))
        .put(post.edited.map(|_| {
            el("span")
                .class("head__edited")
                .put(words::EDITED)
                .put(" · ")
        }))
        .put(to(Route::Post(post.uri.clone())).put(ago(post.published, state.clock, words::NOW)));
    el("header")
        .class("head")
        .put(who(&post.author, id))
        .put(post.author.bot.then_some(bot))
        .put(when)
}

fn who(author: &Actor, id: &str) -> El {
    let handle = author.handle.to_string();
    let handle = el("bdi")
        .class("head__handle")
        .at("title", &handle)
        .put(handle.as_str());
    let link = el("a")
        .class("head__who")
        .at("target", "_blank")
        .at("rel", "noopener noreferrer nofollow")
        .at("id", id)
        .put(el("bdi").class("head__name").put(name(author)))
        .put(handle);
    let web = author.web.as_ref().map(ToString::to_string);
    link.maybe("href", web.as_deref())
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
