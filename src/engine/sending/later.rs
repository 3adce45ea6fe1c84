//! Letters that a server keeps, to post them later.

use crate::{
    core::{
        id::{LocalId, Millis, PostUri},
        outbox::letter::{Letter, Scheduled, Sending, same_words},
    },
    engine::{Client, Failure, Platform, reading, run},
};

/// What was to be posted at a time that has gone by is not sent: nobody said that it
/// should be posted at any other.
pub(super) fn still_to_come(sending: &Sending, now: Millis) -> Result<(), Failure> {
    match sending.letter.at {
        Some(at) if at <= now => Err(Failure::TooLate),
        _ => Ok(()),
    }
}

/// Looks for a letter among those that the server keeps.
pub(super) async fn find(
    platform: &impl Platform,
    client: &Client,
    sending: &Sending,
) -> Result<Option<Scheduled>, Failure> {
    let (all, skipped) = run(platform, client, client.letters().scheduled()?).await?;
    let letter = &sending.letter;
    // Some keep whole seconds only.
    let near = |it: &Scheduled| letter.at.is_some_and(|at| (at.0 - it.at.0).abs() < 60_000);
    let is_it = |it: &Scheduled| {
        near(it)
            && same_words(&letter.text, &it.letter.text)
            && same_words(&letter.warning, &it.letter.warning)
    };
    match all.into_iter().find(is_it) {
        // What could not be read may be the letter.
        None if skipped > 0 => Err(Failure::Garbled {
            at: "ScheduledStatus[]",
            why: String::new(),
        }),
        found => Ok(found),
    }
}

/// All letters that an account's server keeps, those first that are posted first; and
/// how many could not be read.
pub async fn scheduled(
    platform: &impl Platform,
    client: &Client,
) -> Result<(Vec<Scheduled>, usize), Failure> {
    let (mut all, skipped) = run(platform, client, client.letters().scheduled()?).await?;
    all.sort_by_key(|it| it.at);
    Ok((all, skipped))
}

/// Has the server post one at another time.
pub async fn reschedule(
    platform: &impl Platform,
    client: &Client,
    local: &LocalId,
    at: Millis,
) -> Result<Scheduled, Failure> {
    run(platform, client, client.letters().reschedule(local, at)?).await
}

/// Has the server throw one away.
pub async fn unschedule(
    platform: &impl Platform,
    client: &Client,
    local: &LocalId,
) -> Result<(), Failure> {
    run(platform, client, client.letters().unschedule(local)?).await
}

/// The same letter, to be written on: what it speaks of by its name in the fediverse.
///
/// # Errors
/// What it answers or quotes could not be had.
pub async fn letter_of(
    platform: &impl Platform,
    client: &Client,
    one: &Scheduled,
) -> Result<Letter, Failure> {
    Ok(Letter {
        answers: uri(platform, client, one.answers.as_ref()).await?,
        quotes: uri(platform, client, one.quotes.as_ref()).await?,
        ..one.letter.clone()
    })
}

async fn uri(
    platform: &impl Platform,
    client: &Client,
    local: Option<&LocalId>,
) -> Result<Option<PostUri>, Failure> {
    match local {
        None => Ok(None),
        Some(local) => {
            let seen = reading::post(platform, client, local).await?;
            Ok(Some(seen.post.uri))
        }
    }
}
