//! What happens to the world, and what that changes.

use std::collections::BTreeSet;

use super::{Kept, Tick};
use crate::core::{
    id::{AccountId, Few, LocalId, Millis, PostUri},
    outbox::Intent,
    post::Seen,
    timeline::{Ask, Feed, Item, Lane, Page, Source},
};

/// Something that has happened.
#[derive(Clone, PartialEq, Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "an update lives for a moment and is never stored"
)]
pub enum Update {
    /// A page came; it was asked for at `asked`.
    Page {
        source: Source,
        ask: Ask,
        page: Page,
        asked: Tick,
        hold: bool,
    },
    /// A post was pushed to us.
    Streamed {
        source: Source,
        item: Item,
        hold: bool,
    },
    /// Posts came by another way: a conversation, a search, an edit.
    Shown { seen: Vec<Seen>, asked: Tick },
    /// A changed post was pushed to us.
    Pushed { seen: Box<Seen> },
    /// The account's server says that a post is gone.
    Deleted { account: AccountId, local: LocalId },
    /// The user wishes something.
    Wished(Intent),
    /// The server did it. `answered` is when its answer came.
    Confirmed {
        number: u64,
        seen: Option<Box<Seen>>,
        answered: Tick,
    },
    /// The server did not, or it cannot be known: the wish is forgotten.
    Refused { number: u64 },
    /// The reader asked for what waits above.
    Released(Feed),
    /// Entries of this source above `time` wait until asked for.
    Held { source: Source, newer_than: Millis },
    /// The account was signed out of and removed.
    Left(AccountId),
    /// A lane as it was at the last visit.
    Restored { source: Source, lane: Box<Lane> },
    /// Posts as they were when they were last kept.
    Recalled(Vec<Kept>),
    /// Posts that are kept, and that nobody looks at: they leave memory.
    Unloaded(Vec<PostUri>),
}

/// What an update changed: what to draw again, and what to save.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Touched {
    pub posts: BTreeSet<PostUri>,
    /// Lanes that are others now, or gone.
    pub lanes: Few<Source, ()>,
    pub rows: bool,
    /// Posts of which more is kept than is known here: to be recalled before
    /// they are kept again.
    pub partial: BTreeSet<PostUri>,
}

/// The tick that an update carries.
pub(super) fn tick_of(update: &Update) -> Tick {
    match update {
        Update::Page { asked, .. } | Update::Shown { asked, .. } => *asked,
        Update::Wished(intent) => intent.number,
        Update::Confirmed { answered, .. } => *answered,
        _ => 0,
    }
}
