//! Two spans that know the same stretch, made into one.

use std::{collections::HashSet, vec};

use super::{Cursor, Entry, Span};
use crate::core::id::LocalId;

/// A page that was just asked for, as against what is known.
pub(super) struct News<'a> {
    /// What was streamed since the last page: it may be newer than this one.
    pub pushed: &'a [LocalId],
}

/// Makes one span of two that know the same stretch, in the order of both.
///
/// What `b` alone has between two shared entries is no longer there. Above the
/// first and below the last shared entry, time decides; but if `a` is news, what
/// it does not have above is gone, unless it was just streamed, and below where
/// `a` ends, all ends.
pub(super) fn weave(a: Span, b: Span, news: Option<News>) -> Span {
    let ends = news.is_some() && a.older.is_none();
    let keys: HashSet<_> = a.entries.iter().map(|entry| entry.key.clone()).collect();
    let of_both = b.entries.iter().map(|entry| entry.key.clone());
    let shared: HashSet<_> = of_both.filter(|key| keys.contains(key)).collect();
    let older = if ends {
        None
    } else {
        deeper(&a, &b, &shared).cloned()
    };
    let floor = a.floor.into_iter().chain(b.floor).min();
    let stays = |entry: &Entry| {
        news.as_ref()
            .is_none_or(|news| news.pushed.contains(&entry.key))
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
        let first = passed.is_empty();
        let mut others = up_to(&entry.key, &mut rest, &shared, &mut passed);
        others.retain(|other| first && stays(other));
        by_time(&mut entries, std::mem::take(&mut run), others);
        entries.push(entry);
    }
    let others = rest.filter(|entry| !ends && !shared.contains(&entry.key));
    by_time(&mut entries, run, others.collect());
    Span {
        entries,
        older,
        floor,
    }
}

/// What `rest` alone has down to the shared entry of this key; the shared ones
/// that it passes are noted.
fn up_to(
    key: &LocalId,
    rest: &mut vec::IntoIter<Entry>,
    shared: &HashSet<LocalId>,
    passed: &mut HashSet<LocalId>,
) -> Vec<Entry> {
    let mut alone = Vec::new();
    while !passed.contains(key)
        && let Some(other) = rest.next()
    {
        if shared.contains(&other.key) {
            passed.insert(other.key);
        } else {
            alone.push(other);
        }
    }
    alone
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
