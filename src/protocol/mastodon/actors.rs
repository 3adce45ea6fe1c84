//! Accounts → actors.

use std::sync::Arc;

use crate::{
    core::{
        actor::{Actor, Handle},
        http::Response,
        id::ActorUri,
        rich_text::{CustomEmoji, parse_name},
        safe_url::SafeUrl,
    },
    protocol::{
        BadAnswer, Viewer, answer,
        json::{self, Json},
    },
};

/// The most people of one page who are remembered.
const PEOPLE: usize = 64;

/// Under this key of a status the same people stand again and again.
pub const AUTHOR: &str = "account";

/// Reads one account, as `verify_credentials` gives it.
pub fn read_account(viewer: &Viewer, response: &Response) -> Result<Actor, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Account", why.to_string());
    let account = json::whole(&body).map_err(|error| garbled(&error))?;
    actor(account.root(), viewer).ok_or_else(|| garbled(&"it has no name"))
}

/// For whom an answer is read, and who has spoken in it already.
pub struct Reading<'a> {
    pub viewer: &'a Viewer,
    people: Vec<(&'a str, Author)>,
}

/// Who wrote a status.
#[derive(Clone)]
pub struct Author {
    /// Their server's own id of them.
    pub local: Option<Arc<str>>,
    pub actor: Arc<Actor>,
}

impl<'a> Reading<'a> {
    pub fn new(viewer: &'a Viewer) -> Self {
        Self {
            viewer,
            people: Vec::new(),
        }
    }

    /// The author of a status; see [`actor`].
    pub fn author(&mut self, status: Json<'_, 'a>) -> Option<Author> {
        let account = status.map(AUTHOR)?;
        let source = account.source();
        let is_this = |known: &&(&str, Author)| std::ptr::eq(known.0, source);
        if let Some((_, known)) = self.people.iter().find(is_this) {
            return Some(known.clone());
        }
        let author = if account.is_empty() {
            author(json::whole(source).ok()?.root(), self.viewer)?
        } else {
            author(account, self.viewer)?
        };
        if self.people.len() < PEOPLE {
            self.people.push((source, author.clone()));
        }
        Some(author)
    }
}

/// Somebody, with their server's own id of them; see [`actor`].
pub fn author(account: Json, viewer: &Viewer) -> Option<Author> {
    Some(Author {
        local: account.name("id").map(Arc::from),
        actor: Arc::new(actor(account, viewer)?),
    })
}

/// The actor that an account is. `None` if it has no name to be known by.
/// <https://docs.joinmastodon.org/entities/Account/>
fn actor(account: Json, viewer: &Viewer) -> Option<Actor> {
    let acct = account.text("acct").filter(|acct| !acct.is_empty())?;
    let handle = Handle::new(&acct, &viewer.handle_host);
    if handle.user.is_empty() || handle.host.is_empty() {
        return None;
    }
    let web = account.name("url");
    // GoToSocial, Pixelfed and Takahē give no `uri` for accounts.
    let uri = account.name("uri").or_else(|| web.clone());
    let uri = uri.map_or_else(
        || ActorUri::new(&format!("acct:{}@{}", handle.user, handle.host)),
        |uri| ActorUri::new(&uri),
    );
    let name = account.text("display_name").unwrap_or_default();
    Some(Actor {
        uri,
        name: parse_name(&name, &emojis(account)),
        avatar: media(account, "avatar"),
        web: web.and_then(|web| SafeUrl::parse(&web)),
        bot: account.flag("bot").unwrap_or(false),
        handle,
    })
}

/// The address of something to show.
pub fn media(of: Json, key: &str) -> Option<SafeUrl> {
    SafeUrl::media(&of.text(key)?)
}

/// The custom emoji that can be shown: named, and of a safe address.
pub fn emojis(of: Json) -> Vec<CustomEmoji> {
    let emoji = |emoji: Json| {
        Some(CustomEmoji {
            url: media(emoji, "url").or_else(|| media(emoji, "static_url"))?,
            name: emoji.text("shortcode")?.into_owned(),
        })
    };
    of.list("emojis").filter_map(emoji).collect()
}
