//! Ten accounts and a hundred thousand posts: what one more page costs at the
//! beginning and at the end, taken in as the app does. Prints times and asserts
//! none: that is for who reads them; asserted is that all of it is there.

#![allow(clippy::indexing_slicing, clippy::print_stdout)]

use std::{hint::black_box, time::Instant};

use skein::core::{
    id::{AccountId, ActorUri, LocalId, Millis, PostUri},
    timeline::{
        Ask, Cursor, Entry, Feed, Item, Lane, Page, Source, What,
        screen::{Part, wind},
        winding::Winding,
    },
    world::{Update, World},
};

const ACCOUNTS: usize = 10;
const PAGES: usize = 250;
const POSTS: usize = 40;
/// The mean is taken over so many pages at either end.
const SOME: usize = 200;

fn source(lane: usize) -> Source {
    Source {
        account: AccountId::new(&format!("https://s{lane}.example"), &ActorUri::new("me")),
        feed: Feed::Home,
    }
}

/// A page of a lane: every eighth post is on all servers.
fn page(lane: usize, page: usize) -> Page {
    let item = |post: usize| {
        let place = page * POSTS + post;
        let uri = match place % 8 {
            0 => format!("https://shared.example/users/somebody/statuses/{place}"),
            _ => format!("https://s{lane}.example/users/somebody/statuses/{place}"),
        };
        let entry = Entry {
            key: LocalId::new(format!("11345{lane}{:012}", 1_000_000 - place)),
            time: Millis(1_795_000_000_000 - (place * ACCOUNTS + lane) as i64 * 1_000),
            what: What::Post(PostUri::new(&uri)),
        };
        Item { entry, seen: None }
    };
    Page {
        items: (0..POSTS).map(item).collect(),
        older: Some(Cursor(format!("{}", page + 1))),
    }
}

/// Takes in a page, and gives how long that and the redraw took, in milliseconds.
fn read_on(world: &mut World, winding: &mut Winding, at: usize) -> (f64, f64) {
    let (lane, number) = (at % ACCOUNTS, at / ACCOUNTS);
    let ask = match number {
        0 => Ask::Newest,
        _ => Ask::Older(Cursor(number.to_string())),
    };
    let update = Update::Page {
        source: source(lane),
        ask,
        page: page(lane, number),
        asked: 1,
        hold: true,
    };
    let began = Instant::now();
    black_box(world.apply(update));
    let taken = began.elapsed();
    let began = Instant::now();
    with_parts(world, |parts| black_box(winding.wind(parts, None)));
    // What the page is given.
    drop(black_box(winding.rows().to_vec()));
    let millis = |it: std::time::Duration| it.as_secs_f64() * 1e3;
    (millis(taken), millis(began.elapsed()))
}

fn with_parts<T>(world: &World, act: impl FnOnce(&[Part]) -> T) -> T {
    let none = Lane::default();
    let sources: Vec<Source> = (0..ACCOUNTS).map(source).collect();
    let parts: Vec<Part> = sources
        .iter()
        .map(|source| Part {
            account: &source.account,
            lane: world.lane(source).unwrap_or(&none),
            let_go: false,
            revision: world.revision(source),
        })
        .collect();
    act(&parts)
}

/// What the program holds, in bytes; where the system does not say, nothing.
fn resident() -> f64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = text.split(' ').nth(1).and_then(|it| it.parse::<f64>().ok());
    pages.unwrap_or_default() * 4096.0
}

#[test]
fn one_more_page_of_a_hundred_thousand_posts() {
    let (mut world, mut winding) = (World::default(), Winding::default());
    let before = resident();
    let times: Vec<(f64, f64)> = (0..PAGES * ACCOUNTS)
        .map(|at| read_on(&mut world, &mut winding, at))
        .collect();
    let entries: usize = (0..ACCOUNTS)
        .filter_map(|lane| world.lane(&source(lane)))
        .map(|lane| lane.entries().count())
        .sum();
    assert_eq!(entries, 100_000);
    let each = (resident() - before) / entries as f64;
    println!("long memory: {each:.0} bytes an entry, rows and all");
    let began = Instant::now();
    let plain = with_parts(&world, |parts| wind(parts, None));
    let anew = began.elapsed().as_secs_f64() * 1e3;
    assert!(
        plain
            .rows
            .iter()
            .eq(winding.rows().iter().map(|row| &**row))
    );
    let median = |mut of: Vec<f64>| {
        of.sort_by(f64::total_cmp);
        of[of.len() / 2]
    };
    let ends = |what: fn(&(f64, f64)) -> f64| {
        let first = times.iter().skip(ACCOUNTS).take(SOME).map(what).collect();
        let last = times.iter().rev().take(SOME).map(what).collect();
        (median(first), median(last))
    };
    for (name, (first, last)) in [("insert", ends(|it| it.0)), ("redraw", ends(|it| it.1))] {
        let ratio = last / first;
        println!("long {name}: {first:.3} ms at first, {last:.3} ms at last ({ratio:.1}×)");
    }
    println!("long rows: {}; wound anew: {anew:.1} ms", plain.rows.len());
}
