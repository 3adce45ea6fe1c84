//! The Mastodon client API, as Mastodon and its many relatives speak it.
//!
//! <https://docs.joinmastodon.org/client/>

mod actors;
mod completing;
mod filters;
mod gate;
mod markers;
mod notifications;
mod own;
mod people;
mod polls;
mod posts;
mod stream;
mod timelines;
mod versions;
mod writing;

use super::{Call, Event, Protocol, Shown, StreamPath, Unsupported, Viewer};
use crate::core::{
    actor::{Actor, Circle, Handle, Part, People, Profile, Relation, Tie},
    http::{Body, Request, encode},
    id::{LocalId, PostUri},
    notification::Tidings,
    outbox::Change,
    post::{Choices, Seen, Translation, Version},
    timeline::{Cursor, Feed, Marked, Marker, Page},
};

pub use actors::read_account;

/// Posts a page. A constant, so that the URL of the first page is always the
/// same and the browser's preflight cache hits.
const PAGE: &str = "40";

/// 1 MiB: enough for any post.
const POST_BYTES: usize = 1 << 20;

/// The adapter. Forks are told apart by quirks, where they differ at all.
pub struct Mastodon;

impl Protocol for Mastodon {
    /// `GET /api/v1/accounts/verify_credentials`
    fn verify(&self) -> Call<Actor> {
        Call {
            request: Request::get("/api/v1/accounts/verify_credentials").at_most(1 << 20),
            read: read_account,
        }
    }

    /// `GET /api/v1/timelines/home`
    fn page(&self, feed: &Feed, older_than: Option<&Cursor>) -> Result<Call<Page>, Unsupported> {
        let path = match feed {
            Feed::Home => "/api/v1/timelines/home",
        };
        let request = Request::get(path).with("limit", PAGE);
        let request = match older_than {
            Some(cursor) => request.with("max_id", cursor.0.clone()),
            None => request,
        };
        Ok(Call {
            request,
            read: timelines::read_page,
        })
    }

    /// `GET /api/v1/statuses/:id`
    fn post(&self, local: &LocalId) -> Result<Call<Seen>, Unsupported> {
        Ok(Call {
            request: Request::get(status_path(local, "")).at_most(POST_BYTES),
            read: posts::read_post,
        })
    }

    /// `GET /api/v1/statuses/:id/context`
    fn conversation(&self, local: &LocalId) -> Result<Call<Shown>, Unsupported> {
        let request = Request::get(status_path(local, "/context"));
        Ok(Call {
            request,
            read: posts::read_conversation,
        })
    }

    /// `GET /api/v2/search?resolve=true`
    fn find(&self, uri: &PostUri) -> Result<Call<Shown>, Unsupported> {
        let request = Request::get("/api/v2/search")
            .with("q", uri.as_str())
            .with("resolve", "true")
            .with("type", "statuses")
            .with("limit", "5");
        Ok(Call {
            request,
            read: posts::read_found,
        })
    }

    /// `POST /api/v1/statuses/:id/favourite` and its like
    fn change(&self, local: &LocalId, change: Change) -> Result<Call<Seen>, Unsupported> {
        let verb = match change {
            Change::Like(true) => "/favourite",
            Change::Like(false) => "/unfavourite",
            Change::Boost(true) => "/reblog",
            Change::Boost(false) => "/unreblog",
            Change::Save(true) => "/bookmark",
            Change::Save(false) => "/unbookmark",
            Change::Pin(true) => "/pin",
            Change::Pin(false) => "/unpin",
            // A poll has a name of its own.
            Change::Vote(_) => return Err(Unsupported),
        };
        let request = Request::post(status_path(local, verb), Body::Empty).at_most(POST_BYTES);
        Ok(Call {
            request,
            read: posts::read_post,
        })
    }

    /// `POST /api/v1/polls/:id/votes`
    fn vote(&self, poll: &LocalId, choices: Choices) -> Result<Call<()>, Unsupported> {
        let form = choices.places();
        let form = form.map(|place| ("choices[]", place.to_string()));
        let path = format!("/api/v1/polls/{}/votes", encode(poll.as_str()));
        Ok(Call {
            request: Request::post(path, Body::Form(form.collect())).at_most(POST_BYTES),
            read: polls::read_voted,
        })
    }

    /// `GET /api/v1/statuses/:id/history`
    fn history(&self, local: &LocalId) -> Result<Call<Vec<Version>>, Unsupported> {
        Ok(Call {
            request: Request::get(status_path(local, "/history")),
            read: versions::read_history,
        })
    }

    /// `POST /api/v1/statuses/:id/translate`
    fn translate(&self, local: &LocalId, to: &str) -> Result<Call<Translation>, Unsupported> {
        let form = vec![("lang", to.to_owned())];
        let request = Request::post(status_path(local, "/translate"), Body::Form(form));
        Ok(Call {
            request: request.at_most(POST_BYTES),
            read: versions::read_translation,
        })
    }

    /// `GET /api/v1/markers`
    fn marker(&self, of: Marked) -> Result<Call<Option<Marker>>, Unsupported> {
        Ok(markers::read(of))
    }

    /// `POST /api/v1/markers`
    fn mark(&self, of: Marked, read: &LocalId) -> Result<Call<Option<Marker>>, Unsupported> {
        Ok(markers::write(of, read))
    }

    /// `GET /api/v2/notifications`, or `/api/v1/notifications`
    fn notifications(
        &self,
        groups: bool,
        older_than: Option<&Cursor>,
    ) -> Result<Call<Tidings>, Unsupported> {
        Ok(notifications::page(groups, older_than))
    }

    /// `GET /api/v1/accounts/lookup`
    fn look_up(&self, handle: &Handle, is_own: bool) -> Result<Call<Profile>, Unsupported> {
        Ok(people::look_up(handle, is_own))
    }

    /// `GET /api/v2/search?type=accounts`
    fn search_people(&self, words: &str, resolve: bool) -> Result<Call<People>, Unsupported> {
        Ok(people::search(words, resolve))
    }

    /// `GET /api/v1/accounts/:id/statuses`
    fn posts_by(
        &self,
        person: &LocalId,
        part: Part,
        older_than: Option<&Cursor>,
    ) -> Result<Call<Page>, Unsupported> {
        Ok(people::posts(person, part, older_than))
    }

    /// `GET /api/v1/accounts/:id/statuses?pinned=true`
    fn pinned_by(&self, person: &LocalId) -> Result<Call<Page>, Unsupported> {
        Ok(people::pinned(person))
    }

    /// `GET /api/v1/accounts/:id/followers`, or `/following`
    fn circle(
        &self,
        person: &LocalId,
        of: Circle,
        older_than: Option<&Cursor>,
    ) -> Result<Call<People>, Unsupported> {
        Ok(people::circle(person, of, older_than))
    }

    /// `GET /api/v1/accounts/relationships`
    fn relations(&self, people: &[LocalId]) -> Result<Call<Vec<Relation>>, Unsupported> {
        Ok(people::relations(people))
    }

    /// `POST /api/v1/accounts/:id/follow` and its like
    fn tie(&self, person: &LocalId, tie: &Tie) -> Result<Call<Relation>, Unsupported> {
        Ok(people::tie(person, tie))
    }

    /// `POST /api/v1/follow_requests/:id/authorize`, or `/reject`
    fn answer_request(&self, person: &LocalId, yes: bool) -> Result<Call<()>, Unsupported> {
        Ok(notifications::answer_request(person, yes))
    }

    /// <https://docs.joinmastodon.org/methods/streaming/#websocket>
    fn stream(&self, feed: &Feed) -> Result<StreamPath, Unsupported> {
        let path = match feed {
            Feed::Home => "/api/v1/streaming?stream=user",
        };
        Ok(StreamPath {
            path,
            token_as_protocol: true,
        })
    }

    fn event(&self, viewer: &Viewer, message: &str) -> Option<Event> {
        stream::read_event(viewer, message)
    }
}

fn status_path(local: &LocalId, rest: &str) -> String {
    format!("/api/v1/statuses/{}{rest}", encode(local.as_str()))
}
