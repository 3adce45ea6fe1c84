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
        "votes_count": 3, "options": [{"title": "yes", "votes_count": 3}]});
    status["card"] = json!({"url": "https://d.example/", "title": "T", "description": "D",
        "provider_name": "P", "image": "https://d.example/i.png", "type": "link"});
    status["quote"] = json!({"state": "accepted", "quoted_status": recorded});
    status
}

/// The paths to every value within `value`.
fn paths(value: &Value, at: &mut Vec<String>, out: &mut Vec<Vec<String>>) {
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

pub fn whatever_a_field_holds_the_page_keeps_its_items(place: &Place) {
    let (recorded, full) = subjects(place);
    let mut boost = full.clone();
    boost["reblog"] = recorded.clone();
    let viewer = place.viewer();
    let neighbour = items(&viewer, &format!("[{recorded}]"));
    let post = ADAPTER.post(&LocalId::new("1")).unwrap().read;
    for subject in [full, boost] {
        let mut all = Vec::new();
        paths(&subject, &mut Vec::new(), &mut all);
        assert!(all.len() > 80, "{}", all.len());
        for (path, wrong) in all
            .iter()
            .flat_map(|path| wrongs().into_iter().map(move |wrong| (path, wrong)))
        {
            let broken = replace(&subject, path, wrong.as_ref());
            let at = format!("{} = {wrong:?}", path.join("."));
            let two = items(&viewer, &format!("[{broken},{recorded}]"));
            assert_eq!(two.len(), 2, "{at}");
            assert_eq!(two[1], neighbour[0], "{at}");
            let readable = two[0].seen.is_some();
            assert_eq!(two[0].entry.what == What::Unreadable, !readable, "{at}");
            // A placeholder below takes nothing from the post above it but its time.
            let turned = items(&viewer, &format!("[{recorded},{broken}]"));
            assert_eq!((turned.len(), &turned[0]), (2, &neighbour[0]), "{at}");
            assert_eq!(turned[1].seen, two[0].seen, "{at}");
            // As a post of its own it is read or refused, and that is all.
            let _ = post(&viewer, &answer(broken.to_string()));
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
    let whole = items(&viewer, &format!("[{full}]"));
    let mut all = Vec::new();
    paths(&full, &mut Vec::new(), &mut all);
    for (path, wrong) in all
        .iter()
        .flat_map(|path| wrongs().into_iter().map(move |wrong| (path, wrong)))
    {
        let name = path.join(".");
        if NEEDED.contains(&name.as_str()) {
            continue;
        }
        let broken = replace(&full, path, wrong.as_ref());
        let read = items(&viewer, &format!("[{broken}]"));
        let at = format!("{name} = {wrong:?}");
        let seen = read[0]
            .seen
            .as_ref()
            .unwrap_or_else(|| panic!("lost for {at}"));
        assert_eq!(read[0].entry, whole[0].entry, "{at}");
        assert_eq!(
            seen.post.uri,
            whole[0].entry.post().unwrap().clone(),
            "{at}"
        );
    }
    // One of the two names is enough.
    for name in ["uri", "url"] {
        let read = items(
            &viewer,
            &format!("[{}]", replace(&recorded, &[name.to_owned()], None)),
        );
        assert!(read[0].seen.is_some(), "{name}");
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
