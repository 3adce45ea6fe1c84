//! Rows of a list of which most are not on the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlMediaElement};

use super::decimal;

/// Whether the reader needs an element where it is: it has the focus, or
/// something plays in it.
pub fn is_in_use(element: &Element) -> bool {
    super::has_focus(element) || plays(element)
}

fn plays(element: &Element) -> bool {
    let Ok(media) = element.query_selector_all("video, audio, iframe") else {
        return false;
    };
    // A player of another site was asked for, and does not say what it does.
    let plays = |at| match media.get(at)?.dyn_into::<HtmlMediaElement>() {
        Ok(media) => Some(!media.paused()),
        Err(_) => Some(true),
    };
    (0..media.length()).any(|at| plays(at) == Some(true))
}

/// How far a row begins below the top of its list.
pub fn top_within(element: &Element) -> f64 {
    element
        .dyn_ref::<HtmlElement>()
        .map_or(0.0, |element| element.offset_top().into())
}

/// Takes a row out of the flow and leaves it at `top` of its list; with `None`
/// it comes back.
pub fn set_aside(element: &Element, top: Option<f64>) {
    let Some(element) = element.dyn_ref::<HtmlElement>() else {
        return;
    };
    let style = element.style();
    match top {
        Some(top) => {
            let _ = element.set_attribute("data-aside", "");
            let _ = style.set_property("inset-block-start", &format!("{}px", decimal(top, 3)));
        }
        None => {
            let _ = element.remove_attribute("data-aside");
            let _ = style.remove_property("inset-block-start");
        }
    }
}

/// Leaves room in a list above its rows, in pixels.
pub fn set_room_above(list: &Element, room: f64) {
    set_room(list, "padding-block-start", room);
}

/// Leaves room in a list below its rows, in pixels.
pub fn set_room_below(list: &Element, room: f64) {
    set_room(list, "padding-block-end", room);
}

fn set_room(list: &Element, side: &str, room: f64) {
    if let Some(list) = list.dyn_ref::<HtmlElement>() {
        let room = format!("{}px", decimal(room, 2));
        let _ = list.style().set_property(side, &room);
    }
}
