//! Notifications: what each account's server tells, and one list of it all.
//!
//! A server tells of groups (Mastodon 4.3 and later) or of one thing at a time;
//! either way it is [`Told`] under a name, and the same name told again is the
//! same thing. [`gather`] joins what is about one thing, whoever told it and in
//! whatever order it came.

mod gate;
mod gather;

use std::sync::Arc;

use crate::core::{
    actor::Actor,
    id::{LocalId, Millis, PostUri},
    timeline::{Cursor, Marker},
};
pub use gate::{Policy, Queue, Treatment, Waiting, Whose};
pub use gather::{Group, Heard, Key, gather};

/// What has happened. <https://docs.joinmastodon.org/entities/Notification/#type>
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    Mention,
    /// Somebody whose posts one wants to hear of has posted.
    NewPost,
    Boost,
    Like,
    /// An emoji, or none if the server does not say which.
    Reaction(String),
    Follow,
    /// Somebody asks to follow.
    FollowRequest,
    /// A poll that one voted in, or made, has ended.
    PollEnd,
    /// A post that one boosted or quoted was edited.
    Edit,
    Quote,
    /// Who follows somebody with another account of theirs now.
    Moved,
    /// Relations were cut by a block between servers.
    Severed,
    /// A moderator has warned the account.
    Warning,
    Report,
    SignUp,
    /// A word that is not known here. It is shown with the server's own text.
    Unknown(String),
}

/// By what kinds are looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sort {
    #[default]
    All,
    /// What somebody says to one.
    Talk,
    /// Likes, boosts, reactions.
    Praise,
    Follows,
    Rest,
}

impl Sort {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::All,
        Self::Talk,
        Self::Praise,
        Self::Follows,
        Self::Rest,
    ];

    /// Whether a kind is of this sort.
    pub fn takes(self, kind: &Kind) -> bool {
        self == Self::All || self == Self::of(kind)
    }

    fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Mention | Kind::Quote => Self::Talk,
            Kind::Boost | Kind::Like | Kind::Reaction(_) => Self::Praise,
            Kind::Follow | Kind::FollowRequest => Self::Follows,
            _ => Self::Rest,
        }
    }
}

/// Somebody in a notification, and their name on the server that told of it.
pub type Person = (LocalId, Arc<Actor>);

/// A notification, or a group of them, as one server tells it.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// Its name: the server's for a group, or for one notification.
    pub name: String,
    pub kind: Kind,
    /// The newest notification in it.
    pub newest: LocalId,
    pub at: Millis,
    /// Who did it, newest first; not all, if there are many.
    pub people: Vec<Person>,
    /// How many did it.
    pub count: u32,
    pub post: Option<PostUri>,
    /// What the server says of it in words: for kinds that are not known here.
    pub text: Option<String>,
}

/// A page of them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tidings {
    pub told: Vec<Told>,
    /// Posts that came with them.
    pub seen: Vec<crate::core::post::Seen>,
    /// Where to go on; `None`: that was all.
    pub older: Option<Cursor>,
    /// How many could not be read.
    pub skipped: usize,
}

/// Until when an account's notifications were read: up to the marked one, or,
/// where that is not among them, until it was marked.
pub fn read_until<'a>(told: impl IntoIterator<Item = &'a Told>, marker: &Marker) -> Option<Millis> {
    let mut told = told.into_iter();
    let marked = told.find(|it| it.newest == marker.read);
    marked.map(|it| it.at).or(marker.told)
}

/// Takes a thing that was told before: of two versions the one that says more.
/// Which of them came first does not matter.
pub fn newer(a: Told, b: Told) -> Told {
    let weight = |it: &Told| (it.at, it.count, it.people.len());
    if weight(&b) >= weight(&a) { b } else { a }
}
