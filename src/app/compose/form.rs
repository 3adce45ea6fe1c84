//! The form: the sheets, what is warned of, the language, and the way out.

use leptos::{
    ev::{DragEvent, Event, SubmitEvent},
    prelude::*,
};

use super::{audience, desk::Desk, from::from, later, sheet::sheet, twice::twice};
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, each, el, show, text},
            icon::{Glyph, icon},
        },
        words,
    },
    browser::{dom, files, language},
};

fn by_number(desk: Desk, number: u64) -> El {
    let found = desk.sheets.with_untracked(|all| {
        let found = all.iter().find(|it| it.number == number);
        found.copied()
    });
    match found {
        Some(found) => sheet(desk, found),
        None => el("div"),
    }
}

/// All of it.
pub fn form(desk: Desk) -> El {
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        desk.post();
    };
    let sheets = move || {
        desk.sheets
            .with(|all| all.iter().map(|it| it.number).collect())
    };
    takes_drops(desk, el("form"))
        .class("compose")
        // What is wrong is told in the page, by the app's own words.
        .at("novalidate", "")
        .on("submit", send)
        .put(from(desk))
        .put(show(move || desk.warned.get(), move || warning(desk)))
        .put(show(
            move || desk.is_laid_out(),
            move || each(sheets, move |number| by_number(desk, number)),
        ))
        .put(show(
            move || !desk.is_laid_out(),
            || el("p").class("dim").put(words::LOADING),
        ))
        .put(show(
            move || !desk.edits() && desk.at.get().is_none(),
            move || more(desk),
        ))
        .put((!desk.edits()).then(|| audience::said(desk)))
        .put(later::time(desk))
        .put(leave(desk))
        .put(trouble(desk))
        .put(tools(desk))
}

/// Files that are dropped on it go to the first sheet.
fn takes_drops(desk: Desk, form: El) -> El {
    let drop = move |event: DragEvent| {
        if files::carried(&event) {
            event.prevent_default();
            desk.first_sheet().take(desk, files::dropped(&event));
        }
    };
    let over = move |event: DragEvent| {
        if files::carried(&event) {
            event.prevent_default();
        }
    };
    form.on("dragover", over).on("drop", drop)
}

fn warning(desk: Desk) -> El {
    let field = el("input")
        .class("field__input")
        .at("dir", "auto")
        .at("autocomplete", "off")
        .at("id", "compose-warning")
        .typed(desk.warning)
        .on("input", move |_: Event| desk.changed());
    el("label")
        .class("field")
        .put(el("span").class("field__label").put(words::WARNING))
        .put(field)
}

/// What its author is asked, of a quote.
fn leave(desk: Desk) -> El {
    let said = text(move || desk.asks_leave().unwrap_or_default());
    let said = el("p").class("dim small").put(el("bdi").put(said));
    el("div").at("aria-live", "polite").put(said)
}

/// Why it was not posted.
fn trouble(desk: Desk) -> El {
    let said = move || {
        let said = text(move || desk.trouble.get().unwrap_or_default());
        el("p").class("compose__trouble").put(said)
    };
    el("div")
        .at("role", "alert")
        .put(show(move || desk.trouble.with(Option::is_some), said))
}

/// One post more, after the others.
fn more(desk: Desk) -> El {
    button("button compose__more")
        .click(move || desk.add())
        .put(icon(Glyph::Plus))
        .put(words::ADD_SHEET)
}

fn tools(desk: Desk) -> El {
    let toggle = move |on: RwSignal<bool>, said: &str| {
        button("button")
            .live("aria-pressed", move || Some(on.get().to_string()))
            .click(move || {
                on.update(|on| *on = !*on);
                desk.changed();
            })
            .put(said)
    };
    let media = move || {
        desk.sheets
            .with(|all| all.iter().any(|it| !it.media.with(Vec::is_empty)))
    };
    el("div")
        .class("compose__tools")
        .put((!desk.edits()).then(|| audience::choice(desk)))
        .put((!desk.edits()).then(|| audience::quoting(desk)))
        .put(languages(desk))
        .put((!desk.edits()).then(|| later::choice(desk)))
        .put(toggle(desk.warned, words::WARN).click(move || {
            if desk.warned.get_untracked() {
                request_animation_frame(|| dom::focus("compose-warning"));
            }
        }))
        .put(show(media, move || {
            toggle(desk.sensitive, words::HIDE_MEDIA)
        }))
        .put(show(move || desk.is_worth_clearing(), move || clear(desk)))
        .put(post(desk))
}

/// The way out, and as how many it leads there.
fn post(desk: Desk) -> Bit {
    let said = move || match desk.edits() {
        true => words::SAVE_EDIT,
        false if desk.at.get().is_some() => words::SCHEDULE,
        false => words::POST,
    };
    let posters = move || match desk.from.with(Vec::len) {
        0 | 1 => String::new(),
        several => words::posters(several),
    };
    let post = el("button")
        .class("button button--main compose__post")
        .at("type", "submit")
        .live("aria-disabled", move || {
            desk.posting.get().then(|| "true".to_owned())
        })
        .put(text(move || said().to_owned()));
    let posters = el("span").class("dim small compose__as").put(text(posters));
    Bit::Many(vec![posters.into(), post.into()])
}

fn clear(desk: Desk) -> El {
    twice(words::CLEAR, words::CLEAR_SURE, move || desk.clear())
}

/// The languages to choose from: the reader's own, then those that are much
/// written in the fediverse.
const LANGUAGES: [&str; 36] = [
    "ar", "bg", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa", "fi", "fr",
    "ga", "gl", "he", "hi", "hu", "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv",
    "th", "tr", "uk", "zh",
];

fn languages(desk: Desk) -> El {
    let mut tags = language::all();
    let own = desk.language.get_untracked();
    tags.insert(0, own);
    let mut named: Vec<(String, String)> = Vec::new();
    for tag in tags.into_iter().chain(LANGUAGES.map(str::to_owned)) {
        if !tag.is_empty() && !named.iter().any(|(it, _)| *it == tag) {
            let name = language::name(&tag);
            named.push((tag, name));
        }
    }
    let option = |(tag, name): &(String, String)| el("option").at("value", tag).put(name.clone());
    let options: Vec<El> = named.iter().map(option).collect();
    el("select")
        .class("compose__select")
        .at("aria-label", words::LANGUAGE)
        .put(options)
        .put(el("option").at("value", "").put(words::NO_LANGUAGE))
        .typed(desk.language)
        .on("change", move |_: Event| desk.changed())
}
