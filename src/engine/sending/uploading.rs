//! The files of a letter, on their way before it.

use super::note;
use crate::{
    core::{
        id::{LocalId, Millis},
        outbox::letter::{Attached, Sending, Upload},
    },
    engine::{Client, Failure, Platform, carry, run},
};

/// The pauses after which a server is asked whether it has worked a file up; longer
/// ones are the outbox's.
const PAUSES: [Millis; 4] = [Millis(500), Millis(1_000), Millis(2_000), Millis(2_000)];
/// So long a server may take for that.
const PATIENCE: i64 = 5 * 60_000;
/// So long a server surely keeps a file that nobody posts; Mastodon does for a day.
const KEPT: i64 = 60 * 60_000;

/// Has the server have all files of a letter; what it has already is not sent again.
/// Answers with its names for them.
///
/// # Errors
/// One of them is not there, or cannot be posted yet.
pub async fn carry_all(
    platform: &impl Platform,
    client: &Client,
    sending: &mut Sending,
) -> Result<Vec<LocalId>, Failure> {
    let mut names = Vec::new();
    for one in sending.letter.media.clone() {
        names.push(carry_one(platform, client, sending, &one).await?);
    }
    Ok(names)
}

async fn carry_one(
    platform: &impl Platform,
    client: &Client,
    sending: &mut Sending,
    one: &Attached,
) -> Result<LocalId, Failure> {
    if let Some(held) = &one.held {
        if sending.letter.edits.is_none() {
            // An edit says that with the post itself.
            let call = client.letters().describe(&held.local, one)?;
            run(platform, client, call).await?;
        }
        return Ok(held.local.clone());
    }
    let known = sending.uploads.iter().find(|(key, _)| *key == one.id);
    let upload = match known {
        Some((_, upload)) => upload.clone(),
        None => {
            let mut upload = send(platform, client, sending, one).await?;
            upload.since = platform.now();
            take_note(platform, sending, one, &upload).await?;
            upload
        }
    };
    if !upload.ready {
        let upload = worked_up(platform, client, &upload, one).await?;
        take_note(platform, sending, one, &upload).await?;
    }
    Ok(upload.local)
}

/// Waits a while until the server has worked a file up.
async fn worked_up(
    platform: &impl Platform,
    client: &Client,
    upload: &Upload,
    one: &Attached,
) -> Result<Upload, Failure> {
    let mut pauses = PAUSES.iter();
    loop {
        let call = client.letters().upload_state(&upload.local)?;
        let now = run(platform, client, call).await;
        let now = now.map_err(|why| unworked(why, one))?;
        if now.ready {
            let since = upload.since;
            return Ok(Upload { since, ..now });
        }
        match pauses.next() {
            Some(pause) => platform.sleep(*pause).await,
            None if platform.now().0 - upload.since.0 > PATIENCE => {
                return Err(unworked(Failure::Gone, one));
            }
            None => return Err(Failure::Working),
        }
    }
}

/// The server could not work a file up: others may be posted without it.
fn unworked(why: Failure, one: &Attached) -> Failure {
    match why {
        Failure::Gone => Failure::Unworked(one.name.clone()),
        Failure::Refused { status, .. } if status < 500 => Failure::Unworked(one.name.clone()),
        why => why,
    }
}

async fn send(
    platform: &impl Platform,
    client: &Client,
    sending: &Sending,
    one: &Attached,
) -> Result<Upload, Failure> {
    let name = sending.id.as_str();
    let protocol = client.letters();
    match carry(platform, client, protocol.upload(one, false, name)?).await {
        Err(Failure::Gone) => carry(platform, client, protocol.upload(one, true, name)?).await,
        answer => answer,
    }
}

/// Whoever goes on after a crash need not send it again.
async fn take_note(
    platform: &impl Platform,
    sending: &mut Sending,
    one: &Attached,
    upload: &Upload,
) -> Result<(), Failure> {
    sending.uploads.retain(|(key, _)| *key != one.id);
    sending.uploads.push((one.id.clone(), upload.clone()));
    match note(platform, sending).await {
        // Then it leaves once more after a crash.
        Err(Failure::NotKept) => Ok(()),
        noted => noted,
    }
}

/// Whether a server refuses a letter for files that it may have forgotten: those that
/// were sent more than an hour before it. Then they are as if they had never been sent.
pub fn forget_stale(sending: &mut Sending, why: &Failure, now: Millis) -> bool {
    let refused = match why {
        Failure::Gone => true,
        Failure::Refused { status, .. } => matches!(status, 404 | 422),
        _ => false,
    };
    let old = |(_, upload): &(String, Upload)| now.0 - upload.since.0 > KEPT;
    let stale = refused && sending.uploads.iter().any(old);
    if stale {
        sending.uploads.clear();
    }
    stale
}
