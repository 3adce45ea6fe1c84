//! HTML and URLs thrown together at random, the same ones every time.

use skein::core::rich_text::{Around, CustomEmoji, Mention};
use skein::core::safe_url::SafeUrl;

use super::oracle::{check_url, check_with};

/// xorshift64*: the same numbers every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

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
    let mut chance = Chance(0x5EED);
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
        let html: String = (0..1 + chance.below(24))
            .map(|_| chance.pick(&FRAGMENTS))
            .collect();
        let around = Around {
            mentions: &mentions,
            tags: &tags,
            emoji: &emoji,
            hide_quote_fallback: round % 2 == 0,
        };
        check_with(&html, &around);
        check_url(&html);
    }
}

#[test]
fn chance_makes_no_url_that_reads_differently_the_second_time() {
    let mut chance = Chance(0xCAFE);
    for _ in 0..50_000 {
        let scheme = chance.pick(&[
            "https://",
            "http://",
            "mailto:",
            "gemini://",
            "web+ap://",
            "",
        ]);
        let rest: String = (0..1 + chance.below(8))
            .map(|_| chance.pick(&FRAGMENTS))
            .collect();
        check_url(&format!("{scheme}{rest}"));
    }
}
