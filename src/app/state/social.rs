//! Other people: what they say to the user's accounts, and who they are.

pub(super) mod completing;
mod done;
pub(super) mod fate;
pub(super) mod gate;
mod lacking;
pub(super) mod listing;
pub(super) mod mirror;
pub(super) mod notifying;
pub(super) mod own;
pub(super) mod search;
pub(super) mod talk;
pub(super) mod visit;
