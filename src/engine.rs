//! What the program does: use cases over the verbs that a platform lends.
//!
//! No `web_sys` and no signals here: everything runs natively on
//! [`fake`](self::fake) as it does in the browser.

pub mod acting;
pub mod completing;
pub mod drafts;
#[cfg(not(target_arch = "wasm32"))]
pub mod fake;
pub mod files;
pub mod heard;
pub mod keeping;
pub mod live;
pub mod marking;
pub mod notifying;
pub mod people;
pub mod reading;
pub mod sending;
pub mod session;

use crate::{
    core::{
        account::{Account, ServerKind, Token},
        http::{Method, NoAnswer, Origin, Parcel, Request, Response, Wait},
        id::{AccountId, Millis},
        timeline::Feed,
    },
    protocol::{
        self, BadAnswer, Beside, Call, Carried, Gates, Letters, Profiles, Protocol, Unsupported,
        Viewer, protocol,
    },
};

/// Where things are kept. What lies on a secret shelf is encrypted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Shelf {
    /// The user's accounts, without their tokens.
    Accounts,
    /// Access tokens, by account. Secret.
    Tokens,
    /// This browser's registrations, by server. Secret.
    Registrations,
    /// Sign-ins that have begun, by `state`. Secret.
    Attempts,
    /// Posts as they were last seen, by uri. A copy: what is lost is read anew.
    Posts,
    /// Lanes, by source. A copy, too.
    Lanes,
    /// Where the reader is.
    Places,
    /// The address of each account's first request, for `public/boot.js`.
    Starts,
    /// Letters that are being written.
    Drafts,
    /// Letters on their way.
    Outbox,
    /// How much each account's server takes. A copy.
    Limits,
    /// Files that belong to letters.
    Files,
    /// The servers' custom emoji, which are copies, and which were used last.
    Emoji,
}

impl Shelf {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Accounts,
        Self::Tokens,
        Self::Registrations,
        Self::Attempts,
        Self::Posts,
        Self::Lanes,
        Self::Places,
        Self::Starts,
        Self::Drafts,
        Self::Outbox,
        Self::Limits,
        Self::Files,
        Self::Emoji,
    ];

    /// The shelf's name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Tokens => "tokens",
            Self::Registrations => "registrations",
            Self::Attempts => "attempts",
            Self::Posts => "posts",
            Self::Lanes => "lanes",
            Self::Places => "places",
            Self::Starts => "starts",
            Self::Drafts => "drafts",
            Self::Outbox => "outbox",
            Self::Limits => "limits",
            Self::Files => "files",
            Self::Emoji => "emoji",
        }
    }

    /// Whether what lies here can be asked for again.
    pub fn is_copy(self) -> bool {
        matches!(self, Self::Posts | Self::Lanes | Self::Starts)
    }

    /// Whether what lies here is encrypted.
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Tokens | Self::Registrations | Self::Attempts)
    }
}

/// A key and its bytes; without bytes it goes.
pub type Pair = (String, Option<Vec<u8>>);

/// The thing could not be kept: no database, or no room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotKept;

/// What the browser lends: to send, to keep, to wait, to roll dice.
// Nothing here ever leaves its thread.
#[allow(async_fn_in_trait)]
pub trait Platform {
    /// Sends a request to a server. With a token, redirects are not followed.
    async fn send(
        &self,
        to: &Origin,
        token: Option<&Token>,
        request: &Request,
    ) -> Result<Response, NoAnswer>;
    /// Sends files to a server, and tells whoever listens how far they have come.
    async fn carry(
        &self,
        to: &Origin,
        token: Option<&Token>,
        parcel: &Parcel,
    ) -> Result<Response, NoAnswer>;
    /// SHA-256.
    async fn digest(&self, bytes: &[u8]) -> Option<[u8; 32]>;
    /// 256 bits that nobody can guess.
    fn random(&self) -> [u8; 32];
    fn now(&self) -> Millis;
    async fn sleep(&self, time: Millis);
    async fn save(&self, shelf: Shelf, key: &str, value: &str) -> Result<(), NotKept>;
    async fn load(&self, shelf: Shelf, key: &str) -> Option<String>;
    /// Loads and removes in one step: of two that take, one gets it.
    async fn take(&self, shelf: Shelf, key: &str) -> Option<String>;
    /// Keeps a new value for a key that is there; of one that is not, nothing.
    async fn replace(&self, shelf: Shelf, key: &str, value: &str) -> Result<(), NotKept>;
    /// All values of a shelf that is not secret; `None` if it cannot be read.
    async fn all(&self, shelf: Shelf) -> Option<Vec<String>>;
    /// All keys of a shelf.
    async fn keys(&self, shelf: Shelf) -> Vec<String>;
    /// Keeps bytes, all or none of them.
    async fn put(&self, records: &[(Shelf, Vec<Pair>)]) -> Result<(), NotKept>;
    /// The bytes of each of these keys.
    async fn get(&self, shelf: Shelf, keys: &[String]) -> Vec<Option<Vec<u8>>>;
    /// Whether what is kept outlives the page.
    fn lasts(&self) -> bool;
}

/// Why something did not come about. Each variant is another reaction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// There was no HTTP answer.
    NoAnswer(NoAnswer),
    /// The token is dead: sign in again.
    SignedOut,
    /// The server asks to wait.
    SlowDown(Wait),
    /// The post is not, or no longer, on the account's server.
    Gone,
    /// The token is not for this: it must be asked for again, with more in it.
    OutOfScope,
    /// Any other refusal, with the server's own words if it had any.
    Refused { status: u16, message: String },
    /// HTTP success, but not what was expected. `at` names what was expected.
    Garbled { at: &'static str, why: String },
    /// The server gives the same page again and again.
    Repeats,
    /// The server does not do such things.
    Unsupported,
    /// The server still works a file up.
    Working,
    /// The time that it was meant for has gone by.
    TooLate,
    /// It is not to be done any longer.
    Withdrawn,
    /// The server could not work this file up.
    Unworked(String),
    /// The account's server cannot find the post.
    NotFound,
    /// This browser lends no safe place or no cryptography.
    NoBrowser,
    /// This browser has no room to note that it was done: so it was not done.
    NotKept,
    /// The part of the app that does it could not be loaded.
    NotLoaded,
}

impl From<Unsupported> for Failure {
    fn from(_: Unsupported) -> Self {
        Self::Unsupported
    }
}

impl From<BadAnswer> for Failure {
    fn from(bad: BadAnswer) -> Self {
        match bad {
            BadAnswer::SignedOut => Self::SignedOut,
            BadAnswer::SlowDown(wait) => Self::SlowDown(wait),
            BadAnswer::Gone => Self::Gone,
            BadAnswer::OutOfScope => Self::OutOfScope,
            BadAnswer::Refused { status, message } => Self::Refused { status, message },
            BadAnswer::Garbled { at, why } => Self::Garbled { at, why },
        }
    }
}

/// One account's line to its server: the token can go nowhere else.
#[derive(Clone)]
pub struct Client {
    origin: Origin,
    token: Token,
    viewer: Viewer,
    kind: ServerKind,
}

impl Client {
    /// The line of an account, with its token.
    pub fn new(account: &Account, token: Token) -> Self {
        Self {
            origin: account.server.origin.clone(),
            token,
            viewer: Viewer {
                account: account.id.clone(),
                handle_host: account.server.handle_host.clone(),
            },
            kind: account.server.kind.clone(),
        }
    }

    /// Whose line it is.
    pub fn account(&self) -> &AccountId {
        &self.viewer.account
    }

    /// The address of the first page of the home timeline: it never changes.
    pub fn first_page(&self) -> Option<String> {
        let call = self.protocol().page(&Feed::Home, None).ok()?;
        Some(format!("{}{}", self.origin.as_str(), call.request.target()))
    }

    /// What the server speaks.
    pub fn protocol(&self) -> &'static dyn Protocol {
        protocol(&self.kind)
    }

    /// What the server speaks of posts that are written.
    pub fn letters(&self) -> &'static dyn Letters {
        protocol::letters(&self.kind)
    }

    /// What it speaks beside a profile.
    pub fn beside(&self) -> &'static dyn Beside {
        protocol::beside(&self.kind)
    }

    /// What it speaks of who is let through.
    pub fn gates(&self) -> &'static dyn Gates {
        protocol::gates(&self.kind)
    }

    /// What it speaks of one's own profile.
    pub fn profiles(&self) -> &'static dyn Profiles {
        protocol::profiles(&self.kind)
    }

    /// For whom answers are read.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// The secret, for the stream that wants it in its handshake.
    pub fn token(&self) -> &Token {
        &self.token
    }
}

/// The longest pauses before a GET that met a 5xx is tried again.
const PAUSES: [Millis; 3] = [Millis(500), Millis(2_000), Millis(8_000)];

/// Sends a call and reads its answer. A GET that meets a server's fault (500,
/// 502, 503, 504) is tried again three times; everything else once.
pub async fn run<T>(
    platform: &impl Platform,
    client: &Client,
    call: Call<T>,
) -> Result<T, Failure> {
    let mut pauses = PAUSES.iter();
    loop {
        let token = Some(&client.token);
        let answer = platform.send(&client.origin, token, &call.request).await;
        let response = answer.map_err(Failure::NoAnswer)?;
        let again = call.request.method == Method::Get && is_passing(&response);
        match pauses.next().filter(|_| again) {
            Some(pause) => platform.sleep(jittered(*pause, platform)).await,
            None => {
                let read = (call.read)(&client.viewer, &response);
                return read.map_err(|bad| discreet(bad.into(), &client.token));
            }
        }
    }
}

/// Sends files and reads the answer. Once: they may be large.
///
/// # Errors
/// Why the server does not have them.
pub async fn carry<T>(
    platform: &impl Platform,
    client: &Client,
    carried: Carried<T>,
) -> Result<T, Failure> {
    let token = Some(&client.token);
    let answer = platform
        .carry(&client.origin, token, &carried.parcel)
        .await
        .map_err(Failure::NoAnswer)?;
    let read = (carried.read)(&client.viewer, &answer);
    read.map_err(|bad| discreet(bad.into(), &client.token))
}

/// A server may tell the token back when it refuses it: such words are shown to
/// nobody.
fn discreet(why: Failure, token: &Token) -> Failure {
    let quoted = format!("{:?}", token.reveal());
    let tells = |words: &str| {
        let escaped = quoted.trim_matches('"');
        words.contains(token.reveal()) || words.contains(escaped)
    };
    match why {
        Failure::Refused { status, message } if tells(&message) => Failure::Refused {
            status,
            message: String::new(),
        },
        Failure::Garbled { at, why } if tells(&why) => Failure::Garbled {
            at,
            why: String::new(),
        },
        why => why,
    }
}

fn is_passing(response: &Response) -> bool {
    matches!(response.status, 500 | 502 | 503 | 504) && response.retry_after.is_none()
}

/// Anything up to `pause`, so that many clients do not come at once.
fn jittered(pause: Millis, platform: &impl Platform) -> Millis {
    let [dice, ..] = platform.random();
    Millis(pause.0 * (i64::from(dice) + 1) / 256)
}

/// Sends a call that needs no account.
pub async fn ask<T>(
    platform: &impl Platform,
    to: &Origin,
    viewer: &Viewer,
    call: Call<T>,
) -> Result<T, Failure> {
    let answer = platform.send(to, None, &call.request).await;
    let response = answer.map_err(Failure::NoAnswer)?;
    Ok((call.read)(viewer, &response)?)
}
