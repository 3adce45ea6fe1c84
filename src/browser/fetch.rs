//! One request over the network.
//!
//! Without cookies and without a referrer; what may hold a secret (a token, or
//! anything that is posted) also without following redirects, so that it reaches
//! the origin it belongs to and no other.

use std::{cell::Cell, rc::Rc};

use gloo_net::http::{Request as Fetch, RequestBuilder, Response as Answer};
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials, RequestInit,
    RequestRedirect,
};

use super::{clock::Timer, early};
use crate::core::{
    account::Token,
    http::{Body, Method, NoAnswer, Origin, Request, Response, encode_form},
    id::Millis,
};

/// How long a whole answer may take.
const PATIENCE: Millis = Millis(15_000);

/// Sends a request to a server, with the account's token if there is one.
///
/// # Errors
/// There was no answer that may be read; see [`NoAnswer`].
pub async fn send(
    to: &Origin,
    token: Option<&Token>,
    request: &Request,
) -> Result<Response, NoAnswer> {
    let begun = token
        .filter(|_| request.method == Method::Get)
        .and_then(|token| early::take(&url(to, request), token));
    let (begun, controller) = match begun {
        Some((answer, controller)) => (Some(answer), controller),
        None => (
            None,
            AbortController::new().map_err(|_| NoAnswer::Unreachable)?,
        ),
    };
    let late = Rc::new(Cell::new(false));
    let timer = {
        let (controller, late) = (controller.clone(), late.clone());
        Timer::new(PATIENCE, move || {
            late.set(true);
            controller.abort();
        })
    };
    let answer = match begun {
        Some(begun) => JsFuture::from(begun)
            .await
            .ok()
            .and_then(|it| it.dyn_into::<web_sys::Response>().ok())
            .map(Answer::from)
            .ok_or(NoAnswer::Unreachable),
        None => begin(to, token, request, &controller).await,
    };
    let answer = match answer {
        Ok(answer) => take_in(answer, request, &controller).await,
        Err(why) => Err(why),
    };
    drop(timer);
    answer.map_err(|why| if late.get() { NoAnswer::TimedOut } else { why })
}

async fn begin(
    to: &Origin,
    token: Option<&Token>,
    request: &Request,
    controller: &AbortController,
) -> Result<Answer, NoAnswer> {
    let fetch = prepare(to, token, request, controller).map_err(|_| NoAnswer::Unreachable)?;
    let fetch = if request.outlives {
        outliving(fetch).ok_or(NoAnswer::Unreachable)?
    } else {
        fetch
    };
    fetch.send().await.map_err(|_| NoAnswer::Unreachable)
}

/// The same request, which goes on its way even if the page is left.
fn outliving(fetch: Fetch) -> Option<Fetch> {
    let how = Object::new();
    Reflect::set(&how, &"keepalive".into(), &JsValue::TRUE).ok()?;
    let plain = web_sys::Request::from(fetch);
    web_sys::Request::new_with_request_and_init(&plain, how.unchecked_ref::<RequestInit>())
        .ok()
        .map(Fetch::from)
}

/// The address of a request.
fn url(to: &Origin, request: &Request) -> String {
    format!("{}{}", to.as_str(), request.target())
}

async fn take_in(
    answer: Answer,
    request: &Request,
    controller: &AbortController,
) -> Result<Response, NoAnswer> {
    let headers = answer.headers();
    let mut response = Response {
        status: answer.status(),
        link: headers.get("link"),
        retry_after: headers.get("retry-after"),
        rate_reset: headers.get("x-ratelimit-reset"),
        refresh: headers.get("mastodon-async-refresh"),
        origin: Some(answer.url()),
        body: Vec::new(),
    };
    if let Some(stream) = answer.body() {
        let reader = stream.get_reader().unchecked_into();
        response.body = read(&reader, request.at_most)
            .await
            .inspect_err(|_| controller.abort())?;
    }
    Ok(response)
}

fn prepare(
    to: &Origin,
    token: Option<&Token>,
    request: &Request,
    controller: &AbortController,
) -> Result<Fetch, gloo_net::Error> {
    let url = url(to, request);
    let builder = match request.method {
        Method::Get => RequestBuilder::new(&url).method(gloo_net::http::Method::GET),
        Method::Post => RequestBuilder::new(&url).method(gloo_net::http::Method::POST),
        Method::Delete => RequestBuilder::new(&url).method(gloo_net::http::Method::DELETE),
    };
    let mut builder = builder
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&controller.signal()))
        .header("Accept", "application/json");
    // A body may hold a secret as well as a header: neither goes on elsewhere.
    if token.is_some() || request.method == Method::Post {
        builder = builder.redirect(RequestRedirect::Error);
    }
    if let Some(token) = token {
        builder = builder.header("Authorization", &format!("Bearer {}", token.reveal()));
    }
    if let Some(key) = &request.key {
        builder = builder.header("Idempotency-Key", key);
    }
    match &request.body {
        Body::Empty => builder.build(),
        Body::Json(json) => builder
            .header("Content-Type", "application/json")
            .body(json.as_str()),
        Body::Form(pairs) => builder
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(encode_form(pairs)),
    }
}

/// Reads a body piece by piece, and gives up when it grows too large.
async fn read(reader: &ReadableStreamDefaultReader, at_most: usize) -> Result<Vec<u8>, NoAnswer> {
    let mut body = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read())
            .await
            .map_err(|_| NoAnswer::Unreachable)?;
        let get = |name: &str| Reflect::get(&piece, &JsValue::from_str(name)).ok();
        if get("done").is_none_or(|done| done.is_truthy()) {
            return Ok(body);
        }
        let Some(bytes) = get("value").and_then(|value| value.dyn_into::<Uint8Array>().ok()) else {
            return Err(NoAnswer::Unreachable);
        };
        let length = bytes.length() as usize;
        if body.len() + length > at_most {
            return Err(NoAnswer::TooLarge);
        }
        let start = body.len();
        body.resize(start + length, 0);
        if let Some(place) = body.get_mut(start..) {
            bytes.copy_to(place);
        }
    }
}
