//! Stories: two accounts on two servers, one timeline, natively.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "unified/acting.rs"]
mod acting;
#[path = "unified/faults.rs"]
mod faults;
#[path = "unified/life.rs"]
mod life;
#[path = "unified/reading.rs"]
mod reading;
#[path = "unified/servers.rs"]
mod servers;
#[path = "unified/stream.rs"]
mod stream;
