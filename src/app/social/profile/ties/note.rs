//! What an account has noted on somebody, for itself alone.

use leptos::{
    ev::{Event, FocusEvent},
    prelude::*,
};

use super::menu::Part;
use crate::{
    app::{
        kit::el::{Bit, El, el, react, show, text},
        state::Noting,
        words,
    },
    browser::clock::Timer,
    core::{actor::Relation, id::Millis},
};

/// The longest note that Mastodon takes.
const LONGEST: &str = "2000";
/// So long nothing is typed before what is written is kept while the field still
/// has the focus: the way back takes the field away without leaving it.
const PAUSE: Millis = Millis(1_500);

/// The field, where there is a note, or one is to be written.
pub fn note(part: &Part) -> Bit {
    let (now, writing) = (part.now, part.writing);
    let noted = move || now.with(|now| now.as_ref().is_some_and(|it| !it.note.is_empty()));
    // A field that was emptied stays while the page does.
    react(move || {
        if noted() {
            writing.set(true);
        }
    });
    let part = part.clone();
    show(move || writing.get(), move || field(&part))
}

fn kept(now: Memo<Option<Relation>>) -> String {
    now.with_untracked(|now| now.as_ref().map(|it| it.note.clone()))
        .unwrap_or_default()
}

/// Keeps what is written when the field is left, which is told to what is given
/// back: one after the other, so that the last holds.
fn keep(part: &Part, written: RwSignal<String>) -> RwSignal<bool> {
    let (left, part) = (RwSignal::new(false), part.clone());
    react(move || {
        let notes = part.visit.beside.notes;
        let how = notes.with(|all| all.get(&part.id).cloned());
        if !left.get() || how == Some(Noting::Saving) {
            return;
        }
        left.set(false);
        let text = written.with_untracked(|text| text.trim().to_owned());
        if text != kept(part.now) {
            untrack(|| part.state.note_as(part.visit, &part.id, text));
        }
    });
    left
}

fn field(part: &Part) -> El {
    let first = kept(part.now);
    let fresh = first.is_empty();
    let written = RwSignal::new(first);
    let left = keep(part, written);
    let timer = StoredValue::new_local(None::<Timer>);
    let typed = move |_: Event| {
        let rests = Timer::new(PAUSE, move || {
            left.try_set(true);
        });
        timer.set_value(Some(rests));
    };
    let (visit, id) = (part.visit, part.id.clone());
    let said = text(move || {
        visit.beside.notes.with(|all| match all.get(&id) {
            None => words::NOTE_PRIVATE.to_owned(),
            Some(Noting::Saving) => words::NOTE_SAVING.to_owned(),
            Some(Noting::Saved) => words::NOTE_SAVED.to_owned(),
            Some(Noting::Failed(why)) => words::note_failed(why),
        })
    });
    let field = el("textarea")
        .class("field__input tie__note-field")
        .at("dir", "auto")
        .at("rows", "1")
        .at("maxlength", LONGEST)
        .at("aria-label", &words::note_of(&part.handle))
        .at("placeholder", words::NOTE_HINT)
        .typed(written)
        .on("input", typed)
        .on("blur", move |_: FocusEvent| left.set(true));
    if fresh {
        let here = field.clone();
        request_animation_frame(move || here.focus());
    }
    let how = el("p").class("dim small").at("role", "status").put(said);
    el("div").class("tie__note").put(field).put(how)
}
