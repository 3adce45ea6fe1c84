//! The control API: what tests do to the world from above.

mod people;
mod posting;
mod state;

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use crate::fault;
use crate::flavour::mastodon::query;
use crate::hub::{Hub, Shared};

/// An answer, or why not.
pub type Outcome = Result<Value, String>;

pub async fn answer(place: Shared, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, 8 << 20)
        .await
        .unwrap_or_default();
    if parts.method == Method::OPTIONS {
        return reply(StatusCode::NO_CONTENT, &Value::Null);
    }
    let body = if bytes.is_empty() {
        Ok(json!({}))
    } else {
        serde_json::from_slice(&bytes)
    };
    let Ok(body) = body else {
        return reply(
            StatusCode::BAD_REQUEST,
            &json!({"error": "the body is not JSON"}),
        );
    };
    let asked = query(parts.uri.query().unwrap_or(""));
    let name = parts.uri.path().trim_start_matches("/_sandbox/").to_owned();
    let outcome = place.with(|hub| work(hub, (&parts.method, &name), &body, &asked));
    match outcome {
        Some(Ok(value)) => reply(StatusCode::OK, &value),
        Some(Err(error)) => reply(StatusCode::BAD_REQUEST, &json!({ "error": error })),
        None => reply(StatusCode::NOT_FOUND, &json!({"error": "no such control"})),
    }
}

/// Any local page may use it: tests run in browsers too.
fn reply(status: StatusCode, value: &Value) -> Response {
    let text = if value.is_null() {
        String::new()
    } else {
        value.to_string()
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("content-type"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, POST, DELETE, OPTIONS"),
    );
    response
}

fn work(
    hub: &mut Hub,
    (method, name): (&Method, &str),
    body: &Value,
    asked: &Value,
) -> Option<Outcome> {
    let done = || Ok(json!({}));
    Some(match (method.as_str(), name) {
        ("POST", "reset") => state::reset(hub, body),
        ("GET", "world") => Ok(state::world(hub)),
        ("POST", "post") => posting::post(hub, body),
        ("GET", "post") => posting::truth(hub, asked["uri"].as_str().unwrap_or("")),
        ("POST", "act") => people::act(hub, body),
        ("POST", "later") => people::post_kept(hub, body),
        ("POST", "filter") => people::filter(hub, body),
        ("POST", "move") => people::move_house(hub, body),
        ("POST", "rename") => people::rename(hub, body),
        ("POST", "split") => people::split(hub, body),
        ("POST", "wall") => people::wall(hub, body),
        ("GET", "people") => Ok(people::list(hub)),
        ("POST", "fault") => fault::add(hub, body),
        ("GET", "faults") => Ok(fault::list(hub)),
        ("DELETE", "faults") => {
            hub.faults.clear();
            hub.well.send_replace(());
            done()
        }
        ("POST", "emoji") => state::emoji(hub, body),
        ("POST", "revoke") => state::revoke(hub, body),
        ("GET", "tokens") => Ok(hub.oauth.list(&hub.world)),
        ("GET", "requests") => {
            let since = asked["since"].as_str().and_then(|n| n.parse().ok());
            Ok(hub.log.since(since.unwrap_or(0)))
        }
        ("DELETE", "requests") => {
            hub.log.clear();
            done()
        }
        ("GET", "reports") => Ok(json!(hub.reports)),
        ("POST", "csp") => state::report(hub, body),
        ("GET", "csp") => Ok(json!(hub.csp)),
        ("DELETE", "csp") => {
            hub.csp.clear();
            done()
        }
        _ => return None,
    })
}
