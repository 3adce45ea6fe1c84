//! The poll of a sheet.

use leptos::{ev::Event, prelude::*};

use super::{desk::Desk, sheet::Sheet};
use crate::{
    app::{
        kit::{
            el::{El, button, each, el, show, text},
            icon::{Glyph, icon},
        },
        words,
    },
    core::outbox::letter::Question,
};

/// How long one may vote, in seconds.
const SPANS: [u32; 8] = [
    5 * 60,
    30 * 60,
    60 * 60,
    6 * 60 * 60,
    24 * 60 * 60,
    3 * 24 * 60 * 60,
    7 * 24 * 60 * 60,
    30 * 24 * 60 * 60,
];

fn change(desk: Desk, sheet: Sheet, change: impl FnOnce(&mut Question)) {
    sheet.poll.update(|poll| {
        if let Some(poll) = poll {
            change(poll);
        }
    });
    desk.changed();
}

/// What is asked, for how long, and how.
pub fn poll(desk: Desk, sheet: Sheet) -> El {
    let count = move || {
        sheet
            .poll
            .with(|it| it.as_ref().map_or(0, |it| it.options.len()))
    };
    let places = move || (0..count()).collect::<Vec<_>>();
    let most = move || {
        let from = desk.from.get();
        let all = from.iter().map(|id| desk.limits_of(id).options);
        all.min().unwrap_or(4) as usize
    };
    let add = move || {
        button("button compose__tool")
            .click(move || change(desk, sheet, |poll| poll.options.push(String::new())))
            .put(icon(Glyph::Plus))
            .put(words::ADD_CHOICE)
    };
    el("fieldset")
        .class("ask")
        .put(el("legend").class("field__label").put(words::POLL))
        .put(each(places, move |at| option(desk, sheet, at)))
        .put(show(move || count() < most(), add))
        .put(
            el("div")
                .class("ask__how")
                .put(spans(desk, sheet))
                .put(switch(desk, sheet, words::SEVERAL_CHOICES, |it| {
                    &mut it.multiple
                }))
                .put(switch(desk, sheet, words::HIDE_COUNTS, |it| &mut it.hides)),
        )
}

fn option(desk: Desk, sheet: Sheet, at: usize) -> El {
    let now = sheet.poll.with_untracked(|it| {
        let poll = it.as_ref()?;
        poll.options.get(at).cloned()
    });
    let typed = RwSignal::new(now.unwrap_or_default());
    let field = el("input")
        .class("field__input")
        .at("dir", "auto")
        .at("autocomplete", "off")
        .at("aria-label", &words::choice(at + 1))
        .at("placeholder", &words::choice(at + 1))
        .typed(typed)
        .on("input", move |_: Event| {
            let text = typed.get_untracked();
            change(desk, sheet, |poll| {
                if let Some(option) = poll.options.get_mut(at) {
                    *option = text;
                }
            });
        });
    let room = move || {
        let from = desk.from.get();
        let all = from.iter().map(|id| desk.limits_of(id).option);
        let left = i64::from(all.min().unwrap_or(50));
        let used = typed.with(|it| it.trim().chars().count());
        (left - i64::try_from(used).unwrap_or(i64::MAX)).to_string()
    };
    el("div").class("ask__one").put(field).put(
        el("span")
            .class("dim small")
            .at("aria-hidden", "true")
            .put(text(room)),
    )
}

fn spans(desk: Desk, sheet: Sheet) -> El {
    let now = sheet
        .poll
        .with_untracked(|it| it.as_ref().map_or(0, |it| it.lasts));
    let picked = RwSignal::new(now.to_string());
    let mut spans = SPANS.to_vec();
    if !spans.contains(&now) {
        spans.insert(0, now);
    }
    let option = |span: &u32| {
        el("option")
            .at("value", &span.to_string())
            .put(words::vote_span(*span))
    };
    el("label")
        .class("ask__span")
        .put(words::POLL_LASTS)
        .put(" ")
        .put(
            el("select")
                .class("compose__select")
                .put(spans.iter().map(option).collect::<Vec<_>>())
                .typed(picked)
                .on("change", move |_: Event| {
                    if let Ok(lasts) = picked.get_untracked().parse() {
                        change(desk, sheet, |poll| poll.lasts = lasts);
                    }
                }),
        )
}

fn switch(desk: Desk, sheet: Sheet, said: &str, of: fn(&mut Question) -> &mut bool) -> El {
    let now = sheet.poll.with_untracked(|it| {
        let mut poll = it.clone().unwrap_or_default();
        *of(&mut poll)
    });
    let field =
        el("input")
            .at("type", "checkbox")
            .flag("checked", now)
            .on("change", move |_: Event| {
                change(desk, sheet, |poll| {
                    let on = of(poll);
                    *on = !*on;
                });
            });
    el("label").class("ask__switch").put(field).put(said)
}
