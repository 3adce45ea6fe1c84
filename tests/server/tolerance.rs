//! A status with one thing wrong in it, for every thing and every wrong.

use serde_json::{Value, json};
use skein::{
    core::{
        id::LocalId,
        post::{Audience, MediaKind},
        timeline::{Item, What},
    },
    protocol::Viewer,
};

use super::{
    contract,
    recorded::{ADAPTER, Place, json as answer},
};

/// What every field is replaced with, one after the other.
fn wrongs() -> Vec<Option<Value>> {
    let mut wrongs = vec![None];
    wrongs.extend(
        [
            json!(null),
            json!(""),
            json!(0),
            json!(-1),
            json!([]),
            json!({}),
            json!("florp"),
        ]
        .map(Some),
    );
    wrongs.extend(
        [
            json!(u64::MAX),
            json!(1e308),
            json!(0.5),
            json!(true),
            json!([null]),
        ]
        .map(Some),
    );
    wrongs.extend(
        [
            json!({"id": 7}),
            json!("\u{0}\u{202e}"),
            json!("javascript:alert(1)"),
        ]
        .map(Some),
    );
    wrongs
}

/// A status with something in every field that the adapter reads, laid over a
/// recorded one.
pub fn full(recorded: &Value) -> Value {
    let mut status = recorded.clone();
    status["id"] = json!("full-1");
    status["uri"] = json!("https://b.example/full-1");
    status["url"] = json!("https://b.example/@full/1");
    status["edited_at"] = json!("2026-12-01T00:00:00.000Z");
    status["in_reply_to_id"] = json!("5");
    status["in_reply_to_account_id"] = json!("6");
    status["language"] = json!("en");
    status["spoiler_text"] = json!("careful :blob:");
    let emoji = json!({"shortcode": "blob", "url": "https://b.example/e.png", "static_url": "https://b.example/s.png"});
    status["emojis"] = json!([emoji]);
    status["account"]["emojis"] = json!([emoji]);
    status["tags"] = json!([{"name": "cats", "url": "https://b.example/tags/cats"}]);
    status["mentions"] = json!([{"id": "6", "username": "eve", "acct": "eve@c.example", "url": "https://c.example/@eve"}]);
    status["media_attachments"] = json!([{
        "id": "1", "type": "image", "url": "https://b.example/1.png",
        "preview_url": "https://b.example/1s.png", "description": "a cat",
        "meta": {"original": {"width": 640, "height": 480}, "small": {"width": 64, "height": 48},
            "focus": {"x": 0.5, "y": -0.5}},
    }]);
    status["poll"] = json!({"id": "1", "expires_at": "2026-12-02T00:00:00Z", "expired": false,
        "votes_count": 3, "voters_count": 3, "multiple": false, "voted": true, "own_votes": [0],
        "options": [{"title": "yes", "votes_count": 3}]});
    status["card"] = json!({"url": "https://d.example/", "title": "T", "description": "D",
        "provider_name": "P", "image": "https://d.example/i.png", "type": "link",
        "image_description": "a bridge", "blurhash": "UABE0ht700?b~qt7WBof00ayt7j[", "published_at": "2026-01-01",
        "author_name": "A", "author_url": "https://d.example/a", "html": "<iframe src='https://d.example/'>",
        "authors": [{"name": "A", "url": "https://d.example/a", "account": {"acct": "a@d.example"}}]});
    status["quote"] = json!({"state": "accepted", "quoted_status": {"id": "q", "uri": "https://e.example/q",
        "created_at": "2026-01-01T00:00:00Z", "account": {"acct": "q@e.example"}, "content": "<p>q</p>"}});
    status
}

/// A boost with nothing in it but what makes it one.
fn boost(recorded: &Value) -> Value {
    json!({"id": "boost-1", "created_at": "2027-01-01T00:00:00Z", "content": "",
        "account": {"id": "6", "acct": "eve@c.example", "display_name": "Eve :blob:",
            "emojis": [{"shortcode": "blob", "url": "https://b.example/e.png"}]},
        "reblog": recorded})
}

/// The paths to every value within `value`.
pub fn paths(value: &Value, at: &mut Vec<String>, out: &mut Vec<Vec<String>>) {
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => return,
    };
    for (key, part) in parts {
        at.push(key);
        out.push(at.clone());
        paths(part, at, out);
        at.pop();
    }
}

fn replace(whole: &Value, path: &[String], with: Option<&Value>) -> Value {
    let mut whole = whole.clone();
    let (last, parents) = path.split_last().unwrap();
    let pointer: String = parents.iter().map(|key| format!("/{key}")).collect();
    match (whole.pointer_mut(&pointer).unwrap(), with) {
        (Value::Object(map), Some(with)) => drop(map.insert(last.clone(), with.clone())),
        (Value::Object(map), None) => drop(map.remove(last)),
        (Value::Array(list), Some(with)) => list[last.parse::<usize>().unwrap()] = with.clone(),
        (Value::Array(list), None) => drop(list.remove(last.parse().unwrap())),
        _ => unreachable!("only these have parts"),
    }
    whole
}

fn items(viewer: &Viewer, body: &str) -> Vec<Item> {
    contract::page(viewer, &answer(body))
        .unwrap_or_else(|bad| panic!("{bad:?}: {body}"))
        .items
}

/// A recorded status, and the same with everything in it.
fn subjects(place: &Place) -> (Value, Value) {
    let home = place.one("api_v1_timelines_home");
    let recorded = home.statuses().unwrap()[0].clone();
    let full = full(&recorded);
    (recorded, full)
}

/// A status with one thing wrong, and every wrong there is for it.
struct Broken {
    path: String,
    variants: Vec<Value>,
}

fn every_wrong(subject: &Value) -> Vec<Broken> {
    let mut all = Vec::new();
    paths(subject, &mut Vec::new(), &mut all);
    let broken = |path: &Vec<String>| Broken {
        path: path.join("."),
        variants: wrongs()
            .iter()
            .map(|wrong| replace(subject, path, wrong.as_ref()))
            .collect(),
    };
    all.iter().map(broken).collect()
}

/// A page of the variants between two good posts.
fn between(broken: &Broken, good: &Value) -> String {
    let all: Vec<_> = broken.variants.iter().map(Value::to_string).collect();
    format!("[{good},{},{good}]", all.join(","))
}

pub fn whatever_a_field_holds_the_page_keeps_its_items(place: &Place) {
    let (recorded, full) = subjects(place);
    let viewer = place.viewer();
    let good = items(&viewer, &format!("[{recorded}]")).remove(0);
    let post = ADAPTER.post(&LocalId::new("1")).unwrap().read;
    for broken in every_wrong(&full)
        .into_iter()
        .chain(every_wrong(&boost(&recorded)))
    {
        let read = items(&viewer, &between(&broken, &recorded));
        assert_eq!(read.len(), broken.variants.len() + 2, "{}", broken.path);
        assert_eq!(read.first(), Some(&good), "{}", broken.path);
        assert_eq!(read.last(), Some(&good), "{}", broken.path);
        for (item, variant) in read.iter().skip(1).zip(&broken.variants) {
            let unreadable = item.entry.what == What::Unreadable;
            assert_eq!(
                unreadable,
                item.seen.is_none(),
                "{}: {variant}",
                broken.path
            );
        }
        // As a post of its own it is read or refused, and that is all.
        if !broken.path.contains('.') {
            for variant in &broken.variants {
                let _ = post(&viewer, &answer(variant.to_string()));
            }
        }
    }
}

/// Where one of these is wrong, there is no post to speak of.
const NEEDED: [&str; 7] = [
    "id",
    "uri",
    "url",
    "created_at",
    "account",
    "account.acct",
    "reblog",
];

pub fn what_is_optional_may_be_missing(place: &Place) {
    let (recorded, full) = subjects(place);
    let viewer = place.viewer();
    let whole = items(&viewer, &format!("[{full}]")).remove(0);
    assert!(
        whole
            .seen
            .as_ref()
            .is_some_and(|seen| seen.quoted.is_some() && seen.post.poll.is_some())
    );
    for broken in every_wrong(&full) {
        if NEEDED.contains(&broken.path.as_str()) {
            continue;
        }
        let read = items(&viewer, &between(&broken, &recorded));
        for (item, variant) in read.iter().skip(1).zip(&broken.variants) {
            assert!(item.seen.is_some(), "lost for {}: {variant}", broken.path);
            assert_eq!(item.entry, whole.entry, "{}: {variant}", broken.path);
        }
    }
    // One of the two names is enough.
    for name in ["uri", "url"] {
        let one = replace(&recorded, &[name.to_owned()], None);
        assert!(
            items(&viewer, &format!("[{one}]"))[0].seen.is_some(),
            "{name}"
        );
    }
}

pub fn unknown_fields_change_nothing(place: &Place) {
    let (_, full) = subjects(place);
    let viewer = place.viewer();
    let mut more = full.clone();
    for part in [
        "",
        "/account",
        "/poll",
        "/card",
        "/media_attachments/0",
        "/media_attachments/0/meta",
        "/quote",
    ] {
        let part = more.pointer_mut(part).unwrap();
        part["x_new"] = json!({"deep": [1, {"er": null}]});
        part["__proto__"] = json!({"admin": true});
    }
    assert_eq!(
        items(&viewer, &format!("[{full}]")),
        items(&viewer, &format!("[{more}]"))
    );
}

pub fn unknown_words_are_kept(place: &Place) {
    let (_, mut full) = subjects(place);
    let viewer = place.viewer();
    for word in [
        "local",
        "list:5",
        "none",
        "subscribers",
        "mutuals_only",
        "florp",
        "Public",
        "",
    ] {
        full["visibility"] = json!(word);
        full["media_attachments"][0]["type"] = json!(word);
        let post = items(&viewer, &format!("[{full}]"))
            .remove(0)
            .seen
            .unwrap()
            .post;
        assert_eq!(post.audience, Audience::Unknown(word.into()));
        assert_eq!(post.media[0].kind, MediaKind::Unknown(word.into()));
        assert!(
            !post.audience.is_open(),
            "{word:?} is treated as the narrowest"
        );
    }
    for (word, audience) in [
        ("public", Audience::Public),
        ("unlisted", Audience::Unlisted),
        ("private", Audience::Followers),
        ("direct", Audience::Direct),
    ] {
        full["visibility"] = json!(word);
        let post = items(&viewer, &format!("[{full}]"))
            .remove(0)
            .seen
            .unwrap()
            .post;
        assert_eq!(post.audience, audience);
    }
}
