//! Notifications: read in the server's groups where it makes them, and marked
//! as read for all clients where the server keeps that.

pub mod gate;

use super::{Client, Failure, Platform, Shelf, run};
use crate::core::{
    id::{AccountId, LocalId, Millis},
    notification::{Tidings, Told, read_until},
    timeline::{Cursor, Marked, Marker},
};

/// How often it is tried to be further than another client that is quicker.
const TRIES: usize = 3;

/// How a server tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// In groups of its own.
    Groups,
    /// One by one.
    Single,
}

/// A page of an account's notifications. Without a known `way` both are tried;
/// gives the one that the server has.
pub async fn page(
    platform: &impl Platform,
    client: &Client,
    way: Option<Way>,
    older_than: Option<&Cursor>,
) -> Result<(Way, Tidings), Failure> {
    let ask = |way: Way| {
        client
            .protocol()
            .notifications(way == Way::Groups, older_than)
    };
    let way = way.unwrap_or(Way::Groups);
    match run(platform, client, ask(way)?).await {
        // No such place, or one that answers something else.
        Err(why) if way == Way::Groups && is_no(&why) => {
            let tidings = run(platform, client, ask(Way::Single)?).await?;
            Ok((Way::Single, tidings))
        }
        tidings => Ok((way, tidings?)),
    }
}

fn is_no(why: &Failure) -> bool {
    match why {
        Failure::Gone | Failure::Garbled { .. } => true,
        Failure::Refused { status, .. } => matches!(status, 200 | 400 | 405 | 501),
        _ => false,
    }
}

/// Until which notification the account's server says that was read. `None`:
/// nobody has said, or the server keeps no such thing.
pub async fn marker(platform: &impl Platform, client: &Client) -> Result<Option<Marker>, Failure> {
    match run(
        platform,
        client,
        client.protocol().marker(Marked::Notifications)?,
    )
    .await
    {
        Err(Failure::Gone | Failure::Garbled { .. } | Failure::OutOfScope) => Ok(None),
        marker => marker,
    }
}

/// Tells the server that `read` was read, unless another client has read
/// further: of two the later wins (fault F44). `told` is what is known of the
/// account's notifications.
///
/// # Errors
/// The server did not take it.
pub async fn mark(
    platform: &impl Platform,
    client: &Client,
    read: &LocalId,
    told: &[Told],
) -> Result<Option<Marker>, Failure> {
    let of = Marked::Notifications;
    let until = told.iter().find(|it| it.newest == *read).map(|it| it.at);
    for tried in 1.. {
        let held = run(platform, client, client.protocol().marker(of)?).await?;
        let held_until = held.as_ref().and_then(|held| read_until(told, held));
        if held_until.is_some() && held_until >= until {
            return Ok(held);
        }
        match run(platform, client, client.protocol().mark(of, read)?).await {
            // Another client was quicker: what holds now is looked at.
            Err(Failure::Refused { status: 409, .. }) if tried < TRIES => {}
            marked => return marked,
        }
    }
    Ok(None)
}

/// Keeps until when was read here, for servers that keep no such thing.
pub async fn keep_read(platform: &impl Platform, account: &AccountId, until: Option<Millis>) {
    let bytes = until.map(|until| until.0.to_le_bytes().to_vec());
    let read = (Shelf::Places, vec![(name(account), bytes)]);
    // Without it, what was read may be shown as new once more.
    let _ = platform.put(&[read]).await;
}

/// Until when was read here, in whichever visit.
pub async fn kept_read(platform: &impl Platform, account: &AccountId) -> Option<Millis> {
    let found = platform.get(Shelf::Places, &[name(account)]).await;
    let bytes = found.into_iter().next()??;
    Some(Millis(i64::from_le_bytes(bytes.try_into().ok()?)))
}

fn name(account: &AccountId) -> String {
    format!("notifications {}", account.as_str())
}

/// Lets somebody follow who asked to, or not.
pub async fn answer_request(
    platform: &impl Platform,
    client: &Client,
    person: &LocalId,
    yes: bool,
) -> Result<(), Failure> {
    let call = client.protocol().answer_request(person, yes)?;
    run(platform, client, call).await
}

#[cfg(test)]
mod tests;
