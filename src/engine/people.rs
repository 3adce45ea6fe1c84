//! People: who they are by the word of each server, and what one does about them.

pub mod beside;
pub mod home;
pub mod listed;
pub mod own;

use super::{Client, Failure, Platform, ask, run};
use crate::{
    core::{
        account::Account,
        actor::{Circle, Handle, Part, People, Profile, Relation, Tie},
        http::Origin,
        id::{AccountId, LocalId},
        post::Seen,
        timeline::{Cursor, Page},
    },
    protocol::{Beside, Call, Protocol, Unsupported, Viewer, mastodon::Mastodon},
};

/// Whom one asks: a server as one of the user's accounts, or, as anybody may, one
/// where the user has none.
pub enum Asked {
    As(Client),
    Public(Origin),
    /// The same, where handles have this other host.
    Home {
        origin: Origin,
        host: String,
    },
}

impl Asked {
    fn protocol(&self) -> &'static dyn Protocol {
        match self {
            Self::As(client) => client.protocol(),
            // Others do not answer, or not so: then there is no more to see.
            Self::Public(_) | Self::Home { .. } => &Mastodon,
        }
    }

    fn beside(&self) -> &'static dyn Beside {
        match self {
            Self::As(client) => client.beside(),
            Self::Public(_) | Self::Home { .. } => &Mastodon,
        }
    }

    /// In whose name answers are read.
    pub fn account(&self) -> AccountId {
        match self {
            Self::As(client) => client.account().clone(),
            Self::Public(origin) | Self::Home { origin, .. } => AccountId::public(origin.as_str()),
        }
    }

    async fn run<T>(
        &self,
        platform: &impl Platform,
        call: Result<Call<T>, Unsupported>,
    ) -> Result<T, Failure> {
        let (origin, host) = match self {
            Self::As(client) => return run(platform, client, call?).await,
            Self::Public(origin) => (origin, origin.host()),
            Self::Home { origin, host } => (origin, host.as_str()),
        };
        let viewer = Viewer {
            account: self.account(),
            handle_host: host.to_owned(),
        };
        ask(platform, origin, &viewer, call?).await
    }

    fn is_public(&self) -> bool {
        !matches!(self, Self::As(_))
    }

    /// What of a page is believed: of a stranger's, what names its authors truly.
    fn believed(&self, mut page: Page) -> Page {
        if self.is_public() {
            page.items.retain_mut(|item| {
                item.seen = item.seen.take().and_then(|it| self.plausible(it));
                item.seen.is_some()
            });
        }
        page
    }

    fn plausible(&self, seen: Seen) -> Option<Seen> {
        let own = match self {
            Self::Home { origin, host } => {
                let lives = seen.post.uri.host() == Some(origin.host());
                lives && seen.post.author.handle.host == *host
            }
            _ => false,
        };
        match own {
            true => Some(Seen {
                quoted: seen.quoted.and_then(|it| it.plausible()).map(Box::new),
                ..seen
            }),
            false => seen.plausible(),
        }
    }

    fn is_home_of(&self, handle: &Handle) -> bool {
        match self {
            Self::As(client) => client.viewer().handle_host == handle.host,
            Self::Public(_) | Self::Home { .. } => true,
        }
    }
}

/// Two spellings of one name. Users' parts are told apart by no server that one
/// writes to by case alone.
pub fn is_same(a: &Handle, b: &Handle) -> bool {
    a.host == b.host && a.user.eq_ignore_ascii_case(&b.user)
}

/// The account by which somebody is looked at first, before any other server hears
/// of it: that on their own server, else one through which their posts were read,
/// else the first.
pub fn nearest<'a>(
    accounts: &'a [Account],
    handle: &Handle,
    readers: &[AccountId],
) -> Option<&'a AccountId> {
    let home = |it: &&Account| it.server.handle_host == handle.host;
    let reads = |it: &&Account| readers.contains(&it.id);
    let all = accounts.iter();
    let nearest = all.clone().find(home).or_else(|| all.clone().find(reads));
    nearest.or(accounts.first()).map(|it| &it.id)
}

/// Somebody as a server knows them, that has not to ask anybody for it.
///
/// # Errors
/// [`Failure::NotFound`]: it does not know them.
pub async fn look_up(
    platform: &impl Platform,
    asked: &Asked,
    handle: &Handle,
) -> Result<Profile, Failure> {
    let call = asked.protocol().look_up(handle, asked.is_home_of(handle));
    match asked.run(platform, call).await {
        Err(Failure::Gone) => Err(Failure::NotFound),
        // A stranger may say of its own people what it likes, and of nobody else.
        Ok(found) if asked.is_public() && !is_same(&found.actor.handle, handle) => {
            Err(Failure::NotFound)
        }
        found => found,
    }
}

/// Somebody, fetched by the account's server from theirs if need be.
///
/// # Errors
/// [`Failure::NotFound`]: it cannot find them.
pub async fn find(
    platform: &impl Platform,
    client: &Client,
    handle: &Handle,
) -> Result<Profile, Failure> {
    let words = format!("@{}@{}", handle.user, handle.host);
    let call = client.protocol().search_people(&words, true)?;
    let found = run(platform, client, call).await?;
    let mut found = found.people.into_iter();
    found
        .find(|it| is_same(&it.actor.handle, handle))
        .ok_or(Failure::NotFound)
}

/// People by words, as the account's server knows them.
pub async fn search(
    platform: &impl Platform,
    client: &Client,
    words: &str,
) -> Result<People, Failure> {
    let call = client.protocol().search_people(words, false)?;
    run(platform, client, call).await
}

/// A page of somebody's posts.
pub async fn posts(
    platform: &impl Platform,
    asked: &Asked,
    person: &LocalId,
    part: Part,
    older_than: Option<&Cursor>,
) -> Result<Page, Failure> {
    let call = asked.protocol().posts_by(person, part, older_than);
    let page = asked.run(platform, call).await;
    page.map(|page| asked.believed(page))
}

/// What somebody has pinned.
pub async fn pinned(
    platform: &impl Platform,
    asked: &Asked,
    person: &LocalId,
) -> Result<Page, Failure> {
    let page = asked
        .run(platform, asked.protocol().pinned_by(person))
        .await;
    page.map(|page| asked.believed(page))
}

/// A page of the people around somebody.
pub async fn circle(
    platform: &impl Platform,
    asked: &Asked,
    person: &LocalId,
    of: Circle,
    older_than: Option<&Cursor>,
) -> Result<People, Failure> {
    let call = asked.protocol().circle(person, of, older_than);
    asked.run(platform, call).await
}

/// How an account stands to somebody; `None`: its server does not say.
pub async fn relation(
    platform: &impl Platform,
    client: &Client,
    person: &LocalId,
) -> Result<Option<Relation>, Failure> {
    let people = std::slice::from_ref(person);
    let all = run(platform, client, client.protocol().relations(people)?).await?;
    Ok(all.into_iter().find(|it| it.person == *person))
}

/// Does something about somebody; without `known`, the account's server has to
/// find them first. Gives their name there, and how the account stands to them.
pub async fn tie(
    platform: &impl Platform,
    client: &Client,
    handle: &Handle,
    known: Option<Profile>,
    tie: &Tie,
) -> Result<(Profile, Relation), Failure> {
    let profile = match known {
        Some(profile) => profile,
        None => find(platform, client, handle).await?,
    };
    let call = client.protocol().tie(&profile.local, tie)?;
    let relation = run(platform, client, call).await?;
    Ok((profile, relation))
}

#[cfg(test)]
mod tests;
