//! A post and its conversation.

use leptos::prelude::*;

use super::{
    kit::icon::{Glyph, Icon},
    post::card::Inside,
    route::use_router,
    state::{Talk, use_state},
    timeline::Skeleton,
    words,
};
use crate::core::{
    id::{AccountId, PostUri},
    thread::Branch,
};

/// The deepest step that is drawn as one: on a phone there is no more room.
const STEPS: usize = 6;

/// The conversation around a post, as a tree.
#[component]
pub fn Conversation(uri: PostUri) -> impl IntoView {
    let state = use_state();
    let router = use_router();
    let talk = RwSignal::new(None::<Talk>);
    let focus = uri.clone();
    // The accounts come from the database first.
    Effect::new(move |_| {
        if state.ready.get() && talk.with_untracked(Option::is_none) {
            talk.set(Some(untrack(|| state.open_talk(focus.clone()))));
        }
    });
    view! {
        <section class="panel" aria-labelledby="pane-title">
            <header class="panel__head">
                <button type="button" class="round" aria-label=words::BACK on:click=move |_| router.back()>
                    <Icon glyph=Glyph::Back />
                </button>
                <h1 class="panel__title" id="pane-title" tabindex="-1">{words::CONVERSATION}</h1>
                <span class="dim small">{move || talk.get().map(said)}</span>
            </header>
            {move || match talk.get() {
                    Some(talk) => view! { <Tree talk uri=uri.clone() /> }.into_any(),
                    None => view! { <Skeleton /> }.into_any(),
            }}
        </section>
    }
}

fn said(talk: Talk) -> impl IntoView {
    move || {
        let count = talk
            .branches
            .with(|branches| branches.len().saturating_sub(1));
        if talk.pending.get() > 0 {
            words::LOADING.to_owned()
        } else {
            words::replies(count)
        }
    }
}

#[component]
fn Tree(talk: Talk, uri: PostUri) -> impl IntoView {
    let state = use_state();
    let trouble = move || {
        let failures = talk.failures.get();
        let line = |(id, failure): (AccountId, crate::engine::Failure)| {
            let host = state
                .account(&id)
                .map(|it| it.server.origin.host().to_owned());
            view! { <p class="reach">{words::lane_trouble(&host.unwrap_or_default(), Some(&failure))}</p> }
        };
        failures.into_iter().map(line).collect_view()
    };
    let skipped = move || {
        let skipped = talk.skipped.get();
        (skipped > 0).then(|| view! { <p class="reach">{words::skipped(skipped)}</p> })
    };
    let nothing = move || talk.branches.with(Vec::is_empty);
    view! {
        <Show when=move || nothing() && (talk.pending.get() > 0)><Skeleton /></Show>
        <Show when=move || nothing() && talk.pending.get() == 0>
            <div class="blank"><p>{words::POST_NOT_FOUND}</p></div>
        </Show>
        <div class="tree">
            <For each=move || talk.branches.get() key=|branch| (branch.post.clone(), branch.depth, branch.torn_off) let(branch)>
                <Reply branch focus=uri.clone() />
            </For>
        </div>
        {skipped}
        {trouble}
    }
}

#[component]
fn Reply(branch: Branch, focus: PostUri) -> impl IntoView {
    let state = use_state();
    let is_focus = branch.post == focus;
    let depth = branch.depth.min(STEPS);
    let id = format!("talk-{}", state.number());
    let open = RwSignal::new(false);
    let uri = branch.post.clone();
    let name_id = format!("{id}-name");
    let about = uri.clone();
    let first = Signal::derive(move || state.sighted_by(&about).into_iter().next());
    let facts = state.facts(&uri);
    let inside = {
        let name_id = name_id.clone();
        move || {
            let (post, name_id) = (facts.get()?, name_id.clone());
            Some(view! { <Inside post name_id default=first open small=true /> })
        }
    };
    let origin = move || {
        let web = facts.get().filter(|_| is_focus)?.web.as_ref()?.to_string();
        Some(view! {
            <a class="reply__origin" href=web target="_blank" rel="noopener noreferrer nofollow">
                <Icon glyph=Glyph::Out />
                {words::OPEN_AT_ORIGIN}
            </a>
        })
    };
    let torn = branch
        .torn_off
        .then(|| view! { <p class="why"><Icon glyph=Glyph::Reply />{words::TORN_OFF}</p> });
    view! {
        <article class="reply" data-depth=depth.to_string() data-focus=is_focus.then_some("") style:--depth=depth.to_string()
            aria-labelledby=name_id data-uri=branch.post.as_str().to_owned()>
            {torn}
            {inside}
            {origin}
        </article>
    }
}
