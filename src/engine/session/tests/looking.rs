//! What is behind a name.

use super::{web::answer, *};
use crate::core::http::{Response, Wait};

const V2: &str = "/api/v2/instance";
const V1: &str = "/api/v1/instance";

fn looked(web: &Web, text: &str) -> Look {
    block_on(look(&web.fake, text))
}

#[test]
fn a_server_that_can_be_used_is_told_by_its_name_or_anybodys_on_it() {
    let web = Web::new(&["one.example"]);
    for text in [
        "one.example",
        "https://one.example/@ana",
        "@ana@one.example",
    ] {
        let Look::Usable(server) = looked(&web, text) else {
            panic!("{text}")
        };
        assert_eq!(server.origin, origin("one.example"));
        assert_eq!(server.software, "mastodon 4.5.0");
        assert_eq!(server.title, "The server one.example");
        assert_eq!(server.streaming.as_deref(), Some("wss://one.example"));
        assert!(server.features.like && server.features.find && server.features.stream);
    }
}

#[test]
fn what_is_no_name_is_asked_of_nobody() {
    let web = Web::new(&[]);
    for (text, why) in [
        ("", NotAServer::Empty),
        ("mastodon", NotAServer::NoHost),
        ("me:secret@one.example", NotAServer::HasSecret),
    ] {
        assert_eq!(looked(&web, text), Look::NotAName(why));
    }
    assert!(web.sent().is_empty());
}

#[test]
fn where_nothing_answers_is_unreachable() {
    let web = Web::new(&["one.example"]);
    web.change("one.example", |site| site.down = true);
    let host = "one.example".to_owned();
    let want = Look::Unreachable {
        host: host.clone(),
        timed_out: false,
    };
    assert_eq!(looked(&web, "one.example"), want);
    web.change("one.example", |site| site.down = false);
    web.says("one.example", V2, Err(NoAnswer::TimedOut));
    web.says(
        "one.example",
        "/.well-known/nodeinfo",
        Err(NoAnswer::TimedOut),
    );
    let timed_out = true;
    assert_eq!(
        looked(&web, "one.example"),
        Look::Unreachable { host, timed_out }
    );
}

#[test]
fn a_server_that_lets_no_token_in_is_found_out_before_anybody_is_sent_there() {
    let probe = "/api/v1/accounts/verify_credentials";
    let web = Web::new(&["one.example"]);
    web.says("one.example", probe, Err(NoAnswer::Unreachable));
    let want = Look::ClosedToBrowsers {
        host: "one.example".into(),
        software: "mastodon 4.5.0".into(),
    };
    assert_eq!(looked(&web, "one.example"), want);
    let web = Web::new(&["one.example"]);
    web.says("one.example", V2, Err(NoAnswer::Unreachable));
    let closed = looked(&web, "one.example");
    assert!(
        matches!(closed, Look::ClosedToBrowsers { .. }),
        "{closed:?}"
    );
}

#[test]
fn a_server_of_another_kind_is_named() {
    let web = Web::new(&["one.example"]);
    web.says(
        "one.example",
        "/nodeinfo/2.0",
        answer(200, r#"{"software":{"name":"Lemmy"}}"#),
    );
    web.says("one.example", V2, answer(404, "{}"));
    let want = Look::OtherKind {
        host: "one.example".into(),
        software: "lemmy".into(),
    };
    assert_eq!(looked(&web, "one.example"), want);
}

#[test]
fn a_web_page_is_no_fediverse_server() {
    let web = Web::new(&["one.example"]);
    let page = answer(200, "<!doctype html><title>Bakery</title>");
    for path in ["/.well-known/nodeinfo", V2, V1] {
        web.says("one.example", path, page.clone());
    }
    let host = "one.example".to_owned();
    assert_eq!(looked(&web, "one.example"), Look::NotFediverse { host });
}

#[test]
fn a_server_that_asks_to_wait_is_not_asked_on() {
    let web = Web::new(&["one.example"]);
    let busy = Response {
        status: 429,
        retry_after: Some("120".into()),
        ..Response::default()
    };
    web.says("one.example", V2, Ok(busy));
    let want = Look::Refuses {
        host: "one.example".into(),
        why: Failure::SlowDown(Wait::Seconds(120)),
    };
    assert_eq!(looked(&web, "one.example"), want);
    assert_eq!(web.asked("one.example", V1), 0);
}

#[test]
fn a_server_without_the_second_version_is_asked_for_the_first() {
    let web = Web::new(&["one.example"]);
    web.says("one.example", V2, answer(404, "{}"));
    web.says(
        "one.example",
        V1,
        answer(200, r#"{"title":"Old","uri":"https://one.example/"}"#),
    );
    let server = server(&web, "one.example");
    assert_eq!(
        (server.title.as_str(), server.handle_host.as_str()),
        ("Old", "one.example")
    );
    assert!(!server.features.stream, "it names no stream");
}

#[test]
fn a_handle_leads_to_the_server_that_its_host_names() {
    let web = Web::new(&["handles.example", "social.example"]);
    let found = |href: &str| {
        answer(
            200,
            &format!(r#"{{"links":[{{"rel":"self","href":"{href}"}}]}}"#),
        )
    };
    let path = "/.well-known/webfinger";
    web.says(
        "handles.example",
        path,
        found("https://social.example/users/ana"),
    );
    let sign_in = server(&web, "@ana@handles.example");
    assert_eq!(sign_in.origin, origin("social.example"));
    let asked = web
        .sent()
        .into_iter()
        .find(|sent| sent.target.contains("webfinger"));
    let target = asked.expect("it was asked").target;
    assert!(
        target.ends_with("?resource=acct%3Aana%40handles.example"),
        "{target}"
    );
    for href in ["http://social.example/users/ana", "javascript:alert(1)", ""] {
        web.says("handles.example", path, found(href));
        let stays = server(&web, "@ana@handles.example");
        assert_eq!(stays.origin, origin("handles.example"), "{href}");
    }
}

#[test]
fn a_redirect_is_followed_once_and_never_again_with_a_token() {
    let web = Web::new(&["www.example", "social.example"]);
    let moved = Response {
        status: 200,
        body: br#"{"title":"Moved","domain":"social.example"}"#.into(),
        origin: Some("https://social.example".into()),
        ..Response::default()
    };
    web.says("www.example", V2, Ok(moved));
    let server = server(&web, "www.example");
    assert_eq!(server.origin, origin("social.example"));
    let with_token = web.got().into_iter().filter(|got| got.token.is_some());
    assert!(
        with_token
            .into_iter()
            .all(|got| got.host == "social.example")
    );
}

#[test]
fn looking_tells_nobody_a_secret() {
    let web = Web::new(&["one.example"]);
    signed_in(&web, "one.example", "ana", &[]);
    let before = web.got().len();
    looked(&web, "one.example");
    let tokens: Vec<_> = web.got()[before..]
        .iter()
        .filter_map(|got| got.token.clone())
        .collect();
    assert_eq!(tokens, ["none"], "the probe, with a token that is none");
}
