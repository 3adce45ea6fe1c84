//! The pane beside the timeline: a box that scrolls by itself, or, where it has
//! taken the timeline's place, a part of the page.

use web_sys::Element;

use super::{screen_height, scroll_by, scroll_to, scroll_top, scrolls_itself};

/// The pane, if it scrolls by itself.
fn scrolling() -> Option<Element> {
    let document = web_sys::window().and_then(|window| window.document());
    let pane = document.and_then(|document| document.query_selector(".pane").ok().flatten());
    pane.filter(scrolls_itself)
}

/// How far down the screen it begins.
pub fn begins() -> f64 {
    scrolling().map_or(0.0, |pane| pane.get_bounding_client_rect().top())
}

/// How high that is in which one reads.
pub fn height() -> f64 {
    scrolling().map_or_else(screen_height, |pane| pane.client_height().into())
}

/// How far it is scrolled.
pub fn scrolled() -> f64 {
    scrolling().map_or_else(scroll_top, |pane| pane.scroll_top().into())
}

/// Scrolls it by so much, at once.
pub fn by(by: f64) {
    match scrolling() {
        Some(pane) => pane.scroll_by_with_x_and_y(0.0, by),
        None => scroll_by(by),
    }
}

/// Scrolls it, at once.
pub fn to(top: f64) {
    match scrolling() {
        Some(pane) => pane.scroll_to_with_x_and_y(0.0, top),
        None => scroll_to(top),
    }
}
