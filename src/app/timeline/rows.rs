//! Rows that are no posts: what is not loaded, what cannot be read.

use leptos::prelude::*;

use crate::{
    app::{
        kit::el::{El, button, el, text},
        post::strands::strands,
        state::{LaneState, State},
        words,
    },
    browser::dom,
    core::{
        id::{AccountId, Few},
        timeline::{Cursor, Row},
    },
};

/// An item that could not be read.
pub fn unreadable(state: State, account: &AccountId) -> El {
    let through = vec![account.clone()];
    let said = el("span")
        .put(words::UNREADABLE)
        .put(" ")
        .put(el("bdi").put(host(state, account)));
    el("article")
        .class("unreadable")
        .at("tabindex", "-1")
        .at("aria-label", words::UNREADABLE)
        .put(strands(move || through.clone()))
        .put(said)
}

fn host(state: State, account: &AccountId) -> String {
    let account = untrack(|| state.account(account));
    account
        .map(|it| it.server.origin.display_host())
        .unwrap_or_default()
}

/// Posts of one account that are not loaded, and the way to load them.
pub fn gap(state: State, row: &Row) -> El {
    let Row::Gap {
        account,
        below,
        newer,
        older,
    } = row
    else {
        return el("article");
    };
    let hours = (newer.0.saturating_sub(older.0)) / 3_600_000;
    let said = words::gap(&host(state, account), hours);
    let through = vec![account.clone()];
    let gap = el("article")
        .class("gap")
        .at("tabindex", "-1")
        .at("aria-label", &said)
        .put(strands(move || through.clone()))
        .put(el("span").put(said.as_str()))
        .put(load(state, account, below, said));
    go_on_when_near(state, &gap, account, below);
    gap
}

fn load(state: State, account: &AccountId, below: &Cursor, what: String) -> El {
    let lane = account.clone();
    let loading = Signal::derive(move || {
        let slots = |lanes: &Few<AccountId, LaneState>| Some(lanes.get(&lane)?.loading());
        state.lanes.with(slots) == Some(true)
    });
    let deed = move || match loading.get() {
        true => words::LOADING,
        false => words::LOAD,
    };
    let (account, below) = (account.clone(), below.clone());
    button("")
        .live("aria-label", move || Some(words::load_what(deed(), &what)))
        .live("aria-disabled", move || Some(loading.get().to_string()))
        .click(move || state.fill(&account, below.clone()))
        .put(text(move || deed().to_owned()))
}

/// A lane that merely ends here goes on by itself as the reader comes near.
fn go_on_when_near(state: State, gap: &El, account: &AccountId, below: &Cursor) {
    let (account, below, element) = (account.clone(), below.clone(), gap.node().clone());
    let near = move |near| {
        if near && dom::is_below_screen(&element) {
            state.near_gap(&account, &below);
        }
    };
    StoredValue::new_local(dom::on_near(gap.node(), "0px 0px 100% 0px", near));
}
