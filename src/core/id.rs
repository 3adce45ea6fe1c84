//! Names of things. One type each, so that they cannot be confused.

mod few;

use std::{borrow::Cow, fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::core::safe_url::is_normal;
pub use few::Few;

macro_rules! name {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $type(Arc<str>);

        impl $type {
            /// The name as it was given or normalised.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// The ActivityPub id of a post: the one name it has everywhere.
    PostUri
}
name! {
    /// The ActivityPub id of a person, bot, group or service.
    ActorUri
}
name! {
    /// A server's own id of something. Opaque: never compared across servers,
    /// never sorted, never parsed.
    LocalId
}
name! {
    /// One of the user's accounts: the server's origin and the actor there.
    AccountId
}

/// Ends the name of nobody in particular: no actor is called so.
const PUBLIC: &str = " (public)";

impl PostUri {
    /// Normalises so that two spellings of one id are equal: scheme and host
    /// in lower case, no default port, no fragment; path and query byte-exact.
    pub fn new(uri: &str) -> Self {
        Self(normalise(uri).as_ref().into())
    }

    /// The host (with port) that the id points to, if it is a web address.
    pub fn host(&self) -> Option<&str> {
        host_of(&self.0)
    }
}

impl ActorUri {
    /// As [`PostUri::new`], and without slashes at the end.
    pub fn new(uri: &str) -> Self {
        let uri = normalise(uri);
        let end = |c: char| c == '/' || c.is_whitespace();
        Self(uri.trim_end_matches(end).into())
    }

    /// The host (with port) that the id points to, if it is a web address.
    pub fn host(&self) -> Option<&str> {
        host_of(&self.0)
    }
}

impl LocalId {
    /// Takes a server's id as it is.
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        Self(id.into())
    }
}

impl AccountId {
    /// Nobody in particular: who reads what the server at `origin` shows to all.
    pub fn public(origin: &str) -> Self {
        Self(format!("{origin}{PUBLIC}").into())
    }

    /// The host (with port) of its server.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(' ').next().unwrap_or_default()
    }

    /// Whether it is that nobody.
    pub fn is_public(&self) -> bool {
        self.0.ends_with(PUBLIC)
    }

    /// The account of `actor` on the server at `origin`.
    pub fn new(origin: &str, actor: &ActorUri) -> Self {
        Self(format!("{origin} {}", actor.as_str()).into())
    }
}

/// A moment in the order in which requests leave and answers come. Later is
/// larger; has nothing to do with the clock.
pub type Tick = u64;

/// A moment: milliseconds since 1970-01-01T00:00Z.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    /// Before everything.
    pub const MIN: Self = Self(i64::MIN);
    /// After everything.
    pub const MAX: Self = Self(i64::MAX);
}

fn split(uri: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = uri.split_once("://")?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    Some((scheme, host, path))
}

fn host_of(uri: &str) -> Option<&str> {
    split(uri).map(|(_, host, _)| host)
}

fn normalise(uri: &str) -> Cow<'_, str> {
    if is_normal(uri) && !uri.contains('#') {
        return uri.into();
    }
    let uri = uri.split('#').next().unwrap_or_default().trim();
    let Some((scheme, host, path)) = split(uri) else {
        return uri.into();
    };
    let scheme = scheme.to_ascii_lowercase();
    let host = host.to_lowercase();
    let default = if scheme == "http" { ":80" } else { ":443" };
    let host = host.trim_end_matches(default).trim();
    format!("{scheme}://{host}{path}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_of_one_id_are_equal() {
        let one = PostUri::new("HTTPS://One.Example:443/notes/Ab?x=1#top");
        assert_eq!(one, PostUri::new("https://one.example/notes/Ab?x=1"));
        assert_ne!(one, PostUri::new("https://one.example/notes/ab?x=1"));
        assert_ne!(one, PostUri::new("https://one.example/notes/Ab"));
    }

    #[test]
    fn a_trailing_slash_matters_for_posts_and_not_for_actors() {
        assert_ne!(
            PostUri::new("https://a.example/1/"),
            PostUri::new("https://a.example/1")
        );
        assert_eq!(
            ActorUri::new("https://a.example/u/"),
            ActorUri::new("https://a.example/u")
        );
    }

    #[test]
    fn ids_that_are_no_web_addresses_are_kept() {
        assert_eq!(
            PostUri::new("tag:a.example,2020:x").as_str(),
            "tag:a.example,2020:x"
        );
        assert_eq!(
            PostUri::new("at://did:plc:x/app/1").host(),
            Some("did:plc:x")
        );
    }
}
