//! Faults of what is said: nonsense items, wrong order, lying links, a wrong clock.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::Fault;
use crate::clock;

pub async fn spoil(fault: &Fault, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let Ok(mut value) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    let mut raw = None;
    match fault.kind.as_str() {
        "empty_object" => value = json!({}),
        "null_body" => value = Value::Null,
        "malformed_items" => {
            raw = Some(malformed(
                &mut value,
                fault.words["n"].as_u64().unwrap_or(1),
            ))
        }
        "unsorted" => shuffle(&mut value),
        "overlap" => overlap(&value, &mut parts.headers),
        "clock_skew" => skew(&mut value, fault.words["seconds"].as_i64().unwrap_or(0)),
        "lying_link" => lie(&mut parts.headers, fault.words["to"].as_str()),
        _ => {}
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    let text = raw.unwrap_or_else(|| value.to_string());
    Response::from_parts(parts, Body::from(text))
}

/// Replaces `n` items, spread over the list, by broken ones of several kinds.
fn malformed(value: &mut Value, n: u64) -> String {
    const DEEP: &str = "a very deep item";
    if let Some(list) = value.as_array_mut() {
        let n = (n as usize).min(list.len());
        let step = list.len().checked_div(n).unwrap_or(1);
        for place in 0..n {
            let Some(item) = list.get_mut(place * step) else {
                continue;
            };
            match place % 6 {
                0 => *item = json!("a string where a post should be"),
                1 => remove(item, &["uri"]),
                2 => {
                    item["account"] = json!(7);
                    item["created_at"] = json!({"when": "soon"});
                }
                3 => *item = json!(DEEP),
                4 => remove(item, &["id", "account"]),
                _ => *item = Value::Null,
            }
        }
    }
    // serde_json would refuse to build what is deeper than its own limit.
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    value.to_string().replace(&format!("\"{DEEP}\""), &deep)
}

fn remove(item: &mut Value, names: &[&str]) {
    if let Some(map) = item.as_object_mut() {
        for name in names {
            map.remove(*name);
        }
    }
}

fn shuffle(value: &mut Value) {
    if let Some(list) = value.as_array_mut() {
        let half = list.len() / 2;
        list.rotate_left(half);
        for pair in list.chunks_mut(2) {
            pair.reverse();
        }
    }
}

/// The next page begins again three posts before the end of this one.
fn overlap(value: &Value, headers: &mut HeaderMap) {
    let Some(list) = value.as_array() else { return };
    let id = |back: usize| {
        list.len()
            .checked_sub(back)
            .and_then(|n| list.get(n)?["id"].as_str())
    };
    let old = headers
        .get(header::LINK)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    let (Some(last), Some(earlier)) = (id(1), id(4)) else {
        return;
    };
    let link = old.replace(&format!("max_id={last}"), &format!("max_id={earlier}"));
    if let Ok(link) = HeaderValue::from_str(&link) {
        headers.insert(header::LINK, link);
    }
}

fn skew(value: &mut Value, seconds: i64) {
    match value {
        Value::String(text) => {
            if let Some(at) = clock::read_iso(text) {
                *text = clock::iso(at.saturating_add_signed(seconds * 1000));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|v| skew(v, seconds)),
        Value::Object(map) => map.values_mut().for_each(|v| skew(v, seconds)),
        _ => {}
    }
}

/// The next page is always the same, or at a stranger's.
fn lie(headers: &mut HeaderMap, to: Option<&str>) {
    let old = headers
        .get(header::LINK)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    let link = match to {
        Some(stranger) => {
            let host = old
                .find("/api/")
                .map_or("/api/v1/timelines/home?max_id=1>; rel=\"next\"", |at| {
                    &old[at..]
                });
            format!("<{}{host}", stranger.trim_end_matches('/'))
        }
        None => {
            let base = old
                .split(['?', '<'])
                .find(|part| part.starts_with("http"))
                .unwrap_or("");
            format!("<{base}?max_id=999999999999999999>; rel=\"next\"")
        }
    };
    if let Ok(value) = HeaderValue::from_str(&link) {
        headers.insert(header::LINK, value);
    }
}
