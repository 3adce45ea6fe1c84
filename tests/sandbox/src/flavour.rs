//! The kinds of servers the sandbox can play. Each renders the same world in its own API.

pub mod mastodon;
