//! What servers speak: requests as values, and how to read their answers.
//!
//! An adapter sends nothing, retries nothing and stores nothing. A [`Call`]
//! is one request and the one function that may read its answer.

pub mod answer;
pub mod detect;
pub mod json;
pub mod mastodon;
pub mod oauth;

use crate::core::{
    account::{Features, ServerKind},
    actor::Actor,
    http::{Request, Response},
    id::{AccountId, LocalId, PostUri},
    outbox::Change,
    post::Seen,
    timeline::{Cursor, Feed, Item, Page},
};
pub use answer::BadAnswer;

/// For whom an answer is read: its server's own people have no host in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Viewer {
    pub account: AccountId,
    /// The host of handles on the account's server.
    pub handle_host: String,
}

/// A request, and the only function that may read its answer.
pub struct Call<T> {
    pub request: Request,
    pub read: fn(&Viewer, &Response) -> Result<T, BadAnswer>,
}

/// The server has no such thing; no button for it is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unsupported;

/// Posts of an answer, and how many more could not be read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Shown {
    pub seen: Vec<Seen>,
    pub skipped: usize,
}

/// How to reach a server's stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StreamPath {
    /// Path and query, to be put behind the server's streaming base.
    pub path: &'static str,
    /// The token goes into the WebSocket sub-protocol, never into the URL.
    pub token_as_protocol: bool,
}

/// Something that a server pushed.
#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// A new entry on top of the home timeline.
    New(Box<Item>),
    /// A post was edited.
    Edited(Box<Seen>),
    /// A post is gone.
    Deleted(LocalId),
}

/// A server family. Methods default to [`Unsupported`]: an adapter implements
/// only what its servers can do, and the screen shows only what exists.
pub trait Protocol: Sync {
    /// Who the token belongs to.
    fn verify(&self) -> Call<Actor>;

    /// One page of `feed`, newest first, continuing below `older_than`.
    fn page(&self, _feed: &Feed, _older_than: Option<&Cursor>) -> Result<Call<Page>, Unsupported> {
        Err(Unsupported)
    }

    /// One post as the account sees it now.
    fn post(&self, _local: &LocalId) -> Result<Call<Seen>, Unsupported> {
        Err(Unsupported)
    }

    /// What the server knows of the conversation around a post.
    fn conversation(&self, _local: &LocalId) -> Result<Call<Shown>, Unsupported> {
        Err(Unsupported)
    }

    /// Makes the server find a post by its uri, fetching it if need be.
    fn find(&self, _uri: &PostUri) -> Result<Call<Shown>, Unsupported> {
        Err(Unsupported)
    }

    /// Does something to a post; answers with the post as it is then.
    fn change(&self, _local: &LocalId, _change: Change) -> Result<Call<Seen>, Unsupported> {
        Err(Unsupported)
    }

    /// Where the stream of a feed is.
    fn stream(&self, _feed: &Feed) -> Result<StreamPath, Unsupported> {
        Err(Unsupported)
    }

    /// Reads one message of the stream; `None` for what is of no concern.
    fn event(&self, _viewer: &Viewer, _message: &str) -> Option<Event> {
        None
    }
}

/// The adapter for a kind of server.
pub fn protocol(kind: &ServerKind) -> &'static dyn Protocol {
    match kind {
        ServerKind::Mastodon => &mastodon::Mastodon,
    }
}

/// What an adapter can do, found out by asking it. `streams` is what the
/// server says of itself.
pub fn features(protocol: &dyn Protocol, streams: bool) -> Features {
    let local = LocalId::new("0");
    let uri = PostUri::new("https://example.invalid/0");
    Features {
        like: protocol.change(&local, Change::Like(true)).is_ok(),
        boost: protocol.change(&local, Change::Boost(true)).is_ok(),
        save: protocol.change(&local, Change::Save(true)).is_ok(),
        find: protocol.find(&uri).is_ok(),
        thread: protocol.conversation(&local).is_ok(),
        stream: streams && protocol.stream(&Feed::Home).is_ok(),
    }
}
