//! The home timeline.

mod feed;
mod head;
mod notices;

use leptos::prelude::*;

use super::{
    state::{Tail, use_state},
    words,
};
use crate::browser::dom;
use feed::Feed;
use head::Head;
use notices::LaneNotices;

/// All accounts' home timelines as one.
#[component]
pub fn Timeline() -> impl IntoView {
    let state = use_state();
    let waiting = move || state.waiting.get() > 0;
    let release = move |_| {
        state.release();
        dom::scroll_to(0.0);
        // The button goes: who came by keyboard goes on at the first of the new.
        set_timeout(
            || dom::focus_in_view(".feed > article"),
            std::time::Duration::from_millis(120),
        );
    };
    view! {
        <section class="timeline" aria-labelledby="timeline-title" id="timeline">
            <div class="timeline__top">
                <Head />
                <div class="timeline__news" aria-live="polite">
                <Show when=waiting>
                    <button type="button" class="pill" on:click=release>
                        <span aria-hidden="true">{move || words::new_posts(state.waiting.get(), state.more.get())}</span>
                        <span class="unseen">{move || words::new_posts_said(state.waiting.get())}</span>
                    </button>
                </Show>
                </div>
            </div>
            <LaneNotices />
            <Feed />
            <Bottom />
        </section>
    }
}

/// What stands below the last row.
#[component]
fn Bottom() -> impl IntoView {
    let state = use_state();
    let empty = move || state.rows.with(Vec::is_empty);
    move || {
        match state.tail.get() {
        Tail::Loading if empty() => view! { <Skeleton /> }.into_any(),
        Tail::Loading => view! { <p class="bottom" role="status">{words::LOADING}</p> }.into_any(),
        Tail::More => view! {
            <p class="bottom"><button type="button" class="button" on:click=move |_| state.try_more()>{words::LOAD}</button></p>
        }
        .into_any(),
        Tail::End if empty() => view! {
            <div class="blank"><h2>{words::EMPTY_TITLE}</h2><p>{words::EMPTY}</p></div>
        }
        .into_any(),
        Tail::Gaps => view! { <p class="bottom">{words::BUT_FOR_GAPS}</p> }.into_any(),
        Tail::Silent if empty() => view! {
            <div class="blank"><h2>{words::SILENT_TITLE}</h2><p>{words::SILENT}</p></div>
        }
        .into_any(),
        Tail::Silent => view! { <p class="bottom">{words::NO_MORE_FOR_NOW}</p> }.into_any(),
        Tail::End => view! { <p class="bottom">{words::DONE_LOADING}</p> }.into_any(),
        Tail::NoSource => view! { <div class="blank"><p>{words::NONE_SHOWN}</p></div> }.into_any(),
    }
    }
}

/// Grey shapes where posts will be.
#[component]
pub fn Skeleton() -> impl IntoView {
    let post = || {
        view! {
            <div class="ghost">
                <span class="ghost__face"></span>
                <span class="ghost__line"></span><span class="ghost__line"></span><span class="ghost__line"></span>
            </div>
        }
    };
    view! {
        <div role="status">
            <span class="unseen">{words::LOADING}</span>
            {(0..5).map(|_| post()).collect_view()}
        </div>
    }
}
