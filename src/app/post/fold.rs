//! A long text, folded until the reader wants all of it.

use leptos::prelude::*;

use super::text::Text;
use crate::{app::words, core::rich_text::RichText};

/// What the reader has opened of a post. Outlives an edit of it.
#[derive(Clone, Copy)]
pub struct Opened {
    /// What stands behind the warning.
    pub warned: RwSignal<bool>,
    /// All of a long text.
    pub whole: RwSignal<bool>,
}

impl Opened {
    /// A post that is `whole` shows all of its text from the start.
    pub fn new(whole: bool) -> Self {
        Self {
            warned: RwSignal::new(false),
            whole: RwSignal::new(whole),
        }
    }
}

/// More characters than this, or more blocks, are folded.
const CHARACTERS: usize = 1_000;
const BLOCKS: usize = 12;

/// A text; if it is long, its beginning and a button for the rest.
#[component]
pub fn Fold(text: RichText, language: Option<String>, whole: RwSignal<bool>) -> impl IntoView {
    if whole.get_untracked() || text.length() <= CHARACTERS && text.blocks.len() <= BLOCKS {
        return view! { <Text text language /> }.into_any();
    }
    view! {
        <div class="fold" data-folded=move || (!whole.get()).then_some("") on:focusin=move |_| whole.set(true)>
            <Text text language />
        </div>
        <button type="button" class="fold__toggle" aria-expanded=move || whole.get().to_string()
            on:click=move |_| whole.update(|whole| *whole = !*whole)>
            {move || if whole.get() { words::READ_LESS } else { words::READ_ON }}
        </button>
    }
    .into_any()
}
