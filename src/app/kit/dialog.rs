//! A question that must be answered before going on.

use leptos::{html, prelude::*};

/// A native modal dialog with a title, a text and two answers.
#[component]
pub fn Ask(
    /// A number that no other dialog on the page has.
    id: u64,
    open: RwSignal<bool>,
    title: String,
    text: &'static str,
    yes: &'static str,
    no: &'static str,
    then: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = format!("ask-{id}");
    let labelled = title_id.clone();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class="dialog" node_ref=dialog on:close=move |_| open.set(false) aria-labelledby=labelled>
            <h2 id=title_id class="dialog__title">{title}</h2>
            <p class="dim">{text}</p>
            <div class="dialog__answers">
                <button type="button" class="button" on:click=move |_| open.set(false)>{no}</button>
                <button type="button" class="button button--main" on:click=move |_| {
                    open.set(false);
                    then.run(());
                }>{yes}</button>
            </div>
        </dialog>
    }
}
