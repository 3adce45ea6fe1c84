//! What of the lanes stands on screen, given what has stood there before.

use std::collections::HashSet;

use super::{Entry, Lane, Merged, Row, RowKey, merge, merge::Strand};
use crate::core::id::{AccountId, LocalId, Millis};

/// One account's lane as it takes part in the screen.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    pub account: &'a AccountId,
    pub lane: &'a Lane,
    /// Its server is slow or silent: it does not hold the others up.
    pub let_go: bool,
    /// Another whenever the lane has changed, but for what was loaded below its end.
    pub revision: u64,
}

/// The rows, and what goes with them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Screen {
    pub rows: Vec<Row>,
    /// The account whose lane must be loaded for the rows to go on at their
    /// end; a lane that ends further up goes on at its gap.
    pub next: Option<AccountId>,
    /// How many posts wait above.
    pub waiting: usize,
    /// How far down rows have ever been drawn.
    pub drawn: Option<Millis>,
}

/// Winds the lanes anew. `drawn` is that of the last screen: a lane that is not
/// loaded so far down cuts nothing off that the reader has; where it ends is a
/// gap instead.
pub fn wind(parts: &[Part], drawn: Option<Millis>) -> Screen {
    let merged = merged(parts, drawn, false);
    let last = merged.rows.iter().rev().find_map(Row::time);
    Screen {
        next: next_of(parts, drawn, merged.next),
        waiting: waiting(parts, drawn, merged.rows.iter()),
        drawn: drawn.into_iter().chain(last).min(),
        rows: merged.rows,
    }
}

/// How many posts wait above the rows that are shown.
pub(super) fn waiting<'a>(
    parts: &[Part],
    drawn: Option<Millis>,
    shown: impl Iterator<Item = &'a Row>,
) -> usize {
    match held_from(parts) {
        Some(_) => count_new(shown, &merged(parts, drawn, true).rows),
        None => 0,
    }
}

/// What waits stands at this or higher.
pub(super) fn held_from(parts: &[Part]) -> Option<Millis> {
    let held = parts.iter().filter(|part| part.lane.held > 0);
    let lowest = |part: &Part| {
        let entries = part.lane.entries().skip(part.lane.held - 1);
        entries.map(|entry| entry.time).max()
    };
    held.filter_map(lowest).min()
}

/// The account whose lane is to be loaded further: `next`, as far as the rows
/// wait for it.
pub(super) fn next_of(
    parts: &[Part],
    drawn: Option<Millis>,
    next: Option<AccountId>,
) -> Option<AccountId> {
    let goes_on = |part: &&Part| {
        let loaded = !part.lane.spans.is_empty() && !part.lane.finished();
        loaded && !is_behind(part.lane, drawn)
    };
    let behind = |account: &AccountId| {
        let part = parts.iter().find(|part| part.account == account);
        part.is_some_and(|part| is_behind(part.lane, drawn))
    };
    let next = next.filter(|account| !behind(account));
    next.or_else(|| parts.iter().find(goes_on).map(|part| part.account.clone()))
}

/// Whether older entries of a lane come too late to be shown unasked: some would
/// stand above the lowest row that the reader sees, at `place`. What is known
/// already stands where it stands.
pub fn comes_too_late<'a>(
    lane: &Lane,
    older: impl Iterator<Item = &'a Entry>,
    place: Option<Millis>,
) -> bool {
    let Some(place) = place else { return false };
    let newer = older.filter(|entry| entry.time > place);
    let newer: HashSet<&LocalId> = newer.map(|entry| &entry.key).collect();
    if newer.is_empty() {
        return false;
    }
    let known = lane.entries().map(|entry| &entry.key);
    let known: HashSet<&LocalId> = known.filter(|key| newer.contains(key)).collect();
    known.len() < newer.len()
}

fn merged(parts: &[Part], drawn: Option<Millis>, with_held: bool) -> Merged {
    let strands: Vec<Strand> = parts
        .iter()
        .map(|part| Strand {
            account: part.account,
            lane: part.lane,
            let_go: part.let_go || is_behind(part.lane, drawn),
            with_held,
        })
        .collect();
    merge(&strands)
}

/// Whether a lane is not loaded as far down as rows have been drawn.
pub(super) fn is_behind(lane: &Lane, drawn: Option<Millis>) -> bool {
    let at = lane.down_to();
    !lane.finished() && drawn.zip(at).is_some_and(|(drawn, at)| at > drawn)
}

/// The number of posts that are in `all` and not in `shown`, or further up.
fn count_new<'a>(shown: impl Iterator<Item = &'a Row>, all: &[Row]) -> usize {
    let known: HashSet<(RowKey, Option<Millis>)> =
        shown.map(|row| (row.key(), row.time())).collect();
    let new =
        |row: &&Row| matches!(row, Row::Post { .. }) && !known.contains(&(row.key(), row.time()));
    all.iter().filter(new).count()
}

#[cfg(test)]
mod tests;
