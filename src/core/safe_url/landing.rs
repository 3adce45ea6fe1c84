//! Where a text leads that somebody pasted: to a person, to a post, or nowhere
//! yet. By its shape alone; what it is, only a server can tell.

use super::{SafeUrl, to_ascii_authority, to_post::looks_like_post};
use crate::core::{actor::Handle, id::PostUri};

/// Longer than any honest link or handle.
const LONGEST: usize = 2_048;

/// Where a text leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Landing {
    Person(Handle),
    /// A post, or some other page that a server may know.
    Post(PostUri),
}

/// Reads a link or a handle, however people write it: `@user@host`, `user@host`,
/// `host/@user`, `acct:…`, `web+ap://…`, a page's address. `None`: words to be
/// looked for.
pub fn landing(text: &str) -> Option<Landing> {
    let text = text.trim();
    let text = text
        .trim_matches(['<', '>', '"', '\u{201c}', '\u{201d}'])
        .trim();
    if text.is_empty() || text.len() > LONGEST || text.contains(char::is_whitespace) {
        return None;
    }
    let unschemed = text.strip_prefix("acct:").unwrap_or(text);
    if let Some(handle) = handle(unschemed) {
        return Some(Landing::Person(handle));
    }
    let address = address(text)?;
    match to_person(&address) {
        Some(handle) => Some(Landing::Person(handle)),
        None if looks_like_post(&address) => Some(Landing::Post(post(&address))),
        // A bare host is a server, not a post.
        None if address.path().trim_matches('/').is_empty() => None,
        None => Some(Landing::Post(post(&address))),
    }
}

fn post(address: &SafeUrl) -> PostUri {
    PostUri::new(address.as_str())
}

/// `@user@host` or `user@host`.
fn handle(text: &str) -> Option<Handle> {
    let text = text.strip_prefix('@').unwrap_or(text);
    let (user, host) = text.split_once('@')?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    if user.is_empty() || !user.chars().all(plain) || !is_host(host) {
        return None;
    }
    Some(Handle::new(text, ""))
}

/// A name with a dot in it, or one of this machine, with a port perhaps.
fn is_host(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    let dotted = name.contains('.') && !name.starts_with('.') && !name.ends_with('.');
    let plain = !host.contains(['/', '@', '?', '#']);
    (dotted || name == "localhost") && plain && to_ascii_authority(host).is_some()
}

/// The address of a page: with a scheme, or from the host on.
fn address(text: &str) -> Option<SafeUrl> {
    let lower = text.to_ascii_lowercase();
    for scheme in ["web+ap://", "web+activitypub://", "ap://"] {
        if lower.starts_with(scheme) {
            let rest = text.get(scheme.len()..)?;
            return SafeUrl::parse(&format!("https://{rest}"));
        }
    }
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return SafeUrl::parse(text);
    }
    let (host, _) = text.split_once('/')?;
    let url = SafeUrl::parse(&format!("https://{text}"));
    url.filter(|_| is_host(host))
}

/// The handle of whom a page is of, by how the software of the fediverse builds
/// the addresses of people, groups and channels.
fn to_person(url: &SafeUrl) -> Option<Handle> {
    if !matches!(url.scheme(), "http" | "https") || url.as_str().contains(['?', '#']) {
        return None;
    }
    let host = url.authority()?;
    let parts: Vec<&str> = url.path().trim_matches('/').split('/').collect();
    let user = match parts.as_slice() {
        [who] | ["web", who] => who.strip_prefix('@')?,
        // Mastodon's and Pleroma's ids; Lemmy's and PieFed's people and groups;
        // Friendica; Mbin's magazines; PeerTube's accounts and channels.
        [
            "users" | "u" | "c" | "profile" | "m" | "a" | "accounts" | "video-channels",
            who,
        ] => who,
        _ => return None,
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    match user.split_once('@') {
        // Somebody of elsewhere, on this server's page.
        Some((_, elsewhere)) => handle(user).filter(|_| is_host(elsewhere)),
        None if user.is_empty() || !user.chars().all(plain) => None,
        None => Some(Handle::new(user, host)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(text: &str) -> Option<String> {
        match landing(text)? {
            Landing::Person(handle) => Some(handle.to_string()),
            Landing::Post(_) => None,
        }
    }

    fn post(text: &str) -> Option<String> {
        match landing(text)? {
            Landing::Post(uri) => Some(uri.as_str().to_owned()),
            Landing::Person(_) => None,
        }
    }

    #[test]
    fn people_are_known_however_they_are_written() {
        for text in [
            "@ana@a.example",
            "ana@a.example",
            " acct:ana@a.example ",
            "<@ana@a.example>",
            "a.example/@ana",
            "https://a.example/@ana",
            "https://a.example/@ana/",
            "HTTPS://A.example/users/ana",
            "https://b.example/@ana@a.example",
            "https://a.example/u/ana",
            "web+ap://a.example/@ana",
        ] {
            assert_eq!(person(text).as_deref(), Some("@ana@a.example"), "{text}");
        }
        let named = [
            ("https://lemmy.example/c/birds", "@birds@lemmy.example"),
            (
                "https://tube.example/video-channels/trains",
                "@trains@tube.example",
            ),
            ("https://one.localhost:8443/@ana", "@ana@one.localhost:8443"),
            ("ana@bücher.example", "@ana@bücher.example"),
        ];
        for (text, handle) in named {
            assert_eq!(person(text).as_deref(), Some(handle), "{text}");
        }
    }

    #[test]
    fn posts_of_every_kind_of_server_are_landed_on() {
        for text in [
            "https://a.example/@ana/113456789012345678",
            "https://a.example/users/ana/statuses/113456789012345678",
            "https://misskey.example/notes/9abcdefgh1",
            "https://lemmy.example/post/123",
            "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
            "https://blog.example/2026/11/a-long-read",
        ] {
            assert_eq!(post(text).as_deref(), Some(text));
        }
        assert_eq!(
            post("a.example/@ana/113456789012345678").as_deref(),
            Some("https://a.example/@ana/113456789012345678")
        );
    }

    #[test]
    fn words_are_words() {
        for text in [
            "",
            "  ",
            "ana",
            "@ana",
            "bread and butter",
            "a.example",
            "https://a.example/",
            "javascript:alert(1)",
            "ana@",
            "@@",
            "3/4",
            "and/or",
            "me@localhost@x",
            "a@b",
            "x@y z.example",
        ] {
            assert_eq!(landing(text), None, "{text:?}");
        }
        assert_eq!(
            landing(&format!("https://a.example/{}", "x".repeat(3_000))),
            None
        );
    }
}
