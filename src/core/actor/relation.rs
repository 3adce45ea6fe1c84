//! How one of the user's accounts stands to somebody.

use crate::core::id::LocalId;

/// Whether one follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Follows {
    #[default]
    No,
    /// Asked for, and not answered yet.
    Asked,
    Yes,
}

/// An account's relation to somebody, as its server tells it.
/// <https://docs.joinmastodon.org/entities/Relationship/>
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// The server's own name for them.
    pub person: LocalId,
    pub follows: Follows,
    pub followed_by: bool,
    /// Their boosts are shown.
    pub boosts: bool,
    /// One is told of each of their posts.
    pub notify: bool,
    /// In which languages their posts are wanted (BCP 47); none of them: in all.
    /// `None`: the server knows no such thing.
    pub languages: Option<Vec<String>>,
    pub muting: bool,
    pub blocking: bool,
    pub blocked_by: bool,
    /// Everything from their server is hidden.
    pub server_hidden: bool,
    /// What the account has noted on them, for itself alone.
    pub note: String,
}

/// What is done about somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tie {
    /// To follow; or, following, to change what comes of it.
    Follow {
        boosts: bool,
        notify: bool,
    },
    /// Following, to see what is in these languages alone; none: in all.
    Languages(Vec<String>),
    Unfollow,
    /// For so many seconds, or until it is taken back.
    Mute(Option<u32>),
    Unmute,
    Block,
    Unblock,
    /// A note for oneself; empty takes it away.
    Note(String),
}
