//! Links that open no page but write to somebody (mail and XMPP).

use super::{AT, Named, alone, belongs, explicit, named, trimmed};
use crate::core::safe_url::SafeUrl;

/// An address in lower case: few servers tell letters apart by it, and nobody
/// who reads does.
#[derive(PartialEq)]
struct Address {
    user: String,
    host: Named,
}

/// Whether a text names an address, anywhere in it, or as `is_misleading` a
/// host that the link does not write to. In a sentence too an address is meant
/// as one: nothing else looks like it.
pub fn is_other(text: &str, url: &SafeUrl) -> bool {
    let opens = recipients(url.path());
    let is_foreign = |address: Address| address.host.is_none() || !opens.contains(&address);
    if text.split_whitespace().filter_map(address).any(is_foreign) {
        return true;
    }
    let lone = alone(text).filter(|_| !text.contains(AT));
    let mut hosts = text.split_whitespace().filter_map(explicit).chain(lone);
    hosts.any(|host| {
        let at = |to: &Address| belongs(host.as_deref(), to.host.as_deref().unwrap_or(""));
        !opens.iter().any(at)
    })
}

/// The address that a word is, if it is one.
fn address(word: &str) -> Option<Address> {
    let (_, word) = trimmed(word);
    let (user, host) = word.split_once(AT)?;
    // `mailto:me@…`, `Mail:me@…`, `Me<me@…`.
    let user = user.rsplit([':', '：', '<', '(']).next()?;
    let host = named(host)?;
    let user = user.to_ascii_lowercase();
    (!user.is_empty()).then_some(Address { user, host })
}

/// To whom the link writes: in its path, or in the field `to` of a mail.
fn recipients(path: &str) -> Vec<Address> {
    let (to, fields) = path.split_once('?').unwrap_or((path, ""));
    let fields = fields.split(['&', ';']);
    let more = fields.filter_map(|field| field.strip_prefix("to="));
    let all: Vec<String> = [to].into_iter().chain(more).map(decoded).collect();
    all.iter()
        .flat_map(|to| to.split(','))
        .filter_map(|to| address(to.trim()))
        .collect()
}

/// With its percent signs resolved.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after
            .get(..2)
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(b'%'));
        rest = code.and_then(|_| after.get(2..)).unwrap_or(after);
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::is_misleading;
    use super::*;

    fn lies(text: &str, url: &str) -> bool {
        is_misleading(text, &SafeUrl::parse(url).unwrap())
    }

    #[test]
    fn a_text_that_names_another_address_misleads() {
        for text in [
            "me@good.example/x.good.example",
            "support@good.example",
            "a@good.example",
            "b@evil.example",
            "support@good\u{200b}.example",
            "(support@good.example)",
            "mailto:support@good.example",
            "write to support@good.example now",
            "@support@good.example",
            "a＠good.example",
            "good.example",
            "www.good.example",
            "see https://good.example now",
            "a@mail.evil.example",
            "a@ſafe.example",
        ] {
            for url in [
                "mailto:a@evil.example",
                "mailto:a@evil.example?subject=support@good.example",
                "mailto:a%40evil.example?cc=x",
                "xmpp:a@evil.example/good.example",
            ] {
                assert!(lies(text, url), "{text} {url}");
            }
        }
        assert!(lies("good.example", "mailto:good.example"));
    }

    #[test]
    fn honest_addresses_do_not() {
        for text in [
            "a@b.example",
            "A@B.Example",
            "mailto:a@b.example",
            "a@b.example!",
            "(a@b.example)",
            "Ann <a@b.example>",
            "a\u{200b}@\u{200b}b.example",
            "b.example",
            "https://b.example/",
            "write to a@b.example or else",
            "mail",
            "e.g.",
            "resume.pdf",
            "@ann",
        ] {
            for url in [
                "mailto:a@b.example",
                "mailto:A%40B.EXAMPLE?subject=x",
                "mailto:x@y.example,a@b.example",
                "mailto:?subject=x&to=a@b.example",
                "xmpp:a@b.example/work?message",
            ] {
                assert!(!lies(text, url), "{text} {url}");
            }
        }
        assert!(!lies("a@bücher.example", "mailto:a@b%C3%BCcher.example"));
        assert!(!lies("j.doe+x@b.example", "mailto:j.doe+x@b.example"));
        assert!(!lies(
            "a@b.example and c@d.example",
            "mailto:a@b.example,c@d.example"
        ));
    }
}
