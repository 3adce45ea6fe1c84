//! A page beside the timeline, or in its place on a phone: a way back, a
//! title, and what it is about.

use super::{
    el::{Bit, El, button, el},
    icon::{Glyph, icon},
};

/// A panel. Its title takes the focus when it opens; `aside` stands beside it.
pub fn panel(title: &str, back: &str, on_back: impl Fn() + 'static, aside: impl Into<Bit>) -> El {
    let way_back = button("round")
        .at("aria-label", back)
        .click(on_back)
        .put(icon(Glyph::Back));
    let title = el("h1")
        .class("panel__title")
        .at("id", "pane-title")
        .at("tabindex", "-1")
        .put(title);
    let head = el("header")
        .class("panel__head")
        .put(way_back)
        .put(title)
        .put(el("span").class("dim small").put(aside));
    el("section")
        .class("panel")
        .at("aria-labelledby", "pane-title")
        .put(head)
}
