//! The results of a poll.

use leptos::prelude::*;

use super::line::line;
use crate::{
    app::{
        kit::{
            el::{Bit, El, el},
            time::{ago, moment},
        },
        state::use_state,
        words,
    },
    browser::dom::decimal,
    core::{post::Poll, rich_text::Inline},
};

/// A poll's options with their shares, as far as the server tells them.
pub fn poll(poll: &Poll) -> El {
    let votes = poll.options.iter().filter_map(|(_, votes)| *votes);
    let votes = votes.fold(0, u32::saturating_add);
    // Where one may choose several, shares are of people.
    let total = poll.voters.filter(|voters| *voters > 0).unwrap_or(votes);
    let options = poll
        .options
        .iter()
        .map(|(title, votes)| option(title, *votes, total))
        .fold(el("ul").class("poll__options"), El::put);
    let said = poll.voters.map(words::voters);
    let below = el("p")
        .class("dim small")
        .put(said.or(poll.votes.map(words::votes)))
        .put(" · ")
        .put(ends(poll));
    el("div").class("poll").put(options).put(below)
}

fn option(title: &[Inline], votes: Option<u32>, total: u32) -> El {
    let share = votes.map(|votes| f64::from(votes) * 100.0 / f64::from(total.max(1)));
    let option = el("li")
        .class("poll__option")
        .put(
            el("span")
                .class("poll__title")
                .at("dir", "auto")
                .put(line(title)),
        )
        .put(
            el("span")
                .class("poll__share")
                .put(share.map(|share| format!("{} %", decimal(share, 0)))),
        )
        .put(el("span").class("poll__bar").at("aria-hidden", "true"));
    match share {
        Some(share) => option.style("--share", &format!("{}%", decimal(share, 1))),
        None => option,
    }
}

fn ends(poll: &Poll) -> Bit {
    let clock = use_state().clock;
    match (poll.closed, poll.ends) {
        (true, _) => words::POLL_CLOSED.into(),
        (false, Some(time)) if time > clock.get_untracked() => {
            words::poll_open_until(&moment(time)).into()
        }
        (false, Some(time)) => ago(time, clock, words::NOW).into(),
        (false, None) => Bit::Nothing,
    }
}
