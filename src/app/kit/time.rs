//! Moments as people say them, by the browser's own `Intl`.

use js_sys::{Array, Date, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::core::id::Millis;

/// How long ago, or the date: "2 min", "3 hr", "12 Mar".
#[component]
pub fn Ago(
    time: Millis,
    clock: RwSignal<Millis>,
    /// What stands there in the first minute.
    now: &'static str,
) -> impl IntoView {
    let iso = Date::new(&JsValue::from_f64(time.0 as f64)).to_iso_string();
    let whole = date(time, &[("dateStyle", "long"), ("timeStyle", "short")]);
    view! {
        <time class="ago" datetime=String::from(iso) title=whole>{move || ago(time, clock.get()).unwrap_or_else(|| now.into())}</time>
    }
}

fn ago(time: Millis, now: Millis) -> Option<String> {
    // A clock that is behind must not show the future.
    let minutes = (now.0 - time.0).max(0) / 60_000;
    let said = match minutes {
        0 => return None,
        1..60 => unit(minutes, "minute"),
        60..1_440 => unit(minutes / 60, "hour"),
        1_440..10_080 => unit(minutes / 1_440, "day"),
        10_080..400_000 => date(time, &[("day", "numeric"), ("month", "short")]),
        _ => date(
            time,
            &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
        ),
    };
    Some(said)
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&options, &(*key).into(), &(*value).into());
    }
    options
}

/// A number with its unit: "2 min".
fn unit(count: i64, unit: &str) -> String {
    let options = options(&[("style", "unit"), ("unit", unit), ("unitDisplay", "short")]);
    let format = Intl::NumberFormat::new(&Array::new(), &options).format();
    call(&format, &JsValue::from_f64(count as f64))
}

/// A number short: "1.2K".
pub fn short(count: u32) -> String {
    if count < 1_000 {
        return count.to_string();
    }
    let options = options(&[("notation", "compact")]);
    let format = Intl::NumberFormat::new(&Array::new(), &options).format();
    call(&format, &JsValue::from_f64(f64::from(count)))
}

fn date(time: Millis, pairs: &[(&str, &str)]) -> String {
    let format = Intl::DateTimeFormat::new(&Array::new(), &options(pairs)).format();
    call(&format, &Date::new(&JsValue::from_f64(time.0 as f64)))
}

fn call(format: &js_sys::Function, value: &JsValue) -> String {
    let text = format.call1(&JsValue::UNDEFINED, value).ok();
    text.and_then(|text| text.dyn_into::<js_sys::JsString>().ok())
        .map(String::from)
        .unwrap_or_default()
}
