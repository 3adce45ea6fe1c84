//! Remote people, bots, groups.

mod listed;
mod own;
mod profile;
mod relation;
mod report;

use serde::{Deserialize, Serialize};

use crate::core::{
    id::ActorUri,
    rich_text::{Filter, Inline, is_invisible},
    safe_url::{SafeUrl, display_authority, to_ascii_authority},
};
pub use listed::{Hosts, Listed};
pub use own::{Fate, Misfit, Own, Picture, Room, Switch};
pub use profile::{Circle, Field, Part, People, Profile, Tally, Topic};
pub use relation::{Follows, Relation, Tie};
pub use report::{Ground, Report, Rule};

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

/// Longer than any honest name.
const MAX_USER: usize = 200;
const MAX_HOST: usize = 253;

/// `user@host`, whole: never without a host. The host is in ASCII, and shown
/// in its own script only where it cannot pass for another.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Handle {
    pub user: String,
    pub host: String,
}

impl Handle {
    /// Reads `acct` as servers write it: the host is missing for their own people.
    pub fn new(acct: &str, own_host: &str) -> Self {
        let acct = acct.strip_prefix('@').unwrap_or(acct);
        let (user, host) = acct.split_once('@').unwrap_or((acct, own_host));
        let mut filter = Filter::default();
        let plain = |c: char| !c.is_whitespace() && !is_invisible(c) && !matches!(c, '＠' | '﹫');
        let kept = user.chars().filter(|c| plain(*c) && filter.keeps(*c));
        Self {
            user: kept.take(MAX_USER).collect(),
            host: to_ascii_authority(host.trim()).unwrap_or_else(|| no_host(host)),
        }
    }

    /// `user@host`, as a label where it is plain that it is a handle.
    pub fn label(&self) -> String {
        format!("{}@{}", self.user, display_authority(&self.host))
    }
}

/// What is no host, so that everybody sees that it is none.
fn no_host(text: &str) -> String {
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    let shown = text.chars().map(|c| {
        if plain(c) {
            c.to_ascii_lowercase()
        } else {
            '\u{FFFD}'
        }
    });
    shown.take(MAX_HOST).collect()
}

impl std::fmt::Display for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "@{}", self.label())
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

    #[test]
    fn a_host_is_shown_in_its_script_unless_it_passes_for_another() {
        let shown = |acct: &str| Handle::new(acct, "one.example").to_string();
        assert_eq!(shown("ana@xn--bcher-kva.example"), "@ana@bücher.example");
        assert_eq!(shown("ana@Bücher.example:8443"), "@ana@bücher.example:8443");
        assert_eq!(shown("ana@mаstodon.social"), "@ana@xn--mstodon-2fg.social");
        let label = |acct: &str| Handle::new(acct, "xn--bcher-kva.example").label();
        assert_eq!(label("ana"), "ana@bücher.example");
        assert_eq!(label("ana@mаstodon.social"), "ana@xn--mstodon-2fg.social");
        assert_eq!(
            Handle::new("ana@bücher.example", ""),
            Handle::new("ana@xn--bcher-kva.example", "")
        );
    }

    #[test]
    fn nothing_in_a_handle_hides_or_passes_for_its_host() {
        let shown = |acct: &str| Handle::new(acct, "one.example").to_string();
        assert_eq!(shown("a\u{200b}n \u{202e}a"), "@ana@one.example");
        assert_eq!(shown("ana＠two.example"), "@anatwo.example@one.example");
        assert_eq!(
            shown("ana@two.example@evil.example"),
            "@ana@two.example\u{fffd}evil.example"
        );
        assert_eq!(shown("ana@two.example/x"), "@ana@two.example\u{fffd}x");
    }
}
