//! What stays in view where a picture is cropped.

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
};

use super::Tile;
use crate::{
    app::{
        kit::el::{El, button, el},
        words,
    },
    browser::dom,
    core::outbox::letter::Attached,
};

/// By how much an arrow key moves it, in percent.
const STEP: i8 = 10;

/// A click, or the arrow keys, choose what stays in view where it is cropped.
pub fn point(place: Tile, one: &Attached) -> El {
    let (id, by_key) = (one.id.clone(), one.id.clone());
    let at = RwSignal::new(one.focus);
    let put = move |id: &str, focus: (i8, i8)| {
        at.set(Some(focus));
        place.change(id, |one| one.focus = Some(focus));
    };
    let click = move |event: MouseEvent| {
        let Some((x, y)) = dom::point_in(&event) else {
            return;
        };
        let percent = |it: f64| (it * 200.0 - 100.0).clamp(-100.0, 100.0).round() as i8;
        put(&id, (percent(x), -percent(y)));
    };
    let keys = move |event: KeyboardEvent| {
        let (x, y) = match event.key().as_str() {
            "ArrowLeft" => (-STEP, 0),
            "ArrowRight" => (STEP, 0),
            "ArrowUp" => (0, STEP),
            "ArrowDown" => (0, -STEP),
            _ => return,
        };
        event.prevent_default();
        let (was_x, was_y) = at.get_untracked().unwrap_or_default();
        let add = |a: i8, b: i8| a.saturating_add(b).clamp(-100, 100);
        put(&by_key, (add(was_x, x), add(was_y, y)));
    };
    button("tray__focus")
        .live("aria-label", move || Some(words::focus_at(at.get())))
        .at("title", words::FOCUS_HINT)
        .at("dir", "ltr")
        .on("click", click)
        .on("keydown", keys)
        .put(dot(at))
}

fn dot(at: RwSignal<Option<(i8, i8)>>) -> El {
    let side = move |of: fn((i8, i8)) -> i16| {
        move || {
            let at = at.get().unwrap_or_default();
            Some(format!("{}%", (of(at) + 100) / 2))
        }
    };
    el("span")
        .class("tray__dot")
        .live_style("inset-inline-start", side(|(x, _)| i16::from(x)))
        .live_style("inset-block-start", side(|(_, y)| -i16::from(y)))
}
