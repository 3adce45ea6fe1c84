//! A sheet of the desk: one post of those that are being written.

use leptos::{
    ev::{ClipboardEvent, Event, KeyboardEvent},
    prelude::*,
    task::spawn_local,
};

use super::{complete, desk::Desk, media, poll};
use crate::{
    app::{
        kit::{
            el::{El, button, el, show, text},
            icon::{Glyph, icon},
        },
        words,
    },
    browser::files::{self, File},
    core::{
        account::Account,
        outbox::letter::{Attached, Letter, Question, Unfit},
    },
};

/// A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// No other sheet of the page has it.
    pub number: u64,
    /// Nothing lies above it.
    first: bool,
    pub text: RwSignal<String>,
    pub media: RwSignal<Vec<Attached>>,
    pub poll: RwSignal<Option<Question>>,
    /// So many files are being looked at.
    pub busy: RwSignal<usize>,
}

impl Sheet {
    /// A sheet with this on it.
    pub fn new(number: u64, first: bool, letter: &Letter) -> Self {
        Self {
            number,
            first,
            text: RwSignal::new(letter.text.clone()),
            media: RwSignal::new(letter.media.clone()),
            poll: RwSignal::new(letter.poll.clone()),
            busy: RwSignal::new(0),
        }
    }

    /// The name of its field on the page.
    pub fn field(&self) -> String {
        match self.first {
            true => "compose-text".to_owned(),
            false => format!("compose-text-{}", self.number),
        }
    }

    /// Takes files in: looks at them, makes pictures smaller that no chosen server
    /// would take, and keeps them.
    pub fn take(self, desk: Desk, mut all: Vec<File>) {
        desk.trouble.set(None);
        if let Some((most, host)) = untrack(|| desk.most_files()) {
            let there = self.media.with_untracked(Vec::len) + self.busy.get_untracked();
            let room = (most as usize).saturating_sub(there);
            if all.len() > room {
                all.truncate(room);
                let why = words::unfit(&host, &Unfit::TooMany(most));
                desk.trouble.set(Some(why));
            }
        }
        for file in all {
            self.busy.update(|busy| *busy += 1);
            spawn_local(async move {
                let taken = desk.take(file).await;
                if self.media.is_disposed() {
                    return;
                }
                self.busy.update(|busy| *busy -= 1);
                match taken {
                    Ok(one) => {
                        self.media.update(|media| media.push(one));
                        desk.keep_soon();
                    }
                    // There may be others that are not taken, too.
                    Err(why) => desk.trouble.update(|trouble| {
                        let said = trouble.get_or_insert_default();
                        if !said.is_empty() {
                            said.push(' ');
                        }
                        said.push_str(&why);
                    }),
                }
            });
        }
    }
}

/// One sheet: its text, what is attached, and how much room is left.
pub fn sheet(desk: Desk, sheet: Sheet) -> El {
    let asks = move || sheet.poll.with(Option::is_some);
    let (field, emoji) = complete::around(desk, sheet, field(desk, sheet));
    el("div")
        .class("compose__sheet")
        .put(field)
        .put(media::tray(desk, sheet))
        .put(show(asks, move || poll::poll(desk, sheet)))
        .put(tools(desk, sheet, emoji))
}

fn field(desk: Desk, sheet: Sheet) -> El {
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            desk.post();
        }
    };
    let paste = move |event: ClipboardEvent| {
        let files = files::pasted(&event);
        if !files.is_empty() {
            event.prevent_default();
            sheet.take(desk, files);
        }
    };
    let name = move || match desk.place(sheet) {
        0 => words::LETTER.to_owned(),
        at => words::letter_at(at + 1),
    };
    let (hint, rows) = match sheet.first {
        true => (words::LETTER_HINT, "5"),
        false => (words::LETTER_MORE_HINT, "3"),
    };
    el("textarea")
        .class("compose__text field__input")
        .at("id", &sheet.field())
        .at("dir", "auto")
        .at("rows", rows)
        .live("aria-label", move || Some(name()))
        .at("placeholder", hint)
        .typed(sheet.text)
        .on("input", move |_: Event| desk.changed())
        .on("keydown", keys)
        .on("paste", paste)
}

fn tools(desk: Desk, sheet: Sheet, emoji: El) -> El {
    let poll = button("button compose__tool")
        .live("aria-pressed", move || {
            Some(sheet.poll.with(Option::is_some).to_string())
        })
        .click(move || {
            sheet.poll.update(|poll| {
                *poll = match poll {
                    Some(_) => None,
                    None => Some(Question::default()),
                }
            });
            desk.changed();
        })
        .put(icon(Glyph::Poll))
        .put(words::POLL);
    let several = move || desk.sheets.with(|all| all.len() > 1);
    let remove = move || {
        button("button compose__tool")
            .click(move || desk.remove(sheet))
            .put(icon(Glyph::Minus))
            .put(words::REMOVE_SHEET)
    };
    el("div")
        .class("compose__tools")
        .put(media::chooser(desk, sheet))
        .put(emoji)
        .put(poll)
        .put(show(several, remove))
        .put(count(desk, sheet))
}

fn count(desk: Desk, sheet: Sheet) -> El {
    let room = Memo::new(move |_| {
        let letter = desk.letter_on(sheet);
        let room = |account: &Account| {
            let left = desk.limits_of(&account.id).left(&letter);
            (left, account.server.origin.display_host())
        };
        let from = desk.from.get();
        let all = from.iter().filter_map(|id| desk.state.account(id));
        all.map(|it| room(&it)).min_by_key(|(left, _)| *left)
    });
    let left = move || {
        room.get()
            .map_or_else(String::new, |(left, _)| left.to_string())
    };
    let said = move || {
        let room = room.get();
        room.map_or_else(String::new, |(left, host)| words::room_left(&host, left))
    };
    el("span")
        .class("compose__count")
        .live_flag("data-over", move || {
            room.with(|room| room.as_ref().is_some_and(|(left, _)| *left < 0))
        })
        .put(el("span").at("aria-hidden", "true").put(text(left)))
        .put(el("span").class("unseen").put(text(said)))
}
