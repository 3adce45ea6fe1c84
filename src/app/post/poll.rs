//! A poll: to vote in, or its results.

use std::sync::Arc;

use leptos::{ev::Event, prelude::*};

use crate::{
    app::{
        kit::{
            el::{self, Bit, El, button, el, live},
            icon::{Glyph, icon},
            time::{ago, moment},
        },
        post::{actions::Bar, line::line, stand::Stand},
        state::use_state,
        words,
    },
    browser::dom::decimal,
    core::{
        id::Millis,
        post::{Ballot, Choices, Poll, Post},
        rich_text::Inline,
    },
};

/// How a poll stands, for who acts.
#[derive(Clone, PartialEq, Default)]
struct Now {
    ballot: Option<Ballot>,
    choices: Choices,
    closed: bool,
    /// Who acts may vote.
    open: bool,
    /// A vote is on its way.
    pending: bool,
}

fn now(bar: Bar, post: &Post, poll: &Poll) -> Now {
    let state = use_state();
    let ballot = state.ballot(&post.uri);
    let over = poll.ends.is_some_and(|ends| ends <= state.clock.get());
    let closed = over || ballot.as_ref().is_some_and(|ballot| ballot.closed);
    let acting = bar.acting();
    let shown = acting
        .as_ref()
        .map(|account| state.preview(&post.uri, &account.id))
        .unwrap_or_default();
    // What has no name on its server can be seen, and not voted in.
    let named = ballot
        .as_ref()
        .is_some_and(|it| !it.local.as_str().is_empty());
    let able = acting.is_some_and(|account| account.server.features.vote);
    Now {
        ballot,
        closed,
        choices: shown.mine.choices,
        open: able && !closed && named && shown.mine.voted != Some(true),
        pending: shown.pending && shown.mine.voted == Some(true),
    }
}

/// The poll of a post. Who acts votes; who has voted, or cannot, sees results.
pub fn poll(post: &Arc<Post>, poll: &Poll, stand: Stand) -> El {
    let bar = stand.bar;
    let (about, asked) = (post.clone(), poll.clone());
    let poll = Arc::new(asked.clone());
    let now = Memo::new(move |_| now(bar, &about, &asked));
    let peek = RwSignal::new(false);
    // What was chosen outlives a look at the results, and a refusal.
    let chosen = RwSignal::new(Choices::default());
    let votes = Memo::new(move |_| now.with(|now| now.open) && !peek.get());
    let place = el("div").class("poll").at("tabindex", "-1");
    let box_ = place.clone();
    let ends = poll.ends;
    let inner = live(move || {
        let titles = titles(&poll, stand);
        match votes.get() {
            true => untrack(|| form(&poll, &titles, bar, chosen, &box_)).into(),
            false => live(move || results(&titles, &now.get())),
        }
    });
    let below = move || now.with(|now| below(now, ends, peek));
    place.put(inner).put(live(below))
}

/// The options, in the reader's language if they were translated.
fn titles(poll: &Poll, stand: Stand) -> Vec<Vec<Inline>> {
    let translated = stand.opened.translated.get();
    let options = translated.done().map(|done| done.options.clone());
    let fits = |options: &Vec<_>| options.len() == poll.options.len();
    options.filter(fits).unwrap_or_else(|| poll.options.clone())
}

fn title(title: &[Inline]) -> El {
    el("span")
        .class("poll__title")
        .at("dir", "auto")
        .put(line(title))
}

fn form(
    poll: &Poll,
    titles: &[Vec<Inline>],
    bar: Bar,
    chosen: RwSignal<Choices>,
    place: &El,
) -> El {
    let name = use_state().number();
    let multiple = poll.multiple;
    let (kind, role) = match multiple {
        true => ("checkbox", "group"),
        false => ("radio", "radiogroup"),
    };
    let option = |(at, words): (usize, &Vec<Inline>)| {
        let input = el("input")
            .at("type", kind)
            .at("name", &format!("poll-{name}"))
            .flag("checked", chosen.get_untracked().has(at))
            .on("change", move |_: Event| {
                chosen.update(|chosen| *chosen = chosen_at(*chosen, at, multiple));
            });
        el("label")
            .class("poll__choice")
            .put(input)
            .put(title(words))
    };
    let options = titles.iter().take(Choices::MOST).enumerate().map(option);
    let vote = vote(bar, chosen, place.clone());
    el("div")
        .class("poll__form")
        .at("role", role)
        .at("aria-label", words::POLL)
        .put(options.collect::<Vec<_>>())
        .put(el("p").class("poll__as").put(vote).put(as_whom(bar)))
}

/// The choices after somebody clicked on the option at `place`.
fn chosen_at(chosen: Choices, place: usize, multiple: bool) -> Choices {
    match (multiple, chosen.has(place)) {
        (true, true) => chosen.places().filter(|it| *it != place).collect(),
        (true, false) => chosen.with(place),
        (false, _) => Choices::default().with(place),
    }
}

/// The button that sends the vote.
fn vote(bar: Bar, chosen: RwSignal<Choices>, place: El) -> El {
    button("button poll__vote")
        .live("aria-disabled", move || {
            chosen.get().is_empty().then(|| "true".to_owned())
        })
        .click(move || {
            let chosen = chosen.get_untracked();
            if !chosen.is_empty() {
                bar.vote(chosen);
                // The button goes; who pressed it stays here.
                place.focus();
            }
        })
        .put(words::VOTE)
}

/// Who votes, where it could be another: it cannot be taken back.
fn as_whom(bar: Bar) -> Bit {
    live(move || {
        let several = bar.able().len() > 1;
        let acting = bar.acting().filter(|_| several)?;
        let handle = acting.actor.handle.to_string();
        let said = el("bdi").put(words::vote_as(&handle));
        Some(el("span").class("dim small").put(said))
    })
}

fn results(titles: &[Vec<Inline>], now: &Now) -> El {
    let shares = now.ballot.as_ref().map(Ballot::shares).unwrap_or_default();
    let best = shares.iter().flatten().copied().fold(0.0, f64::max);
    let option = |(at, words): (usize, &Vec<Inline>)| {
        let share = shares.get(at).copied().flatten();
        let mine = now.choices.has(at).then(|| {
            let said = el("span").class("unseen").put(words::YOUR_VOTE);
            el("span")
                .class("poll__mine")
                .put(icon(Glyph::Check))
                .put(said)
        });
        let said = share.map(|share| format!("{} %", decimal(share, 0)));
        let option = el("li")
            .class("poll__option")
            .flag("data-best", share.is_some_and(|it| it > 0.0 && it >= best))
            .put(title(words).put(mine))
            .put(el("span").class("poll__share").put(said))
            .put(el("span").class("poll__bar").at("aria-hidden", "true"));
        match share {
            Some(share) => option.style("--share", &format!("{}%", decimal(share, 1))),
            None => option,
        }
    };
    el("ul")
        .class("poll__options")
        .put(titles.iter().enumerate().map(option).collect::<Vec<_>>())
}

/// Until when one may vote, or when that was.
fn until(closed: bool, ends: Option<Millis>) -> Option<Bit> {
    match (closed, ends) {
        (true, None) => Some(words::POLL_CLOSED.into()),
        (true, Some(ends)) => Some(Bit::Many(vec![
            words::POLL_CLOSED.into(),
            " ".into(),
            ago(ends, use_state().clock, words::NOW).into(),
        ])),
        (false, Some(ends)) => Some(words::poll_open_until(&moment(ends)).into()),
        (false, None) => None,
    }
}

/// How many voted, until when one may, and a look at the results before.
fn below(now: &Now, ends: Option<Millis>, peek: RwSignal<bool>) -> El {
    let ballot = now.ballot.as_ref();
    let voters = ballot.and_then(|ballot| ballot.voters.map(words::voters));
    let said = voters.or_else(|| ballot.and_then(|ballot| ballot.votes.map(words::votes)));
    let secret = ballot.is_some_and(|it| it.tally.iter().all(Option::is_none));
    let peeks = now.open && !secret;
    let toggle = peeks.then(|| {
        let said = move || match peek.get() {
            true => words::BACK_TO_VOTE.to_owned(),
            false => words::SHOW_RESULTS.to_owned(),
        };
        button("poll__peek")
            .click(move || peek.update(|peek| *peek = !*peek))
            .put(el::text(said))
    });
    let hidden = (secret && !now.closed).then_some(words::RESULTS_LATER);
    let pending = now.pending.then_some(words::VOTING);
    let pieces = [
        said.map(Bit::from),
        until(now.closed, ends),
        hidden.map(Bit::from),
        pending.map(Bit::from),
        toggle.map(Bit::from),
    ];
    let mut all = Vec::new();
    for piece in pieces.into_iter().flatten() {
        if !all.is_empty() {
            all.push(" · ".into());
        }
        all.push(piece);
    }
    el("p").class("dim small poll__below").put(Bit::Many(all))
}
