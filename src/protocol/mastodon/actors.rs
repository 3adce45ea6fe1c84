//! Accounts → actors.

use super::wire;
use crate::{
    core::{
        actor::{Actor, Handle},
        http::Response,
        id::ActorUri,
        rich_text::{CustomEmoji, parse_name},
        safe_url::SafeUrl,
    },
    protocol::{BadAnswer, Viewer, answer},
};

/// Reads one account, as `verify_credentials` gives it.
pub fn read_account(viewer: &Viewer, response: &Response) -> Result<Actor, BadAnswer> {
    let account: wire::Account = answer::json(response, "Account")?;
    let garbled = || BadAnswer::Garbled {
        at: "Account",
        why: "it has no name".into(),
    };
    actor(&account, viewer).ok_or_else(garbled)
}

/// The actor that an account is. `None` if it has no name to be known by.
pub fn actor(account: &wire::Account, viewer: &Viewer) -> Option<Actor> {
    let acct = account.acct.as_deref().filter(|acct| !acct.is_empty())?;
    let handle = Handle::new(acct, &viewer.handle_host);
    if handle.user.is_empty() || handle.host.is_empty() {
        return None;
    }
    let web = account.url.as_deref().and_then(SafeUrl::parse);
    // GoToSocial, Pixelfed and Takahē give no `uri` for accounts.
    let uri = account.uri.as_deref().or(account.url.as_deref());
    let uri = uri.map_or_else(
        || ActorUri::new(&format!("acct:{}@{}", handle.user, handle.host)),
        ActorUri::new,
    );
    let name = account.display_name.as_deref().unwrap_or_default();
    Some(Actor {
        uri,
        name: parse_name(name, &emojis(&account.emojis)),
        avatar: account.avatar.as_deref().and_then(SafeUrl::media),
        web,
        bot: account.bot.unwrap_or(false),
        handle,
    })
}

/// The custom emoji that can be shown: named, and of a safe address.
pub fn emojis(emojis: &[wire::Emoji]) -> Vec<CustomEmoji> {
    let emoji = |emoji: &wire::Emoji| {
        let url = emoji.url.as_deref().and_then(SafeUrl::media);
        let url = url.or_else(|| emoji.static_url.as_deref().and_then(SafeUrl::media))?;
        Some(CustomEmoji {
            name: emoji.shortcode.clone()?,
            url,
        })
    };
    emojis.iter().filter_map(emoji).collect()
}
