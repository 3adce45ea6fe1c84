//! The stage, and what is shown on it.

use leptos::{
    ev::{ErrorEvent, Event},
    prelude::*,
};

use super::{hand, viewer::Viewer};
use crate::{
    app::{
        kit::el::{Bit, El, button, el, live},
        post::media::{blur, film, looping},
        words,
    },
    browser::{canvas, dom::decimal},
    core::post::{Media, MediaKind},
};

/// How the full picture is doing.
#[derive(Clone, Copy, PartialEq)]
enum Came {
    Waiting,
    Here,
    Lost,
}

/// The stage: pointers and the wheel move what is on it.
pub fn stage(viewer: Viewer) -> El {
    let stage = el("div")
        .class("lightbox__stage")
        .live_flag("data-close", move || viewer.view.get().is_close())
        .put(live(move || {
            let media = viewer.media()?;
            Some(untrack(|| slide(viewer, &media)))
        }));
    hand::moves(stage, viewer)
}

fn slide(viewer: Viewer, media: &Media) -> El {
    match media.kind {
        MediaKind::Image => picture(viewer, media),
        MediaKind::Gifv => {
            let (screen, button) = looping(media);
            boxed(viewer, media).put(screen).put(button)
        }
        _ => boxed(viewer, media).put(film(media)),
    }
}

/// The box in which it lies: its room is known before it comes.
fn boxed(viewer: Viewer, media: &Media) -> El {
    if viewer.pixels.get_untracked().is_none() {
        viewer.pixels.set(media.size);
    }
    let transform = move || {
        let (view, drawn) = (viewer.view.get(), viewer.drawn.get());
        let (x, y) = (view.middle.0 + drawn.0, view.middle.1 + drawn.1);
        Some(format!(
            "translate({}px, {}px) scale({})",
            decimal(x, 1),
            decimal(y, 1),
            decimal(view.scale, 3)
        ))
    };
    let of =
        move |pick: fn((u32, u32)) -> u32| viewer.pixels.get().map(|size| pick(size).to_string());
    el("div")
        .class("lightbox__box")
        .live_style("--width", move || of(|size| size.0))
        .live_style("--height", move || of(|size| size.1))
        .live_style("transform", transform)
}

fn picture(viewer: Viewer, media: &Media) -> El {
    let (came, tries) = (RwSignal::new(Came::Waiting), RwSignal::new(0));
    let said = media
        .alt
        .clone()
        .unwrap_or_else(|| words::NO_ALT.to_owned());
    let preview = media.preview.clone().filter(|_| media.url.is_some());
    let full = media
        .url
        .as_ref()
        .or(media.preview.as_ref())
        .map(ToString::to_string);
    let under = preview.map(|url| {
        image(&url.to_string())
            .class("lightbox__under")
            .at("alt", "")
    });
    let over = live(move || {
        tries.get();
        let image = image(full.as_deref()?).class("lightbox__it");
        let image = image.at("alt", &said).at("draggable", "false");
        Some(hear(image, viewer, came))
    });
    let box_ = boxed(viewer, media)
        .live_flag("data-here", move || came.get() == Came::Here)
        .put(blur(media, None))
        .put(under)
        .put(over);
    let retry = move || {
        came.set(Came::Waiting);
        tries.update(|tries| *tries += 1);
    };
    el("div")
        .class("lightbox__slide")
        .put(box_)
        .put(live(move || state(came.get(), retry)))
}

/// Hears how it goes with the full picture.
fn hear(image: El, viewer: Viewer, came: RwSignal<Came>) -> El {
    let it = image.node().clone();
    let loaded = move |_: Event| {
        came.set(Came::Here);
        if let Some(size) = canvas::natural_size(&it) {
            let pixels = viewer.pixels;
            pixels.update(|pixels| *pixels = pixels.or(Some(size)));
        }
    };
    image
        .on("load", loaded)
        .on("error", move |_: ErrorEvent| came.set(Came::Lost))
}

fn image(url: &str) -> El {
    el("img")
        .at("referrerpolicy", "no-referrer")
        .at("decoding", "async")
        .at("src", url)
}

/// What is said over a picture that is not there.
fn state(came: Came, retry: impl Fn() + Copy + 'static) -> Bit {
    match came {
        Came::Here => Bit::Nothing,
        Came::Waiting => el("span")
            .class("lightbox__spin")
            .at("role", "img")
            .at("aria-label", words::LOADING)
            .into(),
        Came::Lost => el("div")
            .class("lightbox__lost")
            .at("role", "alert")
            .put(el("p").put(words::NOT_COME_WHOLE))
            .put(button("button").click(retry).put(words::TRY_AGAIN))
            .into(),
    }
}
