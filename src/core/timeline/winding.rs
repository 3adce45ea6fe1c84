//! The screen from one redraw to the next: what [`wind`](super::screen::wind)
//! gives, at the cost of what has changed.
//!
//! Rows above the highest point at which anything changed stay as they are;
//! those below are merged anew. A page that comes in at the end of a lane
//! changes only what is near the end, however much has been read.

use std::collections::HashMap;

use super::{
    Cursor, Row, Shown,
    merge::{self, Fold, Piece, Strand},
    screen::{Part, held_from, is_behind, next_of, waiting},
};
use crate::core::id::{AccountId, Millis, PostUri};

/// What goes with the rows.
#[derive(Clone, PartialEq, Debug)]
pub struct Wound {
    /// See [`Screen`](super::screen::Screen).
    pub next: Option<AccountId>,
    pub waiting: usize,
    pub drawn: Option<Millis>,
    /// The rows may be others than before.
    pub changed: bool,
}

/// The rows, kept from one redraw to the next.
#[derive(Default)]
pub struct Winding {
    rows: Vec<Shown>,
    /// Where each row stands, from the top.
    times: Vec<Millis>,
    places: HashMap<PostUri, usize>,
    /// What was folded into rows that stood already, from the top.
    folds: Vec<Fold>,
    strands: Vec<Seen>,
    cut: Millis,
    waiting: usize,
    /// What waits stands at this or higher.
    held_from: Option<Millis>,
}

/// A lane as it was at the last redraw.
#[derive(Clone, PartialEq)]
struct Seen {
    account: AccountId,
    revision: u64,
    held: usize,
    let_go: bool,
    entries: usize,
    below: Option<Cursor>,
    bottom: Millis,
}

impl Seen {
    fn of(part: &Part, let_go: bool) -> Self {
        let last = part.lane.spans.last();
        Self {
            account: part.account.clone(),
            revision: part.revision,
            held: part.lane.held,
            let_go,
            entries: part.lane.spans.iter().map(|it| it.entries.len()).sum(),
            below: part.lane.bottom().cloned(),
            bottom: last
                .and_then(|span| span.entries.last())
                .map_or(Millis::MAX, |entry| entry.time),
        }
    }

    /// Down from where the lane is another now; `None`: it is the same.
    fn stirred(&self, now: &Self, part: &Part) -> Option<Millis> {
        let same = (&self.account, self.revision, self.held);
        if same != (&now.account, now.revision, now.held) || now.entries < self.entries {
            return Some(Millis::MAX);
        }
        let fresh = now.entries - self.entries;
        let added = part.lane.entries().rev().take(fresh);
        let newest = added.map(|entry| entry.time).max();
        // A gap above says how far down it goes: to what is newer now.
        let lifts = newest.is_some_and(|newest| newest > self.bottom);
        if lifts && part.lane.spans.len() > 1 {
            return Some(Millis::MAX);
        }
        (self != now).then(|| newest.unwrap_or(Millis::MIN).max(self.bottom))
    }
}

impl Winding {
    /// The rows.
    pub fn rows(&self) -> &[Shown] {
        &self.rows
    }

    /// Winds the lanes anew. The parts are in the same order each time.
    pub fn wind(&mut self, parts: &[Part], drawn: Option<Millis>) -> Wound {
        let let_go = |part: &Part| part.let_go || is_behind(part.lane, drawn);
        let seen: Vec<Seen> = parts.iter().map(|it| Seen::of(it, let_go(it))).collect();
        let strands: Vec<Strand> = parts
            .iter()
            .map(|part| Strand {
                account: part.account,
                lane: part.lane,
                let_go: let_go(part),
                with_held: false,
            })
            .collect();
        let (cut, next) = merge::down_to(&strands);
        let from = self.changed_from(parts, &seen, cut);
        if let Some(from) = from {
            self.cut_off(from);
            self.put_below(&strands, from, cut);
        }
        // What waits is above what a page at the end has changed.
        let above = |held: Millis| from.is_some_and(|from| from >= held);
        if from == Some(Millis::MAX) || self.held_from.is_some_and(above) {
            self.waiting = waiting(parts, drawn, self.rows.iter().map(|row| &**row));
            self.held_from = held_from(parts);
        }
        self.strands = seen;
        self.cut = cut;
        let last = self.rows.iter().rev().find_map(|row| row.time());
        Wound {
            next: next_of(parts, drawn, next),
            waiting: self.waiting,
            drawn: drawn.into_iter().chain(last).min(),
            changed: from.is_some(),
        }
    }

    /// The highest point at which anything is other than it was.
    fn changed_from(&self, parts: &[Part], now: &[Seen], cut: Millis) -> Option<Millis> {
        if self.strands.len() != now.len() {
            return Some(Millis::MAX);
        }
        let both = self.strands.iter().zip(now).zip(parts);
        let stirred = both.filter_map(|((was, now), part)| was.stirred(now, part));
        let moved = (cut != self.cut).then(|| cut.max(self.cut));
        stirred.chain(moved).max()
    }

    /// Takes away all that stands at `from` or lower, and what it had added to
    /// the rows above.
    fn cut_off(&mut self, from: Millis) {
        let stays = self.times.partition_point(|time| *time > from);
        while self.folds.last().is_some_and(|fold| fold.time <= from) {
            if let Some(fold) = self.folds.pop()
                && let Some(row) = self.rows.get_mut(fold.row).filter(|_| fold.row < stays)
            {
                fold.undo(row.change());
            }
        }
        for row in self.rows.drain(stays..) {
            if let Row::Post { post, .. } = &*row {
                self.places.remove(post);
            }
        }
        self.times.truncate(stays);
    }

    /// Merges what stands at `from` or lower, down to `cut`.
    fn put_below(&mut self, strands: &[Strand], from: Millis, cut: Millis) {
        let mut pieces: Vec<Piece> = strands
            .iter()
            .flat_map(|strand| merge::pieces(strand, from))
            .filter(|piece| (cut..=from).contains(&piece.time))
            .collect();
        // Stable: within one lane the server's order is kept.
        pieces.sort_by(|a, b| b.time.cmp(&a.time).then_with(|| a.account.cmp(b.account)));
        for piece in pieces {
            self.put(&piece);
        }
    }

    fn put(&mut self, piece: &Piece) {
        let at = piece.post().and_then(|post| self.places.get(post).copied());
        if let Some(at) = at {
            if let Some(row) = self.rows.get_mut(at) {
                self.folds.extend(Fold::into(row.change(), at, piece));
            }
            return;
        }
        if let Some(post) = piece.post() {
            self.places.insert(post.clone(), self.rows.len());
        }
        self.rows.push(piece.row().into());
        self.times.push(piece.time);
    }
}

#[cfg(test)]
mod tests;
