//! Acting on a post as one of the user's accounts.

use super::{Client, Failure, Platform, reading, run};
use crate::core::{
    http::NoAnswer,
    id::LocalId,
    outbox::{Change, Intent},
    post::Seen,
};

/// Does what was wished, on the account's own server and by the name that the
/// post has there. `local` is that name, if the server has shown the post;
/// otherwise the server is made to find it first.
///
/// Answers with the post as the server has it afterwards. After an answer that
/// got lost the server is asked what became of it, before anything is undone.
pub async fn perform(
    platform: &impl Platform,
    client: &Client,
    intent: &Intent,
    local: Option<&LocalId>,
) -> Result<Seen, Failure> {
    debug_assert_eq!(intent.account, *client.account());
    let local = match local {
        Some(local) => local.clone(),
        None => {
            let found = reading::find(platform, client, &intent.post).await;
            // It is the search that is not there, or finds nothing.
            let found = found.map_err(|why| match why {
                Failure::Gone => Failure::NotFound,
                why => why,
            });
            found?.sighting.local
        }
    };
    let done = run(
        platform,
        client,
        client.protocol().change(&local, intent.change)?,
    )
    .await;
    let asked = match &done {
        Err(failure) if is_unclear(failure) || *failure == Failure::Gone => {
            run(platform, client, client.protocol().post(&local)?).await
        }
        _ => return done,
    };
    match (done, asked) {
        (Err(_), Ok(seen)) if came_about(&seen, intent.change) => Ok(seen),
        // The post is there: it is the deed that the server does not know.
        (Err(Failure::Gone), Ok(_)) => Err(Failure::Unsupported),
        (done, _) => done,
    }
}

/// The request may have reached the server all the same.
fn is_unclear(failure: &Failure) -> bool {
    match failure {
        Failure::NoAnswer(why) => *why != NoAnswer::Cancelled,
        Failure::Refused { status, .. } => *status >= 500,
        Failure::Garbled { .. } => true,
        _ => false,
    }
}

fn came_about(seen: &Seen, change: Change) -> bool {
    let mut mine = seen.sighting.mine;
    *change.of(&mut mine) == Some(change.wished())
}
