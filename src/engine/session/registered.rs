//! This app as servers know it.

use super::{Registration, keep, load, nobody, restore};
use crate::{
    core::{
        account::{Server, SignedIn},
        id::Millis,
    },
    engine::{Failure, Platform, Shelf, ask},
    protocol::oauth,
};

/// How long a registration is good that nobody is signed in with.
const REGISTRATION_LIFE: Millis = Millis(60 * 60_000);

/// Servers forget apps that nobody is signed in with (Mastodon: after a day),
/// and would show the user an error on a page of their own.
pub(super) async fn is_in_doubt(platform: &impl Platform, server: &Server, home: &str) -> bool {
    let key = registration_key(server, home);
    let Some(kept) = load::<Registration>(platform, Shelf::Registrations, &key).await else {
        return false;
    };
    let age = platform.now().0 - kept.made.0;
    let accounts = restore(platform).await.unwrap_or_default();
    let in_use = accounts.iter().any(|(account, token)| {
        let able = account.state == SignedIn::Yes && token.is_some();
        able && account.server.origin == server.origin
    });
    !in_use && !(0..=REGISTRATION_LIFE.0).contains(&age)
}

pub(super) fn registration_key(server: &Server, home: &str) -> String {
    format!("{} {home}", server.origin.as_str())
}

/// This browser's registration with a server: made once and kept, for as long as what is
/// asked for stays the same.
pub(super) async fn registration(
    platform: &impl Platform,
    server: &Server,
    home: &str,
    anew: bool,
) -> Result<Registration, Failure> {
    let key = registration_key(server, home);
    let kept = match anew {
        true => None,
        false => load::<Registration>(platform, Shelf::Registrations, &key).await,
    };
    // A server gives no more than it was registered for: an older registration allows less.
    let all = [oauth::SCOPES, oauth::COARSE_SCOPES];
    let former = match kept {
        Some(kept) if all.contains(&&*kept.scopes) => return Ok(kept),
        Some(kept) => Some(Box::new(Registration {
            former: None,
            ..kept
        })),
        None => None,
    };
    register(platform, server, (home, &key), former).await
}

/// Registers, and keeps what came of it.
async fn register(
    platform: &impl Platform,
    server: &Server,
    (home, key): (&str, &str),
    former: Option<Box<Registration>>,
) -> Result<Registration, Failure> {
    let mut refused = None;
    for scopes in [oauth::SCOPES, oauth::COARSE_SCOPES] {
        let call = oauth::register(home, scopes, home);
        match ask(platform, &server.origin, &nobody(server), call).await {
            Ok(app) => {
                let app = Registration {
                    scopes: scopes.into(),
                    redirect: home.into(),
                    made: platform.now(),
                    former: former.clone(),
                    ..app
                };
                // Not kept is not fatal: it is registered again next time.
                let _ = keep(platform, Shelf::Registrations, key, &app).await;
                return Ok(app);
            }
            // Servers that know the coarse scopes alone answer 4xx.
            Err(failure @ Failure::Refused { .. }) => refused = Some(failure),
            Err(failure) => return Err(failure),
        }
    }
    Err(refused.unwrap_or(Failure::Unsupported))
}
