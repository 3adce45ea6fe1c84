//! What is on each account's list, and taking it off.

use leptos::prelude::*;

use crate::{
    app::{
        kit::el::{Bit, El, button, each, el, live, show, text},
        route::{Route, to},
        social::profile::around::face_and_name,
        state::{AtListing, Entry, Listing, Shelf, State},
        words,
    },
    core::{
        actor::{Listed, Profile},
        id::AccountId,
        safe_url::display_authority,
    },
    engine::Failure,
};

/// A part for each account.
pub fn shelves(state: State, listing: Listing) -> Bit {
    let accounts = Memo::new(move |_| {
        listing
            .shelves
            .with(|all| all.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>())
    });
    let draw = move |id: AccountId| untrack(|| shelf(state, listing, id));
    el("div").put(each(move || accounts.get(), draw)).into()
}

/// Whose could not be had, and why.
pub fn troubles(state: State, listing: Listing) -> Bit {
    live(move || {
        let failed = listing.shelves.with(|all| {
            let failed = all.iter();
            let failed = failed.filter_map(|(id, it)| Some((id.clone(), it.trouble.clone()?)));
            failed.collect::<Vec<_>>()
        });
        let lines: Vec<El> = failed
            .iter()
            .map(|(id, why)| {
                let account = untrack(|| state.account(id));
                let handle = account.map(|it| it.actor.handle.to_string());
                let host = display_authority(id.host());
                let way = way(why, handle.unwrap_or_default());
                let line = el("p").put(trouble(&host, why)).put(" ");
                let id = id.clone();
                let again = move || {
                    let look = AtListing::Look(id.clone());
                    button("button").click(move || state.at_listing(listing, look.clone()))
                };
                line.put(way.unwrap_or_else(|| again().put(words::TRY_AGAIN)))
            })
            .collect();
        let some = !lines.is_empty();
        some.then(|| el("div").class("reach").at("role", "status").put(lines))
    })
}

fn trouble(host: &str, why: &Failure) -> String {
    match why {
        Failure::Unsupported => words::NO_SUCH_LIST.to_owned(),
        why => words::lane_trouble(host, Some(why)),
    }
}

/// The way to a sign-in that allows it, where this one does not.
fn way(why: &Failure, handle: String) -> Option<El> {
    (*why == Failure::OutOfScope).then(|| {
        to(Route::SignIn(Some(handle)))
            .class("button")
            .put(words::SIGN_IN_AGAIN)
    })
}

fn shelf(state: State, listing: Listing, id: AccountId) -> El {
    let account = state.account(&id);
    let hue = account.as_ref().map(|it| it.hue.to_string());
    let handle = account.map(|it| it.actor.handle.to_string());
    let handle = handle.unwrap_or_default();
    let about = id.clone();
    let now = Memo::new(move |_| {
        listing
            .shelves
            .with(|all| all.get(&about).cloned().unwrap_or_default())
    });
    let names = move || {
        now.with(|it| match listing.which {
            Listed::Hidden => it.servers.clone(),
            _ => it.people.iter().map(called).collect(),
        })
    };
    let whose = id.clone();
    let draw = move |name: String| line(state, listing, (whose.clone(), now), &name);
    let title = el("h2")
        .class("shelf__whose")
        .put(el("span").class("chip__dot"))
        .put(el("bdi").put(handle.as_str()));
    el("section")
        .class("shelf")
        .style("--hue", &hue.unwrap_or_default())
        .put(title)
        .put(el("ul").put(each(names, draw)))
        .put(foot(state, listing, (id, now), handle))
}

fn called(profile: &Profile) -> String {
    profile.actor.handle.to_string()
}

/// What there is to say of the list, and the way on.
fn foot(
    state: State,
    listing: Listing,
    (id, now): (AccountId, Memo<Shelf>),
    handle: String,
) -> Bit {
    let host = display_authority(id.host());
    let said = move || {
        now.with(|it| match &it.trouble {
            _ if it.loading => words::LOADING.to_owned(),
            Some(why) => trouble(&host, why),
            None if !(it.people.is_empty() && it.servers.is_empty()) => String::new(),
            None if listing.which == Listed::Hidden => words::NONE_LISTED.to_owned(),
            None => words::NOBODY_LISTED.to_owned(),
        })
    };
    let act = move || {
        let it = now.get();
        let said = match &it.trouble {
            _ if it.loading => return None,
            Some(Failure::Unsupported) => return None,
            Some(Failure::OutOfScope) => {
                return untrack(|| way(&Failure::OutOfScope, handle.clone()));
            }
            Some(_) => words::TRY_AGAIN,
            None if it.older.is_some() => words::MORE_POSTS,
            None => return None,
        };
        let id = id.clone();
        let on = button("button").at("aria-label", &format!("{said}: {handle}"));
        let on = on.click(move || state.at_listing(listing, AtListing::Look(id.clone())));
        Some(on.put(said))
    };
    let line = el("p").class("dim small").at("role", "status");
    Bit::Many(vec![line.put(text(said)).into(), live(act)])
}

fn line(state: State, listing: Listing, (id, now): (AccountId, Memo<Shelf>), name: &str) -> El {
    let entry = now.with_untracked(
        |it| match it.people.iter().find(|one| called(one) == name) {
            Some(profile) => Entry::Person(Box::new(profile.clone())),
            None => Entry::Server(name.to_owned()),
        },
    );
    let what = match &entry {
        Entry::Person(profile) => face_and_name(profile),
        Entry::Server(host) => el("span")
            .class("shelf__server")
            .put(el("bdi").put(display_authority(host))),
    };
    let name = name.to_owned();
    let this = name.clone();
    let undone = Memo::new(move |_| now.with(|it| it.undone.contains(&this)));
    let this = name.clone();
    let busy = Memo::new(move |_| now.with(|it| it.busy.contains(&this)));
    let said = move || words::turn(listing.which, undone.get());
    let turn = button("button")
        .live("aria-label", move || Some(format!("{}: {name}", said())))
        .live("aria-disabled", move || {
            busy.get().then(|| "true".to_owned())
        })
        .click(move || {
            if !busy.get_untracked() {
                let back = undone.get_untracked();
                let deed = AtListing::Turn(id.clone(), entry.clone(), back);
                state.at_listing(listing, deed);
            }
        })
        .put(text(move || said().to_owned()));
    let off = move || el("span").class("dim small").put(words::UNDONE);
    let off = el("div")
        .at("role", "status")
        .put(show(move || undone.get(), off));
    el("li").class("shelf__line").put(what).put(off).put(turn)
}
