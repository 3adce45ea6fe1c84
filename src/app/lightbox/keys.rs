//! The keys of the lightbox. Escape is the dialog's own.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::{bar::STEP, viewer::Viewer};
use crate::{browser::dom, core::post::picture::zoom::View};

/// How far an arrow pushes a picture that is close, in pixels.
const PUSH: f64 = 80.0;

/// A key goes to the picture, unless what has the focus has a use for it.
pub fn pressed(viewer: Viewer, event: &KeyboardEvent) {
    let Some((target, false)) = dom::key_target(event) else {
        return;
    };
    // The description scrolls by the same keys.
    let reads = target.closest(".lightbox__alt").ok().flatten().is_some();
    let close = viewer.view.get_untracked().is_close();
    let key = event.key();
    match key.as_str() {
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" if close => push(viewer, &key),
        "ArrowLeft" => step(viewer, -1),
        "ArrowRight" => step(viewer, 1),
        "PageUp" if !reads => go(viewer, -1),
        "PageDown" if !reads => go(viewer, 1),
        "Home" if !reads => viewer.go(0),
        "End" if !reads => viewer.go(viewer.count().saturating_sub(1)),
        "+" | "=" => viewer.zoom(STEP, (0.0, 0.0)),
        "-" => viewer.zoom(1.0 / STEP, (0.0, 0.0)),
        "0" => viewer.view.set(View::WHOLE),
        _ => return,
    }
    event.prevent_default();
}

fn go(viewer: Viewer, by: isize) {
    viewer.step(by);
}

/// To the right is to the next one, where one reads to the right.
fn step(viewer: Viewer, by: isize) {
    viewer.step(if viewer.runs_left() { -by } else { by });
}

/// An arrow looks that way: the picture goes the other.
fn push(viewer: Viewer, key: &str) {
    viewer.push(match key {
        "ArrowLeft" => (PUSH, 0.0),
        "ArrowRight" => (-PUSH, 0.0),
        "ArrowUp" => (0.0, PUSH),
        _ => (0.0, -PUSH),
    });
}
