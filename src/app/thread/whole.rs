//! How whole a conversation is: what the user's servers know of it, and what the
//! posts' own servers add or keep to themselves.

use leptos::prelude::*;

use crate::{
    app::{
        kit::el::{Bit, El, el, live},
        state::{State, Talk, use_state},
        words,
    },
    core::{id::PostUri, safe_url::display_authority},
    engine::Failure,
};

/// What is to be said of it, below the tree.
pub fn whole(talk: Talk) -> Bit {
    let state = use_state();
    let lines = Memo::new(move |_| {
        if talk.pending.get() > 0 {
            return Vec::new();
        }
        let mut lines: Vec<String> = known(state, talk).into_iter().collect();
        lines.extend(missing(state, talk));
        let unheard = talk.unheard.get();
        lines.extend((unheard > 0).then(|| words::more_below(unheard)));
        let failed = talk.homes_failed.get();
        // A server that does not know the post is not its own.
        let failed = failed.iter().filter(|(_, why)| *why != Failure::NotFound);
        lines.extend(failed.map(|(host, why)| words::home_keeps(&display_authority(host), why)));
        lines
    });
    live(move || {
        let lines = lines.get().into_iter();
        let lines: Vec<El> = lines.map(|line| el("p").put(line)).collect();
        (!lines.is_empty()).then(|| el("div").class("reach talk__whole").put(lines))
    })
}

/// How many of the replies the user's own servers know.
fn known(state: State, talk: Talk) -> Option<String> {
    let all = talk.branches.with(|all| {
        let posts = all.iter().skip(1).map(|branch| branch.post.clone());
        posts.collect::<Vec<PostUri>>()
    });
    let seen = |uri: &&PostUri| untrack(|| !state.sighted_by(uri).is_empty());
    let known = all.iter().filter(seen).count();
    (known < all.len()).then(|| words::known_of(known, all.len()))
}

/// How many direct answers are counted, and shown by nobody.
fn missing(state: State, talk: Talk) -> Option<String> {
    let focus = talk.focus.get_value();
    let counted = untrack(|| state.counts(&focus)).replies? as usize;
    let shown = talk.branches.with(|all| {
        let at = all.iter().position(|branch| branch.post == focus)?;
        let depth = all.get(at)?.depth;
        let below = all.iter().skip(at + 1);
        let below = below.take_while(|branch| branch.depth > depth);
        Some(below.filter(|branch| branch.depth == depth + 1).count())
    })?;
    (counted > shown).then(|| words::counted_more(counted - shown))
}

/// That none of the user's servers has seen a post.
pub fn from_elsewhere(post: &PostUri) -> Bit {
    let (state, uri) = (use_state(), post.clone());
    // Most have been seen, and are not unseen again.
    if !untrack(|| state.sighted_by(post).is_empty()) {
        return Bit::Nothing;
    }
    let afar = Memo::new(move |_| state.sighted_by(&uri).is_empty() && state.post(&uri).is_some());
    live(move || {
        let mark = el("p").class("reply__afar").put(words::FROM_ELSEWHERE);
        afar.get().then_some(mark)
    })
}
