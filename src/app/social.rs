//! Pages about other people: what they say to one, and who they are.

pub mod find;
mod kept;
pub mod lists;
pub mod notifications;
pub mod own;
pub mod profile;
mod rows;
