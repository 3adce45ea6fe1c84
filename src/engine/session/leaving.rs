//! Signing out.

use super::{Registration, load, nobody, registered::registration_key};
use crate::{
    core::account::{Account, Token},
    engine::{Failure, Platform, Shelf, ask},
    protocol::oauth,
};

/// The first half of signing out: all that is kept here of an account is
/// deleted, whether or not its server can be reached. `others` are the
/// accounts that stay. Gives what [`revoke`] needs.
pub async fn delete(
    platform: &impl Platform,
    account: &Account,
    others: &[Account],
    home: &str,
) -> Option<Registration> {
    let _ = platform.take(Shelf::Tokens, account.id.as_str()).await;
    let _ = platform.take(Shelf::Starts, account.id.as_str()).await;
    let _ = platform.take(Shelf::Accounts, account.id.as_str()).await;
    let key = registration_key(&account.server, home);
    let app = load::<Registration>(platform, Shelf::Registrations, &key).await;
    let last = others
        .iter()
        .all(|other| other.server.origin != account.server.origin);
    if last {
        // snac forgets the app with the token; registering again costs little.
        let _ = platform.take(Shelf::Registrations, &key).await;
    }
    app
}

/// The second half: the token is revoked on its server.
///
/// # Errors
/// The server did not confirm it, or nobody knows the app any more that the
/// token was given to.
pub async fn revoke(
    platform: &impl Platform,
    account: &Account,
    token: Option<Token>,
    app: Option<Registration>,
) -> Result<(), Failure> {
    let Some(token) = token else { return Ok(()) };
    // Without the registration it cannot be revoked, and the user is told.
    let app = app.ok_or(Failure::NoBrowser)?;
    let (origin, viewer) = (&account.server.origin, nobody(&account.server));
    let answer = ask(platform, origin, &viewer, oauth::revoke(&app, &token)).await;
    match (answer, &app.former) {
        // Only the app that a token was given to may revoke it (RFC 7009 §2.1).
        (Err(Failure::Refused { .. } | Failure::SignedOut | Failure::OutOfScope), Some(former)) => {
            ask(platform, origin, &viewer, oauth::revoke(former, &token)).await
        }
        (answer, _) => answer,
    }
}
