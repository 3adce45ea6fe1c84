//! Letters on their way, and those that did not arrive.

use leptos::{prelude::*, task::spawn_local};

use super::twice::twice;
use crate::{
    app::{
        kit::el::{El, button, each, el, text},
        route::{Route, to, use_router},
        state::{Removal, State, leaving, letters, use_state},
        words,
    },
    core::{
        id::{LocalId, PostUri},
        outbox::letter::{Sending, Stage},
    },
};

/// A line for each of them.
pub fn outbox() -> El {
    let state = use_state();
    let keys = move || {
        let all = letters().get().into_iter();
        let told = all.filter(Sending::is_to_be_told);
        told.map(|one| (said(state, &one), one.id))
            .collect::<Vec<_>>()
    };
    el("div")
        .class("outbox")
        .put(each(keys, move |(said, id)| line(state, &said, &id)))
}

fn said(state: State, one: &Sending) -> String {
    let account = untrack(|| state.account(&one.account));
    let who = account.map(|it| it.actor.handle.to_string());
    words::outbox(&who.unwrap_or_default(), one)
}

fn line(state: State, said: &str, id: &str) -> El {
    let (said, own) = (said.to_owned(), id.to_owned());
    // How much of a file has left changes the words, and nothing else of the line.
    let now = move || match leaving().with(|all| all.get(&own).copied()) {
        Some(percent) => words::uploading(&said, percent),
        None => said.clone(),
    };
    let line = el("p")
        .class("banner outbox__line")
        .put(el("bdi").put(text(now)));
    let all = letters().get_untracked();
    let Some(one) = all.iter().find(|it| it.id == id) else {
        return line;
    };
    let id = one.id.clone();
    let drop = move |said: &str| {
        let id = id.clone();
        button("button").click(move || state.unsend(&id)).put(said)
    };
    match &one.stage {
        Stage::Waiting { .. } => line.put(drop(words::DO_NOT_SEND)),
        Stage::Unsure { .. } => line.put(drop(words::STOP_ASKING)),
        Stage::Sent { uri, local, .. } => {
            let open = to(Route::Post(uri.clone()))
                .class("button")
                .put(words::OPEN);
            line.put(open)
                .put(delete(state, one, (uri, local.clone())))
                .put(drop(words::CLOSE))
        }
        Stage::Scheduled { .. } => line.put(drop(words::CLOSE)),
        Stage::Refused { .. } => line
            .put(again(state, one))
            .put(change(state, one.clone()))
            .put(throw_away(state, one)),
    }
}

fn again(state: State, one: &Sending) -> El {
    let id = one.id.clone();
    let again = button("button").click(move || state.resend(&id));
    again.put(words::TRY_AGAIN)
}

fn throw_away(state: State, one: &Sending) -> El {
    let id = one.id.clone();
    let gone = move || state.unsend(&id);
    twice(words::THROW_AWAY, words::CLEAR_SURE, gone)
}

/// More people see it than it was meant for: it can go at once.
fn delete(state: State, one: &Sending, (uri, known): (&PostUri, Option<LocalId>)) -> El {
    let removal = Removal {
        account: one.account.clone(),
        post: uri.clone(),
        anew: None,
        known,
        letter: Some(one.id.clone()),
    };
    button("button button--grave")
        .click(move || state.remove_own(removal.clone()))
        .put(words::DELETE_NOW)
}

/// The way back to the desk, with the letter on it.
fn change(state: State, one: Sending) -> El {
    let router = use_router();
    button("button")
        .click(move || {
            let one = one.clone();
            spawn_local(async move {
                let purpose = one.letter.purpose();
                if state.take_back(&one).await.is_some() {
                    let desk = Route::Write(purpose);
                    if router.at.with_untracked(|at| *at == desk) {
                        // The desk is laid out anew.
                        router.replace(Route::Home);
                    }
                    router.go(desk);
                }
            });
        })
        .put(words::CHANGE_IT)
}
