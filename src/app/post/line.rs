//! Lines of inline text: names, warnings, poll options.

use leptos::prelude::*;

use crate::core::rich_text::Inline;

/// Text and custom emoji in one line; everything else as its text.
pub fn line(inlines: &[Inline]) -> AnyView {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Emoji { name, url } => emoji(name, url.to_string()),
        _ => ().into_any(),
    };
    inlines.iter().map(piece).collect_view().into_any()
}

/// A custom emoji as a picture; its name, if the picture does not come.
pub fn emoji(name: &str, url: String) -> AnyView {
    let broken = RwSignal::new(false);
    let name = format!(":{name}:");
    (move || {
        if broken.get() {
            return name.clone().into_any();
        }
        view! {
            <img class="emoji" src=url.clone() alt=name.clone() title=name.clone() loading="lazy"
                referrerpolicy="no-referrer" on:error=move |_| broken.set(true) />
        }
        .into_any()
    })
    .into_any()
}
