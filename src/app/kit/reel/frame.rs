//! What a list scrolls in.

use crate::browser::{
    address::{self, Listening},
    dom::{self, pane},
};

/// What a list scrolls in. One type each, so that the first screen's list pays
/// nothing for there being another.
pub trait Frame: 'static {
    /// How far down the screen it begins.
    fn begins() -> f64;
    /// How high that is of which something is seen.
    fn height() -> f64;
    fn scrolled() -> f64;
    /// Scrolls by so much, at once.
    fn by(by: f64);
    /// Scrolls there, at once.
    fn to(top: f64);
    /// Calls back whenever it has scrolled.
    fn listen(callback: impl FnMut() + 'static) -> Listening;
}

/// The page itself.
pub struct Page;

impl Frame for Page {
    fn begins() -> f64 {
        0.0
    }
    fn height() -> f64 {
        dom::screen_height()
    }
    fn scrolled() -> f64 {
        dom::scroll_top()
    }
    fn by(by: f64) {
        dom::scroll_by(by);
    }
    fn to(top: f64) {
        dom::scroll_to(top);
    }
    fn listen(callback: impl FnMut() + 'static) -> Listening {
        address::listen("scroll", callback)
    }
}

/// The pane beside the timeline, or the page where that has taken its place.
pub struct Pane;

impl Frame for Pane {
    fn begins() -> f64 {
        pane::begins()
    }
    fn height() -> f64 {
        pane::height()
    }
    fn scrolled() -> f64 {
        pane::scrolled()
    }
    fn by(by: f64) {
        pane::by(by);
    }
    fn to(top: f64) {
        pane::to(top);
    }
    fn listen(callback: impl FnMut() + 'static) -> Listening {
        address::listen_within("scroll", callback)
    }
}
