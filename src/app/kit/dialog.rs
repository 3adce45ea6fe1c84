//! A question that must be answered before going on.

use leptos::{prelude::*, web_sys::HtmlDialogElement};
use wasm_bindgen::JsCast;

use super::el::{El, button, el, react};

/// A native modal dialog that is open while `open` is true; closing it by
/// Escape sets `open` to false.
pub fn modal(open: RwSignal<bool>, labelled_by: &str) -> El {
    let dialog = el("dialog")
        .class("dialog")
        .at("aria-labelledby", labelled_by)
        .on("close", move |_: leptos::ev::Event| open.set(false));
    let native: HtmlDialogElement = dialog.node().clone().unchecked_into();
    react(move || match open.get() {
        true if !native.open() => show(native.clone()),
        false if native.open() => native.close(),
        _ => {}
    });
    dialog
}

/// Shows it; if it is not on the page yet, once it is.
fn show(dialog: HtmlDialogElement) {
    if dialog.is_connected() {
        let _ = dialog.show_modal();
        return;
    }
    request_animation_frame(move || {
        if dialog.is_connected() {
            let _ = dialog.show_modal();
        }
    });
}

/// What a question says.
pub struct Question {
    /// A number that no other dialog on the page has.
    pub id: u64,
    pub title: String,
    pub text: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
}

/// A question with two answers.
pub fn ask(open: RwSignal<bool>, question: Question, then: impl Fn() + 'static) -> El {
    let title_id = format!("ask-{}", question.id);
    let no = button("button").click(move || open.set(false));
    let yes = button("button button--main").click(move || {
        open.set(false);
        then();
    });
    let title = el("h2")
        .at("id", &title_id)
        .class("dialog__title")
        .put(question.title);
    let answers = el("div")
        .class("dialog__answers")
        .put(no.put(question.no))
        .put(yes.put(question.yes));
    modal(open, &title_id)
        .put(title)
        .put(el("p").class("dim").put(question.text))
        .put(answers)
}
