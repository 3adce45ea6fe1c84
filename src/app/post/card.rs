//! A post in the timeline.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::{actions::Actions, body::Body, fold::Opened, head::Head, strands::Strands};
use crate::{
    app::{
        kit::{
            avatar::Avatar,
            icon::{Glyph, Icon},
        },
        route::{Route, use_router},
        state::use_state,
        words,
    },
    browser::dom,
    core::{
        id::{AccountId, PostUri},
        post::Post,
        timeline::{Booster, Row},
    },
};

/// A row of the timeline that is a post.
#[component]
pub fn PostCard(row: ArcRwSignal<Row>, place: Signal<usize>) -> impl IntoView {
    let state = use_state();
    let parts = {
        let row = row.clone();
        Memo::new(move |_| match row.get() {
            Row::Post {
                post,
                through,
                boosters,
                time,
            } => Some(Parts {
                post,
                through,
                boosters,
                time: time.0,
            }),
            _ => None,
        })
    };
    let Some(uri) = parts.get_untracked().map(|parts| parts.post) else {
        return ().into_any();
    };
    let through =
        Signal::derive(move || parts.get().map(|parts| parts.through).unwrap_or_default());
    let boosters =
        Signal::derive(move || parts.get().map(|parts| parts.boosters).unwrap_or_default());
    let id = format!("post-{}", state.number());
    let name_id = format!("{id}-name");
    let said = move || {
        let handles: Vec<String> = through
            .get()
            .iter()
            .filter_map(|id| state.account(id))
            .map(|it| it.actor.handle.to_string())
            .collect();
        words::through(&handles.join(", "))
    };
    let opened = Opened::new(false);
    let inner = {
        let (facts, name_id) = (state.facts(&uri), name_id.clone());
        let first = Signal::derive(move || through.get().into_iter().next());
        move || {
            let (post, name_id) = (facts.get()?, name_id.clone());
            Some(view! { <Inside post name_id default=first opened /> })
        }
    };
    let router = use_router();
    let here = uri.clone();
    let open_conversation = move |event: ev::MouseEvent| {
        if dom::is_on_nothing(&event) {
            router.go(Route::Post(here.clone()));
        }
    };
    view! {
        <article class="post" id=id tabindex="-1" aria-labelledby=name_id
            aria-posinset=move || place.get().to_string() aria-setsize="-1"
            on:click=open_conversation data-time=move || parts.get().map(|parts| parts.time.to_string()) data-uri=uri.as_str().to_owned()>
            <Strands through />
            <span class="unseen">{said}</span>
            <Why boosters uri=uri.clone() />
            {inner}
        </article>
    }
    .into_any()
}

#[derive(Clone, PartialEq)]
struct Parts {
    post: PostUri,
    through: Vec<AccountId>,
    boosters: Vec<Booster>,
    time: i64,
}

/// Face, head, body and actions: a post wherever it stands.
#[component]
pub fn Inside(
    post: Arc<Post>,
    name_id: String,
    /// Whom to act as unless chosen otherwise.
    default: Signal<Option<AccountId>>,
    opened: Opened,
    #[prop(optional)] small: bool,
) -> impl IntoView {
    let name = post.author.plain_name();
    view! {
        <Avatar url=post.author.avatar.clone() name small />
        <div class="post__main">
            <Head post=post.clone() id=name_id />
            <Body post=post.clone() opened />
            <Actions uri=post.uri.clone() open_to_all=post.audience.is_open() default />
        </div>
    }
}

/// Why the post is here: boosted, or an answer.
#[component]
fn Why(boosters: Signal<Vec<Booster>>, uri: PostUri) -> impl IntoView {
    let state = use_state();
    let answers = Memo::new(move |_| {
        let whom = state.answered(&uri)?;
        Some(words::answers(whom.as_deref()))
    });
    view! {
        {move || {
            let boosters = boosters.get();
            let names: Vec<String> = boosters.iter().map(|booster| booster.name.clone()).collect();
            let handles: Vec<String> = boosters.iter().map(|booster| booster.handle.to_string()).collect();
            (!names.is_empty()).then(|| view! {
                <p class="why" title=handles.join(", ")>
                    <Icon glyph=Glyph::Boost /><bdi>{words::boosted_by(&names)}</bdi>
                </p>
            })
        }}
        {move || answers.get().map(|said| view! {
            <p class="why"><Icon glyph=Glyph::Reply /><bdi>{said}</bdi></p>
        })}
    }
}
