//! Letters that a server keeps, to post them later.

use super::Letter;
use crate::core::{
    id::{LocalId, Millis},
    post::{Audience, Seen},
};

/// Servers keep no letter whose time comes sooner.
/// <https://docs.joinmastodon.org/methods/statuses/#create>, `scheduled_at`
pub const AHEAD: Millis = Millis(5 * 60_000);

/// How far a clock may be from a server's that is right, and how long a request takes.
pub const MARGIN: Millis = Millis(30_000);

/// A letter that a server keeps until its time has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scheduled {
    /// The server's name for it: the post will have another.
    pub local: LocalId,
    /// When it will be posted.
    pub at: Millis,
    /// As far as the server tells of it. What it speaks of has the server's names only.
    pub letter: Letter,
    pub answers: Option<LocalId>,
    pub quotes: Option<LocalId>,
}

impl Scheduled {
    /// Whom the server will show it to, if those are more than were meant to see it.
    pub fn wider(&self, letter: &Letter) -> Option<Audience> {
        let audience = &self.letter.audience;
        (audience.width() > letter.audience.width()).then(|| audience.clone())
    }
}

/// How much of a time servers and fields leave out: some keep no seconds.
const MINUTE: i64 = 60_000;

/// Whether two times are one, as servers and fields keep them.
pub fn same_time(one: Millis, other: Millis) -> bool {
    (one.0 - other.0).abs() < MINUTE
}

/// What has become of a letter on its server.
#[derive(Clone, PartialEq, Debug)]
pub enum Written {
    Posted(Box<Seen>),
    /// It will be posted.
    Kept(Box<Scheduled>),
}
