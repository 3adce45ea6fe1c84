//! Lanes as they are kept: a head, and runs of entries that are written once.
//!
//! A run ends after an entry whose key says so. Thus the same entries make the
//! same runs, whatever comes in above, below or among them, and a page costs
//! the run that it is in.

use serde::{Deserialize, Serialize};

use super::{name, pack, unpack};
use crate::{
    core::{
        id::Few,
        timeline::{Entry, Lane, Source, What},
    },
    engine::{Pair, Platform, Shelf},
};

/// Of so many entries one ends a run, in the mean; and no run is longer.
const MEAN: u64 = 128;
const LONGEST: usize = 512;

/// The runs that are written down, by lane.
#[derive(Default)]
pub struct Written(Few<Source, Vec<u64>>);

/// A lane without its entries, and the names of its runs, span by span. The
/// word tells it from a lane that was kept whole.
#[derive(Serialize, Deserialize)]
struct Head {
    word: String,
    lane: Lane,
    runs: Vec<Vec<u64>>,
}

const WORD: &str = "runs";

impl Written {
    /// Something could not be written: nobody knows what is there.
    pub fn clear(&mut self) {
        self.0 = Few::default();
    }

    /// What is to be written for a lane as it is now; without one, all of it goes.
    pub(super) fn records(&mut self, source: &Source, lane: Option<&Lane>) -> Vec<Pair> {
        let former = self.0.remove(source).unwrap_or_default();
        let runs: Vec<Vec<&[Entry]>> = lane
            .into_iter()
            .flat_map(|lane| &lane.spans)
            .map(|span| runs(&span.entries))
            .collect();
        let names: Vec<Vec<u64>> = runs
            .iter()
            .map(|runs| runs.iter().map(|run| sum(run)).collect())
            .collect();
        let now: Vec<u64> = names.iter().flatten().copied().collect();
        let all = names.iter().flatten().zip(runs.iter().flatten());
        let fresh = all.filter(|(it, _)| !former.contains(it));
        let mut records: Vec<Pair> = fresh
            .map(|(it, run)| (run_name(source, *it), pack(run)))
            .collect();
        let gone = former.iter().filter(|it| !now.contains(it));
        records.extend(gone.map(|it| (run_name(source, *it), None)));
        let head = lane.and_then(|lane| {
            pack(&Head {
                word: WORD.into(),
                lane: lane.hollow(),
                runs: names,
            })
        });
        if head.is_some() {
            self.0.insert(source.clone(), now);
        }
        records.push((name(source), head));
        records
    }
}

/// The lanes of these sources, as far as they are kept whole, and what of them
/// is written.
pub(super) async fn read(
    platform: &impl Platform,
    sources: Vec<Source>,
) -> (Vec<(Source, Lane)>, Written) {
    let names: Vec<String> = sources.iter().map(name).collect();
    let found = platform.get(Shelf::Lanes, &names).await;
    let mut written = Written::default();
    let mut lanes = Vec::new();
    for (source, bytes) in sources.into_iter().zip(found) {
        let head = bytes.and_then(|bytes| unpack::<Head>(&bytes));
        let Some(head) = head.filter(|head| head.word == WORD) else {
            continue;
        };
        let all: Vec<u64> = head.runs.iter().flatten().copied().collect();
        let (lane, is_whole) = filled(platform, &source, head).await;
        if is_whole {
            written.0.insert(source.clone(), all);
        }
        if !lane.spans.is_empty() {
            lanes.push((source, lane));
        }
    }
    (lanes, written)
}

/// A lane with its entries, and whether all were there. A span of which a run is
/// missing is left out: what is missing is a gap.
async fn filled(platform: &impl Platform, source: &Source, head: Head) -> (Lane, bool) {
    let names: Vec<String> = head
        .runs
        .iter()
        .flatten()
        .map(|it| run_name(source, *it))
        .collect();
    let found = platform.get(Shelf::Lanes, &names).await;
    let mut runs = found.into_iter().map(|bytes| unpack::<Vec<Entry>>(&bytes?));
    let mut lane = head.lane;
    let count = lane.spans.len();
    let mut runs_of = head.runs.iter();
    lane.spans.retain_mut(|span| {
        let names = runs_of.next().map_or(0, Vec::len);
        let found: Vec<_> = runs.by_ref().take(names).collect();
        let is_whole = found.iter().all(Option::is_some);
        span.entries.extend(found.into_iter().flatten().flatten());
        is_whole
    });
    let is_whole = lane.spans.len() == count;
    if !is_whole {
        lane.held = 0;
    }
    (lane, is_whole)
}

/// The names of runs that no head names.
pub(super) async fn orphans(platform: &impl Platform) -> Vec<String> {
    let (runs, heads): (Vec<_>, Vec<_>) = platform
        .keys(Shelf::Lanes)
        .await
        .into_iter()
        .partition(|name| head_of(name).is_some());
    let found = platform.get(Shelf::Lanes, &heads).await;
    let named = |(name, bytes): (&String, Option<Vec<u8>>)| {
        let head = bytes.and_then(|bytes| unpack::<Head>(&bytes))?;
        let runs = head.runs.into_iter().flatten();
        Some(runs.map(|it| named_run(name, it)).collect::<Vec<_>>())
    };
    let named = heads.iter().zip(found).filter_map(named).flatten();
    // They are few: a set of them would be more code than it saves time.
    let named: Vec<String> = named.collect();
    let mut orphans = runs;
    orphans.retain(|name| !named.contains(name));
    orphans
}

/// The name of the head that a run's name begins with; `None` for a head's.
fn head_of(name: &str) -> Option<&str> {
    let (head, run) = name.rsplit_once(' ')?;
    (run.len() == 16 && head.contains(' ')).then_some(head)
}

/// All names under which something of a lane is kept.
pub(super) async fn names(platform: &impl Platform, source: &Source) -> Vec<String> {
    let head = name(source);
    let within = format!("{head} ");
    let mut names = platform.keys(Shelf::Lanes).await;
    names.retain(|name| *name == head || name.starts_with(&within));
    names
}

fn run_name(source: &Source, run: u64) -> String {
    named_run(&name(source), run)
}

/// How the name ends of a run of these entries, if they are one.
#[cfg(test)]
pub(super) fn run_of(entries: &[Entry]) -> String {
    format!(" {:016x}", sum(entries))
}

fn named_run(head: &str, run: u64) -> String {
    format!("{head} {run:016x}")
}

fn runs(entries: &[Entry]) -> Vec<&[Entry]> {
    let mut runs = Vec::new();
    let mut rest = entries;
    while !rest.is_empty() {
        let ends = rest.iter().position(is_end).map(|at| at + 1);
        let length = ends.unwrap_or(rest.len()).min(LONGEST);
        let (run, after) = rest.split_at(length);
        runs.push(run);
        rest = after;
    }
    runs
}

fn is_end(entry: &Entry) -> bool {
    mixed(FIRST, entry.key.as_str()).is_multiple_of(MEAN)
}

/// A sum over what is in a run: another one means other entries.
fn sum(run: &[Entry]) -> u64 {
    run.iter().fold(FIRST, |sum, entry| {
        let sum = mixed(sum, entry.key.as_str());
        let sum = mixed(sum, &entry.time.0.to_string());
        match &entry.what {
            What::Post(post) => mixed(sum, post.as_str()),
            What::Boost { post, by, name } => {
                mixed(mixed(mixed(sum, post.as_str()), &by.to_string()), name)
            }
            What::Hidden(post) => mixed(mixed(sum, "hidden"), post.as_str()),
            What::Unreadable => sum,
        }
    })
}

/// FNV-1a, finished so that its lowest bits depend on all.
const FIRST: u64 = 0xCBF2_9CE4_8422_2325;

fn mixed(sum: u64, text: &str) -> u64 {
    let sum = text.bytes().fold(sum, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    let sum = (sum ^ sum >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    sum ^ sum >> 32
}
