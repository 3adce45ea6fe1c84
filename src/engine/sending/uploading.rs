//! The files of a letter, on their way before it.

use super::{SOONEST, keep};
use crate::{
    core::{
        http::Wait,
        id::{LocalId, Millis},
        outbox::letter::{Attached, Names, Sending, Upload},
    },
    engine::{Client, Failure, Platform, carry, run},
};

/// The pauses after which a server is asked whether it has worked a file up; longer
/// ones are the outbox's.
const PAUSES: [Millis; 4] = [Millis(500), Millis(1_000), Millis(2_000), Millis(2_000)];
/// So long a server may take for that.
const PATIENCE: i64 = 5 * 60_000;

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
            let call = client.protocol().describe(&held.local, one)?;
            run(platform, client, call).await?;
        }
        return Ok(held.local.clone());
    }
    let known = sending.uploads.iter().find(|(key, _)| *key == one.id);
    let mut upload = match known {
        Some((_, upload)) => upload.clone(),
        None => {
            let upload = send(platform, client, sending, one).await?;
            note(platform, sending, one, &upload).await;
            upload
        }
    };
    let mut pauses = PAUSES.iter();
    while !upload.ready {
        upload = run(
            platform,
            client,
            client.protocol().upload_state(&upload.local)?,
        )
        .await
        .map_err(|why| unworked(why, one))?;
        match pauses.next() {
            _ if upload.ready => note(platform, sending, one, &upload).await,
            Some(pause) => platform.sleep(*pause).await,
            None if platform.now().0 - sending.made.0 > PATIENCE => {
                return Err(unworked(Failure::Gone, one));
            }
            None => return Err(Failure::SlowDown(Wait::Seconds((SOONEST / 1_000) as u32))),
        }
    }
    Ok(upload.local)
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
    let protocol = client.protocol();
    match carry(platform, client, protocol.upload(one, false, name)?).await {
        Err(Failure::Gone) => carry(platform, client, protocol.upload(one, true, name)?).await,
        answer => answer,
    }
}

/// Whoever goes on after a crash need not send it again.
async fn note(platform: &impl Platform, sending: &mut Sending, one: &Attached, upload: &Upload) {
    sending.uploads.retain(|(key, _)| *key != one.id);
    sending.uploads.push((one.id.clone(), upload.clone()));
    let _ = keep(platform, sending).await;
}

/// Whether a server refuses a letter for files that it may have forgotten: those that
/// were sent more than an hour before it.
pub fn forget_stale(sending: &mut Sending, names: &Names, why: &Failure, now: Millis) -> bool {
    let refused = match why {
        Failure::Gone => true,
        Failure::Refused { status, .. } => matches!(status, 404 | 422),
        _ => false,
    };
    let old = now.0 - sending.made.0 > 60 * 60_000;
    let stale = refused && old && !names.media.is_empty() && !sending.uploads.is_empty();
    if stale {
        sending.uploads.clear();
        // Not again and again.
        sending.made = now;
    }
    stale
}
