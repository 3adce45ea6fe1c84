//! The user's accounts, and the servers that they are on.

use serde::{Deserialize, Serialize};

use crate::core::{
    actor::Actor,
    http::Origin,
    id::{AccountId, Millis},
};

/// One of the user's accounts. Holds no secret.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    /// Where its API answers.
    pub server: Server,
    /// The person as the server describes them.
    pub actor: Actor,
    /// Its colour: the hue of its strand, in degrees.
    pub hue: u16,
    pub state: SignedIn,
    /// Whether its posts are shown in the home timeline.
    pub shown: bool,
    pub added: Millis,
}

/// Whether the account's token is any good.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SignedIn {
    Yes,
    /// The server refused the token: all is kept, the user must sign in again.
    Again,
}

/// What is known of a server.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Server {
    pub origin: Origin,
    pub kind: ServerKind,
    /// Its software by its own word, for people to read: `mastodon 4.5.0`.
    pub software: String,
    pub title: String,
    /// Where it streams, if it says so: `wss://host`.
    pub streaming: Option<String>,
    /// The host that stands in handles, where it is not the origin's.
    pub handle_host: String,
    /// What the server can do; decides which buttons there are.
    pub features: Features,
}

/// Which API a server speaks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ServerKind {
    /// The Mastodon client API, by whatever software.
    Mastodon,
}

/// What a server can do for an account, computed by asking its adapter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Features {
    pub like: bool,
    pub boost: bool,
    pub save: bool,
    pub find: bool,
    pub thread: bool,
    pub stream: bool,
    #[serde(default = "yes")]
    pub vote: bool,
    #[serde(default = "yes")]
    pub pin: bool,
    /// Tells what a post said before it was edited.
    #[serde(default = "yes")]
    pub history: bool,
    /// Translates posts. The server says so of itself.
    pub translate: bool,
    /// It keeps for all clients how far the home timeline was read. Accounts of
    /// before this was asked may try: a server that has no such thing says so.
    #[serde(default = "yes")]
    pub markers: bool,
}

fn yes() -> bool {
    true
}

/// An access token. Neither `Debug` nor `Display`: it reaches the network and
/// the encrypted store, and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Wraps a token as the server gave it.
    pub fn new(token: String) -> Self {
        Self(token)
    }

    /// The secret itself, for the one place that sends or seals it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Hues in the order in which accounts get them: far apart, and none of them
/// that of a like or a boost.
const HUES: [u16; 10] = [262, 45, 165, 320, 90, 205, 290, 65, 185, 345];

/// The hue for one more account: the first that nobody has.
pub fn next_hue(accounts: &[Account]) -> u16 {
    let taken = |hue: &&u16| !accounts.iter().any(|account| account.hue == **hue);
    let spare = (accounts.len() as u16).wrapping_mul(137) % 360;
    HUES.iter().find(taken).copied().unwrap_or(spare)
}
