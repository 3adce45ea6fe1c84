//! Each server is told how far was read, and tells how far was read elsewhere.

use std::{collections::HashMap, rc::Rc};

use leptos::prelude::{Update as _, *};

use super::{Errand, State, home::source};
use crate::{
    browser::{address, clock, clock::Timer},
    core::{
        account::SignedIn,
        id::{AccountId, LocalId, Millis},
        timeline::{Cursor, Entry, RowKey},
    },
    engine::{
        Failure,
        marking::{self, Marking, Step},
    },
};

/// So long after the reader first came to rest, what is seen then counts as read.
const REST: Millis = Millis(5_000);
/// So many pages of a gap are loaded at most in a visit to find a marker there.
const SOUGHT: usize = 5;
/// How soon a server is asked how far was read elsewhere.
const SOON: Millis = Millis(1_000);

/// How far was read, by account.
#[derive(Default)]
pub(super) struct Marks {
    all: HashMap<AccountId, Marking>,
    /// The time of the first row that is seen, and how to ask it.
    first: Option<Rc<dyn Fn() -> Option<Millis>>>,
    /// The furthest up that the reader has been in this visit.
    highest: Option<Millis>,
    /// The pages that were asked for to find a marker that lies in a gap.
    sought: Vec<(AccountId, Cursor)>,
    /// What the reader does not want to go to.
    passed: HashMap<AccountId, LocalId>,
    soon: Option<Timer>,
    rest: Option<Timer>,
}

impl Marks {
    /// Forgets an account that is signed out of.
    pub(super) fn forget(&mut self, id: &AccountId) {
        self.all.remove(id);
        self.passed.remove(id);
        self.sought.retain(|(account, _)| account != id);
    }
}

impl State {
    /// How to find out the time of the first row that the reader sees.
    pub fn ask_first(&self, first: impl Fn() -> Option<Millis> + 'static) {
        self.inner
            .update_value(|inner| inner.marks.first = Some(Rc::new(first)));
    }

    /// The reader has come to rest, or something has come: it is looked at soon
    /// what that means, and told after a while.
    pub(super) fn mark_soon(&self) {
        let state = *self;
        self.inner.update_value(|inner| {
            let marks = &mut inner.marks;
            marks
                .soon
                .get_or_insert_with(|| Timer::new(SOON, move || state.mark(false)));
            marks
                .rest
                .get_or_insert_with(|| Timer::new(REST, move || state.mark(true)));
        });
    }

    /// The page goes out of sight, or comes back.
    pub(super) fn mark_now(&self, leaving: bool) {
        if leaving || address::is_hidden() {
            self.mark(true);
        } else {
            self.mark_soon();
        }
    }

    fn mark(&self, rests: bool) {
        self.inner.try_update_value(|inner| {
            inner.marks.soon = None;
            if rests {
                inner.marks.rest = None;
            }
        });
        self.send_off(Errand::Marks(rests));
    }

    /// Looks at what that means for each account.
    pub(super) fn look_at_marks(&self, rests: bool) {
        let Some(place) = self.first_seen() else {
            return;
        };
        for account in self.marked() {
            self.mark_of(&account, place, rests);
        }
        self.look_further();
    }

    /// The time of the first row that is seen. What stands below the highest of
    /// them was passed here, and is not offered as read elsewhere.
    fn first_seen(&self) -> Option<Millis> {
        let first = self.inner.try_with_value(|inner| inner.marks.first.clone());
        let place = first.flatten().and_then(|first| first())?;
        self.inner.try_update_value(|inner| {
            let highest = &mut inner.marks.highest;
            *highest = (*highest).max(Some(place));
        });
        Some(place)
    }

    fn highest(&self) -> Option<Millis> {
        self.first_seen()?;
        self.inner.with_value(|inner| inner.marks.highest)
    }

    /// The accounts whose servers keep such a thing, and whose posts are read.
    fn marked(&self) -> Vec<AccountId> {
        self.accounts.with_untracked(|accounts| {
            let able = accounts
                .iter()
                .filter(|it| it.shown && it.state == SignedIn::Yes && it.server.features.markers);
            able.map(|it| it.id.clone()).collect()
        })
    }

    fn mark_of(&self, account: &AccountId, place: Millis, rests: bool) {
        if self.client(account).is_none() {
            return;
        }
        let mut step = Step::Nothing;
        self.inner.update_value(|inner| {
            if let Some(lane) = inner.world.lane(&source(account)) {
                let marking = inner.marks.all.entry(account.clone()).or_default();
                step = marking.step(lane, place, clock::now(), rests);
            }
        });
        if step == Step::Nothing {
            return;
        }
        self.send_off(Errand::Mark(account.clone(), step, rests));
    }

    /// Reads or tells how far was read.
    pub(super) async fn take_mark(self, account: AccountId, step: Step, rests: bool) {
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            return self.marked_not(&account, Failure::SignedOut);
        };
        let own = match step {
            Step::Read => marking::told(&browser, &account).await,
            _ => None,
        };
        let answer = marking::take(&browser, &client, &step).await;
        if self.client(&account).is_none() {
            // Signed out of meanwhile; who signs in again marks again.
            return self.marked_not(&account, Failure::SignedOut);
        }
        if let (Step::Write(read), Ok(_)) = (&step, &answer) {
            marking::keep_told(&browser, &account, Some(read)).await;
        }
        if let Err(why) = &answer {
            self.line_heeds(&account, why);
        }
        self.inner.update_value(|inner| {
            let marking = inner.marks.all.entry(account.clone()).or_default();
            marking.remember(own);
            marking.told(answer, clock::now());
        });
        if !address::is_hidden() {
            self.mark_after(&account, rests);
        }
    }

    /// The server could not be asked.
    pub(super) fn marked_not(&self, account: &AccountId, why: Failure) {
        self.inner.update_value(|inner| {
            let marking = inner.marks.all.entry(account.clone()).or_default();
            marking.told(Err(why), clock::now());
        });
    }

    /// What an answer leads to: what it allows to be told, or a way further.
    fn mark_after(&self, account: &AccountId, rests: bool) {
        if let Some(place) = self.first_seen() {
            self.mark_of(account, place, rests);
            self.look_further();
        }
    }

    /// Looks whether there is anything further that was read elsewhere.
    fn look_further(&self) {
        let place = self.highest();
        let nearest = place.and_then(|place| self.nearest_elsewhere(place));
        let further = nearest.is_some();
        self.further
            .maybe_update(|now| std::mem::replace(now, further) != further);
        if let Some(place) = place {
            self.seek(place);
        }
    }

    /// What was read elsewhere may lie in a gap, as after a day: of that some
    /// pages are loaded.
    fn seek(&self, place: Millis) {
        for account in self.marked() {
            let mut gap = None;
            self.inner.update_value(|inner| {
                let marking = inner.marks.all.get(&account);
                let lane = inner.world.lane(&source(&account));
                let found = marking
                    .zip(lane)
                    .and_then(|(marking, lane)| marking.gap(lane, place));
                let sought = &mut inner.marks.sought;
                let own = sought.iter().filter(|(id, _)| *id == account);
                let is_new = |it: &&Cursor| {
                    own.clone().count() < SOUGHT && own.clone().all(|(_, at)| at != *it)
                };
                gap = found.filter(is_new).cloned();
                sought.extend(gap.clone().map(|gap| (account.clone(), gap)));
            });
            if let Some(gap) = gap {
                self.fill(&account, gap);
            }
        }
    }

    /// Of what was read elsewhere and not passed by here, the nearest: going
    /// there passes over nothing that somebody has yet to read.
    fn nearest_elsewhere(&self, place: Millis) -> Option<(AccountId, Entry)> {
        let accounts = self.marked();
        self.inner.with_value(|inner| {
            let elsewhere = |account: &AccountId| {
                let lane = inner.world.lane(&source(account))?;
                let entry = inner.marks.all.get(account)?.elsewhere(lane, place)?;
                let passed = inner.marks.passed.get(account) == Some(&entry.key);
                (!passed).then(|| (account.clone(), entry.clone()))
            };
            let all = accounts.iter().filter_map(elsewhere);
            all.min_by_key(|(_, entry)| entry.time)
        })
    }

    /// The reader goes to where they have read to elsewhere, or stays here.
    pub fn answer_further(&self, go: bool) {
        self.further.set(false);
        self.send_off(Errand::Further(go));
    }

    pub(super) fn go_further(&self) {
        let entry = self
            .highest()
            .and_then(|place| self.nearest_elsewhere(place));
        if let Some(post) = entry.and_then(|(_, entry)| entry.post().cloned()) {
            self.go_to(RowKey::Post(post));
        }
    }

    pub(super) fn stay_here(&self) {
        let place = self.highest();
        while let Some((account, entry)) = place.and_then(|place| self.nearest_elsewhere(place)) {
            self.inner
                .update_value(|inner| drop(inner.marks.passed.insert(account, entry.key)));
        }
    }
}
