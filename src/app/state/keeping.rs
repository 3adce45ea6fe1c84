//! What was read is kept for the next visit, and comes back with it.

use std::{collections::BTreeSet, rc::Rc, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use super::{Errand, State, recalling::quoted};
use crate::{
    app::{platform::Browser, words},
    browser::{
        address,
        clock::{self, Timer},
        tabs::{self, Tabs},
    },
    core::{
        account::Account,
        id::{AccountId, Millis, PostUri},
        timeline::{Row, Shown},
        world::{Kept, Touched, Update},
    },
    engine::{
        Platform,
        keeping::{self, Changes, Place, Records, Written},
    },
};

/// How long changes are gathered before they are written.
const GATHER: Millis = Millis(1_500);
/// After so many writings of other tabs, what neither names is swept away.
const SWEEP: u32 = 200;
/// More posts than this are not in memory for long.
const IN_MEMORY: usize = 1_200;
/// After this time in a visit, room is made for what is to come.
const TIDY_AFTER: Millis = Millis(20_000);
/// What is to be kept, and what is to be remembered.
#[derive(Default)]
pub(super) struct Keeping {
    pub(super) changes: Changes,
    timer: Option<Timer>,
    /// What of lanes is written down.
    written: Written,
    /// The line to the other tabs: they write the same lanes.
    tabs: Option<Tabs>,
    /// How often they did.
    told_of: u32,
    /// Posts of which more is kept than is known.
    partial: BTreeSet<PostUri>,
    /// Something could not be kept: what is in memory may be nowhere else.
    lossy: bool,
    /// Where the reader was at the last visit.
    pub(super) last: Option<Place>,
    /// Where the reader came to rest last, and how to find out where that is now.
    pub(super) here: Option<Place>,
    pub(super) rest: Option<Rc<dyn Fn()>>,
    /// Where the reader was when the first account was switched off, until they
    /// move by themselves; and whether they have been moved by a switch since.
    pub(super) before: Option<Place>,
    pub(super) switched: bool,
    /// That there is no room was said.
    told: bool,
    /// There was no room even after some was made: not before this is it tried
    /// again.
    pub(super) full_until: Option<Millis>,
}

impl Keeping {
    /// Something was not kept.
    fn could_not(&mut self) {
        self.lossy = true;
        self.written.clear();
    }

    /// What is to be written now, and the posts of which more is kept than is
    /// known: those wait where there is no time to read. In a hidden tab the lanes
    /// and the place wait: another one may be read.
    fn take_changes(&mut self, leaving: bool, hidden: bool) -> (Changes, BTreeSet<PostUri>) {
        self.timer = None;
        let mut changes = std::mem::take(&mut self.changes);
        if hidden && !leaving {
            self.changes.lanes = std::mem::take(&mut changes.lanes);
            self.changes.place = changes.place.take();
        }
        if !leaving {
            return (changes, std::mem::take(&mut self.partial));
        }
        changes.posts.retain(|uri| !self.partial.contains(uri));
        self.changes.posts.extend(self.partial.iter().cloned());
        (changes, BTreeSet::new())
    }

    /// Where the reader was before accounts were switched.
    pub(super) fn before(&self) -> Option<&Place> {
        self.before.as_ref()
    }

    /// The place is not written down: it names posts of an account that goes.
    pub(super) fn forget_place(&mut self) {
        self.changes.place = None;
        self.here = None;
        self.before = None;
    }
}

impl State {
    /// Brings back what the last visit ended with: rows, and the view, which is
    /// the reader's place and the posts around it.
    pub(super) async fn bring_back(
        &self,
        browser: &Browser,
        accounts: &[Account],
        view: Option<(Place, Vec<Kept>)>,
    ) {
        self.heed_other_writers();
        let ids: Vec<AccountId> = accounts.iter().map(|it| it.id.clone()).collect();
        let (lanes, written) = keeping::lanes(browser, &ids).await;
        self.inner
            .update_value(|inner| inner.keeping.written = written);
        // All at once from here, for the first rows to be whole.
        for (source, lane) in lanes {
            let lane = Box::new(lane);
            self.apply_quietly(Update::Restored { source, lane });
        }
        if let Some((place, posts)) = view {
            self.apply_quietly(Update::Recalled(posts));
            self.inner.update_value(|inner| {
                inner.home.drawn = place.drawn;
                inner.keeping.last = Some(place);
            });
        }
        let state = *self;
        for leaving in ["pagehide", "visibilitychange"] {
            address::listen(leaving, move || {
                state.keep_now(true);
                state.mark_now(leaving == "pagehide");
            })
            .forever();
        }
    }

    /// What another tab has written of lanes and place, it has written as it sees
    /// them: this one writes its own anew with its next change, or when it is left.
    fn heed_other_writers(&self) {
        let state = *self;
        let tabs = tabs::listen("lanes", move || {
            let mut many = false;
            state.inner.update_value(|inner| {
                let keeping = &mut inner.keeping;
                keeping.told_of += 1;
                many = keeping.told_of.is_multiple_of(SWEEP);
                keeping.written.clear();
                let sources = inner.world.sources().cloned();
                keeping.changes.lanes.extend(sources.map(|it| (it, ())));
                keeping.changes.place.clone_from(&keeping.here);
            });
            if many {
                state.send_off(Errand::Tidy);
            }
        });
        self.inner
            .update_value(|inner| inner.keeping.tabs = Some(tabs));
    }

    /// Posts with those that they quote and answer: they are as high as these
    /// make them.
    pub(super) fn with_company(
        &self,
        posts: impl IntoIterator<Item = PostUri>,
    ) -> BTreeSet<PostUri> {
        self.inner.with_value(|inner| {
            let company = |uri: PostUri| {
                let quoted = inner.world.post(&uri).and_then(|post| quoted(post));
                let answered = inner.world.parent(&uri).cloned();
                [Some(uri), quoted, answered]
            };
            let mut all = BTreeSet::new();
            all.extend(posts.into_iter().flat_map(company).flatten());
            all
        })
    }

    /// Notes what is to be kept.
    pub(super) fn note(&self, touched: &Touched) {
        if touched.posts.is_empty() && touched.lanes.is_empty() {
            return;
        }
        self.inner.update_value(|inner| {
            let changes = &mut inner.keeping.changes;
            changes.posts.extend(touched.posts.iter().cloned());
            changes
                .lanes
                .extend(touched.lanes.keys().map(|it| (it.clone(), ())));
            inner
                .keeping
                .partial
                .extend(touched.partial.iter().cloned());
        });
        self.keep_soon();
    }

    pub(super) fn keep_soon(&self) {
        let state = *self;
        self.inner.update_value(|inner| {
            let planned = &mut inner.keeping.timer;
            if planned.is_none() {
                *planned = Some(Timer::new(GATHER, move || state.keep_now(false)));
            }
        });
    }

    /// Writes down what has changed. Who is `leaving` has no time to read before.
    fn keep_now(&self, leaving: bool) {
        if leaving {
            self.look_where();
        }
        let mut changed = None;
        let hidden = address::is_hidden();
        self.inner.try_update_value(|inner| {
            changed = Some(inner.keeping.take_changes(leaving, hidden));
        });
        let Some((browser, (changes, partial))) = self.browser().zip(changed) else {
            return;
        };
        if changes.is_empty() {
            return;
        }
        let state = *self;
        spawn_local(async move {
            if !partial.is_empty() {
                let partial: Vec<PostUri> = partial.into_iter().collect();
                let found = keeping::posts(&browser, &partial).await;
                state.apply_quietly(Update::Recalled(found));
            }
            let shared = !changes.lanes.is_empty() || changes.place.is_some();
            let mut records = Records::new();
            state.inner.update_value(|inner| {
                let written = &mut inner.keeping.written;
                records = keeping::records(&inner.world, changes, written);
                // As soon as can be, for them to write nothing that builds on less.
                let tabs = inner.keeping.tabs.iter().filter(|_| shared);
                tabs.for_each(Tabs::tell);
            });
            let kept = keeping::keep(&browser, &records).await.is_ok();
            if kept {
                state.unload_far();
            } else if browser.lasts() {
                state.inner.update_value(|inner| inner.keeping.could_not());
                state.send_off(Errand::Room(Arc::new(records)));
            }
        });
    }

    /// What is kept and far from the reader leaves memory: when its row comes
    /// near again, it is recalled.
    fn unload_far(&self) {
        let (count, stay) = self.inner.with_value(|inner| {
            let stay = inner.keeping.lossy || inner.talks > 0;
            (inner.world.posts().len(), stay)
        });
        let lasts = self.browser().is_some_and(|browser| browser.lasts());
        if stay || !lasts || count < IN_MEMORY {
            return;
        }
        let near = self.with_company(self.in_reach(IN_MEMORY / 2));
        let far = self.inner.with_value(|inner| {
            let changed = &inner.keeping.changes.posts;
            let all = inner.world.posts().filter(|uri| {
                !(near.contains(*uri) || inner.posts.contains_key(*uri) || changed.contains(*uri))
            });
            all.cloned().collect()
        });
        self.apply_quietly(Update::Unloaded(far));
    }

    pub(super) fn tell_no_room(&self) {
        let mut told = true;
        self.inner
            .update_value(|inner| told = std::mem::replace(&mut inner.keeping.told, true));
        if !told {
            self.tell(words::NO_ROOM.to_owned());
        }
    }

    /// The posts of so many rows: those around the reader, and the newest.
    pub(super) fn in_reach(&self, most: usize) -> BTreeSet<PostUri> {
        let rows = self.rows.get_untracked();
        let place = self.place();
        let here = rows.iter().position(|row| row.time() <= place).unwrap_or(0);
        let from = here.saturating_sub(most / 2);
        let around = rows.iter().skip(from).take(most);
        let posts = rows.iter().take(most / 4).chain(around);
        let post = |row: &Shown| match &**row {
            Row::Post { post, .. } => Some(post.clone()),
            _ => None,
        };
        // To collect would be to sort first, which is more code than all of this.
        let mut reach = BTreeSet::new();
        reach.extend(posts.filter_map(post));
        reach
    }

    /// Keeps the database within its bounds, once a visit.
    pub(super) fn tidy_later(&self) {
        let state = *self;
        spawn_local(async move {
            clock::sleep(TIDY_AFTER).await;
            state.send_off(Errand::Tidy);
        });
    }
}
