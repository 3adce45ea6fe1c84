//! What can be done: at the top, and at the sides.

use leptos::prelude::*;

use super::{close, viewer::Viewer};
use crate::{
    app::{
        kit::{
            el::{El, button, el, live, out, show, text},
            icon::{Glyph, icon},
        },
        words,
    },
    core::post::MediaKind,
};

/// How much nearer a button or a key goes.
pub const STEP: f64 = 1.6;

/// Place, zoom, the original, close.
pub fn bar(viewer: Viewer) -> El {
    let place = text(move || words::place_of(viewer.at.get() + 1, viewer.count()));
    let title = el("h2").at("id", "lightbox-place");
    let title = match viewer.count() {
        0 | 1 => title.class("unseen").put(words::LARGE),
        _ => title.class("lightbox__place").put(place),
    };
    let zooms = move || viewer.media().is_some_and(|it| it.kind == MediaKind::Image);
    let zoom = move || {
        el("span")
            .class("lightbox__zoom")
            .put(zoomer(viewer, words::FARTHER, Glyph::Minus, 1.0 / STEP))
            .put(zoomer(viewer, words::NEARER, Glyph::Plus, STEP))
    };
    el("div")
        .class("lightbox__bar")
        .put(title)
        .put(show(zooms, zoom))
        .put(live(move || original(viewer)))
        .put(close(viewer.open))
}

fn zoomer(viewer: Viewer, said: &str, glyph: Glyph, factor: f64) -> El {
    let idle = move || factor < 1.0 && !viewer.view.get().is_close();
    button("lightbox__button")
        .at("aria-label", said)
        .live("aria-disabled", move || idle().then(|| "true".to_owned()))
        .click(move || viewer.zoom(factor, (0.0, 0.0)))
        .put(icon(glyph))
}

fn original(viewer: Viewer) -> Option<El> {
    let media = viewer.media()?;
    let url = media.url.or(media.preview)?.to_string();
    let link = out(&url).class("lightbox__button");
    Some(
        link.at("aria-label", words::ORIGINAL)
            .at("title", words::ORIGINAL)
            .put(icon(Glyph::Out)),
    )
}

/// To the one before, and to the next.
pub fn ways(viewer: Viewer) -> Option<El> {
    let last = viewer.count().saturating_sub(1);
    let way = |class, said, glyph, by: isize| {
        let end = move || viewer.at.get() == if by < 0 { 0 } else { last };
        button(class)
            .at("aria-label", said)
            .live("aria-disabled", move || end().then(|| "true".to_owned()))
            .click(move || viewer.step(by))
            .put(icon(glyph))
    };
    let ways = el("div")
        .class("lightbox__ways")
        .put(way("lightbox__way", words::EARLIER, Glyph::Before, -1))
        .put(way("lightbox__way", words::LATER, Glyph::After, 1));
    (last > 0).then_some(ways)
}
