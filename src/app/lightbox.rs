//! Pictures and films of a post, large, over everything: who opens and closes
//! it. What is shown in it is a part of its own.

mod bar;
mod hand;
mod keys;
mod slide;
mod viewer;

use std::sync::Arc;

use leptos::prelude::*;

pub use viewer::viewer;

use super::{
    kit::{
        dialog::modal,
        el::{Bit, El, button, el, live, react},
        icon::{Glyph, icon},
    },
    parts,
    route::Router,
    words,
};
use crate::{
    browser::{address, dom},
    core::post::Media,
};

/// What is shown, and which of it first.
#[derive(Clone)]
pub struct Shown {
    pub album: Arc<[Media]>,
    pub at: usize,
}

/// The one lightbox of the page. A handle.
#[derive(Clone, Copy)]
pub struct Lightbox {
    shown: RwSignal<Option<Shown>>,
    router: Router,
}

/// The lightbox, from anywhere in the page.
pub fn use_lightbox() -> Lightbox {
    expect_context::<Lightbox>()
}

impl Lightbox {
    /// A lightbox that shows nothing yet.
    pub fn new(router: Router) -> Self {
        Self {
            shown: RwSignal::new(None),
            router,
        }
    }

    /// Shows these, beginning with one of them. A step of the history: back
    /// closes it.
    pub fn open(&self, album: Arc<[Media]>, at: usize) {
        if self.shown.with_untracked(Option::is_none) {
            self.router.step_over();
        }
        self.shown.set(Some(Shown { album, at }));
    }
}

/// The place of the lightbox on the page.
pub fn lightbox() -> Bit {
    let lightbox = use_lightbox();
    live(move || {
        let shown = lightbox.shown.get()?;
        Some(untrack(|| frame(lightbox, shown)))
    })
}

fn frame(lightbox: Lightbox, shown: Shown) -> El {
    let open = RwSignal::new(true);
    let went_back = StoredValue::new(false);
    let going_back = address::listen("popstate", move || {
        went_back.set_value(true);
        open.set(false);
    });
    StoredValue::new_local(going_back);
    let dialog = modal(open, "lightbox-place").class("lightbox");
    let before = dom::focused();
    react(move || {
        if open.get() {
            return;
        }
        let before = before.clone();
        let steps_back = !went_back.get_value();
        // Once the dialog itself has closed.
        request_animation_frame(move || {
            lightbox.shown.set(None);
            if let Some(before) = before {
                dom::focus_still(&before);
            }
            if steps_back {
                address::back();
            }
        });
    });
    dialog.put(parts::viewer(shown, open, move || waiting(open)))
}

/// What stands in it until its part has been loaded.
fn waiting(open: RwSignal<bool>) -> El {
    let title = el("h2")
        .class("unseen")
        .at("id", "lightbox-place")
        .put(words::LOADING);
    el("div")
        .class("lightbox__waiting")
        .put(title)
        .put(el("span").class("lightbox__spin").at("aria-hidden", "true"))
        .put(close(open))
}

fn close(open: RwSignal<bool>) -> El {
    button("lightbox__button")
        .at("aria-label", words::CLOSE)
        .click(move || open.set(false))
        .put(icon(Glyph::Close))
}
