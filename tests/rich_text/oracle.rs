//! What must hold for every tree, whatever it was read from.

use skein::core::rich_text::{Around, Block, Inline, LinkKind, RichText, parse_html};
use skein::core::safe_url::SafeUrl;

const SCHEMES: [&str; 7] = ["https", "http", "mailto", "xmpp", "gemini", "ap", "web+ap"];

/// Parses, and asserts all of it.
pub fn check(html: &str) -> RichText {
    check_with(html, &Around::default())
}

pub fn check_with(html: &str, around: &Around) -> RichText {
    let text = parse_html(html, around);
    check_tree(&text);
    text
}

/// The same for a tree that somebody else has read.
pub fn check_tree(text: &RichText) {
    let mut walk = Walk::default();
    walk.blocks(&text.blocks, 1);
    assert!(walk.nodes <= 5_000, "{} nodes", walk.nodes);
    assert!(walk.chars <= 200_000, "{} characters", walk.chars);
    assert!(walk.deepest <= 32, "{} levels", walk.deepest);
}

pub fn check_inlines(inlines: &[Inline]) {
    Walk::default().inlines(inlines, 1);
}

/// What is accepted is in its final form, and harmless.
pub fn check_url(text: &str) {
    if let Some(url) = SafeUrl::parse(text) {
        assert_safe(&url);
    }
}

pub fn assert_safe(url: &SafeUrl) {
    let text = url.as_str();
    assert_eq!(SafeUrl::parse(text).as_ref(), Some(url));
    assert!(SCHEMES.contains(&url.scheme()), "{text}");
    assert!(text.bytes().all(|b| b.is_ascii_graphic()), "{text}");
    assert!(!text.contains(['\\', '<', '>', '"']), "{text}");
    if let Some(authority) = url.authority() {
        assert!(
            !authority.contains('@') && !url.host().unwrap().is_empty(),
            "{text}"
        );
        assert_eq!(
            text,
            format!("{}://{authority}{}", url.scheme(), url.path())
        );
    }
}

/// Whether `text` can be had from `all` by leaving characters out, white space
/// and marks of omission aside.
pub fn is_within(text: &str, all: &str) -> bool {
    let mut rest = all.chars();
    let mut wanted = text.chars().filter(|c| !c.is_whitespace() && *c != '…');
    wanted.all(|c| rest.any(|other| other == c))
}

#[derive(Default)]
struct Walk {
    nodes: usize,
    chars: usize,
    deepest: usize,
}

impl Walk {
    fn node(&mut self, depth: usize) {
        self.nodes += 1;
        self.deepest = self.deepest.max(depth);
    }

    fn text(&mut self, text: &str) {
        self.chars += text.chars().count();
        for c in text.chars() {
            let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            assert!(
                !turns && (!c.is_control() || c == '\n' || c == '\t'),
                "{text:?}"
            );
        }
    }

    fn url(&mut self, url: &SafeUrl) {
        assert_safe(url);
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            self.node(depth);
            match block {
                Block::Paragraph(line) | Block::Heading(_, line) => {
                    assert!(!line.is_empty());
                    self.inlines(line, depth + 1);
                }
                Block::Quote(inner) => self.blocks(inner, depth + 1),
                Block::Code { language, text } => {
                    self.text(language.as_deref().unwrap_or(""));
                    self.text(text);
                }
                Block::List { items, .. } => {
                    assert!(items.iter().all(|item| !item.is_empty()));
                    items.iter().for_each(|item| self.blocks(item, depth + 2));
                }
                Block::Rule => {}
                Block::Details { summary, body } => {
                    self.inlines(summary, depth + 1);
                    self.blocks(body, depth + 1);
                }
                Block::Table { head, rows } => {
                    for cell in rows.iter().chain([head]).flatten() {
                        self.inlines(cell, depth + 3);
                    }
                }
                Block::Math(tex) => self.text(tex),
                Block::Picture { url, alt } => {
                    assert!(SafeUrl::media(url.as_str()).is_some());
                    self.url(url);
                    self.text(alt);
                }
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline], depth: usize) {
        for inline in inlines {
            self.node(depth);
            match inline {
                Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => {
                    assert!(!text.is_empty());
                    self.text(text);
                }
                Inline::Break => {}
                Inline::Strong(inner)
                | Inline::Emphasis(inner)
                | Inline::Deleted(inner)
                | Inline::Underline(inner)
                | Inline::Small(inner)
                | Inline::Sub(inner)
                | Inline::Sup(inner)
                | Inline::Mark(inner) => self.inlines(inner, depth + 1),
                Inline::Ruby { base, over } => {
                    self.inlines(base, depth + 1);
                    self.text(over);
                }
                Inline::Link {
                    url,
                    kind,
                    children,
                    ..
                } => {
                    self.link(url, kind);
                    self.inlines(children, depth + 1);
                }
                Inline::Emoji { name, url } => {
                    assert!(!name.is_empty());
                    assert!(SafeUrl::media(url.as_str()).is_some());
                    self.text(name);
                    self.url(url);
                }
            }
        }
        let merged = |pair: &[Inline]| !matches!(pair, [Inline::Text(_), Inline::Text(_)]);
        assert!(inlines.windows(2).all(merged), "{inlines:?}");
    }

    fn link(&mut self, url: &SafeUrl, kind: &LinkKind) {
        self.url(url);
        if let LinkKind::Tag(name) | LinkKind::Mention { handle: name, .. } = kind {
            assert!(!name.is_empty() && !name.contains(char::is_whitespace));
            self.text(name);
        }
    }
}
