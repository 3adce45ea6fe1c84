//! Who wrote a post, and when.

use std::sync::Arc;

use leptos::prelude::*;

use super::line::line;
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
    core::post::{Audience, Post},
};

/// Name, handle, marks, time. The time leads to the conversation.
#[component]
pub fn Head(post: Arc<Post>, id: String) -> impl IntoView {
    let state = use_state();
    let author = &post.author;
    let name = if author.name.is_empty() {
        author.handle.user.clone().into_any()
    } else {
        line(&author.name)
    };
    let handle = author.handle.to_string();
    let narrow = (post.audience != Audience::Public).then(|| mark(&post.audience));
    let edited = post
        .edited
        .map(|_| view! { <span class="head__edited">{words::EDITED}" · "</span> });
    let bot = author
        .bot
        .then(|| view! { <span class="tag">{words::BOT}</span> });
    let web = author.web.as_ref().map(ToString::to_string);
    view! {
        <header class="head">
            <a class="head__who" href=web target="_blank" rel="noopener noreferrer nofollow" id=id>
                <bdi class="head__name">{name}</bdi>
                <bdi class="head__handle" title=handle.clone()>{handle.clone()}</bdi>
            </a>
            {bot}
            <span class="head__when">
                {narrow}
                {edited}
                <To route=Route::Post(post.uri.clone())>
                    <Ago time=post.published clock=state.clock now=words::NOW />
                </To>
            </span>
        </header>
    }
}

fn mark(audience: &Audience) -> impl IntoView + use<> {
    let glyph = match audience {
        Audience::Direct => Glyph::Mail,
        Audience::Unlisted | Audience::Public => Glyph::Quiet,
        Audience::Followers | Audience::Unknown(_) => Glyph::Lock,
    };
    let said = words::audience(audience);
    view! {
        <span class="head__mark" role="img" aria-label=said.clone() title=said.clone()><Icon glyph /></span>
    }
}
