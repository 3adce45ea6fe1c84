//! Reading: pages, posts, conversations.

use std::{collections::HashMap, future::poll_fn, iter::once, pin::pin, task::Poll};

use super::{Client, Failure, Platform, ask, run};
use crate::{
    core::{
        http::Origin,
        id::{AccountId, LocalId, PostUri},
        post::{Seen, Translation, Version},
        safe_url::to_post::local_id,
        timeline::{Ask, Feed, Page},
    },
    protocol::{Protocol, Shown, Viewer, mastodon::Mastodon},
};

/// One page of a feed.
pub async fn page(
    platform: &impl Platform,
    client: &Client,
    feed: &Feed,
    page: &Ask,
) -> Result<Page, Failure> {
    let older_than = match page {
        Ask::Newest => None,
        Ask::Older(cursor) => Some(cursor),
    };
    run(platform, client, client.protocol().page(feed, older_than)?).await
}

/// The post itself, fresh, and what the account's server knows of the
/// conversation around it. Without `local`, the post is looked for first.
pub async fn conversation(
    platform: &impl Platform,
    client: &Client,
    uri: &PostUri,
    local: Option<&LocalId>,
) -> Result<Shown, Failure> {
    if local.is_none()
        && let Some(shown) = own_conversation(platform, client, uri).await
    {
        return Ok(shown);
    }
    let seen = match local {
        Some(local) => run(platform, client, client.protocol().post(local)?).await?,
        None => find(platform, client, uri).await?,
    };
    let local = local.unwrap_or(&seen.sighting.local).clone();
    let around = around(platform, client, &local).await?;
    Ok(Shown {
        seen: once(seen).chain(around.seen).collect(),
        ..around
    })
}

/// The same of a post of the account's own server, by the name that its uri most
/// likely tells: in one step. `None` where that is not its name.
async fn own_conversation(
    platform: &impl Platform,
    client: &Client,
    uri: &PostUri,
) -> Option<Shown> {
    let origin = uri.host().and_then(Origin::of_host);
    let local = local_id(uri.as_str()).filter(|_| origin.as_ref() == Some(&client.origin));
    let local = LocalId::new(local.filter(|name| !name.contains('-'))?);
    let post = run(platform, client, client.protocol().post(&local).ok()?);
    let (seen, around) = both(post, around(platform, client, &local)).await;
    let seen = seen.ok().filter(|seen| is_called(seen, uri))?;
    let around = around.ok()?;
    Some(Shown {
        seen: once(seen).chain(around.seen).collect(),
        ..around
    })
}

/// Waits for two things at once.
async fn both<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let mut done = (None, None);
    poll_fn(move |context| {
        if done.0.is_none()
            && let Poll::Ready(value) = a.as_mut().poll(context)
        {
            done.0 = Some(value);
        }
        if done.1.is_none()
            && let Poll::Ready(value) = b.as_mut().poll(context)
        {
            done.1 = Some(value);
        }
        match (done.0.take(), done.1.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            left => {
                done = left;
                Poll::Pending
            }
        }
    })
    .await
}

/// What the account's server knows around the post that it calls `local`.
pub async fn around(
    platform: &impl Platform,
    client: &Client,
    local: &LocalId,
) -> Result<Shown, Failure> {
    run(platform, client, client.protocol().conversation(local)?).await
}

/// Which of the answers in `seen` a server has to be asked about by themselves, of
/// what it told around the post that it calls `of`: all that are answered, if it told
/// of nothing below them. snac 2.75 tells of a post's own answers alone; who tells of
/// an answer to an answer has told of all.
pub fn untold(of: &LocalId, seen: &[Seen]) -> Vec<LocalId> {
    let parent = |one: &Seen| one.sighting.parent.clone();
    let own = seen.iter().filter(|one| parent(one).as_ref() == Some(of));
    let own: HashMap<&LocalId, Option<u32>> = own
        .map(|one| (&one.sighting.local, one.sighting.counts.replies))
        .collect();
    let is_below = |one: &Seen| parent(one).is_some_and(|up| own.contains_key(&up));
    if seen.iter().any(is_below) {
        return Vec::new();
    }
    let answered = |one: &&Seen| {
        let count = own.get(&one.sighting.local).copied().flatten();
        count.is_some_and(|count| count > 0)
    };
    let answered = seen.iter().filter(answered);
    answered.map(|one| one.sighting.local.clone()).collect()
}

/// The post and the conversation around it, as the server at `origin` shows it to
/// anybody. It is the post's own server, as far as its uri tells, and so is the
/// name that it has there.
///
/// # Errors
/// [`Failure::NotFound`]: there is no such post, or it is another.
pub async fn public_conversation(
    platform: &impl Platform,
    origin: &Origin,
    uri: &PostUri,
) -> Result<Shown, Failure> {
    let local = local_id(uri.as_str()).ok_or(Failure::NotFound)?;
    let local = LocalId::new(local);
    let viewer = Viewer {
        account: AccountId::public(origin.as_str()),
        handle_host: origin.host().to_owned(),
    };
    let call = Mastodon.post(&local)?;
    let seen = match ask(platform, origin, &viewer, call).await {
        Err(Failure::Gone) => return Err(Failure::NotFound),
        seen => seen?,
    };
    let seen = seen.plausible().filter(|seen| is_called(seen, uri));
    let seen = seen.ok_or(Failure::NotFound)?;
    let call = Mastodon.conversation(&local)?;
    let around = ask(platform, origin, &viewer, call).await?;
    let others = around.seen.into_iter().filter_map(Seen::plausible);
    Ok(Shown {
        seen: once(seen).chain(others).collect(),
        ..around
    })
}

/// The post that stood in the account's timeline under this name, or within the
/// post of this name: a boost has a name of its own, and its post is looked for.
pub async fn entry(
    platform: &impl Platform,
    client: &Client,
    local: &LocalId,
    uri: &PostUri,
) -> Result<Seen, Failure> {
    match run(platform, client, client.protocol().post(local)?).await {
        Ok(seen) if seen.post.uri == *uri => Ok(seen),
        Ok(seen) if seen.quoted.as_ref().is_some_and(|it| it.post.uri == *uri) => Ok(seen),
        Ok(_) | Err(Failure::Gone | Failure::Garbled { .. }) => find(platform, client, uri).await,
        Err(failure) => Err(failure),
    }
}

/// Makes the account's server find a post by its uri, or by the address of its
/// page: people pass on the latter.
pub async fn find(
    platform: &impl Platform,
    client: &Client,
    uri: &PostUri,
) -> Result<Seen, Failure> {
    let found = run(platform, client, client.protocol().find(uri)?).await?;
    found
        .seen
        .into_iter()
        .find(|seen| is_called(seen, uri))
        .ok_or(Failure::NotFound)
}

fn is_called(seen: &Seen, uri: &PostUri) -> bool {
    let web = seen.post.web.as_ref();
    seen.post.uri == *uri || web.is_some_and(|web| PostUri::new(web.as_str()) == *uri)
}

/// What a post has said, newest first.
pub async fn history(
    platform: &impl Platform,
    client: &Client,
    local: &LocalId,
) -> Result<Vec<Version>, Failure> {
    run(platform, client, client.protocol().history(local)?).await
}

/// A post in another language (BCP 47), by the account's server.
pub async fn translation(
    platform: &impl Platform,
    client: &Client,
    local: &LocalId,
    to: &str,
) -> Result<Translation, Failure> {
    let call = client.protocol().translate(local, to)?;
    run(platform, client, call).await
}

/// One post, by the name that the account's server has for it.
pub async fn post(
    platform: &impl Platform,
    client: &Client,
    local: &LocalId,
) -> Result<Seen, Failure> {
    run(platform, client, client.protocol().post(local)?).await
}
