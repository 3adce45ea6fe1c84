//! What is behind a name that somebody typed.

mod instance;

use serde::Deserialize;

use super::{BadAnswer, Call, Viewer, answer, features, mastodon::Mastodon};
use crate::core::{
    account::{Features, Server, ServerKind},
    http::{Origin, Request, Response},
    rich_text::clean_text,
    safe_url::SafeUrl,
};
pub use instance::{Instance, instance_v1, instance_v2};

/// Why what was typed names no server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotAServer {
    Empty,
    /// It has a password or user in it: `user:pw@host`.
    HasSecret,
    NoHost,
    /// A handle that stops before its server: `@ana`.
    NoServer,
    /// More than a user and a host: `ana@one@two`.
    TwoHosts,
}

/// What was typed: a server, perhaps by way of somebody on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Typed {
    pub origin: Origin,
    /// `user@host`, when a handle was typed.
    pub handle: Option<String>,
}

/// Reads what people type: `mastodon.social`, a URL, `@me@host`, `me@host`,
/// with stray spaces, slashes, colons or commas.
pub fn typed(text: &str) -> Result<Typed, NotAServer> {
    let text = text
        .trim()
        .trim_matches([',', ';', '"', '\'', '<', '>', ' ', '\u{feff}']);
    if text.is_empty() {
        return Err(NotAServer::Empty);
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        return of_address(scheme, rest);
    }
    let text = ["acct:", "web+ap:"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme))
        .unwrap_or(text);
    let is_handle = text.starts_with('@');
    let text = text.trim_start_matches('@');
    let whole = text
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .trim();
    match whole.rsplit_once('@') {
        Some((user, _)) if user.contains(':') => Err(NotAServer::HasSecret),
        Some((user, _)) if user.trim_end_matches('@').contains('@') => Err(NotAServer::TwoHosts),
        Some((user, host)) => {
            let user = user.trim_end_matches('@');
            of_host(host, (!user.is_empty()).then(|| format!("{user}@{host}")))
        }
        None => of_host(whole, None).map_err(|why| match why {
            NotAServer::NoHost if is_handle => NotAServer::NoServer,
            why => why,
        }),
    }
}

/// Of an address on the web, what stands before and behind `://`.
fn of_address(scheme: &str, rest: &str) -> Result<Typed, NotAServer> {
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains('@') {
        return Err(NotAServer::HasSecret);
    }
    if web {
        of_host(host, None)
    } else {
        Err(NotAServer::NoHost)
    }
}

fn of_host(host: &str, handle: Option<String>) -> Result<Typed, NotAServer> {
    let host = host.trim().trim_end_matches(['.', ':', ',']);
    let origin = Origin::of_host(host).ok_or(NotAServer::NoHost)?;
    let name = origin.host().split(':').next().unwrap_or_default();
    // `mastodon` alone is a slip; `localhost` and `[::1]` are meant.
    let whole = name.contains('.') || name == "localhost" || name.starts_with('[');
    whole
        .then_some(Typed { origin, handle })
        .ok_or(NotAServer::NoHost)
}

/// `GET /.well-known/webfinger`: the page of `user@host` tells which server
/// really holds an account whose handle is of another host.
pub fn webfinger(handle: &str) -> Call<Option<Origin>> {
    let request = Request::get("/.well-known/webfinger")
        .with("resource", format!("acct:{handle}"))
        .at_most(64 << 10);
    Call {
        request,
        read: read_webfinger,
    }
}

fn read_webfinger(_: &Viewer, response: &Response) -> Result<Option<Origin>, BadAnswer> {
    #[derive(Deserialize)]
    struct Resource {
        #[serde(default)]
        links: Vec<Link>,
    }
    #[derive(Deserialize)]
    struct Link {
        rel: Option<String>,
        href: Option<String>,
    }
    let resource: Resource = answer::json(response, "WebFinger")?;
    let own = resource
        .links
        .iter()
        .find(|link| link.rel.as_deref() == Some("self"));
    Ok(own.and_then(|link| Origin::of(link.href.as_deref()?)))
}

/// `GET /.well-known/nodeinfo`: host and path of the newest document. The host may be
/// another one: that of a server whose handles have a shorter host.
pub fn nodeinfo_index() -> Call<Option<(String, String)>> {
    Call {
        request: Request::get("/.well-known/nodeinfo").at_most(64 << 10),
        read: read_index,
    }
}

fn read_index(_: &Viewer, response: &Response) -> Result<Option<(String, String)>, BadAnswer> {
    #[derive(Deserialize)]
    struct Index {
        #[serde(default)]
        links: Vec<Link>,
    }
    #[derive(Deserialize)]
    struct Link {
        rel: String,
        href: String,
    }
    let index: Index = answer::json(response, "NodeInfo index")?;
    let known = index
        .links
        .iter()
        .filter(|link| link.rel.contains("nodeinfo.diaspora.software/ns/schema/2"));
    let newest = known.max_by(|a, b| a.rel.cmp(&b.rel));
    Ok(newest.and_then(|link| {
        let url = SafeUrl::parse(&link.href)?;
        Some((url.authority()?.to_owned(), url.path().to_owned()))
    }))
}

/// A NodeInfo 2 document: the software's name and version.
pub fn nodeinfo(path: &str) -> Call<(String, String)> {
    Call {
        request: Request::get(path).at_most(64 << 10),
        read: read_nodeinfo,
    }
}

fn read_nodeinfo(_: &Viewer, response: &Response) -> Result<(String, String), BadAnswer> {
    #[derive(Deserialize)]
    struct NodeInfo {
        software: Software,
    }
    #[derive(Deserialize)]
    struct Software {
        name: String,
        #[serde(default)]
        version: String,
    }
    let info: NodeInfo = answer::json(response, "NodeInfo")?;
    let name = clean_text(&info.software.name, 60).to_lowercase();
    Ok((name, clean_text(&info.software.version, 60)))
}

/// Puts together what is known of a server that speaks the Mastodon API.
pub fn mastodon_server(
    origin: Origin,
    instance: Instance,
    software: Option<(String, String)>,
) -> Server {
    let named = |(name, version): (String, String)| format!("{name} {version}").trim().to_owned();
    let software = software.map_or(instance.version, named);
    // snac names a stream that it does not have.
    let streams = instance.streaming.is_some() && !software.contains("snac");
    let said = Features {
        stream: streams,
        translate: instance.translates,
        ..Features::default()
    };
    let handle_host = Some(instance.handle_host).filter(|host| !host.is_empty());
    Server {
        kind: ServerKind::Mastodon,
        title: instance.title,
        handle_host: handle_host.unwrap_or_else(|| origin.host().to_owned()),
        streaming: instance.streaming.filter(|_| streams),
        features: features(&Mastodon, said),
        software,
        origin,
    }
}

/// Any call that needs a token, to see whether the browser may send one: a
/// readable refusal means yes.
pub fn probe() -> Request {
    Request::get("/api/v1/accounts/verify_credentials").at_most(64 << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> Result<String, NotAServer> {
        typed(text).map(|typed| typed.origin.as_str().to_owned())
    }

    #[test]
    fn what_people_type_is_understood() {
        for (text, want) in [
            ("mastodon.social", "https://mastodon.social"),
            (" https://Mastodon.social/@user ", "https://mastodon.social"),
            ("http://mastodon.social", "https://mastodon.social"),
            ("mastodon.social/", "https://mastodon.social"),
            ("mastodon.social.", "https://mastodon.social"),
            ("mastodon.social:443", "https://mastodon.social"),
            ("@me@mastodon.social", "https://mastodon.social"),
            ("me@mastodon.social", "https://mastodon.social"),
            ("@@me@mastodon.social,", "https://mastodon.social"),
            ("@mastodon.social", "https://mastodon.social"),
            ("example.com/sub/path", "https://example.com"),
            ("ＭＡＳＴＯＤＯＮ.social", "https://mastodon.social"),
            ("mastodon。social", "https://mastodon.social"),
            ("mаstodon.social", "https://xn--mstodon-2fg.social"),
            ("one.localhost:8750", "http://one.localhost:8750"),
            ("localhost", "http://localhost"),
            ("[::1]", "http://[::1]"),
        ] {
            assert_eq!(host(text).as_deref(), Ok(want), "{text}");
        }
    }

    #[test]
    fn what_names_no_server_is_refused() {
        for (text, want) in [
            ("", NotAServer::Empty),
            ("user:pw@mastodon.social", NotAServer::HasSecret),
            ("https://user:pw@mastodon.social/", NotAServer::HasSecret),
            ("mastodon.social%00.evil", NotAServer::NoHost),
            ("javascript:alert(1)", NotAServer::NoHost),
            (
                "javascript://mastodon.social/%0aalert(1)",
                NotAServer::NoHost,
            ),
            ("mastodon", NotAServer::NoHost),
            ("two words.example", NotAServer::NoHost),
        ] {
            assert_eq!(host(text), Err(want), "{text}");
        }
    }

    #[test]
    fn a_handle_is_kept_for_looking_up() {
        assert_eq!(
            typed("@Me@a.example").unwrap().handle.as_deref(),
            Some("Me@a.example")
        );
        assert_eq!(typed("a.example/@me").unwrap().handle, None);
    }
}
