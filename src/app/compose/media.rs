//! Pictures, films and sounds of a sheet: chosen, described, put in order.

mod focus;

use leptos::{ev::Event, prelude::*, task::spawn_local};

use super::{desk::Desk, sheet::Sheet};
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, each, el, live, show, text},
            icon::{Glyph, icon},
        },
        words,
    },
    browser::{
        dom,
        files::{self, Address},
    },
    core::outbox::letter::Attached,
};

/// The way to choose files.
pub fn chooser(desk: Desk, sheet: Sheet) -> El {
    let field = el("input")
        .class("unseen")
        .at("type", "file")
        .flag("multiple", true)
        .at("accept", "image/*,video/*,audio/*")
        .on("change", move |event: Event| {
            sheet.take(desk, files::chosen(&event));
        });
    el("label")
        .class("button compose__tool")
        .put(field)
        .put(icon(Glyph::Picture))
        .put(words::ADD_MEDIA)
}

/// All that is attached.
pub fn tray(desk: Desk, sheet: Sheet) -> El {
    let keys = move || {
        let all = sheet.media.get();
        all.into_iter().map(|it| it.id).collect::<Vec<_>>()
    };
    let busy = move || {
        el("p")
            .class("dim small")
            .at("role", "status")
            .put(words::FILES_BUSY)
    };
    let sensitive = move || sheet.media.with(|all| !all.is_empty());
    el("div")
        .class("tray")
        .put(
            el("ul")
                .class("tray__all")
                .at("aria-label", words::ATTACHED)
                .live_flag("hidden", move || !sensitive())
                .put(each(keys, move |id| tile(Tile { desk, sheet }, &id))),
        )
        .put(show(move || sheet.busy.get() > 0, busy))
}

/// Where a tile belongs.
#[derive(Clone, Copy)]
struct Tile {
    desk: Desk,
    sheet: Sheet,
}

impl Tile {
    /// Changes one of the media.
    fn change(self, id: &str, change: impl FnOnce(&mut Attached)) {
        self.sheet.media.update(|all| {
            if let Some(one) = all.iter_mut().find(|it| it.id == id) {
                change(one);
            }
        });
        self.desk.changed();
    }

    fn move_by(self, id: &str, by: isize) {
        self.sheet.media.update(|all| {
            let at = all.iter().position(|it| it.id == id);
            let to = at.and_then(|at| at.checked_add_signed(by));
            if let Some((at, to)) = at.zip(to).filter(|(_, to)| *to < all.len()) {
                all.swap(at, to);
            }
        });
        self.desk.changed();
    }

    fn remove(self, id: &str) {
        self.sheet.media.update(|all| all.retain(|it| it.id != id));
        self.desk.changed();
        dom::focus(&self.sheet.field());
    }
}

fn tile(place: Tile, id: &str) -> El {
    let one = place.sheet.media.with_untracked(|all| {
        let found = all.iter().find(|it| it.id == id);
        found.cloned().unwrap_or_default()
    });
    el("li").class("tray__one").put(preview(place, &one)).put(
        el("div")
            .class("tray__words")
            .put(bar(place, &one))
            .put(alt(place, &one)),
    )
}

/// Its name, and what can be done with it.
fn bar(place: Tile, one: &Attached) -> El {
    let id = one.id.as_str();
    let own = id.to_owned();
    let at = move |of: fn(usize, usize) -> bool| {
        let own = own.clone();
        move || {
            place.sheet.media.with(|all| {
                let at = all.iter().position(|it| it.id == own);
                at.is_none_or(|at| of(at, all.len()))
            })
        }
    };
    let step = |by: isize, glyph: Glyph, said: &str| {
        let id = id.to_owned();
        button("icon-button")
            .at("aria-label", said)
            .click(move || place.move_by(&id, by))
            .put(icon(glyph))
    };
    let gone = id.to_owned();
    let remove = button("icon-button")
        .at("aria-label", &words::remove_file(&one.name))
        .click(move || place.remove(&gone))
        .put(icon(Glyph::Close));
    el("div")
        .class("tray__bar")
        .put(
            el("bdi")
                .class("tray__name")
                .put(words::file_name(&one.name, one.bytes)),
        )
        .put(step(-1, Glyph::Before, words::EARLIER).live_flag("hidden", at(|at, _| at == 0)))
        .put(step(1, Glyph::After, words::LATER).live_flag("hidden", at(|at, all| at + 1 >= all)))
        .put(remove)
}

/// The picture, with the point that stays in view; or what else it is.
fn preview(place: Tile, one: &Attached) -> El {
    let address = RwSignal::new_local(None::<Address>);
    let (state, about) = (place.desk.state, one.clone());
    if one.held.is_none() {
        spawn_local(async move {
            if let Some(file) = state.file(&about).await {
                address.try_set(file.address());
            }
        });
    }
    let held = one.held.as_ref().and_then(|it| it.preview.clone());
    let (picture, film) = (one.is_picture(), one.is_film());
    let shown = live(move || {
        let from = address.with(|it| it.as_ref().map(|it| it.as_str().to_owned()));
        let from = from.or_else(|| held.as_ref().map(ToString::to_string));
        match from {
            Some(from) if picture || held.is_some() => {
                Bit::from(el("img").at("src", &from).at("alt", ""))
            }
            Some(from) if film => el("video").at("src", &from).flag("muted", true).into(),
            _ => icon(if film { Glyph::Play } else { Glyph::Talk }).into(),
        }
    });
    let frame = el("div").class("tray__frame").put(shown);
    match picture {
        true => frame.put(focus::point(place, one)),
        false => frame,
    }
}

fn alt(place: Tile, one: &Attached) -> El {
    let typed = RwSignal::new(one.alt.clone());
    let id = one.id.clone();
    let most = move || {
        let from = place.desk.from.get();
        let all = from.iter().map(|id| place.desk.limits_of(id).alt);
        all.min().unwrap_or(1_500)
    };
    let count = move || words::alt_count(typed.with(|it| it.chars().count()), most());
    let area = el("textarea")
        .class("field__input tray__alt")
        .at("rows", "2")
        .at("dir", "auto")
        .at("placeholder", words::ALT_HINT)
        .typed(typed)
        .on("input", move |_: Event| {
            let alt = typed.get_untracked();
            place.change(&id, |one| one.alt = alt);
        });
    el("label")
        .class("field")
        .put(
            el("span")
                .class("field__label")
                .put(words::ALT_FIELD)
                .put(" ")
                .put(el("span").class("dim").put(text(count))),
        )
        .put(area)
}
