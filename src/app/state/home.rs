//! The home timeline: from lanes to the rows on screen.

use std::{rc::Rc, sync::Arc};

use leptos::{
    prelude::{Update as _, *},
    task::spawn_local,
};

use super::{LaneState, State, loading::Parked};
use crate::{
    browser::clock,
    core::{
        id::{AccountId, Few, Millis},
        timeline::{
            Ask, Cursor, Feed, Lane, RowKey, Source,
            screen::Part,
            winding::{Winding, Wound},
        },
        world::Update,
    },
};

/// What stands below the last row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Tail {
    /// More is on its way.
    #[default]
    Loading,
    /// More can be asked for.
    More,
    /// There is nothing older.
    End,
    /// There is nothing older, but gaps are left above.
    Gaps,
    /// Nobody knows: some servers have not answered, and the others have ended.
    Silent,
    /// No account is switched on, or there is none.
    NoSource,
}

/// The shortest time between two redraws.
const REDRAW: Millis = Millis(60);

/// The timeline's own memory between two redraws.
#[derive(Default)]
pub(super) struct Home {
    winding: Winding,
    redraw_planned: bool,
    redrawn: Option<Millis>,
    /// The lane to go on with.
    next: Option<AccountId>,
    /// The time of the lowest row on the reader's screen, and how to ask it.
    place: Option<Millis>,
    seen: Option<Rc<dyn Fn() -> Option<Millis>>>,
    /// How far down rows have been drawn: a lane that is not loaded so far
    /// takes nothing away again.
    pub(super) drawn: Option<Millis>,
    near_end: bool,
    /// The reader wants to see the newest.
    to_top: bool,
    /// An account was switched on, or signed in to, since the rows were last drawn.
    pub(super) switched_on: bool,
    /// The reader wants to go on at this row.
    to_row: Option<RowKey>,
    /// Gaps that the reader wants filled.
    pub(super) wanted: Vec<(AccountId, Cursor)>,
    /// Pages that wait for that.
    pub(super) parked: Vec<Parked>,
    /// An account that was just signed in to: its posts need not wait.
    welcome: Option<AccountId>,
}

impl Home {
    /// Forgets what waits of an account that is signed out of.
    pub(super) fn forget(&mut self, id: &AccountId) {
        self.wanted.retain(|(account, _)| account != id);
        self.parked.retain(|parked| parked.account != *id);
    }
}

/// The home timeline of an account.
pub(super) fn source(account: &AccountId) -> Source {
    Source {
        account: account.clone(),
        feed: Feed::Home,
    }
}

impl State {
    /// How to find out the time of the lowest row on the reader's screen.
    pub fn ask_place(&self, seen: impl Fn() -> Option<Millis> + 'static) {
        self.inner
            .update_value(|inner| inner.home.seen = Some(Rc::new(seen)));
    }

    /// The reader comes near the end of what is loaded, or leaves it.
    pub fn near_end(&self, near: bool) {
        let mut was = false;
        self.inner
            .update_value(|inner| was = std::mem::replace(&mut inner.home.near_end, near));
        if near && !was {
            self.go_on();
        }
    }

    /// Shows what waits above.
    pub fn release(&self) {
        self.inner.update_value(|inner| inner.home.to_top = true);
        self.apply(Update::Released(Feed::Home));
        self.refill_lines();
    }

    /// Whether the reader wanted to see the newest, once.
    pub fn take_to_top(&self) -> bool {
        let mut wanted = false;
        self.inner
            .update_value(|inner| wanted = std::mem::take(&mut inner.home.to_top));
        wanted
    }

    /// Whether an account was switched on, once.
    pub fn take_switched_on(&self) -> bool {
        let mut switched = false;
        self.inner
            .update_value(|inner| switched = std::mem::take(&mut inner.home.switched_on));
        switched
    }

    /// Goes to a row once it is there, even if it waits above.
    pub(super) fn go_to(&self, row: RowKey) {
        self.inner
            .update_value(|inner| inner.home.to_row = Some(row));
        self.apply(Update::Released(Feed::Home));
        self.refill_lines();
    }

    /// The row that the reader wanted to go to, once.
    pub fn take_to_row(&self) -> Option<RowKey> {
        let mut row = None;
        self.inner
            .update_value(|inner| row = inner.home.to_row.take());
        row
    }

    /// The accounts whose posts are switched on.
    fn shown(&self) -> Vec<AccountId> {
        self.accounts.with_untracked(|accounts| {
            let shown = accounts.iter().filter(|account| account.shown);
            shown.map(|account| account.id.clone()).collect()
        })
    }

    /// Switches an account's posts on or off.
    pub fn show(&self, account: &AccountId, shown: bool) {
        self.change_account(account, |account| account.shown = shown);
        self.leave_place();
        self.inner.update_value(|inner| match shown {
            true => {
                inner.home.switched_on = true;
                let before = inner.keeping.before();
                inner.home.drawn = before.map_or(inner.home.drawn, |it| it.drawn);
            }
            // Nobody else's lane has to go as deep as this one went.
            false => inner.home.drawn = None,
        });
        self.redraw_soon();
    }

    /// The account has just been signed in to.
    pub(super) fn welcome(&self, account: &AccountId) {
        self.inner
            .update_value(|inner| inner.home.welcome = Some(account.clone()));
    }

    /// Whether the account was welcomed, once.
    pub(super) fn take_welcome(&self, account: &AccountId) -> bool {
        let mut welcomed = false;
        self.inner.update_value(|inner| {
            welcomed = inner.home.welcome.take_if(|it| it == account).is_some();
        });
        welcomed
    }

    /// The time of the lowest row that the reader sees, or saw when the feed
    /// was last on screen; `None` before anything is shown.
    pub fn place(&self) -> Option<Millis> {
        let seen = self.inner.with_value(|inner| inner.home.seen.clone());
        let now = seen.and_then(|seen| seen());
        let mut place = None;
        self.inner.update_value(|inner| {
            inner.home.place = now.or(inner.home.place);
            place = inner.home.place;
        });
        place
    }

    /// Redraws once, after everything that happens now has happened.
    pub(super) fn redraw_soon(&self) {
        let mut planned = true;
        self.inner.update_value(|inner| {
            planned = std::mem::replace(&mut inner.home.redraw_planned, true);
        });
        if !planned {
            let state = *self;
            // With nothing on screen there is nothing to wait for.
            let any = self.rows.with_untracked(|rows| !rows.is_empty());
            let last = self.inner.with_value(|inner| inner.home.redrawn);
            let last = last.filter(|_| any);
            spawn_local(async move {
                // However fast posts stream in, the screen changes at its own pace.
                let since = last.map_or(REDRAW.0, |last| clock::now().0 - last.0);
                if (0..REDRAW.0).contains(&since) {
                    clock::sleep(Millis(REDRAW.0 - since)).await;
                }
                state.redraw();
            });
        }
    }

    fn redraw(&self) {
        let states = self.lanes.get_untracked();
        let shown = self.shown();
        let screen = self.wound(&shown, &states);
        self.inner.update_value(|inner| {
            inner.home.redraw_planned = false;
            inner.home.redrawn = Some(clock::now());
            inner.home.next = screen.next.clone();
            inner.home.drawn = screen.drawn;
        });
        let goes = self.inner.with_value(|inner| inner.home.to_row.is_some());
        if screen.changed {
            let rows = self
                .inner
                .with_value(|inner| inner.home.winding.rows().to_vec());
            self.rows.set(Arc::new(rows));
        } else if goes {
            self.rows.notify();
        }
        let waiting = screen.waiting;
        self.waiting
            .maybe_update(|count| std::mem::replace(count, waiting) != waiting);
        self.set_tail(&shown, screen.next.as_ref(), &states);
        self.go_on();
    }

    /// The lanes of these accounts, wound into what is to stand on screen.
    fn wound(&self, shown: &[AccountId], states: &Few<AccountId, LaneState>) -> Wound {
        let mut winding = Winding::default();
        self.inner
            .update_value(|inner| std::mem::swap(&mut winding, &mut inner.home.winding));
        let wound = self.inner.with_value(|inner| {
            let none = Lane::default();
            let lane = |account: &AccountId| inner.world.lane(&source(account));
            let lanes: Vec<(&AccountId, &Lane)> = shown
                .iter()
                .map(|account| (account, lane(account).unwrap_or(&none)))
                .collect();
            let let_go = |account| {
                states
                    .get(account)
                    .is_none_or(|state: &LaneState| state.let_go)
            };
            let parts: Vec<Part> = lanes
                .iter()
                .map(|&(account, lane)| Part {
                    account,
                    lane,
                    let_go: let_go(account),
                    revision: inner.world.revision(&source(account)),
                })
                .collect();
            winding.wind(&parts, inner.home.drawn)
        });
        self.inner
            .update_value(|inner| inner.home.winding = winding);
        wound
    }

    fn set_tail(
        &self,
        shown: &[AccountId],
        next: Option<&AccountId>,
        lanes: &Few<AccountId, LaneState>,
    ) {
        let loading = |id: &AccountId| {
            lanes
                .get(id)
                .is_some_and(|lane| lane.loading() && !lane.let_go)
        };
        let tail = match next {
            _ if shown.is_empty() => Tail::NoSource,
            Some(next) if loading(next) => Tail::Loading,
            Some(_) => Tail::More,
            None if shown.iter().any(loading) => Tail::Loading,
            None if self.all_ended(shown) => Tail::End,
            None if self.all_known(shown) => Tail::Gaps,
            None => Tail::Silent,
        };
        self.tail.maybe_update(|now| {
            let changed = *now != tail;
            *now = tail;
            changed
        });
    }

    /// Whether every one of these accounts' servers has said that nothing is older.
    fn all_ended(&self, accounts: &[AccountId]) -> bool {
        self.inner.with_value(|inner| {
            let ended = |id| inner.world.lane(&source(id)).is_some_and(Lane::finished);
            accounts.iter().all(ended)
        })
    }

    /// Whether something has come from every one of these accounts' servers.
    fn all_known(&self, accounts: &[AccountId]) -> bool {
        self.inner.with_value(|inner| {
            let lane = |id| inner.world.lane(&source(id));
            let known = |id| lane(id).is_some_and(|lane| !lane.spans.is_empty());
            accounts.iter().all(known)
        })
    }

    /// The reader comes near a gap from above: where a lane merely ends, it goes
    /// on by itself. A gap in its midst waits for the reader's word.
    pub fn near_gap(&self, account: &AccountId, below: &Cursor) {
        let ends_here = self.inner.with_value(|inner| {
            let lane = inner.world.lane(&source(account));
            lane.is_some_and(|lane| lane.bottom() == Some(below))
        });
        let ask = Ask::Older(below.clone());
        if ends_here && !self.is_parked(account, &ask) {
            self.load(account.clone(), ask);
        }
    }

    /// Loads on, if the reader is near the end and nothing is on its way.
    fn go_on(&self) {
        let next = self.inner.with_value(|inner| {
            let home = &inner.home;
            let next = home.next.clone().filter(|_| home.near_end)?;
            let cursor = inner.world.lane(&source(&next))?.bottom()?.clone();
            Some((next, cursor))
        });
        if let Some((account, cursor)) = next {
            let busy = self.lanes.with_untracked(|lanes| {
                lanes
                    .get(&account)
                    .is_none_or(|lane| lane.loading() || lane.trouble.is_some())
            });
            let ask = Ask::Older(cursor);
            if !busy && !self.is_parked(&account, &ask) {
                self.load(account, ask);
            }
        }
    }

    /// Loads on although the last attempt failed: the reader asked for it.
    pub fn try_more(&self) {
        let next = self.inner.with_value(|inner| {
            let next = inner.home.next.clone()?;
            let cursor = inner.world.lane(&source(&next))?.bottom()?.clone();
            Some((next, cursor))
        });
        if let Some((account, cursor)) = next {
            self.change_lane(&account, |lane| lane.trouble = None);
            self.fill(&account, cursor);
        }
    }
}
