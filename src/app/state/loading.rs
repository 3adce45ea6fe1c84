//! Loading pages, and letting go of what is slow.

use leptos::{prelude::*, task::spawn_local};

use super::{
    State,
    errand::Errand,
    home::{Tail, source},
};
use crate::{
    browser::clock,
    core::{
        id::{AccountId, Millis},
        timeline::{Ask, Cursor, Feed, Page, screen::comes_too_late},
        world::{Tick, Update},
    },
    engine::{Failure, reading},
};

/// A lane that takes longer than this does not hold the others up.
const LET_GO_AFTER: Millis = Millis(2_000);

/// A page that came too late to be shown unasked.
pub(super) struct Parked {
    pub(super) account: AccountId,
    ask: Ask,
    page: Page,
    asked: Tick,
}

/// How one account's lane is doing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LaneState {
    /// The newest page is on its way: when it was asked for.
    pub newest: Option<Tick>,
    /// A page below, or in a gap, is on its way.
    pub older: Option<Tick>,
    /// It took too long, or failed: the others go on without it.
    pub let_go: bool,
    /// Why the last page did not come.
    pub trouble: Option<Failure>,
    /// News are pushed.
    pub streaming: bool,
}

impl LaneState {
    /// Whether any page is on its way.
    pub fn loading(&self) -> bool {
        self.newest.is_some() || self.older.is_some()
    }

    /// The place of a request of this kind.
    pub(super) fn slot(&mut self, ask: &Ask) -> &mut Option<Tick> {
        match ask {
            Ask::Newest => &mut self.newest,
            Ask::Older(_) => &mut self.older,
        }
    }
}

impl State {
    /// Loads a page of an account's home timeline. A page below that is on its
    /// way already is not asked for twice.
    pub(super) fn load(&self, account: AccountId, ask: Ask) {
        if self.browser().is_none() || self.client(&account).is_none() {
            return;
        }
        let asked = self.tick();
        let mut busy = false;
        self.change_lane(&account, |lane| {
            let slot = lane.slot(&ask);
            busy = slot.is_some() && ask != Ask::Newest;
            // The first that was asked for is the one that is waited for.
            slot.get_or_insert(asked);
        });
        if busy {
            return;
        }
        self.redraw_soon();
        if self.holds_up(&account, &ask) {
            self.let_go_later(account.clone(), ask.clone(), asked);
        }
        self.send_off(Errand::Page {
            account,
            ask,
            asked,
        });
    }

    /// Asks an account's server for a page, and takes in what it answers.
    pub(super) async fn read(self, account: AccountId, ask: Ask, asked: Tick) {
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            return;
        };
        let answer = reading::page(&browser, &client, &Feed::Home, &ask).await;
        if self.client(&account).is_none() {
            return; // Signed out of meanwhile.
        }
        match answer {
            Ok(page) if self.comes_too_late(&account, &ask, &page) => {
                self.park(&account, &ask, page, asked);
            }
            Ok(page) => self.arrived(&account, &ask, page, asked),
            Err(failure) => self.failed(&account, &ask, failure, asked),
        }
    }

    /// Whether the timeline waits for this page: the first of a lane, or the
    /// one below it.
    fn holds_up(&self, account: &AccountId, ask: &Ask) -> bool {
        self.inner
            .with_value(|inner| match (inner.world.lane(&source(account)), ask) {
                (Some(lane), Ask::Older(cursor)) => lane.bottom() == Some(cursor),
                (Some(lane), Ask::Newest) => lane.spans.is_empty(),
                (None, _) => true,
            })
    }

    fn let_go_later(&self, account: AccountId, ask: Ask, asked: Tick) {
        let state = *self;
        spawn_local(async move {
            clock::sleep(LET_GO_AFTER).await;
            state.change_lane(&account, |lane| {
                lane.let_go |= *lane.slot(&ask) == Some(asked);
            });
            state.redraw_soon();
        });
    }

    /// Whether an older page would come to stand above what the reader sees
    /// last, although nobody asked for it there: the others went on meanwhile.
    fn comes_too_late(&self, account: &AccountId, ask: &Ask, page: &Page) -> bool {
        let Ask::Older(cursor) = ask else {
            return false;
        };
        let wanted = (account.clone(), cursor.clone());
        let mut is_wanted = false;
        self.inner.update_value(|inner| {
            is_wanted = inner.home.wanted.contains(&wanted);
            inner.home.wanted.retain(|it| *it != wanted);
        });
        let place = self.place();
        let late = self.inner.with_value(|inner| {
            let entries = page.items.iter().map(|item| &item.entry);
            let lane = inner.world.lane(&source(account));
            lane.is_some_and(|lane| comes_too_late(lane, entries, place))
        });
        late && !is_wanted
    }

    /// Keeps a page until the reader asks for it, at its gap.
    fn park(&self, account: &AccountId, ask: &Ask, page: Page, asked: Tick) {
        let parked = Parked {
            account: account.clone(),
            ask: ask.clone(),
            page,
            asked,
        };
        self.inner
            .update_value(|inner| inner.home.parked.push(parked));
        self.settle(account, ask, asked, |lane| {
            lane.let_go = false;
            lane.trouble = None;
        });
        self.line_answered(account, asked, false, false);
    }

    /// Until there are posts to read, or nobody has any; for some seconds at most.
    /// What can wait for them does not share the line with them.
    pub async fn first_posts(self) {
        let empty = move || {
            let loading = self.tail.get_untracked() == Tail::Loading;
            loading && self.rows.with_untracked(|rows| rows.is_empty())
        };
        for _ in 0..50 {
            if !empty() {
                break;
            }
            clock::sleep(Millis(100)).await;
        }
    }

    /// Whether a page waits to be asked for.
    pub(super) fn is_parked(&self, account: &AccountId, ask: &Ask) -> bool {
        self.inner.with_value(|inner| {
            let parked = &inner.home.parked;
            parked
                .iter()
                .any(|it| it.account == *account && it.ask == *ask)
        })
    }

    /// Loads what is missing at a gap: the reader wants it there.
    pub fn fill(&self, account: &AccountId, below: Cursor) {
        let ask = Ask::Older(below.clone());
        let mut parked = None;
        self.inner.update_value(|inner| {
            let all = &mut inner.home.parked;
            let at = all
                .iter()
                .position(|it| it.account == *account && it.ask == ask);
            parked = at.map(|at| all.swap_remove(at));
            if parked.is_none() {
                inner.home.wanted.push((account.clone(), below));
            }
        });
        match parked {
            Some(parked) => self.arrived(account, &ask, parked.page, parked.asked),
            None => self.load(account.clone(), ask),
        }
    }

    fn arrived(&self, account: &AccountId, ask: &Ask, page: Page, asked: Tick) {
        let source = source(account);
        let new_on_top = page.items.first().map(|item| item.entry.key.clone());
        let (first, former_top) = self.inner.with_value(|inner| {
            let lane = inner.world.lane(&source);
            let top = lane.and_then(|lane| lane.top().cloned());
            (lane.is_none_or(|lane| lane.spans.is_empty()), top)
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
        if first && self.take_welcome(account) {
            self.inner
                .update_value(|inner| inner.home.switched_on = true);
        } else if first && let Some(newer_than) = self.place() {
            self.apply(Update::Held {
                source: source.clone(),
                newer_than,
            });
        }
        let repeats = self.inner.with_value(|inner| {
            let lane = inner.world.lane(&source);
            lane.is_some_and(|lane| lane.repeats)
        });
        self.settle(account, ask, asked, |lane| {
            lane.let_go = false;
            lane.trouble = repeats.then_some(Failure::Repeats);
        });
        self.mark_soon();
        let news = *ask == Ask::Newest && !first && new_on_top != former_top;
        self.line_answered(account, asked, *ask == Ask::Newest, news);
    }

    pub(super) fn failed(&self, account: &AccountId, ask: &Ask, failure: Failure, asked: Tick) {
        let failure = match failure {
            Failure::SignedOut => {
                self.check_token(account);
                failure
            }
            failure => self.line_waits(account, ask, failure),
        };
        let let_go = self.holds_up(account, ask);
        self.settle(account, ask, asked, |lane| {
            lane.let_go |= let_go;
            lane.trouble = Some(failure);
        });
    }

    /// A request has come to its end.
    fn settle(
        &self,
        account: &AccountId,
        ask: &Ask,
        asked: Tick,
        change: impl FnOnce(&mut LaneState),
    ) {
        self.change_lane(account, |lane| {
            change(lane);
            let slot = lane.slot(ask);
            *slot = slot.filter(|number| *number > asked);
        });
        self.redraw_soon();
    }
}
