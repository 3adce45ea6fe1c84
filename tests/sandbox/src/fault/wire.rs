//! Faults of the transport: late, cut, dropped, slow, without CORS.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;

use super::{Fault, body};

/// The connection is to be closed without an answer.
#[derive(Debug)]
pub struct Dropped;

impl std::fmt::Display for Dropped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("dropped on purpose")
    }
}

impl std::error::Error for Dropped {}

/// Spoils an answer. Runs after CORS headers were added.
pub async fn apply(faults: &[Fault], mut response: Response) -> Result<Response, Dropped> {
    for fault in faults {
        response = one(fault, response).await?;
    }
    Ok(response)
}

async fn one(fault: &Fault, mut response: Response) -> Result<Response, Dropped> {
    let number = |name: &str, default: u64| fault.words[name].as_u64().unwrap_or(default);
    match fault.kind.as_str() {
        "drop" => return Err(Dropped),
        "latency" => tokio::time::sleep(Duration::from_millis(number("ms", 1000))).await,
        // An error says that the world of this fault is gone.
        "hold" => drop(fault.well.clone().changed().await),
        "no_cors" => strip_cors(response.headers_mut()),
        "status" => return Ok(status(fault, response)),
        "html" => return Ok(html(response)),
        "redirect" => return Ok(redirect(fault, response)),
        "truncate" => return Ok(cut(response).await),
        "trickle" => return Ok(trickle(response, number("ms", 1000)).await),
        _ => return Ok(body::spoil(fault, response).await),
    }
    Ok(response)
}

fn strip_cors(headers: &mut HeaderMap) {
    let names: Vec<HeaderName> = headers
        .keys()
        .filter(|n| n.as_str().starts_with("access-control-"))
        .cloned()
        .collect();
    for name in names {
        headers.remove(name);
    }
}

/// Keeps the CORS and rate-limit headers, replaces the rest.
fn replace(response: Response, status: StatusCode, text: String, mime: &'static str) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.status = status;
    parts.headers.remove(header::LINK);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts
        .headers
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    Response::from_parts(parts, Body::from(text))
}

fn status(fault: &Fault, response: Response) -> Response {
    let code = fault.words["status"]
        .as_u64()
        .and_then(|n| StatusCode::from_u16(n as u16).ok());
    let code = code.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let text = match &fault.words["body"] {
        serde_json::Value::Null => {
            let reason = code.canonical_reason().unwrap_or("Error");
            serde_json::json!({ "error": reason }).to_string()
        }
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut response = replace(response, code, text, "application/json; charset=utf-8");
    if fault.words["cors"].as_bool() == Some(false) {
        strip_cors(response.headers_mut());
    }
    if let Some(extra) = fault.words["headers"].as_object() {
        for (name, value) in extra {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&text)) {
                response.headers_mut().insert(name, value);
            }
        }
    }
    response
}

fn html(response: Response) -> Response {
    let page =
        "<!doctype html><title>Welcome</title><h1>Please accept the terms of this network</h1>";
    replace(
        response,
        StatusCode::OK,
        page.to_owned(),
        "text/html; charset=utf-8",
    )
}

fn redirect(fault: &Fault, response: Response) -> Response {
    let to = fault.words["to"]
        .as_str()
        .unwrap_or("https://evil.example/");
    let mut response = replace(
        response,
        StatusCode::MOVED_PERMANENTLY,
        String::new(),
        "text/plain",
    );
    if let Ok(value) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

async fn bytes_of(body: Body) -> Bytes {
    axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default()
}

/// Declares the full length, sends half, and closes.
async fn cut(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = bytes_of(body).await;
    let half = bytes.slice(..bytes.len() / 2);
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let late = async {
        // The first half must leave before the error closes the connection.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(Dropped)
    };
    use futures_util::StreamExt;
    let chunks = stream::once(async { Ok(half) }).chain(stream::once(late));
    Response::from_parts(parts, Body::from_stream(chunks))
}

async fn trickle(response: Response, ms: u64) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = bytes_of(body).await;
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let chunks = stream::unfold((bytes, 0_usize), move |(bytes, at)| async move {
        if at >= bytes.len() {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(ms)).await;
        Some((Ok::<_, Dropped>(bytes.slice(at..=at)), (bytes, at + 1)))
    });
    Response::from_parts(parts, Body::from_stream(chunks))
}
