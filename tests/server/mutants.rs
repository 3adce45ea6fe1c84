//! Documents with something broken in them: by plan, by chance, and by the
//! JSON test suite of others. What is good beside them must not suffer.

use serde_json::{Value, json};
use skein::{
    core::{http::Response, id::LocalId, timeline::Feed},
    protocol::{Event, Viewer, detect, oauth},
};

use super::{
    contract, corpora,
    dice::Chance,
    fields::{GOOD, status},
    recorded::{ADAPTER, json as answer, viewer},
    rule,
    tolerance::paths,
};

fn me() -> Viewer {
    viewer("https://a.example", "a.example")
}

/// Stands for what `Value` cannot hold.
const HOLE: &str = "@@HOLE@@";

/// The whole with `raw` in place of the value at `path`.
fn with_raw(whole: &Value, path: &[String], raw: &str) -> String {
    let mut whole = whole.clone();
    let pointer: String = path.iter().map(|key| format!("/{key}")).collect();
    *whole.pointer_mut(&pointer).unwrap() = HOLE.into();
    whole.to_string().replace(&format!("\"{HOLE}\""), raw)
}

fn every_path(whole: &Value) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    paths(whole, &mut Vec::new(), &mut all);
    all
}

/// Reads `item` above a good post, and holds the rule against both.
fn beside_a_good_one(item: &str, what: &str) {
    let page = contract::page(&me(), &answer(format!("[{item},{GOOD}]")));
    let page = page.unwrap_or_else(|bad| panic!("{what}: {bad:?}"));
    assert_eq!(page.items.len(), 2, "{what}");
    let good = page.items[1].seen.as_ref().unwrap();
    assert_eq!(good.post.text.plain(), "good", "{what}");
    rule::page(&page);
}

/// Every reader of every document must survive it, and what it makes of it
/// must keep to the rule.
fn everywhere(body: &[u8]) {
    for status in [200, 403] {
        let response = Response {
            status,
            ..answer(body)
        };
        contract::page(&me(), &response).iter().for_each(rule::page);
        let local = LocalId::new("1");
        let shown = (ADAPTER.conversation(&local).unwrap().read)(&me(), &response);
        shown.iter().flat_map(|it| &it.seen).for_each(rule::seen);
        let uri = skein::core::id::PostUri::new("https://a.example/1");
        let found = (ADAPTER.find(&uri).unwrap().read)(&me(), &response);
        found.iter().flat_map(|it| &it.seen).for_each(rule::seen);
        let post = (ADAPTER.post(&local).unwrap().read)(&me(), &response);
        post.iter().for_each(rule::seen);
        let actor = (ADAPTER.verify().read)(&me(), &response);
        actor.iter().for_each(rule::actor);
        let _ = (detect::instance_v2().read)(&me(), &response);
        let _ = (detect::nodeinfo_index().read)(&me(), &response);
        let _ = (detect::nodeinfo("/n").read)(&me(), &response);
        let _ = (detect::webfinger("a@b.example").read)(&me(), &response);
        let app = (oauth::register("r", "s", "w").read)(&me(), &response);
        let _ = app.map(|app| (oauth::token(&app, "c", "v").read)(&me(), &response));
    }
    let text = String::from_utf8_lossy(body);
    for message in [
        text.to_string(),
        format!(r#"{{"event":"update","payload":{text}}}"#),
    ] {
        match ADAPTER.event(&me(), &message) {
            Some(Event::New(item)) => rule::item(&item),
            Some(Event::Edited(seen)) => rule::seen(&seen),
            _ => {}
        }
    }
}

#[test]
fn what_is_wrong_in_one_place_harms_that_post_alone() {
    let whole = status();
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let maps = format!("{}1{}", "{\"id\":".repeat(5_000), "}".repeat(5_000));
    let long = format!("\"{}\"", "x".repeat(20_000));
    let many = format!("[{}1]", "{\"a\":1},".repeat(5_000));
    let one = whole.to_string();
    let raws = [
        "1e400",
        "-1e-400",
        "99999999999999999999999999",
        "\"\\ud800\"",
        "{\"\\udfff\":1}",
        "[[]]",
        &deep,
        &maps,
        &long,
        &many,
        &one,
    ];
    for path in every_path(&whole) {
        for raw in raws {
            beside_a_good_one(
                &with_raw(&whole, &path, raw),
                &format!("{path:?}: {raw:.40}"),
            );
        }
    }
}

#[test]
fn a_key_that_stands_twice_harms_that_post_alone() {
    let whole = status();
    for path in every_path(&whole) {
        let (key, _) = path.split_last().unwrap();
        let value = whole
            .pointer(&path.iter().map(|key| format!("/{key}")).collect::<String>())
            .unwrap();
        for other in ["null", "\"other\"", "7", "{}", "[]"] {
            for twice in [
                format!("{value},\"{key}\":{other}"),
                format!("{other},\"{key}\":{value}"),
            ] {
                let text = with_raw(&whole, &path, &twice);
                // In a list there are no keys: that is no JSON.
                if serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok() {
                    beside_a_good_one(&text, &format!("{path:?}"));
                }
            }
        }
    }
}

/// Something of any kind, now and then a part of the document itself.
fn anything(chance: &mut Chance, whole: &Value, all: &[Vec<String>]) -> Value {
    match chance.below(12) {
        0 => Value::Null,
        1 => json!(chance.below(2) == 0),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(1e308),
        5 => json!({}),
        6 => json!([null, 7, {}, []]),
        7 => json!("x".repeat(chance.below(5_000))),
        8 => json!(chance.string(
            &[
                "<a href='",
                "javascript:",
                "\u{202e}",
                "\u{301}",
                ":blob:",
                "@",
                "https://",
                "\0",
                "'>"
            ],
            20
        )),
        9 => whole.clone(),
        _ => {
            let path = &all[chance.below(all.len())];
            let pointer: String = path.iter().map(|key| format!("/{key}")).collect();
            whole.pointer(&pointer).unwrap().clone()
        }
    }
}

/// Changes some places of a document to anything, or takes them away.
fn mutate(chance: &mut Chance, whole: &Value, all: &[Vec<String>]) -> Value {
    let mut mutant = whole.clone();
    for _ in 0..1 + chance.below(6) {
        let path = &all[chance.below(all.len())];
        let (key, parents) = path.split_last().unwrap();
        let pointer: String = parents.iter().map(|key| format!("/{key}")).collect();
        let with = anything(chance, whole, all);
        match mutant.pointer_mut(&pointer) {
            Some(Value::Object(map)) if chance.below(4) == 0 => drop(map.remove(key)),
            Some(Value::Object(map)) => drop(map.insert(key.clone(), with)),
            Some(Value::Array(list)) => list.push(with),
            _ => {}
        }
    }
    mutant
}

#[test]
fn mutants_harm_themselves_alone() {
    let (mut chance, whole) = (Chance::new(0x0D15EA5E), status());
    let all = every_path(&whole);
    for round in 0..3_000 {
        let mutant = mutate(&mut chance, &whole, &all).to_string();
        beside_a_good_one(&mutant, &mutant);
        if round % 10 == 0 {
            everywhere(mutant.as_bytes());
        }
    }
}

#[test]
fn bytes_that_were_hit_by_chance_are_survived() {
    let (mut chance, whole) = (Chance::new(0xBAD), status());
    let page = format!("[{whole},{GOOD}]");
    for _ in 0..1_500 {
        let mut bytes = page.clone().into_bytes();
        for _ in 0..1 + chance.below(4) {
            let at = chance.below(bytes.len());
            match chance.below(4) {
                0 => bytes[at] = chance.below(256) as u8,
                1 => drop(bytes.remove(at)),
                2 => bytes.truncate(at + 1),
                _ => bytes.insert(at, b"\"\\{}[],:\xff\xc3\x00"[chance.below(11)]),
            }
        }
        everywhere(&bytes);
    }
}

#[test]
fn documents_that_break_parsers_break_nothing() {
    let documents = corpora::documents();
    assert!(documents.len() > 300);
    for (name, bytes) in documents {
        everywhere(&bytes);
        let content = [
            b"[{\"id\":\"1\",\"content\":",
            bytes.as_slice(),
            b"},",
            GOOD.as_bytes(),
            b"]",
        ]
        .concat();
        let read = (ADAPTER.page(&Feed::Home, None).unwrap().read)(&me(), &answer(content));
        match read {
            Ok(page) => rule::page(&page),
            Err(_) => assert!(
                !name.starts_with("y_"),
                "{name} is faultless, and cost a page"
            ),
        }
        if name.starts_with("y_") {
            beside_a_good_one(std::str::from_utf8(&bytes).unwrap(), &name);
        }
        // Bytes that are no UTF-8 are replaced; nothing else is mended.
        if name.starts_with("n_") && !name.contains("utf") {
            let bad = contract::page(&me(), &answer(bytes));
            assert!(bad.is_err(), "{name}");
        }
    }
}
