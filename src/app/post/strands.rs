//! The strands: every account is a thread that runs down the timeline; where
//! a post came through it, the thread is drawn.

use leptos::prelude::*;

use crate::{
    app::{
        kit::el::{El, el, live},
        state::use_state,
    },
    core::id::AccountId,
};

/// One thread for each account that is shown. Decoration: the accounts that a
/// post came through are said in words as well.
pub fn strands(through: impl Fn() -> Vec<AccountId> + 'static) -> El {
    let state = use_state();
    let all = live(move || {
        let through = through();
        let strand = |(id, hue): &(AccountId, u16)| {
            el("span")
                .class("strand")
                .style("--hue", &hue.to_string())
                .flag("data-through", through.contains(id))
        };
        state
            .strands
            .with(|all| all.iter().map(strand).collect::<Vec<_>>())
    });
    el("span")
        .class("strands")
        .at("aria-hidden", "true")
        .put(all)
}
