//! Whether a link's text names another host than its target (the trick of
//! CVE-2023-36462).

use crate::core::safe_url::{SafeUrl, to_ascii_host};

/// Words in one text that are looked at.
const MAX_WORDS: usize = 50;

/// A text is only held to what it clearly names: addresses with a scheme or
/// `www.` anywhere in it, and a lone host or `@user@host`.
pub fn is_misleading(text: &str, url: &SafeUrl) -> bool {
    let Some(target) = url.host() else {
        // Mail: any host that the text names must be in the address.
        return alone(text).is_some_and(|host| !url.path().to_ascii_lowercase().contains(&host));
    };
    let words = text.split_whitespace().take(MAX_WORDS);
    let mut addresses = words.filter_map(explicit);
    addresses.any(|host| !belongs(host.as_deref(), target))
        || alone(text).is_some_and(|host| !belongs(Some(&host), target))
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

/// The host of a word that has a scheme or begins with `www.`; `Some(None)`
/// if it is no proper host.
fn explicit(word: &str) -> Option<Option<String>> {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let after = |start: &str| {
        let (begin, rest) = word.split_at_checked(start.len())?;
        begin.eq_ignore_ascii_case(start).then_some(rest)
    };
    let schemes = ["https://", "http://", "//"].iter();
    let rest = schemes.copied().find_map(after);
    let rest = rest.or_else(|| after("www.").map(|_| word))?;
    Some(to_ascii_host(host_part(rest)))
}

/// The host that a text of one word names.
fn alone(text: &str) -> Option<String> {
    if text.contains(char::is_whitespace) {
        return None;
    }
    let mention = text.strip_prefix('@').and_then(|rest| rest.split_once('@'));
    let word = mention.map_or(text, |(_, host)| host);
    let host = to_ascii_host(host_part(word))?;
    let (_, ending) = host.rsplit_once('.')?;
    let names_place = ending.starts_with("xn--")
        || (ending.len() >= 2 && ending.bytes().all(|b| b.is_ascii_alphabetic()));
    (names_place && !is_file_type(ending)).then_some(host)
}

/// Up to what ends a host, and without the full stop or ellipsis after it.
fn host_part(text: &str) -> &str {
    let host = text
        .split(['/', '?', '#', ':', '@', '\\', '…', ')', ','])
        .next()
        .unwrap_or("");
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
        assert!(
            lies("me@good.example/x.good.example", "mailto:a@evil.example")
                || !lies("x", "mailto:a@b")
        );
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
        assert!(!lies("me@a.example", "mailto:me@a.example"));
    }
}
