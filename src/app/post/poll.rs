//! The results of a poll.

use leptos::prelude::*;

use super::line::line;
use crate::{
    app::{
        kit::time::{Ago, moment},
        state::use_state,
        words,
    },
    core::post::Poll,
};

/// A poll's options with their shares, as far as the server tells them.
#[component]
pub fn PollResults(poll: Poll) -> impl IntoView {
    let state = use_state();
    let votes = poll.options.iter().filter_map(|(_, votes)| *votes);
    let votes = votes.fold(0, u32::saturating_add);
    // Where one may choose several, shares are of people.
    let total = poll.voters.filter(|voters| *voters > 0).unwrap_or(votes);
    let option = |(title, votes): &(Vec<crate::core::rich_text::Inline>, Option<u32>)| {
        let share = votes.map(|votes| f64::from(votes) * 100.0 / f64::from(total.max(1)));
        let said = share.map(|share| format!("{share:.0} %"));
        view! {
            <li class="poll__option" style:--share=share.map(|share| format!("{share:.1}%"))>
                <span class="poll__title" dir="auto">{line(title)}</span>
                <span class="poll__share">{said}</span>
                <span class="poll__bar" aria-hidden="true"></span>
            </li>
        }
    };
    let options = poll.options.iter().map(option).collect_view();
    let ends = match (poll.closed, poll.ends) {
        (true, _) => words::POLL_CLOSED.into_any(),
        (false, Some(time)) if time > state.clock.get_untracked() => {
            words::poll_open_until(&moment(time)).into_any()
        }
        (false, Some(time)) => view! { <Ago time clock=state.clock now=words::NOW /> }.into_any(),
        (false, None) => ().into_any(),
    };
    view! {
        <div class="poll">
            <ul class="poll__options">{options}</ul>
            <p class="dim small">{poll.voters.map(words::voters).or(poll.votes.map(words::votes))}" · "{ends}</p>
        </div>
    }
}
