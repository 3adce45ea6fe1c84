//! The hand on the stage: pointers, and the wheel.

use leptos::{
    ev::{MouseEvent, PointerEvent, WheelEvent},
    prelude::*,
};

use super::viewer::Viewer;
use crate::{
    app::kit::el::El,
    browser::dom,
    core::post::picture::{
        hand::{Gesture, Hand, Motion},
        zoom::{Point, View},
    },
};

/// How close a double tap goes.
const CLOSE: f64 = 2.5;

/// Lets pointers and the wheel move what is on the stage.
pub fn moves(stage: El, viewer: Viewer) -> El {
    let hand = StoredValue::new(Hand::default());
    let held = RwSignal::new(false);
    let moved = move |event: PointerEvent| {
        let (number, at) = (event.pointer_id(), place(viewer, &event));
        let motion = hand.try_update_value(|hand| hand.moved(number, at));
        follow(viewer, motion.unwrap_or(Motion::Nothing), &event);
    };
    let up = move |event: PointerEvent| {
        held.set(false);
        let (number, at) = (event.pointer_id(), place(viewer, &event));
        let gesture = hand.try_update_value(|hand| hand.up(number, at, event.time_stamp()));
        done(viewer, gesture.unwrap_or(Gesture::Nothing));
    };
    let lost = move |_: PointerEvent| {
        held.set(false);
        hand.update_value(Hand::let_go);
        viewer.drawn.set((0.0, 0.0));
    };
    stage
        .live_flag("data-held", move || held.get())
        .on("pointerdown", move |event: PointerEvent| {
            down(viewer, &event, hand, held);
        })
        .on("pointermove", moved)
        .on("pointerup", up)
        .on("pointercancel", lost)
        .on("wheel", move |event: WheelEvent| wheel(viewer, &event))
}

fn down(viewer: Viewer, event: &PointerEvent, hand: StoredValue<Hand>, held: RwSignal<bool>) {
    // Films have controls of their own.
    if event.button() == 0 && !dom::is_in(event, "button, a, video[controls]") {
        let (number, at) = (event.pointer_id(), place(viewer, event));
        held.set(true);
        hand.update_value(|hand| hand.down(number, at, event.time_stamp()));
    }
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
