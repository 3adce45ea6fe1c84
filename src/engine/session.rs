//! Signing in and out.

mod kept;
mod leaving;
mod look;
mod registered;

use serde::{Deserialize, Serialize};

use super::{Client, Failure, NotKept, Platform, Shelf, ask, run};
pub use crate::protocol::detect::NotAServer;
use crate::{
    core::{
        account::{Account, Server, SignedIn, Token, next_hue},
        actor::Actor,
        http::{Origin, decode_form},
        id::{AccountId, ActorUri, Millis},
    },
    protocol::{
        Viewer, detect,
        oauth::{self, Registration},
    },
};
use kept::keep_signed_in;
pub use kept::{accounts, change_account, kept_token, leave_start, restore};
pub use leaving::{delete, revoke};
pub use look::{Look, look};
use registered::{is_in_doubt, registration, registration_key};

/// A sign-in that has begun and may come back within ten minutes.
const ATTEMPT_LIFE: Millis = Millis(10 * 60_000);

/// What must be remembered while the user is on the server's page.
#[derive(Serialize, Deserialize)]
struct Attempt {
    server: Server,
    verifier: String,
    begun: Millis,
    app: Registration,
    #[serde(default)]
    wish: Wish,
}

/// What somebody wanted when a sign-in began.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Wish {
    /// What they typed: a server, or a handle.
    pub typed: String,
    /// Where in the app they wanted to go: path and query.
    pub place: String,
}

/// Where to go to sign in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    /// The server's own page.
    pub url: String,
    /// The server knows no fine permissions: there everything is asked for.
    pub coarse: bool,
}

/// A sign-in that came to its end.
#[derive(Clone, PartialEq)]
pub struct Arrival {
    pub account: Account,
    pub token: Token,
    /// Where in the app they wanted to go.
    pub place: String,
    /// The handle that they had typed, if it is not the account's: their
    /// server signed somebody else in.
    pub other_than: Option<String>,
}

/// Why somebody came back without being signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotSignedIn {
    /// They said no, on the server's page.
    Denied,
    /// Nobody began this here, or it was used already: forged, replayed, or
    /// begun in another browser.
    NotBegunHere,
    /// It took longer than ten minutes.
    TooLate,
    /// The server has forgotten that it knows this app; it was told anew.
    Forgotten,
    /// The server's fault.
    Failed(Failure),
    /// The part of the app that signs in could not be loaded.
    NotLoaded,
}

/// Begins a sign-in: gives the server's page to go to.
///
/// # Errors
/// The server refused to register this app, or nothing can be kept here.
pub async fn begin(
    platform: &impl Platform,
    server: &Server,
    home: &str,
    wish: Wish,
) -> Result<Way, Failure> {
    if !platform.lasts() {
        // Who comes back would find nothing here that knows of it.
        return Err(Failure::NoBrowser);
    }
    forget_old_attempts(platform).await;
    let anew = is_in_doubt(platform, server, home).await;
    let app = registration(platform, server, home, anew).await?;
    let state = base64url(&platform.random());
    let verifier = base64url(&platform.random());
    let digest = platform
        .digest(verifier.as_bytes())
        .await
        .ok_or(Failure::NoBrowser)?;
    let way = Way {
        url: oauth::authorize_url(&server.origin, &app, &state, &base64url(&digest)),
        coarse: app.scopes == oauth::COARSE_SCOPES,
    };
    let begun = platform.now();
    let attempt = Attempt {
        server: server.clone(),
        verifier,
        begun,
        app,
        wish,
    };
    keep(platform, Shelf::Attempts, &state, &attempt)
        .await
        .map_err(|_| Failure::NoBrowser)?;
    Ok(way)
}

/// Forgets sign-ins that nobody came back from.
async fn forget_old_attempts(platform: &impl Platform) {
    for key in platform.keys(Shelf::Attempts).await {
        let attempt = load::<Attempt>(platform, Shelf::Attempts, &key).await;
        let age = attempt.map(|attempt| platform.now().0 - attempt.begun.0);
        if age.is_none_or(|age| age > ATTEMPT_LIFE.0) {
            let _ = platform.take(Shelf::Attempts, &key).await;
        }
    }
}

/// Whether a query string is a sign-in coming back.
pub fn is_coming_back(query: &str) -> bool {
    let pairs = decode_form(query.trim_start_matches('?'));
    let has = |name: &str| pairs.iter().any(|(key, _)| key == name);
    has("error") || has("state") && has("code")
}

/// Ends a sign-in with the query that the server sent the user back with.
/// The attempt is used up by it, whatever comes of it.
pub async fn finish(
    platform: &impl Platform,
    query: &str,
    accounts: &[Account],
) -> Result<Arrival, NotSignedIn> {
    let pairs = decode_form(query.trim_start_matches('?'));
    let state = only(&pairs, "state").ok_or(NotSignedIn::NotBegunHere)?;
    let kept = platform.take(Shelf::Attempts, state).await;
    let attempt: Option<Attempt> = kept.and_then(|kept| serde_json::from_str(&kept).ok());
    let attempt = attempt.ok_or(NotSignedIn::NotBegunHere)?;
    let age = platform.now().0 - attempt.begun.0;
    if !(0..=ATTEMPT_LIFE.0).contains(&age) {
        return Err(NotSignedIn::TooLate);
    }
    // RFC 9207: a server that says who it is must be the one that was asked.
    let issuer = pairs.iter().find(|(key, _)| key == "iss");
    if issuer.is_some_and(|(_, iss)| Origin::of(iss).as_ref() != Some(&attempt.server.origin)) {
        return Err(NotSignedIn::NotBegunHere);
    }
    let Some(code) = only(&pairs, "code") else {
        return Err(refusal(&pairs));
    };
    let wish = attempt.wish.clone();
    let redeemed = redeem(platform, attempt, code, accounts).await;
    let (account, token) = redeemed.map_err(|why| match why {
        Failure::SignedOut => NotSignedIn::Forgotten,
        why => NotSignedIn::Failed(why),
    })?;
    let typed = detect::typed(&wish.typed).ok();
    let handle = typed.and_then(|typed| typed.handle.map(|handle| format!("@{handle}")));
    let is_it = |handle: &String| handle.eq_ignore_ascii_case(&account.actor.handle.to_string());
    Ok(Arrival {
        place: wish.place,
        other_than: handle.filter(|handle| !is_it(handle)),
        account,
        token,
    })
}

/// Why there is no code: the user said no, or the server failed (RFC 6749 §4.1.2.1).
fn refusal(pairs: &[(String, String)]) -> NotSignedIn {
    match only(pairs, "error") {
        None => NotSignedIn::NotBegunHere,
        Some("access_denied") => NotSignedIn::Denied,
        Some(error) => {
            let words = only(pairs, "error_description").unwrap_or(error);
            let message = crate::core::rich_text::clean_text(words, 300);
            NotSignedIn::Failed(Failure::Refused {
                status: 400,
                message,
            })
        }
    }
}

async fn redeem(
    platform: &impl Platform,
    attempt: Attempt,
    code: &str,
    accounts: &[Account],
) -> Result<(Account, Token), Failure> {
    let Attempt {
        server,
        verifier,
        app,
        ..
    } = attempt;
    let viewer = nobody(&server);
    let call = oauth::token(&app, code, &verifier);
    let token = match ask(platform, &server.origin, &viewer, call).await {
        Err(failure @ Failure::SignedOut) => {
            // The server forgot this app: the next sign-in registers anew.
            let _ = registration(platform, &server, &app.redirect, true).await;
            return Err(failure);
        }
        other => other?,
    };
    let client = Client {
        origin: server.origin.clone(),
        token: token.clone(),
        viewer,
        kind: server.kind.clone(),
    };
    let actor = whose(platform, &client, &app).await?;
    let account = account_of(platform, server, actor, accounts);
    // Another tab may have forgotten it meanwhile: without it no sign-out.
    let key = registration_key(&account.server, &app.redirect);
    let _ = keep(platform, Shelf::Registrations, &key, &app).await;
    keep_signed_in(platform, &account, &token, &app).await?;
    Ok((account, token))
}

/// The account that signed in; one that was known looks as it did.
fn account_of(
    platform: &impl Platform,
    server: Server,
    actor: Actor,
    accounts: &[Account],
) -> Account {
    let id = AccountId::new(server.origin.as_str(), &actor.uri);
    let former = accounts.iter().find(|account| account.id == id);
    Account {
        hue: former.map_or_else(|| next_hue(accounts), |account| account.hue),
        added: former.map_or_else(|| platform.now(), |account| account.added),
        shown: true,
        state: SignedIn::Yes,
        server,
        actor,
        id,
    }
}

/// Whose token it is. One that opens nothing is revoked: of no use to us, it
/// shall be of none to anybody.
async fn whose(
    platform: &impl Platform,
    client: &Client,
    app: &Registration,
) -> Result<Actor, Failure> {
    let verified = run(platform, client, client.protocol().verify()).await;
    if verified.is_err() {
        let call = oauth::revoke(app, &client.token);
        let _ = ask(platform, &client.origin, &client.viewer, call).await;
    }
    verified
}

/// Whether an account's token is dead, after one refusal: asked once more, by
/// the call that every token may make.
pub async fn is_dead(platform: &impl Platform, client: &Client) -> bool {
    match run(platform, client, client.protocol().verify()).await {
        Err(Failure::SignedOut) => true,
        // snac's answer here to a dead token.
        Err(Failure::Refused { status, .. }) => status == 422,
        _ => false,
    }
}

async fn keep<T: Serialize>(
    platform: &impl Platform,
    shelf: Shelf,
    key: &str,
    value: &T,
) -> Result<(), NotKept> {
    let text = serde_json::to_string(value).map_err(|_| NotKept)?;
    platform.save(shelf, key, &text).await
}

async fn load<T: for<'a> Deserialize<'a>>(
    platform: &impl Platform,
    shelf: Shelf,
    key: &str,
) -> Option<T> {
    serde_json::from_str(&platform.load(shelf, key).await?).ok()
}

/// The one value of a key; `None` if it is missing or there are two.
fn only<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut values = pairs.iter().filter(|(key, _)| key == name);
    let value = values.next().filter(|(_, value)| !value.is_empty())?;
    values.next().is_none().then_some(&value.1)
}

/// A viewer for answers in which nobody is signed in yet.
fn nobody(server: &Server) -> Viewer {
    Viewer {
        account: AccountId::new(server.origin.as_str(), &ActorUri::new("")),
        handle_host: server.handle_host.clone(),
    }
}

/// Base64url without padding (RFC 4648 §5).
fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let number = chunk
            .iter()
            .fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
        let number = number << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let digit = (number >> (18 - 6 * place)) & 63;
            out.extend(DIGITS.get(digit as usize).map(|digit| char::from(*digit)));
        }
    }
    out
}

#[cfg(test)]
mod tests;
