//! A post and its conversation.

mod fold;
mod turns;
mod whole;

use std::{collections::HashMap, sync::Arc};

use leptos::{prelude::*, reactive::owner::Owner};

use super::{
    kit::{
        el::{Bit, El, button, each, el, live, out, react, show, text},
        icon::{Glyph, icon},
        panel::panel,
    },
    post::{
        card::{Kind, inside},
        stand::Opened,
    },
    route::{Route, use_router},
    state::{Talk, use_state},
    timeline::skeleton,
    words,
};
use fold::Folds;
use turns::Turns;
use whole::{from_elsewhere, whole};

use crate::{
    browser::dom,
    core::{
        id::{AccountId, PostUri},
        safe_url::SafeUrl,
        thread::Branch,
    },
    engine::Failure,
};

/// The deepest step that is drawn as one: on a phone there is no more room.
const STEPS: usize = 6;

/// The conversation around a post, as a tree.
pub fn conversation(uri: PostUri) -> El {
    let router = use_router();
    let talk = RwSignal::new(None::<Talk>);
    ask(uri.clone(), talk);
    let aside = text(move || talk.get().map(said).unwrap_or_default());
    let back = move || router.back();
    panel(words::CONVERSATION, words::BACK, back, aside).put(live(move || {
        let talk = talk.get();
        untrack(|| match talk {
            Some(talk) => tree(talk, uri.clone()),
            None => skeleton().into(),
        })
    }))
}

/// Opens the conversation, and asks whoever can tell of it.
fn ask(focus: PostUri, talk: RwSignal<Option<Talk>>) {
    let state = use_state();
    // The accounts come from the database first.
    react(move || {
        if state.ready.get() && talk.with_untracked(Option::is_none) {
            talk.set(Some(untrack(|| state.open_talk(focus.clone()))));
        }
    });
    react(move || {
        if let Some(talk) = talk.get() {
            state.ask_knowing(talk);
        }
    });
    // What is said here is there at once.
    react(move || {
        let sent = state.sent.get();
        if let Some((talk, (uri, answered))) = talk.get_untracked().zip(sent) {
            state.join_talk(talk, uri, answered);
        }
    });
    // A page's address leads to the post that it is of.
    let router = use_router();
    react(move || {
        if let Some(uri) = talk.get().and_then(|talk| talk.really.get()) {
            router.replace(Route::Post(uri));
        }
    });
    // What could not be asked without a network is asked when it is back.
    let mut was_online = true;
    react(move || {
        let online = state.online.get();
        let was = std::mem::replace(&mut was_online, online);
        let back = |_: &Talk| online && !was;
        if let Some(talk) = talk.get_untracked().filter(back) {
            state.ask_again(talk);
        }
    });
}

/// How many replies there are, once somebody has told.
fn said(talk: Talk) -> String {
    let count = talk
        .branches
        .with(|branches| branches.len().saturating_sub(1));
    match (talk.pending.get(), talk.answered.get()) {
        (0, 0) => String::new(),
        (0, _) => words::replies(count),
        _ => words::LOADING.to_owned(),
    }
}

fn tree(talk: Talk, uri: PostUri) -> Bit {
    let skipped = move || {
        let skipped = talk.skipped.get();
        (skipped > 0).then(|| el("p").class("reach").put(words::skipped(skipped)))
    };
    let nothing = move || talk.branches.with(Vec::is_empty);
    // A server that does not know the post has answered; one that is down has not.
    let unknown = move || {
        let all_told = talk.failures.with(|failures| failures.iter().all(is_no));
        nothing() && talk.pending.get() == 0 && all_told
    };
    let folds = Folds::new(talk);
    let keys = move || talk.branches.with(|all| folds.shown(all));
    // Until all have answered, what the reader came for stays in sight.
    let mut settled = false;
    react(move || {
        talk.branches.track();
        if !settled {
            request_animation_frame(|| dom::bring_up(".pane", ".reply[data-focus]"));
        }
        settled = talk.pending.get_untracked() == 0;
    });
    let places = places(talk);
    let turns = Turns::default();
    let replies = each(keys, move |post| reply(post, &uri, (places, folds), &turns));
    Bit::Many(vec![
        show(move || nothing() && talk.pending.get() > 0, skeleton),
        show(unknown, move || not_found(talk)),
        el("div").class("tree").put(replies).into(),
        whole(talk),
        live(skipped),
        unasked(talk),
    ])
}

fn not_found(talk: Talk) -> El {
    let asked = move || talk.answered.get() > 0 || talk.failures.with(|all| !all.is_empty());
    let said = move || match asked() {
        true => words::POST_NOT_FOUND.to_owned(),
        false => words::NOBODY_TO_ASK.to_owned(),
    };
    let uri = talk.focus.get_value();
    let web = SafeUrl::parse(uri.as_str()).filter(|it| it.scheme().starts_with("http"));
    let way = web.map(|web| {
        let host = web.display_host().unwrap_or_default();
        let link = out(web.as_str()).class("button");
        link.put(icon(Glyph::Out)).put(words::open_at(&host))
    });
    let blank = el("div").class("blank");
    blank.put(el("p").put(text(said))).put(way)
}

/// Whether a server has answered that it does not know the post.
fn is_no((_, failure): &(AccountId, Failure)) -> bool {
    matches!(failure, Failure::NotFound | Failure::Gone)
}

/// The servers that could not say what they know, and asking them again.
fn unasked(talk: Talk) -> Bit {
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
    let again = move || {
        let said = move || {
            let lines = lines.get().into_iter();
            lines.map(|line| el("p").put(line)).collect::<Vec<_>>()
        };
        let again = button("button").click(move || state.ask_again(talk));
        el("div")
            .class("reach")
            .at("role", "status")
            .put(live(said))
            .put(again.put(words::TRY_AGAIN))
    };
    let ask = move || {
        let ask = button("button").click(move || state.ask_others(talk));
        el("div")
            .class("reach")
            .put(el("p").put(words::OTHERS_UNASKED))
            .put(ask.put(words::ASK_OTHERS))
    };
    Bit::Many(vec![show(some, again), show(others, ask)])
}

/// Where a reply stands: how deep, and whether what it answers is unknown.
type Places = Memo<Arc<HashMap<PostUri, (usize, bool)>>>;

fn places(talk: Talk) -> Places {
    let place = |branch: &Branch| {
        let place = (branch.depth.min(STEPS), branch.torn_off);
        (branch.post.clone(), place)
    };
    Memo::new(move |_| {
        let places = talk.branches.with(|all| all.iter().map(place).collect());
        Arc::new(places)
    })
}

fn reply(post: PostUri, focus: &PostUri, (places, folds): (Places, Folds), turns: &Turns) -> El {
    let state = use_state();
    let is_focus = post == *focus;
    let name_id = format!("talk-{}-name", state.number());
    let depth = places.with_untracked(|all| all.get(&post).map_or(0, |place| place.0));
    let depth = depth.to_string();
    let article = el("article")
        .class("reply")
        .at("data-depth", &depth)
        .flag("data-focus", is_focus)
        .style("--depth", &depth)
        .at("aria-labelledby", &name_id)
        .at("data-uri", post.as_str());
    let (inside, owner) = (article.clone(), Owner::current().unwrap_or_default());
    turns.draw(&article, is_focus, move || {
        let draw = || {
            placed(&inside, &post, places)
                .put(body(&post, name_id, is_focus))
                .put(from_elsewhere(&post))
                .put(is_focus.then(|| origin(&post)))
                .put(folds.way(&post))
        };
        owner.with(|| untrack(draw));
    });
    article
}

/// Keeps a reply where it belongs: its place may change as servers answer.
fn placed(article: &El, post: &PostUri, places: Places) -> El {
    let here = post.clone();
    let branch = Memo::new(move |_| {
        let found = places.with(|all| all.get(&here).copied());
        found.unwrap_or_default()
    });
    let depth = move || Some(branch.get().0.to_string());
    let torn = || {
        let why = el("p").class("why").put(icon(Glyph::Reply));
        why.put(words::TORN_OFF)
    };
    let article = article.clone().live("data-depth", depth);
    let article = article.live_style("--depth", depth);
    article.put(show(move || branch.get().1, torn))
}

/// The post itself, or that it is gone.
fn body(uri: &PostUri, name_id: String, whole: bool) -> Bit {
    let state = use_state();
    let opened = Opened::new(whole);
    let about = uri.clone();
    let first = Signal::derive(move || state.sighted_by(&about).into_iter().next());
    let facts = state.facts(uri);
    live(move || match facts.get() {
        Some(post) => untrack(|| inside(post, &name_id, first, opened, Kind::Talk)),
        None => {
            let gone = el("p").class("reply__gone").at("id", &name_id);
            gone.put(words::DELETED).into()
        }
    })
}

/// The way to the post on its own server.
fn origin(uri: &PostUri) -> Bit {
    let facts = use_state().facts(uri);
    let web = Memo::new(move |_| Some(facts.get()?.web.as_ref()?.to_string()));
    live(move || {
        let link = out(&web.get()?).class("reply__origin");
        let link = link.at("rel", "noopener noreferrer nofollow");
        Some(link.put(icon(Glyph::Out)).put(words::OPEN_AT_ORIGIN))
    })
}
