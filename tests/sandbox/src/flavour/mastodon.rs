//! The Mastodon client API, version 4.5.

mod accounts;
mod ask;
mod bells;
mod consent;
mod cors;
mod desk;
mod edges;
mod extras;
mod filters;
mod instance;
mod lists;
mod media;
mod pages;
mod params;
mod polls;
mod render;
mod reply;
mod routes;
mod search;
mod statuses;
mod stream;
mod timelines;
mod token;
mod writing;

pub use cors::{allows, answer_preflight, decorate};
pub use params::decode;
pub use routes::router;
