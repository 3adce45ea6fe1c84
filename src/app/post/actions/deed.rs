//! One thing that can be done to a post: its button.

use leptos::{
    ev::{Event, MouseEvent},
    prelude::*,
};

use super::Bar;
use crate::{
    app::{
        kit::{
            el::{El, button, el, live, text},
            icon::{Glyph, icon},
        },
        words,
    },
    browser::clock::Timer,
    core::{
        account::Features,
        id::Millis,
        outbox::{Change, Preview},
        post::Counts,
        said::short,
    },
};

/// How long a press must last to open the menu of accounts.
const LONG_PRESS: Millis = Millis(500);

/// One kind of action, as the bar draws it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Boost,
    Like,
    Save,
}

impl Deed {
    /// All of them, in the order of the bar.
    pub const ALL: [Self; 3] = [Self::Boost, Self::Like, Self::Save];

    /// The change that does it, or takes it back.
    pub fn change(self, on: bool) -> Change {
        match self {
            Self::Boost => Change::Boost(on),
            Self::Like => Change::Like(on),
            Self::Save => Change::Save(on),
        }
    }

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Boost => words::BOOST,
            Self::Like => words::LIKE,
            Self::Save => words::SAVE,
        }
    }

    fn look(self) -> (Glyph, &'static str) {
        match self {
            Self::Boost => (Glyph::Boost, "action action--boost"),
            Self::Like => (Glyph::Like, "action action--like"),
            Self::Save => (Glyph::Save, "action action--save"),
        }
    }

    /// Whether a server can do it.
    pub fn is_possible(self, mut features: Features) -> bool {
        *self.change(true).feature(&mut features)
    }

    /// Whether one account has done it; `None` where that is not known.
    pub fn is_done(self, preview: &Preview) -> Option<bool> {
        *self.change(true).of(&mut preview.mine.clone())
    }

    /// How often it was done.
    pub fn count(self, counts: &Counts) -> Option<u32> {
        match self {
            Self::Boost => counts.boosts,
            Self::Like => counts.likes,
            Self::Save => None,
        }
    }
}

/// How the button of a deed stands.
#[derive(Clone, PartialEq, Default)]
pub struct Look {
    pub possible: bool,
    pub on: bool,
    pub pending: bool,
    pub count: Option<u32>,
    /// Hue and handle of the user's other accounts that have done it, too.
    pub others: Vec<(u16, String)>,
}

impl Look {
    fn said(&self, deed: Deed) -> String {
        let handles: Vec<String> = self.others.iter().map(|(_, it)| it.clone()).collect();
        words::deed(deed.word(), self.count.map(short), &handles)
    }
}

/// The button of a deed: does it as who acts, or takes it back; a long press
/// asks as whom.
pub fn deed_button(bar: Bar, deed: Deed) -> El {
    let (glyph, class) = deed.look();
    let look = move || bar.deed(deed);
    let count = move || {
        let count = look().count.filter(|count| *count > 0);
        count.map(short).unwrap_or_default()
    };
    let dots = live(move || {
        let dot = |(hue, _): (u16, String)| el("i").style("--hue", &hue.to_string());
        look().others.into_iter().map(dot).collect::<Vec<_>>()
    });
    let others = el("span")
        .class("action__others")
        .at("aria-hidden", "true")
        .put(dots);
    let button = button(class)
        .live("aria-label", move || Some(look().said(deed)))
        .live("aria-pressed", move || Some(look().on.to_string()))
        .live_flag("data-pending", move || look().pending)
        .live_flag("hidden", move || !look().possible)
        .put(icon(glyph))
        .put(el("span").put(text(count)))
        .put(others);
    pressed(button, bar, deed)
}

/// What a press does, short or long.
fn pressed(button: El, bar: Bar, deed: Deed) -> El {
    let held = StoredValue::new_local(None::<Timer>);
    let opened = StoredValue::new(false);
    let press = move |_: Event| {
        opened.set_value(false);
        held.set_value(Some(Timer::new(LONG_PRESS, move || {
            if opened.try_set_value(true).is_none() {
                bar.ask_as(Some(deed));
            }
        })));
    };
    let let_go = move |_: Event| held.set_value(None);
    let context = move |event: MouseEvent| {
        event.prevent_default();
        bar.ask_as(Some(deed));
    };
    // The click that ends a long press is not meant as one. A press that ended
    // elsewhere has no click to swallow.
    let click = move || {
        if !(opened.get_value() && bar.is_asking()) {
            bar.act(deed);
        }
        opened.set_value(false);
    };
    button
        .click(click)
        .on("pointerdown", press)
        .on("pointerup", let_go)
        .on("pointerleave", let_go)
        .on("contextmenu", context)
}
