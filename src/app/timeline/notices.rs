//! Whose posts are missing, and why: named, never in the way.

use leptos::prelude::*;

use crate::app::{
    route::{Route, To},
    state::use_state,
    words,
};
use crate::core::account::SignedIn;

/// A line for every lane that the timeline goes on without.
#[component]
pub fn LaneNotices() -> impl IntoView {
    let state = use_state();
    let lines = move || {
        let lanes = state.lanes.get();
        let accounts = state.accounts.get();
        let line = |account: crate::core::account::Account| {
            let lane = lanes.get(&account.id).cloned().unwrap_or_default();
            let host = account.server.origin.host().to_owned();
            if account.state == SignedIn::Again {
                return Some((
                    account.id,
                    account.hue,
                    words::again(&account.actor.handle.to_string()),
                    true,
                ));
            }
            let told = lane.let_go || lane.trouble.is_some();
            told.then(|| {
                (
                    account.id,
                    account.hue,
                    words::lane_trouble(&host, lane.trouble.as_ref()),
                    false,
                )
            })
        };
        accounts
            .into_iter()
            .filter(|it| it.shown)
            .filter_map(line)
            .collect::<Vec<_>>()
    };
    view! {
        <div class="lane-notices" role="status" aria-live="polite">
            {move || lines().into_iter().map(|(id, hue, text, again)| {
                let remedy = if again {
                    view! { <To route=Route::SignIn class="button">{words::SIGN_IN_AGAIN}</To> }.into_any()
                } else {
                    view! {
                        <button type="button" class="button" on:click=move |_| state.try_again(&id)>{words::TRY_AGAIN}</button>
                    }.into_any()
                };
                view! {
                    <p class="lane-notice" style:--hue=hue.to_string()>
                        <span class="lane-notice__dot" aria-hidden="true"></span><span>{text}</span>{remedy}
                    </p>
                }
            }).collect_view()}
        </div>
    }
}
