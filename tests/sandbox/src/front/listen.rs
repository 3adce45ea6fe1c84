//! Sockets: finding a free port, and serving connections one by one.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use axum::body::Body;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use crate::flavour::mastodon;
use crate::hub::Shared;

/// How many ports are tried when the wanted one is taken.
const TRIES: u16 = 200;

/// Listens on the port or the next free one, on IPv4 and, if the machine has it, IPv6.
pub async fn bind(port: u16, exact: bool) -> io::Result<(u16, Vec<TcpListener>)> {
    let tries = if exact { 1 } else { TRIES };
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for port in port..port.saturating_add(tries) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(first) => {
                let port = first.local_addr()?.port();
                match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
                    Ok(second) => return Ok((port, vec![first, second])),
                    // Somebody else has it on IPv6: a browser might reach them instead.
                    Err(e) if e.kind() == io::ErrorKind::AddrInUse => last = e,
                    Err(_) => return Ok((port, vec![first])),
                }
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Serves until the task is dropped.
pub async fn serve(place: Shared, listener: TcpListener) {
    let routes = mastodon::router();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection(place.clone(), routes.clone(), stream));
            }
            // Too many open files, most likely: wait for some to close.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// One connection. Hyper closes it without a word when the service fails: the `drop` fault.
async fn connection(place: Shared, routes: axum::Router, stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        super::enter(place.clone(), routes.clone(), request.map(Body::new))
    });
    let served = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    // A client that goes away is no news.
    let _ = served.await;
}
