//! Telling each server how far its part of the timeline was read, and hearing
//! from it how far it was read with other clients.
//!
//! Never backwards: what the server holds is read before anything is written,
//! and only what is surely further is told. The caller brings lane, place and
//! clock.

use super::{Client, Failure, Platform, Shelf, run};
use crate::core::{
    id::{AccountId, LocalId, Millis},
    timeline::{
        Cursor, Entry, Lane, Marked, Marker,
        marker::{gap_above, is_beyond, read_at, read_elsewhere},
    },
};

/// For how long what the server said is thought to hold: before anything is
/// told to it, and otherwise.
const FRESH: Millis = Millis(60_000);
const LOOK: Millis = Millis(300_000);
/// How long a server is left alone with this that could not be asked.
const PAUSE: Millis = Millis(60_000);
/// After so many conflicts in a row there is a pause.
const CONFLICTS: u32 = 3;

/// What to do now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Step {
    #[default]
    Nothing,
    /// Ask how far was read.
    Read,
    /// Tell that this was read.
    Write(LocalId),
}

/// One account's marker, as far as it is known.
#[derive(Clone, Default, Debug)]
pub struct Marking {
    /// What the server said, and when. It may have said that it holds none.
    known: Option<(Option<Marker>, Millis)>,
    /// What this browser has told the server last, in this visit or before: it
    /// was not read elsewhere.
    own: Option<LocalId>,
    /// What is on its way.
    under_way: Step,
    /// The server has no markers, or the token is not for them.
    off: bool,
    /// Not before this.
    from: Option<Millis>,
    conflicts: u32,
}

impl Marking {
    /// What to do for a reader who is at `place`. `rests`: long enough for what
    /// is there to count as read. What is to be done counts as begun.
    pub fn step(&mut self, lane: &Lane, place: Millis, now: Millis, rests: bool) -> Step {
        let busy = self.under_way != Step::Nothing;
        // Longer than that is only told by a clock that was set back.
        let pauses = |from: Millis| (1..=PAUSE.0).contains(&(from.0 - now.0));
        if self.off || busy || self.from.is_some_and(pauses) {
            return Step::Nothing;
        }
        self.under_way = self.wanted(lane, place, now, rests);
        self.under_way.clone()
    }

    fn wanted(&self, lane: &Lane, place: Millis, now: Millis, rests: bool) -> Step {
        let Some((marker, since)) = &self.known else {
            return Step::Read;
        };
        // The clock may have been set back: then nobody knows how old it is.
        let holds = |time: Millis| (0..time.0).contains(&(now.0 - since.0));
        let further = |entry: &&Entry| {
            let marker = marker.as_ref();
            marker.is_none_or(|marker| is_beyond(lane, entry, marker))
        };
        let read = read_at(lane, place).filter(|_| rests).filter(further);
        match read {
            Some(entry) if holds(FRESH) => Step::Write(entry.key.clone()),
            None if holds(LOOK) => Step::Nothing,
            _ => Step::Read,
        }
    }

    /// The entry that was read elsewhere, if it is above `place`.
    pub fn elsewhere<'a>(&self, lane: &'a Lane, place: Millis) -> Option<&'a Entry> {
        let (marker, _) = self.known.as_ref()?;
        let marker = marker.as_ref()?;
        let elsewhere = self.own.as_ref() != Some(&marker.read);
        read_elsewhere(lane, place, marker).filter(|_| elsewhere)
    }

    /// Where to go on loading for what was read elsewhere to come up, if it seems
    /// to lie in a gap above `place`.
    pub fn gap<'a>(&self, lane: &'a Lane, place: Millis) -> Option<&'a Cursor> {
        let marker = self.known.as_ref()?.0.as_ref()?;
        let elsewhere = self.own.as_ref() != Some(&marker.read);
        gap_above(lane, place, marker).filter(|_| elsewhere)
    }

    /// What this browser told the server in an earlier visit.
    pub fn remember(&mut self, own: Option<LocalId>) {
        self.own = self.own.take().or(own);
    }

    /// The server said what it holds, or did not.
    pub fn told(&mut self, answer: Result<Option<Marker>, Failure>, now: Millis) {
        let done = std::mem::take(&mut self.under_way);
        match answer {
            Ok(marker) => {
                self.known = Some((marker, now));
                self.from = None;
                match done {
                    Step::Write(read) => self.own = Some(read),
                    Step::Read | Step::Nothing => return,
                }
            }
            Err(Failure::Refused { status: 409, .. }) if self.conflicts < CONFLICTS => {
                // Another client was quicker: what holds now is asked for.
                self.known = None;
                self.conflicts += 1;
                return;
            }
            Err(why) if is_passing(&why) => self.from = Some(Millis(now.0 + PAUSE.0)),
            Err(_) => self.off = true,
        }
        self.conflicts = 0;
    }
}

/// Whether it may be otherwise later.
fn is_passing(why: &Failure) -> bool {
    match why {
        Failure::NoAnswer(_) | Failure::SlowDown(_) | Failure::SignedOut | Failure::NotLoaded => {
            true
        }
        Failure::Refused { status, .. } => *status == 409 || *status >= 500,
        _ => false,
    }
}

/// What this browser told the account's server last, in whichever visit.
pub async fn told(platform: &impl Platform, account: &AccountId) -> Option<LocalId> {
    let found = platform.get(Shelf::Places, &[told_name(account)]).await;
    let bytes = found.into_iter().next()??;
    String::from_utf8(bytes).ok().map(LocalId::new)
}

/// Keeps what was told to the account's server; `None` forgets it.
pub async fn keep_told(platform: &impl Platform, account: &AccountId, read: Option<&LocalId>) {
    let bytes = read.map(|read| read.as_str().as_bytes().to_vec());
    // Without it a place may be offered that was read here.
    let told = (Shelf::Places, vec![(told_name(account), bytes)]);
    let _ = platform.put(&[told]).await;
}

fn told_name(account: &AccountId) -> String {
    format!("told {}", account.as_str())
}

/// Does a step, and gives what the server holds then.
///
/// # Errors
/// The server did not say.
pub async fn take(
    platform: &impl Platform,
    client: &Client,
    step: &Step,
) -> Result<Option<Marker>, Failure> {
    let protocol = client.protocol();
    match step {
        Step::Nothing | Step::Read => run(platform, client, protocol.marker(Marked::Home)?).await,
        Step::Write(read) => {
            let held = run(platform, client, protocol.mark(Marked::Home, read)?).await?;
            // Not every server says what it holds now.
            Ok(held.or_else(|| {
                Some(Marker {
                    read: read.clone(),
                    told: Some(platform.now()),
                })
            }))
        }
    }
}

#[cfg(test)]
mod tests;
