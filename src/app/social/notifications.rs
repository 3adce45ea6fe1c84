//! What all servers tell, in one list.

mod gates;
mod row;
mod rules;

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;

use super::{
    kept,
    rows::{self, Name, Place},
};
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, each, el, live, react, show, text},
            panel::panel,
        },
        route::use_router,
        state::{Bell, Doing, Gate, State, use_state},
        timeline::skeleton,
        words,
    },
    browser::{address, clock::Timer},
    core::{
        account::SignedIn,
        id::{AccountId, Few, Millis},
        notification::{Group, Key, Sort},
    },
};

/// So long the list is looked at before all of it counts as read.
const REST: Millis = Millis(2_000);

/// What of the list is shown. A handle.
#[derive(Clone, Copy)]
struct Shown {
    sort: RwSignal<Sort>,
    of: RwSignal<Option<AccountId>>,
    /// Of those alone whom the account that was told follows.
    followed: RwSignal<bool>,
    gate: Gate,
    place: Place,
    /// Until when was read when the page was opened: what is new stays marked.
    before: RwSignal<Few<AccountId, Millis>>,
}

/// How the page was left: it is so when one comes back.
#[derive(Clone, Copy)]
struct Left {
    sort: RwSignal<Sort>,
    of: RwSignal<Option<AccountId>>,
    followed: RwSignal<bool>,
    place: Place,
}

impl Shown {
    fn takes(&self, group: &Group) -> bool {
        let of = self.of.get();
        let heard = |id: &AccountId| group.through.iter().any(|it| it.account == *id);
        let followed = !self.followed.get() || self.gate.kin.is_of(group) == Some(true);
        followed && self.sort.get().takes(&group.kind) && of.is_none_or(|id| heard(&id))
    }

    /// Nothing is hidden by a filter.
    fn is_whole(&self) -> Option<bool> {
        let sort = self.sort.try_get_untracked()? == Sort::All;
        let of = self.of.try_with_untracked(Option::is_none)?;
        Some(sort && of && !self.followed.try_get_untracked()?)
    }
}

/// The page.
pub fn notifications() -> El {
    let (state, router) = (use_state(), use_router());
    let Left {
        sort,
        of,
        followed,
        place,
    } = left();
    // An account may have gone meanwhile.
    if of.with_untracked(|of| of.as_ref().is_some_and(|id| state.account(id).is_none())) {
        of.set(None);
    }
    let shown = Shown {
        sort,
        of,
        followed,
        place,
        gate: Gate::new(),
        before: RwSignal::new(Few::default()),
    };
    remember(state, shown);
    read_soon(state, shown);
    ask_unknown(state);
    let aside = text(move || match state.unread.get() {
        0 => String::new(),
        count => words::unread(count),
    });
    let back = move || router.back();
    let above = el("div")
        .put(filters(state, shown))
        .put(gates::gates(state, shown.gate))
        .put(troubles(state))
        .put(gates::kin(state, shown.gate, shown.followed));
    panel(words::NOTIFICATIONS, words::BACK, back, aside)
        .on("keydown", move |event| rows::keys(&event, router))
        .put(above.clone())
        .put(list(state, shown, &above))
}

/// How the page was left at this step of the history.
fn left() -> Left {
    let left = kept::keep(&format!("{} notifications", address::entry()), || Left {
        sort: RwSignal::new(Sort::All),
        of: RwSignal::new(None),
        followed: RwSignal::new(false),
        place: Place::new(),
    });
    left.place.comes();
    left
}

/// What was read when an account's notifications first came, as long as the page
/// is open.
fn remember(state: State, shown: Shown) {
    react(move || {
        let now = state.read_until.get();
        shown.before.maybe_update(|before| {
            let fresh: Vec<_> = now
                .iter()
                .filter(|(id, _)| !before.contains_key(id))
                .map(|(id, until)| (id.clone(), *until))
                .collect();
            let any = !fresh.is_empty();
            before.extend(fresh);
            any
        });
    });
}

/// What stands there for a while, on a page that is seen, is read.
fn read_soon(state: State, shown: Shown) {
    let timer = StoredValue::new_local(None::<Timer>);
    let look = move || {
        // What a filter hides was not seen.
        let all = shown.is_whole() == Some(true);
        if state.unread.get_untracked() == 0 || address::is_hidden() || !all {
            return;
        }
        let soon = Timer::new(REST, move || {
            if shown.is_whole() == Some(true) && !address::is_hidden() {
                state.ask_notifications(Bell::Read);
            }
        });
        timer.try_set_value(Some(soon));
    };
    react(move || {
        state.groups.track();
        shown.sort.track();
        shown.of.track();
        shown.followed.track();
        look();
    });
    let back = address::listen("visibilitychange", look);
    StoredValue::new_local(back);
}

/// Who has not been asked yet, is asked: the timeline may not have come.
fn ask_unknown(state: State) {
    react(move || {
        if !state.ready.get() {
            return;
        }
        let able = state.accounts.with(|all| {
            let able = all.iter().filter(|it| it.state == SignedIn::Yes);
            able.map(|it| it.id.clone()).collect::<Vec<_>>()
        });
        for id in able {
            let known = state
                .notifying
                .with_untracked(|all| all.get(&id).is_some_and(|it| it.trouble.is_none()));
            if !known {
                state.ask_notifications(Bell::Newest(id));
            }
        }
    });
}

fn filters(state: State, shown: Shown) -> El {
    let sort = |sort: Sort| {
        button("chip")
            .live("aria-pressed", move || {
                Some((shown.sort.get() == sort).to_string())
            })
            .click(move || shown.sort.set(sort))
            .put(words::sort(sort))
    };
    let sorts = el("div")
        .class("filters__row")
        .at("role", "group")
        .at("aria-label", words::SHOW_OF)
        .put(Vec::from(Sort::ALL.map(sort)))
        .put(gates::followed(shown.followed));
    let many = move || state.accounts.with(|all| all.len() > 1);
    el("div")
        .class("filters")
        .put(sorts)
        .put(show(many, move || accounts(state, shown)))
}

fn accounts(state: State, shown: Shown) -> El {
    let keys = move || {
        let ids = |all: &Vec<crate::core::account::Account>| {
            all.iter().map(|it| it.id.clone()).collect::<Vec<_>>()
        };
        let mut keys = vec![None];
        keys.extend(state.accounts.with(ids).into_iter().map(Some));
        keys
    };
    let chip = move |id: Option<AccountId>| {
        let account = id.as_ref().and_then(|id| untrack(|| state.account(id)));
        let hue = account.as_ref().map(|it| it.hue.to_string());
        let said = match &account {
            Some(account) => account.actor.handle.label(),
            None => words::OF_ALL.to_owned(),
        };
        let this = id.clone();
        let chip = button("chip")
            .live("aria-pressed", move || {
                Some(shown.of.with(|of| *of == this).to_string())
            })
            .click(move || shown.of.set(id.clone()));
        let chip = match &hue {
            Some(hue) => chip.style("--hue", hue).put(el("span").class("chip__dot")),
            None => chip,
        };
        chip.put(el("bdi").put(said))
    };
    el("div")
        .class("filters__row")
        .at("role", "group")
        .at("aria-label", words::OF_ACCOUNT)
        .put(each(keys, chip))
}

/// Whose could not be read, and why.
fn troubles(state: State) -> Bit {
    let lines = Memo::new(move |_| {
        let all = state.notifying.get();
        let failed = all.iter().filter_map(|(id, it)| {
            let why = it.trouble.as_ref()?;
            let account = state.account(id)?;
            Some(words::not_notified(&account.actor.handle.to_string(), why))
        });
        failed.collect::<Vec<_>>()
    });
    let some = move || lines.with(|lines| !lines.is_empty());
    show(some, move || {
        let said = move || {
            let lines = lines.get().into_iter();
            lines.map(|line| el("p").put(line)).collect::<Vec<_>>()
        };
        let again = button("button").click(move || state.retry_notifications());
        el("div")
            .class("reach")
            .at("role", "status")
            .put(live(said))
            .put(again.put(words::TRY_AGAIN))
    })
}

/// All rows, by their names.
fn by_name(state: State) -> Memo<Arc<BTreeMap<Key, Group>>> {
    Memo::new(move |_| {
        let groups = state.groups.get();
        let named = groups
            .iter()
            .map(|group| (group.key.clone(), group.clone()));
        Arc::new(named.collect::<BTreeMap<_, _>>())
    })
}

fn rows(state: State, shown: Shown, keys: Memo<Vec<Name>>, above: &El) -> El {
    let all = by_name(state);
    let draw = move |name: &Name| match name {
        Name::Notice(key) => row::row(state, shown.before, all, key.clone()),
        Name::Post(_) => el("article"),
    };
    rows::rows(keys, &[above], shown.place, draw)
}

fn nothing(state: State) -> El {
    let said = match state.groups.with(|all| all.is_empty()) {
        true => words::NO_NOTIFICATIONS,
        false => words::NONE_OF_THESE,
    };
    el("div").class("blank").put(el("p").put(said))
}

fn list(state: State, shown: Shown, above: &El) -> Bit {
    let keys = Memo::new(move |_| {
        let groups = state.groups.get();
        let taken = groups.iter().filter(|group| shown.takes(group));
        taken
            .map(|group| Name::Notice(group.key.clone()))
            .collect::<Vec<_>>()
    });
    let loading = move || {
        state
            .notifying
            .with(|all| all.iter().any(|(_, it)| it.loading))
    };
    let unknown = move || {
        let able = |it: &&crate::core::account::Account| it.state == SignedIn::Yes;
        let able = state.accounts.with(|all| all.iter().filter(able).count());
        able > 0 && state.notifying.with(|all| all.iter().count() == 0)
    };
    let fine = move || {
        let failed = |(_, it): (&AccountId, &Doing)| it.trouble.is_some();
        !state.notifying.with(|all| all.iter().any(failed))
    };
    let empty = move || keys.with(Vec::is_empty);
    let feed =
        rows(state, shown, keys, above).live("aria-busy", move || Some(loading().to_string()));
    Bit::Many(vec![
        show(move || empty() && (loading() || unknown()), skeleton),
        show(
            move || empty() && !loading() && !unknown() && fine(),
            move || nothing(state),
        ),
        feed.into(),
        older(state, shown),
    ])
}

/// The way on: of all accounts that have more, or of the one that is shown.
fn older(state: State, shown: Shown) -> Bit {
    let more = Memo::new(move |_| {
        let of = shown.of.get();
        let all = state.notifying.get();
        let more = all
            .iter()
            .filter(|(id, it)| it.more && of.as_ref().is_none_or(|of| of == *id));
        more.map(|(id, _)| id.clone()).collect::<Vec<_>>()
    });
    let busy = Memo::new(move |_| {
        state
            .notifying
            .with(|all| all.iter().any(|(_, it)| it.loading))
    });
    let any = move || more.with(|more| !more.is_empty());
    let way = move || {
        let load = button("button")
            .live("aria-disabled", move || {
                busy.get().then(|| "true".to_owned())
            })
            .click(move || {
                for account in more.get_untracked() {
                    state.ask_notifications(Bell::Older(account));
                }
            });
        let said = text(move || match busy.get() {
            true => words::LOADING.to_owned(),
            false => words::OLDER.to_owned(),
        });
        el("div").class("panel__foot").put(load.put(said))
    };
    let end = move || !any() && !busy.get() && state.groups.with(|all| !all.is_empty());
    Bit::Many(vec![
        show(any, way),
        show(end, || {
            el("p").class("notices__end").put(words::ALL_NOTIFICATIONS)
        }),
    ])
}
