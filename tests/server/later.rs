//! Posts that servers keep, to post them later.

use serde_json::json as value;
use skein::{
    core::{
        http::{Body, Method},
        id::{LocalId, Millis},
        outbox::letter::{Letter, Names, Question, Quotable, Scheduled, Written},
        post::Audience,
        time::parse_time,
    },
    protocol::{BadAnswer, Viewer},
};

use super::{
    mastodon::BIGBONE,
    places::mastodon_4_6 as place,
    recorded::{LETTERS, Place, Recorded, json, viewer},
};

fn me() -> Viewer {
    viewer("https://a.example", "a.example")
}

fn later(at: &str) -> Letter {
    Letter {
        text: "Good morning".into(),
        at: parse_time(at),
        ..Letter::default()
    }
}

fn all(of: &Place, recorded: &Recorded) -> (Vec<Scheduled>, usize) {
    let call = LETTERS.scheduled(None).unwrap();
    assert!(recorded.request.ends_with(&call.request.path));
    (call.read)(&of.viewer(), &recorded.response()).unwrap()
}

#[test]
fn what_is_to_be_posted_later_says_when_in_utc() {
    let letter = later("2026-11-25T09:00:00+01:00");
    let call = LETTERS
        .write_later(&letter, &Names::default(), "key")
        .unwrap();
    let Body::Form(form) = &call.request.body else {
        panic!("no form");
    };
    let at = form.iter().find(|(key, _)| *key == "scheduled_at");
    assert_eq!(at.map(|(_, at)| at.as_str()), Some("2026-11-25T08:00:00Z"));
    assert_eq!(call.request.key.as_deref(), Some("key"));
    assert_eq!(call.request.path, "/api/v1/statuses");
}

#[test]
fn nothing_that_is_there_is_edited_later() {
    let names = Names {
        edits: Some(LocalId::new("1")),
        ..Names::default()
    };
    let letter = later("2026-11-25T09:00:00Z");
    assert!(LETTERS.write_later(&letter, &names, "key").is_err());
    let now = Letter::default();
    assert!(LETTERS.write_later(&now, &Names::default(), "key").is_err());
}

#[test]
fn what_the_server_keeps_is_told_from_what_it_posted() {
    let call = || LETTERS.write_later(&later("4000-01-01T14:33:14Z"), &Names::default(), "key");
    let recorded = place.one("post_api_v1_statuses_later");
    let written = (call().unwrap().read)(&place.viewer(), &recorded.response()).unwrap();
    let Written::Kept(kept) = written else {
        panic!("it was posted")
    };
    assert_eq!(kept.local.as_str(), "1");
    assert_eq!(Some(kept.at), parse_time("4000-01-01T14:33:14Z"));
    // A server that takes no notice of the time has posted it.
    let recorded = place.one("api_v1_statuses_ST");
    let written = (call().unwrap().read)(&place.viewer(), &recorded.response()).unwrap();
    let Written::Posted(seen) = written else {
        panic!("it was kept")
    };
    assert_eq!(Some(seen.post.uri.as_str()), recorded.body["uri"].as_str());
    let neither = (call().unwrap().read)(&me(), &json("{}"));
    assert!(matches!(neither, Err(BadAnswer::Garbled { .. })));
}

#[test]
fn the_list_is_read_whole() {
    let (kept, skipped) = all(&place, &place.one("api_v1_scheduled_statuses"));
    assert_eq!((kept.len(), skipped), (1, 0));
    assert_eq!(kept[0].letter.text, "please ensure adequate headroom");
    assert_eq!(kept[0].letter.quotable, Some(Quotable::Followers));
    assert_eq!(kept[0].letter.at, Some(kept[0].at));
    let (none, skipped) = all(&place, &place.one("api_v1_scheduled_statuses_none"));
    assert_eq!((none.len(), skipped), (0, 0));
    let call = LETTERS.scheduled(Some(&LocalId::new("7"))).unwrap();
    assert!(call.request.query.contains(&("max_id", "7".into())));
    let (kept, skipped) = (call.read)(&me(), &json(r#"[{"id":"1"},7]"#)).unwrap();
    assert_eq!((kept.len(), skipped), (0, 2));
}

#[test]
fn its_poll_pictures_and_what_it_speaks_of_are_not_lost() {
    let recorded = BIGBONE.one("scheduled_status_with_poll");
    let call = LETTERS
        .reschedule(&LocalId::new("12345"), Millis(0))
        .unwrap();
    let kept = (call.read)(&me(), &recorded.response()).unwrap();
    let poll = Question {
        options: vec!["foo".into(), "bar".into(), "baz".into()],
        multiple: true,
        hides: false,
        lasts: 3_600,
    };
    assert_eq!(kept.letter.poll, Some(poll));
    let body = value!({
        "id": "9", "scheduled_at": "2026-11-25T09:00:00.000Z",
        "params": {
            "text": "hi", "spoiler_text": "spiders", "visibility": "private", "language": "cy",
            "sensitive": true, "in_reply_to_id": 42, "quoted_status_id": "43",
        },
        "media_attachments": [{"id": "m1", "type": "image", "url": "https://a.example/m1.png", "description": "A lake"}],
    });
    let kept = (call.read)(&me(), &json(body.to_string())).unwrap();
    let letter = &kept.letter;
    assert_eq!((&*letter.text, &*letter.warning), ("hi", "spiders"));
    assert_eq!(letter.audience, Audience::Followers);
    assert_eq!(letter.language.as_deref(), Some("cy"));
    assert!(letter.sensitive);
    assert_eq!(letter.media[0].alt, "A lake");
    let held = letter.media[0].held.as_ref().unwrap();
    assert_eq!((held.local.as_str(), &held.account), ("m1", &me().account));
    assert_eq!(kept.answers, Some(LocalId::new("42")));
    assert_eq!(kept.quotes, Some(LocalId::new("43")));
}

#[test]
fn time_and_existence_are_changed_by_the_servers_name() {
    let local = LocalId::new("1/2");
    let at = parse_time("2026-11-25T09:00:00Z").unwrap();
    let call = LETTERS.reschedule(&local, at).unwrap();
    assert_eq!(call.request.method, Method::Put);
    assert_eq!(call.request.path, "/api/v1/scheduled_statuses/1%2F2");
    let form = vec![("scheduled_at", "2026-11-25T09:00:00Z".to_owned())];
    assert_eq!(call.request.body, Body::Form(form));
    let recorded = place.one("put_api_v1_scheduled_statuses_ID");
    let kept = (call.read)(&place.viewer(), &recorded.response()).unwrap();
    assert_eq!(Some(kept.at), parse_time("4000-01-01T14:23:14Z"));
    let call = LETTERS.unschedule(&local).unwrap();
    assert_eq!(call.request.method, Method::Delete);
    assert_eq!((call.read)(&me(), &json("{}")), Ok(()));
}

#[test]
fn only_servers_that_keep_letters_are_given_any() {
    for (software, keeps) in [
        ("mastodon 4.5.0", true),
        ("Mastodon", true),
        ("glitchsoc 4.6.0+glitch", true),
        ("akkoma 3.15.2", true),
        ("gotosocial 0.20.0", true),
        ("gotosocial 0.19.0-rc1", true),
        ("gotosocial 0.18.3", false),
        ("gotosocial", false),
        ("snac 2.75", false),
        ("mitra 4.0.0", false),
        ("hollo 0.6.0", false),
        ("", false),
    ] {
        assert_eq!(LETTERS.keeps_letters(software), keeps, "{software}");
    }
}
