//! What decoding, taking in and merging cost, natively or as Wasm in a page.
//! Prints, asserts no time; `script/bench` runs it as Wasm and reads the lines
//! that begin with `speed`. The bodies are taken from the folder `target/speed`
//! (`LANE-PAGE.json`) if it is there, or else made up.

#![allow(clippy::expect_used)]

#[cfg_attr(target_arch = "wasm32", path = "speed/page.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "speed/native.rs")]
mod place;

use std::hint::black_box;

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
const ROUNDS: usize = 7;

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
    let body = |lane, page| {
        place::file(&format!("{lane}-{page}.json")).unwrap_or_else(|| made_up(lane, page))
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

fn answered(body: String) -> Response {
    Response {
        status: 200,
        body: body.into(),
        ..Response::default()
    }
}

fn decoded(answers: &[Vec<Response>]) -> Vec<Vec<Page>> {
    let read = Mastodon
        .page(&Feed::Home, None)
        .expect("it has a home")
        .read;
    let page = |lane: usize, answer: &Response| {
        let viewer = Viewer {
            account: source(lane).account,
            handle_host: format!("s{lane}.example"),
        };
        read(&viewer, answer).expect("a page")
    };
    answers
        .iter()
        .enumerate()
        .map(|(lane, answers)| answers.iter().map(|answer| page(lane, answer)).collect())
        .collect()
}

/// Applies everything; how long a page took in the mean, in milliseconds.
fn taken(pages: Vec<Vec<Page>>) -> (World, f64) {
    let mut world = World::default();
    let mut took = 0.0;
    for (lane, pages) in pages.into_iter().enumerate() {
        let mut ask = Ask::Newest;
        for page in pages {
            let below = page.older.clone().expect("there is more");
            let update = Update::Page {
                source: source(lane),
                ask,
                page,
                asked: 1,
                hold: true,
            };
            let began = place::now();
            black_box(world.apply(update));
            took += place::now() - began;
            ask = Ask::Older(below);
        }
    }
    (world, took / (LANES * PAGES) as f64)
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

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn merging_and_decoding() {
    let bodies = bodies();
    let bytes: usize = bodies.iter().flatten().map(String::len).sum();
    let answers: Vec<Vec<Response>> = bodies
        .into_iter()
        .map(|bodies| bodies.into_iter().map(answered).collect())
        .collect();
    let (mut decoding, mut inserting, mut merging) = (Vec::new(), Vec::new(), Vec::new());
    let mut rows = 0;
    for _ in 0..ROUNDS {
        let began = place::now();
        let pages = decoded(&answers);
        decoding.push(place::now() - began);
        let (world, took) = taken(pages);
        inserting.push(took);
        let began = place::now();
        rows = merged(&world);
        merging.push(place::now() - began);
    }
    assert!(rows >= PAGES * POSTS);
    place::say(&format!(
        "speed bytes {bytes}
speed rows {rows}"
    ));
    place::say(&format!("speed decode {:.2}", median(decoding)));
    place::say(&format!("speed insert {:.4}", median(inserting)));
    place::say(&format!("speed merge {:.3}", median(merging)));
}
