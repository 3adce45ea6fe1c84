//! In which order letters leave.

use std::{pin::pin, rc::Rc};

use futures_util::{
    future::{Either, select},
    stream::{FuturesUnordered, StreamExt as _},
};
use leptos::prelude::*;

use super::letters;
use crate::{
    app::{
        platform::Browser,
        state::{Errand, State},
    },
    browser::clock::{self, Timer},
    core::{
        id::{AccountId, Millis, PostUri},
        outbox::letter::{Sending, Stage, Turn, UNSURE},
    },
    engine::sending,
};

/// For so long it is remembered what a letter became: another with the same words
/// is another post.
const REMEMBERED: Millis = Millis(30 * 60_000);

/// So soon it is looked at what else is to be sent, while something is.
const SOON: Millis = Millis(1_000);

/// The longest that a timer is set for.
const LONGEST: Millis = Millis(15 * 60_000);

impl State {
    /// Tries all letters that are due, one of each account at a time. What is put on
    /// its way meanwhile waits for no other account's long files.
    pub(super) async fn send_all_due(&self, browser: &Browser) {
        let mut tries = FuturesUnordered::new();
        let mut busy: Vec<AccountId> = Vec::new();
        let mut unkept = false;
        loop {
            let (due, next) = self.look_what_is_due(browser).await;
            let taken: Rc<[PostUri]> = letters().with_untracked(|all| {
                let became = all.iter().filter_map(became);
                became.collect()
            });
            let idle = due.into_iter().filter(|it| !busy.contains(&it.account));
            for one in idle.filter(|_| !unkept).collect::<Vec<_>>() {
                busy.push(one.account.clone());
                let taken = taken.clone();
                tries.push(async move {
                    let account = one.account.clone();
                    (account, self.try_one(browser, one, &taken).await)
                });
            }
            if tries.is_empty() {
                // What could not be written down is not tried on and on.
                let later = Millis(clock::now().0 + UNSURE.0);
                return self.drive_later(if unkept { Some(later) } else { next });
            }
            let soon = pin!(clock::sleep(SOON));
            if let Either::Left((Some((account, kept)), _)) = select(tries.next(), soon).await {
                busy.retain(|it| *it != account);
                unkept |= !kept;
            }
        }
    }

    /// The first letter of each account that is due, and when the next of all is.
    async fn look_what_is_due(&self, browser: &Browser) -> (Vec<Sending>, Option<Millis>) {
        let all = sending::outbox(browser).await;
        let mut all = forget_old(browser, all).await;
        take_turns(&mut all);
        all.retain(|it| !self.is_withdrawn(&it.id));
        if letters().with_untracked(|known| *known != all) {
            self.change_letters(|known| known.clone_from(&all));
        }
        let (due, next) = self.due(&all, clock::now());
        match self.online.get_untracked() {
            true => (due, next),
            false => (Vec::new(), next),
        }
    }

    /// The first letter of each account that is due, and when the next of all is.
    fn due(&self, all: &[Sending], now: Millis) -> (Vec<Sending>, Option<Millis>) {
        let (mut due, mut next): (Vec<Sending>, Option<Millis>) = (Vec::new(), None);
        for one in all {
            let able = self.client(&one.account).is_some() && one.turn(all) != Turn::Later;
            let Some(at) = one.due(now).filter(|_| able) else {
                continue;
            };
            let first = due.iter().all(|it| it.account != one.account);
            match at <= now {
                true if first => due.push(one.clone()),
                true => {}
                false => next = Some(next.map_or(at, |next| next.min(at))),
            }
        }
        (due, next)
    }

    fn drive_later(&self, next: Option<Millis>) {
        let state = *self;
        let timer = next.map(|at| {
            let wait = Millis((at.0 - clock::now().0).clamp(500, LONGEST.0));
            Timer::new(wait, move || state.send_off(Errand::Outbox))
        });
        self.inner.update_value(|inner| inner.writing.timer = timer);
    }
}

/// What became of a letter.
fn became(one: &Sending) -> Option<PostUri> {
    match &one.stage {
        Stage::Sent { uri, .. } => Some(uri.clone()),
        _ => None,
    }
}

/// Forgets what was sent some time ago, and is as it was meant to be.
async fn forget_old(browser: &Browser, all: Vec<Sending>) -> Vec<Sending> {
    let until = clock::now().0 - REMEMBERED.0;
    let followed: Vec<String> = all.iter().filter_map(|it| it.follows.clone()).collect();
    let mut kept = Vec::new();
    for one in all {
        let is_old = matches!(one.stage, Stage::Sent { at, .. } | Stage::Scheduled { at, .. } if at.0 < until);
        let is_old = is_old && one.is_as_meant() && !followed.contains(&one.id);
        match is_old {
            true => sending::forget(browser, &one.id).await,
            false => kept.push(one),
        }
    }
    kept
}

/// What follows another answers what that has become.
fn take_turns(all: &mut [Sending]) {
    let turns: Vec<Turn> = all.iter().map(|it| it.turn(all)).collect();
    for (one, turn) in all.iter_mut().zip(turns) {
        if let Turn::Answering(uri) = turn {
            one.letter.answers = Some(uri);
        }
    }
}
