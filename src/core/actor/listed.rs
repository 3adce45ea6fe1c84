//! What an account has put on a list of its own.

use crate::core::timeline::Cursor;

/// Which list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Listed {
    /// Posts that were bookmarked.
    #[default]
    Saved,
    Liked,
    Muted,
    Blocked,
    /// Servers that are hidden from the account.
    Hidden,
}

impl Listed {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Saved,
        Self::Liked,
        Self::Muted,
        Self::Blocked,
        Self::Hidden,
    ];

    /// Whether it is a list of posts.
    pub fn is_of_posts(self) -> bool {
        matches!(self, Self::Saved | Self::Liked)
    }
}

/// A page of hidden servers.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Hosts {
    pub hosts: Vec<String>,
    pub older: Option<Cursor>,
}
