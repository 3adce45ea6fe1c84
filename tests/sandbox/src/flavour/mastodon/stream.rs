//! Streaming: one WebSocket for many streams, and server-sent events for one.

mod event;
mod sse;
mod ws;

pub use sse::sse;
pub use ws::{health, socket};

use axum::http::HeaderMap;

use super::ask::{known, presented};
use super::reply::Refusal;
use crate::fault::Stream;
use crate::hub::{Hub, Shared};
use crate::oauth::covers;
use crate::world::deliver::News;
use crate::world::id::{PersonNo, ServerNo};

/// Somebody who listens.
#[derive(Clone, Debug)]
struct Listener {
    server: ServerNo,
    person: PersonNo,
    token: String,
    /// The world they came to; a reset sends them away.
    age: u64,
}

/// Who listens, or why not.
fn listener(
    place: &Shared,
    server: ServerNo,
    headers: &HeaderMap,
    query: &str,
) -> Result<Listener, Refusal> {
    let token = presented(headers, query).ok_or_else(Refusal::signed_out)?;
    place.with(|hub| {
        let found = known(hub, server, &token)?;
        let person = found
            .person
            .filter(|_| covers(&found.scopes, "read:statuses"));
        let person = person.ok_or_else(Refusal::signed_out)?;
        Ok(Listener {
            server,
            person,
            token,
            age: hub.age,
        })
    })
}

/// What is to be done with a listener right now.
enum Now {
    Stay,
    Go,
    Mute,
    Garbage,
}

impl Listener {
    fn now(&self, hub: &Hub) -> Now {
        let valid = hub.age == self.age && known(hub, self.server, &self.token).is_ok();
        if !valid {
            return Now::Go;
        }
        match crate::fault::of_stream(hub, self.server) {
            Some(Stream::Silent) => Now::Mute,
            Some(Stream::Close) => Now::Go,
            Some(Stream::Garbage) => Now::Garbage,
            None => Now::Stay,
        }
    }

    /// The events this listener gets for a piece of news: stream, name, payload.
    fn hear(&self, hub: &Hub, news: &News) -> Vec<event::Event> {
        if hub.age == self.age {
            event::of(self, hub, news)
        } else {
            Vec::new()
        }
    }
}
