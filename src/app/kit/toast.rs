//! Short notices that go by themselves only when they are dismissed.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// The notices there are, newest last. Said politely to screen readers.
#[component]
pub fn Toasts(
    /// Number and text of each.
    notices: Signal<Vec<(u64, String)>>,
    dismiss: Callback<u64>,
    close: &'static str,
) -> impl IntoView {
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || notices.get() key=|(number, _)| *number let((number, text))>
                <div class="toast">
                    <span>{text}</span>
                    <button type="button" class="toast__close" aria-label=close on:click=move |_| dismiss.run(number)>
                        <Icon glyph=Glyph::Close />
                    </button>
                </div>
            </For>
        </div>
    }
}
