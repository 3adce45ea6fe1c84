//! Loading pages, and letting go of what is slow.

use leptos::{prelude::*, task::spawn_local};

use super::{State, home::source};
use crate::{
    browser::clock,
    core::{
        http::Wait,
        id::{AccountId, Millis},
        timeline::{Ask, Feed, Page},
        world::{Tick, Update},
    },
    engine::{Failure, reading},
};

/// A lane that takes longer than this does not hold the others up.
const LET_GO_AFTER: Millis = Millis(2_000);
/// How long to leave a server alone that failed, or that does not say how long.
const PAUSE: Millis = Millis(30_000);
const UNTOLD: Millis = Millis(60_000);

impl State {
    /// Loads a page of an account's home timeline.
    pub(super) fn load(&self, account: AccountId, ask: Ask) {
        let state = *self;
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            return;
        };
        let asked = self.tick();
        self.change_lane(&account, |lane| lane.loading = Some(asked));
        self.redraw_soon();
        self.let_go_later(account.clone(), asked);
        spawn_local(async move {
            let answer = reading::page(&browser, &client, &Feed::Home, &ask).await;
            if state.client(&account).is_none() {
                return; // Signed out of meanwhile.
            }
            match answer {
                Ok(page) => state.arrived(&account, &ask, page, asked),
                Err(failure) => state.failed(&account, failure, asked),
            }
        });
    }

    fn let_go_later(&self, account: AccountId, asked: Tick) {
        let state = *self;
        spawn_local(async move {
            clock::sleep(LET_GO_AFTER).await;
            let slow = state.lanes.with_untracked(|lanes| {
                lanes
                    .get(&account)
                    .is_some_and(|lane| lane.loading == Some(asked))
            });
            if slow {
                state.change_lane(&account, |lane| lane.let_go = true);
                state.redraw_soon();
            }
        });
    }

    fn arrived(&self, account: &AccountId, ask: &Ask, page: Page, asked: Tick) {
        let source = source(account);
        let new_on_top = page.items.first().map(|item| item.entry.key.clone());
        let (first, former_top) = self.inner.with_value(|inner| {
            let lane = inner.world.lane(&source);
            (
                lane.is_none_or(|lane| lane.spans.is_empty()),
                lane.and_then(|lane| lane.top().cloned()),
            )
        });
        self.apply(Update::Page {
            source: source.clone(),
            ask: ask.clone(),
            page,
            asked,
            hold: true,
        });
        // A lane that joins late does not move the reader, unless it is what the
        // reader came for.
        if first
            && !self.take_welcome(account)
            && let Some(newer_than) = self.place()
        {
            self.apply(Update::Held { source, newer_than });
        }
        self.change_lane(account, |lane| {
            lane.let_go = false;
            lane.trouble = None;
            if lane.loading.is_some_and(|number| number <= asked) {
                lane.loading = None;
            }
        });
        let news = *ask == Ask::Newest && !first && new_on_top != former_top;
        self.line_answered(account, asked, *ask == Ask::Newest, news);
        self.redraw_soon();
    }

    fn failed(&self, account: &AccountId, failure: Failure, asked: Tick) {
        match &failure {
            Failure::SignedOut => self.check_token(account),
            Failure::SlowDown(wait) => self.line_waits(account, until(*wait)),
            _ => self.line_waits(account, Millis(clock::now().0 + PAUSE.0)),
        }
        self.change_lane(account, |lane| {
            lane.let_go = true;
            lane.trouble = Some(failure);
            if lane.loading.is_some_and(|number| number <= asked) {
                lane.loading = None;
            }
        });
        self.redraw_soon();
    }
}

/// Until when a server wants to be left alone: at most a quarter of an hour.
fn until(wait: Wait) -> Millis {
    let now = clock::now();
    let at = match wait {
        Wait::Seconds(seconds) => Millis(now.0 + i64::from(seconds) * 1000),
        Wait::Until(time) => time,
        Wait::Unknown => Millis(now.0 + UNTOLD.0),
    };
    at.clamp(Millis(now.0 + 1_000), Millis(now.0 + 900_000))
}
