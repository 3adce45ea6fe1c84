//! One's own profile, in the words of no server.

use super::{Call, Carried, Unsupported};
use crate::core::actor::{Own, Picture, Room};

/// Changing one's own profile.
pub trait Profiles: Sync {
    /// One's own profile, with what was typed.
    fn own(&self) -> Result<Call<Own>, Unsupported> {
        Err(Unsupported)
    }

    /// How much the server takes of a profile.
    fn room(&self, _older: bool) -> Result<Call<Room>, Unsupported> {
        Err(Unsupported)
    }

    /// Whether such a server, by its own word for its software, lets a page of another
    /// site change profiles.
    fn may_change_own(&self, _software: &str) -> bool {
        false
    }

    /// Changes what differs of one's own profile; answers with all of it.
    fn change_own(&self, _was: &Own, _want: &Own) -> Result<Call<Own>, Unsupported> {
        Err(Unsupported)
    }

    /// Gives it another picture, kept here by a key; the name that it has on its way.
    fn change_picture(
        &self,
        _picture: Picture,
        _key: &str,
        _name: &str,
    ) -> Result<Carried<Own>, Unsupported> {
        Err(Unsupported)
    }
}
