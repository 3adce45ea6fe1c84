//! Whether a link's text names another host than its target (the trick of
//! CVE-2023-36462).

mod mail;

use std::borrow::Cow;

use super::super::clean::{is_invisible, is_mark};
use crate::core::safe_url::{SafeUrl, to_ascii_host};

/// What somebody names as a host; `None` within if no browser would take it.
type Named = Option<String>;

/// A text is only held to what it clearly names: addresses with a scheme or
/// `www.` anywhere in it, and a lone host, `user@host` or `@user@host`. In the
/// midst of a sentence too much looks like a host that is none.
pub fn is_misleading(text: &str, url: &SafeUrl) -> bool {
    let text = as_seen(text);
    let Some(target) = url.host() else {
        return mail::is_other(&text, url);
    };
    let explicit = text.split_whitespace().filter_map(explicit);
    let mut hosts = explicit.chain(alone(&text));
    hosts.any(|host| !belongs(host.as_deref(), target))
}

/// The text without what nobody sees, so that a joiner in a name does not make
/// another of it. The Hangul fillers go as well: some fonts give them no width.
fn as_seen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let seen = |c| match c {
        // A braille cell without dots.
        '\u{2800}' => Some(' '),
        // A space of a hair's breadth.
        '\u{200A}' => None,
        // They pass for a full stop.
        '\u{2024}' | '\u{FE52}' | '\u{A4F8}' => Some('.'),
        c if is_invisible(c) => None,
        c => Some(c),
    };
    text.chars().filter_map(seen).collect()
}

/// The host is the one that opens, or stands above it. An address whose host
/// cannot be read belongs to nobody.
fn belongs(host: Option<&str>, target: &str) -> bool {
    fn bare(host: &str) -> &str {
        host.strip_prefix("www.").unwrap_or(host)
    }
    let before = host.and_then(|host| bare(target).strip_suffix(bare(host)));
    before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// The host of a word that has a scheme or begins with `www.`.
fn explicit(word: &str) -> Option<Named> {
    let word = from_scheme(word).trim_start_matches(|c: char| !c.is_alphanumeric());
    let after = |start: &str| {
        let (begin, rest) = word.split_at_checked(start.len())?;
        begin.eq_ignore_ascii_case(start).then_some(rest)
    };
    let schemes = ["https://", "http://", "//"].iter();
    let rest = schemes.copied().find_map(after);
    let rest = rest.or_else(|| after("www.").map(|_| word))?;
    Some(to_ascii_host(host_part(rest)))
}

/// The word from its scheme on: not every script puts spaces before one. An
/// address in the path of another is a part of that.
fn from_scheme(word: &str) -> &str {
    let before = word.split_once("://").map_or("", |(before, _)| before);
    let from = |scheme: &str| {
        let start = before.len().checked_sub(scheme.len())?;
        let (ahead, end) = before.split_at_checked(start)?;
        let starts = end.eq_ignore_ascii_case(scheme) && !ahead.contains(['/', '?']);
        word.get(start..).filter(|_| starts)
    };
    ["https", "http"].into_iter().find_map(from).unwrap_or(word)
}

/// The hosts that a text of one word names: one, or with a `@` two, since
/// `good.example@evil.example` seems to speak of the first.
fn alone(text: &str) -> impl Iterator<Item = Named> {
    let word = lone_word(text).unwrap_or("");
    let (before, name) = trimmed(word);
    // A handle's user may be called anything. `@` without a second is one that
    // consists of a host (Bluesky), and leads to another.
    let is_handle = match before.chars().next_back() {
        Some('@' | '＠') => true,
        Some('!') => name.contains(AT),
        _ => false,
    };
    let parts = name.split(AT).take(2).skip(usize::from(is_handle));
    parts.filter_map(named)
}

/// The only word of a text: what has neither letter nor digit is none, but an
/// ornament like an arrow before it.
fn lone_word(text: &str) -> Option<&str> {
    let is_word = |word: &&str| word.contains(char::is_alphanumeric);
    let mut words = text.split_whitespace().filter(is_word);
    words.next().filter(|_| words.next().is_none())
}

/// What stands before the name in a word, and the name without quotes,
/// brackets, full stops and the like around it: one of these must not be
/// enough to hide a host. `f.call()` is left whole, and so is no host.
fn trimmed(word: &str) -> (&str, &str) {
    let ornament = |c: char| !c.is_alphanumeric() && !is_mark(c);
    let after = word.trim_start_matches(ornament);
    let name = after.trim_end_matches(ornament);
    let is_call = after
        .strip_prefix(name)
        .is_some_and(|rest| rest.starts_with('('));
    // An ornament may be a whole label: `❤.ws`.
    if is_call || !name.contains('.') {
        return ("", word);
    }
    let before = word.len() - after.len();
    (word.get(..before).unwrap_or(""), name)
}

const AT: [char; 2] = ['@', '＠'];

/// The host that a part of a word names, if it looks like one.
fn named(part: &str) -> Option<Named> {
    let part = host_part(part);
    let host = to_ascii_host(part);
    let read = host.as_deref().or_else(|| looks_like(part).then_some(part));
    let (_, ending) = read?.rsplit_once('.')?;
    let names_place = ending.starts_with("xn--")
        || (ending.chars().nth(1).is_some() && ending.chars().all(is_latin));
    (names_place && !is_file_type(&ending.to_ascii_lowercase())).then_some(host)
}

/// Whether what browsers refuse or rewrite may still look like a host.
fn looks_like(part: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || is_mark(c) || matches!(c, '-' | '_' | '.');
    part.chars().all(fits) && part.split('.').all(|label| !label.is_empty())
}

/// Letters that all can read as those of a top-level domain: mathematical,
/// circled and wide ones too.
fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{1D400}'..='\u{1D6A3}' | 'Ⓐ'..='ⓩ' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// What cannot be in a host and is read as its end: that of a path, of a
/// sentence, or a likeness of these.
const ENDS: &str = "/?#:@\\…),!;|<>*%\"“”„«»]{}⁄∕⧸╱–—―／？＃：＠＼）！，；｜、";

/// Up to what ends a host, and without the full stop after it.
fn host_part(text: &str) -> &str {
    let host = text.split(|c| ENDS.contains(c)).next().unwrap_or("");
    host.trim_end_matches('.')
}

/// Endings of file names that are no top-level domains.
fn is_file_type(ending: &str) -> bool {
    matches!(
        ending,
        "js" | "css"
            | "html"
            | "htm"
            | "txt"
            | "pdf"
            | "png"
            | "jpg"
            | "jpeg"
            | "gif"
            | "svg"
            | "json"
            | "toml"
            | "yaml"
            | "yml"
            | "xml"
            | "exe"
            | "apk"
            | "tar"
            | "gz"
            | "jsx"
            | "ts"
            | "tsx"
            | "doc"
            | "docx"
            | "odt"
            | "mp3"
            | "webp"
            | "wasm"
            | "csv"
            | "conf"
            | "php"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lies(text: &str, url: &str) -> bool {
        is_misleading(text, &SafeUrl::parse(url).unwrap())
    }

    #[test]
    fn a_text_that_names_another_host_misleads() {
        for text in [
            "https://good.example/x",
            "good.example",
            "good.example/path…",
            "see https://good.example now",
            "(http://good.example)",
            "www.good.example",
            "@user@good.example",
            "https://good.example@evil.example",
            "https://good.example⁄x",
            "evil.example.good.org",
            "gооd.рф",
        ] {
            assert!(lies(text, "https://evil.example/"), "{text}");
        }
        assert!(lies("apple.com", "https://аррӏе.com/"));
    }

    #[test]
    fn no_character_around_or_within_a_host_hides_it() {
        for text in [
            "good\u{200b}.example",
            "good\u{ad}.example",
            "good.example\u{2060}",
            "good\u{3164}.example",
            "good\u{200a}.example",
            "good\u{2024}example",
            "\u{3164} good.example",
            "good.example \u{2800}",
            "\u{2800}good.example",
            "good.example!",
            "(good.example)",
            "“good.example”",
            "»good.example«",
            "→ good.example",
            "good.example |",
            "🔗good.example",
            ".good.example",
            "good.example|login",
            "good.example／login",
            "good.example⁄login",
            "good.example—login",
            "(@user@good.example)",
            "me@good.example",
            "me＠good.example",
            "good.example@evil.example",
            "𝐠𝐨𝐨𝐝.𝐞𝐱𝐚𝐦𝐩𝐥𝐞",
            "ſafe.example",
            "ｇｏｏｄ．ｅｘａｍｐｌｅ！",
            "https://go\u{200b}od.example",
            "x:https://good.example",
            "詳細はHTTPS://good.example",
        ] {
            assert!(lies(text, "https://evil.example/"), "{text:?}");
        }
        let far = format!("{} https://good.example", "word ".repeat(60));
        assert!(lies(&far, "https://evil.example/"));
        let blank = format!("{} good.example", "\u{2800} ".repeat(60));
        assert!(lies(&blank, "https://evil.example/"));
    }

    #[test]
    fn words_with_dots_are_not_all_hosts() {
        for text in [
            "node.js",
            "(Node.js)",
            "e.g.",
            "(e.g.)",
            "3.5",
            "3.5%",
            "v1.2.3!",
            "file.txt",
            "“file.txt”",
            "J.R.R. Tolkien",
            "J.R.R.",
            "Ph.D.",
            "Hmm...what?!",
            "console.log()",
            "AT&T.com",
            "St.John’s",
            "go to good.example now",
            "from good.example (PDF)",
            "@alice.bsky.example",
            "(@alice.bsky.example)",
            "...",
        ] {
            assert!(!lies(text, "https://evil.example/"), "{text:?}");
        }
    }

    #[test]
    fn ornaments_do_not_make_an_honest_text_lie() {
        for text in [
            "a.example!",
            "(a.example)",
            "“blog.a.example”",
            "blog.\u{200b}a.example",
            "詳細はhttps://a.example",
            "a.example/?to=https://b.example",
            "https://a.example/web/https://b.example",
            "https://\u{200b}blog.\u{200b}a.example/\u{200b}x",
            "🔗 a.example",
            "🔗a.example",
            "!group@a.example",
            "!some.group@a.example",
            "@some.one@a.example",
            "me@a.example",
        ] {
            assert!(!lies(text, "https://blog.a.example/x"), "{text:?}");
        }
        assert!(!lies("❤.ws", "https://❤.ws/"));
        assert!(!lies("ไทย.ที่", "https://ไทย.ที่/"));
    }

    #[test]
    fn honest_texts_do_not() {
        for text in [
            "https://www.a.example/x",
            "a.example/very/long…",
            "blog.a.example",
            "A.Example.",
            "example",
            "click here",
            "Node.js",
            "v1.2.3",
            "@user",
            "@user@a.example",
            "#tag",
            "10:30",
        ] {
            assert!(!lies(text, "https://blog.a.example/x"), "{text}");
        }
    }
}
