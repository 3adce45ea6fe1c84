//! All that can be changed, each with a plain sentence of what it means.

use std::sync::Arc;

use leptos::{
    ev::{Event, SubmitEvent},
    prelude::*,
};

use super::{
    pictures,
    typed::{AUDIENCES, Kept, Line, Typed},
};
use crate::{
    app::{
        kit::el::{Bit, El, button, each, el, show, text},
        state::State,
        words,
    },
    browser::language,
    core::{
        actor::{Own, Room, Switch},
        post::Audience,
    },
};

/// The form.
pub fn form(state: State, kept: Kept, own: &Arc<Own>, room: Room) -> El {
    let (typed, mirror) = (kept.typed(state, own, room), kept.mirror);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        typed.save();
    };
    let mut switches = typed.switches.get_value();
    let sensitive = switches.iter().position(|(it, _)| *it == Switch::Sensitive);
    let sensitive = sensitive.map(|at| switches.remove(at));
    let switches: Vec<El> = switches.into_iter().map(|it| switch(state, it)).collect();
    let save = el("button")
        .class("button button--main")
        .at("type", "submit")
        .live("aria-disabled", move || {
            mirror.busy.get().then(|| "true".to_owned())
        })
        .put(text(move || match mirror.busy.get() {
            true => words::SAVING.to_owned(),
            false => words::SAVE_PROFILE.to_owned(),
        }));
    el("form")
        .class("own")
        // What is typed while it is being saved would be lost.
        .live_flag("inert", move || mirror.busy.get())
        .on("submit", send)
        .put(pictures::pictures(typed, own))
        .put(line(
            state,
            (words::OWN_NAME, words::OWN_NAME_TEXT),
            typed.name,
            room.name,
        ))
        .put(about(typed))
        .put(fields(typed))
        .put(group(words::WHO_FINDS_YOU, switches))
        .put(defaults(typed, own, sensitive))
        .put(el("div").class("own__foot").put(save))
}

fn group(title: &str, inner: Vec<El>) -> Option<El> {
    let some = !inner.is_empty();
    some.then(|| {
        el("fieldset")
            .class("own__group")
            .put(el("legend").put(title))
            .put(inner)
    })
}

/// A field with its title and what it means.
fn field(state: State, (title, means): (&str, &str), input: El, count: Bit) -> El {
    let id = format!("own-{}", state.number());
    let about = format!("{id}-means");
    let label = el("label").at("for", &id).put(title);
    let head = el("span").class("field__label").put(label).put(count);
    let means = el("span").class("dim small").at("id", &about).put(means);
    el("div")
        .class("field")
        .put(head)
        .put(input.at("id", &id).at("aria-describedby", &about))
        .put(means)
}

fn left(typed: RwSignal<String>, most: Option<u32>) -> Bit {
    let Some(most) = most else {
        return Bit::Nothing;
    };
    let left = move || i64::from(most) - typed.with(|it| it.chars().count()) as i64;
    el("span")
        .class("own__left")
        .live_flag("data-over", move || left() < 0)
        .put(text(move || words::left(left())))
        .into()
}

/// One line of text.
pub fn line(state: State, said: (&str, &str), typed: RwSignal<String>, most: Option<u32>) -> El {
    let input = el("input")
        .class("field__input")
        .at("dir", "auto")
        .at("autocomplete", "off")
        .typed(typed);
    field(state, said, input, left(typed, most))
}

fn about(typed: Typed) -> El {
    let input = el("textarea")
        .class("field__input own__about")
        .at("dir", "auto")
        .at("rows", "5")
        .typed(typed.about);
    let count = left(typed.about, typed.room().about);
    let said = (words::OWN_ABOUT, words::OWN_ABOUT_TEXT);
    field(typed.state, said, input, count)
}

fn fields(typed: Typed) -> El {
    let keys = move || typed.fields.with(|all| all.iter().map(|it| it.0).collect());
    let draw = move |key: u64| {
        let found = typed.fields.with_untracked(|all| {
            let place = all.iter().position(|it| it.0 == key);
            place.and_then(|at| Some((at, *all.get(at)?)))
        });
        let Some((at, (_, name, value))) = found else {
            return el("li");
        };
        own_line(typed, at + 1, (key, name, value))
    };
    let room = move || typed.fields.with(Vec::len) < typed.room().fields as usize;
    let more = move || {
        let add = button("button").click(move || {
            let [name, value] = [(); 2].map(|()| RwSignal::new(String::new()));
            let number = typed.state.number();
            typed.fields.update(|all| all.push((number, name, value)));
        });
        add.put(words::ADD_FIELD)
    };
    el("fieldset")
        .class("own__group")
        .put(el("legend").put(words::OWN_FIELDS))
        .put(
            el("p")
                .class("dim small")
                .put(words::own_fields(typed.room().fields)),
        )
        .put(el("ul").put(each(keys, draw)))
        .put(show(room, more))
}

fn own_line(typed: Typed, number: usize, (key, name, value): Line) -> El {
    let input = |said: String, typed| {
        el("input")
            .class("field__input")
            .at("dir", "auto")
            .at("autocomplete", "off")
            .at("aria-label", &said)
            .typed(typed)
    };
    let gone = button("button")
        .at("aria-label", &words::remove_field(number))
        .click(move || typed.fields.update(|all| all.retain(|it| it.0 != key)))
        .put(words::REMOVE);
    el("li")
        .class("own__field")
        .put(input(words::field_name(number), name))
        .put(input(words::field_value(number), value))
        .put(gone)
}

fn switch(state: State, (switch, on): (Switch, RwSignal<bool>)) -> El {
    let (title, means) = words::switch(switch);
    let id = format!("own-{}", state.number());
    let about = format!("{id}-means");
    let input = el("input")
        .at("type", "checkbox")
        .at("id", &id)
        .at("aria-describedby", &about)
        .flag("checked", on.get_untracked())
        .on("change", move |_: Event| on.update(|on| *on = !*on));
    let label = el("label").class("field__label").at("for", &id).put(title);
    let means = el("span").class("dim small").at("id", &about).put(means);
    let said = el("span").class("own__means").put(label).put(means);
    el("div").class("own__switch").put(input).put(said)
}

/// What new posts begin with.
fn defaults(typed: Typed, own: &Own, sensitive: Option<(Switch, RwSignal<bool>)>) -> Option<El> {
    let known = |it: &Audience| AUDIENCES.contains(it);
    let audience = own.audience.as_ref().filter(|it| known(it)).map(|now| {
        // Few servers take the last as what posts begin with.
        let all = AUDIENCES.iter().enumerate();
        let all = all.filter(|(_, it)| **it != Audience::Direct || *it == now);
        let option = |(at, it): (usize, &Audience)| {
            let option = el("option").at("value", &at.to_string());
            option.put(words::audience_name(it))
        };
        let options: Vec<El> = all.map(option).collect();
        let select = el("select").class("compose__select").put(options);
        let select = select.typed(typed.audience);
        field(
            typed.state,
            (words::NEW_AUDIENCE, words::NEW_AUDIENCE_TEXT),
            select,
            Bit::Nothing,
        )
    });
    let language = own.language.as_ref().map(|now| {
        let select = el("select")
            .class("compose__select")
            .put(languages(now))
            .typed(typed.language);
        field(
            typed.state,
            (words::NEW_LANGUAGE, words::NEW_LANGUAGE_TEXT),
            select,
            Bit::Nothing,
        )
    });
    let all = [
        audience,
        language,
        sensitive.map(|it| switch(typed.state, it)),
    ];
    group(words::NEW_POSTS, all.into_iter().flatten().collect())
}

fn languages(now: &str) -> Vec<El> {
    let mut tags = vec![now.to_owned()];
    tags.extend(language::all());
    tags.extend(words::LANGUAGES.iter().map(|it| (*it).to_owned()));
    let mut named: Vec<(String, String)> = Vec::new();
    for tag in tags {
        if !named.iter().any(|(it, _)| *it == tag) {
            let name = match tag.as_str() {
                "" => words::NO_LANGUAGE.to_owned(),
                tag => language::name(tag),
            };
            named.push((tag, name));
        }
    }
    let option = |(tag, name): (String, String)| el("option").at("value", &tag).put(name);
    named.into_iter().map(option).collect()
}
