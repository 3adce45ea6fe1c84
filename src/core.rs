//! What the program knows: plain values and pure rules.
//!
//! No I/O, no clock, no JSON of any server. Everything here runs and is
//! tested natively.

pub mod account;
pub mod actor;
pub mod http;
pub mod id;
pub mod notification;
pub mod outbox;
pub mod post;
pub mod rich_text;
pub mod safe_url;
pub mod said;
pub mod thread;
pub mod time;
pub mod timeline;
pub mod world;

#[cfg(test)]
#[path = "../tests/dice.rs"]
pub mod dice;
