//! Who somebody is.

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            avatar::{Size, avatar},
            el::{El, button, el, out},
            icon::{Glyph, icon},
            time::day,
        },
        post::{head::name, line::line, text::text},
        route::{Route, to},
        state::{State, Visit},
        words,
    },
    browser::film::saves_data,
    core::actor::{Circle, Field, Profile},
};

/// Picture, name, words about themselves, and how many know them.
pub fn face(state: State, visit: Visit, profile: &Profile) -> El {
    let banner = profile.banner.as_ref().filter(|_| !saves_data());
    let banner = banner.map(|url| {
        el("img")
            .class("who__banner")
            .at("alt", "")
            .at("loading", "lazy")
            .at("decoding", "async")
            .at("referrerpolicy", "no-referrer")
            .at("src", &url.to_string())
    });
    let about = (!profile.about.is_empty()).then(|| text(&profile.about, None));
    let fields: Vec<El> = profile.fields.iter().flat_map(field).collect();
    let fields = (!fields.is_empty()).then(|| el("dl").class("who__fields").put(fields));
    let web = profile.actor.web.as_ref().map(|web| {
        let host = web.display_host().unwrap_or_default();
        let link = out(&web.to_string()).class("who__web");
        link.put(icon(Glyph::Out)).put(words::open_at(&host))
    });
    el("div")
        .class("who")
        .put(banner)
        .put(names(profile))
        .put(moved(profile))
        .put(about)
        .put(fields)
        .put(tally(state, visit, profile))
        .put(web)
}

fn names(profile: &Profile) -> El {
    let actor = &profile.actor;
    let handle = actor.handle.to_string();
    let tag = |said: &'static str| el("span").class("tag").put(said);
    let tags = el("p")
        .class("who__tags")
        .put(actor.bot.then(|| tag(words::BOT)))
        .put(profile.group.then(|| tag(words::GROUP)))
        .put(profile.locked.then(|| tag(words::LOCKED)));
    let names = el("div")
        .class("who__names")
        .put(el("h2").put(el("bdi").put(name(actor))))
        .put(el("bdi").class("dim").put(handle))
        .put(tags);
    let face = avatar(actor.avatar.as_ref(), &actor.plain_name(), Size::Full);
    el("div").class("who__head").put(face).put(names)
}

fn moved(profile: &Profile) -> Option<El> {
    let whom = profile.moved.as_ref()?;
    let link = to(Route::Person(whom.clone())).class("link");
    let said = words::moved_to(&whom.to_string());
    Some(el("p").class("reach").put(link.put(said)))
}

fn field(field: &Field) -> [El; 2] {
    let check = field.verified.map(|_| {
        el("span")
            .class("who__check")
            .at("role", "img")
            .at("aria-label", words::VERIFIED)
            .at("title", words::VERIFIED)
            .put(icon(Glyph::Check))
    });
    [
        el("dt").put(el("bdi").put(line(&field.name))),
        el("dd")
            .flag("data-verified", field.verified.is_some())
            .put(check)
            .put(text(&field.value, None)),
    ]
}

fn tally(state: State, visit: Visit, profile: &Profile) -> El {
    let count = profile.tally;
    let way = |of: Circle, count: Option<u32>| {
        button("who__count")
            .live("aria-pressed", move || {
                Some((visit.circle.get() == Some(of)).to_string())
            })
            .click(move || {
                let on = visit.circle.get_untracked() != Some(of);
                state.look_around(visit, on.then_some(of));
            })
            .put(words::circle(of, count))
    };
    let posts = count.posts.map(|posts| el("span").put(words::posts(posts)));
    let joined = profile.joined.map(|at| {
        let said = words::since_day(&day(at));
        el("span").class("dim").put(said)
    });
    el("div")
        .class("who__tally")
        .put(posts)
        .put(way(Circle::Following, count.following))
        .put(way(Circle::Followers, count.followers))
        .put(joined)
}
