//! One tag: its name and the few attributes that mean something here.

use std::borrow::Cow;

use super::super::entities;

/// Attributes that are kept; all others are not even decoded.
const KEPT: [&str; 10] = [
    "href", "class", "rel", "start", "alt", "alttext", "src", "title", "encoding", "display",
];

pub struct Tag<'a> {
    /// In lower case.
    pub name: Cow<'a, str>,
    /// Ended in `/>`, which means something for foreign elements only.
    pub self_closing: bool,
    /// The raw values of those that are kept.
    attributes: [Option<&'a str>; KEPT.len()],
}

impl<'a> Tag<'a> {
    /// The value with its references resolved; of two attributes of one name
    /// the first counts.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let at = KEPT.iter().position(|known| *known == name)?;
        let raw = (*self.attributes.get(at)?)?;
        if !raw.contains('&') {
            return Some(Cow::Borrowed(raw));
        }
        let mut value = String::new();
        entities::decode(raw, true, &mut value);
        Some(Cow::Owned(value))
    }

    /// Whether `word` is among the words of the attribute.
    pub fn has_word(&self, name: &str, word: &str) -> bool {
        let value = self.attribute(name);
        value.is_some_and(|value| value.split_ascii_whitespace().any(|w| w == word))
    }

    pub fn has_class(&self, word: &str) -> bool {
        self.has_word("class", word)
    }
}

/// Reads from the first letter of the name to after the `>`, and says how many
/// bytes that were. `None` if the text ends before the tag does.
pub fn read(text: &str) -> Option<(Tag<'_>, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    let name = lower_case(cursor.until(|b| is_space(b) || b == b'/' || b == b'>'));
    let mut attributes = [None; KEPT.len()];
    loop {
        cursor.until(|b| !is_space(b) && b != b'/');
        if cursor.peek()? == b'>' {
            break;
        }
        let (name, value) = attribute(&mut cursor)?;
        let kept = KEPT.iter().zip(&mut attributes);
        for (_, kept) in kept.filter(|(known, _)| known.eq_ignore_ascii_case(name)) {
            kept.get_or_insert(value);
        }
    }
    let self_closing = text.get(..cursor.at)?.ends_with('/');
    let tag = Tag {
        name,
        self_closing,
        attributes,
    };
    Some((tag, cursor.at + 1))
}

/// Name and raw value, `""` if there is none.
fn attribute<'a>(cursor: &mut Cursor<'a>) -> Option<(&'a str, &'a str)> {
    let start = cursor.at;
    // A `=` at the very beginning belongs to the name.
    cursor.at += usize::from(cursor.peek()? == b'=');
    cursor.until(|b| is_space(b) || matches!(b, b'/' | b'>' | b'='));
    let name = cursor.text.get(start..cursor.at)?;
    cursor.until(|b| !is_space(b));
    if cursor.peek()? != b'=' {
        return Some((name, ""));
    }
    cursor.at += 1;
    cursor.until(|b| !is_space(b));
    let value = match cursor.peek()? {
        quote @ (b'"' | b'\'') => {
            cursor.at += 1;
            let value = cursor.until(|b| b == quote);
            cursor.peek()?;
            cursor.at += 1;
            value
        }
        _ => cursor.until(|b| is_space(b) || b == b'>'),
    };
    Some((name, value))
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes on to the first byte that fulfils `end` (ASCII only, so that no
    /// character is cut), and gives what was passed.
    fn until(&mut self, end: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or("");
        let length = rest
            .bytes()
            .position(|b| b.is_ascii() && end(b))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or("")
    }
}

pub fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}

fn lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        return Cow::Owned(name.to_ascii_lowercase());
    }
    Cow::Borrowed(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, name: &str) -> Option<String> {
        read(text).and_then(|(tag, _)| tag.attribute(name).map(Cow::into_owned))
    }

    #[test]
    fn attributes_are_read_in_all_three_quotings() {
        assert_eq!(value("a href=x>", "href").as_deref(), Some("x"));
        assert_eq!(value("a HREF = 'x y'>", "href").as_deref(), Some("x y"));
        assert_eq!(
            value("a/href=\"x&amp;y\"/>", "href").as_deref(),
            Some("x&y")
        );
        assert_eq!(value("a href>", "href").as_deref(), Some(""));
        assert_eq!(value("a href=>", "href").as_deref(), Some(""));
        assert_eq!(value("a href=x/>", "href").as_deref(), Some("x/"));
    }

    #[test]
    fn the_first_of_two_attributes_counts() {
        assert_eq!(value("a href=x href=y>", "href").as_deref(), Some("x"));
    }

    #[test]
    fn unknown_attributes_are_not_kept() {
        assert_eq!(value("a onclick=x style=y>", "onclick"), None);
    }

    #[test]
    fn a_tag_that_does_not_end_is_none() {
        for text in [
            "a",
            "a ",
            "a href",
            "a href=",
            "a href='x>",
            "a href=x",
            "a /",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
