//! What merging and decoding cost natively. Prints, asserts no time; run by
//! `script/bench`.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::time::Instant;

use skein::{
    core::{
        http::Response,
        id::{AccountId, ActorUri},
        timeline::{Ask, Feed, Lane, Source, merge, merge::Strand},
        world::{Update, World},
    },
    protocol::{Protocol, Viewer, mastodon::Mastodon},
};

const LANES: usize = 10;
const POSTS: usize = 1000;

fn statuses(lane: usize) -> String {
    let status = |post: usize| {
        let id = 1_000_000 - post * LANES - lane;
        format!(
            r#"{{"id":"{id}","uri":"https://s{lane}.example/{id}","url":"https://s{lane}.example/@a/{id}",
            "created_at":"2026-01-01T{:02}:{:02}:00Z","content":"<p>Hello <a href=\"https://a.example/\">world</a> {id}</p>",
            "account":{{"id":"1","acct":"a","url":"https://s{lane}.example/@a","display_name":"A"}},
            "visibility":"public","favourites_count":3,"media_attachments":[],"emojis":[],"tags":[],"mentions":[]}}"#,
            23 - post * 24 / POSTS,
            59 - post % 60,
        )
    };
    format!("[{}]", (0..POSTS).map(status).collect::<Vec<_>>().join(","))
}

#[test]
fn merging_and_decoding() {
    let bodies: Vec<String> = (0..LANES).map(statuses).collect();
    let mut world = World::default();
    let mut accounts = Vec::new();
    let read = Mastodon
        .page(&Feed::Home, None)
        .expect("it has a home")
        .read;
    let mut decoding = 0.0;
    let mut taking = 0.0;
    for (lane, body) in bodies.iter().enumerate() {
        let origin = format!("https://s{lane}.example");
        let account = AccountId::new(&origin, &ActorUri::new("me"));
        let viewer = Viewer {
            account: account.clone(),
            handle_host: format!("s{lane}.example"),
        };
        let response = Response {
            status: 200,
            body: body.clone().into(),
            ..Response::default()
        };
        let began = Instant::now();
        let page = read(&viewer, &response).expect("a page");
        decoding += began.elapsed().as_secs_f64();
        let source = Source {
            account: account.clone(),
            feed: Feed::Home,
        };
        let began = Instant::now();
        world.apply(Update::Page {
            source,
            ask: Ask::Newest,
            page,
            asked: 1,
            hold: false,
        });
        taking += began.elapsed().as_secs_f64();
        accounts.push(account);
    }
    let lanes: Vec<&Lane> = accounts
        .iter()
        .filter_map(|account| {
            world.lane(&Source {
                account: account.clone(),
                feed: Feed::Home,
            })
        })
        .collect();
    let strands: Vec<Strand> = accounts
        .iter()
        .zip(&lanes)
        .map(|(account, lane)| Strand {
            account,
            lane,
            let_go: true,
            with_held: false,
        })
        .collect();
    let began = Instant::now();
    let merged = merge(&strands);
    let merging = began.elapsed().as_secs_f64();
    // Each lane ends in a gap.
    assert_eq!(merged.rows.len(), 401 * LANES);
    let kb = bodies.iter().map(String::len).sum::<usize>() / 1024;
    println!("native, {LANES} lanes of 400 posts read ({kb} KB of JSON)");
    println!(
        "  decode {:.1} ms, take in {:.1} ms, merge {:.2} ms",
        decoding * 1e3,
        taking * 1e3,
        merging * 1e3
    );
}
