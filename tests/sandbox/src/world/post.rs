//! A post or a boost, as it truly is: what its author wrote, and who reacted.

use serde_json::Value;

use super::id::{PersonNo, PostNo, ServerNo};
use crate::clock::Millis;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Visibility {
    Public,
    Unlisted,
    Private,
    Direct,
}

impl Visibility {
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Private => "private",
            Self::Direct => "direct",
        }
    }

    pub fn read(word: &str) -> Option<Self> {
        [Self::Public, Self::Unlisted, Self::Private, Self::Direct]
            .into_iter()
            .find(|v| v.word() == word)
    }

    /// May a server that was not addressed fetch it?
    pub fn open(self) -> bool {
        matches!(self, Self::Public | Self::Unlisted)
    }
}

#[derive(Clone, Debug)]
pub struct Post {
    pub author: PersonNo,
    pub uri: String,
    pub at: Millis,
    pub visibility: Visibility,
    pub reply_to: Option<PostNo>,
    pub boost_of: Option<PostNo>,
    pub quote: Option<PostNo>,
    /// Who may quote it: `public` where nothing is said, `followers`, `nobody`.
    pub quotable: Option<String>,
    /// Every wording, oldest first. Empty for a boost.
    pub revisions: Vec<Revision>,
    pub poll: Option<Poll>,
    pub card: Option<Card>,
    pub application: Option<String>,
    pub likes: Vec<Like>,
    pub boosts: Vec<PostNo>,
    pub replies: Vec<PostNo>,
    pub quotes: Vec<PostNo>,
    pub deleted: bool,
    /// What servers say of it beside, or instead; and how a quote is told
    /// (`quote_state`, `quote_shape`: `shallow`, `status`, `pleroma`).
    pub raw: Value,
    /// Where it may become known by itself; everywhere when `None`.
    pub known_on: Option<Vec<ServerNo>>,
}

/// One wording of a post.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    pub at: Millis,
    pub text: String,
    pub html: String,
    pub cw: String,
    pub sensitive: bool,
    pub pictures: Vec<Picture>,
    pub mentions: Vec<PersonNo>,
    pub tags: Vec<String>,
    pub language: Option<String>,
}

/// A drawing made on the spot from its number.
#[derive(Clone, Debug)]
pub struct Picture {
    pub number: u32,
    pub width: u32,
    pub height: u32,
    pub alt: Option<String>,
    pub focus: Option<(f32, f32)>,
    /// The kind of an uploaded file; then `number` is its upload number.
    pub upload: Option<String>,
    /// What it is instead of a picture: `video`, `gifv`, `audio`, `unknown`.
    pub kind: Option<String>,
    /// Nothing is found at its addresses.
    pub broken: bool,
    /// It comes without a blurhash.
    pub plain: bool,
}

impl Picture {
    /// A picture of a size, and nothing else.
    pub fn new(number: u32, (width, height): (u32, u32)) -> Self {
        Self {
            number,
            width,
            height,
            alt: None,
            focus: None,
            upload: None,
            kind: None,
            broken: false,
            plain: false,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Poll {
    pub options: Vec<String>,
    pub votes: Vec<(PersonNo, usize)>,
    pub expires: Option<Millis>,
    pub multiple: bool,
    pub hide_totals: bool,
}

#[derive(Clone, Debug)]
pub struct Card {
    pub url: String,
    pub title: String,
    pub description: String,
    pub site: String,
    pub picture: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
pub struct Like {
    pub by: PersonNo,
    /// When the author's server hears of it.
    pub heard: Millis,
}

/// What is to be published.
#[derive(Clone, Debug)]
pub struct Draft {
    pub author: PersonNo,
    pub at: Millis,
    pub visibility: Visibility,
    pub words: Revision,
    pub reply_to: Option<PostNo>,
    pub boost_of: Option<PostNo>,
    pub quote: Option<PostNo>,
    pub quotable: Option<String>,
    pub poll: Option<Poll>,
    pub card: Option<Card>,
    pub application: Option<String>,
    pub raw: Value,
    pub known_on: Option<Vec<ServerNo>>,
    /// Instead of the world's own federation delay.
    pub delay: Option<Millis>,
}

impl Draft {
    pub fn new(author: PersonNo, at: Millis) -> Self {
        Self {
            author,
            at,
            visibility: Visibility::Public,
            words: Revision::default(),
            reply_to: None,
            boost_of: None,
            quote: None,
            quotable: None,
            poll: None,
            card: None,
            application: None,
            raw: Value::Null,
            known_on: None,
            delay: None,
        }
    }
}
