//! What a server says of somebody.

use super::{Actor, Handle};
use crate::core::{
    id::{LocalId, Millis},
    rich_text::{Inline, RichText},
    safe_url::SafeUrl,
    timeline::Cursor,
};

/// Somebody as one server describes them.
#[derive(Clone, PartialEq, Debug)]
pub struct Profile {
    /// The server's own name for them.
    pub local: LocalId,
    pub actor: Actor,
    /// What they say of themselves.
    pub about: RichText,
    pub fields: Vec<Field>,
    pub banner: Option<SafeUrl>,
    pub tally: Tally,
    /// Who wants to follow must ask.
    pub locked: bool,
    /// A group or community: what it boosts was said to it.
    pub group: bool,
    pub joined: Option<Millis>,
    /// Where they have moved to.
    pub moved: Option<Handle>,
}

/// A line of somebody's own about themselves.
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    pub name: Vec<Inline>,
    pub value: RichText,
    /// When their server found that the page links back to them.
    pub verified: Option<Millis>,
}

/// A tag that somebody shows on their profile, and with how many posts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Topic {
    pub name: String,
    pub posts: Option<u32>,
}

/// How much a server knows of somebody; on their own server, how much there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    pub posts: Option<u32>,
    pub followers: Option<u32>,
    pub following: Option<u32>,
}

/// Which of somebody's posts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Part {
    /// Posts and boosts, without answers to others.
    #[default]
    Posts,
    WithAnswers,
    Media,
}

impl Part {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Posts, Self::WithAnswers, Self::Media];
}

/// People around somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Circle {
    Followers,
    Following,
}

/// A page of people.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct People {
    pub people: Vec<Profile>,
    pub older: Option<Cursor>,
    /// How many could not be read.
    pub skipped: usize,
}
