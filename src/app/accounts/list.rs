//! All accounts, each with what can be done about it.

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            avatar::Avatar,
            dialog::Ask,
            icon::{Glyph, Icon},
        },
        post::line::line,
        route::{Route, To, use_router},
        state::use_state,
        words,
    },
    core::account::{Account, SignedIn},
};

/// The accounts page.
#[component]
pub fn Accounts() -> impl IntoView {
    let state = use_state();
    let router = use_router();
    view! {
        <section class="panel" aria-labelledby="pane-title">
            <header class="panel__head">
                <button type="button" class="round" aria-label=words::BACK on:click=move |_| router.back()>
                    <Icon glyph=Glyph::Back />
                </button>
                <h1 class="panel__title" id="pane-title" tabindex="-1">{words::ACCOUNTS}</h1>
            </header>
            <ul class="people">
                <For each=move || state.accounts.get() key=|account| (account.id.clone(), account.state == SignedIn::Yes) let(account)>
                    <Person account />
                </For>
            </ul>
            <div class="panel__foot">
                <To route=Route::SignIn class="button button--main"><Icon glyph=Glyph::Plus />{words::ADD_ACCOUNT}</To>
            </div>
        </section>
    }
}

#[component]
fn Person(account: Account) -> impl IntoView {
    let state = use_state();
    let asking = RwSignal::new(false);
    let actor = account.actor.clone();
    let handle = actor.handle.to_string();
    let name = if actor.name.is_empty() {
        actor.handle.user.clone().into_any()
    } else {
        line(&actor.name)
    };
    let news = if account.server.features.stream {
        words::STREAMS
    } else {
        words::POLLS
    };
    let again = (account.state == SignedIn::Again).then(|| {
        view! {
            <p class="person__again">{words::again(&handle)}</p>
            <To route=Route::SignIn class="button button--main">{words::SIGN_IN_AGAIN}</To>
        }
    });
    let title = format!("{} {handle}?", words::SIGN_OUT);
    let leave = {
        let id = account.id.clone();
        Callback::new(move |()| state.sign_out(&id))
    };
    let said = format!("{} {handle}", words::SIGN_OUT);
    view! {
        <li class="person" style:--hue=account.hue.to_string()>
            <Avatar url=actor.avatar.clone() name=actor.plain_name() />
            <div class="person__words">
                <strong><bdi>{name}</bdi></strong>
                <bdi class="dim small">{handle.clone()}</bdi>
                <span class="dim small">{account.server.software.clone()}" · "{news}</span>
                {again}
            </div>
            <button type="button" class="button" aria-label=said on:click=move |_| asking.set(true)>{words::SIGN_OUT}</button>
            <Ask open=asking title=Signal::stored(title) text=words::SIGN_OUT_ASK yes=words::SIGN_OUT no=words::CANCEL then=leave />
        </li>
    }
}
