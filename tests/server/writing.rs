//! Posting: what is sent, and what must be known for it.

use skein::core::{
    actor::Handle,
    http::{Body, Method},
    id::{LocalId, PostUri},
    outbox::letter::{Letter, Names, answer},
    post::{Audience, Post},
};

use super::recorded::{ADAPTER, LETTERS, Place, json, viewer};

pub fn its_limits_are_those_that_it_tells(place: &Place) {
    for name in place.instances {
        let recorded = place.one(name);
        let older = name.contains("v1");
        let call = LETTERS.limits(older).unwrap();
        assert!(recorded.request.contains(&call.request.path), "{name}");
        let limits = (call.read)(&place.viewer(), &recorded.response()).unwrap();
        let told = &recorded.body["configuration"]["statuses"];
        let told = told["max_characters"].as_u64();
        assert_eq!(
            Some(u64::from(limits.characters)),
            told,
            "{}",
            recorded.name
        );
    }
}

pub fn what_an_account_has_posted_is_read(place: &Place) {
    let call = LETTERS.own_name().unwrap();
    let recorded = place.one("api_v1_accounts_verify_credentials");
    let own = (call.read)(&place.viewer(), &recorded.response()).unwrap();
    assert_eq!(Some(own.as_str()), recorded.body["id"].as_str());
    let call = LETTERS.posts_of(&own).unwrap();
    assert!(call.request.path.contains(own.as_str()));
    let recorded = place.one("api_v1_accounts_ME_statuses");
    let shown = (call.read)(&place.viewer(), &recorded.response()).unwrap();
    let wire = recorded.body.as_array().unwrap();
    let own = wire.iter().filter(|it| it["reblog"].is_null());
    let wire: Vec<_> = own.map(|it| it["uri"].as_str().unwrap()).collect();
    let seen: Vec<_> = shown.seen.iter().map(|it| it.post.uri.as_str()).collect();
    assert_eq!((seen, shown.skipped), (wire, 0));
}

fn letter(audience: Audience) -> Letter {
    Letter {
        text: "Hello & goodbye".into(),
        warning: "none".into(),
        language: Some("cy".into()),
        audience,
        answers: Some(PostUri::new("https://b.example/1")),
        ..Letter::default()
    }
}

#[test]
fn a_letter_is_sent_as_it_was_written() {
    for (audience, word) in [
        (Audience::Public, "public"),
        (Audience::Unlisted, "unlisted"),
        (Audience::Followers, "private"),
        (Audience::Direct, "direct"),
    ] {
        let names = Names {
            answers: Some(LocalId::new("77")),
            ..Names::default()
        };
        let call = LETTERS.write(&letter(audience), &names, "a key");
        let request = call.unwrap().request;
        let form = [
            ("status", "Hello & goodbye"),
            ("spoiler_text", "none"),
            ("language", "cy"),
            ("visibility", word),
            ("in_reply_to_id", "77"),
        ];
        let form = form.map(|(key, value)| (key, value.to_owned()));
        assert_eq!(request.method, Method::Post);
        assert_eq!(request.path, "/api/v1/statuses");
        assert_eq!(request.key.as_deref(), Some("a key"));
        assert_eq!(request.body, Body::Form(form.to_vec()));
    }
}

#[test]
fn nobody_knows_what_an_unknown_audience_would_be() {
    let audience = Audience::Unknown("circle".into());
    assert!(
        LETTERS
            .write(&letter(audience), &Names::default(), "k")
            .is_err()
    );
}

#[test]
fn what_heeds_keys_is_known_by_its_name() {
    for (software, heeds) in [
        ("mastodon 4.5.0", true),
        ("Akkoma 3.10", true),
        ("hollo 0.7", true),
        ("gotosocial 0.20.0", false),
        ("4.0.0 (not true; really snac/2.75)", false),
        ("takahe 0.11", false),
        ("pixelfed 0.12", false),
        ("", false),
    ] {
        assert_eq!(LETTERS.heeds_keys(software), heeds, "{software}");
    }
}

#[test]
fn limits_that_are_no_numbers_are_no_limits() {
    let viewer = viewer("https://a.example", "a.example");
    let read = LETTERS.limits(false).unwrap().read;
    for body in [
        "{}",
        "[]",
        r#"{"configuration":[]}"#,
        r#"{"configuration":{"statuses":{"max_characters":"many"}}}"#,
        r#"{"configuration":{"statuses":{"max_characters":0}}}"#,
        r#"{"max_toot_chars":-5}"#,
    ] {
        assert!(read(&viewer, &json(body)).is_err(), "{body}");
    }
    let own = read(&viewer, &json(r#"{"max_toot_chars":5000}"#)).unwrap();
    assert_eq!((own.characters, own.link), (5000, 0));
}

fn post(visibility: &str, warning: &str, text: &str) -> Post {
    let body = format!(
        r#"{{"id":"1","uri":"https://b.example/p/1","created_at":"2026-01-01T00:00:00Z",
        "account":{{"acct":"bo@b.example","url":"https://b.example/@bo","uri":"https://b.example/u/bo"}},
        "visibility":"{visibility}","spoiler_text":"{warning}","content":"{text}",
        "mentions":[{{"acct":"cy@c.example","url":"https://c.example/@cy","username":"cy","id":"3"}},
        {{"acct":"me","url":"https://a.example/@me","username":"me","id":"4"}}]}}"#
    );
    let call = ADAPTER.post(&LocalId::new("1")).unwrap();
    let viewer = viewer("https://a.example", "a.example");
    (call.read)(&viewer, &json(body)).unwrap().post
}

fn me() -> Vec<Handle> {
    vec![Handle::new("me", "a.example")]
}

const SPEAKS: &str = "<p><a href='https://c.example/@cy' class='u-url mention'>@cy</a> \
    <a href='https://a.example/@me' class='u-url mention'>@me</a> so it is</p>";

#[test]
fn an_answer_speaks_to_all_who_are_spoken_to_but_oneself() {
    let letter = answer(&post("public", "", SPEAKS), &me());
    assert_eq!(letter.text, "@bo@b.example @cy@c.example ");
    assert_eq!(letter.answers, Some(PostUri::new("https://b.example/p/1")));
}

#[test]
fn nobody_sees_an_answer_who_does_not_see_the_post() {
    for (wire, audience) in [
        ("public", Audience::Public),
        ("unlisted", Audience::Unlisted),
        ("private", Audience::Followers),
        ("direct", Audience::Direct),
        ("something new", Audience::Direct),
    ] {
        assert_eq!(answer(&post(wire, "", SPEAKS), &me()).audience, audience);
    }
}

#[test]
fn what_was_warned_of_is_warned_of_again() {
    let letter = answer(&post("public", "food", SPEAKS), &me());
    assert_eq!(letter.warning, "food");
}

#[test]
fn who_answers_themselves_speaks_to_nobody() {
    let own = vec![Handle::new("bo", "b.example")];
    assert_eq!(answer(&post("public", "", "<p>so</p>"), &own).text, "");
}
