//! What one server told of one feed: spans with gaps between.

mod weave;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Cursor, Entry};
use crate::core::id::{LocalId, Millis, Tick};
use weave::{News, weave};

/// Entries with nothing missing between them, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Span {
    pub entries: Vec<Entry>,
    /// Where to go on below; `None`: nothing is below.
    pub older: Option<Cursor>,
    /// The time of entries below the last one that are deleted: it is known
    /// down to there.
    #[serde(default)]
    pub floor: Option<Millis>,
}

/// One account's feed as far as it is loaded. The boundary between two spans
/// is a gap; below the last span more may follow.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Lane {
    pub spans: Vec<Span>,
    /// How many entries at the top wait until they are asked for.
    pub held: usize,
    /// When the page on top was asked for.
    #[serde(default)]
    pub as_of: Tick,
    /// The server gave the same page again and again: what is older cannot be had.
    #[serde(default)]
    pub repeats: bool,
    /// What was streamed and has not been seen on a page yet.
    #[serde(default)]
    pub(super) pushed: Vec<LocalId>,
}

/// What a page was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// The newest entries.
    Newest,
    /// What is below the span that ends in this cursor.
    Older(Cursor),
}

impl Lane {
    /// All loaded entries, newest first, across gaps.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.spans.iter().flat_map(|span| &span.entries)
    }

    /// The same lane without its entries.
    pub fn hollow(&self) -> Self {
        let hollow = |span: &Span| Span {
            entries: Vec::new(),
            older: span.older.clone(),
            floor: span.floor,
        };
        Self {
            spans: self.spans.iter().map(hollow).collect(),
            held: self.held,
            as_of: self.as_of,
            repeats: self.repeats,
            pushed: self.pushed.clone(),
        }
    }

    /// Nothing older is left to load at the bottom.
    pub fn finished(&self) -> bool {
        self.spans.last().is_some_and(|span| span.older.is_none())
    }

    /// The cursor below the last span.
    pub fn bottom(&self) -> Option<&Cursor> {
        self.spans.last().and_then(|span| span.older.as_ref())
    }

    /// How far down it is known; `None`: nothing is.
    pub fn down_to(&self) -> Option<Millis> {
        self.spans.last().and_then(Span::down_to)
    }

    /// The key of the newest entry.
    pub fn top(&self) -> Option<&LocalId> {
        self.entries().next().map(|entry| &entry.key)
    }

    /// Takes in one page. The same page twice changes nothing; pages may come
    /// in any order. What comes above what was seen is held back if `hold`.
    pub fn insert(&mut self, ask: &Ask, page: Span, asked: Tick, hold: bool) {
        if let Ask::Older(cursor) = ask
            && self.bottom() == Some(cursor)
        {
            // Below the end: nothing above is touched, however much that is.
            return self.insert_older(cursor, page);
        }
        let former: Vec<_> = self.entries().map(|entry| entry.key.clone()).collect();
        match ask {
            Ask::Newest => self.insert_newest(page, asked),
            Ask::Older(cursor) => self.insert_older(cursor, page),
        }
        if self.repeats
            && let Some(last) = self.spans.last_mut()
        {
            // The end stays the end, whatever the page on top says of what is older.
            last.older = None;
        }
        if hold || self.held > 0 {
            self.hold_above(&former);
        }
    }

    /// Puts one entry that was streamed on top, if it is new.
    pub fn push(&mut self, entry: Entry, hold: bool) {
        if self.entries().any(|known| known.key == entry.key) {
            return;
        }
        if let Some(first) = self.spans.first_mut() {
            self.pushed.push(entry.key.clone());
            first.entries.insert(0, entry);
            // What is behind held entries must wait with them.
            self.held += usize::from(hold || self.held > 0);
        }
    }

    /// Takes an entry out, wherever it is.
    pub fn remove(&mut self, gone: impl Fn(&Entry) -> bool) {
        let held = self
            .entries()
            .take(self.held)
            .filter(|entry| gone(entry))
            .count();
        self.held -= held;
        for span in &mut self.spans {
            if span.entries.iter().any(&gone) {
                span.floor = span.down_to();
                span.entries.retain(|entry| !gone(entry));
            }
        }
    }

    /// Holds back all entries that would stand above `time`.
    pub fn hold_newer_than(&mut self, time: Millis) {
        self.held = self.above(time);
    }

    /// How many entries stand above `time`: an entry stands as high as the
    /// newest of those below it.
    pub fn above(&self, time: Millis) -> usize {
        let places = self.entries().enumerate();
        let newer = places.filter(|(_, entry)| entry.time > time);
        newer.last().map_or(0, |(place, _)| place + 1)
    }

    /// The place of an entry, from the top.
    pub fn place_of(&self, key: &LocalId) -> Option<usize> {
        self.entries().position(|entry| entry.key == *key)
    }

    /// Holds back what stands above the first of the former entries that was
    /// seen and is still there. What was seen is never held back by a page.
    fn hold_above(&mut self, former: &[LocalId]) {
        let (held, seen) = former.split_at(self.held.min(former.len()));
        let places: HashMap<_, _> = self.entries().map(|entry| &entry.key).zip(0..).collect();
        let first_seen = seen.iter().filter_map(|key| places.get(key).copied()).min();
        let last_held = held.iter().filter_map(|key| places.get(key)).max();
        let below_held = last_held.map_or(0, |place: &usize| place + 1);
        self.held = first_seen.unwrap_or(below_held);
    }

    fn insert_newest(&mut self, page: Span, asked: Tick) {
        if page.entries.is_empty() && !self.spans.is_empty() {
            return; // An answer with nothing in it forgets nothing.
        }
        let page = page.tidy();
        // An answer that comes late is no longer news.
        let fresh = asked >= self.as_of;
        let pushed = if fresh {
            std::mem::take(&mut self.pushed)
        } else {
            Vec::new()
        };
        let news = fresh.then_some(News { pushed: &pushed });
        self.as_of = self.as_of.max(asked);
        if fresh && page.older.is_none() {
            let first = self.spans.drain(..).next().unwrap_or_default();
            self.spans = vec![weave(page, first, news)];
            return;
        }
        if let Some(at) = self.spans.iter().position(|span| span.overlaps(&page))
            && let Some(span) = self.spans.get_mut(at)
        {
            *span = weave(page, std::mem::take(span), news);
            return self.join(at);
        }
        let older = |span: &Span| fresh || span.newest() < page.newest();
        let at = self.spans.iter().position(older);
        self.spans.insert(at.unwrap_or(self.spans.len()), page);
    }

    fn insert_older(&mut self, cursor: &Cursor, page: Span) {
        let at = self
            .spans
            .iter()
            .position(|span| span.older.as_ref() == Some(cursor));
        let Some(at) = at else { return }; // Filled in meanwhile.
        let Some(span) = self.spans.get_mut(at) else {
            return;
        };
        let page = page.tidy();
        let (before, some) = (span.entries.len(), !page.entries.is_empty());
        let known = page.among(&span.entries);
        let fresh = page.entries.into_iter();
        let fresh: Vec<_> = fresh.filter(|it| !known.contains(&it.key)).collect();
        span.entries.extend(fresh);
        // A server that repeats itself would be asked forever: that is the end.
        let nothing_new = some && span.entries.len() == before;
        let stuck = nothing_new || page.older.as_ref() == Some(cursor);
        self.repeats |= stuck;
        span.older = if stuck { None } else { page.older };
        self.join(at);
        // Nothing is missing above what is already loaded.
        while self.spans.get(at).is_some_and(|span| span.older.is_none())
            && at + 1 < self.spans.len()
        {
            self.absorb(at);
        }
    }

    /// Joins the span at `at` with those below it, as long as they overlap.
    fn join(&mut self, at: usize) {
        while let (Some(upper), Some(lower)) = (self.spans.get(at), self.spans.get(at + 1)) {
            if !upper.overlaps(lower) {
                return;
            }
            self.absorb(at);
        }
    }

    /// Makes one span of the one at `at` and the one below it.
    fn absorb(&mut self, at: usize) {
        let lower = self.spans.remove(at + 1);
        let Some(upper) = self.spans.get_mut(at) else {
            return;
        };
        *upper = weave(std::mem::take(upper), lower, None);
    }
}

impl Span {
    /// How far down it is known.
    pub(super) fn down_to(&self) -> Option<Millis> {
        let last = self.entries.last().map(|entry| entry.time);
        last.into_iter().chain(self.floor).min()
    }

    /// The keys of this one that are among others, however many those are.
    fn among(&self, others: &[Entry]) -> HashSet<LocalId> {
        let own: HashSet<_> = self.entries.iter().map(|entry| &entry.key).collect();
        let keys = others.iter().map(|entry| &entry.key);
        keys.filter(|key| own.contains(key)).cloned().collect()
    }

    fn overlaps(&self, other: &Self) -> bool {
        let (few, many) = match self.entries.len() < other.entries.len() {
            true => (self, other),
            false => (other, self),
        };
        let own: HashSet<_> = few.entries.iter().map(|entry| &entry.key).collect();
        many.entries.iter().any(|entry| own.contains(&entry.key))
    }

    fn newest(&self) -> Option<Millis> {
        self.entries.iter().map(|entry| entry.time).max()
    }

    /// Without entries that the server gave twice.
    pub(super) fn tidy(mut self) -> Self {
        let mut known = HashSet::new();
        self.entries.retain(|entry| known.insert(entry.key.clone()));
        self
    }
}

#[cfg(test)]
mod tests;
