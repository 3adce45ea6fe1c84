//! A face, or an initial where there is none.

use leptos::prelude::*;

use super::el::{Bit, El, el, live};
use crate::{browser::dom::capitals, core::safe_url::SafeUrl};

/// How large a face is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    Full,
    Small,
}

/// A round picture. Decoration: the name stands beside it.
pub fn avatar(url: Option<&SafeUrl>, name: &str, size: Size) -> Bit {
    let Some(url) = url.map(ToString::to_string) else {
        return initial(name, size).into();
    };
    let broken = RwSignal::new(false);
    let name = name.to_owned();
    live(move || match broken.get() {
        true => initial(&name, size),
        false => face(&url, size).on("error", move |_: leptos::ev::ErrorEvent| broken.set(true)),
    })
}

fn class(size: Size) -> &'static str {
    match size {
        Size::Full => "avatar",
        Size::Small => "avatar avatar--s",
    }
}

fn face(url: &str, size: Size) -> El {
    let side = match size {
        Size::Full => "44",
        Size::Small => "24",
    };
    el("img")
        .class(class(size))
        .at("alt", "")
        .at("width", side)
        .at("height", side)
        .at("loading", "lazy")
        .at("decoding", "async")
        .at("referrerpolicy", "no-referrer")
        .at("src", url)
}

fn initial(name: &str, size: Size) -> El {
    let first = name.chars().find(|c| c.is_alphanumeric());
    let initial = first.map(|first| capitals(first.encode_utf8(&mut [0; 4])));
    el("span")
        .class(class(size))
        .at("data-initial", "")
        .at("aria-hidden", "true")
        .put(initial)
}
