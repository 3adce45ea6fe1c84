//! Telling moderators of somebody.

use crate::core::id::{LocalId, PostUri};

/// What somebody is reported for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ground {
    Spam,
    /// They broke rules of the account's server.
    Rules,
    Illegal,
    #[default]
    Other,
}

/// A rule of a server's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// The server's own name for it.
    pub local: LocalId,
    pub text: String,
    /// What is meant by it; empty if that is plain.
    pub hint: String,
}

/// What the moderators of an account's server are told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    pub ground: Ground,
    /// The rules that they broke.
    pub rules: Vec<LocalId>,
    /// What of theirs shows it.
    pub posts: Vec<PostUri>,
    pub comment: String,
    /// The moderators of their own server are told, too.
    pub forward: bool,
}
