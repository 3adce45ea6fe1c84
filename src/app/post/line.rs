//! Lines of inline text: names, warnings, poll options.

use leptos::{ev::Event, prelude::*};

use crate::{
    app::kit::el::{Bit, el, live},
    core::rich_text::Inline,
};

/// Text and custom emoji in one line; everything else as its text.
pub fn line(inlines: &[Inline]) -> Bit {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) => text.as_str().into(),
        Inline::Emoji { name, url } => emoji(name, &url.to_string()),
        _ => Bit::Nothing,
    };
    Bit::Many(inlines.iter().map(piece).collect())
}

/// A custom emoji as a picture; its name, if the picture does not come.
pub fn emoji(name: &str, url: &str) -> Bit {
    let broken = RwSignal::new(false);
    let (name, url) = (format!(":{name}:"), url.to_owned());
    live(move || {
        if broken.get() {
            return Bit::from(name.as_str());
        }
        el("img")
            .class("emoji")
            .at("alt", &name)
            .at("title", &name)
            .at("loading", "lazy")
            .at("referrerpolicy", "no-referrer")
            .at("src", &url)
            .on("error", move |_: Event| broken.set(true))
            .into()
    })
}
