//! When to stream, when to ask, when to wait: one account's line to its
//! server over time. The caller brings the clock.

use super::{Client, Failure};
use crate::{
    core::{
        account::Server,
        http::{Origin, Wait},
        id::Millis,
        timeline::{Feed, Source},
        world::Update,
    },
    protocol::Event,
};

/// A stream that says nothing for so long may be dead without anybody having
/// closed it: ask, and see.
const SILENCE: Millis = Millis(90_000);
/// How often to ask where there is no stream.
const POLL: Millis = Millis(60_000);
/// How long it takes at most until a stream is opened again, at first and in the
/// end: with some luck it is LEAST, so that not all clients come at once.
const PAUSE: Millis = Millis(30_000);
const LONGEST: Millis = Millis(300_000);
/// The shortest time between two attempts, however often the network comes and goes.
const LEAST: Millis = Millis(5_000);
/// How long a server is left alone that refuses and does not say for how long:
/// at first, and at most.
const UNTOLD: Millis = Millis(60_000);
const LONGEST_UNTOLD: Millis = Millis(900_000);
/// How long one is left alone at first that cannot be reached; at most as long
/// as a stream.
const UNREACHED: Millis = Millis(30_000);
/// A pause between two looks that is longer than this means that the device slept.
const SLEPT: Millis = Millis(150_000);
/// Servers end the waits of many clients at one moment (Mastodon's limits begin
/// anew every five minutes): each comes up to so much later.
const LATER: Millis = Millis(5_000);

/// Where a stream is: the socket's URL and its sub-protocol, which holds the
/// token. `None`: the server has no stream, or none that keeps the token out
/// of the URL.
pub fn stream_address(client: &Client, server: &Server) -> Option<(String, String)> {
    let base = server.streaming.as_deref()?.trim_end_matches('/');
    if !is_own(&server.origin, base) {
        return None;
    }
    let path = client
        .protocol()
        .stream(&Feed::Home)
        .ok()
        .filter(|path| path.token_as_protocol)?;
    // RFC 6455 §4.1: a sub-protocol is an HTTP token; others throw.
    let token = client.token().reveal();
    let fit = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    token
        .bytes()
        .all(fit)
        .then(|| (format!("{base}{}", path.path), token.to_owned()))
}

/// Whether a server's stream is its own: at its host, at a sub-domain of it,
/// or at one beside it (`streaming.a.example` for `social.a.example`). The
/// token goes nowhere else, whatever the server says. That `a.co.uk` is beside
/// `b.co.uk`, too, gives nothing away: who says so holds the token already.
fn is_own(origin: &Origin, stream: &str) -> bool {
    let Some((scheme, rest)) = stream.split_once("://") else {
        return false;
    };
    let web = if scheme == "wss" { "https" } else { "http" };
    let Some(other) = Origin::of(&format!("{web}://{rest}")) else {
        return false;
    };
    let (own, other) = (origin.host(), other.host());
    let below = |host: &str, parent: &str| {
        let rest = host.strip_suffix(parent);
        rest.is_some_and(|rest| rest.ends_with('.'))
    };
    let beside = || {
        let parent = own.split_once('.').map(|(_, parent)| parent);
        parent.is_some_and(|it| it.contains('.') && below(other, it))
    };
    let safe = scheme == "wss" || origin.as_str().starts_with("http://");
    safe && (own == other || below(other, own) || beside())
}

/// What a message of the stream means.
#[allow(
    clippy::large_enum_variant,
    reason = "it lives for a moment and is never stored"
)]
#[derive(Clone, PartialEq, Debug)]
pub enum Said {
    Update(Update),
    /// There is something new among the notifications.
    Told,
}

/// What a message of the stream means; `None` if it is of no concern.
pub fn hear(client: &Client, message: &str, hold: bool) -> Option<Said> {
    let account = client.account().clone();
    let update = match client.protocol().event(client.viewer(), message)? {
        Event::New(item) => {
            let source = Source {
                account,
                feed: Feed::Home,
            };
            Update::Streamed {
                source,
                item: *item,
                hold,
            }
        }
        Event::Edited(seen) => Update::Pushed { seen },
        Event::Deleted(local) => Update::Deleted { account, local },
        Event::Told => return Some(Said::Told),
    };
    Some(Said::Update(update))
}

/// What to do now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Nothing,
    /// Open the stream.
    Open,
    /// Ask for the newest page.
    Poll,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stream {
    None,
    Opening,
    Open,
}

/// One account's line.
#[derive(Clone, Debug)]
pub struct Line {
    can_stream: bool,
    stream: Stream,
    tries: u32,
    /// Not before this: the server asked us to wait, or we are backing off.
    stream_from: Millis,
    poll_from: Millis,
    heard: Millis,
    polled: Millis,
    looked: Millis,
    /// A page is owed as soon as may be: the last one failed, or was missed.
    owed: bool,
    /// The server itself asked us to wait.
    told: bool,
    /// How often in a row it refused without saying for how long.
    refusals: u32,
}

impl Line {
    /// A line that has just asked for its first page.
    pub fn new(can_stream: bool, now: Millis) -> Self {
        Self {
            can_stream,
            stream: Stream::None,
            tries: 0,
            stream_from: now,
            poll_from: now,
            heard: now,
            polled: now,
            looked: now,
            owed: false,
            told: false,
            refusals: 0,
        }
    }

    /// What to do at `now`. Looked at every few seconds.
    pub fn step(&mut self, now: Millis) -> Step {
        if now < self.looked {
            self.begin_anew(now);
        }
        // After sleep the socket may look open and be long dead.
        self.owed |= now.0 - self.looked.0 > SLEPT.0;
        self.looked = now;
        if now < self.poll_from {
            return Step::Nothing;
        }
        let rested = now.0 - self.polled.0 >= LEAST.0;
        let since = now.0 - self.heard.max(self.polled).0;
        let due = if self.stream == Stream::Open {
            SILENCE
        } else {
            POLL
        };
        if rested && (self.owed || since >= due.0) {
            self.owed = false;
            self.polled = now;
            return Step::Poll;
        }
        // A stream that opens has a page loaded.
        let may_open = rested || self.tries == 0;
        if self.can_stream && may_open && self.stream == Stream::None && now >= self.stream_from {
            self.stream = Stream::Opening;
            return Step::Open;
        }
        Step::Nothing
    }

    /// The clock was set back: what is left of a pause is as long as it was.
    fn begin_anew(&mut self, now: Millis) {
        let then = self.looked;
        let left = |from: Millis| Millis(now.0 + (from.0 - then.0).max(0));
        self.stream_from = left(self.stream_from);
        self.poll_from = left(self.poll_from);
        self.heard = now;
        self.polled = now;
        self.owed = true;
    }

    /// The stream is open. The caller asks for the newest page, to close the
    /// gap between the last one and now.
    pub fn opened(&mut self, now: Millis) {
        self.stream = Stream::Open;
        self.heard = now;
        self.polled = now;
    }

    /// The stream said something.
    pub fn heard(&mut self, now: Millis) {
        self.tries = 0;
        self.heard = now;
    }

    /// The stream closed. `dice` (0–255) spreads many clients over the pause.
    pub fn closed(&mut self, now: Millis, dice: u8) {
        if self.stream == Stream::Open {
            // All that it served would ask at once now, if they have been quiet.
            let later = 1_000 + (PAUSE.0 - 1_000) * i64::from(dice) / 255;
            self.poll_from = self.poll_from.max(Millis(now.0 + later));
        }
        self.stream = Stream::None;
        // Each time 1.7 times as long.
        let grown = (0..self.tries.min(9)).fold(PAUSE.0, |pause, _| pause * 17 / 10);
        let pause = grown.min(LONGEST.0) - LEAST.0;
        self.tries += 1;
        self.stream_from = Millis(now.0 + LEAST.0 + pause * i64::from(dice) / 255);
    }

    /// Whether a page with something new means that the stream is dead: it was
    /// open, and did not tell.
    pub fn missed_news(&self) -> bool {
        self.stream == Stream::Open && self.polled > self.heard
    }

    /// A page did not come: the server is left alone for a while. Gives until
    /// when; with bad luck (`dice`) it is a little longer.
    pub fn failed(&mut self, now: Millis, why: &Failure, dice: u8) -> Millis {
        let pause = match why {
            Failure::SlowDown(Wait::Seconds(seconds)) => i64::from(*seconds) * 1000,
            Failure::SlowDown(Wait::Until(time)) => time.0 - now.0,
            why => {
                // Of requests that were out together, one counts.
                self.refusals += u32::from(self.refusals == 0 || now >= self.poll_from);
                let times = (self.refusals - 1).min(8);
                match why {
                    // Perhaps a refusal that the browser may not read.
                    Failure::NoAnswer(_) | Failure::NotLoaded => {
                        (UNREACHED.0 << times).min(LONGEST.0)
                    }
                    _ => UNTOLD.0 << times,
                }
            }
        };
        let until = Millis(now.0 + pause.clamp(1_000, LONGEST_UNTOLD.0)).max(self.poll_from);
        self.told |= matches!(why, Failure::SlowDown(_));
        self.poll_from = Millis(until.0 + LATER.0 * i64::from(dice) / 255);
        until
    }

    /// The newest page is missing, whatever the stream says meanwhile.
    pub fn owes_page(&mut self) {
        self.owed = true;
    }

    /// The network is back: no need to sit out a pause of our own.
    pub fn online(&mut self) {
        self.owed = true;
        if !self.told {
            self.poll_from = Millis(0);
        }
    }

    /// An answer came: no need to wait any longer, unless the server itself has
    /// asked us to since that was sent.
    pub fn answered(&mut self, now: Millis) {
        if !self.told || now >= self.poll_from {
            self.free();
        }
    }

    /// The user does not want to wait any longer.
    pub fn free(&mut self) {
        self.poll_from = Millis(0);
        self.told = false;
        self.refusals = 0;
    }
}

#[cfg(test)]
mod tests;
