//! The front door: one port, many hosts.

mod app;
mod gate;
mod listen;

pub use listen::{bind, serve};

use axum::body::Body;
use axum::http::{Request, header};
use axum::response::Response;

use crate::control;
use crate::fault::Dropped;
use crate::hub::Shared;

/// Sends a request where its `Host` says.
pub async fn enter(
    place: Shared,
    routes: axum::Router,
    request: Request<Body>,
) -> Result<Response, Dropped> {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|v| v.to_str().ok());
    let host = host
        .or(request.uri().host())
        .unwrap_or("localhost")
        .to_lowercase();
    let named = place.with(|hub| {
        let mut all = hub.world.servers.iter();
        let of_handles = all.find(|it| it.handles.as_ref() == Some(&host));
        of_handles.map(|it| it.no)
    });
    // A host that is in handles alone tells where people are, and nothing else.
    if let Some(server) = named {
        let path = request.uri().path().to_owned();
        return match path.as_str() {
            "/.well-known/webfinger" => gate::pass(place, routes, (server, request)).await,
            _ => Ok(app::file(&place, "/nothing-here").await),
        };
    }
    let server = place.with(|hub| {
        let (name, _) = host.split_once('.')?;
        let server = hub.world.find_server(name)?;
        let domain = &hub.world.server(server).domain;
        let fits = host_of(&host) == host_of(domain)
            || host_of(&host).strip_suffix(".localhost") == Some(name);
        fits.then_some(server)
    });
    match server {
        Some(server) => gate::pass(place, routes, (server, request)).await,
        None if request.uri().path().starts_with("/_sandbox/") => {
            Ok(control::answer(place, request).await)
        }
        None => Ok(app::file(&place, request.uri().path()).await),
    }
}

/// Without the port.
fn host_of(domain: &str) -> &str {
    domain.split(':').next().unwrap_or(domain)
}
