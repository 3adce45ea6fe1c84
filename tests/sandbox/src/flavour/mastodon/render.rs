//! The world as Mastodon's JSON entities.

pub mod account;
pub mod attachment;
pub mod extra;
pub mod notification;
pub mod relationship;
pub mod status;

pub use account::{account, accounts};
pub use notification::notification;
pub use relationship::relationship;
pub use status::status;

use crate::clock::{self, Millis};
use crate::world::World;
use crate::world::id::{PersonNo, ServerNo};
use crate::world::server::Server;

/// Whose eyes look, and on which server.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub world: &'a World,
    pub server: ServerNo,
    pub viewer: Option<PersonNo>,
    pub now: Millis,
}

impl<'a> View<'a> {
    pub fn new(world: &'a World, server: ServerNo, viewer: Option<PersonNo>) -> Self {
        Self {
            world,
            server,
            viewer,
            now: clock::now(),
        }
    }

    pub fn here(&self) -> &'a Server {
        self.world.server(self.server)
    }

    pub fn person_id(&self, no: PersonNo) -> String {
        let keys = &self.world.person(no).keys;
        self.here()
            .ids
            .show(keys.get(self.server.at()).copied().unwrap_or(0))
    }
}
