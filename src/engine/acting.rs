//! Acting on a post as one of the user's accounts.

use super::{Client, Failure, Platform, reading, run};
use crate::core::{
    http::NoAnswer,
    id::{LocalId, PostUri},
    outbox::{
        Change, Intent,
        letter::{Leave, Source, Standing},
    },
    post::{Seen, Sighting},
};

/// Does what was wished, on the account's own server and by the name that the
/// post has there. `known` is what the server has shown of the post, if it has;
/// otherwise it is made to find it first.
///
/// Answers with the post as the server has it afterwards, if it says so. After an answer that
/// got lost the server is asked what became of it, before anything is undone.
pub async fn perform(
    platform: &impl Platform,
    client: &Client,
    intent: &Intent,
    known: Option<&Sighting>,
) -> Result<Option<Seen>, Failure> {
    debug_assert_eq!(intent.account, *client.account());
    let sighting = match known {
        Some(sighting) => sighting.clone(),
        None => {
            let found = reading::find(platform, client, &intent.post).await;
            // It is the search that is not there, or finds nothing.
            let found = found.map_err(|why| match why {
                Failure::Gone => Failure::NotFound,
                why => why,
            });
            found?.sighting
        }
    };
    let done = send(platform, client, intent.change, &sighting).await;
    let asked = match &done {
        Err(failure) if is_unclear(failure, intent.change) || *failure == Failure::Gone => {
            run(platform, client, client.protocol().post(&sighting.local)?).await
        }
        _ => return done,
    };
    // A poll that is gone says nothing of other polls.
    let vote = matches!(intent.change, Change::Vote(_));
    match (done, asked) {
        (Err(_), Ok(seen)) if came_about(&seen, intent.change) => Ok(Some(seen)),
        // The post is there: it is the deed that the server does not know.
        (Err(Failure::Gone), Ok(_)) if vote => Err(Failure::NotFound),
        (Err(Failure::Gone), Ok(_)) => Err(Failure::Unsupported),
        (done, _) => done,
    }
}

/// Deletes a post of the account's own. What is gone already is deleted.
///
/// # Errors
/// It is there still, as far as known.
pub async fn delete(
    platform: &impl Platform,
    client: &Client,
    uri: &PostUri,
    known: Option<LocalId>,
) -> Result<(), Failure> {
    // That a search finds nothing proves nothing.
    let local = named(platform, client, uri, known).await?;
    match run(platform, client, client.letters().delete(&local)?).await {
        Err(Failure::Gone) => Ok(()),
        // The answer was lost, perhaps; the deed was not.
        Err(why @ Failure::NoAnswer(_)) => {
            match run(platform, client, client.protocol().post(&local)?).await {
                Err(Failure::Gone) => Ok(()),
                _ => Err(why),
            }
        }
        deleted => deleted,
    }
}

/// What the account typed that became a post, and what is attached to it there.
///
/// # Errors
/// The server does not tell.
pub async fn source(
    platform: &impl Platform,
    client: &Client,
    uri: &PostUri,
    known: Option<LocalId>,
) -> Result<(Source, Standing), Failure> {
    let local = named(platform, client, uri, known).await?;
    let protocol = client.letters();
    let source = run(platform, client, protocol.source(&local)?).await?;
    let held = run(platform, client, protocol.held(&local)?).await?;
    Ok((source, held))
}

/// Whether the account may quote a post; `None`: its server does not tell.
///
/// # Errors
/// It cannot be asked.
pub async fn may_quote(
    platform: &impl Platform,
    client: &Client,
    uri: &PostUri,
    known: Option<LocalId>,
) -> Result<Option<Leave>, Failure> {
    let local = named(platform, client, uri, known).await?;
    run(platform, client, client.letters().may_quote(&local)?).await
}

async fn named(
    platform: &impl Platform,
    client: &Client,
    uri: &PostUri,
    known: Option<LocalId>,
) -> Result<LocalId, Failure> {
    match known {
        Some(known) => Ok(known),
        None => Ok(reading::find(platform, client, uri).await?.sighting.local),
    }
}

async fn send(
    platform: &impl Platform,
    client: &Client,
    change: Change,
    to: &Sighting,
) -> Result<Option<Seen>, Failure> {
    let Change::Vote(choices) = change else {
        let call = client.protocol().change(&to.local, change)?;
        return run(platform, client, call).await.map(Some);
    };
    let ballot = to.ballot.as_deref().ok_or(Failure::Unsupported)?;
    let call = client.protocol().vote(&ballot.local, choices)?;
    run(platform, client, call).await?;
    // The answer is of the poll alone. The vote counts, whatever becomes of this.
    let post = run(platform, client, client.protocol().post(&to.local)?).await;
    Ok(post.ok())
}

/// The request may have reached the server all the same; a vote, perhaps in
/// another client.
fn is_unclear(failure: &Failure, change: Change) -> bool {
    match failure {
        Failure::Refused { .. } if matches!(change, Change::Vote(_)) => true,
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
