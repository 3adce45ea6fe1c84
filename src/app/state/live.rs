//! News: streams where there are any, asking where there are none.

use leptos::{
    prelude::{Update as _, *},
    task::spawn_local,
};

use super::{State, errand::Errand, home::source};
use crate::{
    browser::{
        address, clock, crypto,
        socket::{Heard, Socket},
    },
    core::{
        account::SignedIn,
        http::Wait,
        id::{AccountId, Millis, Tick},
        timeline::Ask,
        world::Update,
    },
    engine::{
        Failure, heard,
        live::{Line, Said, Step, hear, stream_address},
    },
};

/// How often each line is looked at.
const LOOK: Millis = Millis(5_000);
/// How often it is written down that a server is there.
const NOTE: Millis = Millis(300_000);
/// The most messages that wait for the page that closes the gap before them.
const BUFFER: usize = 500;
/// The most posts of an account that wait above the reader.
const QUEUE: usize = 500;

/// One account's line, and the socket on it.
pub(super) struct Wire {
    line: Line,
    socket: Option<Socket>,
    /// What was streamed before the page came that joins it to what is known.
    early: Vec<String>,
    joined: bool,
    /// When the stream opened: a page asked for after that closes the gap.
    opened: Tick,
    /// More came than is kept: another page must close that gap.
    spilled: bool,
    /// So many posts wait above that no more are taken in until they are read.
    full: bool,
    /// When it was last written down that the server is there.
    noted: Millis,
}

impl State {
    /// Starts to look after all lines, for the page's life.
    pub(super) fn keep_live(&self) {
        let state = *self;
        spawn_local(async move {
            let mut looks = 0_u32;
            loop {
                clock::sleep(LOOK).await;
                state.look_at_lines();
                looks += 1;
                if looks.is_multiple_of(6) {
                    state.clock.set(clock::now());
                }
            }
        });
        // Back from sleep, from another tab, or from a dead zone.
        for event in ["visibilitychange", "focus"] {
            address::listen(event, move || state.look_at_lines()).forever();
        }
        address::listen("offline", move || {
            let since = state.tick();
            state
                .inner
                .update_value(|inner| inner.offline_since = since);
            state.online.set(false);
        })
        .forever();
        address::listen("online", move || {
            state.online.set(true);
            state.recall_lost();
            state.look_at_outbox();
            for account in state.lines() {
                state.with_wire(&account, |wire| wire.line.online());
            }
            state.look_at_lines();
        })
        .forever();
    }

    /// Loads an account's first page and opens its line.
    pub(super) fn open_line(&self, account: &AccountId) {
        let can_stream = self
            .account(account)
            .is_some_and(|it| it.server.features.stream);
        let line = Line::new(can_stream, clock::now());
        let wire = Wire {
            line,
            socket: None,
            early: Vec::new(),
            joined: false,
            opened: 0,
            spilled: false,
            full: false,
            noted: Millis(0),
        };
        self.inner
            .update_value(|inner| drop(inner.lines.insert(account.clone(), wire)));
        self.load(account.clone(), Ask::Newest);
        self.look_at(account);
    }

    /// Closes an account's line.
    pub(super) fn close_line(&self, account: &AccountId) {
        let mut wire = None;
        self.inner
            .update_value(|inner| wire = inner.lines.remove(account));
        drop(wire);
    }

    fn lines(&self) -> Vec<AccountId> {
        self.inner
            .with_value(|inner| inner.lines.keys().cloned().collect())
    }

    fn look_at_lines(&self) {
        self.lines()
            .iter()
            .for_each(|account| self.look_at(account));
    }

    fn look_at(&self, account: &AccountId) {
        let able = self.accounts.with_untracked(|accounts| {
            accounts
                .iter()
                .any(|it| it.id == *account && it.state == SignedIn::Yes)
        });
        let now = clock::now();
        match self.with_wire(account, |wire| wire.line.step(now)) {
            Some(Step::Open) if able => self.send_off(Errand::Stream(account.clone())),
            Some(Step::Poll) if able => self.load(account.clone(), Ask::Newest),
            _ => {}
        }
    }

    pub(super) fn open_stream(&self, account: &AccountId) {
        let server = self.accounts.with_untracked(|accounts| {
            accounts
                .iter()
                .find(|it| it.id == *account)
                .map(|it| it.server.clone())
        });
        let client = self.client(account);
        let address = client
            .zip(server)
            .and_then(|(client, server)| stream_address(&client, &server));
        let (state, id) = (*self, account.clone());
        let socket = address.and_then(|(url, protocol)| {
            Socket::open(&url, &protocol, move |heard| {
                // Not within the socket's own callback: it may be dropped by this.
                let (state, id) = (state, id.clone());
                spawn_local(async move { state.stream_heard(&id, heard) });
            })
        });
        let opened = socket.is_some();
        self.with_wire(account, |wire| {
            wire.socket = socket;
            wire.joined = false;
            wire.early.clear();
        });
        if !opened {
            self.stream_closed(account);
        }
    }

    fn stream_heard(&self, account: &AccountId, heard: Heard) {
        let now = clock::now();
        match heard {
            Heard::Opened => {
                let opened = self.tick();
                self.with_wire(account, |wire| {
                    wire.line.opened(now);
                    wire.opened = opened;
                });
                self.change_lane(account, |lane| lane.streaming = true);
                // Closes the gap between the last page and the stream's start.
                self.load(account.clone(), Ask::Newest);
                self.notified(account);
            }
            Heard::Message(message) => {
                let joined = self.with_wire(account, |wire| {
                    wire.line.heard(now);
                    if !wire.joined && wire.early.len() < BUFFER {
                        wire.early.push(message.clone());
                    } else if !wire.joined {
                        wire.spilled = true;
                    }
                    wire.joined
                });
                self.note_heard(account, now);
                if joined == Some(true) {
                    self.take_message(account, &message);
                }
            }
            Heard::Closed => self.stream_closed(account),
        }
    }

    pub(super) fn stream_closed(&self, account: &AccountId) {
        let [dice, ..] = crypto::random();
        let mut socket = None;
        self.with_wire(account, |wire| {
            wire.line.closed(clock::now(), dice);
            socket = wire.socket.take();
        });
        drop(socket);
        self.change_lane(account, |lane| lane.streaming = false);
    }

    pub(super) fn take_message(&self, account: &AccountId, message: &str) {
        let Some(client) = self.client(account) else {
            return;
        };
        let full = self.with_wire(account, |wire| wire.full) == Some(true);
        match hear(&client, message, true) {
            // A page closes the gap once the reader has asked for what waits.
            Some(Said::Update(Update::Streamed { .. })) if full => {}
            Some(Said::Update(update)) => self.apply(update),
            Some(Said::Told) => self.notified(account),
            None => {}
        }
        let held = self.inner.with_value(|inner| {
            let lane = inner.world.lane(&source(account));
            lane.map_or(0, |lane| lane.held)
        });
        if held >= QUEUE && !full {
            self.with_wire(account, |wire| wire.full = true);
            self.more.set(true);
        }
    }

    /// What waited is read: lines that were full take in again what comes.
    pub(super) fn refill_lines(&self) {
        self.more.set(false);
        for account in self.lines() {
            let was_full = self.with_wire(&account, |wire| {
                let full = std::mem::take(&mut wire.full);
                wire.joined &= !full;
                full
            });
            if was_full == Some(true) {
                self.load(account, Ask::Newest);
            }
        }
    }

    /// A page came that was asked for at `asked`. `newest`: it is the top of the
    /// timeline; `news`: it held something that had not been known.
    pub(super) fn line_answered(&self, account: &AccountId, asked: Tick, newest: bool, news: bool) {
        let mut early = Vec::new();
        let mut spilled = false;
        let now = clock::now();
        self.note_heard(account, now);
        if newest {
            self.look_at_notifications(account);
        }
        // Whatever the device believes: there is a network.
        let since = self.inner.with_value(|inner| inner.offline_since);
        if asked > since && !self.online.get_untracked() {
            self.online.set(true);
            self.look_at_outbox();
        }
        let dead = self.with_wire(account, |wire| {
            wire.line.answered(now);
            if newest && wire.socket.is_some() && !wire.joined && asked > wire.opened {
                spilled = std::mem::take(&mut wire.spilled);
                wire.joined = !spilled;
                early = std::mem::take(&mut wire.early);
            }
            newest && news && wire.line.missed_news()
        });
        if spilled {
            // What is missing in the middle leaves a gap, or is found now.
            return self.load(account.clone(), Ask::Newest);
        }
        if !early.is_empty() {
            self.send_off(Errand::Messages(account.clone(), early));
        }
        if dead == Some(true) {
            self.stream_closed(account);
        }
    }

    /// The server is there.
    fn note_heard(&self, account: &AccountId, now: Millis) {
        self.heard
            .update(|heard| heard.extend([(account.clone(), now)]));
        let due = self.with_wire(account, |wire| {
            let due = now.0 - wire.noted.0 >= NOTE.0;
            wire.noted = if due { now } else { wire.noted };
            due
        });
        if let Some(browser) = self.browser().filter(|_| due == Some(true)) {
            let account = account.clone();
            spawn_local(async move { heard::keep(&browser, &account, now).await });
        }
    }

    /// A deed or a conversation met a server that asks to wait: the timeline
    /// waits with it.
    pub(super) fn line_heeds(&self, account: &AccountId, why: &Failure) {
        if matches!(why, Failure::SlowDown(_)) {
            let now = clock::now();
            let [dice, ..] = crypto::random();
            self.with_wire(account, |wire| wire.line.failed(now, why, dice));
        }
    }

    /// The server is left alone for a while, and owes what was asked for. Gives
    /// the failure with the time that is really waited.
    pub(super) fn line_waits(&self, account: &AccountId, ask: &Ask, why: Failure) -> Failure {
        let now = clock::now();
        let [dice, ..] = crypto::random();
        let until = self.with_wire(account, |wire| {
            if *ask == Ask::Newest {
                wire.line.owes_page();
            }
            wire.line.failed(now, &why, dice)
        });
        match (why, until) {
            (Failure::SlowDown(_), Some(until)) => {
                let seconds = (until.0 - now.0).unsigned_abs() / 1000;
                Failure::SlowDown(Wait::Seconds(u32::try_from(seconds).unwrap_or(u32::MAX)))
            }
            (why, _) => why,
        }
    }

    /// Asks again now, although the line waits: the user wishes it.
    pub fn try_again(&self, account: &AccountId) {
        self.change_lane(account, |lane| lane.trouble = None);
        self.with_wire(account, |wire| wire.line.free());
        let known = self.inner.with_value(|inner| {
            inner
                .world
                .lane(&source(account))
                .is_some_and(|lane| !lane.spans.is_empty())
        });
        if known {
            self.load(account.clone(), Ask::Newest);
        } else {
            self.open_line(account);
        }
    }

    fn with_wire<T>(&self, account: &AccountId, change: impl FnOnce(&mut Wire) -> T) -> Option<T> {
        let mut result = None;
        self.inner
            .update_value(|inner| result = inner.lines.get_mut(account).map(change));
        result
    }
}
