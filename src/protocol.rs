//! What servers speak: requests as values, and how to read their answers.
//!
//! An adapter sends nothing, retries nothing and stores nothing. A [`Call`]
//! is one request and the one function that may read its answer.

pub mod answer;
mod beside;
pub mod detect;
mod gates;
pub mod json;
mod letters;
mod long;
pub mod mastodon;
pub mod oauth;
mod own;
pub mod webfinger;

use crate::core::{
    account::{Features, ServerKind},
    actor::{Actor, Circle, Handle, Part, People, Profile, Relation, Tie},
    http::{Parcel, Request, Response},
    id::{AccountId, LocalId, PostUri},
    notification::Tidings,
    outbox::Change,
    post::{Choices, Seen, Translation, Version},
    timeline::{Cursor, Feed, Item, Marked, Marker, Page},
};
pub use answer::BadAnswer;
pub use beside::Beside;
pub use gates::Gates;
pub use letters::Letters;
pub use long::LongList;
pub use own::Profiles;

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

/// Files on their way to a server, and the only function that may read its answer.
pub struct Carried<T> {
    pub parcel: Parcel,
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
    /// The server is fetching more: to be asked again after so many seconds.
    pub again: Option<u32>,
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
    /// There is something new among the notifications.
    Told,
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

    /// Votes in a poll, by the name that the server has for the poll.
    fn vote(&self, _poll: &LocalId, _choices: Choices) -> Result<Call<()>, Unsupported> {
        Err(Unsupported)
    }

    /// What a post has said, newest first.
    fn history(&self, _local: &LocalId) -> Result<Call<Vec<Version>>, Unsupported> {
        Err(Unsupported)
    }

    /// A post in another language (BCP 47).
    fn translate(&self, _local: &LocalId, _to: &str) -> Result<Call<Translation>, Unsupported> {
        Err(Unsupported)
    }

    /// How far something was read, by whatever client; `None`: nobody has said.
    fn marker(&self, _of: Marked) -> Result<Call<Option<Marker>>, Unsupported> {
        Err(Unsupported)
    }

    /// Tells how far it was read; answers with what the server holds then,
    /// if it says so.
    fn mark(&self, _of: Marked, _read: &LocalId) -> Result<Call<Option<Marker>>, Unsupported> {
        Err(Unsupported)
    }

    /// A page of notifications, in `groups` if the server makes them.
    fn notifications(
        &self,
        _groups: bool,
        _older_than: Option<&Cursor>,
    ) -> Result<Call<Tidings>, Unsupported> {
        Err(Unsupported)
    }

    /// Somebody whom the server knows. `is_own`: it is their own server.
    fn look_up(&self, _handle: &Handle, _is_own: bool) -> Result<Call<Profile>, Unsupported> {
        Err(Unsupported)
    }

    /// People by words or handle; with `resolve` the server fetches whom it does
    /// not know.
    fn search_people(&self, _words: &str, _resolve: bool) -> Result<Call<People>, Unsupported> {
        Err(Unsupported)
    }

    /// A page of somebody's posts and boosts, newest first.
    fn posts_by(
        &self,
        _person: &LocalId,
        _part: Part,
        _older_than: Option<&Cursor>,
    ) -> Result<Call<Page>, Unsupported> {
        Err(Unsupported)
    }

    /// What somebody has pinned to their profile.
    fn pinned_by(&self, _person: &LocalId) -> Result<Call<Page>, Unsupported> {
        Err(Unsupported)
    }

    /// A page of the people around somebody.
    fn circle(
        &self,
        _person: &LocalId,
        _of: Circle,
        _older_than: Option<&Cursor>,
    ) -> Result<Call<People>, Unsupported> {
        Err(Unsupported)
    }

    /// How the account stands to these people.
    fn relations(&self, _people: &[LocalId]) -> Result<Call<Vec<Relation>>, Unsupported> {
        Err(Unsupported)
    }

    /// Does something about somebody; answers with how it stands then.
    fn tie(&self, _person: &LocalId, _tie: &Tie) -> Result<Call<Relation>, Unsupported> {
        Err(Unsupported)
    }

    /// Lets somebody follow who asked to, or not; by the server's name for them.
    fn answer_request(&self, _person: &LocalId, _yes: bool) -> Result<Call<()>, Unsupported> {
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

/// What changes who is let through to notifications. Each of these is apart from the
/// others, so that nobody loads what they do not use.
pub fn gates(kind: &ServerKind) -> &'static dyn Gates {
    match kind {
        ServerKind::Mastodon => &mastodon::Mastodon,
    }
}

/// What is asked and done beside a profile.
pub fn beside(kind: &ServerKind) -> &'static dyn Beside {
    match kind {
        ServerKind::Mastodon => &mastodon::Mastodon,
    }
}

/// What changes one's own profile.
pub fn profiles(kind: &ServerKind) -> &'static dyn Profiles {
    match kind {
        ServerKind::Mastodon => &mastodon::Mastodon,
    }
}

/// What writes, changes and deletes posts.
pub fn letters(kind: &ServerKind) -> &'static dyn Letters {
    match kind {
        ServerKind::Mastodon => &mastodon::Mastodon,
    }
}

/// What an adapter can do, found out by asking it. `said` is what the server
/// says of itself: whether it streams, and translates.
pub fn features(protocol: &dyn Protocol, said: Features) -> Features {
    let local = LocalId::new("0");
    let uri = PostUri::new("https://example.invalid/0");
    Features {
        like: protocol.change(&local, Change::Like(true)).is_ok(),
        boost: protocol.change(&local, Change::Boost(true)).is_ok(),
        save: protocol.change(&local, Change::Save(true)).is_ok(),
        find: protocol.find(&uri).is_ok(),
        thread: protocol.conversation(&local).is_ok(),
        stream: said.stream && protocol.stream(&Feed::Home).is_ok(),
        vote: protocol.vote(&local, Choices::default()).is_ok(),
        pin: protocol.change(&local, Change::Pin(true)).is_ok(),
        history: protocol.history(&local).is_ok(),
        translate: said.translate && protocol.translate(&local, "en").is_ok(),
        markers: protocol.marker(Marked::Home).is_ok()
            && protocol.mark(Marked::Home, &local).is_ok(),
    }
}
