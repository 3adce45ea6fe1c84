//! Answers that are too much: too deep, too many, too long. A stack as small
//! as a browser's must do, and a moment of time.

use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use skein::{
    core::{http::Response, id::LocalId, timeline::Cursor},
    protocol::{BadAnswer, Shown, Viewer},
};

use super::{
    contract,
    recorded::{ADAPTER, json, viewer},
};

/// Generous: these are debug builds on busy machines.
const MOMENT: Duration = Duration::from_secs(10);
const MEGABYTE: usize = 1 << 20;

fn me() -> Viewer {
    viewer("https://a.example", "a.example")
}

fn status(id: usize, content: &str) -> String {
    format!(
        r#"{{"id":"{id}","uri":"https://a.example/{id}","created_at":"2026-01-01T00:00:00Z",
        "account":{{"acct":"x","url":"https://a.example/@x"}},"content":"{content}"}}"#
    )
}

/// Runs on a stack of one megabyte, and within a moment.
fn soon<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let begun = Instant::now();
    let worker = thread::Builder::new()
        .stack_size(MEGABYTE)
        .spawn(work)
        .unwrap();
    let done = worker.join().unwrap();
    assert!(begun.elapsed() < MOMENT, "took {:?}", begun.elapsed());
    done
}

fn conversation(response: &Response) -> Result<Shown, BadAnswer> {
    (ADAPTER.conversation(&LocalId::new("1")).unwrap().read)(&me(), response)
}

/// Every reader must survive it; what they make of it is their affair.
fn survived(body: String) {
    soon(move || {
        let response = json(body);
        let _ = contract::page(&me(), &response);
        let _ = conversation(&response);
        let _ = (ADAPTER.post(&LocalId::new("1")).unwrap().read)(&me(), &response);
        let _ = (ADAPTER.verify().read)(&me(), &response);
        let text = String::from_utf8(response.body).unwrap();
        let _ = ADAPTER.event(&me(), &text);
        let _ = ADAPTER.event(&me(), &format!(r#"{{"event":"update","payload":{text}}}"#));
    });
}

#[test]
fn deep_nesting_is_survived_wherever_it_is() {
    const DEPTH: usize = 100_000;
    let lists = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
    let maps = format!("{}1{}", "{\"a\":".repeat(DEPTH), "}".repeat(DEPTH));
    for deep in [
        lists.clone(),
        maps,
        "[".repeat(DEPTH),
        "{\"a\":".repeat(DEPTH),
    ] {
        survived(deep.clone());
        survived(format!("[{deep}]"));
    }
    for field in [
        "reblog",
        "quote",
        "poll",
        "card",
        "media_attachments",
        "x_new",
        "content",
        "account",
    ] {
        let broken = status(1, "hi").replacen('{', &format!("{{\"{field}\":{lists},"), 1);
        let page =
            soon(move || contract::page(&me(), &json(format!("[{broken},{}]", status(2, "hi")))));
        let page = page.unwrap_or_else(|bad| panic!("{field}: {bad:?}"));
        assert_eq!(page.items.len(), 2, "{field}");
        assert!(page.items[1].seen.is_some(), "{field}");
    }
}

#[test]
fn boosts_and_quotes_within_each_other_are_survived() {
    for field in ["reblog", "quote"] {
        let head = status(1, "hi").trim_end_matches('}').to_owned() + "}";
        let open = head.strip_suffix('}').unwrap().to_owned();
        let mut body = head.clone();
        for _ in 0..2_000 {
            body = format!("{open},\"{field}\":{body}}}");
        }
        survived(format!("[{body}]"));
    }
}

#[test]
fn four_megabytes_in_many_items_are_read_in_a_moment() {
    let items: Vec<_> = (0..20_000).map(|id| status(id, "<p>hi</p>")).collect();
    let body = format!("[{}]", items.join(","));
    assert!(body.len() > 3 * MEGABYTE);
    let page = soon(move || contract::page(&me(), &json(body))).unwrap();
    assert!(page.items.len() >= 40);
    // What was cut off is not lost: it is asked for next.
    let last = page.items.last().unwrap().entry.key.as_str().to_owned();
    assert_eq!(page.older, Some(Cursor(last)));
}

#[test]
fn a_page_that_was_cut_goes_on_where_it_was_cut() {
    let items: Vec<_> = (0..2_000).map(|id| status(id, "<p>hi</p>")).collect();
    let link = "<https://a.example/?max_id=1999>; rel=\"next\"";
    let response = Response {
        link: Some(link.into()),
        ..json(format!("[{}]", items.join(",")))
    };
    let page = soon(move || contract::page(&me(), &response)).unwrap();
    let last = page.items.last().unwrap().entry.key.as_str().to_owned();
    assert_eq!(
        page.older,
        Some(Cursor(last)),
        "the posts between would be lost without a gap"
    );
}

#[test]
fn four_megabytes_in_one_post_are_read_in_a_moment() {
    for part in [
        "<p>",
        "<b><i>",
        "&lt;",
        "a ",
        "@a ",
        "https://a.example/ ",
        ":blob:",
        "<a href=https://a.example>",
        "\\u0301",
    ] {
        let content = part.repeat(4 * MEGABYTE / part.len());
        let body = format!("[{},{}]", status(1, &content), status(2, "hi"));
        let page = soon(move || contract::page(&me(), &json(body))).unwrap();
        assert_eq!(page.items.len(), 2, "{part}");
        assert!(page.items[1].seen.is_some(), "{part}");
    }
}

#[test]
fn four_megabytes_of_parts_are_read_in_a_moment() {
    let part = r#"{"id":"1","shortcode":"blob","name":"n","acct":"a@b.example","url":"https://a.example/1.png","type":"image","title":"t"}"#;
    let many = vec![part; 4 * MEGABYTE / part.len()].join(",");
    for field in ["media_attachments", "mentions", "tags", "emojis"] {
        let field = format!("{{\"{field}\":[{many}],");
        let body = format!("[{}]", status(1, ":blob: #n @a").replacen('{', &field, 1));
        let page = soon(move || contract::page(&me(), &json(body))).unwrap();
        assert!(page.items[0].seen.is_some(), "{field:.20}");
    }
    let conversation_of_many = format!("{{\"ancestors\":[{many}],\"descendants\":[{many}]}}");
    let shown = soon(move || conversation(&json(conversation_of_many))).unwrap();
    assert!(shown.seen.is_empty() && shown.skipped > 0);
}

#[test]
fn a_small_status_does_not_become_a_huge_post() {
    let title = ":a:".repeat(300);
    let option = format!(r#"{{"title":"{title}"}}"#);
    let long = format!("https://a.example/{}", "x".repeat(8_000));
    let field = format!(
        r#"{{"poll":{{"options":[{}]}},"emojis":[{{"shortcode":"a","url":"{long}"}}],
        "spoiler_text":"{title}","mentions":[{{"acct":"a","url":"{long}"}}],"#,
        vec![option; 400].join(",")
    );
    for content in [
        &title,
        &format!("<a href='{long}'><p>x").repeat(9),
        "<b><i>",
    ] {
        let status = status(1, content).replacen('{', &field, 1);
        let page = contract::page(&me(), &json(format!("[{status}]"))).unwrap();
        let post = &page.items[0].seen.as_ref().unwrap().post;
        let stored = serde_json::to_string(post).unwrap().len();
        assert!(stored < 4 * MEGABYTE, "{} became {stored}", status.len());
    }
}

#[test]
fn long_names_ids_and_words_are_survived() {
    let long = "x".repeat(MEGABYTE);
    let plain: Value = serde_json::from_str(&status(1, "hi")).unwrap();
    for field in [
        "id",
        "uri",
        "url",
        "created_at",
        "spoiler_text",
        "visibility",
        "language",
        "in_reply_to_id",
    ] {
        let mut broken = plain.clone();
        broken[field] = long.as_str().into();
        survived(format!("[{broken}]"));
    }
    for field in ["acct", "url", "display_name", "avatar"] {
        let mut broken = plain.clone();
        broken["account"][field] = long.as_str().into();
        survived(format!("[{broken}]"));
    }
}
