//! The timeline's title, and a switch for every account.

use leptos::prelude::*;

use crate::{
    app::{state::use_state, words},
    core::account::{Account, SignedIn},
};

/// Title and switches.
#[component]
pub fn Head() -> impl IntoView {
    let state = use_state();
    let count = move || words::accounts(state.accounts.with(Vec::len));
    let keys = move || {
        state
            .accounts
            .with(|all| all.iter().map(|it| it.id.clone()).collect::<Vec<_>>())
    };
    view! {
        <header class="timeline__head">
            <h1 class="timeline__title" id="timeline-title">{words::HOME}<span class="dim small">{count}</span></h1>
            <div class="timeline__sources" role="group" aria-label=words::SHOW_POSTS_OF>
                <For each=keys key=Clone::clone let(id)>
                    {
                        let lane_id = id.clone();
                        let account = Memo::new(move |_| state.account(&id));
                        let waiting = move || state.lanes.with(|lanes| {
                            lanes.get(&lane_id).is_some_and(|lane| lane.loading() || lane.trouble.is_some())
                        });
                        move || account.get().map(|account| chip(account, waiting.clone()))
                    }
                </For>
            </div>
        </header>
    }
}

fn chip(
    account: Account,
    waiting: impl Fn() -> bool + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let state = use_state();
    let (id, shown) = (account.id.clone(), account.shown);
    let out = account.state == SignedIn::Again;
    let handle = account.actor.handle;
    let told = waiting.clone();
    view! {
        <button type="button" class="chip" aria-pressed=shown.to_string() style:--hue=account.hue.to_string()
            data-waiting=move || waiting().then_some("") data-out=out.then_some("")
            on:click=move |_| state.show(&id, !shown)>
            <span class="chip__dot"></span>
            <span class="unseen">{move || if out { words::CHIP_OUT } else if told() { words::CHIP_WAITS } else { "" }}</span>
            <bdi>{format!("{}@{}", handle.user, handle.host)}</bdi>
        </button>
    }
}
