//! What only a browser can say: the modules of `skein::browser`, in a page of
//! a real one. `script/test` runs them; the page has a database of its own.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "browser/clock.rs"]
mod clock;
#[path = "browser/crypto.rs"]
mod crypto;
#[path = "browser/database.rs"]
mod database;
#[path = "browser/fetch.rs"]
mod fetch;
#[path = "browser/page.rs"]
mod page;
#[path = "browser/raw.rs"]
mod raw;
#[path = "browser/rest.rs"]
mod rest;
#[path = "browser/seal.rs"]
mod seal;
#[path = "browser/socket.rs"]
mod socket;
#[path = "browser/tabs.rs"]
mod tabs;
#[path = "browser/written.rs"]
mod written;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
