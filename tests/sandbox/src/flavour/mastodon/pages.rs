//! Paged answers and their `Link` header.

use axum::http::header;
use axum::response::Response;
use serde_json::Value;

use super::ask::Ask;
use super::reply;
use crate::hub::Hub;
use crate::world::id::Key;
use crate::world::text::encode;

/// A page of a timeline: there is an older one until a page is empty.
pub fn timeline(ask: &Ask, hub: &Hub, items: Vec<(Key, Value)>) -> Response {
    let more = !items.is_empty();
    linked(ask, hub, items, more)
}

/// A page of any other list: there is an older one if this one is full.
pub fn paged(ask: &Ask, hub: &Hub, limit: usize, items: Vec<(Key, Value)>) -> Response {
    let more = items.len() >= limit;
    linked(ask, hub, items, more)
}

fn linked(ask: &Ask, hub: &Hub, items: Vec<(Key, Value)>, more: bool) -> Response {
    let (keys, items): (Vec<Key>, Vec<Value>) = items.into_iter().unzip();
    let mut response = reply::json(&Value::Array(items));
    let server = hub.world.server(ask.server);
    let link = |name: &str, key: &Key, rel: &str| {
        let mut query: Vec<String> = pairs(ask)
            .into_iter()
            .filter(|(k, _)| {
                !matches!(
                    k.as_str(),
                    "max_id" | "min_id" | "since_id" | "access_token"
                )
            })
            .map(|(k, v)| format!("{k}={}", encode(&v)))
            .collect();
        query.push(format!("{name}={}", server.ids.show(*key)));
        format!(
            "<{}{}?{}>; rel=\"{rel}\"",
            server.base(),
            ask.uri.path(),
            query.join("&")
        )
    };
    let mut links = Vec::new();
    if let (Some(last), true) = (keys.last(), more) {
        links.push(link("max_id", last, "next"));
    }
    if let Some(first) = keys.first() {
        links.push(link("min_id", first, "prev"));
    }
    if !links.is_empty() {
        reply::set(&mut response, header::LINK, &links.join(", "));
    }
    response
}

fn pairs(ask: &Ask) -> Vec<(String, String)> {
    let query = ask.uri.query().unwrap_or("");
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(k, v)| (super::params::decode(k), super::params::decode(v)))
        .collect()
}
