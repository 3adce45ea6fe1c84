//! One request, understood: which server, who asks, and with which parameters.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, FromRequestParts, Multipart, RawPathParams, Request};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::params;
use super::reply::{Refusal, Reply};
use crate::hub::{Hub, Shared};
use crate::oauth::{Token, covers};
use crate::world::id::{PersonNo, PostNo, ServerNo};
use crate::world::page::Span;

/// A file of a multipart form.
#[derive(Debug)]
pub struct File {
    pub field: String,
    pub mime: String,
    pub bytes: Vec<u8>,
}

#[derive(Debug)]
pub struct Ask {
    pub server: ServerNo,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub params: Value,
    pub files: Vec<File>,
    pub token: Option<Token>,
    path: HashMap<String, String>,
}

/// Which server a request is for; set by the front door.
#[derive(Clone, Copy, Debug)]
pub struct At(pub ServerNo);

const LARGEST: usize = 48 << 20;

/// The token a request carries, wherever it carries it.
pub fn presented(headers: &HeaderMap, query: &str) -> Option<String> {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
    // `Basic` proves an app at the token endpoint; it is no token.
    if let Some((kind, token)) = text(header::AUTHORIZATION).and_then(|v| v.split_once(' ')) {
        return kind
            .eq_ignore_ascii_case("bearer")
            .then(|| token.trim().to_owned());
    }
    let mut tree = json!({});
    params::from_form(query, &mut tree);
    let asked = tree["access_token"].as_str().map(str::to_owned);
    asked.or_else(|| text(header::SEC_WEBSOCKET_PROTOCOL).map(|p| p.trim().to_owned()))
}

impl<S: Send + Sync> FromRequest<S> for Ask {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let missing = || Refusal::new(StatusCode::NOT_FOUND, "Not Found").into_response();
        let At(server) = *parts.extensions.get::<At>().ok_or_else(missing)?;
        let place = parts
            .extensions
            .get::<Shared>()
            .cloned()
            .ok_or_else(missing)?;
        let found = RawPathParams::from_request_parts(&mut parts, state).await;
        let pairs = found.iter().flatten();
        let path = pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        let mut ask = Self {
            server,
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
            params: json!({}),
            files: Vec::new(),
            token: None,
            path,
        };
        params::from_form(ask.uri.query().unwrap_or(""), &mut ask.params);
        let query_token = presented(&ask.headers, ask.uri.query().unwrap_or(""));
        ask.read_body(Request::from_parts(parts, body)).await?;
        let token = query_token.or_else(|| ask.text("access_token"));
        ask.token = match token.filter(|_| ask.uri.path() != "/oauth/revoke") {
            Some(token) => Some(
                place
                    .with(|hub| known(hub, server, &token))
                    .map_err(IntoResponse::into_response)?,
            ),
            None => None,
        };
        Ok(ask)
    }
}

/// A token is good only on the server that issued it.
pub fn known(hub: &Hub, server: ServerNo, token: &str) -> Result<Token, Refusal> {
    match hub.oauth.find(token) {
        Some(t) if t.server == server && !t.revoked => Ok(t.clone()),
        _ => Err(Refusal::signed_out()),
    }
}

impl Ask {
    async fn read_body(&mut self, request: Request<Body>) -> Result<(), Response> {
        let kind = self
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok());
        let kind = kind.unwrap_or("").to_ascii_lowercase();
        let bad = |text: &str| Refusal::new(StatusCode::BAD_REQUEST, text).into_response();
        if kind.starts_with("multipart/form-data") {
            return self
                .read_form(request)
                .await
                .map_err(IntoResponse::into_response);
        }
        let body = axum::body::to_bytes(request.into_body(), LARGEST).await;
        let body = body.map_err(|_| bad("The body could not be read"))?;
        if kind.starts_with("application/json") {
            if !body.is_empty() {
                let tree = serde_json::from_slice(&body)
                    .map_err(|_| bad("Error occurred while parsing request parameters"))?;
                params::merge(&mut self.params, tree);
            }
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            params::from_form(&String::from_utf8_lossy(&body), &mut self.params);
        }
        Ok(())
    }

    async fn read_form(&mut self, request: Request<Body>) -> Result<(), MultipartError> {
        let Ok(mut form) = Multipart::from_request(request, &()).await else {
            return Ok(());
        };
        while let Some(field) = form.next_field().await? {
            let name = field.name().unwrap_or("").to_owned();
            let is_file = field.file_name().is_some();
            let mime = field
                .content_type()
                .unwrap_or("application/octet-stream")
                .to_owned();
            let bytes = field.bytes().await?.to_vec();
            if is_file {
                self.files.push(File {
                    field: name,
                    mime,
                    bytes,
                });
            } else {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                params::insert(&mut self.params, &name, Value::String(text));
            }
        }
        Ok(())
    }

    pub fn text(&self, name: &str) -> Option<String> {
        match self.params.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        truth(self.params.get(name)?)
    }

    pub fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }

    /// A list given as `a[]=1`, as a JSON array, or as one value.
    pub fn list(&self, name: &str) -> Vec<String> {
        match self.params.get(name) {
            Some(Value::Array(items)) => items.iter().filter_map(plain).collect(),
            Some(Value::Object(items)) => items.values().filter_map(plain).collect(),
            Some(value) => plain(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    pub fn segment(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    pub fn viewer(&self) -> Option<PersonNo> {
        self.token.as_ref().and_then(|token| token.person)
    }

    /// The signed-in person, if the token allows this.
    pub fn need(&self, scope: &str) -> Result<PersonNo, Refusal> {
        let token = self.token.as_ref().ok_or_else(Refusal::signed_out)?;
        if !covers(&token.scopes, scope) {
            let text = "This action is outside the authorized scopes";
            return Err(Refusal::new(StatusCode::FORBIDDEN, text));
        }
        let text = "This method requires an authenticated user";
        token
            .person
            .ok_or_else(|| Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, text))
    }

    /// A token without the scope is refused; no token at all is fine.
    pub fn may(&self, scope: &str) -> Result<Option<PersonNo>, Refusal> {
        match &self.token {
            Some(token) if token.person.is_some() => self.need(scope).map(Some),
            _ => Ok(None),
        }
    }

    /// The post that `:id` means, if it exists here and the viewer may see it.
    pub fn post(&self, hub: &Hub) -> Result<PostNo, Refusal> {
        let found = hub.world.server(self.server).find_post(self.segment("id"));
        found
            .filter(|no| !hub.world.post(*no).deleted && hub.world.may_see(self.viewer(), *no))
            .ok_or_else(Refusal::not_found)
    }

    pub fn person(&self, hub: &Hub) -> Result<PersonNo, Refusal> {
        let found = hub
            .world
            .server(self.server)
            .find_person(self.segment("id"));
        found.ok_or_else(Refusal::not_found)
    }

    pub fn limit(&self, default: usize, most: usize) -> usize {
        self.number("limit")
            .map_or(default, |n| (n as usize).clamp(1, most))
    }

    pub fn span(&self, hub: &Hub, default: usize, most: usize) -> Span {
        let ids = hub.world.server(self.server).ids;
        let key = |name| self.text(name).and_then(|text| ids.read(&text));
        Span {
            max: key("max_id"),
            since: key("since_id"),
            min: key("min_id"),
            limit: self.limit(default, most),
        }
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What Rails takes for true.
pub fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => Some(!matches!(
            text.as_str(),
            "" | "0" | "f" | "F" | "false" | "FALSE" | "off"
        )),
        Value::Number(number) => Some(number.as_u64() != Some(0)),
        _ => None,
    }
}

/// A request handler: it has the hub for itself while it works.
pub type Work = fn(&Ask, &mut Hub) -> Reply;

/// Makes a route of it.
pub fn on(
    work: Work,
) -> impl Clone + Send + 'static + Fn(axum::Extension<Shared>, Ask) -> std::future::Ready<Response>
{
    move |axum::Extension(place), ask| {
        let reply = place.with(|hub| work(&ask, hub));
        std::future::ready(reply.unwrap_or_else(IntoResponse::into_response))
    }
}
