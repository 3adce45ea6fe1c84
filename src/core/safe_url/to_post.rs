//! Whether a link leads to a post of the fediverse, by its shape alone.

use crate::core::safe_url::SafeUrl;

/// Whether an address looks like that of a post, as the software of the
/// fediverse builds them: then a server of the user's may know it, and it need
/// not be opened on a site where they are nobody. A guess: what it is, only a
/// server can tell.
pub fn looks_like_post(url: &SafeUrl) -> bool {
    if !matches!(url.scheme(), "http" | "https") || url.as_str().contains(['?', '#']) {
        return false;
    }
    let parts: Vec<&str> = url.path().trim_matches('/').split('/').collect();
    match parts.as_slice() {
        // Mastodon and its kin: /@ana/1234, /@ana@host/1234; WriteFreely has words there.
        [who, id] if is_at(who) => is_number(id) || is_ulid(id),
        // GoToSocial, Takahē.
        [who, "statuses" | "posts", id] if is_at(who) => is_id(id),
        ["users", _, "statuses", id] => is_id(id),
        ["web", who, id] if is_at(who) => is_number(id),
        // Pleroma, Akkoma; Misskey and its kin; Pixelfed.
        ["notice" | "notes", id] => is_id(id),
        ["objects", id] => is_uuid(id),
        ["p", _, id] => is_number(id),
        // Hubzilla, Friendica.
        ["display", id] => is_uuid(id),
        // Lemmy, PieFed, Mbin.
        ["post" | "comment", id] => is_number(id),
        ["m", _, "t" | "p", id] | ["m", _, "t" | "p", id, _] => is_number(id),
        // PeerTube.
        ["w", id] => id.len() == 22 && is_id(id),
        ["videos", "watch", id] => is_uuid(id),
        _ => false,
    }
}

/// Sites of the web whose people have addresses of the same shape, and are nobody
/// in the fediverse.
const OTHERS: [&str; 12] = [
    "youtube.com",
    "medium.com",
    "tiktok.com",
    "reddit.com",
    "instagram.com",
    "twitter.com",
    "x.com",
    "t.me",
    "substack.com",
    "twitch.tv",
    "github.com",
    "npmjs.com",
];

/// Whether a link in a text looks like the page of somebody in the fediverse, and
/// is not on a site that is known to be none of it. Where it leads is found out
/// when it is followed.
pub fn looks_like_person(url: &SafeUrl) -> bool {
    if !matches!(url.scheme(), "http" | "https") || url.as_str().contains(['?', '#']) {
        return false;
    }
    let path = url.path().trim_matches('/');
    let user = path
        .strip_prefix('@')
        .or_else(|| path.strip_prefix("users/"));
    let host = url.host().unwrap_or_default();
    let is = |other: &&str| {
        let rest = host.strip_suffix(other);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let is_user = user.is_some_and(|user| !user.is_empty() && !user.contains('/'));
    is_user && !OTHERS.iter().any(is)
}

/// The name that a post most likely has on its own server: what its uri or the
/// address of its page ends in.
pub fn local_id(uri: &str) -> Option<&str> {
    let (scheme, rest) = uri.split_once("://")?;
    let path = rest.split(['?', '#']).next()?.trim_end_matches('/');
    let (_, last) = path.rsplit_once('/')?;
    let is_web = matches!(scheme, "http" | "https");
    (is_web && is_id(last)).then_some(last)
}

fn is_at(part: &str) -> bool {
    part.strip_prefix('@').is_some_and(|name| !name.is_empty())
}

fn is_number(id: &str) -> bool {
    (1..=24).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit())
}

fn is_ulid(id: &str) -> bool {
    id.len() == 26 && id.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_uuid(id: &str) -> bool {
    id.len() == 36 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

fn is_id(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (8..=64).contains(&id.len()) && id.bytes().all(plain) || is_number(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_post(url: &str) -> bool {
        looks_like_post(&SafeUrl::parse(url).unwrap())
    }

    #[test]
    fn people_are_known_by_the_shape_of_their_page_but_not_on_other_sites() {
        let person = |url| looks_like_person(&SafeUrl::parse(url).unwrap());
        for url in ["https://a.example/@ana", "https://a.example/users/ana/"] {
            assert!(person(url), "{url}");
        }
        for url in [
            "https://www.youtube.com/@x",
            "https://old.reddit.com/users/x",
            "https://x.com/@x",
            "https://a.example/@ana/12",
            "https://a.example/@",
            "https://a.example/@ana?tab=1",
        ] {
            assert!(!person(url), "{url}");
        }
    }

    #[test]
    fn a_posts_name_on_its_own_server_is_what_its_uri_ends_in() {
        let id = |uri| local_id(uri);
        let mastodon = "https://a.example/users/ana/statuses/113456789012345678";
        assert_eq!(id(mastodon), Some("113456789012345678"));
        assert_eq!(id("https://a.example/@ana/12/"), Some("12"));
        assert_eq!(
            id("https://a.example/notes/9abcdefgh1?x"),
            Some("9abcdefgh1")
        );
        for uri in [
            "https://a.example/",
            "tag:a.example,2020:1234567890",
            "https://a.example/x y",
        ] {
            assert_eq!(id(uri), None);
        }
    }

    #[test]
    fn addresses_of_posts_are_known_by_their_shape() {
        for url in [
            "https://mastodon.example/@ana/110000000000000000",
            "https://mastodon.example/@ana@other.example/110000000000000000",
            "https://mastodon.example/users/ana/statuses/110000000000000000",
            "https://gts.example/@ana/statuses/01HXYZ0000000000000000000A",
            "https://akkoma.example/notice/AbCdEfGhIjKlMnOpQr",
            "https://akkoma.example/objects/0c9de5d2-b7b2-4f2f-8a6d-a9a2d5c3b3a1",
            "https://misskey.example/notes/9abcdefghi",
            "https://pixelfed.example/p/ana/500000000000000000",
            "https://lemmy.example/post/12345",
            "https://lemmy.example/comment/67890",
            "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
        ] {
            assert!(is_post(url), "{url}");
        }
    }

    #[test]
    fn other_addresses_are_left_alone() {
        for url in [
            "https://mastodon.example/",
            "https://mastodon.example/@ana",
            "https://mastodon.example/@ana/with_replies",
            "https://blog.example/@ana/why-i-write",
            "https://news.example/post/why-i-write",
            "https://example.com/notes/",
            "https://example.com/2026/11/23/words",
            "https://mastodon.example/@ana/110000000000000000?x=1",
            "mailto:ana@one.example",
        ] {
            assert!(!is_post(url), "{url}");
        }
    }
}
