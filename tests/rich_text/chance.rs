//! HTML and URLs thrown together at random, the same ones every time.

use skein::core::rich_text::{Around, CustomEmoji, Mention};
use skein::core::safe_url::SafeUrl;

use super::dice::Chance;
use super::oracle::{check_url, check_with};

#[rustfmt::skip]
const FRAGMENTS: [&str; 96] = [
    "<", ">", "</", "/>", "<!--", "-->", "--!>", "<!", "<?", "=", "\"", "'", " ", "\n", "\t", "\0",
    "&", ";", "#", "&lt;", "&amp;", "&#x3c;", "&#60", "&colon;", "&Tab;", "&amp;lt;", "a",
    "<a href=", "<a ", "</a>", "href=", "src=", "class=mention ", "class=\"mention hashtag\" ",
    "class=invisible>", "class=ellipsis>", "rel=tag ", "https://", "http://", "https:",
    "javascript:", "JaVaScRiPt:", "java\tscript:", "data:text/html,", "//", "evil.example",
    "good.example", "xn--mstodon-2fg", "аррӏе.com", "@", ":", "\\", "/", "?", "%2e", "..", "[::1]",
    "0x7f.1", ":443", "<p>", "</p>", "<br>", "<b>", "</b>", "<i>", "<span ", "</span>", "<code>",
    "<pre>", "</pre>", "<blockquote>", "</blockquote>", "<ul>", "<ol start=3>", "<li>", "</ul>",
    "<table>", "<tr>", "<td>", "</table>", "<details>", "<summary>", "<script>", "</script>",
    "<style>", "</style>", "<svg>", "<math>", "</math>", "<img src=https://a.example/x ",
    "onerror=alert(1)", ":blob:", "\u{202e}", "\u{301}", "<ruby>", "<rt>",
];

#[test]
fn chance_finds_no_way_through() {
    let mut chance = Chance::new(0x5EED);
    let url = SafeUrl::media("https://a.example/b.png").unwrap();
    let emoji = [CustomEmoji {
        name: "blob".into(),
        url,
    }];
    let mentions = [Mention {
        url: "https://good.example/".into(),
        handle: "a@good.example".into(),
        actor: "https://good.example/1".into(),
    }];
    let tags = ["a".to_owned()];
    for round in 0..50_000 {
        let html = chance.string(&FRAGMENTS, 24);
        let around = Around {
            mentions: &mentions,
            tags: &tags,
            emoji: &emoji,
            hide_quote_fallback: round % 2 == 0,
            hide_pictures: round % 3 == 0,
        };
        check_with(&html, &around);
        check_url(&html);
    }
}

#[test]
fn chance_makes_no_url_that_reads_differently_the_second_time() {
    let mut chance = Chance::new(0xCAFE);
    for _ in 0..50_000 {
        let scheme = chance.pick(&[
            "https://",
            "http://",
            "mailto:",
            "gemini://",
            "web+ap://",
            "",
        ]);
        let rest = chance.string(&FRAGMENTS, 8);
        check_url(&format!("{scheme}{rest}"));
    }
}
