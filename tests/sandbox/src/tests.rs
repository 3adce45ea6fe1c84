//! The whole program from inside: federation, paging, many clients, faults.

mod federation;
mod http;
mod many;
mod oauth;
mod wrongs;

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

use crate::flavour::mastodon;
use crate::front;
use crate::hub::{Place, Shared};
use crate::oauth::Token;
use crate::world::build::tests::plan;

/// A running sandbox without sockets.
fn place(posts: usize) -> Shared {
    Place::new(plan(posts), None)
}

/// A token for somebody, without the pages.
fn token(place: &Shared, who: &str, scopes: &str) -> String {
    place.with(|hub| {
        let person = hub.world.find_person(who).unwrap();
        let token = Token {
            token: String::new(),
            server: hub.world.person(person).server,
            person: Some(person),
            app: String::new(),
            scopes: scopes.split(' ').map(str::to_owned).collect(),
            made: 0,
            revoked: false,
        };
        hub.oauth.issue(token).token
    })
}

/// Somebody's program, with a token from `who`'s server.
fn client_of<'a>(place: &'a Shared, who: &'static str, scopes: &str) -> Client<'a> {
    let (_, host) = who.split_once('@').unwrap();
    Client {
        place,
        host,
        token: token(place, who, scopes),
    }
}

/// What came back.
struct Answer {
    status: u16,
    link: String,
    json: Value,
}

struct Client<'a> {
    place: &'a Shared,
    host: &'static str,
    token: String,
}

impl Client<'_> {
    async fn send(&self, method: &str, path: &str, body: Value) -> Option<Answer> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", format!("{}.localhost:8750", self.host))
            .header("content-type", "application/json")
            .header("authorization", format!("Bearer {}", self.token))
            .body(Body::from(if body.is_null() {
                String::new()
            } else {
                body.to_string()
            }))
            .unwrap();
        let response = front::enter(self.place.clone(), mastodon::router(), request)
            .await
            .ok()?;
        let status = response.status().as_u16();
        let link = response.headers().get("link");
        let link = link
            .map(|v| v.to_str().unwrap().to_owned())
            .unwrap_or_default();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .ok()?;
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Some(Answer { status, link, json })
    }

    async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, Value::Null).await.unwrap()
    }

    /// Follows `Link: next` from a first page to the end; the ids in order.
    async fn walk(&self, path: &str) -> Vec<String> {
        let (mut ids, mut next) = (Vec::new(), path.to_owned());
        loop {
            let answer = self.get(&next).await;
            assert_eq!(answer.status, 200, "{next}");
            let page = answer.json.as_array().unwrap().clone();
            ids.extend(page.iter().map(|s| s["id"].as_str().unwrap().to_owned()));
            let Some(end) = answer.link.find(">; rel=\"next\"") else {
                return ids;
            };
            let start = answer.link[..end].rfind("8750/").unwrap() + 4;
            next = answer.link[start..end].to_owned();
        }
    }
}
