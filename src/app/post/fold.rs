//! A long text, folded until the reader wants all of it.

use leptos::{ev::Event, prelude::*};

use super::text::text;
use crate::{
    app::{
        kit::el::{self, Bit, button, el},
        words,
    },
    core::rich_text::RichText,
};

/// More characters than this, or more blocks, are folded.
const CHARACTERS: usize = 1_000;
const BLOCKS: usize = 12;

/// A text; if it is long, its beginning and a button for the rest.
pub fn fold(words: &RichText, language: Option<&str>, whole: RwSignal<bool>) -> Bit {
    let long = || words.length() > CHARACTERS || words.blocks.len() > BLOCKS;
    if whole.get_untracked() || !long() {
        return text(words, language).into();
    }
    let folded = el("div")
        .class("fold")
        .live_flag("data-folded", move || !whole.get())
        .on("focusin", move |_: Event| whole.set(true))
        .put(text(words, language));
    Bit::Many(vec![folded.into(), toggle(whole).into()])
}

fn toggle(whole: RwSignal<bool>) -> el::El {
    let said = move || match whole.get() {
        true => words::READ_LESS.to_owned(),
        false => words::READ_ON.to_owned(),
    };
    button("fold__toggle")
        .live("aria-expanded", move || Some(whole.get().to_string()))
        .click(move || whole.update(|whole| *whole = !*whole))
        .put(el::text(said))
}
