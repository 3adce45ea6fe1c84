//! Lanes that answer early, late, in pieces or not at all: what the reader has
//! on screen is never taken away, and nothing comes to stand among it unasked.

use super::*;
use crate::core::{
    dice::Chance,
    id::{ActorUri, LocalId, PostUri},
    timeline::{Ask, Cursor, Entry, Span, What},
};

const PAGE: usize = 5;

/// One server's timeline, newest first, and the lane that is loaded from it.
struct Server {
    account: AccountId,
    truth: Vec<Entry>,
    lane: Lane,
    let_go: bool,
}

fn server(number: usize, dice: &mut Chance) -> Server {
    let mut time = 1_000;
    let truth = (0..30).map(|place| {
        time -= 1 + dice.below(40) as i64;
        // Some posts are on several servers, under other keys.
        let uri = match dice.below(4) {
            0 => format!("https://shared.example/{}", time / 20),
            _ => format!("https://{number}.example/{place}"),
        };
        Entry {
            key: LocalId::new(format!("{number}-{place}")),
            time: Millis(time),
            what: What::Post(PostUri::new(&uri)),
        }
    });
    Server {
        account: AccountId::new("https://a.example", &ActorUri::new(&number.to_string())),
        truth: truth.collect(),
        lane: Lane::default(),
        let_go: false,
    }
}

impl Server {
    /// The next page arrives: the newest, or the one at the bottom.
    fn answers(&mut self, tick: u64, place: Option<Millis>) {
        let (ask, from) = match self.lane.bottom() {
            Some(cursor) => {
                let from = cursor.0.parse::<usize>().expect("a number");
                (Ask::Older(cursor.clone()), from)
            }
            None => (Ask::Newest, 0),
        };
        let first = self.lane.spans.is_empty();
        let to = (from + PAGE).min(self.truth.len());
        let entries = &self.truth[from..to];
        if !first && comes_too_late(&self.lane, entries.iter(), place) {
            return; // It waits at its gap.
        }
        let page = Span {
            entries: entries.to_vec(),
            older: (to < self.truth.len()).then(|| Cursor(to.to_string())),
            floor: None,
        };
        self.lane.insert(&ask, page, tick, true);
        if first && let Some(place) = place {
            self.lane.hold_newer_than(place);
        }
        self.let_go = false;
    }
}

fn posts(screen: &Screen) -> Vec<RowKey> {
    let is_post = |row: &&Row| matches!(row, Row::Post { .. });
    screen.rows.iter().filter(is_post).map(Row::key).collect()
}

/// The posts that stand above a row of this time.
fn above(screen: &Screen, place: Millis) -> Vec<RowKey> {
    let is_above = |row: &&Row| row.time().is_some_and(|time| time > place);
    screen.rows.iter().filter(is_above).map(Row::key).collect()
}

fn wound(servers: &[Server], drawn: Option<Millis>) -> Screen {
    let parts: Vec<Part> = servers
        .iter()
        .map(|server| Part {
            account: &server.account,
            lane: &server.lane,
            revision: 0,
            let_go: server.let_go,
        })
        .collect();
    wind(&parts, drawn)
}

#[test]
fn whatever_answers_when_nothing_is_taken_away_from_the_reader() {
    for seed in 1..80 {
        let mut dice = Chance::new(seed * 7919);
        let mut servers: Vec<Server> = (0..3).map(|number| server(number, &mut dice)).collect();
        let mut screen = Screen::default();
        for tick in 0..40 {
            let at = dice.below(3);
            // The reader is at the top of what there is, or has gone down to any row.
            let rows = screen.rows.len();
            let place = (rows > 0).then(|| dice.below(rows));
            let place = place.and_then(|row| screen.rows.get(row)?.time());
            match dice.below(4) {
                0 => servers[at].let_go = true,
                _ => servers[at].answers(tick, place),
            }
            let next = wound(&servers, screen.drawn);
            let before = posts(&screen);
            let after = posts(&next);
            for key in &before {
                assert!(
                    after.contains(key),
                    "seed {seed}, tick {tick}: {key:?} is gone"
                );
            }
            if let Some(place) = place {
                let (was, is) = (above(&screen, place), above(&next, place));
                assert_eq!(
                    was, is,
                    "seed {seed}, tick {tick}: among what the reader sees"
                );
            }
            let unique: HashSet<&RowKey> = after.iter().collect();
            assert_eq!(unique.len(), after.len(), "seed {seed}: a post twice");
            assert!(next.drawn <= screen.drawn || screen.drawn.is_none());
            screen = next;
        }
    }
}

#[test]
fn once_all_have_answered_every_post_is_there_or_waits_above() {
    for seed in 1..30 {
        let mut dice = Chance::new(seed * 104_729);
        let mut servers: Vec<Server> = (0..3).map(|number| server(number, &mut dice)).collect();
        let mut screen = Screen::default();
        let mut tick = 0;
        while !servers.iter().all(|server| server.lane.finished()) {
            tick += 1;
            let at = dice.below(3);
            let place = screen.rows.first().and_then(Row::time);
            match dice.below(5) {
                0 => servers[at].let_go = true,
                _ => servers[at].answers(tick, place),
            }
            screen = wound(&servers, screen.drawn);
        }
        assert_eq!(screen.next, None);
        let truth = servers.iter().flat_map(|server| &server.truth);
        let truth: HashSet<PostUri> = truth.filter_map(Entry::post).cloned().collect();
        let waiting = screen.waiting;
        for server in &mut servers {
            server.lane.held = 0;
        }
        let all = wound(&servers, screen.drawn);
        assert_eq!(posts(&all).len(), truth.len(), "seed {seed}");
        assert!(posts(&screen).len() + waiting >= truth.len(), "seed {seed}");
        assert!(!all.rows.iter().any(|row| matches!(row, Row::Gap { .. })));
    }
}
