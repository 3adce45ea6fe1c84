//! The timeline's title, and a switch for every account.

use leptos::prelude::*;

use crate::{
    app::{
        kit::el::{El, button, each, el, text},
        state::{State, use_state},
        words,
    },
    core::{account::SignedIn, id::AccountId},
};

/// Title and switches.
pub fn head() -> El {
    let state = use_state();
    let count = text(move || words::accounts(state.accounts.with(Vec::len)));
    let title = el("h1")
        .class("timeline__title")
        .at("id", "timeline-title")
        .put(words::HOME)
        .put(el("span").class("dim small").put(count));
    let keys = move || {
        let id = |all: &Vec<_>| all.iter().map(id).collect();
        state.accounts.with(id)
    };
    let sources = el("div")
        .class("timeline__sources")
        .at("role", "group")
        .at("aria-label", words::SHOW_POSTS_OF)
        .put(each(keys, move |id| chip(state, id)));
    el("header").class("timeline__head").put(title).put(sources)
}

fn id(account: &crate::core::account::Account) -> AccountId {
    account.id.clone()
}

/// How a switch stands.
#[derive(Clone, PartialEq, Default)]
struct Chip {
    shown: bool,
    out: bool,
    /// Its posts are on their way, or late.
    waiting: bool,
    /// Its server could not tell.
    trouble: bool,
    hue: u16,
    name: String,
}

impl Chip {
    fn now(state: State, id: &AccountId) -> Self {
        let Some(account) = state.account(id) else {
            return Self::default();
        };
        let (waiting, trouble) = state.lanes.with(|lanes| {
            let lane = lanes.get(id);
            let trouble = lane.is_some_and(|lane| lane.trouble.is_some());
            let loading = lane.is_some_and(|lane| lane.loading());
            (loading || trouble, trouble)
        });
        Self {
            shown: account.shown,
            out: account.state == SignedIn::Again,
            waiting,
            trouble,
            hue: account.hue,
            name: account.actor.handle.label(),
        }
    }

    fn said(&self) -> &'static str {
        match (self.out, self.trouble, self.waiting) {
            (true, _, _) => words::CHIP_OUT,
            (_, true, _) => words::CHIP_TROUBLE,
            (_, _, true) => words::CHIP_WAITS,
            _ => "",
        }
    }
}

fn chip(state: State, id: AccountId) -> El {
    let about = id.clone();
    let now = Memo::new(move |_| Chip::now(state, &about));
    button("chip")
        .live("aria-pressed", move || Some(now.get().shown.to_string()))
        .live_style("--hue", move || Some(now.get().hue.to_string()))
        .live_flag("data-waiting", move || now.get().waiting)
        .live_flag("data-trouble", move || now.get().trouble)
        .live("title", move || {
            let now = now.get();
            Some(format!("{}{}", now.said(), now.name))
        })
        .live_flag("data-out", move || now.get().out)
        .click(move || state.show(&id, !now.get_untracked().shown))
        .put(el("span").class("chip__dot"))
        .put(
            el("span")
                .class("unseen")
                .put(text(move || now.get().said().to_owned())),
        )
        .put(el("bdi").put(text(move || now.get().name)))
}
