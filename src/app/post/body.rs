//! What a post says and shows, behind its warning if it has one.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    fold::{Fold, Opened},
    line::line,
    media::Attachments,
    poll::PollResults,
    text::Text,
};
use crate::{
    app::{
        kit::{
            icon::{Glyph, Icon},
            time::Ago,
        },
        route::{Route, To},
        state::use_state,
        words,
    },
    core::{
        id::PostUri,
        post::{Card, Post, Quote},
        rich_text::Inline,
    },
};

/// Everything between a post's head and its actions.
#[component]
pub fn Body(post: Arc<Post>, opened: Opened) -> impl IntoView {
    if post.warning.is_empty() {
        return inside(&post, opened);
    }
    let warning = post.warning.clone();
    view! { <Veil warning open=opened.warned>{inside(&post, opened)}</Veil> }.into_any()
}

/// A warning, and what it warns of once the reader wants it.
#[component]
fn Veil(warning: Vec<Inline>, open: RwSignal<bool>, children: ChildrenFn) -> impl IntoView {
    let warning = line(&warning);
    view! {
        <div class="warning">
            <p class="warning__text" dir="auto">{warning}</p>
            <button type="button" class="warning__toggle" aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)>
                {move || if open.get() { words::HIDE } else { words::SHOW }}
            </button>
        </div>
        <Show when=move || open.get()>{children()}</Show>
    }
}

fn inside(post: &Arc<Post>, opened: Opened) -> AnyView {
    // Behind a warning that has been opened, media need no second veil.
    let sensitive = post.sensitive && post.warning.is_empty();
    let media = (!post.media.is_empty())
        .then(|| view! { <Attachments media=post.media.clone() sensitive /> });
    let card = post
        .card
        .clone()
        .filter(|_| post.media.is_empty() && post.quote.is_none());
    view! {
        <Fold text=post.text.clone() language=post.language.clone() whole=opened.whole />
        {post.poll.clone().map(|poll| view! { <PollResults poll /> })}
        {media}
        {post.quote.clone().map(quote)}
        {card.map(link_card)}
    }
    .into_any()
}

fn quote(quote: Quote) -> AnyView {
    match quote {
        Quote::Hidden(state) => {
            view! { <p class="quote quote--hidden">{words::quote_hidden(&state)}</p> }.into_any()
        }
        Quote::Shown(uri) => view! { <Quoted uri /> }.into_any(),
    }
}

/// A quoted post, small.
#[component]
fn Quoted(uri: PostUri) -> impl IntoView {
    let state = use_state();
    let facts = state.facts(&uri);
    let opened = Opened::new(false);
    move || {
        let post = facts.get()?;
        let name = post.author.plain_name();
        let (route, time) = (Route::Post(post.uri.clone()), post.published);
        Some(view! {
            <div class="quote">
                <p class="quote__who">
                    <bdi class="head__name">{name}</bdi>
                    <bdi class="head__handle">{post.author.handle.to_string()}</bdi>
                    <span class="head__when">
                        <To route><Ago time clock=state.clock now=words::NOW /></To>
                    </span>
                </p>
                {quoted_text(&post, opened)}
            </div>
        })
    }
}

/// The text of a quoted post, behind its warning if it has one.
fn quoted_text(post: &Arc<Post>, opened: Opened) -> AnyView {
    let whole = post.clone();
    let text = move || {
        let (text, language) = (whole.text.clone(), whole.language.clone());
        view! { <div class="quote__text"><Text text language /></div> }
    };
    if post.warning.is_empty() {
        return text().into_any();
    }
    view! { <Veil warning=post.warning.clone() open=opened.warned>{text()}</Veil> }.into_any()
}

fn link_card(card: Card) -> AnyView {
    let image = card.image.map(|image| view! {
        <img class="preview__image" src=image.to_string() alt="" loading="lazy" referrerpolicy="no-referrer" />
    });
    let host = card.url.display_host().unwrap_or_default();
    view! {
        <a class="preview" href=card.url.to_string() target="_blank" rel="noopener noreferrer nofollow">
            {image}
            <span class="preview__words">
                <span class="preview__host"><Icon glyph=Glyph::Out />{host}</span>
                <strong dir="auto">{card.title}</strong>
                <span class="preview__more" dir="auto">{card.description}</span>
            </span>
        </a>
    }
    .into_any()
}
