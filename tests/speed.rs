//! What merging and decoding cost natively. Prints, asserts no time; run by
//! `script/bench`, which reads the lines that begin with `speed`. The bodies
//! are taken from the folder `SPEED_LANES` (`LANE-PAGE.json`), or made up.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::{env, fs, hint::black_box, path::Path, time::Instant};

use skein::{
    core::{
        http::Response,
        id::{AccountId, ActorUri},
        timeline::{Ask, Feed, Lane, Page, Source, merge, merge::Strand},
        world::{Update, World},
    },
    protocol::{Protocol, Viewer, mastodon::Mastodon},
};

const LANES: usize = 10;
const PAGES: usize = 25;
const POSTS: usize = 40;
const ROUNDS: usize = 5;

/// A page of statuses, each lane's own.
fn made_up(lane: usize, page: usize) -> String {
    let status = |post: usize| {
        let place = page * POSTS + post;
        let id = 1_000_000 - place * LANES - lane;
        format!(
            r#"{{"id":"{id}","uri":"https://s{lane}.example/{id}","url":"https://s{lane}.example/@a/{id}",
            "created_at":"2026-01-01T{:02}:{:02}:00Z","content":"<p>Hello <a href=\"https://a.example/\">world</a> {id}</p>",
            "account":{{"id":"1","acct":"a","url":"https://s{lane}.example/@a","display_name":"A"}},
            "visibility":"public","favourites_count":3,"media_attachments":[],"emojis":[],"tags":[],"mentions":[]}}"#,
            23 - place / 60,
            59 - place % 60,
        )
    };
    format!("[{}]", (0..POSTS).map(status).collect::<Vec<_>>().join(","))
}

fn bodies() -> Vec<Vec<String>> {
    let folder = env::var("SPEED_LANES").ok();
    let body = |lane, page| match &folder {
        Some(folder) => fs::read_to_string(Path::new(folder).join(format!("{lane}-{page}.json")))
            .expect("SPEED_LANES has it"),
        None => made_up(lane, page),
    };
    (0..LANES)
        .map(|lane| (0..PAGES).map(|page| body(lane, page)).collect())
        .collect()
}

fn source(lane: usize) -> Source {
    let origin = format!("https://s{lane}.example");
    Source {
        account: AccountId::new(&origin, &ActorUri::new("me")),
        feed: Feed::Home,
    }
}

fn decoded(bodies: &[Vec<String>]) -> Vec<Vec<Page>> {
    let read = Mastodon
        .page(&Feed::Home, None)
        .expect("it has a home")
        .read;
    let page = |lane: usize, body: &String| {
        let viewer = Viewer {
            account: source(lane).account,
            handle_host: format!("s{lane}.example"),
        };
        let response = Response {
            status: 200,
            body: body.clone().into(),
            ..Response::default()
        };
        read(&viewer, &response).expect("a page")
    };
    bodies
        .iter()
        .enumerate()
        .map(|(lane, bodies)| bodies.iter().map(|body| page(lane, body)).collect())
        .collect()
}

/// Applies everything; how long each page took, in milliseconds.
fn taken(pages: Vec<Vec<Page>>) -> (World, Vec<f64>) {
    let mut world = World::default();
    let mut times = Vec::new();
    for (lane, pages) in pages.into_iter().enumerate() {
        let mut ask = Ask::Newest;
        for page in pages {
            let below = page.older.clone().expect("there is more");
            let update = Update::Page {
                source: source(lane),
                ask,
                page,
                asked: 1,
                hold: false,
            };
            let began = Instant::now();
            black_box(world.apply(update));
            times.push(began.elapsed().as_secs_f64() * 1e3);
            ask = Ask::Older(below);
        }
    }
    (world, times)
}

fn merged(world: &World) -> usize {
    let sources: Vec<Source> = (0..LANES).map(source).collect();
    let lanes: Vec<&Lane> = sources.iter().filter_map(|it| world.lane(it)).collect();
    let strands: Vec<Strand> = sources
        .iter()
        .zip(&lanes)
        .map(|(source, lane)| Strand {
            account: &source.account,
            lane,
            let_go: true,
            with_held: false,
        })
        .collect();
    black_box(merge(&strands)).rows.len()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[test]
fn merging_and_decoding() {
    let bodies = bodies();
    let (mut decoding, mut inserting, mut merging) = (Vec::new(), Vec::new(), Vec::new());
    let mut rows = 0;
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let pages = decoded(&bodies);
        decoding.push(began.elapsed().as_secs_f64() * 1e3);
        let (world, times) = taken(pages);
        inserting.push(median(times));
        let began = Instant::now();
        rows = merged(&world);
        merging.push(began.elapsed().as_secs_f64() * 1e3);
    }
    let bytes: usize = bodies.iter().flatten().map(String::len).sum();
    assert!(rows >= PAGES * POSTS);
    println!(
        "speed lanes {LANES} posts {} KiB {} rows {rows}",
        PAGES * POSTS,
        bytes / 1024
    );
    println!("speed decode {:.2}", median(decoding));
    println!("speed insert {:.4}", median(inserting));
    println!("speed merge {:.3}", median(merging));
}
