//! One account's notifications, as far as they are loaded.

use std::collections::BTreeMap;

use crate::{
    core::{
        id::Millis,
        notification::{Tidings, Told, newer, read_until},
        timeline::{Cursor, Marker},
    },
    engine::notifying::Way,
};

/// The most that are kept in memory, and how many stay of too many.
const MOST: usize = 800;
const STAY: usize = 400;

/// One account's.
#[derive(Default)]
pub(super) struct Inbox {
    pub(super) way: Option<Way>,
    pub(super) told: BTreeMap<String, Told>,
    /// Where to go on; `None` before the first page, and at the end.
    pub(super) older: Option<Cursor>,
    /// A page has come.
    pub(super) known: bool,
    pub(super) marker: Option<Marker>,
    /// The server has been asked how far was read, and has answered.
    pub(super) told_how_far: bool,
    /// Until when was read here.
    pub(super) read: Option<Millis>,
    pub(super) asked: Millis,
    /// When the server was last asked how far was read.
    pub(super) looked: Millis,
    /// A page is planned.
    pub(super) planned: bool,
    /// Another page is owed when this one has come.
    pub(super) owed: bool,
}

impl Inbox {
    /// Until when was read, here or with other clients.
    pub(super) fn until(&self) -> Option<Millis> {
        let marked = self.marker.as_ref();
        let marked = marked.and_then(|it| read_until(self.told.values(), it));
        marked.max(self.read)
    }

    /// Takes in a page: the newest, or one further `on`.
    pub(super) fn take(&mut self, page: Tidings, on: bool) {
        let first = !std::mem::replace(&mut self.known, true);
        let older = page.older.filter(|_| !page.told.is_empty());
        // A group that was touched again has its old name, and a new newest.
        let known = |told: &Told| {
            let before = self.told.get(&told.name);
            before.is_some_and(|before| before.newest == told.newest)
        };
        // More has come than a page: what lies between is read on the way down.
        let torn = !on && older.is_some() && !page.told.iter().any(known);
        if torn {
            self.told.clear();
        }
        if on || first || torn {
            self.older = older;
        }
        for told in page.told {
            let told = match self.told.remove(&told.name) {
                Some(known) => newer(known, told),
                None => told,
            };
            self.told.insert(told.name.clone(), told);
        }
        if !on && self.told.len() > MOST {
            self.shorten();
        }
        // Nobody has said how far was read: what is there now is not news.
        if self.told_how_far && self.until().is_none() {
            self.read = self.newest().map(|told| told.at);
        }
    }

    /// What is here is read again from the newest on.
    pub(super) fn start_over(&mut self) {
        // What was read stays read, although the marked one may not come again.
        self.read = self.read.max(self.until());
        self.told.clear();
        self.older = None;
        self.known = false;
    }

    /// Forgets the oldest of too much: they are loaded again on the way down.
    fn shorten(&mut self) {
        let mut all: Vec<Told> = std::mem::take(&mut self.told).into_values().collect();
        all.sort_by_key(|told| std::cmp::Reverse(told.at));
        all.truncate(STAY);
        let last = all.last();
        self.older = last.map(|told| Cursor(told.newest.as_str().to_owned()));
        let named = all.into_iter().map(|told| (told.name.clone(), told));
        self.told = named.collect();
    }

    /// The newest of them.
    pub(super) fn newest(&self) -> Option<&Told> {
        self.told.values().max_by_key(|told| told.at)
    }
}
