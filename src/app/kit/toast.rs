//! Short notices.

use super::{
    el::{El, button, each, el},
    icon::{Glyph, icon},
};

/// The notices there are, newest last: number and text of each. Said politely
/// to screen readers.
pub fn toasts(
    notices: impl Fn() -> Vec<(u64, String)> + 'static,
    dismiss: impl Fn(u64) + Clone + 'static,
    close: &'static str,
) -> El {
    let toast = move |(number, text): (u64, String)| {
        let dismiss = dismiss.clone();
        let close = button("toast__close")
            .at("aria-label", close)
            .click(move || dismiss(number))
            .put(icon(Glyph::Close));
        el("div")
            .class("toast")
            .put(el("span").put(text))
            .put(close)
    };
    el("div")
        .class("toasts")
        .at("role", "status")
        .at("aria-live", "polite")
        .put(each(notices, toast))
}
