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
mod gate;
mod instance;
mod later;
mod lists;
mod media;
mod own;
mod pages;
mod params;
mod polls;
mod render;
mod reply;
mod routes;
mod search;
mod statuses;
mod stream;
mod ties;
mod timelines;
mod token;
mod writing;

pub use ask::{At, presented};
pub use cors::{allows, answer_preflight, decorate};
pub use params::{decode, query};
pub use routes::router;

use crate::world::World;
use crate::world::id::{PostNo, ServerNo};

/// Likes, boosts and replies of a post as a server knows them.
pub fn counts(world: &World, server: ServerNo, no: PostNo) -> (usize, usize, usize) {
    render::status::counts(&render::View::new(world, server, None), no)
}
