//! What can be done to a post, and as whom.

mod acting_as;
mod deed;

use std::sync::Arc;

use leptos::prelude::*;

pub use self::acting_as::who_acts;
use self::{
    acting_as::acting_as,
    deed::{Deed, Look, deed_button},
};
use super::stand::Opened;
use crate::{
    app::{
        kit::{
            el::{El, el, text},
            icon::{Glyph, icon},
        },
        route::{Route, to},
        state::{State, use_state},
        words,
    },
    core::{
        account::Account,
        id::{AccountId, PostUri},
        outbox::{Change, letter::Purpose},
        post::{Choices, Post},
        said::short,
    },
};

/// The bar of one post: all that its buttons share. A handle.
#[derive(Clone, Copy)]
pub struct Bar {
    state: State,
    about: StoredValue<About>,
    /// Whom the reader chose to act as.
    chosen: RwSignal<Option<AccountId>>,
    /// The menu of accounts is open: to do something, or to choose who acts.
    menu: RwSignal<Option<Option<Deed>>>,
    now: Memo<Now>,
}

#[derive(Clone)]
struct About {
    uri: PostUri,
    open_to_all: bool,
}

/// How the bar stands.
#[derive(Clone, PartialEq, Default)]
struct Now {
    able: Vec<Arc<Account>>,
    acting: Option<Arc<Account>>,
    replies: Option<u32>,
    deeds: [Look; Deed::ALL.len()],
}

impl Bar {
    /// The bar of a post. `default` is whom to act as unless chosen otherwise.
    pub fn new(post: &Post, default: Signal<Option<AccountId>>, opened: Opened) -> Self {
        let state = use_state();
        let (chosen, first) = (opened.chosen, opened.first);
        if first.with_untracked(Option::is_none) {
            first.set(default.get_untracked());
        }
        let about = About {
            uri: post.uri.clone(),
            open_to_all: post.audience.is_open(),
        };
        let watched = about.clone();
        Self {
            state,
            about: StoredValue::new(about),
            chosen,
            menu: RwSignal::new(None),
            now: Memo::new(move |_| {
                now(state, &watched, chosen.get(), first.get().or(default.get()))
            }),
        }
    }

    /// Who can act on the post.
    pub fn able(&self) -> Vec<Arc<Account>> {
        self.now.with(|now| now.able.clone())
    }

    /// Who acts.
    pub fn acting(&self) -> Option<Arc<Account>> {
        self.now.with(|now| now.acting.clone())
    }

    /// How a button stands.
    pub fn deed(&self, deed: Deed) -> Look {
        self.now.with(|now| {
            let mut looks = Deed::ALL.iter().zip(&now.deeds);
            let found = looks.find(|(it, _)| **it == deed);
            found.map(|(_, look)| look.clone()).unwrap_or_default()
        })
    }

    /// Whether one account has done it; `None` where that is not known.
    pub fn has_done(&self, account: &AccountId, deed: Deed) -> Option<bool> {
        let uri = self.about.with_value(|about| about.uri.clone());
        deed.is_done(&self.state.preview(&uri, account))
    }

    /// Does it as who acts, or takes it back.
    pub fn act(&self, deed: Deed) {
        if let Some(account) = untrack(|| self.acting()) {
            self.act_as(&account.id, deed);
        }
    }

    /// Does it as somebody, or takes it back.
    pub fn act_as(&self, account: &AccountId, deed: Deed) {
        let done = untrack(|| self.has_done(account, deed)) == Some(true);
        self.wish(account, deed.change(!done));
    }

    /// Votes in its poll as who acts. It cannot be taken back.
    pub fn vote(&self, choices: Choices) {
        if let Some(account) = untrack(|| self.acting()) {
            self.wish(&account.id, Change::Vote(choices));
        }
    }

    /// Puts it on top of an account's own profile, or takes it from there.
    pub fn pin(&self, account: &AccountId, on: bool) {
        self.wish(account, Change::Pin(on));
    }

    fn wish(&self, account: &AccountId, change: Change) {
        let uri = self.about.with_value(|about| about.uri.clone());
        self.state.act(account, &uri, change);
    }

    /// From now on this account acts.
    pub fn choose(&self, account: &AccountId) {
        self.chosen.set(Some(account.clone()));
    }

    /// Opens the menu of accounts: to do something as one of them, or to choose.
    pub fn ask_as(&self, deed: Option<Deed>) {
        self.menu.set(Some(deed));
    }

    /// What the menu is open for.
    pub fn asked(&self) -> Option<Option<Deed>> {
        self.menu.get()
    }

    /// Whether the menu is open, now.
    pub fn is_asking(&self) -> bool {
        self.menu.with_untracked(Option::is_some)
    }

    /// Closes the menu.
    pub fn asked_enough(&self) {
        self.menu.set(None);
    }
}

fn now(state: State, about: &About, chosen: Option<AccountId>, default: Option<AccountId>) -> Now {
    let sighted = state.sighted_by(&about.uri);
    let can = |account: &&Arc<Account>| {
        // A post that is not for all is known to those whose servers showed it.
        sighted.contains(&account.id) || about.open_to_all && account.server.features.find
    };
    let able: Vec<Arc<Account>> = state
        .able
        .with(|able| able.iter().filter(can).cloned().collect());
    let find = |id: &AccountId| able.iter().find(|it| it.id == *id);
    let acting = match &chosen {
        // Nobody else steps in for one whom the reader chose.
        Some(chosen) => find(chosen).cloned(),
        None => default.as_ref().and_then(find).or(able.first()).cloned(),
    };
    let counts = state.counts(&about.uri);
    let all = state.able.with(Clone::clone);
    let deeds = Deed::ALL.map(|deed| Look {
        count: deed.count(&counts),
        ..look(state, &about.uri, deed, acting.as_deref(), &all)
    });
    Now {
        able,
        acting,
        replies: counts.replies.filter(|count| *count > 0),
        deeds,
    }
}

fn look(
    state: State,
    uri: &PostUri,
    deed: Deed,
    acting: Option<&Account>,
    all: &[Arc<Account>],
) -> Look {
    let did = |account: &Account| deed.is_done(&state.preview(uri, &account.id)) == Some(true);
    let other = |account: &&Arc<Account>| Some(&account.id) != acting.map(|it| &it.id);
    let mine = acting
        .map(|account| state.preview(uri, &account.id))
        .unwrap_or_default();
    Look {
        possible: acting.is_some_and(|account| deed.is_possible(account.server.features)),
        on: deed.is_done(&mine) == Some(true),
        pending: mine.pending,
        count: None,
        others: all
            .iter()
            .filter(other)
            .filter(|account| did(account))
            .map(|account| (account.hue, account.actor.handle.to_string()))
            .collect(),
    }
}

/// The bar under a post.
pub fn actions(post: &Post, bar: Bar, talk: bool) -> El {
    let way = match talk {
        true => answer(&post.uri),
        false => conversation(&post.uri, bar),
    };
    let open = post.audience.is_open();
    let buttons = Deed::ALL
        .into_iter()
        .filter(|deed| open || *deed != Deed::Boost)
        .map(|deed| deed_button(bar, deed))
        .collect::<Vec<_>>();
    let hue = move || bar.acting().map(|account| account.hue.to_string());
    el("footer")
        .class("actions")
        .live_style("--hue", hue)
        .put(way)
        .put(buttons)
        .put(acting_as(bar))
}

/// The way to answer a post.
fn answer(uri: &PostUri) -> El {
    to(Route::Write(Purpose::Answer(uri.clone())))
        .class("action")
        .at("aria-label", words::ANSWER)
        .put(icon(Glyph::Reply))
}

/// The way to the conversation, and how much is said there.
fn conversation(uri: &PostUri, bar: Bar) -> El {
    let replies = move || bar.now.with(|now| now.replies).map(short);
    to(Route::Post(uri.clone()))
        .class("action")
        .live("aria-label", move || {
            Some(words::counted(words::REPLIES, replies()))
        })
        .put(icon(Glyph::Talk))
        .put(el("span").put(text(move || replies().unwrap_or_default())))
}
