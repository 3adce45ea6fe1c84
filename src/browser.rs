//! The only place that touches the browser: the network, the database, the
//! clock, the address bar. It decides nothing.

pub mod address;
pub mod clock;
pub mod crypto;
pub mod database;
pub mod dom;
pub mod fetch;
pub mod seal;
pub mod socket;
pub mod tabs;
