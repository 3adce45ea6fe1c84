//! Whose posts are missing, and why: named, never in the way.

use leptos::prelude::*;

use crate::{
    app::{
        kit::el::{El, button, el, live},
        route::{Route, to},
        state::{LaneState, State, use_state},
        words,
    },
    core::{
        account::{Account, SignedIn},
        id::AccountId,
    },
    engine::Failure,
};

/// One line: accounts of one server with the same trouble share it.
#[derive(Clone, PartialEq)]
struct Line {
    text: String,
    hue: u16,
    accounts: Vec<AccountId>,
    /// The handle to sign in with again.
    again: Option<String>,
}

/// A line for every lane that the timeline goes on without.
pub fn lane_notices() -> El {
    let state = use_state();
    let lines = Memo::new(move |_| lines(state));
    let all = live(move || {
        let lines = lines.get().into_iter();
        lines.map(|line| notice(state, line)).collect::<Vec<_>>()
    });
    el("div")
        .class("lane-notices")
        .at("role", "status")
        .at("aria-live", "polite")
        .put(all)
}

fn lines(state: State) -> Vec<Line> {
    // Without a network there is one reason for all, and it is said once.
    let online = state.online.get();
    let lanes = state.lanes.get();
    let mut lines: Vec<Line> = Vec::new();
    for account in state.accounts.get().iter().filter(|it| it.shown) {
        let lane = lanes.get(&account.id).cloned().unwrap_or_default();
        let narrow = state.narrow.with(|all| all.contains(&account.id));
        let Some(line) = line(account, &lane, online, narrow) else {
            continue;
        };
        match lines.iter_mut().find(|known| known.text == line.text) {
            Some(known) => known.accounts.extend(line.accounts),
            None => lines.push(line),
        }
    }
    lines
}

fn line(account: &Account, lane: &LaneState, online: bool, narrow: bool) -> Option<Line> {
    let handle = account.actor.handle.to_string();
    let line = |text, again| Line {
        text,
        hue: account.hue,
        accounts: vec![account.id.clone()],
        again,
    };
    if account.state == SignedIn::Again {
        return Some(line(words::again(&handle), Some(handle)));
    }
    let told = online && (lane.let_go || lane.trouble.is_some());
    if !told && narrow {
        return Some(line(words::narrow(&handle), Some(handle)));
    }
    told.then(|| {
        let host = account.server.origin.display_host();
        let again = (lane.trouble == Some(Failure::OutOfScope)).then_some(handle);
        line(words::lane_trouble(&host, lane.trouble.as_ref()), again)
    })
}

fn notice(state: State, line: Line) -> El {
    let remedy = match line.again {
        Some(handle) => to(Route::SignIn(Some(handle)))
            .class("button")
            .put(words::SIGN_IN_AGAIN),
        None => button("button")
            .click(move || line.accounts.iter().for_each(|id| state.try_again(id)))
            .put(words::TRY_AGAIN),
    };
    el("p")
        .class("lane-notice")
        .style("--hue", &line.hue.to_string())
        .put(
            el("span")
                .class("lane-notice__dot")
                .at("aria-hidden", "true"),
        )
        .put(el("span").put(line.text))
        .put(remedy)
}
