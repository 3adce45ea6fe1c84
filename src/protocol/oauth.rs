//! Signing in: OAuth 2 code flow with PKCE, as the Mastodon family speaks it.
//!
//! <https://docs.joinmastodon.org/methods/oauth/>, RFC 6749, RFC 7636. PKCE is
//! always sent; servers that do not know it ignore it. What protects then is
//! `state`, and a client secret that only this browser knows.

use serde::{Deserialize, Serialize};

use super::{BadAnswer, Call, Viewer, answer};
use crate::core::{
    account::Token,
    http::{Body, Origin, Request, Response, encode_form},
    id::Millis,
};

/// What the features in use need, and no more: read the home timeline,
/// conversations, notifications and search; post, with media, like, save, boost and
/// vote; follow, mute, block and report people, and answer who asks to follow; pin
/// one's own posts and note on others, which are matters of the account.
pub const SCOPES: &str = "read:accounts read:blocks read:bookmarks read:favourites \
                          read:follows read:mutes read:notifications read:search read:statuses write:accounts \
                          write:blocks write:bookmarks write:favourites write:follows \
                          write:media write:mutes write:notifications write:reports \
                          write:statuses";

/// For servers that do not know the finer scopes.
pub const COARSE_SCOPES: &str = "read write";

/// This browser's registration with a server. Its secret is private to this
/// browser, so a code that leaks is of no use to others.
#[derive(Clone, Serialize, Deserialize)]
pub struct Registration {
    pub client_id: String,
    pub client_secret: String,
    pub scopes: String,
    /// When it was made.
    #[serde(default)]
    pub made: Millis,
    pub redirect: String,
    /// The one before, that asked for less: accounts may have been signed in to with it.
    #[serde(default)]
    pub former: Option<Box<Registration>>,
}

/// `POST /api/v1/apps`
pub fn register(redirect: &str, scopes: &str, website: &str) -> Call<Registration> {
    let body = Body::Form(vec![
        ("client_name", "Skein".into()),
        ("redirect_uris", redirect.into()),
        ("scopes", scopes.into()),
        ("website", website.into()),
    ]);
    Call {
        request: small(Request::post("/api/v1/apps", body)),
        read: read_registration,
    }
}

fn read_registration(_: &Viewer, response: &Response) -> Result<Registration, BadAnswer> {
    #[derive(Deserialize)]
    struct App {
        client_id: String,
        client_secret: String,
    }
    let app: App = answer::json(response, "Application").map_err(without_words)?;
    Ok(Registration {
        client_id: app.client_id,
        client_secret: app.client_secret,
        scopes: String::new(),
        made: Millis(0),
        redirect: String::new(),
        former: None,
    })
}

/// The page on the server where the user decides.
pub fn authorize_url(server: &Origin, app: &Registration, state: &str, challenge: &str) -> String {
    let query = encode_form(&[
        ("response_type", "code".to_owned()),
        ("client_id", app.client_id.clone()),
        ("redirect_uri", app.redirect.clone()),
        ("scope", app.scopes.clone()),
        ("state", state.to_owned()),
        ("code_challenge", challenge.to_owned()),
        ("code_challenge_method", "S256".to_owned()),
        // Ask who it is to be, so that two accounts on one server are possible.
        ("force_login", "true".to_owned()),
    ]);
    format!("{}/oauth/authorize?{query}", server.as_str())
}

/// `POST /oauth/token`
pub fn token(app: &Registration, code: &str, verifier: &str) -> Call<Token> {
    let body = Body::Form(vec![
        ("grant_type", "authorization_code".into()),
        ("code", code.into()),
        ("client_id", app.client_id.clone()),
        ("client_secret", app.client_secret.clone()),
        ("redirect_uri", app.redirect.clone()),
        ("scope", app.scopes.clone()),
        ("code_verifier", verifier.into()),
    ]);
    Call {
        request: small(Request::post("/oauth/token", body)),
        read: read_token,
    }
}

fn read_token(_: &Viewer, response: &Response) -> Result<Token, BadAnswer> {
    #[derive(Deserialize)]
    struct Granted {
        access_token: String,
    }
    #[derive(Deserialize)]
    struct Refused {
        error: String,
    }
    // RFC 6749 §5.2; some send it with 400, not 401.
    let refused = serde_json::from_slice::<Refused>(&response.body);
    if refused.is_ok_and(|refused| refused.error == "invalid_client") {
        return Err(BadAnswer::SignedOut);
    }
    let granted: Granted = answer::json(response, "Token").map_err(without_words)?;
    // RFC 6750 §2.1: visible ASCII; anything else cannot be sent as a header.
    let fit = |byte: u8| byte.is_ascii_graphic();
    if granted.access_token.is_empty() || !granted.access_token.bytes().all(fit) {
        return Err(BadAnswer::Garbled {
            at: "Token",
            why: "it is no token".into(),
        });
    }
    Ok(Token::new(granted.access_token))
}

/// The body of such an answer may hold the secret: nothing of it is told on.
fn without_words(bad: BadAnswer) -> BadAnswer {
    match bad {
        BadAnswer::Garbled { at, .. } => BadAnswer::Garbled {
            at,
            why: "not as it should be".into(),
        },
        other => other,
    }
}

/// `POST /oauth/revoke`
pub fn revoke(app: &Registration, token: &Token) -> Call<()> {
    let body = Body::Form(vec![
        ("client_id", app.client_id.clone()),
        ("client_secret", app.client_secret.clone()),
        ("token", token.reveal().to_owned()),
    ]);
    let read = |_: &Viewer, response: &Response| answer::success(response).map(|_| ());
    Call {
        request: small(Request::post("/oauth/revoke", body)),
        read,
    }
}

fn small(request: Request) -> Request {
    request.at_most(64 << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_never_appears_in_an_error() {
        let body = r#"{"access_token": ["s3cret"], "x": "#;
        let response = Response {
            status: 200,
            body: body.into(),
            ..Response::default()
        };
        let viewer = Viewer {
            account: crate::core::id::AccountId::new("x", &crate::core::id::ActorUri::new("y")),
            handle_host: String::new(),
        };
        let Err(error) = read_token(&viewer, &response) else {
            panic!("no token in that")
        };
        assert!(!format!("{error:?}").contains("s3cret"));
    }
}
