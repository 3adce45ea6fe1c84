//! Reading: pages, posts, conversations.

use super::{Client, Failure, Platform, run};
use crate::{
    core::{
        id::{LocalId, PostUri},
        post::Seen,
        timeline::{Ask, Feed, Page},
    },
    protocol::Shown,
};

/// One page of a feed.
pub async fn page(
    platform: &impl Platform,
    client: &Client,
    feed: &Feed,
    ask: &Ask,
) -> Result<Page, Failure> {
    let older_than = match ask {
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
    let (local, mut shown) = match local {
        Some(local) => {
            let seen = run(platform, client, client.protocol().post(local)?).await?;
            (
                local.clone(),
                Shown {
                    seen: vec![seen],
                    skipped: 0,
                },
            )
        }
        None => {
            let seen = find(platform, client, uri).await?;
            (
                seen.sighting.local.clone(),
                Shown {
                    seen: vec![seen],
                    skipped: 0,
                },
            )
        }
    };
    let around = run(platform, client, client.protocol().conversation(&local)?).await?;
    shown.seen.extend(around.seen);
    shown.skipped += around.skipped;
    Ok(shown)
}

/// The post that stood in the account's timeline under this name: a boost has
/// a name of its own, and its post is looked for.
pub async fn entry(
    platform: &impl Platform,
    client: &Client,
    local: &LocalId,
    uri: &PostUri,
) -> Result<Seen, Failure> {
    match run(platform, client, client.protocol().post(local)?).await {
        Ok(seen) if seen.post.uri == *uri => Ok(seen),
        Ok(_) | Err(Failure::Gone | Failure::Garbled { .. }) => find(platform, client, uri).await,
        Err(failure) => Err(failure),
    }
}

/// Makes the account's server find a post by its uri.
pub async fn find(
    platform: &impl Platform,
    client: &Client,
    uri: &PostUri,
) -> Result<Seen, Failure> {
    let found = run(platform, client, client.protocol().find(uri)?).await?;
    found
        .seen
        .into_iter()
        .find(|seen| seen.post.uri == *uri)
        .ok_or(Failure::NotFound)
}
