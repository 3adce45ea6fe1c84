//! Pages about other people: what they say to one, and who they are.

pub mod notifications;
pub mod profile;
