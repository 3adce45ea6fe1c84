//! A post within a post.

use std::sync::Arc;

use leptos::prelude::*;

use super::veil::{filtered, veil};
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live},
            time::ago,
        },
        post::{line::line, media::attachments, stand::Opened, text::text},
        route::{Route, to},
        state::{State, use_state},
        words,
    },
    core::{
        id::PostUri,
        post::{Post, Quote},
    },
};

/// What a post quotes, or why it is not to be seen.
pub fn quote(of: &PostUri, quote: &Quote, talk: bool) -> Bit {
    match quote {
        Quote::Shown(uri) => quoted(uri, talk),
        Quote::Hidden(state, Some(uri)) => unwanted(state, uri, talk),
        Quote::Hidden(state, None) => named(of, state, talk),
    }
}

fn hidden(why: &str) -> El {
    el("p").class("quote quote--hidden").put(why)
}

/// By somebody whom the user has blocked or muted: only if they ask for it.
fn unwanted(state: &str, uri: &PostUri, talk: bool) -> Bit {
    let open = RwSignal::new(false);
    let (why, uri) = (words::quote_hidden(state), uri.clone());
    live(move || match open.get() {
        true => untrack(|| quoted(&uri, talk)),
        false => {
            let show = button("quote__show")
                .click(move || open.set(true))
                .put(words::SHOW_ANYWAY);
            hidden(&why).put(" ").put(show).into()
        }
    })
}

/// Named only: its server is asked for it when the reader wants it.
fn named(of: &PostUri, why: &str, talk: bool) -> Bit {
    let state = use_state();
    let (about, why) = (of.clone(), words::quote_hidden(why));
    let there = Memo::new(move |_| state.quoted(&about));
    let asked = RwSignal::new(None::<Result<(), String>>);
    let of = of.clone();
    live(move || match (there.get(), asked.get()) {
        (None, _) => hidden(&why).into(),
        (Some(Some(uri)), _) => untrack(|| quoted(&uri, talk)),
        (Some(None), Some(Ok(()))) => hidden(words::LOADING).into(),
        (Some(None), failed) => {
            let of = of.clone();
            let show = button("quote__show")
                .click(move || state.fetch_quoted(&of, asked))
                .put(words::SHOW_QUOTED);
            let failed = failed.and_then(Result::err);
            let place = hidden(&failed.unwrap_or_default());
            place.put(" ").put(show).into()
        }
    })
}

/// A quoted post, small.
fn quoted(uri: &PostUri, talk: bool) -> Bit {
    let state = use_state();
    let (facts, wanted) = (state.facts(uri), uri.clone());
    let opened = Opened::new(false);
    let uri = uri.clone();
    let reason = Memo::new(move |_| filtered(&uri, talk));
    live(move || {
        let Some(post) = facts.get() else {
            return absent(state, &wanted);
        };
        let shown = reason.get();
        untrack(|| {
            let inner = post.clone();
            let words = match shown {
                Some(why) => veil(why.into(), opened.filtered, move || said(&inner, opened)),
                None => said(&inner, opened),
            };
            el("div").class("quote").put(who(state, &post)).put(words)
        })
    })
}

/// The place of a quoted post that is not in memory: it is on its way, or could
/// not be had.
fn absent(state: State, uri: &PostUri) -> El {
    let Some(why) = state.lost(uri) else {
        state.recall(uri);
        return hidden(words::LOADING);
    };
    let uri = uri.clone();
    let again = button("quote__show")
        .click(move || state.recall_again(&uri))
        .put(words::TRY_AGAIN);
    hidden(&why).put(" ").put(again)
}

fn who(state: State, post: &Post) -> El {
    let time = ago(post.published, state.clock, words::NOW);
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

/// What a quoted post says, behind its warning if it has one.
fn said(post: &Arc<Post>, opened: Opened) -> Bit {
    let whole = post.clone();
    let said = move || {
        let text = text(&whole.text, whole.language.as_deref());
        let hides = whole.sensitive && whole.warning.is_empty();
        let media = (!whole.media.is_empty()).then(|| attachments(&whole.media, hides));
        let more = |said| {
            let way = to(Route::Post(whole.uri.clone())).class("quote__more");
            way.put(said)
        };
        let poll = whole.poll.is_some().then(|| more(words::HAS_POLL));
        let deeper = whole.quote.is_some().then(|| more(words::HAS_QUOTE));
        Bit::Many(vec![
            el("div").class("quote__text").put(text).into(),
            media.into(),
            poll.into(),
            deeper.into(),
        ])
    };
    match post.warning.is_empty() {
        true => said(),
        false => veil(line(&post.warning), opened.warned, said),
    }
}
