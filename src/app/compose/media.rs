//! Pictures, films and sounds of a sheet: chosen, described, put in order.

use leptos::{
    ev::{Event, KeyboardEvent, MouseEvent},
    prelude::*,
    task::spawn_local,
};

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

/// By how much an arrow key moves the focus, in percent.
const STEP: i8 = 10;

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
    let bar = el("div")
        .class("tray__bar")
        .put(
            el("bdi")
                .class("tray__name")
                .put(words::file_name(&one.name, one.bytes)),
        )
        .put(step(-1, Glyph::Before, words::EARLIER).live_flag("hidden", at(|at, _| at == 0)))
        .put(step(1, Glyph::After, words::LATER).live_flag("hidden", at(|at, all| at + 1 >= all)))
        .put(remove);
    el("li").class("tray__one").put(preview(place, &one)).put(
        el("div")
            .class("tray__words")
            .put(bar)
            .put(alt(place, &one)),
    )
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
        true => frame.put(focus_point(place, one)),
        false => frame,
    }
}

/// A click, or the arrow keys, choose what stays in view where it is cropped.
fn focus_point(place: Tile, one: &Attached) -> El {
    let (id, by_key) = (one.id.clone(), one.id.clone());
    let at = RwSignal::new(one.focus);
    let put = move |id: &str, focus: (i8, i8)| {
        at.set(Some(focus));
        place.change(id, |one| one.focus = Some(focus));
    };
    let click = move |event: MouseEvent| {
        let Some((x, y)) = dom::point_in(&event) else {
            return;
        };
        let percent = |it: f64| (it * 200.0 - 100.0).clamp(-100.0, 100.0).round() as i8;
        put(&id, (percent(x), -percent(y)));
    };
    let keys = move |event: KeyboardEvent| {
        let (x, y) = match event.key().as_str() {
            "ArrowLeft" => (-STEP, 0),
            "ArrowRight" => (STEP, 0),
            "ArrowUp" => (0, STEP),
            "ArrowDown" => (0, -STEP),
            _ => return,
        };
        event.prevent_default();
        let (was_x, was_y) = at.get_untracked().unwrap_or_default();
        let add = |a: i8, b: i8| a.saturating_add(b).clamp(-100, 100);
        put(&by_key, (add(was_x, x), add(was_y, y)));
    };
    let side = move |of: fn((i8, i8)) -> i16| {
        move || {
            let at = at.get().unwrap_or_default();
            Some(format!("{}%", (of(at) + 100) / 2))
        }
    };
    let dot = el("span")
        .class("tray__dot")
        .live_style("inset-inline-start", side(|(x, _)| i16::from(x)))
        .live_style("inset-block-start", side(|(_, y)| -i16::from(y)));
    button("tray__focus")
        .live("aria-label", move || Some(words::focus_at(at.get())))
        .at("title", words::FOCUS_HINT)
        .at("dir", "ltr")
        .on("click", click)
        .on("keydown", keys)
        .put(dot)
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
