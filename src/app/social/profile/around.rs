//! The people around somebody.

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            avatar::{Size, avatar},
            el::{Bit, El, button, el, live, show},
        },
        post::head::name,
        route::{Route, to},
        state::{State, Visit},
        timeline::skeleton,
        words,
    },
    core::actor::{Circle, Profile},
};

/// A list of people, with the way back to the posts.
pub fn around(state: State, visit: Visit, of: Circle) -> El {
    let back = button("button")
        .click(move || state.look_around(visit, None))
        .put(words::BACK_TO_POSTS);
    let head = el("div")
        .class("around__head")
        .put(el("h2").put(words::circle_title(of)))
        .put(back);
    let now = visit.around;
    let people = live(move || now.with(|now| now.people.iter().map(person).collect::<Vec<_>>()));
    let none =
        move || now.with(|now| (now.people.is_empty() || now.trouble.is_some()) && !now.loading);
    let more = move || now.with(|now| now.older.is_some() && !now.loading);
    let said = move || {
        let why = now.with_untracked(|now| now.trouble.clone());
        let said = why.map(|why| words::not_answered(&why));
        let said = said.unwrap_or_else(|| words::NO_PEOPLE.to_owned());
        el("p").class("notices__end").put(said)
    };
    let on = move || {
        let load = button("button").click(move || state.look_further_around(visit));
        el("div")
            .class("panel__foot")
            .put(load.put(words::MORE_POSTS))
    };
    el("section")
        .class("around")
        .put(head)
        .put(el("ul").class("around__list").put(people))
        .put(Bit::Many(vec![
            show(move || now.with(|now| now.loading), skeleton),
            show(none, said),
            show(more, on),
        ]))
}

/// Somebody, and the way to them.
pub fn person(profile: &Profile) -> El {
    el("li").put(face_and_name(profile))
}

/// The way to somebody: their face and name.
pub fn face_and_name(profile: &Profile) -> El {
    let actor = &profile.actor;
    let words = el("span")
        .class("around__words")
        .put(el("bdi").class("around__name").put(name(actor)))
        .put(el("bdi").class("dim small").put(actor.handle.to_string()));
    let face = avatar(actor.avatar.as_ref(), &actor.plain_name(), Size::Full);
    let link = to(Route::Person(actor.handle.clone())).class("around__person");
    link.put(face).put(words)
}
