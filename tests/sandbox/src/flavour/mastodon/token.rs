//! Apps and tokens.

use axum::http::StatusCode;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::ask::Ask;
use super::reply::{Refusal, Reply, good};
use crate::clock::{self, MINUTE};
use crate::hub::Hub;
use crate::oauth::{App, Token, covers};
use crate::world::id::ServerNo;

const LIFE_OF_A_CODE: u64 = 10 * MINUTE;

pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn app_json(app: &App) -> Value {
    json!({
        "id": app.no.to_string(), "name": app.name, "website": app.website,
        "scopes": app.scopes, "redirect_uri": app.redirect_uris.join("\n"),
        "redirect_uris": app.redirect_uris, "vapid_key": "",
    })
}

pub fn register(ask: &Ask, hub: &mut Hub) -> Reply {
    let name = ask.text("client_name").filter(|n| !n.is_empty());
    let name = name.ok_or_else(|| Refusal::invalid("Application name can't be blank"))?;
    let uris: Vec<String> = ask
        .list("redirect_uris")
        .iter()
        .flat_map(|u| words(u))
        .collect();
    let absolute = |u: &String| u.contains("://") || u.starts_with("urn:");
    if uris.is_empty() || !uris.iter().all(absolute) {
        return Err(Refusal::invalid("Redirect URI must be an absolute URI."));
    }
    let scopes = words(&ask.text("scopes").unwrap_or_else(|| "read".to_owned()));
    let app = App {
        no: hub.oauth.number(),
        server: ask.server,
        name,
        website: ask.text("website"),
        redirect_uris: uris,
        scopes,
        id: hub.oauth.word(),
        secret: hub.oauth.word(),
    };
    let mut value = app_json(&app);
    value["client_id"] = json!(app.id);
    value["client_secret"] = json!(app.secret);
    value["client_secret_expires_at"] = json!(0);
    hub.oauth.apps.insert(app.id.clone(), app);
    good(value)
}

pub fn verify_app(ask: &Ask, hub: &mut Hub) -> Reply {
    let token = ask.token.as_ref().ok_or_else(Refusal::signed_out)?;
    let app = hub
        .oauth
        .apps
        .get(&token.app)
        .ok_or_else(Refusal::signed_out)?;
    good(app_json(app))
}

pub fn find_app(hub: &Hub, server: ServerNo, id: &str) -> Option<App> {
    hub.oauth
        .apps
        .get(id)
        .filter(|app| app.server == server)
        .cloned()
}

fn bad_client() -> Refusal {
    Refusal::oauth(
        StatusCode::UNAUTHORIZED,
        "invalid_client",
        "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
    )
}

fn bad_grant() -> Refusal {
    Refusal::oauth(
        StatusCode::BAD_REQUEST,
        "invalid_grant",
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
    )
}

/// The app that asks, proven by its secret (in the body or as Basic).
fn client(ask: &Ask, hub: &Hub) -> Result<App, Refusal> {
    let basic = ask
        .headers
        .get("authorization")
        .and_then(|v| v.to_str().ok());
    let basic = basic
        .and_then(|v| v.strip_prefix("Basic "))
        .and_then(from_base64);
    let basic = basic.as_ref().and_then(|text| text.split_once(':'));
    let id = ask.text("client_id").or(basic.map(|(id, _)| id.to_owned()));
    let secret = ask
        .text("client_secret")
        .or(basic.map(|(_, secret)| secret.to_owned()));
    let app = id
        .and_then(|id| find_app(hub, ask.server, &id))
        .ok_or_else(bad_client)?;
    if secret.as_deref() == Some(&app.secret) {
        Ok(app)
    } else {
        Err(bad_client())
    }
}

pub fn token(ask: &Ask, hub: &mut Hub) -> Reply {
    let app = client(ask, hub)?;
    let new = match ask.text("grant_type").as_deref() {
        Some("authorization_code") => by_code(ask, hub, &app)?,
        Some("client_credentials") => {
            let asked = words(&ask.text("scope").unwrap_or_else(|| "read".to_owned()));
            if !asked.iter().all(|s| covers(&app.scopes, s)) {
                let text = "The requested scope is invalid, unknown, or malformed.";
                return Err(Refusal::oauth(
                    StatusCode::BAD_REQUEST,
                    "invalid_scope",
                    text,
                ));
            }
            fresh(&app, asked)
        }
        _ => {
            let text = "The authorization grant type is not supported by the authorization server.";
            return Err(Refusal::oauth(
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                text,
            ));
        }
    };
    let token = hub.oauth.issue(new);
    good(json!({
        "access_token": token.token, "token_type": "Bearer", "scope": token.scopes.join(" "),
        "created_at": token.made / 1000,
    }))
}

fn fresh(app: &App, scopes: Vec<String>) -> Token {
    Token {
        token: String::new(),
        server: app.server,
        person: None,
        app: app.id.clone(),
        scopes,
        made: clock::now(),
        revoked: false,
    }
}

/// A code is good once, for ten minutes, with the same address and the right verifier.
fn by_code(ask: &Ask, hub: &mut Hub, app: &App) -> Result<Token, Refusal> {
    let code = ask
        .text("code")
        .and_then(|c| hub.oauth.codes.remove(&c))
        .ok_or_else(bad_grant)?;
    let fits = code.app == app.id
        && Some(&code.redirect_uri) == ask.text("redirect_uri").as_ref()
        && clock::now() < code.made + LIFE_OF_A_CODE;
    let verifier = ask.text("code_verifier");
    let proven = match (&code.challenge, verifier) {
        (None, _) => true,
        (Some(challenge), Some(verifier)) => *challenge == s256(&verifier),
        (Some(_), None) => false,
    };
    if !fits || !proven {
        return Err(bad_grant());
    }
    Ok(Token {
        person: Some(code.person),
        ..fresh(app, code.scopes)
    })
}

pub fn revoke(ask: &Ask, hub: &mut Hub) -> Reply {
    let app = client(ask, hub).map_err(|_| {
        let text = "You are not authorized to revoke this token";
        Refusal::oauth(StatusCode::FORBIDDEN, "unauthorized_client", text)
    })?;
    if let Some(token) = ask.text("token")
        && hub.oauth.find(&token).is_some_and(|t| t.app == app.id)
    {
        hub.oauth.revoke(&token);
    }
    good(json!({}))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The S256 challenge of a PKCE verifier.
pub fn s256(verifier: &str) -> String {
    let digest = Sha256::digest(verifier.as_bytes());
    let mut text = String::new();
    for chunk in digest.chunks(3) {
        let word = chunk
            .iter()
            .fold(0_u32, |sum, b| (sum << 8) | u32::from(*b));
        let word = word << (8 * (3 - chunk.len()));
        for n in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(word >> (18 - 6 * n)) as usize & 63]));
        }
    }
    text
}

fn from_base64(text: &str) -> Option<String> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes().filter(|b| *b != b'=') {
        let byte = match byte {
            b'+' => b'-',
            b'/' => b'_',
            other => other,
        };
        held = (held << 6) | ALPHABET.iter().position(|c| *c == byte)? as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pkce_matches_the_example_of_rfc_7636() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(
            s256(verifier),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
        assert_eq!(from_base64("aWQ6c2VjcmV0").as_deref(), Some("id:secret"));
    }
}
