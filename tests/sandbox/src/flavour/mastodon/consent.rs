//! The pages a browser sees while an app asks for access: sign-in, consent, errors.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::Value;

use super::ask::Ask;
use super::reply::{self, Reply};
use super::token::{find_app, words};
use crate::clock;
use crate::hub::Hub;
use crate::oauth::{App, Code, covers};
use crate::world::id::PersonNo;
use crate::world::text::{encode, escape};

pub const PASSWORD: &str = "sandbox";
const PASSED: &[&str] = &[
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
];

fn page(status: StatusCode, title: &str, body: &str) -> Response {
    let style = "body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem;color:#1d2021;background:#f6f5f1}h1{font-size:1.3rem}label,input,button{display:block;width:100%;box-sizing:border-box;font:inherit}input,button{margin:.3rem 0 1rem;padding:.6rem;border-radius:.4rem;border:1px solid #999}button{background:#2f5d50;color:#fff;border:0}button.plain{background:#ddd;color:#222}.wrong{color:#a40000}";
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{style}</style></head><body><main>{body}</main></body></html>"
    );
    let mut response = reply::html(status, html);
    reply::set(&mut response, header::X_FRAME_OPTIONS, "DENY");
    reply::set(&mut response, header::CACHE_CONTROL, "private, no-store");
    response
}

fn wrong(status: StatusCode, text: &str) -> Response {
    page(
        status,
        "An error has occurred",
        &format!(
            "<h1>An error has occurred</h1><p class=\"wrong\">{}</p>",
            escape(text)
        ),
    )
}

fn refused(status: StatusCode, text: &str) -> Box<Response> {
    Box::new(wrong(status, text))
}

/// The app and what it asks for, or the page that says why not.
fn checked(ask: &Ask, hub: &Hub) -> Result<(App, String, Vec<String>), Box<Response>> {
    let app = find_app(hub, ask.server, &ask.text("client_id").unwrap_or_default());
    let app = app.ok_or_else(|| {
        refused(StatusCode::UNAUTHORIZED, "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.")
    })?;
    let uri = ask.text("redirect_uri").unwrap_or_default();
    if !app.redirect_uris.contains(&uri) {
        return Err(refused(
            StatusCode::BAD_REQUEST,
            "The redirect uri included is not valid.",
        ));
    }
    if ask.text("response_type").as_deref() != Some("code") {
        return Err(refused(
            StatusCode::BAD_REQUEST,
            "The authorization server does not support this response type.",
        ));
    }
    if ask
        .text("code_challenge_method")
        .is_some_and(|m| m != "S256")
    {
        return Err(refused(
            StatusCode::BAD_REQUEST,
            "The code challenge method must be S256.",
        ));
    }
    let scopes = words(
        &ask.text("scope")
            .filter(|s| !s.is_empty())
            .unwrap_or_else(|| "read".to_owned()),
    );
    if !scopes.iter().all(|s| covers(&app.scopes, s)) {
        return Err(refused(
            StatusCode::BAD_REQUEST,
            "The requested scope is invalid, unknown, or malformed.",
        ));
    }
    Ok((app, uri, scopes))
}

fn query(ask: &Ask) -> String {
    let pairs = PASSED
        .iter()
        .filter_map(|name| Some(format!("{name}={}", encode(&ask.text(name)?))));
    pairs.collect::<Vec<_>>().join("&")
}

fn hidden(ask: &Ask) -> String {
    let field = |name: &&str| {
        let value = escape(&ask.text(name)?);
        Some(format!(
            "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">"
        ))
    };
    PASSED.iter().filter_map(field).collect()
}

fn session(ask: &Ask, hub: &Hub) -> Option<PersonNo> {
    let cookies = ask.headers.get(header::COOKIE)?.to_str().ok()?;
    let mut cookies = cookies.split(';').filter_map(|c| c.trim().split_once('='));
    let (_, word) = cookies.find(|(name, _)| *name == "_session_id")?;
    let (server, person) = hub.oauth.sessions.get(word)?;
    (*server == ask.server).then_some(*person)
}

pub fn authorize(ask: &Ask, hub: &mut Hub) -> Reply {
    let (app, _, scopes) = match checked(ask, hub) {
        Ok(found) => found,
        Err(page) => return Ok(*page),
    };
    let force = ask.flag("force_login") == Some(true);
    match session(ask, hub).filter(|_| !force) {
        Some(person) => Ok(consent_page(ask, hub, (&app, person), &scopes)),
        None => Ok(sign_in_page(ask, hub, "")),
    }
}

fn sign_in_page(ask: &Ask, hub: &Hub, error: &str) -> Response {
    let domain = &hub.world.server(ask.server).domain;
    let body = format!(
        "<h1>Sign in to {domain}</h1><p class=\"wrong\" role=\"alert\">{error}</p><form method=\"post\" action=\"/auth/sign_in\">{}<label for=\"username\">Username</label><input id=\"username\" name=\"username\" autocomplete=\"username\" required autofocus><label for=\"password\">Password</label><input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" required><button type=\"submit\">Sign in</button></form>",
        hidden(ask)
    );
    let status = if error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page(status, &format!("Sign in to {domain}"), &body)
}

pub fn sign_in(ask: &Ask, hub: &mut Hub) -> Reply {
    let name = ask.text("username").unwrap_or_default();
    let name = name
        .trim()
        .trim_start_matches('@')
        .split('@')
        .next()
        .unwrap_or("")
        .to_owned();
    let person = hub
        .world
        .find_on(ask.server, &name)
        .filter(|p| hub.world.desks.contains_key(p));
    let right = ask.text("password").as_deref() == Some(PASSWORD);
    let Some(person) = person.filter(|_| right) else {
        return Ok(sign_in_page(ask, hub, "Invalid username or password."));
    };
    let word = hub.oauth.word();
    hub.oauth
        .sessions
        .insert(word.clone(), (ask.server, person));
    let mut response = found(&format!("/oauth/authorize?{}", query(ask)));
    let cookie = format!("_session_id={word}; Path=/; HttpOnly; SameSite=Lax");
    reply::set(&mut response, header::SET_COOKIE, &cookie);
    Ok(response)
}

fn consent_page(
    ask: &Ask,
    hub: &Hub,
    (app, person): (&App, PersonNo),
    scopes: &[String],
) -> Response {
    let items: String = scopes
        .iter()
        .map(|s| format!("<li><code>{}</code></li>", escape(s)))
        .collect();
    let body = format!(
        "<h1>Authorization required</h1><p><strong>{}</strong> would like permission to access your account <strong>@{}</strong>:</p><ul>{items}</ul><form method=\"post\" action=\"/oauth/authorize\">{}<button type=\"submit\" name=\"decision\" value=\"authorize\">Authorize</button><button class=\"plain\" type=\"submit\" name=\"decision\" value=\"deny\">Deny</button></form><p><a href=\"/oauth/authorize?{}&amp;force_login=true\">Not you? Switch account</a></p>",
        escape(&app.name),
        escape(&hub.world.handle(person)),
        hidden(ask),
        escape(&query(ask))
    );
    page(StatusCode::OK, "Authorization required", &body)
}

pub fn decide(ask: &Ask, hub: &mut Hub) -> Reply {
    let (app, uri, scopes) = match checked(ask, hub) {
        Ok(found) => found,
        Err(page) => return Ok(*page),
    };
    let Some(person) = session(ask, hub) else {
        return Ok(sign_in_page(ask, hub, ""));
    };
    let outcome = if ask.text("decision").as_deref() == Some("authorize") {
        let code = hub.oauth.word();
        let challenge = ask.text("code_challenge").filter(|c| !c.is_empty());
        let made = clock::now();
        let entry = Code {
            app: app.id,
            person,
            redirect_uri: uri.clone(),
            scopes,
            challenge,
            made,
        };
        hub.oauth.codes.insert(code.clone(), entry);
        if uri == "urn:ietf:wg:oauth:2.0:oob" {
            let body = format!("<h1>Authorization code</h1><p><code>{code}</code></p>");
            return Ok(page(StatusCode::OK, "Authorization code", &body));
        }
        format!("code={code}")
    } else {
        let text = "The resource owner or authorization server denied the request.";
        format!("error=access_denied&error_description={}", encode(text))
    };
    let state = ask.params.get("state").and_then(Value::as_str);
    let state = state
        .map(|s| format!("&state={}", encode(s)))
        .unwrap_or_default();
    let join = if uri.contains('?') { '&' } else { '?' };
    Ok(found(&format!("{uri}{join}{outcome}{state}")))
}

fn found(to: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    reply::set(&mut response, header::LOCATION, to);
    response
}
