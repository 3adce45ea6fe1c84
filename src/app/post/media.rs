//! Pictures and what else is attached.

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live, out},
            icon::{Glyph, icon},
        },
        words,
    },
    core::post::{Media, MediaKind},
};

/// The most attachments that are drawn of one post.
const MOST: usize = 16;

/// All attachments of a post, hidden first if its author asks for that.
pub fn attachments(media: &[Media], sensitive: bool) -> El {
    let open = RwSignal::new(!sensitive);
    let media: Vec<Media> = media.iter().take(MOST).cloned().collect();
    let hide = move || {
        button("media__hide")
            .click(move || open.set(false))
            .put(words::HIDE)
    };
    el("div")
        .class("media")
        .at("data-count", &media.len().to_string())
        .live_flag("data-hidden", move || !open.get())
        .put(live(move || match open.get() {
            false => Bit::from(veil(open)),
            true => {
                let mut all: Vec<Bit> = media.iter().map(|it| attachment(it).into()).collect();
                all.push(sensitive.then(hide).into());
                Bit::Many(all)
            }
        }))
}

fn veil(open: RwSignal<bool>) -> El {
    button("media__veil")
        .click(move || open.set(true))
        .put(icon(Glyph::Warning))
        .put(el("span").put(words::SENSITIVE))
        .put(el("strong").put(words::SHOW))
}

fn attachment(media: &Media) -> El {
    el("figure")
        .class("media__one")
        .put(thing(media))
        .put(media.alt.as_deref().map(description))
}

fn description(alt: &str) -> El {
    let more = el("span").class("unseen").put(" ").put(words::ALT_TEXT);
    el("details")
        .class("media__alt")
        .put(el("summary").put(words::ALT).put(more))
        .put(el("p").at("dir", "auto").put(alt))
}

fn thing(media: &Media) -> El {
    let said = media.alt.as_deref().unwrap_or(words::NO_ALT);
    let Some(url) = media.url.as_ref().map(ToString::to_string) else {
        return match media.kind {
            MediaKind::Image => picture(media, said),
            _ => el("span").class("media__file").put(said),
        };
    };
    match media.kind {
        MediaKind::Image => picture(media, said),
        MediaKind::Gifv | MediaKind::Video => film(media, &url, said),
        MediaKind::Audio => el("audio")
            .class("media__sound")
            .at("controls", "")
            .at("preload", "none")
            .at("aria-label", said)
            .at("src", &url),
        MediaKind::Unknown(_) => out(&url)
            .class("media__file")
            .put(icon(Glyph::Out))
            .put(media.alt.as_deref().unwrap_or(&url)),
    }
}

fn film(media: &Media, url: &str, said: &str) -> El {
    let looping = media.kind == MediaKind::Gifv;
    let poster = media.preview.as_ref().map(ToString::to_string);
    el("video")
        .class("media__it")
        .at("controls", "")
        .at("preload", "none")
        .at("playsinline", "")
        .at("aria-label", said)
        .flag("loop", looping)
        .flag("muted", looping)
        .maybe("poster", poster.as_deref())
        .at("src", url)
}

fn picture(media: &Media, said: &str) -> El {
    let Some(source) = media.preview.as_ref().or(media.url.as_ref()) else {
        return el("span").class("media__file").put(words::LOADING);
    };
    let (width, height) = media.size.unzip();
    let image = el("img")
        .class("media__it")
        .at("alt", said)
        .at("loading", "lazy")
        .at("decoding", "async")
        .at("referrerpolicy", "no-referrer")
        .maybe("width", width.map(|it| it.to_string()).as_deref())
        .maybe("height", height.map(|it| it.to_string()).as_deref())
        .at("src", &source.to_string());
    // The point to keep in view, from −1…1 to percent of width and height.
    let image = match media.focus {
        Some((x, y)) => {
            let place = format!("{:.0}% {:.0}%", (x + 1.0) * 50.0, (1.0 - y) * 50.0);
            image.style("object-position", &place)
        }
        None => image,
    };
    let full = media.url.as_ref().unwrap_or(source).to_string();
    out(&full).class("media__open").put(image)
}
