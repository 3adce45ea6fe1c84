//! Remote people, bots, groups.

use serde::{Deserialize, Serialize};

use crate::core::{
    id::ActorUri,
    rich_text::{Inline, clean_text},
    safe_url::SafeUrl,
};

/// Somebody on some server, as far as a card shows them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Actor {
    pub uri: ActorUri,
    pub handle: Handle,
    /// The display name; empty when there is none: show the handle.
    pub name: Vec<Inline>,
    pub avatar: Option<SafeUrl>,
    /// Their page, for people to open.
    pub web: Option<SafeUrl>,
    pub bot: bool,
}

/// `user@host`, whole: never without a host.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Handle {
    pub user: String,
    pub host: String,
}

impl Handle {
    /// Reads `acct` as servers write it: the host is missing for their own people.
    pub fn new(acct: &str, own_host: &str) -> Self {
        let acct = clean_text(acct.strip_prefix('@').unwrap_or(acct), 400);
        let (user, host) = acct.split_once('@').unwrap_or((&acct, own_host));
        Self {
            user: user.to_owned(),
            host: host.to_lowercase(),
        }
    }
}

impl std::fmt::Display for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "@{}@{}", self.user, self.host)
    }
}

impl Actor {
    /// The name in plain text: the display name, or the user's part of the handle.
    pub fn plain_name(&self) -> String {
        let text = |inline: &Inline| match inline {
            Inline::Text(text) => Some(text.clone()),
            _ => None,
        };
        let name: String = self.name.iter().filter_map(text).collect();
        let name = name.trim();
        if name.is_empty() {
            self.handle.user.clone()
        } else {
            name.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_always_has_a_host() {
        assert_eq!(
            Handle::new("ana", "one.example").to_string(),
            "@ana@one.example"
        );
        assert_eq!(
            Handle::new("@Ana@TWO.example", "one.example").to_string(),
            "@Ana@two.example"
        );
    }
}
