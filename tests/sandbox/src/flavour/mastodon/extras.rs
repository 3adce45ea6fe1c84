//! Small answers that are always the same here.

use axum::http::StatusCode;
use serde_json::json;

use super::ask::Ask;
use super::reply::{Refusal, Reply, good};
use crate::hub::Hub;

/// Announcements, trends, suggestions, follow requests and other empty lists.
pub fn nothing(_ask: &Ask, _hub: &mut Hub) -> Reply {
    good(json!([]))
}

pub fn empty_for_me(ask: &Ask, _hub: &mut Hub) -> Reply {
    ask.need("read")?;
    good(json!([]))
}

pub fn unknown(_ask: &Ask, _hub: &mut Hub) -> Reply {
    Err(Refusal::new(StatusCode::NOT_FOUND, "Not Found"))
}
