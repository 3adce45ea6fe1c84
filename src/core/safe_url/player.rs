//! Links that can be played in place: which player of which site, from a list
//! of sites that are known. A card's own `html` is never used (CVE-2023-36459).

use crate::core::{http::decode_form, safe_url::SafeUrl};

/// The hosts whose players may be shown. The page's policy (`frame-src` in
/// `index.html`) names the same.
pub const HOSTS: [&str; 9] = [
    "www.youtube-nocookie.com",
    "player.vimeo.com",
    "framatube.org",
    "video.blender.org",
    "tilvids.com",
    "peertube.tv",
    "diode.zone",
    "makertube.net",
    "spectra.video",
];

/// Where PeerTube begins in [`HOSTS`].
const PEERTUBE: usize = 2;

/// The address of the player for a link; `None` for what cannot be played.
pub fn player(url: &SafeUrl) -> Option<String> {
    let host = url.host()?;
    let bare = host.strip_prefix("www.").unwrap_or(host);
    let bare = bare.strip_prefix("m.").unwrap_or(bare);
    match bare {
        "youtube.com" | "music.youtube.com" | "youtube-nocookie.com" | "youtu.be" => {
            let id = youtube(bare, url)?;
            Some(format!(
                "https://www.youtube-nocookie.com/embed/{id}?autoplay=1"
            ))
        }
        "vimeo.com" | "player.vimeo.com" => {
            let id = plain(url).rsplit('/').next()?;
            let is_number = !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
            is_number.then(|| format!("https://player.vimeo.com/video/{id}?dnt=1&autoplay=1"))
        }
        _ => peertube(host, url),
    }
}

fn youtube(host: &str, url: &SafeUrl) -> Option<String> {
    let path = plain(url);
    let named = ["/shorts/", "/live/", "/embed/"];
    let id = match path {
        "/watch" => {
            let (_, query) = url.as_str().split_once('?')?;
            let query = query.split('#').next().unwrap_or_default();
            let mut pairs = decode_form(query).into_iter();
            pairs.find(|(key, _)| key == "v")?.1
        }
        path if host == "youtu.be" => path.strip_prefix('/')?.to_owned(),
        path => named
            .iter()
            .find_map(|begin| path.strip_prefix(begin))?
            .to_owned(),
    };
    is_id(&id).then_some(id)
}

/// <https://docs.joinpeertube.org/use/library#share>
fn peertube(host: &str, url: &SafeUrl) -> Option<String> {
    let known = HOSTS.iter().skip(PEERTUBE).any(|it| *it == host) || url.is_loopback();
    let begins = ["/w/", "/videos/watch/"];
    let id = begins
        .iter()
        .find_map(|begin| plain(url).strip_prefix(begin))?;
    let scheme = url.scheme();
    let authority = url.authority()?;
    (known && is_id(id)).then(|| format!("{scheme}://{authority}/videos/embed/{id}?autoplay=1"))
}

/// The path, without query and fragment.
fn plain(url: &SafeUrl) -> &str {
    url.path().split(['?', '#']).next().unwrap_or_default()
}

fn is_id(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (6..=40).contains(&id.len()) && id.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Option<String> {
        player(&SafeUrl::parse(url).unwrap())
    }

    #[test]
    fn films_of_known_sites_have_players() {
        for (url, want) in [
            (
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
            ),
            (
                "https://youtu.be/dQw4w9WgXcQ?si=x",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
            ),
            (
                "https://m.youtube.com/shorts/dQw4w9WgXcQ",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
            ),
            (
                "https://vimeo.com/76979871",
                "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
            ),
            (
                "https://framatube.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
                "https://framatube.org/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?autoplay=1",
            ),
            (
                "https://tilvids.com/videos/watch/0c9de5d2-b7b2-4f2f-8a6d-a9a2d5c3b3a1",
                "https://tilvids.com/videos/embed/0c9de5d2-b7b2-4f2f-8a6d-a9a2d5c3b3a1?autoplay=1",
            ),
        ] {
            assert_eq!(of(url).as_deref(), Some(want), "{url}");
        }
    }

    #[test]
    fn nothing_else_has_one() {
        for url in [
            "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
            "https://evil.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
            "https://www.youtube.com/watch?v=../../evil",
            "https://www.youtube.com/watch?v=a%22onload",
            "https://www.youtube.com/@somebody",
            "https://youtu.be/",
            "https://vimeo.com/about",
            "https://framatube.org/w/a/b",
            "https://framatube.org/",
        ] {
            assert_eq!(of(url), None, "{url}");
        }
    }

    #[test]
    fn the_page_allows_the_players_of_the_list_and_no_others() {
        let page = include_str!("../../../index.html");
        let (_, rest) = page.split_once("frame-src ").unwrap();
        let (listed, _) = rest.split_once(';').unwrap();
        let local = |it: &&str| !it.contains("localhost");
        let listed: Vec<&str> = listed.split(' ').filter(local).collect();
        let wanted: Vec<String> = HOSTS.iter().map(|it| format!("https://{it}")).collect();
        assert_eq!(listed, wanted);
    }
}
