//! What one server told of one feed: spans with gaps between.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{Cursor, Entry};
use crate::core::id::{LocalId, Millis, Tick};

/// Entries with nothing missing between them, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Span {
    pub entries: Vec<Entry>,
    /// Where to go on below; `None`: nothing is below.
    pub older: Option<Cursor>,
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

    /// Nothing older is left to load at the bottom.
    pub fn finished(&self) -> bool {
        self.spans.last().is_some_and(|span| span.older.is_none())
    }

    /// The cursor below the last span.
    pub fn bottom(&self) -> Option<&Cursor> {
        self.spans.last().and_then(|span| span.older.as_ref())
    }

    /// The key of the newest entry.
    pub fn top(&self) -> Option<&LocalId> {
        self.entries().next().map(|entry| &entry.key)
    }

    /// Takes in one page. The same page twice changes nothing; pages may come
    /// in any order. What comes above the former top is held back if `hold`.
    pub fn insert(&mut self, ask: &Ask, page: Span, asked: Tick, hold: bool) {
        let former = self.top().cloned();
        match ask {
            Ask::Newest => self.insert_newest(page, asked),
            Ask::Older(cursor) => self.insert_older(cursor, page),
        }
        self.hold_above(former.as_ref(), hold);
    }

    /// Puts one entry that was streamed on top, if it is new.
    pub fn push(&mut self, entry: Entry, hold: bool) {
        if self.entries().any(|known| known.key == entry.key) {
            return;
        }
        if let Some(first) = self.spans.first_mut() {
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
            span.entries.retain(|entry| !gone(entry));
        }
    }

    /// Holds back all entries that are newer than `time`.
    pub fn hold_newer_than(&mut self, time: Millis) {
        self.held = self.entries().take_while(|entry| entry.time > time).count();
    }

    fn hold_above(&mut self, former: Option<&LocalId>, hold: bool) {
        let Some(former) = former else { return };
        let above = self
            .entries()
            .take_while(|entry| entry.key != *former)
            .count();
        if hold || self.held > 0 {
            self.held += above;
        }
    }

    fn insert_newest(&mut self, page: Span, asked: Tick) {
        if page.entries.is_empty() && !self.spans.is_empty() {
            return; // An answer with nothing in it forgets nothing.
        }
        let page = page.tidy();
        if let Some(at) = self.spans.iter().position(|span| span.overlaps(&page))
            && let Some(span) = self.spans.get_mut(at)
        {
            *span = weave(page, std::mem::take(span), true);
            self.as_of = self.as_of.max(asked);
            return self.join(at);
        }
        // An answer that comes late may no longer be the newest.
        let older = |span: &Span| asked >= self.as_of || span.newest() < page.newest();
        let at = self.spans.iter().position(older);
        self.spans.insert(at.unwrap_or(self.spans.len()), page);
        self.as_of = self.as_of.max(asked);
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
        let known: HashSet<_> = span.entries.iter().map(|entry| entry.key.clone()).collect();
        let page = page.tidy();
        let fresh = page
            .entries
            .iter()
            .filter(|entry| !known.contains(&entry.key))
            .cloned();
        let (before, some) = (span.entries.len(), !page.entries.is_empty());
        span.entries.extend(fresh);
        // A server that repeats itself would be asked forever: that is the end.
        let nothing_new = some && span.entries.len() == before;
        let stuck = nothing_new || page.older.as_ref() == Some(cursor);
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
        *upper = weave(std::mem::take(upper), lower, false);
    }
}

/// Makes one span of two that know the same stretch; the order of
/// both is kept. What `b` alone has between two shared entries is no longer
/// there; above the first and below the last shared entry, time decides. With
/// `news`, `a` is a page that was just asked for: where it ends, all ends.
fn weave(a: Span, b: Span, news: bool) -> Span {
    let a_ends = a.older.is_none();
    let keys: HashSet<_> = a.entries.iter().map(|entry| entry.key.clone()).collect();
    let shared: HashSet<_> = b
        .entries
        .iter()
        .map(|entry| entry.key.clone())
        .filter(|key| keys.contains(key))
        .collect();
    let older = if news && a_ends {
        None
    } else {
        deeper(&a, &b, &shared).cloned()
    };
    let mut entries = Vec::with_capacity(a.entries.len() + b.entries.len());
    let mut rest = b.entries.into_iter();
    let mut passed = HashSet::new();
    let mut run = Vec::new();
    for entry in a.entries {
        if !shared.contains(&entry.key) {
            run.push(entry);
            continue;
        }
        let between = !passed.is_empty();
        let mut others = Vec::new();
        while !passed.contains(&entry.key)
            && let Some(other) = rest.next()
        {
            if shared.contains(&other.key) {
                passed.insert(other.key);
            } else if !between {
                others.push(other);
            }
        }
        by_time(&mut entries, std::mem::take(&mut run), others);
        entries.push(entry);
    }
    // Where the news reach the very end, nothing is below them any more.
    let whole = news && a_ends;
    let others = rest.filter(|entry| !whole && !shared.contains(&entry.key));
    by_time(&mut entries, run, others.collect());
    Span { entries, older }
}

/// The cursor of the span that reaches further down.
fn deeper<'a>(a: &'a Span, b: &'a Span, shared: &HashSet<LocalId>) -> Option<&'a Cursor> {
    let (Some(last_a), Some(last_b)) = (a.entries.last(), b.entries.last()) else {
        return if a.entries.is_empty() {
            b.older.as_ref()
        } else {
            a.older.as_ref()
        };
    };
    if last_a.key == last_b.key {
        return a.older.as_ref().or(b.older.as_ref());
    }
    let a_is_deeper = match (shared.contains(&last_a.key), shared.contains(&last_b.key)) {
        (true, false) => false,
        (false, true) => true,
        _ => last_a.time < last_b.time,
    };
    if a_is_deeper {
        a.older.as_ref()
    } else {
        b.older.as_ref()
    }
}

/// Appends two runs as one, newest first; either run's own order is kept.
fn by_time(entries: &mut Vec<Entry>, a: Vec<Entry>, b: Vec<Entry>) {
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    while let (Some(one), Some(other)) = (a.peek(), b.peek()) {
        let first = (one.time, other.key.as_str()) >= (other.time, one.key.as_str());
        entries.extend(if first { a.next() } else { b.next() });
    }
    entries.extend(a.chain(b));
}

impl Span {
    fn overlaps(&self, other: &Self) -> bool {
        let known: HashSet<_> = self.entries.iter().map(|entry| &entry.key).collect();
        other.entries.iter().any(|entry| known.contains(&entry.key))
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
mod tests {
    use super::*;
    use crate::core::{id::PostUri, timeline::What};

    fn entry(key: &str) -> Entry {
        let time = Millis(key.parse().unwrap_or(0));
        Entry {
            key: LocalId::new(key),
            time,
            what: What::Post(PostUri::new(key)),
        }
    }

    fn page(keys: &[&str], older: Option<&str>) -> Span {
        Span {
            entries: keys.iter().map(|key| entry(key)).collect(),
            older: older.map(|cursor| Cursor(cursor.into())),
        }
    }

    fn put(lane: &mut Lane, ask: &Ask, page: Span, hold: bool) {
        let asked = lane.as_of + 1;
        lane.insert(ask, page, asked, hold);
    }

    fn older(cursor: &str) -> Ask {
        Ask::Older(Cursor(cursor.into()))
    }

    fn shape(lane: &Lane) -> Vec<Vec<&str>> {
        lane.spans
            .iter()
            .map(|s| s.entries.iter().map(|e| e.key.as_str()).collect())
            .collect()
    }

    #[test]
    fn a_page_that_overlaps_is_joined_and_one_that_does_not_leaves_a_gap() {
        let mut lane = Lane::default();
        put(&mut lane, &Ask::Newest, page(&["9", "8"], Some("8")), false);
        put(
            &mut lane,
            &Ask::Newest,
            page(&["11", "10", "9"], Some("9")),
            false,
        );
        assert_eq!(shape(&lane), [["11", "10", "9", "8"]]);
        put(
            &mut lane,
            &Ask::Newest,
            page(&["21", "20"], Some("20")),
            false,
        );
        assert_eq!(shape(&lane), [vec!["21", "20"], vec!["11", "10", "9", "8"]]);
        assert_eq!(lane.bottom(), Some(&Cursor("8".into())));
    }

    #[test]
    fn a_gap_is_filled_in_place() {
        let mut lane = Lane::default();
        put(&mut lane, &Ask::Newest, page(&["9", "8"], Some("8")), false);
        put(
            &mut lane,
            &Ask::Newest,
            page(&["21", "20"], Some("20")),
            false,
        );
        put(
            &mut lane,
            &older("20"),
            page(&["19", "18"], Some("18")),
            false,
        );
        assert_eq!(shape(&lane), [vec!["21", "20", "19", "18"], vec!["9", "8"]]);
        put(
            &mut lane,
            &older("18"),
            page(&["10", "9", "8", "7"], Some("7")),
            false,
        );
        assert_eq!(
            shape(&lane),
            [["21", "20", "19", "18", "10", "9", "8", "7"]]
        );
        assert_eq!(
            lane.bottom(),
            Some(&Cursor("7".into())),
            "the deeper page goes on deeper"
        );
    }

    #[test]
    fn a_gap_with_nothing_in_it_closes() {
        let mut lane = Lane::default();
        put(&mut lane, &Ask::Newest, page(&["9", "8"], Some("8")), false);
        put(&mut lane, &Ask::Newest, page(&["21"], Some("21")), false);
        put(&mut lane, &older("21"), page(&[], None), false);
        assert_eq!(shape(&lane), [["21", "9", "8"]]);
        assert_eq!(lane.bottom(), Some(&Cursor("8".into())));
    }

    #[test]
    fn a_page_twice_changes_nothing_and_a_late_page_finds_its_gap_filled() {
        let mut lane = Lane::default();
        let first = page(&["9", "8"], Some("8"));
        put(&mut lane, &Ask::Newest, first.clone(), false);
        put(&mut lane, &older("8"), page(&["7"], Some("7")), false);
        let once = lane.clone();
        put(&mut lane, &Ask::Newest, first, false);
        put(&mut lane, &older("8"), page(&["7"], Some("7")), false);
        assert_eq!(lane.spans, once.spans);
    }

    #[test]
    fn a_server_that_repeats_itself_forever_is_not_asked_forever() {
        let mut lane = Lane::default();
        put(&mut lane, &Ask::Newest, page(&["9", "8"], Some("8")), false);
        put(&mut lane, &older("8"), page(&["9", "8"], Some("x")), false);
        assert!(lane.finished());
        let mut lane = Lane::default();
        put(
            &mut lane,
            &Ask::Newest,
            page(&["9", "9", "8"], Some("8")),
            false,
        );
        put(&mut lane, &older("8"), page(&["7"], Some("8")), false);
        assert_eq!(shape(&lane), [["9", "8", "7"]]);
        assert!(lane.finished());
    }

    #[test]
    fn a_stale_page_does_not_push_what_was_streamed_down() {
        let mut lane = Lane::default();
        put(&mut lane, &Ask::Newest, page(&["5", "4"], Some("4")), false);
        lane.push(entry("6"), false);
        put(
            &mut lane,
            &Ask::Newest,
            page(&["5", "4", "3"], Some("3")),
            false,
        );
        assert_eq!(shape(&lane), [["6", "5", "4", "3"]]);
        assert_eq!(lane.bottom(), Some(&Cursor("3".into())));
    }

    #[test]
    fn what_comes_on_top_is_held_until_asked_for() {
        let mut lane = Lane::default();
        put(&mut lane, &Ask::Newest, page(&["5", "4"], Some("4")), true);
        assert_eq!(lane.held, 0, "the first page has nobody to disturb");
        lane.push(entry("6"), true);
        lane.push(entry("6"), true);
        put(
            &mut lane,
            &Ask::Newest,
            page(&["8", "7", "6", "5"], Some("5")),
            true,
        );
        assert_eq!(lane.held, 3);
        lane.remove(|entry| entry.key.as_str() == "7");
        assert_eq!(
            (lane.held, shape(&lane)),
            (2, vec![vec!["8", "6", "5", "4"]])
        );
    }
}
