//! A post in the timeline.

use std::sync::Arc;

use leptos::{ev::MouseEvent, prelude::*};

use super::{
    actions::{Bar, actions},
    body::body,
    head::head,
    stand::{Opened, Reads, Stand, Translated},
    strands::strands,
};
use crate::{
    app::{
        kit::{
            avatar::{Size, avatar},
            el::{Bit, El, button, el, live, text},
            icon::{Glyph, icon},
        },
        route::{Route, use_router},
        state::{State, use_state},
        words,
    },
    browser::dom,
    core::{
        id::{AccountId, PostUri},
        post::Post,
        timeline::{Booster, Row},
    },
};

/// What a row says of its post.
#[derive(Clone, PartialEq, Default)]
struct Parts {
    through: Vec<AccountId>,
    boosters: Vec<Booster>,
    time: i64,
}

impl Parts {
    fn of(row: Row) -> Self {
        match row {
            Row::Post {
                through,
                boosters,
                time,
                ..
            } => Self {
                through,
                boosters,
                time: time.0,
            },
            _ => Self::default(),
        }
    }
}

/// A row of the timeline that is a post.
pub fn post_card(uri: &PostUri, row: ArcRwSignal<Row>, opened: Opened) -> El {
    let state = use_state();
    let parts = Memo::new(move |_| Parts::of(row.get()));
    let through = move || parts.with(|parts| parts.through.clone());
    let name_id = format!("post-{}-name", state.number());
    let first = Signal::derive(move || parts.with(|parts| parts.through.first().cloned()));
    let inner = inner(uri, &name_id, first, opened);
    let (router, here) = (use_router(), uri.clone());
    let open = move |event: MouseEvent| {
        if dom::is_on_nothing(&event) {
            router.go(Route::Post(here.clone()));
        }
    };
    el("article")
        .class("post")
        .at("tabindex", "-1")
        .at("aria-labelledby", &name_id)
        .at("data-uri", uri.as_str())
        .live("data-time", move || {
            Some(parts.with(|parts| parts.time.to_string()))
        })
        .on("click", open)
        .put(strands(through))
        .put(
            el("span")
                .class("unseen")
                .put(text(move || said(state, &through()))),
        )
        .put(live(move || {
            boosted(&parts.with(|parts| parts.boosters.clone()))
        }))
        .put(answering(uri))
        .put(inner)
}

/// The post, or what stands in its place while it is not in memory.
fn inner(uri: &PostUri, name_id: &str, first: Signal<Option<AccountId>>, opened: Opened) -> Bit {
    let state = use_state();
    let (facts, wanted, name_id) = (state.facts(uri), uri.clone(), name_id.to_owned());
    live(move || match facts.get() {
        Some(post) => inside(post, &name_id, first, opened, Kind::Timeline),
        None => match state.lost(&wanted) {
            Some(why) => lost(state, &wanted, &why, &name_id),
            None => {
                state.recall(&wanted);
                absent(&name_id)
            }
        }
        .into(),
    })
}

/// The room of a post that is not in memory, and is on its way.
fn absent(name_id: &str) -> El {
    el("div")
        .class("ghost")
        .put(el("span").class("ghost__face"))
        .put(
            el("span")
                .class("unseen")
                .at("id", name_id)
                .put(words::LOADING),
        )
        .put(el("span").class("ghost__line"))
        .put(el("span").class("ghost__line"))
}

/// The room of a post that is not in memory, and could not be had.
fn lost(state: State, uri: &PostUri, why: &str, name_id: &str) -> El {
    let uri = uri.clone();
    let again = button("button").click(move || state.recall_again(&uri));
    el("div")
        .class("post__lost")
        .put(el("p").at("id", name_id).put(why))
        .put(again.put(words::TRY_AGAIN))
}

/// Through whom the post came.
fn said(state: State, through: &[AccountId]) -> String {
    let accounts = through.iter().filter_map(|id| state.account(id));
    let handles: Vec<String> = accounts.map(|it| it.actor.handle.to_string()).collect();
    words::through(&handles.join(", "))
}

/// Where a post stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Timeline,
    Talk,
}

/// Face, head, body and actions: a post wherever it stands. `default` is whom
/// to act as unless chosen otherwise.
pub fn inside(
    post: Arc<Post>,
    name_id: &str,
    default: Signal<Option<AccountId>>,
    opened: Opened,
    kind: Kind,
) -> Bit {
    let name = post.author.plain_name();
    let talk = kind == Kind::Talk;
    // Where a link in it leads is asked of whoever reads it.
    provide_context(Reads(default));
    let stale = opened
        .translated
        .with_untracked(|it| it.is_stale(post.edited));
    if stale {
        opened.translated.set(Translated::No);
    }
    let stand = Stand {
        opened,
        bar: Bar::new(&post, default, opened),
        talk,
        history: RwSignal::new(false),
        more: RwSignal::new(false),
    };
    let size = if talk { Size::Small } else { Size::Full };
    let main = el("div")
        .class("post__main")
        .put(head(&post, name_id, stand))
        .put(body(&post, stand))
        .put(actions(&post, stand.bar, talk));
    Bit::Many(vec![
        avatar(post.author.avatar.as_ref(), &name, size),
        main.into(),
    ])
}

/// Why the post is here: somebody boosted it.
fn boosted(boosters: &[Booster]) -> Option<El> {
    let names: Vec<String> = boosters.iter().map(|it| it.name.clone()).collect();
    let handles: Vec<String> = boosters.iter().map(|it| it.handle.to_string()).collect();
    let why = |said: String| why(Glyph::Boost, said).at("title", &handles.join(", "));
    (!names.is_empty()).then(|| why(words::boosted_by(&names)))
}

/// Why the post is here: it answers somebody.
fn answering(uri: &PostUri) -> Bit {
    let (state, uri) = (use_state(), uri.clone());
    let answers = Memo::new(move |_| {
        let whom = state.answered(&uri)?;
        Some(words::answers(whom.as_deref()))
    });
    live(move || answers.get().map(|said| why(Glyph::Reply, said)))
}

fn why(glyph: Glyph, said: String) -> El {
    el("p")
        .class("why")
        .put(icon(glyph))
        // The sentence is English, whatever name it begins with.
        .put(el("bdi").at("dir", "ltr").put(said))
}
