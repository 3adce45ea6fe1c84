use super::*;
use crate::core::rich_text::{CustomEmoji, Mention};

#[test]
fn links_lead_to_safe_places_only() {
    check(&[
        (
            "<a href=https://a.example>x</a>y",
            "p(a<https://a.example/>(x)y)",
        ),
        ("<a href=javascript:alert(1)>x</a>", "p(x)"),
        ("<a href='java&#9;script:alert(1)'>x</a>", "p(x)"),
        ("<a href=/local>x</a><a>y</a>", "p(xy)"),
        (
            "<a href=https://a.example>x<a href=https://b.example>y</a>z",
            "p(a<https://a.example/>(x)a<https://b.example/>(y)z)",
        ),
        (
            "<a href=https://a.example><p>x</p><p>y</p></a>",
            "p(a<https://a.example/>(x))p(a<https://a.example/>(y))",
        ),
        ("<a href=https://a.example></a>", ""),
        (
            "<a href=https://a.example>good.example</a>",
            "p(!a<https://a.example/>(good.example))",
        ),
    ]);
}

#[test]
fn a_host_in_the_text_is_seen_through_what_stands_in_it() {
    let url = SafeUrl::media("https://a.example/b.png").unwrap();
    let emoji = [CustomEmoji {
        name: "blob".into(),
        url,
    }];
    let around = Around {
        emoji: &emoji,
        ..Around::default()
    };
    for text in [
        "paypal&#x200B;.com",
        "paypal&shy;.com",
        "paypal.com&#x2060;",
        "paypal.com!",
        "(paypal.com)",
        "“paypal.com”",
        "<b>paypal</b>.com",
        ":blob:paypal.com",
        "<b>:blob:</b> paypal.com",
    ] {
        let evil = format!("<a href=https://evil.example/>{text}</a>");
        let shown = show_with(&evil, &around);
        assert!(shown.starts_with("p(!a<https://evil.example/>"), "{shown}");
        let good = format!("<a href=https://paypal.com/>{text}</a>");
        let shown = show_with(&good, &around);
        assert!(shown.starts_with("p(a<https://paypal.com/>"), "{shown}");
    }
}

#[test]
fn shortened_addresses_stay_short_within_links() {
    check(&[
        (
            "<a href=https://a.example/long/path><span class=invisible>https://</span>\
          <span class=ellipsis>a.example/lo</span><span class=invisible>ng/path</span></a>",
            "p(a<https://a.example/long/path>(a.example/lo…))",
        ),
        (
            "<p><span class=invisible>hidden</span>seen</p>",
            "p(hiddenseen)",
        ),
        (
            "<a href=https://a.example><span class=invisible>x</span></a>",
            "p(a<https://a.example/>(https://a.example/))",
        ),
        (
            "<a href=https://evil.example><span class=invisible>https://evil.example/</span>good.example</a>",
            "p(!a<https://evil.example/>(good.example))",
        ),
        (
            "<a href=https://a.example/56789012345678901234567890123456789012345678901234567890>&nbsp;</a>",
            "p(a<https://a.example/56789012345678901234567890123456789012345678901234567890>\
             (https://a.example/567890123456789012345678901234567890123456789…))",
        ),
        (
            "<a href=javascript:x><span class=invisible>x</span></a>",
            "p(x)",
        ),
    ]);
}

fn kim() -> [Mention; 1] {
    [Mention {
        url: "https://b.example/@kim".into(),
        handle: "@kim@b.example".into(),
        actor: "https://b.example/users/1".into(),
    }]
}

#[test]
fn mentions_are_known_by_the_server_or_by_their_class() {
    let mentions = kim();
    let around = Around {
        mentions: &mentions,
        ..Around::default()
    };
    for (html, tree) in [
        (
            "<a href=https://b.example/@kim>@kim</a>",
            "p(@kim@b.example=https://b.example/users/1<https://b.example/@kim>(@kim))",
        ),
        (
            "<a href=https://b.example/users/1 class='u-url mention'>@<span>kim@b.example</span></a>",
            "p(@kim@b.example=https://b.example/users/1<https://b.example/users/1>(@kim@b.example))",
        ),
        (
            "<a class='mention' href=https://c.example:444/u/eve>@eve</a>",
            "p(@eve@c.example:444=https://c.example:444/u/eve<https://c.example:444/u/eve>(@eve))",
        ),
        (
            "<a class='mention' href=https://evil.example/>@eve@c.example</a>",
            "p(!a<https://evil.example/>(@eve@c.example))",
        ),
        (
            "<a href=https://b.example/@kim>bank.example</a>",
            "p(!@kim@b.example=https://b.example/users/1<https://b.example/@kim>(bank.example))",
        ),
        (
            "<a href=https://c.example/@eve>@eve</a>",
            "p(@eve@c.example=https://c.example/@eve<https://c.example/@eve>(@eve))",
        ),
        (
            "<a class='u-url' href=https://c.example/>home</a>",
            "p(a<https://c.example/>(home))",
        ),
    ] {
        assert_eq!(show_with(html, &around), tree, "{html}");
    }
}

#[test]
fn hashtags_are_known_by_class_address_or_server() {
    let tags = ["Rust".to_owned()];
    let around = Around {
        tags: &tags,
        ..Around::default()
    };
    for (html, tree) in [
        (
            "<a class='mention hashtag' href=https://a.example/tags/x>#<span>X</span></a>",
            "p(#X<https://a.example/tags/x>(#X))",
        ),
        (
            "<a rel='tag' href=https://a.example/y>#y</a>",
            "p(#y<https://a.example/y>(#y))",
        ),
        (
            "<a href=https://a.example/tag/猫>#猫</a>",
            "p(#猫<https://a.example/tag/%E7%8C%AB>(#猫))",
        ),
        (
            "<a href=https://a.example/discover?q=rust>#rust</a>",
            "p(#rust<https://a.example/discover?q=rust>(#rust))",
        ),
        (
            "<a href=https://a.example/tags/x>more</a>",
            "p(a<https://a.example/tags/x>(more))",
        ),
        (
            "<a href=https://a.example/issues/1>#1</a>",
            "p(a<https://a.example/issues/1>(#1))",
        ),
    ] {
        assert_eq!(show_with(html, &around), tree, "{html}");
    }
}

#[test]
fn emoji_are_drawn_but_not_in_code() {
    let url = SafeUrl::media("https://a.example/b.png").unwrap();
    let emoji = [CustomEmoji {
        name: "blob".into(),
        url,
    }];
    let around = Around {
        emoji: &emoji,
        ..Around::default()
    };
    for (html, tree) in [
        ("<p>a :blob: <b>:blob:</b></p>", "p(a [blob] b([blob]))"),
        (
            "<code>:blob:</code><pre>:blob:</pre>",
            "p(`:blob:`)code(:blob:)",
        ),
        (
            "<img class=emoji alt=:x: src=https://a.example/x>",
            "p([x])",
        ),
        ("<img class=emoji alt=:x: src=http://a.example/x>", "p(:x:)"),
        (
            "<a href=https://a.example>:blob:</a>",
            "p(a<https://a.example/>([blob]))",
        ),
    ] {
        assert_eq!(show_with(html, &around), tree, "{html}");
    }
}
