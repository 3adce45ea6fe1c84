//! What servers push.

use serde_json::{Value, json};
use skein::{
    core::{
        id::{LocalId, PostUri},
        outbox::Change,
        timeline::Ask,
        world::Update,
    },
    engine::live::{Said, hear},
};

use crate::{
    life::{A, B, Life, client, id_of},
    servers::{Site, copy},
};

const POST: &str = "https://a.example/p/1";
const OLD: &str = "https://a.example/p/0";
const NEW: &str = "https://a.example/p/2";

fn life() -> Life {
    let mut a = Site::with(vec![copy("7", POST, 30), copy("5", OLD, 10)]);
    a.copies.push(copy("8", NEW, 40));
    let mut life = Life::new(a, Site::with(vec![copy("70", POST, 30)]));
    life.load(A, Ask::Newest).unwrap();
    life.load(B, Ask::Newest).unwrap();
    // To the end of both, so that no horizon cuts the rows.
    for host in [A, B] {
        let bottom = life.lane(host).bottom().unwrap().clone();
        life.load(host, Ask::Older(bottom)).unwrap();
    }
    life
}

fn status(life: &Life, id: &str) -> Value {
    life.web.borrow()[A].status(A, id).unwrap()
}

/// As Mastodon sends it: JSON within JSON.
fn message(event: &str, payload: &Value) -> String {
    let payload = match payload {
        Value::String(id) => id.clone(),
        other => other.to_string(),
    };
    json!({"stream": ["user"], "event": event, "payload": payload}).to_string()
}

fn heard(life: &mut Life, host: &str, message: &str, hold: bool) -> bool {
    match hear(&client(host), message, hold) {
        Some(Said::Update(update)) => {
            life.world.apply(update);
            true
        }
        _ => false,
    }
}

fn uris(life: &Life) -> Vec<String> {
    life.rows().into_iter().map(|(uri, _)| uri).collect()
}

#[test]
fn a_pushed_post_comes_on_top_once_and_waits_if_told_to() {
    let mut life = life();
    let update = message("update", &status(&life, "8"));
    heard(&mut life, A, &update, true);
    heard(&mut life, A, &update, true);
    assert_eq!(uris(&life), [POST, OLD]);
    assert_eq!(life.lane(A).held, 1);
    life.world
        .apply(Update::Released(skein::core::timeline::Feed::Home));
    assert_eq!(uris(&life), [NEW, POST, OLD]);
    life.on(A, |site| site.home.insert(0, "8".into()));
    life.load(A, Ask::Newest).unwrap();
    assert_eq!(uris(&life), [NEW, POST, OLD], "the page brings it again");
}

#[test]
fn a_pushed_boost_names_its_booster_and_folds_into_the_posts_row() {
    let mut life = life();
    let mut boost = status(&life, "8");
    boost["reblog"] = status(&life, "7");
    boost["id"] = json!("9");
    boost["account"] = json!({"id": "3", "acct": "eve@c.example", "display_name": "Eve"});
    let update = message("update", &boost);
    heard(&mut life, A, &update, false);
    assert_eq!(uris(&life), [POST, OLD]);
    let skein::core::timeline::Row::Post { boosters, .. } = &life.merged().rows[0] else {
        panic!("a post")
    };
    assert_eq!(boosters[0].handle.to_string(), "@eve@c.example");
    heard(&mut life, A, &message("delete", &json!("9")), false);
    assert_eq!(
        life.lane(A).entries().count(),
        2,
        "the boost was taken back"
    );
}

#[test]
fn a_pushed_edit_changes_the_text_and_not_what_the_account_did() {
    let mut life = life();
    life.act(A, POST, Change::Like(true)).unwrap();
    let mut edit = status(&life, "7");
    edit["content"] = json!("<p>edited</p>");
    edit["edited_at"] = json!("2026-01-01T01:00:00Z");
    edit["favourited"] = json!(false);
    heard(&mut life, A, &message("status.update", &edit), true);
    let post = life.world.post(&PostUri::new(POST)).unwrap();
    assert_eq!(post.text.plain(), "edited");
    assert_eq!(life.like(A, POST).0, Some(true));
    life.load(B, Ask::Newest).unwrap();
    let post = life.world.post(&PostUri::new(POST)).unwrap();
    assert_eq!(
        post.text.plain(),
        "edited",
        "B's server does not know of the edit yet"
    );
}

#[test]
fn a_pushed_deletion_takes_the_post_from_the_account_alone_that_was_told() {
    let mut life = life();
    let late = message("update", &status(&life, "7"));
    heard(&mut life, A, &message("delete", &json!("7")), true);
    heard(&mut life, A, &late, true);
    assert_eq!(life.rows()[0], (POST.to_owned(), vec![id_of(B)]));
    assert!(life.world.named(&id_of(A), &LocalId::new("7")).is_none());
    heard(&mut life, B, &message("delete", &json!("7")), true);
    assert_eq!(
        uris(&life),
        [POST, OLD],
        "B's server calls it by another name"
    );
    heard(&mut life, B, &message("delete", &json!("70")), true);
    assert_eq!(uris(&life), [OLD]);
}

#[test]
fn a_server_whose_loaded_posts_are_all_deleted_does_not_hide_the_others_rows() {
    let a = Site::with(vec![copy("7", "https://a.example/p/low", 10)]);
    let mut life = Life::new(a, Site::with(vec![copy("70", POST, 30)]));
    life.load(A, Ask::Newest).unwrap();
    life.load(B, Ask::Newest).unwrap();
    assert_eq!(uris(&life), [POST], "the rest is below what is known of B");
    heard(&mut life, A, &message("delete", &json!("7")), true);
    assert_eq!(uris(&life), [POST]);
}

#[test]
fn messages_that_are_broken_or_of_no_concern_change_nothing() {
    let mut life = life();
    let before = format!("{:?}", life.world);
    for message in [
        String::new(),
        "{".into(),
        ":thump".into(),
        message("notification", &json!({"id": "1", "type": "mention"})),
        message("update", &json!({"id": "5"})),
        message("update", &json!([[[]]])),
        message("delete", &json!("")),
        message("filters_changed", &json!(null)),
        json!({"error": "Missing access token", "status": 401}).to_string(),
    ] {
        assert!(!heard(&mut life, A, &message, true), "{message}");
    }
    assert_eq!(format!("{:?}", life.world), before);
}
