//! Two home timelines read as one, and conversations that two servers know.

use skein::{
    core::{
        id::{LocalId, PostUri},
        thread::{Branch, lay_out},
        timeline::{Ask, Cursor},
        world::Update,
    },
    engine::{fake::block_on, reading},
};

use crate::{
    life::{A, B, Life, client, id_of},
    servers::{Copy, Site, copy},
};

const SHARED: &str = "https://c.example/p/shared";

#[test]
fn two_timelines_are_read_as_one_and_a_post_on_both_is_one_row() {
    let a = Site::with(vec![
        copy("13", "https://a.example/p/new", 50),
        copy("12", SHARED, 30),
    ]);
    let b = Site::with(vec![
        copy("940", "https://b.example/p/mid", 40),
        copy("931", SHARED, 30),
    ]);
    let mut life = Life::new(a, b);
    life.load(A, Ask::Newest).unwrap();
    life.load(B, Ask::Newest).unwrap();
    assert_eq!(
        life.rows(),
        [
            ("https://a.example/p/new".to_owned(), vec![id_of(A)]),
            ("https://b.example/p/mid".to_owned(), vec![id_of(B)]),
            (SHARED.to_owned(), vec![id_of(A), id_of(B)]),
        ]
    );
}

#[test]
fn reading_on_to_the_end_of_both_gives_every_post_once_and_in_order() {
    let numbered = |host: &str, from: u32, count: u32, step: u32| {
        let copies = (0..count).map(|n| {
            let at = from - n * step;
            let shared = at.is_multiple_of(5);
            let uri = if shared {
                format!("https://c.example/p/{at}")
            } else {
                format!("https://{host}/p/{at}")
            };
            copy(&format!("{host}-{at}"), &uri, at)
        });
        Site::with(copies.collect())
    };
    let mut life = Life::new(numbered(A, 60, 20, 2), numbered(B, 55, 11, 5));
    life.load(A, Ask::Newest).unwrap();
    life.load(B, Ask::Newest).unwrap();
    let mut former = life.rows();
    for _ in 0..40 {
        let Some(next) = life.merged().next else {
            break;
        };
        let host = if next == id_of(A) { A } else { B };
        let cursor: Cursor = life.lane(host).bottom().unwrap().clone();
        life.load(host, Ask::Older(cursor)).unwrap();
        let rows = life.rows();
        let uris =
            |rows: &[(String, _)]| rows.iter().map(|(uri, _)| uri.clone()).collect::<Vec<_>>();
        assert_eq!(
            uris(&rows)[..former.len()],
            uris(&former),
            "nothing comes in above the reader"
        );
        former = rows;
    }
    assert!(life.merged().next.is_none());
    let times: Vec<u32> = former
        .iter()
        .map(|(uri, _)| uri.rsplit_once('/').unwrap().1.parse().unwrap())
        .collect();
    assert!(times.is_sorted_by(|a, b| a > b), "{times:?}");
    let both = former
        .iter()
        .filter(|(_, through)| through.len() == 2)
        .count();
    assert_eq!((times.len(), both), (20 + 11 - 3, 3));
}

/// A conversation of which each server knows a part.
fn conversation() -> Life {
    let root = "https://a.example/p/root";
    let answer = |id: &str, uri: &str, at, to: &str| Copy {
        answers: Some(to.into()),
        ..copy(id, uri, at)
    };
    let mut a = Site::with(vec![copy("1", root, 1)]);
    a.copies
        .push(answer("2", "https://a.example/p/early", 2, "1"));
    let mut b = Site::with(vec![copy("500", root, 1)]);
    b.copies
        .push(answer("502", "https://b.example/p/late", 5, "500"));
    b.copies
        .push(answer("503", "https://b.example/p/deep", 6, "502"));
    b.copies
        .push(answer("504", "https://c.example/p/torn", 7, "none"));
    Life::new(a, b)
}

fn told(life: &mut Life, host: &str, uri: &PostUri) -> Vec<PostUri> {
    let sighting = life.world.sighting(uri, &id_of(host));
    let local = sighting.map(|sighting| sighting.local.clone());
    let asked = life.tick();
    let client = client(host);
    let answer = reading::conversation(&life.fake, &client, uri, local.as_ref());
    let shown = block_on(answer).unwrap();
    let members = shown
        .seen
        .iter()
        .map(|seen| seen.post.uri.clone())
        .collect();
    life.world.apply(Update::Shown {
        seen: shown.seen,
        asked,
    });
    members
}

#[test]
fn a_conversation_is_what_both_servers_know_of_it() {
    let mut life = conversation();
    life.load(A, Ask::Newest).unwrap();
    life.load(B, Ask::Newest).unwrap();
    let root = PostUri::new("https://a.example/p/root");
    for order in [[A, B], [B, A]] {
        let mut members = Vec::new();
        for host in order {
            members.extend(told(&mut life, host, &root));
        }
        members.sort();
        members.dedup();
        let nodes: Vec<_> = members
            .iter()
            .filter_map(|uri| life.world.node(uri))
            .collect();
        let drawn: Vec<Branch> = lay_out(&root, &nodes);
        let tree: Vec<_> = drawn
            .iter()
            .map(|branch| (branch.post.as_str(), branch.depth))
            .collect();
        assert_eq!(
            tree,
            [
                ("https://a.example/p/root", 0),
                ("https://a.example/p/early", 1),
                ("https://b.example/p/late", 1),
                ("https://b.example/p/deep", 2),
            ]
        );
        assert_eq!(members.len(), 5, "one has no known parent");
    }
}

#[test]
fn a_server_that_has_not_shown_the_post_is_made_to_find_it_for_its_conversation() {
    let mut life = conversation();
    life.load(A, Ask::Newest).unwrap();
    let root = PostUri::new("https://a.example/p/root");
    let members = told(&mut life, B, &root);
    assert!(members.contains(&PostUri::new("https://b.example/p/late")));
    let targets = life.targets(B);
    assert!(targets[0].starts_with("/api/v2/search?q=https%3A%2F%2Fa.example%2Fp%2Froot&"));
    assert_eq!(targets[1], "/api/v1/statuses/500/context");
}

#[test]
fn a_quoted_post_is_asked_for_by_the_name_of_the_post_that_quotes_it() {
    let wanted = PostUri::new("https://b.example/p/quoted");
    let quoting = Copy {
        quotes: Some(Box::new(copy("2", wanted.as_str(), 2))),
        ..copy("1", "https://a.example/p/quoting", 5)
    };
    let life = Life::new(Site::with(vec![quoting]), Site::default());
    let (client, local) = (client(A), LocalId::new("1"));
    let seen = block_on(reading::entry(&life.fake, &client, &local, &wanted)).unwrap();
    assert_eq!(seen.quoted.unwrap().post.uri, wanted);
    assert_eq!(life.targets(A), ["/api/v1/statuses/1"]);
}

#[test]
fn a_post_of_the_accounts_own_server_is_asked_for_by_its_own_name() {
    let named = "https://b.example/users/ana/statuses/500";
    let mut b = Site::with(vec![copy("500", named, 1)]);
    b.copies.push(Copy {
        answers: Some("500".into()),
        ..copy("502", "https://b.example/users/ana/statuses/502", 5)
    });
    let mut life = Life::new(Site::default(), b);
    assert_eq!(told(&mut life, B, &PostUri::new(named)).len(), 2);
    assert_eq!(
        life.targets(B),
        ["/api/v1/statuses/500", "/api/v1/statuses/500/context"]
    );
}

#[test]
fn a_name_that_is_another_posts_is_not_taken_for_its_own() {
    let wanted = PostUri::new("https://b.example/notes/500");
    let b = Site::with(vec![
        copy("500", "https://b.example/users/ana/statuses/500", 1),
        copy("504", wanted.as_str(), 6),
    ]);
    let mut life = Life::new(Site::default(), b);
    assert_eq!(told(&mut life, B, &wanted).first(), Some(&wanted));
    assert!(life.targets(B)[2].starts_with("/api/v2/search?q="));
}
