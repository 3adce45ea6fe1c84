//! The WebSocket: `stream=user` in the address, or subscriptions by message.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::Extension;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use super::event::Event;
use super::{Listener, Now, listener};
use crate::flavour::mastodon::ask::At;
use crate::flavour::mastodon::params;
use crate::hub::Shared;
use crate::world::deliver::News;

pub async fn health() -> &'static str {
    "OK"
}

pub async fn socket(
    Extension(place): Extension<Shared>,
    Extension(At(server)): Extension<At>,
    (headers, uri): (HeaderMap, Uri),
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Response {
    let query = uri.query().unwrap_or("").to_owned();
    let found = match listener(&place, server, &headers, &query) {
        Ok(found) => found,
        Err(refusal) => return refusal.into_response(),
    };
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade,
        Err(rejection) => return rejection.into_response(),
    };
    let mut tree = json!({});
    params::from_form(&query, &mut tree);
    let first = tree["stream"]
        .as_str()
        .filter(|s| !s.is_empty())
        .map(str::to_owned);
    // The token may come as a sub-protocol; a browser insists on hearing it again.
    let protocol = headers
        .get(header::SEC_WEBSOCKET_PROTOCOL)
        .and_then(|v| v.to_str().ok());
    let upgrade = match protocol {
        Some(protocol) => upgrade.protocols([protocol.to_owned()]),
        None => upgrade,
    };
    upgrade.on_upgrade(move |socket| serve(place, found, first, socket))
}

async fn serve(place: Shared, listener: Listener, first: Option<String>, mut socket: WebSocket) {
    let mut news = place.news.subscribe();
    let mut streams: BTreeSet<String> = first.into_iter().collect();
    let mut check = tokio::time::interval(Duration::from_millis(100));
    let mut beats = 0_u64;
    loop {
        tokio::select! {
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    if let Some(answer) = command(&mut streams, &text)
                        && socket.send(Message::text(answer)).await.is_err() { return }
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => {}
            },
            _ = check.tick() => {
                beats += 1;
                let now = place.with(|hub| listener.now(hub));
                if matches!(now, Now::Go) {
                    let _ = socket.send(Message::Close(None)).await;
                    return;
                }
                if let Some(message) = unasked(&now, beats)
                    && socket.send(message).await.is_err() { return }
            },
            heard = news.recv() => match heard {
                Ok(heard) => for frame in frames(&place, &listener, &streams, &heard) {
                    if socket.send(Message::text(frame)).await.is_err() { return }
                },
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            },
        }
    }
}

/// What is sent without any news: pings, or nonsense.
fn unasked(now: &Now, beats: u64) -> Option<Message> {
    match now {
        Now::Stay if beats.is_multiple_of(300) => Some(Message::Ping(Vec::new().into())),
        Now::Garbage if beats.is_multiple_of(5) => {
            let text = GARBAGE[(beats / 5) as usize % GARBAGE.len()];
            Some(Message::text(text))
        }
        _ => None,
    }
}

/// The frames a piece of news makes for this listener.
fn frames(
    place: &Shared,
    listener: &Listener,
    streams: &BTreeSet<String>,
    news: &News,
) -> Vec<String> {
    let events = place.with(|hub| match listener.now(hub) {
        Now::Mute | Now::Go => Vec::new(),
        _ => listener.hear(hub, news),
    });
    events
        .iter()
        .filter(|e| streams.contains(e.stream))
        .map(frame)
        .collect()
}

/// What a broken streaming server might send.
const GARBAGE: &[&str] = &[
    "{\"stream\":[\"user\"],\"event\":\"update\",\"payload\":\"{\\\"id\\\":\"}",
    "not json at all",
    "{\"stream\":[\"user\"],\"event\":\"update\",\"payload\":\"\\\"{\\\\\\\"id\\\\\\\":\\\\\\\"1\\\\\\\"}\\\"\"}",
    "{\"stream\":[\"user\"],\"event\":\"update\",\"payload\":{\"id\":\"7\",\"uri\":5}}",
    "{\"stream\":[\"user\"],\"event\":\"notification\",\"payload\":null}",
    "{\"event\":\"delete\"}",
    "[]",
    "",
];

/// The payload is JSON inside a JSON string, as in Mastodon.
fn frame(event: &Event) -> String {
    json!({"stream": [event.stream], "event": event.name, "payload": event.payload}).to_string()
}

/// `{"type":"subscribe","stream":"user"}`; answers only to what it does not know.
fn command(streams: &mut BTreeSet<String>, text: &str) -> Option<String> {
    let asked: Value = serde_json::from_str(text).ok()?;
    let stream = asked["stream"].as_str().unwrap_or("").to_owned();
    let known = [
        "user",
        "user:notification",
        "public",
        "public:local",
        "public:remote",
        "direct",
    ];
    let family = stream.split(':').next().unwrap_or("");
    if !known.contains(&stream.as_str()) && !matches!(family, "hashtag" | "list") {
        return Some(json!({"error": "Unknown stream type", "status": 400}).to_string());
    }
    match asked["type"].as_str() {
        Some("subscribe") => streams.insert(stream),
        Some("unsubscribe") => streams.remove(&stream),
        _ => false,
    };
    None
}
