//! One's own profile, to be changed.

mod form;
mod pictures;
mod typed;

use leptos::prelude::*;

use self::typed::Kept;
use super::kept;
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live, react, show},
            panel::panel,
        },
        route::{Route, to, use_router},
        state::{AtMirror, Mine, Mirror, State, use_state},
        timeline::skeleton,
        words,
    },
    browser::dom,
    core::{
        account::{Account, SignedIn},
        actor::Handle,
        id::AccountId,
    },
    engine::{
        Failure,
        people::{is_same, own},
    },
};

/// Whether the profile of an account can be changed from here.
pub fn may_change(account: &Account) -> bool {
    account.state == SignedIn::Yes && own::may_change(&account.server)
}

/// The page.
pub fn own(handle: Handle) -> El {
    let (state, router) = (use_state(), use_router());
    let account = RwSignal::new(None::<Option<Account>>);
    let about = handle.clone();
    // The accounts come from the database first.
    react(move || {
        if state.ready.get() && account.with_untracked(Option::is_none) {
            let found = state.accounts.with_untracked(|all| {
                let this = |it: &&Account| is_same(&it.actor.handle, &about);
                all.iter().find(this).cloned()
            });
            account.set(Some(found));
        }
    });
    let back = move || router.back();
    let aside = el("bdi").class("panel__aside").put(handle.to_string());
    panel(words::EDIT_PROFILE, words::BACK, back, aside).put(live(move || {
        let account = account.get();
        untrack(|| match account {
            None => Bit::from(skeleton()),
            Some(None) => blank(words::NOT_YOURS, None),
            Some(Some(account)) if account.state == SignedIn::Again => {
                blank(&words::again(&handle.to_string()), Some(&handle))
            }
            Some(Some(account)) if !own::may_change(&account.server) => {
                blank(words::NO_CHANGES_THERE, None)
            }
            Some(Some(account)) => page(state, &account),
        })
    }))
}

fn blank(said: &str, again: Option<&Handle>) -> Bit {
    let blank = el("div").class("blank").put(el("p").put(said));
    blank.put(again.map(sign_in_again)).into()
}

/// The way to a sign-in that allows more.
fn sign_in_again(handle: &Handle) -> El {
    to(Route::SignIn(Some(handle.to_string())))
        .class("button button--main")
        .put(words::SIGN_IN_AGAIN)
}

/// What was typed and not saved is there still; and whether there is any such thing.
fn typed_before(state: State, id: AccountId) -> (Kept, RwSignal<bool>) {
    let mut fresh = false;
    let kept = kept::keep_typed(&format!("own {}", id.as_str()), || {
        fresh = true;
        Kept::new(state.mirror(id))
    });
    let mirror = kept.mirror;
    let found = RwSignal::new(!fresh && kept.is_changed());
    mirror.saved.set(false);
    if !fresh && !found.get_untracked() && !mirror.busy.get_untracked() {
        kept.start_over(state);
    }
    react(move || {
        if mirror.saved.get() {
            found.set(false);
        }
    });
    (kept, found)
}

/// That something is not saved yet, and the way to be rid of it.
fn unsaved(state: State, kept: Kept, found: RwSignal<bool>) -> El {
    let anew = button("button").click(move || {
        found.set(false);
        kept.start_over(state);
        dom::focus("pane-title");
    });
    el("div")
        .class("reach")
        .put(el("p").put(words::STILL_UNSAVED))
        .put(anew.put(words::START_OVER))
}

fn page(state: State, account: &Account) -> Bit {
    let (kept, found) = typed_before(state, account.id.clone());
    let mirror = kept.mirror;
    let handle = account.actor.handle.clone();
    let whose = handle.clone();
    let body = live(move || {
        let now = mirror.now.get();
        untrack(|| match now {
            Mine::Asked => Bit::from(skeleton()),
            Mine::Failed(why) => failed(state, mirror, &handle, &why).into(),
            Mine::Known(own, room) => form::form(state, kept, &own, room).into(),
        })
    });
    let trouble = move || {
        let said = mirror.trouble.get();
        let narrow = mirror.narrow.get();
        let handle = whose.clone();
        said.map(|said| {
            let line = el("p").class("trouble").put(said);
            let again = narrow.then(|| untrack(|| sign_in_again(&handle)));
            Bit::Many(vec![line.into(), again.into()])
        })
    };
    let saved = || el("p").class("dim").put(words::SAVED);
    let foot = el("div")
        .class("own__said")
        .put(el("div").at("role", "alert").put(live(trouble)))
        .put(
            el("div")
                .at("role", "status")
                .put(show(move || mirror.saved.get(), saved)),
        );
    let unsaved = move || unsaved(state, kept, found);
    Bit::Many(vec![show(move || found.get(), unsaved), body, foot.into()])
}

fn failed(state: State, mirror: Mirror, handle: &Handle, why: &Failure) -> El {
    let again = button("button").click(move || state.at_mirror(mirror, AtMirror::Look));
    el("div")
        .class("blank")
        .at("role", "alert")
        .put(el("p").put(words::own_unknown(why)))
        .put((*why == Failure::OutOfScope).then(|| sign_in_again(handle)))
        .put(again.put(words::TRY_AGAIN))
}
