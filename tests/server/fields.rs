//! Every string of the corpora in every field of every document that is read.

use serde_json::{Value, json};
use skein::{
    core::{http::Response, id::LocalId, timeline::What},
    protocol::{BadAnswer, Event, Viewer, detect, oauth},
};

use super::{
    contract, corpora,
    recorded::{ADAPTER, json as answer, viewer},
    rule,
    tolerance::full,
};

fn me() -> Viewer {
    viewer("https://a.example", "a.example")
}

pub const GOOD: &str = r#"{"id":"good","uri":"https://a.example/good","created_at":"2026-01-01T00:00:00Z",
    "account":{"acct":"x","url":"https://a.example/@x"},"content":"<p>good</p>"}"#;

/// What a status cannot do without, or what decides how it is read.
const KEPT: [&str; 7] = [
    "id",
    "uri",
    "created_at",
    "acct",
    "type",
    "state",
    "expires_at",
];

/// A status with something in every field, and in a boost of it.
pub fn status() -> Value {
    let mut status = full(&serde_json::from_str(GOOD).unwrap());
    let account = json!({"id": "9", "acct": "x@b.example", "uri": "https://b.example/x", "url": "https://b.example/@x",
        "display_name": "X :blob:", "avatar": "https://b.example/a.png", "bot": false, "note": "bio",
        "emojis": status["emojis"], "fields": [{"name": "n", "value": "v", "verified_at": "2026-01-01T00:00:00Z"}]});
    status["account"] = account.clone();
    status["quote"]["quoted_status"]["account"] = account;
    status["visibility"] = json!("public");
    status["filtered"] = json!([{"filter": {"title": "t", "context": ["home"], "filter_action": "warn"}, "keyword_matches": ["k"]}]);
    status["application"] = json!({"name": "app", "website": "https://d.example/"});
    status
}

/// Puts `with` wherever there is a string, but under these keys.
fn everywhere(value: &mut Value, with: &str, kept: &[&str]) {
    match value {
        Value::Object(map) => {
            let open = map
                .iter_mut()
                .filter(|(key, _)| !kept.contains(&key.as_str()));
            open.for_each(|(_, value)| everywhere(value, with, kept));
        }
        Value::Array(list) => list
            .iter_mut()
            .for_each(|value| everywhere(value, with, kept)),
        Value::String(text) => *text = with.to_owned(),
        _ => {}
    }
}

/// One string as it is, and in the places where it could do harm.
fn shapes(text: &str) -> [String; 5] {
    [
        text.to_owned(),
        format!("https://a.example/{text}"),
        format!("https://{text}/"),
        format!(
            "<p><a href=\"{text}\" class=mention>{text}</a> :{text}: <img src='{text}' alt='{text}'>"
        ),
        format!(":blob: {text} <b title='{text}'>{text}"),
    ]
}

/// Reads them in pages, each with a good post in the end, and holds the rule against all.
fn hold(statuses: &[Value]) {
    for some in statuses.chunks(50) {
        let all: Vec<_> = some.iter().map(Value::to_string).collect();
        let page = contract::page(&me(), &answer(format!("[{},{GOOD}]", all.join(",")))).unwrap();
        assert_eq!(page.items.len(), some.len() + 1);
        let good = page
            .items
            .last()
            .and_then(|item| item.seen.as_ref())
            .unwrap();
        assert_eq!(
            (good.post.text.plain().as_str(), good.post.uri.as_str()),
            ("good", "https://a.example/good")
        );
        rule::page(&page);
    }
}

#[test]
fn every_string_in_every_field_at_once_leaves_posts_and_no_harm() {
    let status = status();
    for text in corpora::strings() {
        let filled = shapes(&text).map(|shape| {
            let mut filled = status.clone();
            everywhere(&mut filled, &shape, &KEPT);
            filled
        });
        let all: Vec<_> = filled.iter().map(Value::to_string).collect();
        let page = contract::page(&me(), &answer(format!("[{},{GOOD}]", all.join(",")))).unwrap();
        assert!(
            page.items.iter().all(|item| item.seen.is_some()),
            "lost for {text:?}"
        );
        rule::page(&page);
    }
}

#[test]
fn every_string_in_a_field_that_names_something_harms_that_post_alone() {
    let status = status();
    let all = corpora::strings();
    for (turn, pointer) in [
        "/id",
        "/uri",
        "/created_at",
        "/account/acct",
        "/media_attachments/0/type",
        "/quote/state",
        "/poll/expires_at",
        "/in_reply_to_id",
        "/account/uri",
        "/quote/quoted_status/uri",
        "/mentions/0/acct",
    ]
    .into_iter()
    .enumerate()
    {
        // Each has another part of them.
        let filled = all.iter().skip(turn % 3).step_by(3).map(|text| {
            let mut filled = status.clone();
            *filled.pointer_mut(pointer).unwrap() = text.as_str().into();
            filled
        });
        hold(&filled.collect::<Vec<_>>());
    }
}

#[test]
fn every_string_in_an_account_is_a_name_at_worst() {
    let account = status()["account"].clone();
    for text in corpora::strings() {
        for kept in [&["acct"][..], &[]] {
            let mut filled = account.clone();
            everywhere(&mut filled, &text, kept);
            if let Ok(actor) = (ADAPTER.verify().read)(&me(), &answer(filled.to_string())) {
                rule::actor(&actor);
            }
        }
    }
}

#[test]
fn every_string_in_a_former_version_or_a_translation_does_no_harm() {
    let status = status();
    let id = LocalId::new("1");
    let (history, translate) = (ADAPTER.history(&id), ADAPTER.translate(&id, "en"));
    let (history, translate) = (history.unwrap().read, translate.unwrap().read);
    for text in corpora::strings().iter().flat_map(|text| shapes(text)) {
        let mut filled = status.clone();
        filled["provider"] = "P".into();
        filled["detected_source_language"] = "de".into();
        everywhere(&mut filled, &text, &KEPT);
        let body = json!([filled]).to_string();
        let versions = history(&me(), &answer(body)).unwrap();
        assert_eq!(versions.len(), 1, "{text:?}");
        versions.iter().for_each(rule::version);
        rule::translation(&translate(&me(), &answer(filled.to_string())).unwrap());
    }
}

#[test]
fn every_string_of_a_server_about_itself_is_short_and_clean() {
    let instance = json!({"title": "t", "version": "v", "domain": "d", "account_domain": "a", "uri": "u",
        "configuration": {"urls": {"streaming": "s"}}, "urls": {"streaming_api": "s"}});
    for text in corpora::strings() {
        let mut filled = instance.clone();
        everywhere(&mut filled, &text, &[]);
        let read = (detect::instance_v2().read)(&me(), &answer(filled.to_string())).unwrap();
        rule::text(&format!("{}\n{}", read.title, read.version));
        assert!(read.title.chars().count() <= 100 && read.version.chars().count() <= 100);
        assert!(
            read.handle_host.len() <= 300 && read.handle_host.bytes().all(|b| b.is_ascii_graphic()),
            "{text:?}"
        );
        let stream = read.streaming.unwrap_or_default();
        assert!(
            stream.len() <= 300 && !stream.contains(['@', '#', '?', ' ']),
            "{stream:?}"
        );
        let info = json!({"software": {"name": text, "version": text}});
        let (name, version) =
            (detect::nodeinfo("/n").read)(&me(), &answer(info.to_string())).unwrap();
        rule::text(&format!("{name}\n{version}"));
    }
}

#[test]
fn every_string_in_a_refusal_is_short_and_clean() {
    for text in corpora::strings() {
        for body in [
            json!({"error": text}),
            json!({"error": {"message": text}}),
            json!({"message": text}),
            json!({"error": "x", "error_description": text}),
            json!(text),
            json!([text]),
        ] {
            for status in [200, 401, 403, 422, 500] {
                let response = Response {
                    status,
                    ..answer(body.to_string())
                };
                match contract::page(&me(), &response) {
                    Err(
                        BadAnswer::Refused { message: said, .. }
                        | BadAnswer::Garbled { why: said, .. },
                    ) => {
                        rule::text(&said);
                        assert!(said.chars().count() <= 300, "{said}");
                    }
                    Err(_) => {}
                    Ok(page) => assert!(
                        page.items
                            .iter()
                            .all(|item| item.entry.what == What::Unreadable)
                    ),
                }
            }
        }
    }
}

#[test]
fn every_string_in_a_token_or_a_registration_is_kept_out_of_errors() {
    for text in corpora::strings() {
        let app = json!({"client_id": text, "client_secret": text, "access_token": text});
        let register = oauth::register("r", "s", "w");
        if let Ok(app) = (register.read)(&me(), &answer(app.to_string())) {
            let granted = json!({"access_token": [format!("s3cret{text}")]}).to_string();
            let bad = (oauth::token(&app, "c", "v").read)(&me(), &answer(granted)).err();
            assert!(!format!("{bad:?}").contains("s3cret"));
        }
        let refused = (oauth::register("r", "s", "w").read)(
            &me(),
            &answer(json!({"client_secret": [text]}).to_string()),
        );
        let short = |bad: BadAnswer| format!("{bad:?}").len() < 2_000;
        assert!(refused.err().is_some_and(short));
    }
}

#[test]
fn every_string_pushed_by_a_stream_is_a_post_or_nothing() {
    let status = status();
    for text in corpora::strings() {
        let mut filled = status.clone();
        everywhere(&mut filled, &text, &KEPT);
        let twice = json!(filled.to_string());
        for (event, payload) in [
            ("update", &twice),
            ("status.update", &filled),
            ("update", &json!(text)),
            ("delete", &json!(text)),
            (text.as_str(), &filled),
        ] {
            let message = json!({"event": event, "payload": payload});
            match ADAPTER.event(&me(), &message.to_string()) {
                Some(Event::New(item)) => rule::item(&item),
                Some(Event::Edited(seen)) => rule::seen(&seen),
                Some(Event::Deleted(id)) => {
                    assert!(!id.as_str().is_empty() && id.as_str().len() <= 100);
                }
                Some(Event::Told) | None => {}
            }
        }
    }
}
