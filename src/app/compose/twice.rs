//! What cannot be undone.

use leptos::prelude::*;

use crate::{
    app::kit::el::{El, button, text},
    browser::clock,
    core::id::Millis,
};

/// A second press before this time has read nothing: it is the other half of a double
/// click.
pub const SOONEST: Millis = Millis(700);

/// A button that says at the first press what the second does. It forgets the first when
/// the focus leaves it.
pub fn twice(said: &'static str, sure: &'static str, act: impl Fn() + 'static) -> El {
    let asked: RwSignal<Option<Millis>> = RwSignal::new(None);
    let pressed = move || {
        let now = clock::now();
        match asked.get_untracked() {
            Some(at) if now.0 - at.0 < SOONEST.0 => {}
            Some(_) => {
                asked.set(None);
                act();
            }
            None => asked.set(Some(now)),
        }
    };
    let said = move || if asked.get().is_some() { sure } else { said };
    button("button")
        .on("blur", move |_: leptos::ev::FocusEvent| asked.set(None))
        .click(pressed)
        .put(text(move || said().to_owned()))
}
