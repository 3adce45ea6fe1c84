//! Statuses that somebody made to break a reader.

use serde_json::{Value, json};
use skein::{
    core::{
        post::{Audience, Post, Quote},
        time::parse_time,
        timeline::{Item, What},
    },
    protocol::{BadAnswer, Viewer},
};

use super::{
    contract,
    recorded::{hostile, json as answer, viewer},
};

const GOOD: &str = r#"{"id":"good","uri":"https://a.example/good","created_at":"2026-01-01T00:00:00Z",
    "account":{"acct":"x","url":"https://a.example/@x"},"content":"<p>good</p>"}"#;

fn me() -> Viewer {
    viewer("https://a.example", "a.example")
}

/// Reads one status and a good one below it; the good one must not suffer.
fn read(status: &str) -> Result<Item, BadAnswer> {
    let mut page = contract::page(&me(), &answer(format!("[{status},{GOOD}]")))?;
    assert_eq!(page.items.len(), 2, "{status}");
    let good = page.items.pop().unwrap();
    assert_eq!(good.seen.unwrap().post.text.plain(), "good");
    Ok(page.items.remove(0))
}

struct Case {
    name: String,
    wire: String,
}

fn cases() -> Vec<Case> {
    let cases = hostile("statuses.json");
    let case = |case: &Value| Case {
        name: case["name"].as_str().unwrap().into(),
        wire: case["raw"]
            .as_str()
            .map_or_else(|| case["json"].to_string(), str::to_owned),
    };
    cases.iter().map(case).collect()
}

fn case(name: &str) -> Case {
    cases()
        .into_iter()
        .find(|case| case.name == name)
        .unwrap_or_else(|| panic!("no {name}"))
}

fn post(name: &str) -> Post {
    let seen = read(&case(name).wire).unwrap().seen;
    seen.unwrap_or_else(|| panic!("{name} was not read")).post
}

#[test]
fn no_status_panics_or_harms_its_neighbour() {
    let cases = cases();
    assert!(cases.len() > 100);
    for case in cases {
        match read(&case.wire) {
            Ok(item) => assert_eq!(item.seen.is_none(), item.entry.what == What::Unreadable),
            // What is no JSON at all has no neighbours either.
            Err(bad) => {
                assert!(matches!(bad, BadAnswer::Garbled { at: "Status[]", .. }));
                assert!(
                    serde_json::from_str::<Value>(&case.wire).is_err(),
                    "{}",
                    case.name
                );
            }
        }
    }
}

#[test]
fn what_is_optional_and_of_the_wrong_type_costs_no_post() {
    for case in cases() {
        let Some((field, kind)) = case.name.rsplit_once('_') else {
            continue;
        };
        let needed = ["reblog", "account", "created_at"].contains(&field);
        if needed || !["int", "array", "bool", "nested"].contains(&kind) {
            continue;
        }
        assert!(read(&case.wire).unwrap().seen.is_some(), "{}", case.name);
    }
}

#[test]
fn a_big_number_as_id_is_exact() {
    let item = read(&case("id_number_big").wire).unwrap();
    assert_eq!(item.entry.key.as_str(), "113456789012345678");
    assert_eq!(
        item.seen.unwrap().sighting.local.as_str(),
        "113456789012345678"
    );
}

#[test]
fn control_characters_leave_names() {
    let mut status: Value = serde_json::from_str(&case("nul_in_name").wire).unwrap();
    status["uri"] = json!("https://a.example/s/1");
    status["created_at"] = json!("2026-01-01T00:00:00Z");
    let author = read(&status.to_string()).unwrap().seen.unwrap().post.author;
    assert_eq!(author.handle.to_string(), "@ab@a.example");
    assert_eq!(author.plain_name(), "agnp.exe");
    let marks = post("name_zalgo").author.plain_name().chars().count();
    assert!(marks < 100, "{marks}");
}

#[test]
fn a_strange_date_is_understood_or_refused() {
    let date = |name: &str| {
        read(&case(name).wire)
            .unwrap()
            .seen
            .map(|seen| seen.post.published)
    };
    assert_eq!(date("date_nozone"), parse_time("2024-01-01T00:00:00Z"));
    let last = parse_time("9999-12-31T23:59:59.999Z");
    assert!(date("date_far").is_none_or(|date| Some(date) <= last));
}

#[test]
fn escaped_html_stays_text() {
    let text = post("double_decode").text.plain();
    assert!(
        text.starts_with("<img src=x onerror=alert(1)>"),
        "{text:.80}"
    );
    assert!(post("invisible_outside_link").text.plain().contains("seen"));
}

#[test]
fn no_dangerous_address_gets_into_a_post() {
    let refused = [
        "javascript",
        "java\t",
        "data:",
        "vbscript",
        "https:\\",
        "//evil",
        "https://good.example@",
        "blob:",
        "filesystem:",
        "\u{1}",
    ];
    for case in cases() {
        let Some((kind @ ("card" | "emoji"), url)) = case.name.split_once(':') else {
            continue;
        };
        // An address without a scheme has lost its colon to the name.
        let url = url.trim_start_matches([' ', '\u{1}']);
        let post = post(&case.name);
        let told = serde_json::to_string(&post).unwrap().to_lowercase();
        for scheme in [
            "javascript:",
            "data:",
            "vbscript:",
            "blob:",
            "filesystem:",
            "\"//",
            "good.example@",
        ] {
            assert!(!told.contains(scheme), "{}: {told}", case.name);
        }
        let bad = refused
            .iter()
            .any(|bad| url.to_lowercase().starts_with(bad));
        if bad && kind == "card" {
            assert!(post.card.is_none(), "{}: {:?}", case.name, post.card);
        }
        if bad && kind == "emoji" {
            assert_eq!(post.text.plain(), ":a:", "{}", case.name);
            assert!(!told.contains("\"url\""), "{}: {told}", case.name);
        }
        // An address that shows one name and means another is in its real, plain form.
        assert!(
            !told.contains("mаstodon") && !told.contains('\u{202e}'),
            "{}",
            case.name
        );
    }
}

#[test]
fn quotes_without_a_post_are_hidden() {
    assert_eq!(
        post("quote_state_obj").quote,
        Some(Quote::Hidden("pending".into(), None))
    );
    assert!(matches!(
        post("quote_shallow").quote,
        Some(Quote::Hidden(..))
    ));
}

#[test]
fn a_boost_of_a_boost_of_a_boost_is_read_to_the_first() {
    let item = read(&case("reblog_depth_60").wire).unwrap();
    assert!(matches!(item.entry.what, What::Boost { .. }));
    assert_eq!(
        item.seen.unwrap().post.uri.as_str(),
        "https://a.example/s/1"
    );
}

#[test]
fn unknown_audiences_are_kept_and_narrow() {
    for word in ["local", "list:5", "none", "subscribers", "florp", "3"] {
        let audience = post(&format!("visibility:{word}")).audience;
        assert_eq!(audience, Audience::Unknown(word.into()));
        assert!(!audience.is_open());
    }
}

#[test]
fn two_values_for_one_key_and_half_characters_are_placeholders_at_worst() {
    let twice = GOOD.replacen('{', r#"{"id":"other","content":"<p>other</p>","#, 1);
    let half = GOOD.replace("<p>good</p>", r"\ud800 \udc00\ud800");
    let half_key = GOOD.replacen('{', r#"{"\udfff":1,"#, 1);
    let half_unread = GOOD.replacen('{', r#"{"x_new":"\ud800","#, 1);
    for wire in [twice, half, half_key, half_unread] {
        if let Some(seen) = read(&wire).unwrap().seen {
            assert_eq!(seen.post.uri.as_str(), "https://a.example/good");
        }
    }
}

#[test]
fn broken_items_all_keep_their_places_apart() {
    let body = r#"[7, null, "x", {"id":"8"}, [], {"id":""}, {"id":9}, {}]"#;
    let page = contract::page(&me(), &answer(body)).unwrap();
    assert_eq!(page.items.len(), 8);
    let keys: std::collections::BTreeSet<_> =
        page.items.iter().map(|item| &item.entry.key).collect();
    assert_eq!(keys.len(), 8, "{keys:?}");
    assert!(
        page.items
            .iter()
            .all(|item| item.entry.what == What::Unreadable)
    );
}

#[test]
fn a_page_of_nothing_readable_still_goes_on() {
    let page = contract::page(&me(), &answer(r#"[{"id":"9"},{"id":"8"}]"#)).unwrap();
    assert_eq!(
        page.older.map(|cursor| cursor.0).as_deref(),
        Some("8"),
        "there may be more below"
    );
}
