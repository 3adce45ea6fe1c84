//! One picture or film among a post's.

use leptos::{
    ev::{ErrorEvent, Event, MouseEvent},
    prelude::*,
};

use super::{Album, film, film::looping};
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live, out},
            icon::{Glyph, icon},
        },
        lightbox::use_lightbox,
        words,
    },
    browser::{
        canvas,
        dom::{self, decimal},
        film::saves_data,
    },
    core::post::{Media, MediaKind},
};

/// A tile; `more` are those that it stands for besides itself.
pub fn tile(album: &Album, at: usize, more: usize) -> Option<El> {
    let media = album.get(at)?;
    let inner = match media.kind {
        MediaKind::Gifv => {
            let (film, button) = looping(media);
            Bit::Many(vec![
                opening(album, at, more)?.put(film).into(),
                button.into(),
            ])
        }
        MediaKind::Video if album.len() == 1 => film::film(media),
        _ => picture(album, at, more),
    };
    let figure = el("figure").class("media__one").put(inner);
    Some(match more {
        0 => figure.put(badge(media)),
        more => figure.put(
            el("span")
                .class("media__more")
                .at("aria-hidden", "true")
                .put(format!("+{more}")),
        ),
    })
}

/// Its room and its colours, and nothing that would have to be fetched.
pub fn blank(album: &Album, at: usize) -> Option<El> {
    let media = album.get(at)?;
    Some(el("div").class("media__one").put(blur(media, None)))
}

/// What stands for a picture until it is there. It is painted with the next
/// frame, unless the picture has come or the reader has gone by then.
pub fn blur(media: &Media, image: Option<&El>) -> Option<El> {
    let hash = media.blurhash.clone()?;
    let canvas = el("canvas").class("media__blur").at("aria-hidden", "true");
    let (painted, image) = (canvas.node().clone(), image.map(|it| it.node().clone()));
    request_animation_frame(move || {
        let there = image.as_ref().is_some_and(canvas::is_loaded);
        if painted.is_connected() && !there {
            canvas::paint_blur(&painted, &hash);
        }
    });
    Some(canvas)
}

fn badge(media: &Media) -> El {
    let Some(alt) = &media.alt else {
        let none = el("span").class("media__noalt").at("aria-hidden", "true");
        return none.at("title", words::NO_ALT).put(words::ALT);
    };
    let more = el("span").class("unseen").put(" ").put(words::ALT_TEXT);
    el("details")
        .class("media__alt")
        .put(el("summary").put(words::ALT).put(more))
        .put(el("p").at("dir", "auto").put(alt.as_str()))
}

/// A link to the whole thing; a plain click shows it here.
fn opening(album: &Album, at: usize, more: usize) -> Option<El> {
    let media = album.get(at)?;
    let full = media.url.as_ref().or(media.preview.as_ref())?.to_string();
    let (lightbox, album) = (use_lightbox(), album.clone());
    let open = move |event: MouseEvent| {
        if dom::is_plain(&event) {
            event.prevent_default();
            lightbox.open(album.clone(), at);
        }
    };
    let said = words::and_more(media.alt.as_deref().unwrap_or(words::NO_ALT), more);
    let link = out(&full).class("media__open").on("click", open);
    Some(link.at("aria-haspopup", "dialog").at("aria-label", &said))
}

/// Where pictures of it are, the best for a tile first.
fn sources(media: &Media) -> Vec<String> {
    let full = media
        .url
        .as_ref()
        .filter(|_| media.kind == MediaKind::Image);
    let mut sources: Vec<String> = media
        .preview
        .iter()
        .chain(full)
        .map(ToString::to_string)
        .collect();
    sources.dedup();
    sources
}

/// A picture, or the still of a film, that opens large.
fn picture(album: &Album, at: usize, more: usize) -> Bit {
    let wanted = RwSignal::new(!saves_data());
    // How many of its addresses have failed.
    let failed = RwSignal::new(0);
    let album = album.clone();
    live(move || {
        let media = album.get(at)?;
        let sources = sources(media);
        let is_film = media.kind != MediaKind::Image;
        let link = || opening(&album, at, more);
        Some(match (wanted.get(), sources.get(failed.get())) {
            (false, _) => unloaded(media, wanted),
            (true, Some(source)) => link()?
                .put(arriving(media, source, failed))
                .put(is_film.then(sign)),
            (true, None) if is_film => link()?.put(blur(media, None)).put(sign()),
            (true, None) => lost(media, failed),
        })
    })
}

fn sign() -> El {
    el("span").class("media__sign").put(icon(Glyph::Play))
}

/// The picture over its colours, which go when it is there.
fn arriving(media: &Media, source: &str, failed: RwSignal<usize>) -> Bit {
    let image = image(media);
    let blur = blur(media, Some(&image));
    let colours = blur.clone();
    let image = image
        .on("load", move |_: Event| {
            if let Some(colours) = &colours {
                colours.node().remove();
            }
        })
        .on("error", move |_: ErrorEvent| {
            failed.update(|failed| *failed += 1)
        })
        .at("src", source);
    Bit::Many(vec![blur.into(), image.into()])
}

fn image(media: &Media) -> El {
    let image = el("img")
        .class("media__it")
        .at("alt", "")
        .at("loading", "lazy")
        .at("decoding", "async")
        .at("referrerpolicy", "no-referrer");
    // The point to keep in view, from −1…1 to percent of width and height.
    match media.focus {
        Some((x, y)) => {
            let percent = |part: f32| decimal(f64::from(part) * 50.0, 0);
            let place = format!("{}% {}%", percent(x + 1.0), percent(1.0 - y));
            image.style("object-position", &place)
        }
        None => image,
    }
}

/// The reader saves data: it comes when it is asked for.
fn unloaded(media: &Media, wanted: RwSignal<bool>) -> El {
    let said = el("span").put(words::load_picture(media.size));
    button("media__load")
        .click(move || wanted.set(true))
        .put(blur(media, None))
        .put(said)
}

fn lost(media: &Media, failed: RwSignal<usize>) -> El {
    let again = button("button")
        .click(move || failed.set(0))
        .put(words::TRY_AGAIN);
    el("div")
        .class("media__lost")
        .put(blur(media, None))
        .put(el("p").put(words::NOT_COME))
        .put(again)
}
