//! Words around the accounts' own lists.

use crate::core::actor::Listed;

pub const LISTS: &str = "Saved and blocked";
pub const WHICH_LIST: &str = "Which list";
pub const NO_LIST_POSTS: &str = "Nothing here yet.";
pub const NOBODY_LISTED: &str = "Nobody.";
pub const NONE_LISTED: &str = "None.";
pub const NO_SUCH_LIST: &str = "This server keeps no such list.";
pub const UNDONE: &str = "Taken off the list";
pub const ALL_LISTED: &str = "That is all.";

/// The name of a list.
pub fn listed(which: Listed) -> &'static str {
    match which {
        Listed::Saved => "Bookmarks",
        Listed::Liked => "Likes",
        Listed::Muted => "Muted",
        Listed::Blocked => "Blocked",
        Listed::Hidden => "Hidden servers",
    }
}

/// What is done about somebody on a list, or, once it was done, to take that back.
pub fn turn(which: Listed, undone: bool) -> &'static str {
    match (which, undone) {
        (Listed::Blocked, false) => "Unblock",
        (Listed::Blocked, true) => "Block again",
        (Listed::Hidden, false) => "Show again",
        (Listed::Hidden, true) => "Hide again",
        (_, false) => "Unmute",
        (_, true) => "Mute again",
    }
}
