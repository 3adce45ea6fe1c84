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
    let horizon = strands
        .iter()
        .filter_map(horizon)
        .max_by_key(|(time, account)| (*time, *account));
    let cut = horizon.map_or(Millis::MIN, |(time, _)| time);
    let next = horizon
        .map(|(_, account)| account)
        .or_else(|| anything_left(strands));
    let mut pieces: Vec<Piece> = strands
        .iter()
        .flat_map(pieces)
        .filter(|piece| piece.time >= cut)
        .collect();
    // Stable: within one lane the server's order is kept.
    pieces.sort_by(|a, b| b.time.cmp(&a.time).then_with(|| a.account.cmp(b.account)));
    Merged {
        rows: fold(pieces),
        next: next.cloned(),
    }
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
struct Piece<'a> {
    account: &'a AccountId,
    time: Millis,
    what: Result<&'a Entry, (&'a Cursor, Millis)>,
}

/// The pieces of one lane. The effective time of an entry is the newest of its
/// own and those below it: the server's order is kept, and one backdated post
/// cannot drag a lane down.
fn pieces<'a>(strand: &Strand<'a>) -> Vec<Piece<'a>> {
    let account = strand.account;
    let mut pieces = Vec::new();
    let mut time = Millis::MIN;
    for (place, span) in strand.lane.spans.iter().enumerate().rev() {
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
            pieces.push(Piece {
                account,
                time,
                what: Ok(entry),
            });
        }
    }
    pieces.reverse();
    mark_gaps(&mut pieces);
    let held = if strand.with_held {
        0
    } else {
        strand.lane.held
    };
    skip_entries(pieces, held)
}

/// A gap stands right below the entry above it.
fn mark_gaps(pieces: &mut [Piece]) {
    let mut above = Millis::MAX;
    for piece in pieces {
        match piece.what {
            Ok(_) => above = piece.time,
            Err(_) => piece.time = above,
        }
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

fn fold(pieces: Vec<Piece>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(pieces.len());
    let mut places: HashMap<PostUri, usize> = HashMap::new();
    for Piece {
        account,
        time,
        what,
    } in pieces
    {
        let entry = match what {
            Ok(entry) => entry,
            Err((cursor, older)) => {
                rows.push(Row::Gap {
                    account: account.clone(),
                    below: cursor.clone(),
                    newer: time,
                    older,
                });
                continue;
            }
        };
        if let What::Hidden(_) = entry.what {
            continue;
        }
        let Some(uri) = entry.post() else {
            rows.push(Row::Unreadable {
                account: account.clone(),
                key: entry.key.clone(),
            });
            continue;
        };
        let place = *places.entry(uri.clone()).or_insert_with(|| {
            rows.push(Row::Post {
                post: uri.clone(),
                time,
                through: Vec::new(),
                boosters: Vec::new(),
            });
            rows.len() - 1
        });
        if let Some(row) = rows.get_mut(place) {
            fold_into(row, account, &entry.what);
        }
    }
    rows
}

fn fold_into(row: &mut Row, account: &AccountId, what: &What) {
    let Row::Post {
        through, boosters, ..
    } = row
    else {
        return;
    };
    if let Err(place) = through.binary_search(account) {
        through.insert(place, account.clone());
    }
    if let What::Boost { by, name, .. } = what
        && !boosters.iter().any(|known| known.handle == *by)
    {
        boosters.push(Booster {
            handle: by.clone(),
            name: name.clone(),
        });
    }
}

#[cfg(test)]
mod tests;
