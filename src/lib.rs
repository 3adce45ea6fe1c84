//! Skein: a fediverse client and signer that lives wholly in the browser.
//!
//! ```text
//!   bin ─► app ─► engine ─► protocol ─► core      an arrow is "may import";
//!           └──► browser ─────────────► core      never upwards
//! ```
//!
//! `core` is what the program knows, `protocol` what servers speak, `engine`
//! what the program does, `browser` the only place that touches the browser,
//! `app` what the user sees. The first three build and test natively.

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "browser")]
pub mod browser;
pub mod core;
pub mod engine;
pub mod protocol;
