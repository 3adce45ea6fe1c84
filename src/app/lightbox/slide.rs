//! The stage, what is shown on it, and the hand that moves it.

use leptos::{
    ev::{ErrorEvent, Event, MouseEvent, PointerEvent, WheelEvent},
    prelude::*,
};

use super::viewer::Viewer;
use crate::{
    app::{
        kit::el::{Bit, El, button, el, live},
        post::media::{blur, film, looping},
        words,
    },
    browser::{canvas, dom},
    core::{
        picture::{
            hand::{Gesture, Hand, Motion},
            zoom::{Point, View},
        },
        post::{Media, MediaKind},
    },
};

/// How close a double tap goes.
const CLOSE: f64 = 2.5;

/// How the full picture is doing.
#[derive(Clone, Copy, PartialEq)]
enum Came {
    Waiting,
    Here,
    Lost,
}

/// The stage: pointers and the wheel move what is on it.
pub fn stage(viewer: Viewer) -> El {
    let hand = StoredValue::new(Hand::default());
    let held = RwSignal::new(false);
    let down = move |event: PointerEvent| {
        // Films have controls of their own.
        if event.button() == 0 && !is_on_control(&event) {
            held.set(true);
            hand.update_value(|hand| {
                hand.down(
                    event.pointer_id(),
                    place(viewer, &event),
                    event.time_stamp(),
                )
            });
        }
    };
    let moved = move |event: PointerEvent| {
        let motion =
            hand.try_update_value(|hand| hand.moved(event.pointer_id(), place(viewer, &event)));
        follow(viewer, motion.unwrap_or(Motion::Nothing), &event);
    };
    let up = move |event: PointerEvent| {
        held.set(false);
        let at = place(viewer, &event);
        let gesture =
            hand.try_update_value(|hand| hand.up(event.pointer_id(), at, event.time_stamp()));
        done(viewer, gesture.unwrap_or(Gesture::Nothing));
    };
    let lost = move |_: PointerEvent| {
        held.set(false);
        hand.update_value(Hand::let_go);
        viewer.drawn.set((0.0, 0.0));
    };
    el("div")
        .class("lightbox__stage")
        .live_flag("data-held", move || held.get())
        .live_flag("data-close", move || viewer.view.get().is_close())
        .on("pointerdown", down)
        .on("pointermove", moved)
        .on("pointerup", up)
        .on("pointercancel", lost)
        .on("wheel", move |event: WheelEvent| wheel(viewer, &event))
        .put(live(move || {
            let media = viewer.media()?;
            Some(untrack(|| slide(viewer, &media)))
        }))
}

fn is_on_control(event: &PointerEvent) -> bool {
    dom::is_in(event, "button, a, video[controls]")
}

/// Where a pointer is, from the middle of the stage.
fn place(viewer: Viewer, event: &MouseEvent) -> Point {
    let (_, middle) = viewer.stage();
    (
        f64::from(event.client_x()) - middle.0,
        f64::from(event.client_y()) - middle.1,
    )
}

fn follow(viewer: Viewer, motion: Motion, event: &PointerEvent) {
    match motion {
        Motion::Nothing => return,
        Motion::Pinch { factor, around, by } => {
            viewer.push(by);
            viewer.zoom(factor, around);
        }
        Motion::Drag { by, .. } if viewer.view.get_untracked().is_close() => viewer.push(by),
        Motion::Drag { whole, .. } => viewer.drawn.set(whole),
    }
    dom::capture(event);
}

fn done(viewer: Viewer, gesture: Gesture) {
    viewer.drawn.set((0.0, 0.0));
    let (stage, _) = viewer.stage();
    let view = viewer.view.get_untracked();
    let onwards = if viewer.runs_left() { -1 } else { 1 };
    match gesture {
        Gesture::DoubleTap(_) if view.is_close() => viewer.view.set(View::WHOLE),
        Gesture::DoubleTap(at) => viewer.zoom(CLOSE, at),
        // Beside the picture: away with it.
        Gesture::Tap(at) if viewer.is_picture() && !stage.is_on(view, at) => viewer.open.set(false),
        Gesture::SwipeLeft if !view.is_close() => viewer.step(onwards),
        Gesture::SwipeRight if !view.is_close() => viewer.step(-onwards),
        Gesture::SwipeDown if !view.is_close() => viewer.open.set(false),
        _ => {}
    }
}

/// The wheel, and two fingers on a touchpad, which browsers tell as a wheel.
fn wheel(viewer: Viewer, event: &WheelEvent) {
    event.prevent_default();
    let pixels = match event.delta_mode() {
        0 => event.delta_y(),
        _ => event.delta_y() * 30.0,
    };
    let speed = if event.ctrl_key() { 0.01 } else { 0.002 };
    viewer.zoom(
        (-pixels.clamp(-200.0, 200.0) * speed).exp(),
        place(viewer, event),
    );
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
            "translate({x:.1}px, {y:.1}px) scale({:.3})",
            view.scale
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
        let image = image(full.as_deref()?)
            .class("lightbox__it")
            .at("alt", &said)
            .at("draggable", "false");
        let it = image.node().clone();
        let loaded = move |_: Event| {
            came.set(Came::Here);
            if let Some(size) = canvas::natural_size(&it) {
                viewer
                    .pixels
                    .update(|pixels| *pixels = pixels.or(Some(size)));
            }
        };
        Some(
            image
                .on("load", loaded)
                .on("error", move |_: ErrorEvent| came.set(Came::Lost)),
        )
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
