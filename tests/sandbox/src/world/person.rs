//! Someone who lives on one of the servers, and the desk of those who can sign in.

use std::collections::{BTreeMap, BTreeSet};

use super::gate::Gate;
use super::id::{Key, PersonNo, PostNo, ServerNo};
use crate::clock::Millis;

#[derive(Clone, Debug)]
pub struct Person {
    pub server: ServerNo,
    pub name: String,
    pub display: String,
    pub note: String,
    pub fields: Vec<(String, String)>,
    pub bot: bool,
    pub locked: bool,
    pub created: Millis,
    /// The number their pictures are drawn from.
    pub face: u32,
    pub follows: BTreeSet<PersonNo>,
    pub followers: BTreeSet<PersonNo>,
    /// Their id on every server, by server.
    pub keys: Vec<Key>,
    pub pins: Vec<PostNo>,
    /// Where they have moved to.
    pub moved: Option<PersonNo>,
    pub settings: Settings,
}

/// What a person has chosen of their profile.
#[derive(Clone, Debug)]
pub struct Settings {
    pub discoverable: bool,
    pub indexable: bool,
    pub hide_collections: bool,
    pub privacy: String,
    pub sensitive: bool,
    pub language: Option<String>,
    /// The numbers of the uploads, and what they show: of the face, of the header.
    pub pictures: [Option<u64>; 2],
    pub texts: [String; 2],
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            discoverable: true,
            indexable: true,
            hide_collections: false,
            privacy: "public".to_owned(),
            sensitive: false,
            language: None,
            pictures: [None; 2],
            texts: Default::default(),
        }
    }
}

/// Posts by a server's sort key.
pub type Index = BTreeMap<Key, PostNo>;

/// Everything a person who signs in has on their own server.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    pub home: Index,
    pub notices: BTreeMap<Key, Notice>,
    pub gate: Gate,
    pub bookmarks: Index,
    pub favourites: Index,
    pub muted: BTreeSet<PersonNo>,
    pub blocked: BTreeSet<PersonNo>,
    /// Servers of which this person wants to see nothing.
    pub hidden: BTreeSet<ServerNo>,
    /// What this person has noted on others.
    pub notes: BTreeMap<PersonNo, String>,
    /// In which languages the posts of others are wanted.
    pub languages: BTreeMap<PersonNo, Vec<String>>,
    pub hushed: BTreeSet<PostNo>,
    pub lists: BTreeMap<u64, List>,
    pub filters: BTreeMap<u64, Filter>,
    pub markers: BTreeMap<String, Marker>,
    /// Idempotency keys already used.
    pub sent: BTreeMap<String, PostNo>,
    /// What is kept to be posted later.
    pub kept: BTreeMap<u64, Kept>,
}

/// A post whose time has not come.
#[derive(Clone, Debug)]
pub struct Kept {
    pub at: Millis,
    pub draft: super::post::Draft,
    /// What the request said, as the server shows it.
    pub params: serde_json::Value,
    /// The idempotency key it came with.
    pub key: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoticeKind {
    Mention,
    Like,
    Boost,
    Follow,
    Poll,
    Edit,
    Quote,
}

#[derive(Clone, Copy, Debug)]
pub struct Notice {
    pub kind: NoticeKind,
    pub from: PersonNo,
    pub post: Option<PostNo>,
    pub at: Millis,
}

#[derive(Clone, Debug)]
pub struct List {
    pub title: String,
    pub replies_policy: String,
    pub exclusive: bool,
    pub members: BTreeSet<PersonNo>,
}

#[derive(Clone, Debug)]
pub struct Filter {
    pub title: String,
    pub context: Vec<String>,
    pub action: String,
    pub expires: Option<Millis>,
    pub keywords: Vec<Keyword>,
}

#[derive(Clone, Debug)]
pub struct Keyword {
    pub id: u64,
    pub word: String,
    pub whole: bool,
}

#[derive(Clone, Debug)]
pub struct Marker {
    pub last_read: String,
    pub version: u32,
    pub at: Millis,
}
