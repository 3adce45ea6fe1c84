//! Server-sent events, with a `:thump` every 15 seconds.

use std::convert::Infallible;
use std::time::Duration;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::{Listener, Now, listener};
use crate::flavour::mastodon::ask::At;
use crate::flavour::mastodon::reply;
use crate::hub::Shared;
use crate::world::deliver::News;

struct State {
    place: Shared,
    listener: Listener,
    stream: String,
    news: Receiver<News>,
    thump: tokio::time::Interval,
    check: tokio::time::Interval,
    greeted: bool,
}

pub async fn sse(
    Extension(place): Extension<Shared>,
    Extension(At(server)): Extension<At>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let found = match listener(&place, server, &headers, uri.query().unwrap_or("")) {
        Ok(found) => found,
        Err(refusal) => return refusal.into_response(),
    };
    let tail = uri.path().trim_start_matches("/api/v1/streaming/");
    let state = State {
        news: place.news.subscribe(),
        place,
        listener: found,
        stream: tail.replace('/', ":"),
        thump: tokio::time::interval(Duration::from_secs(15)),
        check: tokio::time::interval(Duration::from_millis(100)),
        greeted: false,
    };
    let chunks = futures_util::stream::unfold(state, |mut state| async move {
        let text = next(&mut state).await?;
        Some((Ok::<_, Infallible>(Bytes::from(text)), state))
    });
    let mut response = Response::new(Body::from_stream(chunks));
    reply::set(&mut response, header::CONTENT_TYPE, "text/event-stream");
    reply::set(&mut response, header::CACHE_CONTROL, "private, no-store");
    response
}

/// The next piece of text; `None` closes the stream.
async fn next(state: &mut State) -> Option<String> {
    if !state.greeted {
        state.greeted = true;
        return Some(":)\n".to_owned());
    }
    loop {
        tokio::select! {
            _ = state.thump.tick() => {
                if matches!(state.place.with(|hub| state.listener.now(hub)), Now::Mute) { continue }
                return Some(":thump\n".to_owned());
            }
            _ = state.check.tick() => match state.place.with(|hub| state.listener.now(hub)) {
                Now::Go => return None,
                Now::Garbage => return Some("event: update\ndata: {\"id\":\n\n".to_owned()),
                _ => {}
            },
            heard = state.news.recv() => match heard {
                Ok(heard) => {
                    let text = written(state, &heard);
                    if !text.is_empty() { return Some(text) }
                }
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            },
        }
    }
}

fn written(state: &State, heard: &News) -> String {
    state.place.with(|hub| {
        if matches!(state.listener.now(hub), Now::Mute) {
            return String::new();
        }
        let events = state.listener.hear(hub, heard).into_iter();
        events
            .filter(|event| event.stream == state.stream)
            .map(|event| format!("event: {}\ndata: {}\n\n", event.name, event.payload))
            .collect()
    })
}
