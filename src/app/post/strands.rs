//! The strands: every account is a thread that runs down the timeline; where
//! a post came through it, the thread is drawn.

use leptos::prelude::*;

use crate::{app::state::use_state, core::id::AccountId};

/// One thread for each account that is shown. Decoration: the accounts that a
/// post came through are said in words as well.
#[component]
pub fn Strands(through: Signal<Vec<AccountId>>) -> impl IntoView {
    let state = use_state();
    view! {
        <span class="strands" aria-hidden="true">
            <For each=move || state.strands.get() key=|strand| strand.clone() let((id, hue))>
                <span class="strand" style:--hue=hue.to_string()
                    data-through=move || through.with(|through| through.contains(&id)).then_some("")></span>
            </For>
        </span>
    }
}
