//! The home timeline.

mod feed;
mod head;
mod notices;
mod rows;

use std::time::Duration;

use leptos::prelude::*;

use super::{
    kit::{
        el::{Bit, El, button, el, live, show, text},
        icon::{Glyph, icon},
    },
    state::{State, Tail, use_state},
    words,
};
use crate::browser::dom;
use feed::feed;
pub use feed::keys;
use head::head;
use notices::lane_notices;

/// All accounts' home timelines as one.
pub fn timeline() -> El {
    let state = use_state();
    let waiting = move || state.waiting.get() > 0;
    let news = el("div")
        .class("timeline__news")
        .at("aria-live", "polite")
        .put(show(waiting, move || pill(state)))
        .put(show(
            move || state.further.get() && state.rows.with(|rows| !rows.is_empty()),
            move || further(state),
        ));
    let top = el("div").class("timeline__top").put(head()).put(news);
    let notices = lane_notices();
    let feed = feed(&notices);
    el("section")
        .class("timeline")
        .at("aria-labelledby", "timeline-title")
        .at("id", "timeline")
        .put(top)
        .put(notices)
        .put(feed)
        .put(bottom(state))
}

/// How many posts wait above, and the way to them.
fn pill(state: State) -> El {
    let release = move || {
        state.release();
        // The button goes: who came by keyboard goes on at the first of the new.
        let focus = || dom::focus_in_view(".feed > article");
        set_timeout(focus, Duration::from_millis(160));
    };
    let shown = move || words::new_posts(state.waiting.get(), state.more.get());
    let said = move || words::new_posts_said(state.waiting.get());
    button("pill")
        .click(release)
        .put(el("span").at("aria-hidden", "true").put(text(shown)))
        .put(el("span").class("unseen").put(text(said)))
}

/// That somebody has read further with another client, and the way there.
fn further(state: State) -> El {
    let go = button("further__go").click(move || state.answer_further(true));
    let stay = button("further__stay")
        .at("aria-label", words::CLOSE)
        .click(move || state.answer_further(false));
    el("div")
        .class("further")
        .put(el("span").put(words::FURTHER))
        .put(go.put(words::GO_THERE))
        .put(stay.put(icon(Glyph::Close)))
}

/// What stands below the last row.
fn bottom(state: State) -> Bit {
    let empty = Memo::new(move |_| state.rows.with(|rows| rows.is_empty()));
    let line = |said: &str| el("p").class("bottom").put(said);
    let blank = |title: Option<&str>, said: &str| {
        el("div")
            .class("blank")
            .put(title.map(|title| el("h2").put(title)))
            .put(el("p").put(said))
    };
    live(move || match state.tail.get() {
        Tail::Loading if empty.get() => skeleton(),
        Tail::Loading => line(words::LOADING).at("role", "status"),
        Tail::More => {
            let more = button("button").click(move || state.try_more());
            el("p").class("bottom").put(more.put(words::LOAD))
        }
        Tail::End if empty.get() => blank(Some(words::EMPTY_TITLE), words::EMPTY),
        Tail::Gaps => line(words::BUT_FOR_GAPS),
        Tail::Silent if empty.get() => blank(Some(words::SILENT_TITLE), words::SILENT),
        Tail::Silent => line(words::NO_MORE_FOR_NOW),
        Tail::End => line(words::DONE_LOADING),
        Tail::NoSource => blank(None, words::NONE_SHOWN),
    })
}

/// Grey shapes where posts will be.
pub fn skeleton() -> El {
    let line = || el("span").class("ghost__line");
    let post = |_| {
        el("div")
            .class("ghost")
            .put(el("span").class("ghost__face"))
            .put(line())
            .put(line())
            .put(line())
    };
    el("div")
        .at("role", "status")
        .put(el("span").class("unseen").put(words::LOADING))
        .put((0..5).map(post).collect::<Vec<_>>())
}
