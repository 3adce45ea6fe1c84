//! Somebody: who they are, how one stands to them, what they post.

pub mod around;
mod beside;
mod face;
mod posts;
pub mod report;
mod ties;

use leptos::prelude::*;

use super::{
    kept,
    rows::{self, Place},
};
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live, out, react, show},
            icon::{Glyph, icon},
            panel::panel,
        },
        route::{Route, use_router},
        state::{Call, State, View, Visit, use_state},
        timeline::skeleton,
        words,
    },
    browser::{address, clock::Timer},
    core::{
        account::{Account, SignedIn},
        actor::Handle,
        id::{AccountId, Millis, PostUri},
        safe_url::display_authority,
        timeline::Row,
    },
};

/// Who stays for so long wants to know how all of their accounts stand.
const STAYS: Millis = Millis(1_000);
/// And so long is waited for those that were asked first.
const PATIENCE: Millis = Millis(5_000);

/// What is left of the page for when one comes back: it is as it was.
#[derive(Clone, Copy)]
struct Page {
    visit: Visit,
    place: Place,
}

/// The page of somebody; with a post of theirs, to report it.
pub fn profile(handle: Handle, reported: Option<PostUri>) -> El {
    let (state, router) = (use_state(), use_router());
    let visit = RwSignal::new(None::<Page>);
    let about = handle.clone();
    state.stay_in_memory();
    // The accounts come from the database first.
    react(move || {
        if state.ready.get() && visit.with_untracked(Option::is_none) {
            let begun = untrack(|| come(state, about.clone(), reported.clone()));
            visit.set(Some(begun));
        }
    });
    // The same person, by the name that all servers know.
    react(move || {
        let renamed = visit.get().and_then(|page| page.visit.renamed.get());
        if let Some(handle) = renamed {
            router.replace(Route::Person(handle));
        }
    });
    let back = move || router.back();
    let aside = el("bdi").class("panel__aside").put(handle.to_string());
    let body = live(move || {
        let visit = visit.get();
        untrack(|| match visit {
            Some(it) => page(state, it),
            None => skeleton().into(),
        })
    });
    panel(words::PERSON, words::BACK, back, aside)
        .on("keydown", move |event| rows::keys(&event, router))
        .put(body)
}

/// The visit that was left at this step of the history, by the same accounts; else
/// a new one.
fn come(state: State, handle: Handle, reported: Option<PostUri>) -> Page {
    let mut name = format!(
        "{} {}",
        address::entry(),
        Route::Person(handle.clone()).path()
    );
    state.accounts.with_untracked(|all| {
        for account in all.iter().filter(|it| it.state == SignedIn::Yes) {
            name.extend([" ", account.id.as_str()]);
        }
    });
    name.extend(reported.as_ref().map(PostUri::as_str));
    let page = kept::keep(&name, || Page {
        visit: state.visit(handle, reported),
        place: Place::new(),
    });
    page.place.comes();
    page
}

/// The servers that were not asked at first, are asked when those have answered and
/// the reader stays.
fn ask_rest(state: State, visit: Visit) {
    let timer = StoredValue::new_local(None::<Timer>);
    react(move || {
        let wait = match visit.pending.get() {
            0 => STAYS,
            _ => PATIENCE,
        };
        let soon = Timer::new(wait, move || state.visit_rest(visit));
        timer.try_set_value(Some(soon));
    });
}

fn page(state: State, Page { visit, place }: Page) -> Bit {
    ask_rest(state, visit);
    let best = Memo::new(move |_| visit.profile());
    let known = move || best.with(Option::is_some);
    let waits = move || !known() && visit.pending.get() > 0;
    let head = el("div").put(vec![
        live(move || {
            best.get()
                .map(|profile| untrack(|| face::face(state, visit, &profile)))
        }),
        show(waits, skeleton),
        show(move || !known() && !waits(), move || nobody(state, visit)),
        beside::beside(visit),
        ties::ties(state, visit),
        report::report(state, visit),
    ]);
    let above = head.clone();
    let below = live(move || match visit.circle.get() {
        Some(of) => untrack(|| around::around(state, visit, of)).into(),
        None => untrack(|| {
            let whole = el("div").put(whole(visit));
            let posts = posts::posts(state, visit, place, [&above, &whole]);
            Bit::Many(vec![whole.into(), posts])
        }),
    });
    Bit::Many(vec![head.into(), below])
}

fn nobody(state: State, visit: Visit) -> El {
    let handle = visit.handle.get_value();
    let web = format!("https://{}/@{}", handle.host, handle.user);
    let link = out(&web).class("button").put(icon(Glyph::Out));
    let link = link.put(words::open_at(&display_authority(&handle.host)));
    let find = |account: &Account| {
        let (id, host) = (account.id.clone(), account.server.origin.display_host());
        let find = button("button").click(move || {
            visit
                .views
                .update(|all| drop(all.insert(id.clone(), View::Asked)));
            state.call(visit, Call::Find(id.clone()));
        });
        find.put(words::have_found(&host))
    };
    // An origin that does not answer may be none of ours; a server of the user's is.
    let failed =
        |(id, view): (&AccountId, &View)| !id.is_public() && matches!(view, View::Failed(_));
    let why = match visit.views.with_untracked(|all| all.iter().any(failed)) {
        true => words::NOBODY_ASKED,
        false => words::NOBODY_WHY,
    };
    let able = state.able.get_untracked();
    let able = able.iter().filter(|it| it.server.features.find);
    let ways: Vec<El> = able.map(|account| find(account)).collect();
    el("div")
        .class("blank")
        .put(el("h2").put(words::NOBODY))
        .put(el("p").put(why))
        .put(ways)
        .put(link)
}

/// How much of what is shown the user's servers hold, and what their own does not
/// show.
fn whole(visit: Visit) -> Bit {
    let lines = Memo::new(move |_| {
        let views = visit.views.get();
        let host = display_authority(&visit.handle.get_value().host);
        let known = |(_, view): (&AccountId, &View)| view.profile().is_some();
        let mut mine = views.iter().filter(|(id, _)| !id.is_public());
        let home = views.iter().find(|(id, _)| id.is_public());
        match home {
            Some((_, View::Failed(why))) if mine.any(known) => {
                return vec![words::home_silent(&host, Some(why))];
            }
            Some((_, View::Unknown)) if mine.any(known) => {
                return vec![words::home_silent(&host, None)];
            }
            _ => {}
        }
        let held = |row: &&Row| matches!(row, Row::Post { through, .. } if !through.is_empty());
        let (held, all) = visit
            .rows
            .with(|rows| (rows.iter().filter(held).count(), rows.len()));
        let some = held < all && visit.pending.get() == 0;
        some.then(|| words::held_of(held, all))
            .into_iter()
            .collect()
    });
    live(move || {
        let lines = lines.get().into_iter();
        let lines: Vec<El> = lines.map(|line| el("p").put(line)).collect();
        (!lines.is_empty()).then(|| el("div").class("reach").put(lines))
    })
}
