//! A post: the facts that hold everywhere, and each account's sighting of it.

mod card;
pub mod picture;
mod poll;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::core::{
    actor::Actor,
    id::{AccountId, LocalId, Millis, PostUri},
    rich_text::{Inline, RichText},
    safe_url::SafeUrl,
};
pub use card::{Card, CardAuthor};
pub use poll::{Ballot, Choices, Poll};

/// What is true of a post wherever it is seen.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Post {
    pub uri: PostUri,
    /// Its page on the web, for people to open.
    pub web: Option<SafeUrl>,
    pub author: Arc<Actor>,
    pub published: Millis,
    pub edited: Option<Millis>,
    /// The content warning, or a title where servers put one there.
    pub warning: Vec<Inline>,
    /// The author asks to hide the media until wished for.
    pub sensitive: bool,
    pub text: RichText,
    /// BCP 47, as the author's server gives it.
    pub language: Option<String>,
    pub media: Vec<Media>,
    pub poll: Option<Poll>,
    pub card: Option<Card>,
    pub quote: Option<Quote>,
    /// That it answers somebody, as far as known.
    pub reply: Option<ReplyTo>,
    pub audience: Audience,
}

/// Whom a post answers. The parent itself is found through a [`Sighting`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReplyTo {
    /// The handle of the one who is answered, if the server says so.
    pub handle: Option<String>,
}

/// Who may see a post.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Audience {
    Public,
    /// Public, but kept out of public timelines.
    Unlisted,
    Followers,
    /// The people that it mentions.
    Direct,
    /// A word of the server's that we do not know; treated as the narrowest.
    Unknown(String),
}

impl Audience {
    /// Whether anybody may boost such a post.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Public | Self::Unlisted)
    }

    /// How many may see it, by rank: what is not known counts as few.
    pub fn width(&self) -> u8 {
        match self {
            Self::Unknown(_) => 0,
            Self::Direct => 1,
            Self::Followers => 2,
            Self::Unlisted => 3,
            Self::Public => 4,
        }
    }
}

/// A picture, a film, a sound.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Media {
    pub kind: MediaKind,
    /// The full thing; `None` while the server works on it.
    pub url: Option<SafeUrl>,
    pub preview: Option<SafeUrl>,
    /// The author's description; `None` is "no description", shown as that.
    pub alt: Option<String>,
    /// Width and height in pixels.
    pub size: Option<(u32, u32)>,
    /// The point to keep in view when cropped: x and y from −1 to 1.
    pub focus: Option<(f32, f32)>,
    /// What stands for it until it comes; see [`crate::core::post::picture::blurhash`].
    pub blurhash: Option<String>,
    /// How long a film or a sound takes.
    pub seconds: Option<u32>,
}

/// What a medium is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum MediaKind {
    Image,
    /// A short film without sound that loops.
    Gifv,
    Video,
    Audio,
    Unknown(String),
}

/// A quoted post.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Quote {
    /// To be shown: its uri; the post itself is among the page's posts.
    Shown(PostUri),
    /// Not to be shown unasked, with the server's word for why; and its uri,
    /// where the server gives the post all the same.
    Hidden(String, Option<PostUri>),
}

/// One account's view of a post: what its server calls it, what the account
/// did, what that server counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sighting {
    pub account: AccountId,
    pub local: LocalId,
    pub mine: Mine,
    pub counts: Counts,
    /// The parent's local id on the same server.
    pub parent: Option<LocalId>,
    /// The local id of the quoted post, where the answer names it only.
    pub quoted: Option<LocalId>,
    /// The poll as this server counts it.
    pub ballot: Option<Box<Ballot>>,
    /// Those of the account's filters that the post meets.
    pub filtered: Vec<Filtered>,
}

/// A filter of the user's, kept on a server, that a post meets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Filtered {
    pub title: String,
    /// Not even a note that something was filtered is wished for.
    pub hides: bool,
    /// Meant for timelines.
    pub timelines: bool,
    /// Meant for conversations.
    pub talks: bool,
}

/// What the account did with a post. `None`: the server did not say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Mine {
    pub liked: Option<bool>,
    pub boosted: Option<bool>,
    pub saved: Option<bool>,
    /// Put on top of the account's own profile.
    pub pinned: Option<bool>,
    /// Voted in its poll, or is its author and may not.
    pub voted: Option<bool>,
    /// What it voted for.
    pub choices: Choices,
}

/// What one server counts. `None`: it did not say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Counts {
    pub replies: Option<u32>,
    pub boosts: Option<u32>,
    pub likes: Option<u32>,
}

impl Counts {
    /// Each count of these; where one is unknown, that of `former`.
    pub fn or(self, former: Self) -> Self {
        Self {
            replies: self.replies.or(former.replies),
            boosts: self.boosts.or(former.boosts),
            likes: self.likes.or(former.likes),
        }
    }

    /// The largest known of each: every server knows a part only.
    pub fn max(self, other: Self) -> Self {
        // `None < Some(_)`, so an unknown never hides a known.
        Self {
            replies: self.replies.max(other.replies),
            boosts: self.boosts.max(other.boosts),
            likes: self.likes.max(other.likes),
        }
    }
}

/// What a post said at some time.
#[derive(Clone, PartialEq, Debug)]
pub struct Version {
    /// From when on.
    pub at: Millis,
    pub warning: Vec<Inline>,
    pub sensitive: bool,
    pub text: RichText,
    pub media: Vec<Media>,
    /// What its poll asked.
    pub options: Vec<Vec<Inline>>,
}

/// A post in another language, as a server has it translated.
#[derive(Clone, PartialEq, Debug)]
pub struct Translation {
    pub warning: Vec<Inline>,
    pub text: RichText,
    pub options: Vec<Vec<Inline>>,
    /// From which language (BCP 47), as far as known.
    pub from: Option<String>,
    /// Who translated.
    pub provider: String,
}

/// A post as one answer of one server shows it: facts and sighting together.
#[derive(Clone, PartialEq, Debug)]
pub struct Seen {
    pub post: Post,
    pub sighting: Sighting,
    /// The quoted post, when the answer carries it whole.
    pub quoted: Option<Box<Seen>>,
}

impl Seen {
    /// Whether a stranger may be believed that this was written by whom it names:
    /// the author lives where the post does, and is called so. What it quotes of
    /// which that is not true goes.
    pub fn plausible(mut self) -> Option<Self> {
        let host = self.post.uri.host()?;
        let author = &self.post.author;
        let lives = author.uri.host().is_none_or(|it| are_kin(it, host));
        if !lives || !are_kin(&author.handle.host, host) {
            return None;
        }
        self.quoted = self.quoted.and_then(|it| it.plausible()).map(Box::new);
        Some(self)
    }
}

/// Whether one host is the other, or below it: handles may lack the sub-domain
/// that their server is at.
pub fn are_kin(a: &str, b: &str) -> bool {
    let below = |one: &str, other: &str| {
        let rest = one.strip_suffix(other);
        rest.is_some_and(|rest| rest.ends_with('.')) && other.contains('.')
    };
    a == b || below(a, b) || below(b, a)
}
