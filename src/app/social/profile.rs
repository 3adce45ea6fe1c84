//! Somebody: who they are, how one stands to them, what they post.

pub mod around;
mod face;
mod posts;
mod ties;

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live, out, react, show},
            icon::{Glyph, icon},
            panel::panel,
        },
        route::use_router,
        state::{Call, State, View, Visit, use_state},
        timeline::skeleton,
        words,
    },
    core::{account::Account, actor::Handle, safe_url::display_authority},
};

/// The page of somebody.
pub fn profile(handle: Handle) -> El {
    let (state, router) = (use_state(), use_router());
    let visit = RwSignal::new(None::<Visit>);
    let about = handle.clone();
    // The accounts come from the database first.
    react(move || {
        if state.ready.get() && visit.with_untracked(Option::is_none) {
            let begun = untrack(|| state.visit(about.clone()));
            visit.set(Some(begun));
        }
    });
    let back = move || router.back();
    let aside = el("bdi").class("panel__aside").put(handle.to_string());
    panel(words::PERSON, words::BACK, back, aside).put(live(move || {
        let visit = visit.get();
        untrack(|| match visit {
            Some(visit) => page(state, visit),
            None => skeleton().into(),
        })
    }))
}

fn page(state: State, visit: Visit) -> Bit {
    let best = Memo::new(move |_| visit.profile());
    let known = move || best.with(Option::is_some);
    let waits = move || !known() && visit.pending.get() > 0;
    Bit::Many(vec![
        live(move || {
            best.get()
                .map(|profile| untrack(|| face::face(state, visit, &profile)))
        }),
        show(waits, skeleton),
        show(move || !known() && !waits(), move || nobody(state, visit)),
        ties::ties(state, visit),
        live(move || match visit.circle.get() {
            Some(of) => untrack(|| around::around(state, visit, of)).into(),
            None => untrack(|| Bit::Many(vec![whole(visit), posts::posts(state, visit)])),
        }),
    ])
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
    let able = state.able.get_untracked();
    let able = able.iter().filter(|it| it.server.features.find);
    let ways: Vec<El> = able.map(|account| find(account)).collect();
    el("div")
        .class("blank")
        .put(el("h2").put(words::NOBODY))
        .put(el("p").put(words::NOBODY_WHY))
        .put(ways)
        .put(link)
}

/// How much of them the user's servers hold, and what their own does not show.
fn whole(visit: Visit) -> Bit {
    let state = use_state();
    let lines = Memo::new(move |_| {
        let views = visit.views.get();
        let home = views.iter().find(|(id, _)| id.is_public());
        let host = display_authority(&visit.handle.get_value().host);
        let of_accounts = || views.iter().filter(|(id, _)| !id.is_public());
        let any = of_accounts().any(|(_, it)| it.profile().is_some());
        let all = match home {
            Some((_, View::Known(profile, _))) => profile.tally.posts,
            Some((_, View::Failed(why))) if any => {
                return vec![words::home_silent(&host, Some(why))];
            }
            Some((_, View::Unknown)) if any => return vec![words::home_silent(&host, None)],
            _ => None,
        };
        let holds = of_accounts().filter_map(|(id, view)| {
            let server = state.account(id)?.server.origin;
            let (all, held) = (all?, view.profile()?.tally.posts?);
            (held < all).then(|| words::holds(&server.display_host(), held, all))
        });
        let mut lines: Vec<String> = Vec::new();
        for line in holds {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    });
    live(move || {
        let lines = lines.get().into_iter();
        let lines: Vec<El> = lines.map(|line| el("p").put(line)).collect();
        (!lines.is_empty()).then(|| el("div").class("reach").put(lines))
    })
}
