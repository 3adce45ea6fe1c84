//! A request and its answer as plain values. Sending is the browser's matter.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::core::{
    id::Millis,
    safe_url::{SafeUrl, display_authority},
};

/// Where a server's API lives: `https://host[:port]`, or plain `http` on a
/// loopback name. Nothing else is ever spoken to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(String);

impl Origin {
    /// Reads an origin out of any absolute URL; path and query are dropped.
    pub fn of(url: &str) -> Option<Self> {
        let url = SafeUrl::media(url)?;
        Some(Self(format!("{}://{}", url.scheme(), url.authority()?)))
    }

    /// Guesses the origin of a bare host: `http` for loopback names.
    pub fn of_host(host: &str) -> Option<Self> {
        let loopback = SafeUrl::parse(&format!("http://{host}/"))?.is_loopback();
        Self::of(&format!(
            "{}://{host}/",
            if loopback { "http" } else { "https" }
        ))
    }

    /// `https://host[:port]`, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `host[:port]`.
    pub fn host(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, host)| host)
    }

    /// `host[:port]` for human eyes: see [`SafeUrl::display_host`].
    pub fn display_host(&self) -> String {
        display_authority(self.host())
    }
}

impl TryFrom<String> for Origin {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::of(&text).ok_or("not the origin of a server")
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An HTTP method that servers' APIs use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// A piece of a [`Parcel`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    Text(&'static str, String),
    /// A file that is kept on this device, by its key there; the name that it is to
    /// have on its way.
    File {
        field: &'static str,
        key: String,
        name: String,
    },
}

/// A request that carries files, as `multipart/form-data`. Their bytes are added by
/// whoever sends it: they never pass through here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parcel {
    pub method: Method,
    /// Absolute path on the server, beginning with `/`.
    pub path: String,
    pub parts: Vec<Part>,
    /// By which name it is told how far it has come.
    pub name: String,
}

/// What a request carries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    Empty,
    /// JSON, ready to send.
    Json(String),
    /// `application/x-www-form-urlencoded` pairs, not yet encoded.
    Form(Vec<(&'static str, String)>),
}

/// A request to some server's API, without origin and token: those belong to
/// the account that sends it, so that no token can travel to another server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    pub method: Method,
    /// Absolute path on the server, beginning with `/`.
    pub path: String,
    /// Query pairs, not yet encoded.
    pub query: Vec<(&'static str, String)>,
    pub body: Body,
    /// The most bytes that the answer may have.
    pub at_most: usize,
    /// It goes on its way even if the page is left.
    pub outlives: bool,
    /// The same for every attempt at one and the same thing, so that a server that
    /// heeds it does it once (`Idempotency-Key`).
    pub key: Option<String>,
}

/// 4 MiB: enough for any page of posts.
const PAGE_BYTES: usize = 4 << 20;

impl Request {
    /// A GET of `path`.
    pub fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::Get,
            path: path.into(),
            query: Vec::new(),
            body: Body::Empty,
            at_most: PAGE_BYTES,
            outlives: false,
            key: None,
        }
    }

    /// A request of this method, with a body.
    pub fn of(method: Method, path: impl Into<String>, body: Body) -> Self {
        Self {
            method,
            body,
            ..Self::get(path)
        }
    }

    /// A DELETE of `path`.
    pub fn delete(path: impl Into<String>) -> Self {
        Self::of(Method::Delete, path, Body::Empty)
    }

    /// A POST to `path`.
    pub fn post(path: impl Into<String>, body: Body) -> Self {
        Self::of(Method::Post, path, body)
    }

    /// The same with one more query pair.
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.query.push((key, value.into()));
        self
    }

    /// The same, to be sent even if the page is left meanwhile.
    pub fn outliving_the_page(mut self) -> Self {
        self.outlives = true;
        self
    }

    /// The same, to be done once however often it is sent under this key.
    pub fn once(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    /// The same with another limit on the answer's size.
    pub fn at_most(mut self, bytes: usize) -> Self {
        self.at_most = bytes;
        self
    }

    /// Path and query, encoded.
    pub fn target(&self) -> String {
        if self.query.is_empty() {
            return self.path.clone();
        }
        format!("{}?{}", self.path, encode_form(&self.query))
    }
}

/// Encodes pairs as `application/x-www-form-urlencoded` (WHATWG URL §5.2).
pub fn encode_form<K: AsRef<str>>(pairs: &[(K, String)]) -> String {
    let pairs = pairs
        .iter()
        .map(|(key, value)| format!("{}={}", encode(key.as_ref()), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Percent-encodes all but letters, digits and `-_.~`.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Decodes `application/x-www-form-urlencoded` pairs; broken escapes stay.
pub fn decode_form(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        })
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escape = tail.get(..2).filter(|_| first == b'%');
        let byte = escape
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        rest = if byte.is_some() {
            tail.get(2..).unwrap_or_default()
        } else {
            tail
        };
        bytes.push(byte.unwrap_or(if first == b'+' { b' ' } else { first }));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// An answer, as far as a script may see it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Response {
    pub status: u16,
    /// `Link`, where the server exposes it.
    pub link: Option<String>,
    /// `Retry-After`, where the server exposes it.
    pub retry_after: Option<String>,
    /// `X-RateLimit-Reset`, where the server exposes it.
    pub rate_reset: Option<String>,
    /// `Mastodon-Async-Refresh`: the server is fetching more of what was asked for.
    pub refresh: Option<String>,
    /// The origin that answered in the end, when redirects were followed.
    pub origin: Option<String>,
    pub body: Vec<u8>,
}

/// Why there is no HTTP answer at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoAnswer {
    /// Refused, not found, no TLS, or an answer that the browser may not show
    /// us (no CORS): scripts cannot tell these apart.
    Unreachable,
    /// No answer, or no whole answer, in time.
    TimedOut,
    /// The answer was larger than asked for.
    TooLarge,
    /// The request was given up by us.
    Cancelled,
    /// A file that it was to carry is no longer on this device.
    NoFile,
}

/// How long a server asks to wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    Seconds(u32),
    Until(Millis),
    /// It did not say, or did not let us read it.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_spoken_to_loopback_names_alone() {
        assert!(Origin::of("http://one.localhost:8750/x").is_some());
        assert!(Origin::of("http://mastodon.example/").is_none());
        assert_eq!(
            Origin::of_host("one.localhost:8750").unwrap().as_str(),
            "http://one.localhost:8750"
        );
        assert_eq!(
            Origin::of_host("Mastodon.Example").unwrap().as_str(),
            "https://mastodon.example"
        );
    }

    #[test]
    fn a_query_is_encoded_and_decoded() {
        let request = Request::get("/x").with("q", "a b&c=ü/+");
        assert_eq!(request.target(), "/x?q=a%20b%26c%3D%C3%BC%2F%2B");
        assert_eq!(
            decode_form("q=a%20b%26c%3D%C3%BC%2F%2B"),
            [("q".into(), "a b&c=ü/+".into())]
        );
        assert_eq!(
            decode_form("a=%zz&b=x+y&%"),
            [
                ("a".into(), "%zz".into()),
                ("b".into(), "x y".into()),
                ("%".into(), String::new()),
            ]
        );
    }
}
