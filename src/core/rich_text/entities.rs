//! Character references, `&amp;` and `&#38;`, decoded exactly once.

mod table;

use table::NAMES;

/// The longest name in the table.
const MAX_NAME: usize = 8;
/// Names that HTML knows without a semicolon are two to six letters long.
const BARE_NAME: std::ops::RangeInclusive<usize> = 2..=6;

/// Appends `text` to `out` with its references resolved.
///
/// `in_attribute` follows HTML's exception for the URLs of old: in
/// `?a=b&copy=c` nothing is meant by `&copy`.
pub fn decode(text: &str, in_attribute: bool, out: &mut String) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let found = match after.strip_prefix('#') {
            Some(digits) => numeric(digits).map(|(c, used)| (c, used + 1)),
            None => named(after, in_attribute),
        };
        match found {
            Some((c, used)) => {
                out.push(c);
                rest = after.get(used..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
}

/// The character, and how many bytes it took.
fn named(text: &str, in_attribute: bool) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let letter = |b: &&u8| b.is_ascii_alphanumeric();
    let run = bytes.iter().take(MAX_NAME).take_while(letter).count();
    if bytes.get(run) == Some(&b';')
        && let Some(c) = look_up(text.get(..run)?)
    {
        return Some((c, run + 1));
    }
    for length in BARE_NAME.rev().filter(|&length| length <= run) {
        let Some(c) = look_up(text.get(..length)?).filter(|&c| is_bare(c)) else {
            continue;
        };
        let next = bytes.get(length);
        let goes_on = next.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric());
        return (!in_attribute || !goes_on).then_some((c, length));
    }
    None
}

fn look_up(name: &str) -> Option<char> {
    let at = NAMES.binary_search_by(|(known, _)| (*known).cmp(name));
    NAMES.get(at.ok()?).map(|(_, c)| *c)
}

/// Whether the name of this character may go without its semicolon.
fn is_bare(c: char) -> bool {
    matches!(c, '\u{A0}'..='\u{FF}' | '&' | '<' | '>' | '"')
}

fn numeric(text: &str) -> Option<(char, usize)> {
    let (radix, prefix) = match text.as_bytes().first() {
        Some(b'x' | b'X') => (16, 1),
        _ => (10, 0),
    };
    let (mut code, mut used) = (0u32, prefix);
    for digit in text.chars().skip(prefix).map_while(|c| c.to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        used += 1;
    }
    if used == prefix {
        return None;
    }
    if text.as_bytes().get(used) == Some(&b';') {
        used += 1;
    }
    Some((character(code), used))
}

/// Pages of old named the characters of windows-1252 where C1 controls are.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

fn character(code: u32) -> char {
    let remapped = match code {
        0 => None,
        0x80..=0x9F => WINDOWS_1252.chars().nth(code as usize - 0x80),
        _ => char::from_u32(code),
    };
    remapped.unwrap_or('\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut out = String::new();
        decode(text, false, &mut out);
        out
    }

    fn attribute(text: &str) -> String {
        let mut out = String::new();
        decode(text, true, &mut out);
        out
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(NAMES.iter().all(|(name, _)| name.len() <= MAX_NAME));
    }

    #[test]
    fn named_references_are_read_as_browsers_do() {
        for (given, text) in [
            ("&lt;b&gt; &amp;amp; &quot;", "<b> &amp; \""),
            ("&amp", "&"),
            ("&ampx", "&x"),
            ("&notit;", "¬it;"),
            ("&notin;", "∉"),
            ("&hellip;&hellip", "…&hellip"),
            ("&nope; & &; &", "&nope; & &; &"),
            ("&&lt;", "&<"),
            ("&thetasym;", "ϑ"),
        ] {
            assert_eq!(read(given), text, "{given}");
        }
    }

    #[test]
    fn numbers_name_characters_too() {
        for (given, text) in [
            ("&#65;&#x41;&#X41", "AAA"),
            ("&#128;&#x9f;", "€Ÿ"),
            (
                "&#0;&#xD800;&#x110000;&#99999999999;",
                "\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
            ),
            ("&#;&#x;&#xg", "&#;&#x;&#xg"),
        ] {
            assert_eq!(read(given), text, "{given}");
        }
    }

    #[test]
    fn a_query_in_an_attribute_keeps_its_ampersands() {
        assert_eq!(attribute("?a=b&copy=c&lt=d&amp;e"), "?a=b&copy=c&lt=d&e");
        assert_eq!(attribute("&copy &lt;"), "© <");
    }
}
