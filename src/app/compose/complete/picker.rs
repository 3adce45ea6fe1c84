//! All emoji of the servers that the letter goes to, to choose one from.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use leptos::{ev::KeyboardEvent, prelude::*, task::spawn_local};

use super::{Offering, grid, list::hosts};
use crate::{
    app::{
        kit::{
            dialog::modal,
            el::{El, button, el, live, react, show, text},
            icon::{Glyph, icon},
        },
        route::use_router,
        state::Fetched,
        words,
    },
    browser::{
        address,
        dom::{self, caret},
    },
    core::{
        http::Origin,
        outbox::complete::{
            Book, Offer, Picture, Shelf,
            sheet::{Sheet, Step},
        },
    },
};

/// So many are found at most.
const FOUND: usize = 2_000;

/// What one chooses from. A handle.
#[derive(Clone, Copy)]
pub struct Picker {
    offering: Offering,
    open: RwSignal<bool>,
    /// What is looked for.
    words: RwSignal<String>,
    pub sheet: RwSignal<Arc<Sheet>>,
    pub titles: RwSignal<Arc<Vec<String>>>,
    /// Counts up with each sheet.
    pub version: RwSignal<u32>,
    /// The place that Enter takes, and the one under the pointer.
    pub active: RwSignal<Option<usize>>,
    pub over: RwSignal<Option<usize>>,
    /// The arrows go from picture to picture.
    inside: StoredValue<bool>,
    /// How far the sheet is scrolled, how high its window is, how many stand in a row.
    pub scrolled: RwSignal<f64>,
    pub room: RwSignal<f64>,
    pub columns: RwSignal<usize>,
}

/// The dialog; what is in it is made when it opens.
pub fn picker(offering: Offering, open: RwSignal<bool>) -> El {
    modal(open, "picker-title")
        .class("dialog picker")
        .put(show(move || open.get(), move || inside(offering, open)))
}

fn inside(offering: Offering, open: RwSignal<bool>) -> El {
    let picker = Picker {
        offering,
        open,
        words: RwSignal::new(String::new()),
        sheet: RwSignal::new(Arc::default()),
        titles: RwSignal::new(Arc::default()),
        version: RwSignal::new(0),
        active: RwSignal::new(None),
        over: RwSignal::new(None),
        inside: StoredValue::new(false),
        scrolled: RwSignal::new(0.0),
        room: RwSignal::new(400.0),
        columns: RwSignal::new(7),
    };
    react(move || picker.lay_out());
    close_by_back(open);
    // Where a keyboard would cover half of it, it does not come by itself.
    let first = match dom::matches("(pointer: fine)") {
        true => "picker-find",
        false => "picker-close",
    };
    request_animation_frame(move || dom::focus(first));
    let keys = move |event: KeyboardEvent| {
        if picker.heeds(&event) {
            event.prevent_default();
        }
    };
    let some = move || picker.sheet.with(|it| !it.is_empty());
    el("div")
        .class("picker__inside")
        .on("keydown", keys)
        .put(head(picker))
        .put(field(picker))
        .put(live(move || picker.state()))
        .put(show(some, move || grid::grid(picker)))
        .put(foot(picker))
}

/// A step of the history: back closes it, and leads nowhere else.
fn close_by_back(open: RwSignal<bool>) {
    use_router().step_over();
    let went_back = Arc::new(AtomicBool::new(false));
    let back = went_back.clone();
    StoredValue::new_local(address::listen("popstate", move || {
        back.store(true, Ordering::Relaxed);
        open.set(false);
    }));
    on_cleanup(move || {
        if !went_back.load(Ordering::Relaxed) {
            address::back();
        }
    });
}

fn head(picker: Picker) -> El {
    let close = button("round")
        .at("id", "picker-close")
        .at("aria-label", words::CLOSE)
        .click(move || picker.open.set(false))
        .put(icon(Glyph::Close));
    let title = el("h2").at("id", "picker-title").put(words::EMOJI);
    el("div").class("picker__head").put(title).put(close)
}

/// The field to search in; the arrows go on from it to the pictures.
fn field(picker: Picker) -> El {
    let some = move || picker.sheet.with(|it| !it.is_empty());
    el("input")
        .class("field__input")
        .at("type", "search")
        .at("id", "picker-find")
        .at("role", "combobox")
        .at("aria-label", words::EMOJI_FIND)
        .at("aria-autocomplete", "list")
        .at("aria-haspopup", "grid")
        .at("aria-controls", "picker-sheet")
        .live("aria-expanded", move || Some(some().to_string()))
        .live("aria-activedescendant", move || picker.active_id())
        .at("placeholder", words::EMOJI_FIND_HINT)
        .at("autocomplete", "off")
        .at("autocapitalize", "off")
        .at("spellcheck", "false")
        .at("maxlength", "64")
        .typed(picker.words)
}

/// What the one is called that would be taken.
fn foot(picker: Picker) -> El {
    let shown = move || {
        let place = picker.over.get().or(picker.active.get());
        place.and_then(|place| picker.picture(place))
    };
    let name = move || shown().map_or_else(String::new, |it| format!(":{}:", it.name));
    let only = move || match shown() {
        Some(it) if !it.only.is_empty() => words::only_on(&hosts(&it.only)),
        _ => String::new(),
    };
    el("p")
        .class("picker__foot")
        .at("aria-hidden", "true")
        .put(el("bdi").class("picker__name").put(text(name)))
        .put(el("bdi").class("dim").put(text(only)))
}

/// A sheet's sections, with their titles.
type Sections = Vec<(String, Vec<usize>)>;

impl Picker {
    /// Lays the sheet out: all of them, or those that are looked for.
    fn lay_out(self) {
        let known = self.offering.known;
        let servers = self.offering.servers();
        let words = self.words.get();
        let typed = words.trim().trim_matches(':');
        let _ = known.news.get();
        let sections = match typed {
            "" => {
                let used = known.used.get();
                known.with_book(|book| all(book, &used, &servers))
            }
            typed => known.with_book(|book| found(book, typed, &servers)),
        };
        let (titles, sections): (Vec<_>, Vec<_>) = sections.into_iter().unzip();
        let sheet = Sheet::new(sections, self.columns.get());
        let first = (!typed.is_empty() && !sheet.is_empty()).then_some(0);
        self.titles.set(Arc::new(titles));
        self.sheet.set(Arc::new(sheet));
        self.version.update(|version| *version += 1);
        self.active.set(first);
        self.over.set(None);
        self.inside.set_value(false);
    }

    /// What stands at a place.
    pub fn picture(&self, place: usize) -> Option<Picture> {
        let number = self.sheet.with(|sheet| sheet.item(place))?;
        let servers = self.offering.servers();
        let known = self.offering.known;
        known.with_book(|book| book.at(number, &servers))
    }

    /// What names the active one on the page.
    pub fn active_id(&self) -> Option<String> {
        self.active.get().map(grid::id)
    }

    /// Puts one into the text, once the dialog has given the focus back.
    pub fn take(self, place: usize) {
        let Some(picture) = untrack(|| self.picture(place)) else {
            return;
        };
        let (offering, offer) = (self.offering, Offer::Emoji(picture));
        self.open.set(false);
        request_animation_frame(move || {
            let Some(field) = offering.field.try_with_value(El::html) else {
                return;
            };
            let selected = caret::selected(&field);
            offering.put(selected.unwrap_or_default(), &offer);
        });
    }

    /// Whether a key was for the sheet.
    fn heeds(self, event: &KeyboardEvent) -> bool {
        let held = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        if held || event.is_composing() || dom::is_in(event, "button") {
            return false;
        }
        let active = self.active.get_untracked();
        // In the field the arrows move the caret, until one goes to the pictures.
        let within = self.inside.get_value() || !dom::is_in(event, "input");
        let step = match event.key().as_str() {
            "Enter" => {
                active.into_iter().for_each(|place| self.take(place));
                return active.is_some();
            }
            "ArrowDown" => Step::Down,
            "ArrowUp" => Step::Up,
            "PageDown" => Step::PageDown,
            "PageUp" => Step::PageUp,
            "ArrowLeft" if within => Step::Before,
            "ArrowRight" if within => Step::After,
            "Home" if within => Step::Begin,
            "End" if within => Step::End,
            _ => return false,
        };
        let to = self
            .sheet
            .with_untracked(|sheet| Some((sheet.step(active, step)?, sheet.clone())));
        if let Some((place, sheet)) = to {
            self.inside.set_value(true);
            self.over.set(None);
            grid::show(self, sheet.extent(place));
            self.active.set(Some(place));
        }
        true
    }

    /// What is still to come, what could not be had, and what there is none of.
    fn state(self) -> El {
        let (mut waits, mut lines) = (false, Vec::new());
        let servers = self.offering.servers();
        for server in &servers {
            match self
                .offering
                .known
                .emoji
                .with(|all| all.get(server).cloned())
            {
                Some(Fetched::Failed(why)) => {
                    let said = words::lane_trouble(&server.display_host(), Some(&why));
                    lines.push(el("p").put(said));
                }
                Some(Fetched::There) => {}
                Some(Fetched::Loading) | None => waits = true,
            }
        }
        let (none, typed) = (self.sheet.with(|it| it.is_empty()), self.words.get());
        let failed = !lines.is_empty();
        let said = match (servers.is_empty(), waits) {
            (true, _) => words::EMOJI_NO_ACCOUNT.to_owned(),
            (_, true) => words::LOADING.to_owned(),
            _ if !typed.trim().is_empty() => words::emoji_found(self.sheet.with(|it| it.count())),
            _ if none && !failed => words::no_emoji(&hosts(&servers)),
            _ => String::new(),
        };
        let again = failed.then(|| {
            let again = button("button").click(move || self.load_again());
            again.put(words::TRY_AGAIN)
        });
        el("div")
            .class("picker__state")
            .at("role", "status")
            .put((!said.is_empty()).then(|| el("p").put(said)))
            .put(lines)
            .put(again)
    }

    fn load_again(self) {
        let (state, known) = (self.offering.desk.state, self.offering.known);
        for id in self.offering.desk.from.get_untracked() {
            spawn_local(state.load_emoji(known, id));
        }
    }
}

fn all(book: &Book, used: &[String], servers: &[Origin]) -> Sections {
    let used = book.named(used, servers);
    let mut all = vec![(words::EMOJI_USED.to_owned(), used)];
    let title = |shelf: Shelf| match shelf {
        Shelf::Category(name) => name,
        Shelf::Other => words::EMOJI_OTHER.to_owned(),
        Shelf::Only(servers) => words::only_on_title(&hosts(&servers)),
    };
    let shelves = book.shelves(servers).into_iter();
    all.extend(shelves.map(|(shelf, numbers)| (title(shelf), numbers)));
    all
}

/// Those that hold what is looked for: first what all servers have.
fn found(book: &Book, typed: &str, servers: &[Origin]) -> Sections {
    let mut by: Vec<(Vec<Origin>, Vec<usize>)> = vec![(Vec::new(), Vec::new())];
    for number in book.numbers(typed, FOUND, servers) {
        let only = book.at(number, servers).map(|it| it.only);
        let only = only.unwrap_or_default();
        match by.iter_mut().find(|(servers, _)| *servers == only) {
            Some((_, numbers)) => numbers.push(number),
            None => by.push((only, vec![number])),
        }
    }
    let title = |only: &[Origin]| match only {
        [] => words::EMOJI_FOUND.to_owned(),
        only => words::only_on_title(&hosts(only)),
    };
    let by = by.into_iter();
    by.map(|(only, numbers)| (title(&only), numbers)).collect()
}
