//! The pictures of a profile: as they are, and as they were chosen to be.

use leptos::{ev::Event, prelude::*};

use super::{form::line, typed::Typed};
use crate::{
    app::{
        kit::{
            avatar::{Size, avatar},
            el::{Bit, El, button, el, live},
        },
        state::Mirror,
        words,
    },
    browser::files,
    core::{
        actor::{Own, Picture},
        safe_url::SafeUrl,
    },
};

/// Both, each with its text where the server keeps one.
pub fn pictures(typed: Typed, own: &Own) -> El {
    let face = {
        let (url, name) = (own.actor.avatar.clone(), own.actor.plain_name());
        move || avatar(url.as_ref(), &name, Size::Full)
    };
    let banner = {
        let url = own.banner.clone();
        move || url.as_ref().map_or(Bit::Nothing, shown)
    };
    el("fieldset")
        .class("own__group")
        .put(el("legend").put(words::PICTURES))
        .put(one(typed, Picture::Avatar, face))
        .put(one(typed, Picture::Banner, banner))
}

fn shown(url: &SafeUrl) -> Bit {
    el("img")
        .class("own__banner")
        .at("alt", "")
        .at("decoding", "async")
        .at("referrerpolicy", "no-referrer")
        .at("src", &url.to_string())
        .into()
}

fn one(typed: Typed, picture: Picture, now: impl Fn() -> Bit + 'static) -> El {
    let (_, means) = words::picture(picture);
    let said = typed.text_of(picture).map(|text| {
        let title = words::picture_text(picture);
        let said = (title, words::PICTURE_TEXT_MEANS);
        line(typed.state, said, text, typed.room().text)
    });
    let ways = el("div")
        .class("own__ways")
        .put(choose(typed.mirror, picture))
        .put(undo(typed.mirror, picture));
    el("div")
        .class("own__picture")
        .put(preview(typed.mirror, picture, now))
        .put(el("p").class("dim small").put(means))
        .put(ways)
        .put(said)
}

/// What was chosen; until then what is there now.
fn preview(mirror: Mirror, picture: Picture, now: impl Fn() -> Bit + 'static) -> Bit {
    let class = match picture {
        Picture::Avatar => "avatar",
        Picture::Banner => "own__banner",
    };
    live(move || {
        let file = mirror.chosen.with(|all| all.get(&picture).cloned());
        let Some(address) = file.and_then(|file| file.address()) else {
            return now();
        };
        let shown = el("img").class(class).at("alt", "");
        let shown = shown.at("src", address.as_str());
        // Held for as long as it is shown.
        StoredValue::new_local(address);
        shown.into()
    })
}

fn choose(mirror: Mirror, picture: Picture) -> El {
    let take = move |event: Event| {
        let Some(file) = files::chosen(&event).into_iter().next() else {
            return;
        };
        mirror.saved.set(false);
        if file.mime().starts_with("image/") {
            mirror.trouble.set(None);
            mirror.chosen.update(|all| drop(all.insert(picture, file)));
        } else {
            mirror.trouble.set(Some(words::NO_PICTURE.to_owned()));
        }
    };
    let (title, _) = words::picture(picture);
    let input = el("input")
        .at("type", "file")
        .at("accept", "image/*")
        .class("own__file")
        .on("change", take);
    el("label")
        .class("button own__choose")
        .put(input)
        .put(title)
}

fn undo(mirror: Mirror, picture: Picture) -> Bit {
    live(move || {
        let some = mirror.chosen.with(|all| all.contains_key(&picture));
        some.then(|| {
            let undo = button("button")
                .at("aria-label", &words::keep_picture(picture))
                .click(move || mirror.chosen.update(|all| drop(all.remove(&picture))))
                .put(words::KEEP_OLD);
            let said = el("p").class("dim small").at("role", "status");
            Bit::Many(vec![said.put(words::PICTURE_UNSAVED).into(), undo.into()])
        })
    })
}
