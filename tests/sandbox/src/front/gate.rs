//! What every request to a server passes: log, faults, CORS, rate-limit headers.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, header};
use axum::response::Response;
use tower::ServiceExt;

use crate::clock::{self, MINUTE};
use crate::fault::{self, Dropped};
use crate::flavour::mastodon::{self, At};
use crate::hub::{Hub, Shared};
use crate::log::Entry;
use crate::random;
use crate::world::id::ServerNo;

pub async fn pass(
    place: Shared,
    routes: axum::Router,
    (server, request): (ServerNo, Request<Body>),
) -> Result<Response, Dropped> {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let (mut entry, faults) = place.with(|hub| {
        (
            entry(hub, server, &request),
            fault::take(hub, server, method.as_str(), &path),
        )
    });
    let shared = mastodon::allows(&path);
    let preflight = method == Method::OPTIONS && shared;
    // A request that a fault keeps from arriving must not have any effect.
    let blocked = faults.iter().any(|f| {
        matches!(f.kind.as_str(), "status" | "html" | "redirect" | "drop")
            && f.words["after"].as_bool() != Some(true)
    });
    let mut response = if preflight {
        mastodon::answer_preflight(request.headers())
    } else if blocked {
        Response::new(Body::empty())
    } else {
        perform(&place, routes, server, request).await
    };
    if shared && !preflight {
        mastodon::decorate(response.headers_mut());
    }
    if path.starts_with("/api/") {
        limits(&place, response.headers_mut());
    }
    let response = fault::apply(&faults, response).await;
    entry.status = response.as_ref().map_or(0, |r| r.status().as_u16());
    place.with(|hub| hub.log.add(entry));
    response
}

async fn perform(
    place: &Shared,
    routes: axum::Router,
    server: ServerNo,
    mut request: Request<Body>,
) -> Response {
    request.extensions_mut().insert(At(server));
    request.extensions_mut().insert(place.clone());
    match routes.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

fn limits(place: &Shared, headers: &mut HeaderMap) {
    let now = clock::now();
    let n = place.with(|hub| hub.world.tick());
    let mut set = |name: &'static str, text: String| {
        if let Ok(value) = text.parse() {
            headers.insert(name, value);
        }
    };
    set("x-ratelimit-limit", "300".to_owned());
    set("x-ratelimit-remaining", "299".to_owned());
    set(
        "x-ratelimit-reset",
        clock::iso((now / (5 * MINUTE) + 1) * 5 * MINUTE),
    );
    set("x-request-id", random::word(&[now, n])[..32].to_owned());
}

fn entry(hub: &Hub, server: ServerNo, request: &Request<Body>) -> Entry {
    let query = request.uri().query().unwrap_or("");
    let token = mastodon::presented(request.headers(), query);
    let token = token.and_then(|t| hub.oauth.find(&t));
    let name = |s: ServerNo| hub.world.server(s).name.clone();
    let origin = request
        .headers()
        .get(header::ORIGIN)
        .and_then(|v| v.to_str().ok());
    Entry {
        n: 0,
        server: name(server),
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        query: query.to_owned(),
        origin: origin.map(str::to_owned),
        account: token
            .and_then(|t| t.person)
            .map(|p| hub.world.short_handle(p)),
        token_server: token.filter(|t| t.server != server).map(|t| name(t.server)),
        authorization: request.headers().contains_key(header::AUTHORIZATION),
        status: 0,
    }
}
