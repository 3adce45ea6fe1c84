//! What a server says of itself, in either version.

use serde::Deserialize;

use crate::{
    core::{
        http::{Request, Response},
        rich_text::clean_text,
        safe_url::{SafeUrl, to_ascii_authority},
    },
    protocol::{BadAnswer, Call, Viewer, answer},
};

/// What a server says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Instance {
    pub title: String,
    pub version: String,
    /// The host of its people's handles.
    pub handle_host: String,
    pub streaming: Option<String>,
    /// It translates posts.
    pub translates: bool,
}

/// `GET /api/v2/instance`
pub fn instance_v2() -> Call<Instance> {
    Call {
        request: Request::get("/api/v2/instance").at_most(512 << 10),
        read: read_instance,
    }
}

/// `GET /api/v1/instance`, for servers without v2
pub fn instance_v1() -> Call<Instance> {
    Call {
        request: Request::get("/api/v1/instance").at_most(512 << 10),
        read: read_instance,
    }
}

/// Both shapes: what v2 has in `configuration`, v1 has in `urls`.
#[derive(Deserialize)]
struct Wire {
    title: String,
    #[serde(default)]
    version: String,
    domain: Option<String>,
    account_domain: Option<String>,
    uri: Option<String>,
    configuration: Option<Configuration>,
    urls: Option<Urls>,
}

#[derive(Deserialize)]
struct Configuration {
    urls: Option<Urls>,
    translation: Option<Switch>,
}

#[derive(Deserialize)]
struct Switch {
    #[serde(default)]
    enabled: bool,
}

#[derive(Deserialize)]
struct Urls {
    streaming: Option<String>,
    streaming_api: Option<String>,
}

fn read_instance(_: &Viewer, response: &Response) -> Result<Instance, BadAnswer> {
    let wire: Wire = answer::json(response, "Instance")?;
    let handle_host = handle_host(&wire);
    let (urls, translation) = match wire.configuration {
        Some(configuration) => (configuration.urls, configuration.translation),
        None => (None, None),
    };
    let urls = urls.or(wire.urls);
    let streaming = urls.and_then(|urls| urls.streaming.or(urls.streaming_api));
    Ok(Instance {
        title: clean_text(&wire.title, 100),
        version: clean_text(&wire.version, 100),
        handle_host,
        streaming: streaming.and_then(|url| socket(&url)),
        translates: translation.is_some_and(|it| it.enabled),
    })
}

fn handle_host(wire: &Wire) -> String {
    // v1 has `uri`: a bare host on Mastodon, a URL on some others.
    let uri = wire
        .uri
        .as_deref()
        .map(|uri| uri.rsplit_once("://").map_or(uri, |(_, rest)| rest));
    let host = wire
        .account_domain
        .as_deref()
        .or(wire.domain.as_deref())
        .or(uri)
        .unwrap_or_default();
    to_ascii_authority(host.trim_end_matches('/')).unwrap_or_default()
}

/// Longer than any honest address of a stream.
const MAX_SOCKET: usize = 300;

/// The base of a stream in its normal form: `wss` anywhere, `ws` on loopback
/// names, as for http. A path may follow, nothing else.
fn socket(url: &str) -> Option<String> {
    let web = SafeUrl::media(&format!("http{}", url.strip_prefix("ws")?))?;
    let base = web.as_str().strip_prefix("http")?.trim_end_matches('/');
    let plain = base.len() <= MAX_SOCKET && !base.contains(['?', '#']);
    plain.then(|| format!("ws{base}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_streaming_url_must_be_a_socket() {
        for (url, base) in [
            ("wss://a.example", "wss://a.example"),
            ("wss://A.example:443/s/", "wss://a.example/s"),
            ("ws://one.localhost:8750", "ws://one.localhost:8750"),
        ] {
            assert_eq!(socket(url).as_deref(), Some(base));
        }
        for url in [
            "",
            "ws://a.example",
            "https://a.example",
            "javascript:x",
            "wss://u:p@a.example",
            "wss://a.example/?a=b",
            "wss://a.example/#",
        ] {
            assert_eq!(socket(url), None, "{url}");
        }
    }
}
