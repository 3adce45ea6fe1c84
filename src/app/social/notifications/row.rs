//! One row of the notifications.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            avatar::{Size, avatar},
            el::{Bit, El, button, el, live, show, text},
            icon::{Glyph, icon},
            time::ago,
        },
        post::{
            card::{Kind as Place, inside},
            stand::Opened,
        },
        route::{Route, to},
        state::{Bell, State},
        words,
    },
    core::{
        id::{AccountId, Few, Millis, PostUri},
        notification::{Group, Heard, Key, Kind, Person},
        post::Post,
    },
};

/// The most faces of a row.
const FACES: usize = 8;
/// The most of a post's words that are shown where they are known already.
const WORDS: usize = 240;

/// A row that changes as more of the same comes.
pub fn row(
    state: State,
    before: RwSignal<Few<AccountId, Millis>>,
    all: Memo<Arc<BTreeMap<Key, Group>>>,
    key: Key,
) -> El {
    let group = Memo::new(move |_| all.with(|all| all.get(&key).cloned()));
    let name_id = format!("notice-{}", state.number());
    let fresh = Memo::new(move |_| {
        let until = |id: &AccountId| before.with(|all| all.get(id).copied());
        group.with(|it| it.as_ref().is_some_and(|it| it.is_unread(until)))
    });
    let named = name_id.clone();
    el("article")
        .class("notice")
        .at("tabindex", "-1")
        .at("aria-labelledby", &name_id)
        .live_flag("data-new", move || fresh.get())
        .put(live(move || {
            let group = group.get()?;
            Some(untrack(|| drawn(state, &group, fresh, &named)))
        }))
}

fn drawn(state: State, group: &Group, fresh: Memo<bool>, name_id: &str) -> Bit {
    let names: Vec<String> = group
        .people
        .iter()
        .map(|(_, (_, actor))| actor.plain_name())
        .collect();
    let said = words::happened(&group.kind, &names, group.count, group.text.as_deref());
    let mark = show(
        move || fresh.get(),
        || el("span").class("notice__new").put(words::NEW_MARK),
    );
    let head = el("header")
        .class("notice__head")
        .put(
            el("p")
                .at("id", name_id)
                .put(el("bdi").at("dir", "ltr").put(said)),
        )
        .put(mark)
        .put(ago(group.at, state.clock, words::NOW));
    let main = el("div")
        .class("notice__main")
        .put(faces(group))
        .put(head)
        .put(through(state, &group.through))
        .put(requests(state, group))
        .put(group.post.as_ref().map(|uri| post(state, group, uri)));
    let (glyph, class) = look(&group.kind);
    let sign = el("span").class("notice__sign").at("data-kind", class);
    Bit::Many(vec![sign.put(icon(glyph)).into(), main.into()])
}

fn look(kind: &Kind) -> (Glyph, &'static str) {
    match kind {
        Kind::Mention => (Glyph::Reply, "talk"),
        Kind::Quote => (Glyph::Talk, "talk"),
        Kind::Boost => (Glyph::Boost, "boost"),
        Kind::Like | Kind::Reaction(_) => (Glyph::Like, "like"),
        Kind::Follow | Kind::FollowRequest | Kind::SignUp | Kind::Moved => {
            (Glyph::People, "follow")
        }
        Kind::NewPost => (Glyph::Home, "talk"),
        Kind::PollEnd => (Glyph::Check, "rest"),
        Kind::Edit => (Glyph::Pen, "rest"),
        _ => (Glyph::Warning, "rest"),
    }
}

/// Who did it: a face each, that leads to them.
fn faces(group: &Group) -> Option<El> {
    if is_whole(&group.kind) && group.post.is_some() {
        return None;
    }
    let face = |(_, (_, actor)): &(AccountId, Person)| {
        let name = actor.plain_name();
        to(Route::Person(actor.handle.clone()))
            .class("notice__face")
            .at("aria-label", &actor.handle.to_string())
            .at("title", &actor.handle.to_string())
            .put(avatar(actor.avatar.as_ref(), &name, Size::Small))
    };
    let faces: Vec<El> = group.people.iter().take(FACES).map(face).collect();
    (!faces.is_empty()).then(|| el("div").class("notice__faces").put(faces))
}

/// To whom it was told, where there are several.
fn through(state: State, heard: &[Heard]) -> Option<El> {
    let many = state.accounts.with_untracked(|all| all.len() > 1);
    let whom = |it: &Heard| {
        let account = untrack(|| state.account(&it.account))?;
        let dot = el("span").class("chip__dot");
        let whom = el("span").style("--hue", &account.hue.to_string());
        let handle = el("bdi").put(account.actor.handle.to_string());
        Some(whom.put(dot).put(handle))
    };
    let all: Vec<El> = heard.iter().filter_map(whom).collect();
    many.then(|| el("p").class("notice__through").put(all))
}

/// The answers to somebody who asks to follow.
fn requests(state: State, group: &Group) -> Option<El> {
    if group.kind != Kind::FollowRequest {
        return None;
    }
    let (account, (person, _)) = group.people.first()?.clone();
    let busy = RwSignal::new(false);
    let answer = move |yes: bool, class, said: &'static str| {
        let (account, person) = (account.clone(), person.clone());
        button(class)
            .live("aria-disabled", move || {
                busy.get().then(|| "true".to_owned())
            })
            .click(move || {
                if !busy.get_untracked() {
                    busy.set(true);
                    state.ask_notifications(Bell::Answer {
                        account: account.clone(),
                        person: person.clone(),
                        yes,
                    });
                    // Refused, it may be tried again.
                    set_timeout(
                        move || {
                            let _ = busy.try_set(false);
                        },
                        std::time::Duration::from_secs(5),
                    );
                }
            })
            .put(said)
    };
    let answers = el("div").class("notice__answers");
    Some(
        answers
            .put(answer(true, "button button--main", words::ALLOW))
            .put(answer(false, "button", words::DENY)),
    )
}

/// Whether the post says something to one: then it is shown whole, its author with it.
fn is_whole(kind: &Kind) -> bool {
    matches!(kind, Kind::Mention | Kind::Quote | Kind::NewPost)
}

/// The post that it is about: whole where it says something to one, else its
/// beginning.
fn post(state: State, group: &Group, uri: &PostUri) -> Bit {
    let whole = is_whole(&group.kind);
    let first = group.through.first().map(|it| it.account.clone());
    let first = Signal::derive(move || first.clone());
    let (facts, opened, about) = (state.facts(uri), Opened::new(false), uri.clone());
    let name_id = format!("post-{}-name", state.number());
    live(move || match facts.get() {
        Some(post) if whole => untrack(|| {
            let inside = inside(post, &name_id, first, opened, Place::Talk);
            el("div").class("notice__post").put(inside).into()
        }),
        Some(post) => begin(&post).into(),
        None => {
            let lost = state.lost(&about);
            if lost.is_none() {
                state.recall(&about);
            }
            let said = lost.unwrap_or_else(|| words::LOADING.to_owned());
            Bit::from(
                el("p")
                    .class("notice__text dim")
                    .put(text(move || said.clone())),
            )
        }
    })
}

/// Its first words, that lead to it.
pub fn begin(post: &Arc<Post>) -> El {
    let said = post.text.plain();
    let mut said: String = said.chars().take(WORDS).collect();
    if said.trim().is_empty() {
        said = words::NO_WORDS.to_owned();
    }
    to(Route::Post(post.uri.clone()))
        .class("notice__text")
        .put(el("bdi").put(said))
}
