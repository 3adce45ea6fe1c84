//! Who of one's own knows somebody, and the tags that they show.

use leptos::prelude::*;

use super::around::person;
use crate::{
    app::{
        kit::{
            avatar::{Size, avatar},
            el::{Bit, El, button, el, live, show},
        },
        state::Visit,
        words,
    },
    core::actor::{Profile, Topic},
};

/// So many faces stand before the words.
const FACES: usize = 3;

/// Both, where there are any.
pub fn beside(visit: Visit) -> Bit {
    let open = RwSignal::new(false);
    let familiar = visit.beside.familiar;
    let some = move || familiar.with(|all| !all.is_empty());
    let line = move || {
        let faces =
            move || familiar.with(|all| all.iter().take(FACES).map(face).collect::<Vec<_>>());
        let said = move || {
            let name = |it: &Profile| it.actor.plain_name();
            let names = familiar.with(|all| all.iter().map(name).collect::<Vec<_>>());
            el("span").put(words::familiar(&names))
        };
        button("familiar")
            .live("aria-expanded", move || Some(open.get().to_string()))
            .click(move || open.update(|open| *open = !*open))
            .put(el("span").class("familiar__faces").put(live(faces)))
            .put(live(said))
    };
    let people = move || familiar.with(|all| all.iter().map(person).collect::<Vec<_>>());
    let list = move || el("ul").class("around__list").put(live(people));
    let topics = move || {
        let all = visit.beside.topics.get();
        (!all.is_empty()).then(|| topics(&all))
    };
    Bit::Many(vec![
        show(some, line),
        show(move || some() && open.get(), list),
        live(topics),
    ])
}

fn face(profile: &Profile) -> Bit {
    let actor = &profile.actor;
    avatar(actor.avatar.as_ref(), &actor.plain_name(), Size::Small)
}

fn topics(all: &[Topic]) -> El {
    let one = |topic: &Topic| {
        let (name, posts) = words::topic(topic);
        let posts = posts.map(|it| el("span").class("dim small").put(it));
        el("li").put(el("bdi").put(name)).put(posts)
    };
    let label = el("span").class("dim small").put(words::TOPICS);
    let list = el("ul").put(all.iter().map(one).collect::<Vec<_>>());
    el("div").class("topics").put(label).put(list)
}
