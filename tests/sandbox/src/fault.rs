//! Faults on request: what goes wrong with servers, at will.

mod body;
mod wire;

pub use wire::{Dropped, apply};

use serde_json::{Value, json};
use tokio::sync::watch;

use crate::hub::Hub;
use crate::world::id::ServerNo;

#[derive(Clone, Debug)]
pub struct Fault {
    pub server: Option<ServerNo>,
    pub path: String,
    pub method: Option<String>,
    pub kind: String,
    /// How often it still happens; always when `None`.
    pub times: Option<u64>,
    /// Everything that was said about it.
    pub words: Value,
    /// Changes when all is well again.
    pub well: watch::Receiver<()>,
}

/// What can be wrong with a stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    Silent,
    Close,
    Garbage,
}

const KINDS: &[&str] = &[
    "latency",
    "hold",
    "status",
    "html",
    "truncate",
    "drop",
    "no_cors",
    "trickle",
    "empty_object",
    "null_body",
    "malformed_items",
    "lying_link",
    "unsorted",
    "overlap",
    "redirect",
    "silent_stream",
    "close_stream",
    "stream_garbage",
    "clock_skew",
];

/// Reads a fault from what a test asked for.
fn read(hub: &Hub, words: &Value) -> Result<Fault, String> {
    let text = |name: &str| words[name].as_str().map(str::to_owned);
    let kind = text("kind").ok_or("kind is missing")?;
    if !KINDS.contains(&kind.as_str()) {
        return Err(format!("kind: one of {}", KINDS.join(", ")));
    }
    let server = match text("server") {
        Some(name) => Some(hub.world.find_server(&name).ok_or("no such server")?),
        None => None,
    };
    Ok(Fault {
        server,
        path: text("path").unwrap_or_else(|| "/".to_owned()),
        method: text("method").map(|m| m.to_uppercase()),
        kind,
        times: words["times"].as_u64(),
        words: words.clone(),
        well: hub.well.subscribe(),
    })
}

/// Adds a fault a test asked for.
pub fn add(hub: &mut Hub, words: &Value) -> Result<Value, String> {
    let fault = read(hub, words)?;
    hub.faults.push(fault);
    Ok(json!({}))
}

fn is_of_stream(kind: &str) -> Option<Stream> {
    match kind {
        "silent_stream" => Some(Stream::Silent),
        "close_stream" => Some(Stream::Close),
        "stream_garbage" => Some(Stream::Garbage),
        _ => None,
    }
}

/// The fault of a server's streams, if it has one. The latest wins.
pub fn of_stream(hub: &Hub, server: ServerNo) -> Option<Stream> {
    let here = hub
        .faults
        .iter()
        .rev()
        .filter(|f| f.server.is_none_or(|s| s == server));
    here.filter(|f| f.times != Some(0))
        .find_map(|f| is_of_stream(&f.kind))
}

/// The faults that meet this request; each is used up by one.
///
/// A preflight is only met by a fault that names OPTIONS, or that takes CORS away: else a
/// fault for one request would be spent before the request itself.
pub fn take(hub: &mut Hub, server: ServerNo, method: &str, path: &str) -> Vec<Fault> {
    let meets = |f: &Fault| {
        f.server.is_none_or(|s| s == server)
            && path.starts_with(&f.path)
            && f.method
                .as_ref()
                .map_or(method != "OPTIONS" || f.kind == "no_cors", |m| m == method)
            && f.times != Some(0)
            && is_of_stream(&f.kind).is_none()
    };
    let mut taken = Vec::new();
    for fault in hub.faults.iter_mut().filter(|f| meets(f)) {
        fault.times = fault.times.map(|n| n - 1);
        taken.push(fault.clone());
    }
    hub.faults.retain(|f| f.times != Some(0));
    taken
}

pub fn list(hub: &Hub) -> Value {
    hub.faults
        .iter()
        .map(|f| {
            let mut words = f.words.clone();
            words["times"] = json!(f.times);
            words
        })
        .collect()
}
