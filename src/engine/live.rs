//! When to stream, when to ask, when to wait: one account's line to its
//! server over time. The caller brings the clock.

use super::Client;
use crate::{
    core::{
        account::Server,
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
/// The first pause before a stream is opened again, and the longest.
const PAUSE: Millis = Millis(2_000);
const LONGEST: Millis = Millis(300_000);
/// A pause between two looks that is longer than this means that the device slept.
const SLEPT: Millis = Millis(150_000);

/// Where a stream is: the socket's URL and its sub-protocol, which holds the
/// token. `None`: the server has no stream, or none that keeps the token out
/// of the URL.
pub fn stream_address(client: &Client, server: &Server) -> Option<(String, String)> {
    let base = server.streaming.as_deref()?.trim_end_matches('/');
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

/// What a message of the stream means; `None` if it is of no concern.
pub fn hear(client: &Client, message: &str, hold: bool) -> Option<Update> {
    let account = client.account().clone();
    Some(match client.protocol().event(client.viewer(), message)? {
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
    })
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
        }
    }

    /// What to do at `now`. Looked at every few seconds.
    pub fn step(&mut self, now: Millis) -> Step {
        // After sleep the socket may look open and be long dead.
        self.owed |= now.0 - self.looked.0 > SLEPT.0;
        self.looked = now;
        if now < self.poll_from {
            return Step::Nothing;
        }
        let since = now.0 - self.heard.max(self.polled).0;
        let due = if self.stream == Stream::Open {
            SILENCE
        } else {
            POLL
        };
        if self.owed || since >= due.0 {
            self.owed = false;
            self.polled = now;
            return Step::Poll;
        }
        if self.can_stream && self.stream == Stream::None && now >= self.stream_from {
            self.stream = Stream::Opening;
            return Step::Open;
        }
        Step::Nothing
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
        self.stream = Stream::None;
        let pause = (PAUSE.0 << self.tries.min(8)).min(LONGEST.0);
        self.tries += 1;
        self.stream_from = Millis(now.0 + pause / 2 + pause * i64::from(dice) / 510);
    }

    /// Whether a page with something new means that the stream is dead: it was
    /// open, and did not tell.
    pub fn missed_news(&self) -> bool {
        self.stream == Stream::Open && self.polled > self.heard
    }

    /// Nothing is asked before `until`; `told`: because the server says so.
    pub fn wait(&mut self, until: Millis, told: bool) {
        self.poll_from = self.poll_from.max(until);
        self.told |= told;
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

    /// An answer came: no need to wait any longer.
    pub fn answered(&mut self) {
        self.poll_from = Millis(0);
        self.told = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(line: &mut Line, from: i64, to: i64) -> Vec<(i64, Step)> {
        let looks = (from..=to)
            .step_by(5)
            .map(|at| (at, line.step(Millis(at * 1000))));
        looks.filter(|(_, step)| *step != Step::Nothing).collect()
    }

    #[test]
    fn without_a_stream_it_asks_every_minute() {
        let mut line = Line::new(false, Millis(0));
        assert_eq!(
            run(&mut line, 0, 130),
            [(60, Step::Poll), (120, Step::Poll)]
        );
    }

    #[test]
    fn a_stream_that_dies_silently_is_found_out() {
        let mut line = Line::new(true, Millis(0));
        assert_eq!(line.step(Millis(0)), Step::Open);
        line.opened(Millis(1000));
        line.heard(Millis(5000));
        assert!(!line.missed_news());
        assert_eq!(run(&mut line, 5, 95), [(95, Step::Poll)]);
        assert!(
            line.missed_news(),
            "news in that page would mean that the stream is dead"
        );
    }

    #[test]
    fn a_stream_that_keeps_closing_is_tried_more_and_more_rarely() {
        let mut line = Line::new(true, Millis(0));
        let mut opened = Vec::new();
        for at in 0..3000 {
            match line.step(Millis(at * 1000)) {
                Step::Open => {
                    opened.push(at);
                    line.closed(Millis(at * 1000), 255);
                }
                Step::Poll | Step::Nothing => {}
            }
        }
        assert!(opened.len() < 20, "{opened:?}");
        let pauses: Vec<_> = opened.windows(2).map(|two| two[1] - two[0]).collect();
        assert!(pauses.is_sorted(), "{pauses:?}");
        assert!(pauses.iter().all(|pause| *pause <= 301), "{pauses:?}");
    }

    #[test]
    fn a_server_that_asks_to_wait_is_left_alone() {
        let mut line = Line::new(true, Millis(0));
        line.wait(Millis(200_000), true);
        line.online();
        assert_eq!(run(&mut line, 0, 200).first(), Some(&(200, Step::Poll)));
    }

    #[test]
    fn after_sleep_it_asks_at_once() {
        let mut line = Line::new(true, Millis(0));
        assert_eq!(line.step(Millis(0)), Step::Open);
        line.opened(Millis(0));
        assert_eq!(line.step(Millis(5_000)), Step::Nothing);
        line.heard(Millis(60_000));
        assert_eq!(
            line.step(Millis(70_000)),
            Step::Nothing,
            "a hidden tab is looked at once a minute"
        );
        assert_eq!(line.step(Millis(221_000)), Step::Poll);
    }

    #[test]
    fn a_page_that_failed_is_asked_for_again_though_the_stream_is_busy() {
        let mut line = Line::new(true, Millis(0));
        assert_eq!(line.step(Millis(0)), Step::Open);
        line.opened(Millis(0));
        line.owes_page();
        line.wait(Millis(30_000), false);
        for at in (0..30).step_by(5) {
            line.heard(Millis(at * 1000));
            assert_eq!(line.step(Millis(at * 1000)), Step::Nothing);
        }
        assert_eq!(line.step(Millis(30_000)), Step::Poll);
        assert_eq!(line.step(Millis(35_000)), Step::Nothing, "once");
    }
}
