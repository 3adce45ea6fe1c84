//! Other people: what they say to the user's accounts, and who they are.

pub(super) mod completing;
pub(super) mod gate;
pub(super) mod mirror;
pub(super) mod notifying;
pub(super) mod own;
pub(super) mod search;
pub(super) mod talk;
pub(super) mod visit;
