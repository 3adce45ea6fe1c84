//! The form: the letter, what is warned of, its language, and the way out.

use leptos::{
    ev::{Event, KeyboardEvent, SubmitEvent},
    prelude::*,
};

use super::{audience, complete, desk::Desk, from::from};
use crate::{
    app::{
        kit::el::{El, button, el, show, text},
        words,
    },
    browser::language,
};

/// All of it.
pub fn form(desk: Desk) -> El {
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        desk.post();
    };
    let warning = move || {
        el("label")
            .class("field")
            .put(el("span").class("field__label").put(words::WARNING))
            .put(
                el("input")
                    .class("field__input")
                    .at("dir", "auto")
                    .at("autocomplete", "off")
                    .typed(desk.warning)
                    .on("input", move |_: Event| desk.changed()),
            )
    };
    let trouble = move || {
        let said = text(move || desk.trouble.get().unwrap_or_default());
        el("p").class("compose__trouble").put(said)
    };
    el("form")
        .class("compose")
        .on("submit", send)
        .put(from(desk))
        .put(show(move || desk.warned.get(), warning))
        .put(field(desk))
        .put(audience::said(desk))
        .put(tools(desk))
        .put(
            el("div")
                .at("role", "alert")
                .put(show(move || desk.trouble.with(Option::is_some), trouble)),
        )
}

fn field(desk: Desk) -> El {
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            desk.post();
        }
    };
    let field = el("textarea")
        .class("compose__text field__input")
        .at("id", "compose-text")
        .at("dir", "auto")
        .at("rows", "5")
        .at("aria-label", words::LETTER)
        .at("placeholder", words::LETTER_HINT)
        .typed(desk.text)
        .on("input", move |_: Event| desk.changed())
        .on("keydown", keys);
    complete::around(desk, field)
}

fn tools(desk: Desk) -> El {
    let warn = button("button")
        .live("aria-pressed", move || Some(desk.warned.get().to_string()))
        .click(move || {
            desk.warned.update(|on| *on = !*on);
            desk.changed();
        })
        .put(words::WARN);
    let left = move || {
        let room = desk.room();
        room.map_or_else(String::new, |(_, left)| left.to_string())
    };
    let room = move || {
        let room = desk.room();
        room.map_or_else(String::new, |(account, left)| {
            words::room_left(&account.server.origin.display_host(), left)
        })
    };
    let count = el("span")
        .class("compose__count")
        .live_flag("data-over", move || {
            desk.room().is_some_and(|(_, left)| left < 0)
        })
        .put(el("span").at("aria-hidden", "true").put(text(left)))
        .put(el("span").class("unseen").put(text(room)));
    let post = el("button")
        .class("button button--main")
        .at("type", "submit")
        .live("aria-disabled", move || {
            desk.posting.get().then(|| "true".to_owned())
        })
        .put(words::POST);
    el("div")
        .class("compose__tools")
        .put(audience::choice(desk))
        .put(languages(desk))
        .put(warn)
        .put(count)
        .put(post)
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
