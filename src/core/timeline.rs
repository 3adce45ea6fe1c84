//! One timeline out of many: lanes of spans, merged into rows.
//!
//! A *lane* is what one account's server told of one feed: spans, newest
//! first, with a gap between two spans. [`merge()`] winds lanes into rows.

pub mod lane;
pub mod marker;
pub mod merge;
pub mod reel;
pub mod screen;
pub mod shown;
pub mod winding;

use serde::{Deserialize, Serialize};

use crate::core::{
    actor::Handle,
    id::{AccountId, LocalId, Millis, PostUri},
    post::Seen,
};
pub use lane::{Ask, Lane, Span};
pub use marker::{Marked, Marker};
pub use merge::{Booster, Merged, Row, RowKey, merge};
pub use shown::Shown;

/// Where to go on below a page. Opaque: made and read by the adapter alone.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// One thing in a lane.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The server's id of the entry (a boost has its own): names it in its lane.
    pub key: LocalId,
    /// When it came about: the boost's time for a boost.
    pub time: Millis,
    pub what: What,
}

/// What an entry holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum What {
    Post(PostUri),
    Boost {
        post: PostUri,
        by: Handle,
        name: String,
    },
    /// A filter of the account's leaves it out; it keeps its place in the lane.
    Hidden(PostUri),
    /// An item that could not be read; shown as a placeholder.
    Unreadable,
}

impl Entry {
    /// The post that the entry is, boosts or hides.
    pub fn post(&self) -> Option<&PostUri> {
        match &self.what {
            What::Post(post) | What::Boost { post, .. } | What::Hidden(post) => Some(post),
            What::Unreadable => None,
        }
    }
}

/// One item of a page: its place in the lane, and the post if readable.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    pub entry: Entry,
    pub seen: Option<Seen>,
}

/// One page of a feed, in the server's order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Page {
    pub items: Vec<Item>,
    /// Where to go on; `None`: there is nothing older.
    pub older: Option<Cursor>,
}

/// What can be read as a timeline.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Feed {
    /// The posts of those whom the account follows.
    Home,
}

/// One feed of one account: what a lane is loaded from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Source {
    pub account: AccountId,
    pub feed: Feed,
}
