//! All accounts, each with what can be done about it.

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            avatar::Avatar,
            dialog::Ask,
            icon::{Glyph, Icon},
            panel::Panel,
        },
        post::line::line,
        route::{Route, To, use_router},
        state::{LaneState, use_state},
        words,
    },
    core::{
        account::{Account, SignedIn},
        id::AccountId,
    },
};

/// The accounts page.
#[component]
pub fn Accounts() -> impl IntoView {
    let state = use_state();
    let router = use_router();
    let on_back = Callback::new(move |()| router.back());
    view! {
        <Panel title=words::ACCOUNTS back=words::BACK on_back>
            <ul class="people">
                <For each=move || state.accounts.get() key=|account| (account.id.clone(), account.state == SignedIn::Yes) let(account)>
                    <Person account />
                </For>
            </ul>
            <div class="panel__foot">
                <To route=Route::SignIn(None) class="button button--main"><Icon glyph=Glyph::Plus />{words::ADD_ACCOUNT}</To>
            </div>
        </Panel>
    }
}

#[component]
fn Person(account: Account) -> impl IntoView {
    let actor = account.actor.clone();
    let handle = actor.handle.to_string();
    let name = if actor.name.is_empty() {
        actor.handle.user.clone().into_any()
    } else {
        line(&actor.name)
    };
    let out = account.state == SignedIn::Again;
    let again = out.then(|| {
        view! {
            <p class="person__again">{words::again(&handle)}</p>
            <To route=Route::SignIn(Some(handle.clone())) class="button button--main">{words::SIGN_IN_AGAIN}</To>
        }
    });
    let news = (!out).then(|| view! { " · "<News id=account.id.clone() /> });
    view! {
        <li class="person" style:--hue=account.hue.to_string()>
            <Avatar url=actor.avatar.clone() name=actor.plain_name() />
            <div class="person__words">
                <strong><bdi>{name}</bdi></strong>
                <bdi class="dim small">{handle.clone()}</bdi>
                <span class="dim small">{account.server.software.clone()}{news}</span>
                {again}
            </div>
            <Leave id=account.id handle />
        </li>
    }
}

/// How an account's news come in at the moment.
#[component]
fn News(id: AccountId) -> impl IntoView {
    let state = use_state();
    let said = Memo::new(move |_| {
        let lane = state.lanes.with(|lanes| lanes.get(&id).cloned());
        match lane.unwrap_or_default() {
            LaneState {
                trouble: Some(_), ..
            } => words::NO_NEWS,
            LaneState {
                streaming: true, ..
            } => words::STREAMS,
            _ => words::POLLS,
        }
    });
    move || said.get()
}

/// The way out, with a question before it.
#[component]
fn Leave(id: AccountId, handle: String) -> impl IntoView {
    let state = use_state();
    let asking = RwSignal::new(false);
    let title = format!("{} {handle}?", words::SIGN_OUT);
    let said = format!("{} {handle}", words::SIGN_OUT);
    let leave = Callback::new(move |()| state.sign_out(&id));
    view! {
        <button type="button" class="button" aria-label=said on:click=move |_| asking.set(true)>{words::SIGN_OUT}</button>
        <Ask id=state.number() open=asking title text=words::SIGN_OUT_ASK yes=words::SIGN_OUT no=words::CANCEL then=leave />
    }
}
