//! The accounts' own lists: what they saved and liked, whom they muted and blocked,
//! which servers are hidden from them.

mod shelf;

use leptos::prelude::*;

use super::{
    kept,
    rows::{self, Name, Place, Seen},
};
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live, react, show, text},
            panel::panel,
        },
        post::{card::post_card, stand::Opened},
        route::use_router,
        state::{AtListing, Listing, Shelf, State, use_state},
        timeline::skeleton,
        words,
    },
    browser::address,
    core::{
        account::SignedIn,
        actor::Listed,
        id::{AccountId, Millis, PostUri},
        timeline::Row,
    },
};

/// How the page was left: it is so when one comes back.
#[derive(Clone, Copy)]
struct Left {
    which: RwSignal<Listed>,
    all: [(Listing, Place); Listed::ALL.len()],
}

impl Left {
    fn new() -> Self {
        Self {
            which: RwSignal::new(Listed::default()),
            all: Listed::ALL.map(|which| (Listing::new(which), Place::new())),
        }
    }

    fn now(&self) -> Option<(Listing, Place)> {
        let which = self.which.get();
        self.all.into_iter().find(|(it, _)| it.which == which)
    }
}

/// The page.
pub fn lists() -> El {
    let (state, router) = (use_state(), use_router());
    let left = RwSignal::new(None::<Left>);
    state.stay_in_memory();
    // The accounts come from the database first.
    react(move || {
        if state.ready.get() && left.with_untracked(Option::is_none) {
            left.set(Some(untrack(|| come(state))));
        }
    });
    let back = move || router.back();
    let body = live(move || {
        let left = left.get();
        untrack(|| match left {
            Some(left) => page(state, left),
            None => skeleton().into(),
        })
    });
    panel(words::LISTS, words::BACK, back, Bit::Nothing)
        .on("keydown", move |event| rows::keys(&event, router))
        .put(body)
}

/// As the page was left at this step of the history, by the same accounts.
fn come(state: State) -> Left {
    let mut name = format!("{} lists", address::entry());
    state.accounts.with_untracked(|all| {
        for account in all.iter().filter(|it| it.state == SignedIn::Yes) {
            name.extend([" ", account.id.as_str()]);
        }
    });
    kept::keep(&name, Left::new)
}

fn page(state: State, left: Left) -> Bit {
    let which = left.which;
    let chip = move |one: Listed| {
        button("chip")
            .live("aria-pressed", move || {
                Some((which.get() == one).to_string())
            })
            .click(move || which.set(one))
            .put(words::listed(one))
    };
    let row = el("div")
        .class("filters__row")
        .at("role", "group")
        .at("aria-label", words::WHICH_LIST)
        .put(Vec::from(Listed::ALL.map(chip)));
    let head = el("div").class("filters").put(row);
    let above = head.clone();
    let below = live(move || {
        let (listing, place) = left.now()?;
        Some(untrack(|| {
            state.open_listing(listing);
            place.comes();
            match listing.which.is_of_posts() {
                true => posts(state, listing, place, &above),
                false => shelf::shelves(state, listing),
            }
        }))
    });
    Bit::Many(vec![head.into(), below])
}

/// Whether some account's part is so.
fn any(listing: Listing, so: impl Fn(&Shelf) -> bool) -> bool {
    let so = |(_, it): (&AccountId, &Shelf)| so(it);
    listing.shelves.with(|all| all.iter().any(so))
}

/// The posts of all accounts.
fn posts(state: State, listing: Listing, place: Place, above: &El) -> Bit {
    let all = Memo::new(move |_| listing.posts());
    let keys = Memo::new(move |_| {
        let name = |(uri, _): &(PostUri, Vec<AccountId>)| Name::Post(uri.clone());
        all.with(|all| all.iter().map(name).collect::<Vec<_>>())
    });
    let busy = Memo::new(move |_| any(listing, |it| it.loading));
    let empty = move || keys.with(Vec::is_empty);
    let seen = Seen::new();
    let draw = move |name: &Name| match name {
        Name::Post(uri) => card(all, uri, seen.of(uri)),
        Name::Notice(_) => el("article"),
    };
    let fine = move || !any(listing, |it| it.trouble.is_some());
    let more = move || any(listing, |it| it.older.is_some());
    let said = |said: &'static str| move || el("p").class("notices__end").put(said);
    let list = rows::rows(keys, &[above], place, draw);
    Bit::Many(vec![
        list.into(),
        show(move || empty() && busy.get(), skeleton),
        shelf::troubles(state, listing),
        show(
            move || empty() && !busy.get() && fine(),
            said(words::NO_LIST_POSTS),
        ),
        show(more, move || on(state, listing, busy)),
        show(
            move || !more() && !empty() && !busy.get() && fine(),
            said(words::ALL_LISTED),
        ),
    ])
}

fn card(all: Memo<Vec<(PostUri, Vec<AccountId>)>>, uri: &PostUri, opened: Opened) -> El {
    let about = uri.clone();
    let row = move |all: &Vec<(PostUri, Vec<AccountId>)>| {
        let found = all.iter().find(|(it, _)| *it == about);
        Row::Post {
            post: about.clone(),
            time: Millis(0),
            through: found.map(|(_, it)| it.clone()).unwrap_or_default(),
            boosters: Vec::new(),
        }
    };
    let signal = ArcRwSignal::new(all.with_untracked(&row));
    let shown = signal.clone();
    react(move || {
        let now = all.with(&row);
        if shown.with_untracked(|shown| *shown != now) {
            shown.set(now);
        }
    });
    post_card(uri, signal, opened)
}

fn on(state: State, listing: Listing, busy: Memo<bool>) -> El {
    let load = button("button")
        .live("aria-disabled", move || {
            busy.get().then(|| "true".to_owned())
        })
        .click(move || {
            if busy.get_untracked() {
                return;
            }
            let more = listing.shelves.with_untracked(|all| {
                let more = all.iter().filter(|(_, it)| it.older.is_some());
                more.map(|(id, _)| id.clone()).collect::<Vec<_>>()
            });
            for account in more {
                state.at_listing(listing, AtListing::Look(account));
            }
        });
    let said = text(move || match busy.get() {
        true => words::LOADING.to_owned(),
        false => words::MORE_POSTS.to_owned(),
    });
    el("div").class("panel__foot").put(load.put(said))
}
