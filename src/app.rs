//! What the user sees.

mod accounts;
mod compose;
mod kit;
mod lightbox;
mod parts;
mod platform;
mod post;
mod route;
mod shell;
mod social;
mod state;
mod thread;
mod timeline;
mod words;

use leptos::{mount::mount_to_body, prelude::*, task::spawn_local};

use crate::browser::{address, clock, dom};
use kit::el::mount;
use lightbox::Lightbox;
use route::{Route, Router};
use state::State;

/// Puts the app on the page. What a server sent the user back with is taken
/// off the address before anything is drawn.
pub fn start() {
    let (path, query) = address::current();
    let coming_back = path == "/" && crate::engine::session::is_coming_back(&query);
    if coming_back {
        address::replace("/");
    }
    mount_to_body(move || app(&path, query, coming_back));
}

/// Draws on the page by itself: to Leptos there is nothing to mount.
fn app(path: &str, query: String, coming_back: bool) {
    // See script/build-hook.mjs.
    dom::let_in("link[data-late]");
    let state = State::new(clock::now());
    let router = Router::new(if coming_back {
        Route::Home
    } else {
        Route::parse(path, &query)
    });
    provide_context(state);
    provide_context(router);
    provide_context(Lightbox::new(router));
    spawn_local(async move {
        if state.start(&query).await {
            parts::arrive(state, router, query).await;
            state.finishing.set(false);
        }
    });
    mount(shell::shell());
}
