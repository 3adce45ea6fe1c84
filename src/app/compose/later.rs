//! When a letter is to be posted, if not at once.

mod kept;

use leptos::{ev::Event, prelude::*};

use super::desk::Desk;
use crate::{
    app::{
        kit::el::{Bit, El, button, el, react, show, text},
        words,
    },
    browser::clock,
    core::{
        id::Millis,
        outbox::letter::{AHEAD, Letter, MARGIN},
    },
};
pub use kept::kept;

/// The field begins with a time so far ahead, at a full five minutes.
const FIRST: i64 = 60 * 60_000;
const STEP: i64 = 5 * 60_000;

impl Desk {
    /// Why it cannot be posted later, if it is to be.
    pub(super) fn unfit_later(&self, letters: &[Letter]) -> Option<&'static str> {
        let at = self.at.get()?;
        let sent = letters.iter().filter(|it| !it.is_blank());
        if at == Millis(0) {
            Some(words::LATER_NO_TIME)
        } else if sent.count() > 1 {
            Some(words::LATER_ALONE)
        } else {
            (at.0 < clock::now().0 + AHEAD.0 + MARGIN.0).then_some(words::LATER_SOON)
        }
    }
}

/// The choice between now and later: where a chosen server keeps letters.
pub fn choice(desk: Desk) -> Bit {
    let offered = move || {
        let keeps = |id| desk.limits_of(id).later;
        let alone = desk.sheets.with(|all| all.len() == 1);
        desk.at.get().is_some() || alone && desk.from.get().iter().any(keeps)
    };
    show(offered, move || {
        button("button")
            .live("aria-pressed", move || {
                Some(desk.at.get().is_some().to_string())
            })
            .click(move || {
                desk.at.update(|at| {
                    *at = match at {
                        Some(_) => None,
                        None => Some(ahead()),
                    }
                });
                desk.changed();
            })
            .put(words::POST_LATER)
    })
}

fn ahead() -> Millis {
    let at = clock::now().0 + FIRST;
    Millis(at + STEP - at.rem_euclid(STEP))
}

/// The time, and what it means.
pub fn time(desk: Desk) -> Bit {
    show(
        move || desk.at.get().is_some(),
        move || {
            let typed = RwSignal::new(String::new());
            react(move || {
                // A time that is being typed is none yet: it is left alone.
                if let Some(at) = desk.at.get().filter(|it| *it != Millis(0)) {
                    typed.set(clock::local(at));
                }
            });
            let chosen = move || {
                let at = clock::read_local(&typed.get_untracked());
                desk.at.set(Some(at.unwrap_or(Millis(0))));
                desk.changed();
            };
            el("div").class("later").put(field(typed, chosen)).put(
                el("p")
                    .class("dim small")
                    .put(el("bdi").put(text(kept_by(desk)))),
            )
        },
    )
}

/// A field for a time of this device's clock.
fn field(typed: RwSignal<String>, mut chosen: impl FnMut() + 'static) -> El {
    // A field has whole minutes.
    let first = clock::now().0 + AHEAD.0 + MARGIN.0 + 60_000;
    let field = el("input")
        .class("field__input")
        .at("type", "datetime-local")
        .at("min", &clock::local(Millis(first)))
        .typed(typed)
        .on("change", move |_: Event| chosen());
    el("label")
        .class("field")
        .put(el("span").class("field__label").put(words::LATER_WHEN))
        .put(field)
}

fn kept_by(desk: Desk) -> impl Fn() -> String {
    move || {
        let from = desk.from.get();
        let keeps = from.iter().filter(|id| desk.limits_of(id).later);
        let handles = keeps.filter_map(|id| desk.state.account(id));
        let handles: Vec<String> = handles.map(|it| it.actor.handle.to_string()).collect();
        match handles.is_empty() {
            true => String::new(),
            false => words::scheduled_by(&handles),
        }
    }
}
