//! The one URL type that views accept, and the rule for hosts.
//!
//! What a browser's URL parser would read differently from us is either
//! refused or rewritten here into the form on which both agree, so that what
//! was checked is what gets opened. Nothing here resolves relative URLs.

mod encode;
mod host;
pub mod landing;
mod plain;
pub mod player;
mod punycode;
mod script;
pub mod to_post;
mod valid;

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

pub use host::to_ascii_host;
pub use plain::is_url as is_normal;

/// An absolute URL that may be put into a link or an image. The only type views accept.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SafeUrl(Arc<str>);

/// Longer than any address that people share; browsers cut off far above.
const MAX_BYTES: usize = 8 * 1024;

impl SafeUrl {
    /// Reads an absolute http, https, mailto, xmpp, gemini, ap or web+ap URL
    /// and normalises it as a browser would.
    ///
    /// Refused although browsers take them: user-info (`https://good@evil`),
    /// back-slashes, tabs and line breaks inside, `https:host`, percent signs
    /// in the host, numbers as hosts in any but the dotted form.
    pub fn parse(text: &str) -> Option<SafeUrl> {
        if is_normal(text) {
            return Some(SafeUrl(text.into()));
        }
        let text = text.trim_matches(|c| c <= ' ');
        let refused = |c: char| c.is_control() || c == '\\';
        if text.len() > MAX_BYTES || text.contains(refused) {
            return None;
        }
        let (scheme, rest) = text.split_once(':')?;
        let scheme = scheme.to_ascii_lowercase();
        let url = match scheme.as_str() {
            "https" | "http" | "gemini" | "ap" | "web+ap" => hierarchical(&scheme, rest)?,
            "mailto" | "xmpp" if !rest.is_empty() && !rest.starts_with('/') => {
                format!("{scheme}:{}", encode::opaque(rest))
            }
            _ => return None,
        };
        (url.len() <= MAX_BYTES).then(|| SafeUrl(url.into()))
    }

    /// Like [`SafeUrl::parse`], for what is fetched to be shown: https only,
    /// and plain http from this very machine (a server under development).
    pub fn media(text: &str) -> Option<SafeUrl> {
        let url = SafeUrl::parse(text)?;
        let fit = url.scheme() == "https" || (url.scheme() == "http" && url.is_loopback());
        fit.then_some(url)
    }

    /// The whole URL, pure ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In lower case, without the colon.
    pub fn scheme(&self) -> &str {
        self.0.split_once(':').map_or("", |(scheme, _)| scheme)
    }

    /// The host in ASCII (punycode) and lower case, without port; an IPv6
    /// address keeps its brackets. `None` for mailto and xmpp.
    pub fn host(&self) -> Option<&str> {
        let authority = self.authority()?;
        match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => Some(host),
            _ => Some(authority),
        }
    }

    /// `host` or `host:port`; the scheme's own port is not named.
    pub fn authority(&self) -> Option<&str> {
        let (_, rest) = self.0.split_once(':')?;
        let rest = rest.strip_prefix("//")?;
        rest.split(['/', '?', '#']).next()
    }

    /// The host for human eyes: in Unicode where each label keeps to one
    /// script and does not pass for Latin, in punycode otherwise.
    pub fn display_host(&self) -> Option<String> {
        self.host().map(script::display)
    }

    /// The same with the port, if it is not the scheme's own.
    pub fn display_authority(&self) -> Option<String> {
        let port = self.authority()?.get(self.host()?.len()..)?;
        Some(self.display_host()? + port)
    }

    /// What follows the authority, with query and fragment; `""` if nothing.
    pub fn path(&self) -> &str {
        let (_, rest) = self.0.split_once(':').unwrap_or_default();
        let Some(rest) = rest.strip_prefix("//") else {
            return rest;
        };
        let start = rest.find(['/', '?', '#']);
        start.and_then(|at| rest.get(at..)).unwrap_or("")
    }

    /// Whether the host is this very machine, whatever a name server says.
    pub fn is_loopback(&self) -> bool {
        let Some(host) = self.host() else {
            return false;
        };
        let ipv4 = host.parse::<std::net::Ipv4Addr>();
        host == "localhost"
            || host.ends_with(".localhost")
            || host == "[::1]"
            || ipv4.is_ok_and(|address| address.is_loopback())
    }
}

/// The ASCII form of `host` or `host:port`, as [`to_ascii_host`] gives it.
pub fn to_ascii_authority(text: &str) -> Option<String> {
    if plain::is_authority(text) {
        return Some(text.to_owned());
    }
    let url = SafeUrl::parse(&format!("https://{text}/"))?;
    let whole = url.path() == "/" && !text.contains('/');
    whole.then(|| url.authority().map(str::to_owned))?
}

/// An ASCII `host` or `host:port` for human eyes: see [`SafeUrl::display_host`].
pub fn display_authority(ascii: &str) -> String {
    if plain::is_authority(ascii) {
        return ascii.to_owned();
    }
    let url = SafeUrl::parse(&format!("https://{ascii}/"));
    let shown = url.and_then(|url| url.display_authority());
    shown.unwrap_or_else(|| ascii.to_owned())
}

/// `//host:port/path?query#fragment`, each part in its normal form.
fn hierarchical(scheme: &str, rest: &str) -> Option<String> {
    let rest = rest.strip_prefix("//")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at_checked(end)?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    let host = to_ascii_host(host)?;
    let port = normal_port(scheme, port)?;
    Some(format!(
        "{scheme}://{host}{port}{}",
        encode::tail(scheme, tail)
    ))
}

/// `""`, or `:port` where the port is not the scheme's own.
fn normal_port(scheme: &str, port: &str) -> Option<String> {
    if port.is_empty() {
        return Some(String::new());
    }
    if !port.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match (scheme, port.parse::<u16>().ok()?) {
        ("https", 443) | ("http", 80) => Some(String::new()),
        (_, number) => Some(format!(":{number}")),
    }
}

impl TryFrom<String> for SafeUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<SafeUrl, Self::Error> {
        SafeUrl::parse(&text).ok_or("not a safe URL")
    }
}

impl From<SafeUrl> for String {
    fn from(url: SafeUrl) -> String {
        url.as_str().to_owned()
    }
}

impl fmt::Display for SafeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SafeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        SafeUrl::parse(text).map(String::from)
    }

    #[test]
    fn a_url_is_brought_into_the_form_a_browser_gives_it() {
        for (given, normal) in [
            ("https://a.example", "https://a.example/"),
            ("HTTPS://A.EXAMPLE:443/x#y", "https://a.example/x#y"),
            (" \u{1}https://a.example/ ", "https://a.example/"),
            ("http://a.example:080", "http://a.example/"),
            ("https://a.example:", "https://a.example/"),
            ("https://a.example:8443?q", "https://a.example:8443/?q"),
            ("https://a.example/a/../b/./c", "https://a.example/b/c"),
            ("https://a.example/%2e%2E/x", "https://a.example/x"),
            ("https://a.example/ä b", "https://a.example/%C3%A4%20b"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/"),
            ("https://[::FFFF:1.2.3.4]/", "https://[::ffff:102:304]/"),
            ("mailto:a b@c.example", "mailto:a%20b@c.example"),
            ("gemini://a.example", "gemini://a.example"),
            ("web+ap://A.example/x", "web+ap://a.example/x"),
        ] {
            assert_eq!(read(given).as_deref(), Some(normal), "{given}");
        }
    }

    #[test]
    fn what_could_deceive_is_refused() {
        for text in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "blob:https://a/1",
            "filesystem:https://a/t/1",
            "magnet:?xt=x",
            "about:blank",
            "https:a.example",
            "https:/a.example",
            "https:///a.example",
            "https://",
            "//evil.example",
            "/path",
            "",
            "https:\\\\evil.example\\@good.example",
            "https://good.example@evil.example/",
            "https://:@evil.example/",
            "https://a.example/\nx",
            "https://a.example:99999/",
            "https://a.example:8x/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://127.0.0.1./",
            "https://a%2eexample/",
            "https://a b/",
            "https://xn--a.example/",
            "https://a..b/",
            "mailto:",
            "mailto://x",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_url_that_grows_too_long_is_refused_at_once() {
        let text = format!("https://a.example/{}", "ä".repeat(3_000));
        assert!(text.len() < MAX_BYTES);
        assert_eq!(SafeUrl::parse(&text), None);
    }

    #[test]
    fn the_parts_of_a_url_can_be_asked_for() {
        let url = SafeUrl::parse("https://A.example:8443/p?q#f").unwrap();
        assert_eq!(url.scheme(), "https");
        assert_eq!(url.host(), Some("a.example"));
        assert_eq!(url.authority(), Some("a.example:8443"));
        assert_eq!(url.path(), "/p?q#f");
        let mail = SafeUrl::parse("mailto:a@b.example").unwrap();
        assert_eq!((mail.host(), mail.path()), (None, "a@b.example"));
        let odd = SafeUrl::parse("mailto:a?b=https://c.example").unwrap();
        assert_eq!(odd.host(), None);
        let literal = SafeUrl::parse("http://[::1]/").unwrap();
        assert_eq!(literal.host(), Some("[::1]"));
        assert_eq!(literal.authority(), Some("[::1]"));
    }

    #[test]
    fn a_host_with_a_port_is_checked_and_shown_whole() {
        for (text, ascii, shown) in [
            (
                "Bücher.example:8443",
                "xn--bcher-kva.example:8443",
                "bücher.example:8443",
            ),
            (
                "mаstodon.social",
                "xn--mstodon-2fg.social",
                "xn--mstodon-2fg.social",
            ),
            ("[::1]:80", "[::1]:80", "[::1]:80"),
        ] {
            assert_eq!(to_ascii_authority(text).as_deref(), Some(ascii));
            assert_eq!(display_authority(ascii), shown);
        }
        for text in [
            "",
            "a/b",
            "a.example/",
            "a?b",
            "a#b",
            "u@a.example",
            "a b",
            "a:b",
        ] {
            assert_eq!(to_ascii_authority(text), None, "{text}");
        }
    }

    #[test]
    fn media_come_encrypted_or_from_this_machine() {
        for text in [
            "https://a.example/x.png",
            "http://localhost:3000/x",
            "http://x.localhost/",
            "http://127.9.9.9/",
            "http://[::1]/x",
        ] {
            assert!(SafeUrl::media(text).is_some(), "{text}");
        }
        for text in [
            "http://a.example/x.png",
            "http://localhost.evil.example/",
            "http://128.0.0.1/",
            "mailto:a@localhost",
        ] {
            assert!(SafeUrl::media(text).is_none(), "{text}");
        }
    }

    #[test]
    fn reading_from_the_database_checks_again() {
        let url: SafeUrl = serde_json::from_str("\"https://a.example/\"").unwrap();
        assert_eq!(
            serde_json::to_string(&url).unwrap(),
            "\"https://a.example/\""
        );
        assert!(serde_json::from_str::<SafeUrl>("\"javascript:x\"").is_err());
    }
}
