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
    browser::dom,
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
    Effect::new(move |_| {
        if let Some(talk) = talk.get() {
            state.ask_knowing(talk);
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
    let asked = move || talk.answered.get() > 0 || talk.failures.with(|all| !all.is_empty());
    let not_found = move || match asked() {
        true => words::POST_NOT_FOUND,
        false => words::NOBODY_TO_ASK,
    };
    let keys = move || {
        let post = |branch: &Branch| branch.post.clone();
        talk.branches
            .with(|all| all.iter().map(post).collect::<Vec<_>>())
    };
    // Until all have answered, what the reader came for stays in sight.
    Effect::new(move |settled: Option<bool>| {
        talk.branches.track();
        if settled != Some(true) {
            request_animation_frame(|| dom::bring_up(".pane", ".reply[data-focus]"));
        }
        talk.pending.get_untracked() == 0
    });
    view! {
        <Show when=move || nothing() && (talk.pending.get() > 0)><Skeleton /></Show>
        <Show when=unknown>
            <div class="blank"><p>{not_found}</p></div>
        </Show>
        <div class="tree">
            <For each=keys key=PostUri::clone let(post)>
                <Reply talk post focus=uri.clone() />
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
    let others = move || talk.pending.get() == 0 && talk.unasked.with(|all| !all.is_empty());
    view! {
        <Show when=some>
            <div class="reach" role="status">
                {move || lines.get().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                <button type="button" class="button" on:click=move |_| state.ask_again(talk)>{words::TRY_AGAIN}</button>
            </div>
        </Show>
        <Show when=others>
            <div class="reach">
                <p>{words::OTHERS_UNASKED}</p>
                <button type="button" class="button" on:click=move |_| state.ask_others(talk)>{words::ASK_OTHERS}</button>
            </div>
        </Show>
    }
}

#[component]
fn Reply(talk: Talk, post: PostUri, focus: PostUri) -> impl IntoView {
    let state = use_state();
    let is_focus = post == focus;
    let here = post.clone();
    // Depth, and whether what it answers is unknown: both may change as servers answer.
    let branch = Memo::new(move |_| {
        let found = |all: &Vec<Branch>| {
            let branch = all.iter().find(|branch| branch.post == here)?;
            Some((branch.depth.min(STEPS), branch.torn_off))
        };
        talk.branches.with(found).unwrap_or_default()
    });
    let depth = move || branch.get().0.to_string();
    let id = format!("talk-{}", state.number());
    let opened = Opened::new(is_focus);
    let uri = post.clone();
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
    let torn = move || {
        let torn_off = branch.get().1;
        torn_off.then(|| view! { <p class="why"><Icon glyph=Glyph::Reply />{words::TORN_OFF}</p> })
    };
    view! {
        <article class="reply" data-depth=depth data-focus=is_focus.then_some("") style:--depth=depth
            aria-labelledby=name_id data-uri=post.as_str().to_owned()>
            {torn}
            {inside}
            {origin}
        </article>
    }
}
