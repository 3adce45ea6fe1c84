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

#[test]
fn no_vector_of_dompurify_leaves_more_than_text_and_safe_links() {
    let cases = json(include_str!("corpora/dompurify/expect.json"));
    assert!(cases.len() > 200);
    for case in &cases {
        let payload = case["payload"].as_str().unwrap();
        let plain = check(payload).plain();
        for word in ["onerror=alert", "onclick=alert"] {
            assert!(!plain.contains(word) || payload.contains(word), "{payload}");
        }
    }
}

#[test]
fn naughty_strings_are_text() {
    for case in json(include_str!("corpora/blns/blns.json")) {
        let text = case.as_str().unwrap();
        check(text);
        oracle::check_inlines(&parse_plain(text, &[]));
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
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

#[test]
fn no_text_appears_that_a_browser_would_not_show() {
    let files = [
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
    let mut compared = 0;
    for file in files {
        let file: Value = serde_json::from_str(file).unwrap();
        for case in file["tests"].as_array().unwrap() {
            let input = case["input"].as_str().unwrap();
            let text = check(input).plain();
            if case.get("initialStates").is_none() && case.get("doubleEscaped").is_none() {
                let all = characters(case);
                assert!(
                    oracle::is_within(&text, &all),
                    "{input:?}: {text:?} in {all:?}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 2_000, "{compared}");
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
