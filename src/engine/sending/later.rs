//! Letters that a server keeps, to post them later.

use super::is_unclear;
use crate::{
    core::{
        id::{LocalId, Millis, PostUri},
        outbox::letter::{AHEAD, Letter, MARGIN, Scheduled, Sending, same_time, same_words},
    },
    engine::{Client, Failure, Platform, reading, run},
};

/// No server gives fewer at once, if there are more.
const PAGE: usize = 20;

/// More pages than any server has of them.
const PAGES: usize = 12;

/// What was to be posted at a time that has gone by is not sent: nobody said that it
/// should be posted at any other. Servers post at once what is to be posted soon.
pub(super) fn still_to_come(sending: &Sending, now: Millis) -> Result<(), Failure> {
    match sending.letter.at {
        Some(at) if at.0 < now.0 + AHEAD.0 + MARGIN.0 => Err(Failure::TooLate),
        _ => Ok(()),
    }
}

/// Looks for a letter among those that the server keeps: an answer to the same post or
/// none, with as much in it, and none that another letter has become.
pub(super) async fn find(
    platform: &impl Platform,
    client: &Client,
    sending: &Sending,
    answers: &Option<LocalId>,
    taken: &[LocalId],
) -> Result<Option<Scheduled>, Failure> {
    let (all, skipped) = scheduled(platform, client).await?;
    let letter = &sending.letter;
    let near = |it: &Scheduled| letter.at.is_some_and(|at| same_time(at, it.at));
    let is_it = |it: &Scheduled| {
        near(it)
            && !taken.contains(&it.local)
            && it.answers == *answers
            && it.letter.media.len() == letter.media.len()
            && it.letter.poll.is_some() == letter.poll.is_some()
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
/// how many could not be read, at least one if there are more than anybody schedules.
pub async fn scheduled(
    platform: &impl Platform,
    client: &Client,
) -> Result<(Vec<Scheduled>, usize), Failure> {
    let (mut all, mut skipped): (Vec<Scheduled>, usize) = (Vec::new(), 0);
    for page in 0.. {
        if page == PAGES {
            skipped = skipped.max(1);
            break;
        }
        let before = all.last().map(|it| it.local.clone());
        let call = client.letters().scheduled(before.as_ref())?;
        let (some, unread) = run(platform, client, call).await?;
        let is_last = some.len() + unread < PAGE;
        let known = |it: &Scheduled| all.iter().any(|known| known.local == it.local);
        let fresh: Vec<Scheduled> = some.into_iter().filter(|it| !known(it)).collect();
        skipped += unread;
        if fresh.is_empty() {
            break;
        }
        all.extend(fresh);
        if is_last {
            break;
        }
    }
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

/// Has the server throw one away. `Ok(Some(…))`: it may have it still, nobody knows.
pub async fn unschedule(
    platform: &impl Platform,
    client: &Client,
    local: &LocalId,
) -> Result<Option<Failure>, Failure> {
    let protocol = client.letters();
    let why = match run(platform, client, protocol.unschedule(local)?).await {
        Ok(()) => return Ok(None),
        Err(why) if is_unclear(&why) => why,
        Err(why) => return Err(why),
    };
    match run(platform, client, protocol.scheduled_one(local)?).await {
        Ok(_) => Err(why),
        Err(Failure::Gone) => Ok(None),
        Err(_) => Ok(Some(why)),
    }
}

/// The same letter, to be written on: what it speaks of by its name in the fediverse.
/// What is gone it speaks of no longer.
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
        Some(local) => match reading::post(platform, client, local).await {
            Ok(seen) => Ok(Some(seen.post.uri)),
            Err(Failure::Gone | Failure::NotFound) => Ok(None),
            Err(why) => Err(why),
        },
    }
}
