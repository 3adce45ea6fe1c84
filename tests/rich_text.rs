//! Remote text against what others have collected to break its readers, and
//! against chance. The rules themselves are tested beside the code.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "rich_text/chance.rs"]
mod chance;
#[path = "dice.rs"]
mod dice;
#[path = "rich_text/oracle.rs"]
mod oracle;
#[path = "rich_text/url.rs"]
mod url;

use std::time::{Duration, Instant};

use oracle::check;
use serde_json::Value;
use skein::core::rich_text::{Block, RichText, parse_plain};

fn json(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

/// Without white space, of which a tree keeps no more than it shows.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Payloads of which we show something else than a browser does, both harmless:
/// a `frameset` takes the place of all else there, and is no tag here; CDATA in
/// a drawing is text there, and here the end of what is read.
const OTHERWISE: [&str; 2] = ["<frameset onload=alert(31)>", "<svg><![CDATA[>"];

/// What the purifier leaves is the measure: were a piece of a tag taken for
/// text, or text for a tag, then these would differ.
#[test]
fn no_vector_of_dompurify_leaves_more_than_text_and_safe_links() {
    let mut shown = 0;
    let mut otherwise = 0;
    for case in json(include_str!("corpora/dompurify/expect.json")) {
        let payload = case["payload"].as_str().unwrap();
        let text = squeeze(&check(payload).plain());
        let clean = &case["expected"];
        // One for each browser, where they differ.
        let one = clean.as_str().into_iter();
        let mut clean = one.chain(
            clean
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str),
        );
        let same = clean.any(|clean| squeeze(&check(clean).plain()) == text);
        let known = OTHERWISE.iter().any(|part| payload.contains(part));
        assert!(same != known, "{payload:?} shows {text:?}");
        shown += usize::from(same && !text.is_empty());
        otherwise += usize::from(known);
    }
    assert!(shown > 140, "{shown}");
    assert_eq!(otherwise, OTHERWISE.len());
}

#[test]
fn naughty_strings_are_text() {
    for case in json(include_str!("corpora/blns/blns.json")) {
        let text = case.as_str().unwrap();
        check(text);
        oracle::check_inlines(&parse_plain(text, &[]));
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let expected: Vec<_> = parse_plain(text, &[]);
        if squeeze(text).chars().count() < 1_000 {
            let plain = RichText {
                blocks: vec![Block::Paragraph(expected)],
            };
            assert_eq!(
                squeeze(&check(&escaped).plain()),
                squeeze(&plain.plain()),
                "{text}"
            );
        }
    }
}

/// All that an HTML tokenizer would hand on as text.
fn characters(case: &Value) -> String {
    let tokens = case["output"].as_array().unwrap().iter();
    let texts = tokens.filter(|token| token[0] == "Character");
    texts.filter_map(|token| token[1].as_str()).collect()
}

/// Whether a tokenizer alone knows what a browser shows of a case. It does not
/// where an element's content is dropped, raw or foreign: to decide this is the
/// work of what comes after it.
fn is_told_by_tokens(case: &Value) -> bool {
    let tokens = case["output"].as_array().unwrap().iter();
    let mut tags = tokens.filter(|token| token[0] == "StartTag");
    !tags.any(|tag| OTHER_CONTENT.contains(&tag[1].as_str().unwrap()))
}

#[rustfmt::skip]
const OTHER_CONTENT: [&str; 20] = [
    "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext", "textarea",
    "title", "template", "object", "form", "select", "audio", "video", "canvas", "head", "svg",
    "math",
];

const HTML5LIB: [&str; 10] = [
    include_str!("corpora/html5lib/test1.test"),
    include_str!("corpora/html5lib/test2.test"),
    include_str!("corpora/html5lib/test3.test"),
    include_str!("corpora/html5lib/test4.test"),
    include_str!("corpora/html5lib/numericEntities.test"),
    include_str!("corpora/html5lib/unicodeChars.test"),
    include_str!("corpora/html5lib/entities.test"),
    include_str!("corpora/html5lib/contentModelFlags.test"),
    include_str!("corpora/html5lib/escapeFlag.test"),
    include_str!("corpora/html5lib/domjs.test"),
];

/// Left out are cases that begin in the middle of something (`initialStates`)
/// and those whose text is in escapes of its own (`doubleEscaped`): these are
/// only read. Control characters are no text of ours.
#[test]
fn the_text_is_that_of_a_browser() {
    let (mut same, mut shown, mut within) = (0, 0, 0);
    for file in HTML5LIB {
        let file: Value = serde_json::from_str(file).unwrap();
        for case in file["tests"].as_array().unwrap() {
            let input = case["input"].as_str().unwrap();
            let text = check(input).plain();
            if case.get("initialStates").is_some() || case.get("doubleEscaped").is_some() {
                continue;
            }
            let all = characters(case).replace(char::is_control, " ");
            if is_told_by_tokens(case) {
                assert_eq!(squeeze(&text), squeeze(&all), "{input:?}");
                same += 1;
                shown += usize::from(!squeeze(&all).is_empty());
            } else {
                assert!(oracle::is_within(&text, &all), "{input:?}: {text:?}");
                within += 1;
            }
        }
    }
    assert!(same > 2_400 && shown > 700, "{same}, {shown} with text");
    assert!(within < 10, "{within}");
}

#[rustfmt::skip]
const PIECES: [&str; 48] = [
    "<", "<a ", "<div>", "</p>", "&", "&#", "&amp", "<!--", "<!---->", "<!-- --!", "<p>", "<b>",
    "</b>", "<a href=\"", "<a href='x' ", "<![CDATA[", "<b><p>", "<blockquote>", "</blockquote>",
    "<ul><li>", "<table><tr><td>", "<td>", "<script>", "<script></scrip", "<title></title>",
    "<ruby><rt>", "<math>", "<template>", "<pre>", ":blob", ":blob: ", "a ", " ", "\u{301}", "<br>",
    "a<br>", "<span class=invisible>", "<a href=https://a.example>x",
    "<a class=mention href=https://a.example/@a>@a</a>", "\r", "\0", "é", "<script><!--",
    "<x y=z y=z ", "<img src=https://a.example/x>", "<h1><h2>", "<li>", "<details><summary>",
];

#[test]
fn a_megabyte_of_anything_takes_time_in_proportion() {
    let mega = |piece: &str| piece.repeat((1 << 20) / piece.len() + 1);
    let started = Instant::now();
    for piece in PIECES {
        check(&mega(piece));
    }
    // Were one of them quadratic, it would take minutes.
    let limit = Duration::from_secs(30);
    assert!(started.elapsed() < limit, "{:?}", started.elapsed());
}

#[test]
fn deep_nesting_is_flattened_and_its_text_kept() {
    for tag in [
        "div",
        "blockquote",
        "b",
        "ul",
        "span",
        "details",
        "ol><li",
        "table><td",
        "x",
    ] {
        let html = format!("{}text", format!("<{tag}>").repeat(1_000));
        assert_eq!(check(&html).plain(), "text", "{tag}");
    }
    let html = format!(
        "{}a{}b",
        "<blockquote>".repeat(100),
        "</blockquote>".repeat(100)
    );
    assert_eq!(check(&html).blocks.len(), 2);
}

#[test]
fn what_is_too_long_is_cut_and_says_so() {
    for html in [
        "a<br>".repeat(9_999),
        "x".repeat(300_000),
        "<p>x".repeat(9_999),
    ] {
        assert!(check(&html).plain().ends_with('…'));
    }
}

#[test]
fn one_long_address_around_many_paragraphs_does_not_multiply() {
    let html = format!(
        "<a href=\"https://a.example/{}\">{}",
        "x".repeat(8_000),
        "<p>x".repeat(5_000)
    );
    let stored = serde_json::to_string(&check(&html)).unwrap();
    assert!(stored.len() < 4_000_000, "{}", stored.len());
}

#[test]
fn the_tree_can_be_stored() {
    let text = check("<p>a <a href=https://a.example>b</a></p><ol><li>c</ol><pre>d</pre>");
    let stored = serde_json::to_string(&text).unwrap();
    assert_eq!(serde_json::from_str::<RichText>(&stored).unwrap(), text);
    let forged = stored.replace("https://a.example", "javascript:a");
    assert!(serde_json::from_str::<RichText>(&forged).is_err());
}
