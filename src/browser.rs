//! What the browser lends: the network, the database, the clock, other tabs,
//! the address bar. It decides nothing.

pub mod address;
pub mod canvas;
pub mod clock;
pub mod crypto;
pub mod database;
pub mod dom;
pub mod fetch;
pub mod files;
pub mod film;
pub mod language;
pub mod seal;
pub mod share;
pub mod socket;
pub mod tabs;
