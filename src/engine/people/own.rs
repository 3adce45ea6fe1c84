//! One's own profile.

use crate::{
    core::{
        account::Server,
        actor::{Own, Picture, Room},
    },
    engine::{Client, Failure, Platform, Shelf, carry, run},
    protocol::profiles,
};

/// Whether profiles can be changed from here on such a server.
pub fn may_change(server: &Server) -> bool {
    profiles(&server.kind).may_change_own(&server.software)
}

/// The profile as its server tells it, and how much that takes.
///
/// # Errors
/// The profile could not be read.
pub async fn look(platform: &impl Platform, client: &Client) -> Result<(Own, Room), Failure> {
    let own = run(platform, client, client.profiles().own()?).await?;
    let mut room = run(platform, client, client.profiles().room(false)?).await;
    if room.is_err() {
        room = run(platform, client, client.profiles().room(true)?).await;
    }
    Ok((own, room.unwrap_or_default()))
}

/// What its server says of one of the user's accounts.
///
/// # Errors
/// It does not say.
pub async fn look_at(platform: &impl Platform, client: &Client) -> Result<Own, Failure> {
    run(platform, client, client.profiles().own()?).await
}

/// Changes what differs; gives the profile as it is then.
///
/// # Errors
/// It was not changed.
pub async fn change(
    platform: &impl Platform,
    client: &Client,
    was: &Own,
    want: &Own,
) -> Result<Own, Failure> {
    let call = client.profiles().change_own(was, want)?;
    run(platform, client, call).await
}

/// Sends a picture that is kept here by this key, and forgets it here; gives the
/// profile as it is then.
///
/// # Errors
/// The server does not have it.
pub async fn change_picture(
    platform: &impl Platform,
    client: &Client,
    picture: Picture,
    (key, name): (&str, &str),
) -> Result<Own, Failure> {
    let carried = client.profiles().change_picture(picture, key, name)?;
    let changed = carry(platform, client, carried).await;
    let gone = (key.to_owned(), None);
    let _ = platform.put(&[(Shelf::Files, vec![gone])]).await;
    changed
}
