//! Custom emoji in running text.

use super::clean::{Filter, is_invisible, is_visible};
use super::link::weight;
use super::{CustomEmoji, Inline};

const MAX_SHORTCODE_BYTES: usize = 128;
const MAX_PLAIN_CHARS: usize = 1_000;
const MAX_PLAIN_NODES: usize = 200;
const MAX_NAME_CHARS: usize = 512;
/// So that a name of nothing but emoji stays a name.
const MAX_NAME_NODES: usize = 32;

/// Emoji by name, for quick look-up.
pub struct Shelf<'a>(Vec<&'a CustomEmoji>);

/// A stretch of text.
pub enum Piece<'t, 'e> {
    Text(&'t str),
    Emoji(&'e CustomEmoji),
}

impl<'e> Shelf<'e> {
    pub fn new(emoji: &'e [CustomEmoji]) -> Shelf<'e> {
        let mut sorted: Vec<_> = emoji.iter().filter(|emoji| is_clean(&emoji.name)).collect();
        sorted.sort_by(|a, b| a.name.cmp(&b.name));
        Shelf(sorted)
    }

    /// Hands the text over in pieces, in order. A `:name:` that follows
    /// directly on a letter or digit is text (`12:30:45`).
    pub fn split<'t>(&self, text: &'t str, mut take: impl FnMut(Piece<'t, 'e>)) {
        let (mut rest, mut from) = (text, 0);
        while let Some((at, emoji)) = self.next_in(rest, from) {
            let after = at + emoji.name.len() + 2;
            let (Some(before), Some(tail)) = (rest.get(..at), rest.get(after..)) else {
                break;
            };
            if !before.is_empty() {
                take(Piece::Text(before));
            }
            take(Piece::Emoji(emoji));
            (rest, from) = (tail, 0);
        }
        if !rest.is_empty() {
            take(Piece::Text(rest));
        }
    }

    /// The first emoji in `text` and where its first colon stands.
    fn next_in(&self, text: &str, mut from: usize) -> Option<(usize, &'e CustomEmoji)> {
        if self.0.is_empty() {
            return None;
        }
        loop {
            let at = from + text.get(from..)?.find(':')?;
            let glued = text
                .get(..at)?
                .ends_with(|c: char| c.is_ascii_alphanumeric());
            let name = || name_at(text.get(at + 1..)?);
            if let (false, Some(name)) = (glued, name())
                && let Some(emoji) = self.find(name)
            {
                return Some((at, emoji));
            }
            from = at + 1;
        }
    }

    fn find(&self, name: &str) -> Option<&'e CustomEmoji> {
        let at = self
            .0
            .binary_search_by(|emoji| emoji.name.as_str().cmp(name));
        self.0.get(at.ok()?).copied()
    }
}

/// Whether a name is what it looks like.
fn is_clean(name: &str) -> bool {
    let mut filter = Filter::default();
    name.chars().all(|c| !is_invisible(c) && filter.keeps(c))
}

/// The text up to the next colon, if that could be a name.
fn name_at(text: &str) -> Option<&str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"_-+.@".contains(&b) || b >= 0x80;
    let length = text
        .bytes()
        .take(MAX_SHORTCODE_BYTES)
        .take_while(|&b| plain(b))
        .count();
    let closed = length > 0 && text.as_bytes().get(length) == Some(&b':');
    closed.then(|| text.get(..length))?
}

/// See [`super::parse_plain`].
pub fn parse_plain(text: &str, emoji: &[CustomEmoji]) -> Vec<Inline> {
    inlines(&one_line(text, MAX_PLAIN_CHARS), emoji, MAX_PLAIN_NODES)
}

/// See [`super::parse_name`].
pub fn parse_name(text: &str, emoji: &[CustomEmoji]) -> Vec<Inline> {
    let name = inlines(&one_line(text, MAX_NAME_CHARS), emoji, MAX_NAME_NODES);
    let shows = |inline: &Inline| !matches!(inline, Inline::Text(text) if !is_visible(text));
    if name.iter().any(shows) {
        name
    } else {
        Vec::new()
    }
}

fn inlines(line: &str, emoji: &[CustomEmoji], most: usize) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut nodes = 0;
    Shelf::new(emoji).split(line, |piece| {
        let (inline, cost) = match piece {
            Piece::Emoji(CustomEmoji { name, url }) => {
                let (name, url) = (name.clone(), url.clone());
                let cost = 1 + weight(&url);
                (Inline::Emoji { name, url }, cost)
            }
            Piece::Text(text) => (Inline::Text(text.to_owned()), 1),
        };
        nodes += cost;
        if nodes <= most {
            out.push(inline);
        }
    });
    out
}

/// Whether [`one_line`] would change nothing.
fn is_one_line(text: &str, most: usize) -> bool {
    let mut last = b' ';
    let fits = |byte: u8| {
        let doubled = byte == b' ' && last == b' ';
        last = byte;
        !doubled && matches!(byte, b' '..=b'~')
    };
    text.len() <= most && text.bytes().all(fits) && (last != b' ' || text.is_empty())
}

fn one_line(text: &str, most: usize) -> String {
    if is_one_line(text, most) {
        return text.to_owned();
    }
    let mut filter = Filter::default();
    let mut line = String::new();
    let spaced = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c });
    let kept = spaced.filter(|&c| filter.keeps(c));
    for c in kept.take(most) {
        if c != ' ' || !(line.is_empty() || line.ends_with(' ')) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::safe_url::SafeUrl;

    fn blob() -> Vec<CustomEmoji> {
        vec![CustomEmoji {
            name: "blob".into(),
            url: SafeUrl::media("https://a.example/b.png").unwrap(),
        }]
    }

    fn read(text: &str) -> String {
        let show = |inline: &Inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Emoji { name, .. } => format!("[{name}]"),
            other => format!("{other:?}"),
        };
        parse_plain(text, &blob()).iter().map(show).collect()
    }

    #[test]
    fn known_emoji_become_pictures_and_others_stay_text() {
        assert_eq!(read("a :blob: b"), "a [blob] b");
        assert_eq!(read(":blob::blob:"), "[blob][blob]");
        assert_eq!(read("::blob::"), ":[blob]:");
        assert_eq!(read(":no:blob:"), ":no:blob:");
        assert_eq!(read("12:blob:30"), "12:blob:30");
        assert_eq!(read(":no: :blob"), ":no: :blob");
        assert_eq!(read("猫:blob:猫"), "猫[blob]猫");
    }

    #[test]
    fn a_name_is_one_clean_line() {
        assert_eq!(read(" a\n\n b\u{202e}c\u{0}  "), "a bc");
        assert_eq!(read("<b>&amp;</b>"), "<b>&amp;</b>");
        assert_eq!(read(&"x".repeat(5_000)).len(), MAX_PLAIN_CHARS);
    }

    #[test]
    fn a_name_with_nothing_to_see_is_none() {
        for text in ["", " ", "\u{200b}", "\u{3164} \u{2800}"] {
            assert_eq!(parse_name(text, &blob()), [], "{text:?}");
        }
        assert_eq!(parse_name(":blob:", &blob()).len(), 1);
        assert_eq!(
            parse_name(&":blob:".repeat(500), &blob()).len(),
            MAX_NAME_NODES
        );
    }

    #[test]
    fn many_copies_of_a_long_address_do_not_add_up() {
        let url = format!("https://a.example/{}", "x".repeat(8_000));
        let emoji = [CustomEmoji {
            name: "a".into(),
            url: SafeUrl::media(&url).unwrap(),
        }];
        assert!(parse_plain(&":a:".repeat(300), &emoji).len() < 20);
    }

    #[test]
    fn an_emoji_of_a_deceptive_name_is_none() {
        for name in ["a\u{202e}b", "a\u{200b}", "\u{85}"] {
            let emoji = [CustomEmoji {
                name: name.into(),
                ..blob().remove(0)
            }];
            let shown = parse_plain(&format!(":{name}:"), &emoji);
            assert!(matches!(&shown[..], [Inline::Text(_)]), "{name:?}");
        }
    }
}
