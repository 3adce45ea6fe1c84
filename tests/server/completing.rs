//! What is offered while somebody writes: emoji, people, tags.

use serde_json::{Value, json};
use skein::{core::outbox::complete::Emoji, protocol::BadAnswer};

use super::{
    places::{gotosocial, snac, takahe},
    recorded::{LETTERS, Place, Recorded, json as answer, viewer},
};

const BIGBONE: Place = Place {
    folder: "mastodon/bigbone",
    origin: "https://mastodon.social",
    host: "mastodon.social",
    ..gotosocial
};

fn read(body: impl Into<Vec<u8>>) -> Result<Vec<Emoji>, BadAnswer> {
    let call = LETTERS.emoji().unwrap();
    let viewer = viewer("https://a.example", "a.example");
    let mut list = (call.read)(&viewer, &answer(body))?;
    let mut all = Vec::new();
    while let Some(some) = list.some()? {
        all.extend(some);
    }
    Ok(all)
}

fn emoji(recorded: &Recorded) -> Vec<Emoji> {
    let call = LETTERS.emoji().unwrap();
    assert!(recorded.request.contains(&call.request.path));
    read(recorded.body.to_string()).unwrap()
}

#[test]
fn the_emoji_of_a_server_are_read_as_it_sorts_them() {
    let recorded = BIGBONE.one("custom_emojis");
    let wire = recorded.body.as_array().unwrap();
    let all = emoji(&recorded);
    assert_eq!(all.len(), wire.len());
    for (one, wire) in all.iter().zip(wire) {
        assert_eq!(wire["shortcode"], json!(one.name));
        assert_eq!(wire["static_url"], json!(one.url.as_str()));
        assert_eq!(wire["category"].as_str().unwrap_or_default(), one.category);
    }
    for place in [gotosocial, snac, takahe] {
        assert_eq!(emoji(&place.one("api_v1_custom_emojis")), []);
    }
}

#[test]
fn emoji_that_would_be_something_else_are_none() {
    let url = "https://a.example/e.png";
    let list = json!([
        {"shortcode": "good", "url": url, "static_url": "javascript:alert(1)", "category": " A\u{202e} b\n"},
        {"shortcode": "plain", "static_url": url, "category": 7, "visible_in_picker": "no"},
        {"shortcode": "hidden", "url": url, "visible_in_picker": false},
        {"shortcode": "a b", "url": url},
        {"shortcode": "a:b", "url": url},
        {"shortcode": "\" onload=\"", "url": url},
        {"shortcode": "x".repeat(65), "url": url},
        {"shortcode": "", "url": url},
        {"shortcode": "script", "url": "javascript:alert(1)"},
        {"shortcode": "plain_http", "url": "http://a.example/e.png"},
        {"shortcode": "data", "url": "data:image/svg+xml,<svg/>"},
        {"shortcode": ["list"], "url": url},
        {"url": url}, "good", null, 5, [],
    ]);
    let all = read(list.to_string()).unwrap();
    let said: Vec<_> = all.iter().map(|it| (&*it.name, &*it.category)).collect();
    assert_eq!(said, [("good", "A b"), ("plain", "7")]);
    assert!(all.iter().all(|it| it.url.as_str() == url));
}

#[test]
fn what_is_no_list_of_emoji_is_refused_wherever_it_breaks_off() {
    for body in ["{}", "", "<html>", r#"{"error":"no"}"#, "null"] {
        assert!(read(body).is_err(), "{body}");
    }
    let one = json!({"shortcode": "a", "url": "https://a.example/e.png"});
    let whole = Value::Array(vec![one; 700]).to_string();
    assert_eq!(read(&*whole).unwrap().len(), 700);
    for cut in [1, 2, 30_000, whole.len() - 1] {
        assert!(read(&whole[..cut]).is_err(), "{cut}");
    }
}

#[test]
fn people_are_asked_for_by_what_was_typed_and_nobody_is_fetched() {
    let request = LETTERS.suggest_people("ana@on").unwrap().request;
    let target = "/api/v1/accounts/search?q=ana%40on&limit=8&resolve=false";
    assert_eq!(request.target(), target);
    for (place, name) in [
        (BIGBONE, "accounts_search"),
        (gotosocial, "api_v1_accounts_search_q_ACCT"),
        (takahe, "api_v1_accounts_search_q_ACCT"),
        (snac, "api_v1_accounts_search_q_ACCT"),
    ] {
        let recorded = place.one(name);
        let call = LETTERS.suggest_people("x").unwrap();
        assert!(recorded.request.contains(&call.request.path));
        let people = (call.read)(&place.viewer(), &recorded.response()).unwrap();
        let wire = recorded.body.as_array().unwrap();
        assert_eq!(people.len(), wire.len(), "{}", recorded.name);
        for (person, wire) in people.iter().zip(wire) {
            let user = wire["username"].as_str().unwrap();
            assert_eq!(person.handle.user, user);
            assert!(!person.handle.host.is_empty());
        }
    }
}

#[test]
fn tags_are_asked_for_and_read_as_each_server_gives_them() {
    let request = LETTERS.suggest_tags("ca").unwrap().request;
    assert_eq!(
        request.target(),
        "/api/v2/search?q=ca&type=hashtags&limit=8"
    );
    let tags = |place: &Place, recorded: Recorded| {
        let call = LETTERS.suggest_tags("x").unwrap();
        (call.read)(&place.viewer(), &recorded.response()).unwrap()
    };
    assert_eq!(
        tags(&BIGBONE, BIGBONE.one("search_hashtags")),
        ["catsofmastodon"]
    );
    for place in [snac, takahe] {
        let recorded = place.one("api_v2_search_q_test");
        assert_eq!(tags(&place, recorded), ["test"], "{}", place.folder);
    }
}

#[test]
fn a_tag_that_would_be_none_is_not_offered() {
    let viewer = viewer("https://a.example", "a.example");
    let body = json!({"hashtags": [
        {"name": "cats"}, "dogs", {"name": "two words"}, {"name": "12"}, {"name": "a\u{202e}b"},
        {"name": "<b>"}, {"name": "x".repeat(101)}, {}, null,
    ]});
    let read = LETTERS.suggest_tags("x").unwrap().read;
    let tags = read(&viewer, &answer(body.to_string())).unwrap();
    assert_eq!(tags, ["cats", "dogs"]);
    for body in ["[]", "{}", r#"{"hashtags":{}}"#, "x"] {
        assert!(read(&viewer, &answer(body)).is_err(), "{body}");
    }
}
