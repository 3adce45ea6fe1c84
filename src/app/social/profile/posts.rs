//! What somebody posts, as all who know them show it.

use leptos::prelude::*;

use crate::{
    app::{
        kit::el::{Bit, El, button, el, live, react, show, text},
        post::{card::post_card, stand::Opened},
        social::rows::{Name, Place, Seen, rows},
        state::{State, Visit},
        timeline::skeleton,
        words,
    },
    core::{
        actor::Part,
        id::{Millis, PostUri},
        safe_url::display_authority,
        timeline::Row,
    },
};

/// Which part, what is pinned, the posts, and the way on; under what stands `above`
/// them.
pub fn posts(state: State, visit: Visit, place: Place, above: [&El; 2]) -> Bit {
    let keys = Memo::new(move |_| {
        let name = |row: &Row| match row {
            Row::Post { post, .. } => Some(Name::Post(post.clone())),
            _ => None,
        };
        let names = |rows: &Vec<Row>| rows.iter().filter_map(name).collect::<Vec<_>>();
        visit.rows.with(names)
    });
    let busy = move || visit.pending.get() > 0;
    let empty = move || keys.with(Vec::is_empty);
    let fine = move || visit.troubles.with(Vec::is_empty);
    let some_pinned =
        move || visit.part.get() == Part::Posts && visit.pinned.with(|pinned| !pinned.is_empty());
    let said = |said: &'static str| move || el("p").class("notices__end").put(said);
    let head = el("div")
        .put(parts(state, visit))
        .put(show(some_pinned, move || pinned(visit)));
    let seen = Seen::new();
    let draw = move |name: &Name| match name {
        Name::Post(post) => card(visit, post, seen.of(post)),
        Name::Notice(_) => el("article"),
    };
    let [face, whole] = above;
    let rows = rows(keys, &[face, whole, &head], place, draw);
    Bit::Many(vec![
        head.into(),
        el("div").class("person-posts").put(rows).into(),
        show(move || empty() && busy(), skeleton),
        troubles(state, visit),
        show(move || empty() && !busy() && fine(), said(words::NO_POSTS)),
        show(move || visit.more.get(), move || on(state, visit)),
        show(
            move || !visit.more.get() && !empty() && !busy() && fine(),
            said(words::ALL_POSTS),
        ),
    ])
}

/// Whose posts could not be had.
fn troubles(state: State, visit: Visit) -> Bit {
    live(move || {
        let lines = visit.troubles.get().into_iter().map(|(id, why)| {
            let account = untrack(|| state.account(&id));
            let host = account.map(|it| it.server.origin.display_host());
            let host = host.unwrap_or_else(|| display_authority(id.host()));
            el("p").put(words::lane_trouble(&host, Some(&why)))
        });
        let lines: Vec<El> = lines.collect();
        (!lines.is_empty()).then(|| {
            let again = button("button").click(move || state.visit_again(visit));
            let reach = el("div").class("reach").at("role", "status").put(lines);
            reach.put(again.put(words::TRY_AGAIN))
        })
    })
}

fn parts(state: State, visit: Visit) -> El {
    let part = |part: Part| {
        button("chip")
            .live("aria-pressed", move || {
                Some((visit.part.get() == part).to_string())
            })
            .click(move || {
                if visit.part.get_untracked() != part {
                    state.visit_part(visit, part);
                }
            })
            .put(words::part(part))
    };
    let row = el("div")
        .class("filters__row")
        .at("role", "group")
        .at("aria-label", words::POSTS_OF)
        .put(Vec::from(Part::ALL.map(part)));
    el("div").class("filters").put(row)
}

/// A row of which nothing is known but its post.
fn bare(post: &PostUri) -> Row {
    Row::Post {
        post: post.clone(),
        time: Millis(0),
        through: Vec::new(),
        boosters: Vec::new(),
    }
}

fn pinned(visit: Visit) -> El {
    let row = |post: PostUri| post_card(&post, ArcRwSignal::new(bare(&post)), Opened::new(false));
    let title = el("h2")
        .class("person-posts__title")
        .put(words::PINNED_POSTS);
    let list = el("section").class("person-posts").put(title);
    list.put(live(move || {
        let pinned = visit.pinned.get();
        untrack(|| pinned.into_iter().map(row).collect::<Vec<_>>())
    }))
}

fn card(visit: Visit, post: &PostUri, opened: Opened) -> El {
    let about = post.clone();
    let now = move |rows: &Vec<Row>| {
        let is_this = |row: &&Row| matches!(row, Row::Post { post, .. } if *post == about);
        rows.iter().find(is_this).cloned()
    };
    let first = visit.rows.with_untracked(&now);
    let signal = ArcRwSignal::new(first.unwrap_or_else(|| bare(post)));
    let shown = signal.clone();
    // More of the servers may come to show it.
    react(move || {
        let row = visit.rows.with(&now);
        let is_new = |row: &Row| shown.with_untracked(|shown| shown != row);
        if let Some(row) = row.filter(is_new) {
            shown.set(row);
        }
    });
    post_card(post, signal, opened)
}

fn on(state: State, visit: Visit) -> El {
    let busy = move || visit.pending.get() > 0;
    let load = button("button")
        .live("aria-disabled", move || busy().then(|| "true".to_owned()))
        .click(move || {
            if visit.pending.get_untracked() == 0 {
                state.visit_on(visit);
            }
        });
    let said = text(move || match busy() {
        true => words::LOADING.to_owned(),
        false => words::MORE_POSTS.to_owned(),
    });
    el("div").class("panel__foot").put(load.put(said))
}
