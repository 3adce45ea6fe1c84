use super::*;
use crate::core::rich_text::LinkKind;

mod links;

/// A tree in short: `p(…)`, `b(…)`, `|` for a line break.
fn show(html: &str) -> String {
    show_with(html, &Around::default())
}

fn show_with(html: &str, around: &Around) -> String {
    blocks(&parse(html, around).blocks)
}

fn blocks(all: &[Block]) -> String {
    all.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    let rows = |rows: &[Vec<Inline>]| {
        rows.iter()
            .map(|c| inlines(c))
            .collect::<Vec<_>>()
            .join(",")
    };
    match block {
        Block::Paragraph(line) => format!("p({})", inlines(line)),
        Block::Heading(level, line) => format!("h{level}({})", inlines(line)),
        Block::Quote(inner) => format!("quote({})", blocks(inner)),
        Block::Code { language, text } => {
            format!("code{}({text})", language.as_deref().unwrap_or(""))
        }
        Block::List { start, items } => {
            let items: Vec<String> = items.iter().map(|item| blocks(item)).collect();
            let start = start.map_or(String::new(), |start| start.to_string());
            format!("list{start}({})", items.join(","))
        }
        Block::Rule => "rule".to_owned(),
        Block::Details { summary, body } => {
            format!("details({}:{})", inlines(summary), blocks(body))
        }
        Block::Table { head, rows: body } => {
            let body: Vec<String> = body.iter().map(|row| rows(row)).collect();
            format!("table({}:{})", rows(head), body.join(";"))
        }
        Block::Math(tex) => format!("math({tex})"),
        Block::Picture { url, alt } => format!("picture({url} {alt})"),
    }
}

fn inlines(all: &[Inline]) -> String {
    all.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    let (name, inner) = match inline {
        Inline::Text(text) => return text.clone(),
        Inline::Break => return "|".to_owned(),
        Inline::Code(text) => return format!("`{text}`"),
        Inline::Math(tex) => return format!("${tex}$"),
        Inline::Emoji { name, .. } => return format!("[{name}]"),
        Inline::Ruby { base, over } => return format!("ruby({}^{over})", inlines(base)),
        Inline::Link {
            url,
            kind,
            children,
            misleading,
        } => {
            let kind = match kind {
                LinkKind::Web => "a".to_owned(),
                LinkKind::Mention { actor, handle } => format!("@{handle}={actor}"),
                LinkKind::Tag(name) => format!("#{name}"),
            };
            let mark = if *misleading { "!" } else { "" };
            return format!("{mark}{kind}<{url}>({})", inlines(children));
        }
        Inline::Strong(inner) => ("b", inner),
        Inline::Emphasis(inner) => ("i", inner),
        Inline::Deleted(inner) => ("s", inner),
        Inline::Underline(inner) => ("u", inner),
        Inline::Small(inner) => ("small", inner),
        Inline::Sub(inner) => ("sub", inner),
        Inline::Sup(inner) => ("sup", inner),
        Inline::Mark(inner) => ("mark", inner),
    };
    format!("{name}({})", inlines(inner))
}

fn check(cases: &[(&str, &str)]) {
    for (html, tree) in cases {
        assert_eq!(&show(html), tree, "{html}");
    }
}

#[test]
fn white_space_collapses_as_in_a_browser() {
    check(&[
        ("  a \n\t b  ", "p(a b)"),
        ("<p> a <b> b </b> c </p>", "p(a b(b) c)"),
        ("a<b> b</b>", "p(a b(b))"),
        ("a&nbsp; &nbsp;b", "p(a\u{a0} \u{a0}b)"),
        ("a <br> b", "p(a|b)"),
        ("a<!-- x -->b", "p(ab)"),
    ]);
}

#[test]
fn line_breaks_end_lines_and_two_end_paragraphs() {
    check(&[
        ("a<br>b<br/>c</br>d", "p(a|b|c|d)"),
        ("<br>a<br>", "p(a)"),
        ("a<br><br>b", "p(a)p(b)"),
        ("a<br> <br>\n<br>b", "p(a)p(b)"),
        ("<b>a<br><br>b</b>", "p(b(a))p(b(b))"),
        ("<b>a<br></b>", "p(b(a))"),
    ]);
}

#[test]
fn paragraphs_close_each_other_and_empty_ones_vanish() {
    check(&[
        ("<p>a<p>b</p></p>c", "p(a)p(b)p(c)"),
        ("<p></p><p> </p><p>&nbsp;</p><p><b></b></p><p><br></p>", ""),
        ("a<div>b<div>c</div>d</div>e", "p(a)p(b)p(c)p(d)p(e)"),
        ("", ""),
    ]);
}

#[test]
fn formats_nest_cross_and_go_on() {
    check(&[
        ("<b>a<i>b</b>c</i>", "p(b(ai(b))i(c))"),
        ("<p><b>a</p><p>b</b>c</p>", "p(b(a))p(b(b)c)"),
        ("<strong><em>x</em></strong>", "p(b(i(x)))"),
        (
            "<del>a</del><s>b</s><u>c</u><ins>d</ins>",
            "p(s(a)s(b)u(c)u(d))",
        ),
        (
            "<small>a</small><sub>b</sub><sup>c</sup><mark>d</mark>",
            "p(small(a)sub(b)sup(c)mark(d))",
        ),
        ("<blink>a</blink><font face=x>b</font></b>c", "p(abc)"),
        ("<code>a <b>b</b></code> <kbd>c</kbd>", "p(`a b` `c`)"),
    ]);
}

#[test]
fn references_are_decoded_exactly_once() {
    check(&[
        (
            "&lt;img src=x onerror=alert(1)&gt;",
            "p(<img src=x onerror=alert(1)>)",
        ),
        ("&amp;lt;b&amp;gt;", "p(&lt;b&gt;)"),
        ("<code>&amp;amp;</code>", "p(`&amp;`)"),
        ("<pre>&amp;lt;</pre>", "code(&lt;)"),
    ]);
}

#[test]
fn blocks_become_blocks() {
    check(&[
        ("<h1>a</h1><h6>b</h6>c", "h1(a)h6(b)p(c)"),
        (
            "<blockquote><p>a</p>b<blockquote>c</blockquote></blockquote>d",
            "quote(p(a)p(b)quote(p(c)))p(d)",
        ),
        ("a<hr>b", "p(a)rulep(b)"),
        (
            "<details><summary>s</summary>b<p>c</details>d",
            "details(s:p(b)p(c))p(d)",
        ),
        ("<details>b</details>", "details(:p(b))"),
        (
            "<figure><img src=https://a.example/x alt=y><figcaption>c</figcaption></figure>",
            "picture(https://a.example/x y)p(c)",
        ),
    ]);
}

#[test]
fn lists_hold_items_and_items_hold_blocks() {
    check(&[
        ("<ul><li>a<li>b</ul>c", "list(p(a),p(b))p(c)"),
        (
            "<ol start=5><li><p>a</p><p>b</p></li></ol>",
            "list5(p(a)p(b))",
        ),
        (
            "<ol><li>a<ul><li>b</li></ul>c</li><li>d</ol>",
            "list1(p(a)list(p(b))p(c),p(d))",
        ),
        (
            "<ul><li>a</li><ul><li>b</ul><li>c</ul>",
            "list(p(a)list(p(b)),p(c))",
        ),
        ("<ol start=x></ol><li>a</li>b", "p(a)p(b)"),
    ]);
}

#[test]
fn tables_keep_their_cells() {
    check(&[
        (
            "<table><tr><th>a<th>b<tr><td>1<td><b>2</table>c",
            "table(a,b:1,b(2))p(c)",
        ),
        (
            "<table><thead><tr><td>a</td></tr></thead><tbody><td>b<p>c</table>",
            "table(:a;b|c)",
        ),
        (
            "<table>x<tr><td>a<ul><li>b</ul></td></tr></table>",
            "p(x)table(:a|b)",
        ),
        ("<table></table><td>a</td>", "p(a)"),
    ]);
}

#[test]
fn code_keeps_its_spaces_and_its_language() {
    check(&[
        ("<pre>\n a\n  b &lt;\n</pre>c", "code( a\n  b <)p(c)"),
        (
            "<pre><code class='language-rust'>x<br>y</code></pre>",
            "coderust(x\ny)",
        ),
        ("<b><pre><i>x</i></pre>y</b>", "code(x)p(b(y))"),
        ("<pre class='lang-\"x'>a", "code(a)"),
        ("<table><td><pre>x</pre></table>", "table(:`x`)"),
    ]);
}

#[test]
fn ruby_and_formulas_are_read() {
    check(&[
        (
            "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</ruby>!",
            "p(ruby(漢^kan)ruby(字^ji)!)",
        ),
        ("a<rt>b</rt>", "p(ab)"),
        (
            "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x&lt;1</annotation></semantics></math>y",
            "p($x<1$y)",
        ),
        (
            "<math display=block alttext='\\alpha'><mi>x</mi></math>",
            "math(\\alpha)",
        ),
        ("<math><mi>x</mi><img src=x onerror=y></math>", "p(x)"),
    ]);
}

#[test]
fn what_must_not_be_shown_is_dropped_with_its_content() {
    for name in [
        "script", "style", "template", "noscript", "iframe", "object", "form", "textarea",
        "select", "noembed", "noframes", "xmp", "title",
    ] {
        let html = format!("a<{name} x=y>no<p>no</p></{name}>b");
        assert_eq!(show(&html), "p(ab)", "{name}");
    }
    check(&[
        ("a<template><template></template>no</template>b", "p(ab)"),
        ("a<plaintext>no</plaintext>b", "p(a)"),
        ("<svg><text>a</text><style>no</style></svg>b", "p(ab)"),
        ("b<svg><style><img src=x onerror=y></style>a", "p(b)"),
    ]);
}

#[test]
fn pictures_are_blocks_and_come_encrypted() {
    check(&[
        (
            "a<img src=https://a.example/x alt='&lt;y&gt;'>b",
            "p(a)picture(https://a.example/x <y>)p(b)",
        ),
        ("<img src=data:image/png;x alt=y onerror=z>", "p(y)"),
        ("<h2><img src=https://a.example/x alt=y></h2>", "h2(y)"),
    ]);
}

#[test]
fn links_stand_for_pictures_that_are_not_to_be_seen() {
    let around = Around {
        hide_pictures: true,
        ..Around::default()
    };
    let html = "a<img src=https://a.example/x alt=y><img src=https://a.example/z>b";
    let text = parse(html, &around);
    let links = text.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(line) => Some(line.as_slice()),
        _ => None,
    });
    let links: Vec<(&str, &str)> = links
        .filter_map(|line| match line {
            [Inline::Link { url, children, .. }] => match children.as_slice() {
                [Inline::Text(said)] => Some((url.as_str(), said.as_str())),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let (first, second) = ("https://a.example/x", "https://a.example/z");
    assert_eq!(links, [(first, "y"), (second, second)]);
    assert!(!format!("{text:?}").contains("Picture"));
}

#[test]
fn the_repeated_link_to_a_quoted_post_can_be_hidden() {
    let around = Around {
        hide_quote_fallback: true,
        ..Around::default()
    };
    for html in [
        "<p class='quote-inline'>RE: <a href=https://a.example>x</a></p><p>a</p>",
        "<p class=quote-inline>RE: x<p>a",
        "<p>a<span class=quote-inline><br>RE: <span>x</span> y</span></p>",
    ] {
        assert_eq!(show_with(html, &around), "p(a)", "{html}");
        assert!(show(html).contains("RE:"), "{html}");
    }
    let html = "<br class=quote-inline><p>a</p>";
    assert_eq!(show_with(html, &around), "p(a)");
}

#[test]
fn control_characters_and_mark_floods_are_stripped() {
    let flood = "\u{301}".repeat(99);
    let html = format!("<p>a\u{202e}b\u{0}c&#8238;d{flood}<b>{flood}</b></p><pre>x\u{2067}y</pre>");
    assert_eq!(
        show(&html),
        format!("p(abcd{})code(xy)", "\u{301}".repeat(8))
    );
}

#[test]
fn plain_text_reads_line_by_line() {
    let html = "<h1>T</h1><p>a <b>b</b><br>c</p><ul><li>d<li>e</ul><pre>f\ng</pre>";
    let text = parse(html, &Around::default());
    assert_eq!(text.plain(), "T\na b\nc\nd\ne\nf\ng");
    assert_eq!(text.length(), 15);
    assert!(parse("<p></p>", &Around::default()).is_empty());
}
