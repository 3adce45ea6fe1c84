//! Pictures in rows, of which only those near the window are on the page.

use leptos::{ev::Event, prelude::*};

use super::{
    list::{hosts, picture},
    picker::Picker,
};
use crate::{
    app::{
        kit::el::{Bit, El, each, el, react},
        words,
    },
    browser::dom::{caret, sizes::Sizes},
    core::outbox::complete::sheet::{Line, ROW, TITLE},
};

/// The sheet in its window.
pub fn grid(picker: Picker) -> El {
    let keys = move || {
        let (version, room) = (picker.version.get(), picker.room.get());
        let scrolled = picker.scrolled.get();
        let near = picker.sheet.with(|sheet| sheet.near(scrolled, room));
        near.map(|line| (version, line)).collect::<Vec<_>>()
    };
    let height = move || picker.sheet.with(|it| Some(format!("{}px", it.height())));
    let space = el("div")
        .class("picker__space")
        .at("role", "rowgroup")
        .live_style("block-size", height)
        .put(each(keys, move |(_, number)| line(picker, number)));
    let window = el("div").class("picker__sheet").at("id", "picker-sheet");
    let frame = window.clone();
    let window = window
        .at("role", "grid")
        .at("tabindex", "0")
        .at("aria-label", words::EMOJI)
        .live("aria-rowcount", move || {
            Some(picker.sheet.with(|it| it.len()).to_string())
        })
        .live("aria-activedescendant", move || picker.active_id())
        .on("scroll", move |_: Event| {
            picker.scrolled.set(frame.node().scroll_top().into());
        })
        .put(space);
    measure(picker, &window);
    // Another sheet begins at its top.
    let frame = window.clone();
    react(move || {
        let _ = picker.version.get();
        frame.node().set_scroll_top(0);
        picker.scrolled.set(0.0);
    });
    window
}

/// As many stand in a row as there is room for.
fn measure(picker: Picker, window: &El) {
    let frame = window.clone();
    let sizes = Sizes::new(move |_| {
        let (wide, high) = (frame.node().client_width(), frame.node().client_height());
        let columns = (f64::from(wide) / ROW) as usize;
        if wide > 0 && columns != picker.columns.get_untracked() {
            picker.columns.set(columns);
        }
        picker.room.set(high.into());
    });
    sizes.watch(window.node());
    StoredValue::new_local(sizes);
}

/// Scrolls until what reaches from here to there is seen whole.
pub fn show(picker: Picker, (top, bottom): (f64, f64)) {
    let (scrolled, room) = (picker.scrolled.get_untracked(), picker.room.get_untracked());
    // The title above a first row is seen with it.
    let to = scrolled.min(top - TITLE).max(bottom - room).max(0.0);
    if to != scrolled {
        picker.scrolled.set(to);
        caret::scroll("picker-sheet", to);
    }
}

/// What names a place on the page.
pub fn id(place: usize) -> String {
    format!("picker-{place}")
}

fn line(picker: Picker, number: usize) -> El {
    let sheet = picker.sheet.get_untracked();
    let row = el("div")
        .class("picker__row")
        .at("role", "row")
        .at("aria-rowindex", &(number + 1).to_string());
    let Some((top, line)) = sheet.line(number) else {
        return row;
    };
    let row = row.style("inset-block-start", &format!("{top}px"));
    match line {
        Line::Title(section) => {
            let titles = picker.titles.get_untracked();
            let title = titles.get(*section).cloned().unwrap_or_default();
            let title = el("span").at("role", "rowheader").put(el("bdi").put(title));
            row.class("picker__row picker__title").put(title)
        }
        Line::Row(places) => row.put(
            places
                .clone()
                .map(|it| cell(picker, it))
                .collect::<Vec<_>>(),
        ),
    }
}

fn cell(picker: Picker, place: usize) -> El {
    let found = untrack(|| picker.picture(place));
    let only = found.as_ref().is_some_and(|it| !it.only.is_empty());
    let said = found.as_ref().map(|it| match &*it.only {
        [] => format!(":{}:", it.name),
        only => format!(":{}:, {}", it.name, words::only_on(&hosts(only))),
    });
    let is_active = move || picker.active.get() == Some(place);
    let shown = found.as_ref().map_or(Bit::Nothing, |it| {
        picture(it).at("alt", &said.unwrap_or_default()).into()
    });
    el("div")
        .class("picker__cell")
        .at("role", "gridcell")
        .at("id", &id(place))
        .flag("data-only", only)
        .live("aria-selected", move || Some(is_active().to_string()))
        // A press would take the focus from the field.
        .on("mousedown", |event: Event| event.prevent_default())
        .on("mouseenter", move |_: Event| picker.over.set(Some(place)))
        .click(move || picker.take(place))
        .put(shown)
}
