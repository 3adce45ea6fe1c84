//! Refusals and oddities in HTTP, whatever the server.

use serde_json::Value;
use skein::{
    core::{
        http::{Response, Wait},
        id::LocalId,
        time::parse_time,
        timeline::{Cursor, Feed, Page},
    },
    protocol::{BadAnswer, Viewer, detect},
};

use super::recorded::{ADAPTER, Recorded, hostile, json, viewer};

fn me() -> Viewer {
    viewer("https://a.example", "a.example")
}

fn page(response: &Response) -> Result<Page, BadAnswer> {
    (ADAPTER.page(&Feed::Home, None).unwrap().read)(&me(), response)
}

fn refused(status: u16, message: &str) -> BadAnswer {
    BadAnswer::Refused {
        status,
        message: message.into(),
    }
}

fn until(text: &str) -> BadAnswer {
    BadAnswer::SlowDown(Wait::Until(parse_time(text).unwrap()))
}

fn slow(retry_after: Option<&str>, rate_reset: Option<&str>) -> BadAnswer {
    let response = Response {
        status: 429,
        retry_after: retry_after.map(Into::into),
        rate_reset: rate_reset.map(Into::into),
        body: br#"{"error":"Too many requests"}"#.to_vec(),
        ..Response::default()
    };
    page(&response).unwrap_err()
}

#[test]
fn each_refusal_is_told_from_the_others() {
    let cases = hostile("errors.json");
    for case in &cases {
        let recorded = Recorded {
            name: case["expect"].as_str().unwrap().into(),
            request: "GET /".into(),
            status: case["status"].as_u64().unwrap() as u16,
            headers: serde_json::from_value(case["headers"].clone()).unwrap(),
            body: case["body"].clone(),
        };
        let bad = page(&recorded.response()).unwrap_err();
        let want = match recorded.name.as_str() {
            "AuthRevoked (after verify)" => BadAnswer::SignedOut,
            "NeedLogin" => refused(422, "This method requires an authenticated user"),
            "AccountState(pending)" => refused(403, "Your login is currently pending approval"),
            "RateLimited(until)" => until("2026-01-01T00:05:00Z"),
            "RateLimited" => BadAnswer::SlowDown(Wait::Unknown),
            "Busy(30s)" => BadAnswer::SlowDown(Wait::Seconds(30)),
            "Http-like error" => refused(200, "record not found"),
            "AlreadySent (Pixelfed JSON)" => refused(400, "Duplicate idempotency key."),
            "Gone" => BadAnswer::Gone,
            "NeedTotp (Lemmy)" => refused(400, "missing_totp_token"),
            // HTML, and JSON of another kind.
            _ => {
                assert!(
                    matches!(bad, BadAnswer::Garbled { at: "Status[]", .. }),
                    "{bad:?}"
                );
                continue;
            }
        };
        assert_eq!(bad, want, "{}", recorded.name);
    }
    assert_eq!(cases.len(), 12);
}

#[test]
fn how_long_to_wait_is_read_from_every_header() {
    let seconds = |seconds| BadAnswer::SlowDown(Wait::Seconds(seconds));
    assert_eq!(slow(Some("30"), None), seconds(30));
    assert_eq!(slow(Some(" 7 "), None), seconds(7));
    assert_eq!(slow(Some("0"), None), seconds(0));
    let reset = "2026-08-01T14:00:00.979775Z";
    assert_eq!(slow(None, Some(reset)), until(reset));
    assert_eq!(slow(Some("30"), Some(reset)), seconds(30));
    assert_eq!(slow(None, None), BadAnswer::SlowDown(Wait::Unknown));
    for nonsense in ["soon", "-1", "99999999999999999999", "", "\u{0}", "1e9"] {
        assert_eq!(
            slow(Some(nonsense), None),
            BadAnswer::SlowDown(Wait::Unknown),
            "{nonsense}"
        );
        assert_eq!(
            slow(Some(nonsense), Some(reset)),
            until(reset),
            "{nonsense}"
        );
        assert_eq!(
            slow(None, Some(nonsense)),
            BadAnswer::SlowDown(Wait::Unknown),
            "{nonsense}"
        );
    }
}

#[test]
fn the_servers_words_are_text_and_not_endless() {
    let say = |words: &str| {
        let body = serde_json::json!({ "error": words }).to_string();
        match page(&Response {
            status: 403,
            body: body.into(),
            ..Response::default()
        }) {
            Err(BadAnswer::Refused { message, .. }) => message,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(say("a\u{0}b\u{202e}c"), "abc");
    assert!(say(&"x".repeat(1 << 20)).len() <= 400);
    assert_eq!(
        say("<b>no</b>"),
        "<b>no</b>",
        "words are shown as text, so they stay as they are"
    );
}

#[test]
fn bytes_that_are_no_text_cost_no_more_than_themselves() {
    let status = |id: u8, content: &[u8]| {
        let head = format!(
            r#"{{"id":"{id}","uri":"https://a.example/{id}","created_at":"2026-01-01T00:00:00Z","account":{{"acct":"x"}},"content":""#
        );
        [head.as_bytes(), content, b"\"}"].concat()
    };
    let odd = status(1, b"a\xFFb\xED\xA0\x80");
    let body = [b"\xEF\xBB\xBF[", &odd[..], b",", &status(2, b"good"), b"]"].concat();
    let read = page(&json(body)).unwrap();
    let texts = read.items.iter().filter_map(|item| item.seen.as_ref());
    let texts: Vec<_> = texts.map(|seen| seen.post.text.plain()).collect();
    assert_eq!(texts, ["a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}", "good"]);
}

#[test]
fn a_conversation_without_posts_is_an_error_in_disguise() {
    let read = ADAPTER.conversation(&LocalId::new("1")).unwrap().read;
    let bad = read(&me(), &json(r#"{"error":"Not today"}"#)).unwrap_err();
    assert_eq!(bad, refused(200, "Not today"));
    for body in ["{}", r#"{"ancestors":7,"descendants":null}"#] {
        let bad = read(&me(), &json(body)).unwrap_err();
        assert!(matches!(bad, BadAnswer::Garbled { at: "Context", .. }));
    }
    let half = read(&me(), &json(r#"{"ancestors":7,"descendants":[]}"#));
    assert_eq!(half.unwrap().seen.len(), 0);
}

#[test]
fn html_where_json_was_expected_is_garbled() {
    for body in [
        "<!doctype html><title>Login</title>",
        "",
        " ",
        "OK",
        "null",
        "{}",
        "\"x\"",
        "7",
    ] {
        let bad = page(&json(body)).unwrap_err();
        assert!(
            matches!(bad, BadAnswer::Garbled { at: "Status[]", .. }),
            "{body}: {bad:?}"
        );
        let read = ADAPTER.post(&LocalId::new("1")).unwrap().read;
        let bad = read(&me(), &json(body)).unwrap_err();
        assert!(
            matches!(bad, BadAnswer::Garbled { at: "Status", .. }),
            "{body}: {bad:?}"
        );
    }
}

#[test]
fn what_is_not_utf8_is_garbled() {
    let bad = page(&json(b"[\"\xff\xfe\"]".to_vec()));
    let read = bad.map(|page| page.items.iter().filter(|item| item.seen.is_some()).count());
    assert!(
        matches!(read, Err(BadAnswer::Garbled { .. }) | Ok(0)),
        "{read:?}"
    );
}

#[test]
fn an_error_in_disguise_is_a_refusal() {
    for body in [
        r#"{"error":"record not found"}"#,
        r#"{"error":{"message":"record not found"}}"#,
        r#"{"message":"record not found"}"#,
        r#"{"error":"x","error_description":"record not found"}"#,
    ] {
        assert_eq!(
            page(&json(body)).unwrap_err(),
            refused(200, "record not found"),
            "{body}"
        );
    }
}

#[test]
fn redirects_and_other_strange_codes_are_refusals() {
    for status in [
        0, 100, 301, 302, 304, 400, 402, 418, 500, 502, 504, 520, 599, 999,
    ] {
        let response = Response {
            status,
            body: b"[]".to_vec(),
            ..Response::default()
        };
        assert_eq!(
            page(&response).unwrap_err(),
            refused(status, ""),
            "{status}"
        );
    }
    let busy = Response {
        status: 503,
        ..Response::default()
    };
    assert_eq!(
        page(&busy).unwrap_err(),
        refused(503, ""),
        "503 is a wait only where it says so"
    );
}

#[test]
fn of_a_hostile_link_only_a_max_id_is_taken() {
    let body = r#"[{"id":"9","uri":"https://a.example/9","created_at":"2026-01-01T00:00:00Z",
        "account":{"acct":"x","url":"https://a.example/@x"}}]"#;
    let older = |link: &str| {
        let response = Response {
            link: Some(link.into()),
            ..json(body)
        };
        page(&response).unwrap().older
    };
    let links = hostile("link_headers.json");
    let wants = [
        Some("1"),
        Some("1"),
        Some("1"),
        None,
        Some("javascript:alert(1)"),
    ];
    assert_eq!(links.len(), wants.len());
    for (link, want) in links.iter().filter_map(Value::as_str).zip(wants) {
        assert_eq!(older(link), want.map(|id| Cursor(id.into())), "{link}");
    }
    for link in [
        "",
        ",,,",
        "<",
        "<>",
        "<>; rel=next",
        "<?max_id=>; rel=next",
        "<?max_id=5",
        ";;rel=next",
        "<?max_id=5>",
        "<?max_id=5>; rel=prev",
        "<?max_id=5>; rel=\"nextish\"",
        "<a,b?max_id=5>; rel=prev",
        "\u{1F980}",
    ] {
        assert_eq!(older(link), None, "{link}");
    }
    // What it named is encoded when it is sent: it cannot add parameters, or leave the path.
    let cursor = Cursor("1&limit=9#/../x\r\nX: y".into());
    let target = ADAPTER
        .page(&Feed::Home, Some(&cursor))
        .unwrap()
        .request
        .target();
    assert!(
        target.ends_with("&max_id=1%26limit%3D9%23%2F..%2Fx%0D%0AX%3A%20y"),
        "{target}"
    );
    let long = format!(
        "<https://a.example/?{}max_id=5>; rel=\"next\"",
        "a=b&".repeat(100_000)
    );
    assert_eq!(older(&long), Some(Cursor("5".into())));
}

#[test]
fn an_id_cannot_leave_its_place_in_a_path() {
    for id in ["../../oauth/revoke", "1/reblog?x=y", "1#a", "%2e%2e", "ä b"] {
        let target = ADAPTER.post(&LocalId::new(id)).unwrap().request.target();
        let (path, last) = target.rsplit_once('/').unwrap();
        assert_eq!(path, "/api/v1/statuses", "{target}");
        assert!(
            !last.contains(['?', '#', ' ']) && !last.contains("%2e"),
            "{target}"
        );
    }
}

#[test]
fn nodeinfo_is_looked_for_where_the_index_says_and_nowhere_else() {
    let read = |body: &str| (detect::nodeinfo_index().read)(&me(), &json(body)).unwrap();
    let rel = "http://nodeinfo.diaspora.software/ns/schema/2";
    let index = |href: &str| {
        read(&format!(
            r#"{{"links":[{{"rel":"{rel}.0","href":"{href}"}}]}}"#
        ))
    };
    assert_eq!(
        index("https://a.example/n/2.0")
            .map(|(_, path)| path)
            .as_deref(),
        Some("/n/2.0")
    );
    for href in [
        "javascript:alert(1)",
        "",
        "/relative",
        "//a.example/x",
        "data:,x",
    ] {
        assert_eq!(index(href), None, "{href}");
    }
    assert_eq!(read(r#"{"links":[]}"#), None);
    assert_eq!(read("{}"), None);
    let two = format!(
        r#"{{"links":[{{"rel":"{rel}.1","href":"https://a.example/1"}},{{"rel":"{rel}.0","href":"https://a.example/0"}}]}}"#
    );
    assert_eq!(read(&two).map(|(_, path)| path).as_deref(), Some("/1"));
    for body in [
        "[]",
        "{",
        r#"{"software":"x"}"#,
        r#"{"software":{"name":7}}"#,
        "{}",
    ] {
        let info = (detect::nodeinfo("/n").read)(&me(), &json(body));
        assert!(
            matches!(info, Err(BadAnswer::Garbled { at: "NodeInfo", .. })),
            "{body}"
        );
    }
}

#[test]
fn an_instance_document_of_the_wrong_shape_is_no_panic() {
    for body in ["{}", "[]", "null", r#"{"title":7}"#, "", "<html>"] {
        let instance = (detect::instance_v2().read)(&me(), &json(body));
        assert!(
            matches!(instance, Err(BadAnswer::Garbled { at: "Instance", .. })),
            "{body}"
        );
    }
    let bare = (detect::instance_v1().read)(&me(), &json(r#"{"title":"T"}"#)).unwrap();
    assert_eq!((bare.title.as_str(), bare.streaming), ("T", None));
}
