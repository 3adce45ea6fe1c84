//! Lanes → rows.

use std::collections::HashMap;

use crate::core::{
    actor::Handle,
    id::{AccountId, LocalId, Millis, PostUri},
    timeline::{Cursor, Entry, Lane, What},
};

/// Names a row for as long as it exists, whatever is folded into it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum RowKey {
    Post(PostUri),
    Gap(AccountId, String),
    Unreadable(AccountId, LocalId),
}

/// One row of the timeline.
#[derive(Clone, PartialEq, Debug)]
pub enum Row {
    Post {
        post: PostUri,
        /// Where the row stands: the newest of its entries.
        time: Millis,
        /// The accounts whose timelines it came through.
        through: Vec<AccountId>,
        /// Who boosted it, newest first, each once.
        boosters: Vec<Booster>,
    },
    /// Posts of one account that are not loaded yet.
    Gap {
        account: AccountId,
        below: Cursor,
        newer: Millis,
        older: Millis,
    },
    /// An item that its server sent broken.
    Unreadable { account: AccountId, key: LocalId },
}

/// Somebody whom the user follows and who boosted a post.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Booster {
    pub handle: Handle,
    pub name: String,
}

impl Row {
    /// The row's name.
    pub fn key(&self) -> RowKey {
        match self {
            Self::Post { post, .. } => RowKey::Post(post.clone()),
            Self::Gap { account, below, .. } => RowKey::Gap(account.clone(), below.0.clone()),
            Self::Unreadable { account, key } => RowKey::Unreadable(account.clone(), key.clone()),
        }
    }

    /// Whether this is its name.
    pub fn is(&self, key: &RowKey) -> bool {
        match (self, key) {
            (Self::Post { post, .. }, RowKey::Post(uri)) => post == uri,
            (Self::Post { .. }, _) | (_, RowKey::Post(_)) => false,
            _ => self.key() == *key,
        }
    }

    /// Where a post's row stands; other rows have no time of their own.
    pub fn time(&self) -> Option<Millis> {
        match self {
            Self::Post { time, .. } => Some(*time),
            Self::Gap { .. } | Self::Unreadable { .. } => None,
        }
    }
}

/// What [`merge`] makes of the lanes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Merged {
    pub rows: Vec<Row>,
    /// The account whose lane must be loaded further for the rows to go on;
    /// `None`: every lane has ended.
    pub next: Option<AccountId>,
}

/// One lane as the merge wants it.
pub struct Strand<'a> {
    pub account: &'a AccountId,
    pub lane: &'a Lane,
    /// Its server is slow or silent, or it has yet to catch up: it does not
    /// hold the others up, and where it ends is a gap.
    pub let_go: bool,
    /// Take the held entries, too.
    pub with_held: bool,
}

/// Merges lanes into rows, newest first, each post once.
///
/// Stops at the horizon: the newest point below which some unfinished lane
/// might still hold an entry. Without that rule a slow server's posts would
/// appear *above* the reader later. The order of the strands does not matter.
pub fn merge(strands: &[Strand]) -> Merged {
    let (cut, next) = down_to(strands);
    let mut pieces: Vec<Piece> = strands
        .iter()
        .flat_map(|strand| pieces(strand, Millis::MAX))
        .filter(|piece| piece.time >= cut)
        .collect();
    // Stable: within one lane the server's order is kept.
    pieces.sort_by(|a, b| b.time.cmp(&a.time).then_with(|| a.account.cmp(b.account)));
    Merged {
        rows: fold(&pieces),
        next,
    }
}

/// The horizon, and the account whose lane must be loaded further for it to sink.
pub(super) fn down_to(strands: &[Strand]) -> (Millis, Option<AccountId>) {
    let horizon = strands
        .iter()
        .filter_map(horizon)
        .max_by_key(|(time, account)| (*time, *account));
    let next = horizon
        .map(|(_, account)| account)
        .or_else(|| anything_left(strands));
    let cut = horizon.map_or(Millis::MIN, |(time, _)| time);
    (cut, next.cloned())
}

/// A lane that was let go of goes on when the others have ended.
fn anything_left<'a>(strands: &[Strand<'a>]) -> Option<&'a AccountId> {
    let left = |strand: &&Strand| !strand.lane.finished() && !strand.lane.spans.is_empty();
    strands
        .iter()
        .filter(left)
        .map(|strand| strand.account)
        .min()
}

/// Down to where a lane is known; `None`: to its very end.
fn horizon<'a>(strand: &Strand<'a>) -> Option<(Millis, &'a AccountId)> {
    if strand.let_go || strand.lane.finished() {
        return None;
    }
    let known = strand.lane.down_to();
    Some((known.unwrap_or(Millis::MAX), strand.account))
}

/// An entry or a gap, with its effective time.
pub(super) struct Piece<'a> {
    pub account: &'a AccountId,
    pub time: Millis,
    what: Result<&'a Entry, (&'a Cursor, Millis)>,
}

impl<'a> Piece<'a> {
    fn is_hidden(&self) -> bool {
        let what = self.what.ok().map(|entry| &entry.what);
        matches!(what, Some(What::Hidden(_)))
    }

    /// The post that it shows.
    pub fn post(&self) -> Option<&'a PostUri> {
        self.what.ok().and_then(Entry::post)
    }

    /// A row of its own.
    pub fn row(&self) -> Row {
        let account = self.account.clone();
        match (self.what, self.post()) {
            (Err((below, older)), _) => Row::Gap {
                account,
                below: below.clone(),
                newer: self.time,
                older,
            },
            (Ok(entry), None) => Row::Unreadable {
                account,
                key: entry.key.clone(),
            },
            (Ok(entry), Some(post)) => Row::Post {
                post: post.clone(),
                time: self.time,
                through: vec![account],
                boosters: booster(&entry.what).into_iter().collect(),
            },
        }
    }
}

/// The pieces of one lane that stand at `from` or lower. The effective time of
/// an entry is the newest of its own and those below it: the server's order is
/// kept, and one backdated post cannot drag a lane down.
pub(super) fn pieces<'a>(strand: &Strand<'a>, from: Millis) -> Vec<Piece<'a>> {
    let account = strand.account;
    let mut pieces = Vec::new();
    let (mut time, mut entries) = (Millis::MIN, 0);
    'lane: for (place, span) in strand.lane.spans.iter().enumerate().rev() {
        // Below the last span, too, if nobody waits for this lane.
        let gap = place + 1 < strand.lane.spans.len() || strand.let_go;
        let below = gap.then_some(span.older.as_ref()).flatten();
        if let Some(cursor) = below {
            pieces.push(Piece {
                account,
                time,
                what: Err((cursor, time)),
            });
        }
        for entry in span.entries.iter().rev() {
            time = time.max(entry.time);
            if time > from {
                break 'lane;
            }
            entries += 1;
            pieces.push(Piece {
                account,
                time,
                what: Ok(entry),
            });
        }
    }
    let above = if time > from { time } else { Millis::MAX };
    pieces.reverse();
    mark_gaps(&mut pieces, above);
    let mut pieces = without_held(strand, pieces, entries);
    // What a filter hides keeps its place in the lane, and has none on screen.
    pieces.retain(|piece| !piece.is_hidden());
    pieces
}

/// A gap stands right below the entry above it.
fn mark_gaps(pieces: &mut [Piece], mut above: Millis) {
    for piece in pieces {
        match piece.what {
            Ok(_) => above = piece.time,
            Err(_) => piece.time = above,
        }
    }
}

/// Leaves out what the lane holds back, of its last `entries` entries.
fn without_held<'a>(strand: &Strand, pieces: Vec<Piece<'a>>, entries: usize) -> Vec<Piece<'a>> {
    let held = if strand.with_held {
        0
    } else {
        strand.lane.held
    };
    let all: usize = strand.lane.spans.iter().map(|it| it.entries.len()).sum();
    match held.saturating_sub(all - entries) {
        0 if entries < all => pieces,
        held => skip_entries(pieces, held),
    }
}

/// Leaves out the first `held` entries, and the gaps among and right below them.
fn skip_entries(pieces: Vec<Piece<'_>>, held: usize) -> Vec<Piece<'_>> {
    let mut left = held;
    let mut pieces = pieces.into_iter().peekable();
    while pieces
        .next_if(|piece| piece.what.is_err() || left > 0)
        .is_some_and(|piece| {
            left -= usize::from(piece.what.is_ok());
            true
        })
    {}
    pieces.collect()
}

fn fold(pieces: &[Piece]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(pieces.len());
    let mut places: HashMap<&PostUri, usize> = HashMap::new();
    for piece in pieces {
        let at = piece.post().and_then(|post| places.get(post).copied());
        if let Some(row) = at.and_then(|at| rows.get_mut(at)) {
            Fold::into(row, 0, piece);
            continue;
        }
        if let Some(post) = piece.post() {
            places.insert(post, rows.len());
        }
        rows.push(piece.row());
    }
    rows
}

/// What a piece added to the row of its post, which stood already.
pub(super) struct Fold {
    pub time: Millis,
    pub row: usize,
    account: Option<AccountId>,
    booster: bool,
}

impl Fold {
    /// Folds a piece into the row at that place; `None`: it adds nothing.
    pub fn into(row: &mut Row, at: usize, piece: &Piece) -> Option<Self> {
        let Row::Post {
            through, boosters, ..
        } = row
        else {
            return None;
        };
        let fresh = !through.contains(piece.account);
        if fresh {
            through.push(piece.account.clone());
            through.sort_unstable();
        }
        let new = |it: &Booster| !boosters.iter().any(|known| known.handle == it.handle);
        let what = piece.what.ok().map(|entry| &entry.what);
        let by = what.and_then(booster).filter(new);
        let booster = by.is_some();
        boosters.extend(by);
        (fresh || booster).then(|| Self {
            time: piece.time,
            row: at,
            account: fresh.then(|| piece.account.clone()),
            booster,
        })
    }

    /// Takes it out again; of several in one row the last goes first.
    pub fn undo(self, row: &mut Row) {
        if let Row::Post {
            through, boosters, ..
        } = row
        {
            through.retain(|it| Some(it) != self.account.as_ref());
            if self.booster {
                boosters.pop();
            }
        }
    }
}

fn booster(what: &What) -> Option<Booster> {
    match what {
        What::Boost { by, name, .. } => Some(Booster {
            handle: by.clone(),
            name: name.clone(),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
