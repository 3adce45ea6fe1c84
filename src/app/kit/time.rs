//! Moments as people say them; dates by the browser's own `Intl`.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::{
    prelude::*,
    web_sys::{Element, Event},
};
use wasm_bindgen::{JsCast, JsValue};

use super::el::{El, el, text};
use crate::core::{id::Millis, said};

/// How long ago, or the date: "2 min", "3 hr", "12 Mar"; `now` is said in the
/// first minute.
pub fn ago(time: Millis, clock: RwSignal<Millis>, now: &'static str) -> El {
    let iso = Date::new(&JsValue::from_f64(time.0 as f64)).to_iso_string();
    el("time")
        .class("ago")
        .at("datetime", &String::from(iso))
        .put(text(move || {
            since(time, clock.get()).unwrap_or_else(|| now.into())
        }))
}

/// Says moments in full to whoever points at one, or goes to what holds one: to
/// do so beforehand costs each post a tenth of its time. `root` holds them all.
pub fn with_moments(root: El) -> El {
    root.on("pointerover", tell).on("focusin", tell)
}

fn tell(event: Event) {
    const UNTOLD: &str = "time.ago:not([title])";
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let time = target.and_then(|it| match it.closest(UNTOLD).ok()? {
        Some(time) => Some(time),
        None if it.matches("a").ok()? => it.query_selector(UNTOLD).ok()?,
        None => None,
    });
    let Some((time, iso)) = time.and_then(|it| Some((it.clone(), it.get_attribute("datetime")?)))
    else {
        return;
    };
    let at = Date::new(&iso.into()).get_time();
    let _ = time.set_attribute("title", &moment(Millis(at as i64)));
}

/// A moment in full: "23 November 2026 at 14:05".
pub fn moment(time: Millis) -> String {
    date(time, &[("dateStyle", "long"), ("timeStyle", "short")])
}

/// A day: "23 November 2026".
pub fn day(time: Millis) -> String {
    date(time, &[("dateStyle", "long")])
}

fn since(time: Millis, now: Millis) -> Option<String> {
    // A clock that is behind must not show the future.
    let minutes = (now.0 - time.0).max(0) / 60_000;
    if minutes == 0 {
        return None;
    }
    let day = [("day", "numeric"), ("month", "short")];
    let with_year = [day[0], day[1], ("year", "numeric")];
    Some(said::since(minutes).unwrap_or_else(|| match minutes {
        ..400_000 => date(time, &day),
        _ => date(time, &with_year),
    }))
}

/// What a date is to look like: options of `Intl`.
type Shape = [(&'static str, &'static str)];

/// A format that was made, and what it looks like.
type Made = (Vec<(&'static str, &'static str)>, Function);

thread_local! {
    /// Formats are dear to make, and few: one for each shape.
    static FORMATS: RefCell<Vec<Made>> = RefCell::default();
}

fn date(time: Millis, shape: &Shape) -> String {
    let format = FORMATS.with_borrow_mut(|formats| {
        if let Some((_, format)) = formats.iter().find(|(of, _)| of == shape) {
            return format.clone();
        }
        let format = Intl::DateTimeFormat::new(&Array::new(), &options(shape)).format();
        formats.push((shape.to_vec(), format.clone()));
        format
    });
    let at = Date::new(&JsValue::from_f64(time.0 as f64));
    let text = format.call1(&JsValue::UNDEFINED, &at).ok();
    text.and_then(|text| text.dyn_into::<js_sys::JsString>().ok())
        .map(String::from)
        .unwrap_or_default()
}

fn options(pairs: &Shape) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&options, &(*key).into(), &(*value).into());
    }
    options
}
