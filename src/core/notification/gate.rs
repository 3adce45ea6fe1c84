//! What an account's server does about what strangers send: told, held back until
//! the user decides, or thrown away.
//! <https://docs.joinmastodon.org/entities/NotificationPolicy/>

use super::Person;
use crate::core::{
    id::{LocalId, Millis, PostUri},
    post::Seen,
    timeline::Cursor,
};

/// Whose notifications a rule is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Whose {
    /// People whom the account does not follow.
    NotFollowed,
    /// People who do not follow the account.
    NotFollowing,
    /// Accounts that are only a few weeks old.
    New,
    /// Private mentions that answer nothing of one's own.
    Private,
    /// People whom a moderator of the account's server has limited.
    Limited,
    Bots,
}

impl Whose {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::NotFollowed,
        Self::NotFollowing,
        Self::New,
        Self::Private,
        Self::Limited,
        Self::Bots,
    ];
}

/// What becomes of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Treatment {
    Tell,
    /// They wait until the user lets their sender through.
    Hold,
    Drop,
    /// A word that is not known here.
    Unknown(String),
}

/// An account's rules, as its server tells them: those that it has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Policy {
    pub rules: Vec<(Whose, Treatment)>,
    /// How many people wait.
    pub people: u32,
    /// It is of the older kind, that holds back or does not.
    pub older: bool,
}

impl Policy {
    /// What becomes of theirs; `None`: the server has no such rule.
    pub fn of(&self, whose: Whose) -> Option<&Treatment> {
        let found = self.rules.iter().find(|(it, _)| *it == whose);
        found.map(|(_, treatment)| treatment)
    }
}

/// Somebody who waits to be let through.
#[derive(Clone, PartialEq, Debug)]
pub struct Waiting {
    /// The server's name for their request.
    pub id: LocalId,
    pub person: Person,
    /// How much of theirs is held back, if the server says so.
    pub count: Option<u32>,
    pub at: Millis,
    /// The last of it.
    pub post: Option<PostUri>,
}

/// A page of them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Queue {
    pub people: Vec<Waiting>,
    /// Posts that came with them.
    pub seen: Vec<Seen>,
    pub older: Option<Cursor>,
    /// How many could not be read.
    pub skipped: usize,
}
