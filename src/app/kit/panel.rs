//! A page beside the timeline, or in its place on a phone: a way back, a
//! title, and what it is about.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A panel. Its title takes the focus when it opens.
#[component]
pub fn Panel(
    title: &'static str,
    back: &'static str,
    on_back: Callback<()>,
    /// What stands beside the title.
    #[prop(optional, into)]
    aside: ViewFn,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="pane-title">
            <header class="panel__head">
                <button type="button" class="round" aria-label=back on:click=move |_| on_back.run(())>
                    <Icon glyph=Glyph::Back />
                </button>
                <h1 class="panel__title" id="pane-title" tabindex="-1">{title}</h1>
                <span class="dim small">{move || aside.run()}</span>
            </header>
            {children()}
        </section>
    }
}
