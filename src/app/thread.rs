//! A post and its conversation.

use leptos::prelude::*;

use super::{
    kit::{
        icon::{Glyph, Icon},
        panel::Panel,
    },
    post::{card::Inside, fold::Opened},
    route::use_router,
    state::{Talk, use_state},
    timeline::Skeleton,
    words,
};
use crate::{
    core::{
        id::{AccountId, PostUri},
        thread::Branch,
    },
    engine::Failure,
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
    // What could not be asked without a network is asked when it is back.
    Effect::new(move |was: Option<bool>| {
        let online = state.online.get();
        if let Some(talk) = talk
            .get_untracked()
            .filter(|_| online && was == Some(false))
        {
            state.ask_again(talk);
        }
        online
    });
    let on_back = Callback::new(move |()| router.back());
    view! {
        <Panel title=words::CONVERSATION back=words::BACK on_back aside=move || talk.get().map(said)>
            {move || match talk.get() {
                Some(talk) => view! { <Tree talk uri=uri.clone() /> }.into_any(),
                None => view! { <Skeleton /> }.into_any(),
            }}
        </Panel>
    }
}

fn said(talk: Talk) -> impl IntoView {
    move || {
        let count = talk
            .branches
            .with(|branches| branches.len().saturating_sub(1));
        match (talk.pending.get(), talk.answered.get()) {
            (0, 0) => String::new(),
            (0, _) => words::replies(count),
            _ => words::LOADING.to_owned(),
        }
    }
}

#[component]
fn Tree(talk: Talk, uri: PostUri) -> impl IntoView {
    let skipped = move || {
        let skipped = talk.skipped.get();
        (skipped > 0).then(|| view! { <p class="reach">{words::skipped(skipped)}</p> })
    };
    let nothing = move || talk.branches.with(Vec::is_empty);
    // A server that does not know the post has answered; one that is down has not.
    let unknown = move || {
        let all_told = talk.failures.with(|failures| failures.iter().all(is_no));
        nothing() && talk.pending.get() == 0 && all_told
    };
    view! {
        <Show when=move || nothing() && (talk.pending.get() > 0)><Skeleton /></Show>
        <Show when=unknown>
            <div class="blank"><p>{words::POST_NOT_FOUND}</p></div>
        </Show>
        <div class="tree">
            <For each=move || talk.branches.get() key=|branch| (branch.post.clone(), branch.depth, branch.torn_off) let(branch)>
                <Reply branch focus=uri.clone() />
            </For>
        </div>
        {skipped}
        <Unasked talk />
    }
}

/// Whether a server has answered that it does not know the post.
fn is_no((_, failure): &(AccountId, Failure)) -> bool {
    matches!(failure, Failure::NotFound | Failure::Gone)
}

/// The servers that could not say what they know, and asking them again.
#[component]
fn Unasked(talk: Talk) -> impl IntoView {
    let state = use_state();
    let lines = Memo::new(move |_| {
        let mut lines: Vec<String> = Vec::new();
        for (id, failure) in talk.failures.get().iter().filter(|failed| !is_no(failed)) {
            let host = state.account(id).map(|it| it.server.origin.display_host());
            let line = words::lane_trouble(&host.unwrap_or_default(), Some(failure));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    });
    let some = move || lines.with(|lines| !lines.is_empty());
    view! {
        <Show when=some>
            <div class="reach" role="status">
                {move || lines.get().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                <button type="button" class="button" on:click=move |_| state.ask_again(talk)>{words::TRY_AGAIN}</button>
            </div>
        </Show>
    }
}

#[component]
fn Reply(branch: Branch, focus: PostUri) -> impl IntoView {
    let state = use_state();
    let is_focus = branch.post == focus;
    let depth = branch.depth.min(STEPS);
    let id = format!("talk-{}", state.number());
    let opened = Opened::new(is_focus);
    let uri = branch.post.clone();
    let name_id = format!("{id}-name");
    let about = uri.clone();
    let first = Signal::derive(move || state.sighted_by(&about).into_iter().next());
    let facts = state.facts(&uri);
    let inside = {
        let name_id = name_id.clone();
        move || match facts.get() {
            Some(post) => {
                let name_id = name_id.clone();
                view! { <Inside post name_id default=first opened small=true /> }.into_any()
            }
            None => {
                view! { <p class="reply__gone" id=name_id.clone()>{words::DELETED}</p> }.into_any()
            }
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
