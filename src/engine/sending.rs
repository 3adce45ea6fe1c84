//! Sending letters: at most one post of each, whatever becomes of requests and
//! answers, of the page and of the network.
//!
//! That a letter is about to be sent is written down before it is, so whoever comes
//! after a crash knows that the server may have it. Before such a letter is sent once
//! more, its server is asked for what the account has posted; a server that heeds
//! the key of the attempts need not be asked for as long as it remembers.

mod finding;
mod later;
#[cfg(test)]
mod tests;
mod uploading;

use super::{Client, Failure, NotKept, Platform, Shelf, reading, run};
pub use later::{letter_of, reschedule, scheduled, unschedule};

use crate::{
    core::{
        http::{NoAnswer, Wait},
        id::{LocalId, Millis, PostUri},
        outbox::letter::{LONGEST, Letter, Names, Sending, Stage, UNSURE, Written},
        post::{Post, Seen},
    },
    protocol::{Call, Unsupported},
};

/// For so long a server that heeds keys remembers them: Mastodon for an hour, the
/// others longer.
const REMEMBERED: Millis = Millis(45 * 60_000);

/// How far a server's clock may be from ours.
const CLOCKS: i64 = 10 * 60_000;

/// A post that is older than it should be by more than this was posted too early.
const EARLY: i64 = 60_000;

/// However soon a server wants to be asked again.
const SOONEST: i64 = 5_000;

/// So often a letter with files is tried, if nothing is heard of them.
const UPLOADS: u32 = 6;

/// If a server asks to wait and does not say how long.
const WAIT: i64 = 60_000;

/// All letters on their way, oldest first.
pub async fn outbox(platform: &impl Platform) -> Vec<Sending> {
    let keys = platform.keys(Shelf::Outbox).await;
    let found = platform.get(Shelf::Outbox, &keys).await;
    let read = |bytes: Vec<u8>| serde_json::from_slice(&bytes).ok();
    let mut all: Vec<Sending> = found.into_iter().flatten().filter_map(read).collect();
    all.sort_by(|a, b| (a.made, &a.id).cmp(&(b.made, &b.id)));
    all
}

/// Puts letters on their way, and throws the draft away that they were: both or
/// neither.
///
/// # Errors
/// There is no room for it.
pub async fn begin(platform: &impl Platform, all: &[Sending], draft: &str) -> Result<(), NotKept> {
    let mut pairs = Vec::new();
    for one in all {
        let bytes = serde_json::to_vec(one).map_err(|_| NotKept)?;
        pairs.push((one.id.clone(), Some(bytes)));
    }
    let gone = (draft.to_owned(), None);
    let records = [(Shelf::Outbox, pairs), (Shelf::Drafts, vec![gone])];
    platform.put(&records).await
}

/// Writes down how far a letter has come.
///
/// # Errors
/// There is no room for it.
pub async fn keep(platform: &impl Platform, sending: &Sending) -> Result<(), NotKept> {
    let bytes = serde_json::to_vec(sending).map_err(|_| NotKept)?;
    let pair = (sending.id.clone(), Some(bytes));
    platform.put(&[(Shelf::Outbox, vec![pair])]).await
}

/// The same in the midst of an attempt: what nobody wants to send any longer, here or
/// in another tab, is not brought back.
async fn note(platform: &impl Platform, sending: &Sending) -> Result<(), Failure> {
    let there = platform
        .get(Shelf::Outbox, std::slice::from_ref(&sending.id))
        .await;
    match there.first() {
        Some(Some(_)) => keep(platform, sending).await.map_err(|_| Failure::NotKept),
        _ => Err(Failure::Withdrawn),
    }
}

/// Forgets a letter that has come to its end, or that nobody wants to send.
pub async fn forget(platform: &impl Platform, id: &str) {
    let pair = (id.to_owned(), None);
    let _ = platform.put(&[(Shelf::Outbox, vec![pair])]).await;
}

/// What an attempt needs to know beside the letter.
pub struct About<'a> {
    /// What the server is, by its own word.
    pub software: &'a str,
    /// Its names for what the letter speaks of, as far as it has told them.
    pub names: Names,
    /// What other letters became: this one is none of them.
    pub taken: &'a [PostUri],
    /// The same of those that the account's server keeps.
    pub kept: &'a [LocalId],
    /// Why a server does not take it, in words for people.
    pub words: fn(&Failure) -> String,
}

/// Makes one attempt, and writes down what became of it. Answers with what the letter
/// has become.
///
/// # Errors
/// Why it has not, or not surely; what that leads to stands in the letter's stage.
pub async fn attempt(
    platform: &impl Platform,
    client: &Client,
    sending: &mut Sending,
    about: About<'_>,
) -> Result<Written, Failure> {
    let written = match look_before(platform, client, sending, &about).await {
        Ok(Before::Arrived(written)) => Ok(written),
        Ok(Before::Send(names)) => send(platform, client, sending, names, &about).await,
        Err(Failure::Withdrawn) => Err(Failure::Withdrawn),
        Err(why) => {
            // Nothing was sent: it is as it was.
            sending.tries = sending.tries.saturating_add(1);
            let after = later(platform.now(), sending, &why);
            sending.stage = match (&sending.stage, is_passing(&why)) {
                (Stage::Unsure { .. }, _) => Stage::Unsure { after },
                (_, true) if !is_worn_out(sending, &why) => Stage::Waiting { after },
                _ => Stage::Refused {
                    why: (about.words)(&why),
                },
            };
            Err(why)
        }
    };
    if let Ok(written) = &written {
        sending.stage = sent(sending, written, platform.now());
    }
    match &written {
        Err(Failure::Withdrawn) => {}
        // What is there is known to be there, whatever was wished meanwhile.
        Ok(_) => drop(keep(platform, sending).await),
        Err(_) => drop(note(platform, sending).await),
    }
    written
}

/// A file that has left so often and never arrived will not do so by itself.
fn is_worn_out(sending: &Sending, why: &Failure) -> bool {
    let lost = matches!(why, Failure::NoAnswer(_));
    lost && !sending.letter.media.is_empty() && sending.tries > UPLOADS
}

/// What there is to know before a letter is sent.
enum Before {
    /// It has arrived already.
    Arrived(Written),
    /// It is to be sent, by these names of what it speaks of.
    Send(Names),
}

async fn look_before(
    platform: &impl Platform,
    client: &Client,
    sending: &mut Sending,
    about: &About<'_>,
) -> Result<Before, Failure> {
    let age = platform.now().0 - sending.made.0;
    // Mastodon looks for the key of a letter that it keeps among its posts: 404.
    let heeded = client.letters().heeds_keys(about.software)
        && sending.letter.at.is_none()
        && !sending.ask
        && (0..REMEMBERED.0).contains(&age);
    let names = named(platform, client, sending, about).await?;
    // An edit that is made twice is one edit.
    let once = heeded || names.edits.is_some();
    if matches!(sending.stage, Stage::Unsure { .. }) && !once {
        let answers = &names.answers;
        let found = finding::find_written(platform, client, sending, (answers, about)).await?;
        if let Some(written) = found {
            return Ok(Before::Arrived(written));
        }
        sending.ask = false;
        sending.stage = Stage::Waiting {
            after: platform.now(),
        };
    }
    later::still_to_come(sending, platform.now())?;
    let media = uploading::carry_all(platform, client, sending).await?;
    // That may have taken its time.
    later::still_to_come(sending, platform.now())?;
    Ok(Before::Send(Names { media, ..names }))
}

/// The server's names for the posts that the letter speaks of.
async fn named(
    platform: &impl Platform,
    client: &Client,
    sending: &Sending,
    about: &About<'_>,
) -> Result<Names, Failure> {
    let (letter, known) = (&sending.letter, about.names.clone());
    Ok(Names {
        answers: name(platform, client, &letter.answers, known.answers).await?,
        quotes: name(platform, client, &letter.quotes, known.quotes).await?,
        edits: name(platform, client, &letter.edits, known.edits).await?,
        media: Vec::new(),
    })
}

async fn name(
    platform: &impl Platform,
    client: &Client,
    of: &Option<PostUri>,
    known: Option<LocalId>,
) -> Result<Option<LocalId>, Failure> {
    match (of, known) {
        (None, _) => Ok(None),
        (_, Some(known)) => Ok(Some(known)),
        (Some(uri), None) => {
            let found = reading::find(platform, client, uri).await;
            Ok(Some(found.map_err(not_found)?.sighting.local))
        }
    }
}

async fn send(
    platform: &impl Platform,
    client: &Client,
    sending: &mut Sending,
    names: Names,
    about: &About<'_>,
) -> Result<Written, Failure> {
    let call = Calls::of(client, sending, &names);
    let call = call.inspect_err(|why| {
        sending.stage = Stage::Refused {
            why: (about.words)(&(*why).into()),
        };
    })?;
    // An attempt before this one may have arrived.
    let before = sending.stage.clone();
    let doubtful = matches!(before, Stage::Unsure { .. });
    sending.tries = sending.tries.saturating_add(1);
    sending.stage = Stage::Unsure {
        after: Millis(platform.now().0 + UNSURE.0),
    };
    if let Err(why) = note(platform, sending).await {
        // Nobody would know that it was sent; or it is not to be.
        sending.stage = before;
        return Err(why);
    }
    let answer = call.run(platform, client).await;
    if let Err(why) = &answer {
        // What a server says of this attempt says nothing of those before.
        sending.ask |= is_duplicate(why) || doubtful && !is_unclear(why);
        let after = later(platform.now(), sending, why);
        // A server forgets files that nobody posts: they are sent once more.
        let stale = uploading::forget_stale(sending, why, platform.now());
        sending.stage = match stale && !sending.ask {
            true => Stage::Waiting { after },
            false => failed(sending, why, after, about.words),
        };
    }
    answer
}

/// The request that a letter is.
enum Calls {
    Now(Call<Seen>),
    Later(Call<Written>),
}

impl Calls {
    fn of(client: &Client, sending: &Sending, names: &Names) -> Result<Self, Unsupported> {
        let (protocol, letter, key) = (client.letters(), &sending.letter, &sending.id);
        match letter.at {
            None => protocol.write(letter, names, key).map(Self::Now),
            Some(_) => protocol.write_later(letter, names, key).map(Self::Later),
        }
    }

    async fn run(self, platform: &impl Platform, client: &Client) -> Result<Written, Failure> {
        match self {
            Self::Now(call) => run(platform, client, call).await.map(posted),
            Self::Later(call) => run(platform, client, call).await,
        }
    }
}

fn posted(seen: Seen) -> Written {
    Written::Posted(Box::new(seen))
}

/// Where a letter stands after an attempt that failed.
fn failed(sending: &Sending, why: &Failure, after: Millis, words: fn(&Failure) -> String) -> Stage {
    match is_unclear(why) || sending.ask {
        true => Stage::Unsure { after },
        false if is_passing(why) => Stage::Waiting { after },
        false => Stage::Refused { why: words(why) },
    }
}

/// It is the search that is not there, or finds nothing.
fn not_found(why: Failure) -> Failure {
    match why {
        Failure::Gone => Failure::NotFound,
        why => why,
    }
}

/// Whether the server has left out some of what the letter carried.
fn lacks(post: &Post, letter: &Letter) -> bool {
    post.media.len() < letter.media.len()
        || post.poll.is_none() && letter.poll.is_some()
        || post.quote.is_none() && letter.quotes.is_some()
}

fn sent(sending: &Sending, written: &Written, at: Millis) -> Stage {
    let letter = &sending.letter;
    let seen = match written {
        Written::Posted(seen) => seen,
        Written::Kept(kept) => {
            return Stage::Scheduled {
                local: kept.local.clone(),
                wider: kept.wider(letter),
                at,
            };
        }
    };
    let audience = &seen.post.audience;
    // Nobody asks for another audience with an edit.
    let is_wider = letter.edits.is_none() && audience.width() > letter.audience.width();
    Stage::Sent {
        uri: seen.post.uri.clone(),
        wider: is_wider.then(|| audience.clone()),
        lacks: lacks(&seen.post, letter),
        local: Some(seen.sighting.local.clone()),
        early: letter
            .at
            .is_some_and(|due| seen.post.published.0 + EARLY < due.0),
        at,
    }
}

/// When it is worth while to try again after a failure.
fn later(now: Millis, sending: &Sending, why: &Failure) -> Millis {
    let wait = match why {
        Failure::SlowDown(Wait::Until(time)) => time.0 - now.0,
        Failure::Working => SOONEST,
        Failure::SlowDown(Wait::Seconds(seconds)) => i64::from(*seconds) * 1000,
        // Whoever signs in again sends it.
        Failure::SlowDown(Wait::Unknown) | Failure::SignedOut => WAIT,
        _ => UNSURE.0 << sending.tries.min(5),
    };
    Millis(now.0 + wait.clamp(SOONEST, LONGEST.0))
}

/// A server that says so has the letter (Pixelfed).
fn is_duplicate(why: &Failure) -> bool {
    matches!(why, Failure::Refused { status: 400, message } if message.to_lowercase().contains("idempotency"))
}

/// The server may have it all the same.
fn is_unclear(why: &Failure) -> bool {
    match why {
        Failure::NoAnswer(_) | Failure::Garbled { .. } => true,
        Failure::Refused { status, .. } => *status >= 500 || *status == 408,
        _ => false,
    }
}

/// It may be otherwise in a while.
fn is_passing(why: &Failure) -> bool {
    is_unclear(why) && *why != Failure::NoAnswer(NoAnswer::NoFile)
        || matches!(
            why,
            Failure::SignedOut | Failure::SlowDown(_) | Failure::NotKept | Failure::Working
        )
}
