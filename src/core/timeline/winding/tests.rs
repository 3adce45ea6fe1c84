//! Whatever happens to the lanes, in whatever order: what is wound at the cost
//! of the change is what would have been wound anew.

use super::*;
use crate::core::{
    actor::Handle,
    id::{ActorUri, LocalId},
    timeline::{Ask, Cursor, Entry, Feed, Item, Page, Source, What, screen::wind},
    world::{Update, World},
};

/// Dice that fall the same way each time (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 16) % sides as u64) as usize
    }
}

const LANES: usize = 4;

fn source(lane: usize) -> Source {
    Source {
        account: AccountId::new("https://a.example", &ActorUri::new(&lane.to_string())),
        feed: Feed::Home,
    }
}

/// An entry of a lane's server: some posts are on several, some come twice, as
/// boosts, some are backdated, some cannot be read.
fn entry(lane: usize, place: usize, dice: &mut Dice) -> Entry {
    let time = 100_000 - (place as i64) * 10 + dice.roll(9) as i64;
    let backdated = dice.roll(12) == 0;
    let time = Millis(if backdated { time - 400 } else { time });
    let post = match dice.roll(4) {
        0 => format!("https://s.example/{}", place + dice.roll(20)),
        _ => format!("https://{lane}.example/{place}"),
    };
    let post = PostUri::new(&post);
    let what = match dice.roll(8) {
        0 => What::Boost {
            post,
            by: Handle::new(["eve", "kim", "mo"][dice.roll(3)], "b.example"),
            name: "B".into(),
        },
        1 => What::Unreadable,
        _ => What::Post(post),
    };
    let key = LocalId::new(format!("{lane}-{place}"));
    Entry { key, time, what }
}

struct Run {
    dice: Dice,
    world: World,
    truth: Vec<Vec<Entry>>,
    /// How many entries of each server are there by now: the last ones.
    there: [usize; LANES],
    let_go: [bool; LANES],
    shown: [bool; LANES],
    drawn: Option<Millis>,
    tick: u64,
    winding: Winding,
}

impl Run {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let lane = |lane| (0..160).map(|at| entry(lane, at, &mut dice)).collect();
        let truth = (0..LANES).map(lane).collect();
        Self {
            dice,
            world: World::default(),
            truth,
            there: [120; LANES],
            let_go: [false; LANES],
            shown: [true; LANES],
            drawn: None,
            tick: 0,
            winding: Winding::default(),
        }
    }

    fn page(&mut self, lane: usize, ask: Ask) {
        let from = match &ask {
            Ask::Newest => self.truth[lane].len() - self.there[lane],
            Ask::Older(cursor) => cursor.0.parse().unwrap(),
        };
        let to = (from + 1 + self.dice.roll(9)).min(self.truth[lane].len());
        let entries = self.truth[lane][from..to].iter().cloned();
        let items = entries.map(|entry| Item { entry, seen: None }).collect();
        let older = (to < self.truth[lane].len()).then(|| Cursor(to.to_string()));
        self.tick += 1;
        self.world.apply(Update::Page {
            source: source(lane),
            ask,
            page: Page { items, older },
            asked: self.tick,
            hold: self.dice.roll(2) == 0,
        });
    }

    fn step(&mut self) {
        let lane = self.dice.roll(LANES);
        let cursors = |lane: &super::super::Lane| -> Vec<Cursor> {
            lane.spans
                .iter()
                .filter_map(|it| it.older.clone())
                .collect()
        };
        let known = self.world.lane(&source(lane));
        let bottom = known.and_then(|it| it.bottom().cloned());
        let gaps = known.map(cursors).unwrap_or_default();
        match self.dice.roll(20) {
            0..=9 => {
                let ask = bottom.map_or(Ask::Newest, Ask::Older);
                self.page(lane, ask);
            }
            10 => self.page(lane, Ask::Newest),
            11 if !gaps.is_empty() => {
                let at = self.dice.roll(gaps.len());
                self.page(lane, Ask::Older(gaps[at].clone()));
            }
            12 | 13 => {
                let more = self.dice.roll(12);
                self.there[lane] = (self.there[lane] + more).min(160);
            }
            14 => self.let_go[lane] = !self.let_go[lane],
            15 if self.dice.roll(4) == 0 => {
                self.shown[lane] = !self.shown[lane];
                self.drawn = None;
            }
            16 => drop(self.world.apply(Update::Released(Feed::Home))),
            17 => {
                let local = self.truth[lane][self.dice.roll(160)].key.clone();
                let account = source(lane).account;
                self.world.apply(Update::Deleted { account, local });
            }
            18 => {
                let newer_than = Millis(98_400 + self.dice.roll(1_600) as i64);
                let source = source(lane);
                self.world.apply(Update::Held { source, newer_than });
            }
            _ => {}
        }
    }

    fn check(&mut self, seed: u64) {
        let none = super::super::Lane::default();
        let sources: Vec<Source> = (0..LANES).map(source).collect();
        let shown = (0..LANES).filter(|lane| self.shown[*lane]);
        let parts: Vec<Part> = shown
            .map(|lane| Part {
                account: &sources[lane].account,
                lane: self.world.lane(&sources[lane]).unwrap_or(&none),
                let_go: self.let_go[lane],
                revision: self.world.revision(&sources[lane]),
            })
            .collect();
        let plain = wind(&parts, self.drawn);
        let wound = self.winding.wind(&parts, self.drawn);
        let rows: Vec<Row> = self
            .winding
            .rows()
            .iter()
            .map(|it| (**it).clone())
            .collect();
        for (at, (row, want)) in rows.iter().zip(&plain.rows).enumerate() {
            assert_eq!(row, want, "seed {seed}, row {at} of {}", rows.len());
        }
        assert_eq!(rows.len(), plain.rows.len(), "seed {seed}");
        let rest = (wound.next, wound.waiting, wound.drawn);
        assert_eq!(
            rest,
            (plain.next, plain.waiting, plain.drawn),
            "seed {seed}"
        );
        self.drawn = plain.drawn;
        assert!(!self.winding.wind(&parts, self.drawn).changed || self.drawn != wound.drawn);
    }
}

#[test]
fn at_the_cost_of_the_change_comes_what_winding_anew_would_give() {
    let mut longest = 0;
    for seed in 1..150 {
        let mut run = Run::new(seed);
        for _ in 0..120 {
            run.step();
            run.check(seed);
        }
        longest = longest.max(run.winding.rows().len());
    }
    assert!(longest > 150, "{longest}");
}
