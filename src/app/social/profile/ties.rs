//! How each of the user's accounts stands to somebody, and what it can do.

mod all;
mod ask;
mod languages;
mod menu;
mod note;

use leptos::{ev::Event, prelude::*};

use self::{
    ask::Asking,
    menu::{Part, more},
};
use crate::{
    app::{
        kit::el::{Bit, El, button, each, el, show, text},
        route::{Route, to},
        social::own::may_change,
        state::{State, View, Visit},
        words,
    },
    core::{
        actor::{Follows, Relation, Tie},
        id::AccountId,
        safe_url::display_authority,
    },
    engine::people::is_same,
};

const FOLLOW: Tie = Tie::Follow {
    boosts: true,
    notify: false,
};

/// A line for each account.
pub fn ties(state: State, visit: Visit) -> Bit {
    let accounts = Memo::new(move |_| {
        let views = visit.views.get();
        let mine = views.iter().filter(|(id, _)| !id.is_public());
        mine.map(|(id, _)| id.clone()).collect::<Vec<_>>()
    });
    let asking = Asking::new();
    let lines = each(
        move || accounts.get(),
        move |id| one(state, visit, asking, id),
    );
    // Who turns to them need not wait.
    let turn = move |_: Event| state.visit_rest(visit);
    el("section")
        .class("ties")
        .at("aria-label", words::YOUR_ACCOUNTS)
        .on("pointerenter", turn)
        .on("focusin", turn)
        .put(el("ul").put(lines))
        .put(all::all(state, visit, asking, accounts))
        .put(asking.question(state, visit))
        .into()
}

fn is_self(state: State, visit: Visit, id: &AccountId) -> bool {
    let handle = visit.handle.get_value();
    let account = state.account(id);
    account.is_some_and(|it| is_same(&it.actor.handle, &handle))
}

fn relation(visit: Visit, id: &AccountId) -> Option<Relation> {
    visit.views.with(|all| match all.get(id)? {
        View::Known(_, relation) => relation.clone(),
        _ => None,
    })
}

/// Whether any server knows them: else they may not be.
fn is_somebody(visit: Visit) -> bool {
    let known = |(_, view): (&AccountId, &View)| view.profile().is_some();
    visit.views.with(|all| all.iter().any(known))
}

/// Whether an account's server has said that it does not know them.
fn is_unknown(visit: Visit, id: &AccountId) -> bool {
    let unknown = |view: &View| *view == View::Unknown;
    visit.views.with(|all| all.get(id).is_some_and(unknown))
}

fn one(state: State, visit: Visit, asking: Asking, id: AccountId) -> El {
    let account = untrack(|| state.account(&id));
    let handle = account.as_ref().map(|it| it.actor.handle.to_string());
    let handle = handle.unwrap_or_default();
    let hue = account.map(|it| it.hue.to_string()).unwrap_or_default();
    let me = untrack(|| is_self(state, visit, &id));
    let about = id.clone();
    let said = text(move || match me {
        true => words::THIS_IS_YOU.to_owned(),
        false => stands(state, visit, &about),
    });
    let words = el("div")
        .class("tie__words")
        .put(el("bdi").put(handle.as_str()))
        .put(el("span").class("dim small").put(said));
    el("li")
        .class("tie")
        .style("--hue", &hue)
        .put(el("span").class("chip__dot"))
        .put(words)
        .put(again(state, &id, &handle))
        .put(match me {
            true => untrack(|| edit(state, &id)).into(),
            false => deeds(state, visit, asking, id, handle),
        })
}

/// The way to change one's own profile, where its server lets one.
fn edit(state: State, id: &AccountId) -> Option<El> {
    let account = state.account(id).filter(may_change)?;
    let way = to(Route::Own(account.actor.handle)).class("button");
    Some(way.put(words::EDIT_PROFILE))
}

fn stands(state: State, visit: Visit, id: &AccountId) -> String {
    let other = display_authority(&visit.handle.get_value().host);
    let wall = visit.beside.walls.with(|all| all.get(id).copied());
    let said = visit.views.with(|all| match all.get(id) {
        Some(View::Asked) => words::LOADING.to_owned(),
        Some(View::Failed(why)) => words::view_failed(why),
        Some(View::Known(_, Some(relation))) => words::stands(relation),
        Some(View::Known(_, None)) => words::UNSURE.to_owned(),
        Some(View::Unknown) | None => match wall {
            Some(wall) => words::walled(&host_of(state, id), &other, wall),
            None => words::NOT_KNOWN.to_owned(),
        },
    });
    match visit.beside.hidden.with(|all| all.get(id) == Some(&true)) {
        true => words::and_hides(&said, &other),
        false => said,
    }
}

fn host_of(state: State, id: &AccountId) -> String {
    let account = state.account(id);
    account.map_or_else(String::new, |it| it.server.origin.display_host())
}

/// The way to allow more, where the sign-in turned out to allow too little.
fn again(state: State, id: &AccountId, handle: &str) -> Bit {
    let (id, handle) = (id.clone(), handle.to_owned());
    show(
        move || state.narrow.with(|all| all.contains(&id)),
        move || {
            to(Route::SignIn(Some(handle.clone())))
                .class("button")
                .put(words::SIGN_IN_AGAIN)
        },
    )
}

fn deeds(state: State, visit: Visit, asking: Asking, id: AccountId, handle: String) -> Bit {
    let about = id.clone();
    let now = Memo::new(move |_| relation(visit, &about));
    let about = id.clone();
    // Who could not say how it stands does nothing about it.
    let sure = move || now.with(Option::is_some) || is_unknown(visit, &about);
    let part = Part {
        state,
        visit,
        id,
        handle,
        now,
        asking,
        writing: RwSignal::new(false),
        choosing: RwSignal::new(false),
    };
    let somebody = Memo::new(move |_| is_somebody(visit));
    show(sure, move || {
        let first = part.clone();
        Bit::Many(vec![
            show(move || somebody.get(), move || main(&first)),
            more(part.clone()).into(),
            languages::languages(&part),
            note::note(&part),
        ])
    })
}

/// The one thing that is done most.
fn main(part: &Part) -> El {
    let (state, visit, now) = (part.state, part.visit, part.now);
    let about = part.id.clone();
    let busy = move || visit.busy.with(|busy| busy.contains(&about));
    let said = move || match now.get() {
        Some(it) if it.blocking => words::UNBLOCK,
        Some(it) => match it.follows {
            Follows::Yes => words::UNFOLLOW,
            Follows::Asked => words::TAKE_BACK,
            Follows::No => words::FOLLOW,
        },
        None => words::FOLLOW,
    };
    let about = part.id.clone();
    let act = move || {
        let tie = match now.get_untracked() {
            Some(it) if it.blocking => Tie::Unblock,
            Some(it) if it.follows != Follows::No => Tie::Unfollow,
            _ => FOLLOW,
        };
        state.tie_as(visit, &about, tie);
    };
    let handle = part.handle.clone();
    button("button")
        .live("aria-label", move || Some(format!("{}: {handle}", said())))
        .live("aria-disabled", move || busy().then(|| "true".to_owned()))
        .click(act)
        .put(text(move || said().to_owned()))
}
