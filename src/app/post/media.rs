//! Pictures and what else is attached.

mod film;
mod tile;

use std::sync::Arc;

use leptos::prelude::*;

pub use self::{
    film::{film, looping},
    tile::blur,
};
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live, out},
            icon::{Glyph, icon},
        },
        words,
    },
    browser::dom::decimal,
    core::post::{Media, MediaKind},
};

/// The most attachments that are drawn of one post.
const MOST: usize = 16;
/// The most tiles; the last stands for all that are left.
const TILES: usize = 4;

/// Pictures and films of a post, in order.
pub type Album = Arc<[Media]>;

/// All attachments of a post, hidden first if its author asks for that.
pub fn attachments(media: &[Media], sensitive: bool) -> El {
    let open = RwSignal::new(!sensitive);
    let (seen, others): (Vec<Media>, Vec<Media>) =
        media.iter().take(MOST).cloned().partition(is_seen);
    let album: Album = seen.into();
    el("div")
        .class("media")
        .live_flag("data-hidden", move || !open.get())
        .put(live(move || match open.get() {
            false => vec![grid(&album, true), Some(veil(open))].into(),
            true => shown(&album, &others, sensitive.then_some(open)),
        }))
}

/// Whether it is something to look at, of which there is something to see.
fn is_seen(media: &Media) -> bool {
    match media.kind {
        MediaKind::Image => media.url.is_some() || media.preview.is_some(),
        MediaKind::Gifv | MediaKind::Video => media.url.is_some(),
        MediaKind::Audio | MediaKind::Unknown(_) => false,
    }
}

fn shown(album: &Album, others: &[Media], hide: Option<RwSignal<bool>>) -> Bit {
    let hide = hide.map(|open| {
        button("media__hide")
            .click(move || open.set(false))
            .put(words::HIDE)
    });
    let mut all = vec![grid(album, false), hide];
    all.extend(others.iter().map(|it| Some(other(it))));
    all.into()
}

fn veil(open: RwSignal<bool>) -> El {
    button("media__veil")
        .click(move || open.set(true))
        .put(icon(Glyph::Warning))
        .put(el("span").put(words::SENSITIVE))
        .put(el("strong").put(words::SHOW))
}

/// Tiles that fill one shape; a single one has its own. Room is kept for all
/// before anything has come.
fn grid(album: &Album, hidden: bool) -> Option<El> {
    let tiles = album.len().min(TILES);
    let draw = |at| match hidden {
        true => tile::blank(album, at),
        false => tile::tile(
            album,
            at,
            if at + 1 == TILES {
                album.len() - tiles
            } else {
                0
            },
        ),
    };
    let grid = el("div")
        .class("media__grid")
        .at("data-count", &tiles.to_string())
        .put((0..tiles).filter_map(draw).collect::<Vec<El>>());
    match album.first()? {
        one if tiles == 1 => Some(grid.style("--ratio", &decimal(ratio(one), 3))),
        _ => Some(grid),
    }
}

/// Width through height, of the room that a single one is given: neither a
/// tower nor a thread.
fn ratio(media: &Media) -> f64 {
    let (width, height) = media.size.unwrap_or((4, 3));
    (f64::from(width) / f64::from(height.max(1))).clamp(0.56, 2.8)
}

/// What is heard, or unknown.
fn other(media: &Media) -> El {
    let Some(url) = media.url.as_ref().map(ToString::to_string) else {
        return el("p").class("media__file").put(words::IN_WORK);
    };
    match media.kind {
        MediaKind::Audio => film::sound(media, &url),
        _ => out(&url)
            .class("media__file")
            .put(icon(Glyph::Out))
            .put(el("bdi").put(media.alt.as_deref().unwrap_or(words::FILE)))
            .put(
                media
                    .url
                    .as_ref()
                    .and_then(|it| it.display_host())
                    .map(host),
            ),
    }
}

fn host(host: String) -> El {
    el("span").class("media__host").put(host)
}
