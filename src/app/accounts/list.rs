//! All accounts, each with what can be done about it.

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            avatar::{Size, avatar},
            dialog::{Question, ask},
            el::{Bit, El, button, each, el, live, react, text},
            icon::{Glyph, icon},
            panel::panel,
            time::moment,
        },
        post::line::line,
        route::{Route, to, use_router},
        state::{Fates, LaneState, State, use_state},
        words,
    },
    browser::dom,
    core::{
        account::{Account, SignedIn},
        actor::Fate,
        id::AccountId,
    },
    engine::people::own,
};

/// The accounts page.
pub fn accounts() -> El {
    let (state, router) = (use_state(), use_router());
    // What is drawn of one that changes.
    let key = |account: &Account| {
        let called = account.actor.handle.to_string();
        let looks = (account.actor.plain_name(), face_of(account), called);
        (account.id.clone(), account.state == SignedIn::Yes, looks)
    };
    let fates = fates(state);
    let keys = move || {
        let all = |accounts: &Vec<Account>| accounts.iter().map(key).collect::<Vec<_>>();
        state.accounts.with(all)
    };
    let draw = move |(id, ..): (AccountId, bool, (String, String, String))| match state.account(&id)
    {
        Some(account) => person(&account, fates),
        None => el("li"),
    };
    mind_focus(state);
    let more = to(Route::SignIn(None))
        .class("button button--main")
        .put(icon(Glyph::Plus))
        .put(words::ADD_ACCOUNT);
    let lists = to(Route::Lists).class("button").put(words::LISTS);
    let back = move || router.back();
    panel(words::ACCOUNTS, words::BACK, back, Bit::Nothing)
        .put(el("ul").class("people").put(each(keys, draw)))
        .put(
            el("div")
                .class("panel__foot person__ways")
                .put(more)
                .put(lists),
        )
}

/// What has become of the accounts, once they have come from the database.
fn fates(state: State) -> RwSignal<Option<Fates>> {
    let fates = RwSignal::new(None::<Fates>);
    react(move || {
        if state.ready.get() && fates.with_untracked(Option::is_none) {
            fates.set(Some(untrack(|| state.fates())));
        }
    });
    fates
}

/// Whoever signed out stood on what went.
fn mind_focus(state: State) {
    let mut before = 0;
    react(move || {
        let now = state.accounts.with(Vec::len);
        if now < std::mem::replace(&mut before, now) {
            request_animation_frame(|| {
                if dom::is_focus_nowhere() {
                    dom::focus("pane-title");
                }
            });
        }
    });
}

/// What has become of an account, where that is to be told.
fn fate(id: AccountId, fates: RwSignal<Option<Fates>>) -> Bit {
    let now = Memo::new(move |_| {
        let all = fates.get()?;
        all.0.with(|all| all.get(&id).cloned())
    });
    let line = |fate: &Fate| match fate {
        Fate::Moved(to_whom) => el("p")
            .put(words::you_moved(&to_whom.to_string()))
            .put(" ")
            .put(
                to(Route::Person(to_whom.clone()))
                    .class("link")
                    .put(words::LOOK_THERE),
            ),
        Fate::Renamed(was) => el("p").put(words::you_were_renamed(&was.to_string())),
    };
    let lines = move || {
        let all = now.get().unwrap_or_default();
        untrack(|| all.iter().map(line).collect::<Vec<_>>())
    };
    el("div")
        .class("person__fate")
        .at("role", "status")
        .put(live(lines))
        .into()
}

/// The way to its profile.
fn profile(account: &Account, handle: &str) -> Option<El> {
    let able = account.state == SignedIn::Yes;
    able.then(|| {
        to(Route::Person(account.actor.handle.clone()))
            .class("button")
            .at("aria-label", &format!("{}: {handle}", words::MY_PROFILE))
            .put(words::MY_PROFILE)
    })
}

fn face_of(account: &Account) -> String {
    let face = account.actor.avatar.as_ref();
    face.map(ToString::to_string).unwrap_or_default()
}

/// The way to change its profile, where its server lets one.
fn edit(account: &Account, handle: &str) -> Option<El> {
    let able = account.state == SignedIn::Yes && own::may_change(&account.server);
    able.then(|| {
        to(Route::Own(account.actor.handle.clone()))
            .class("button")
            .at("aria-label", &format!("{}: {handle}", words::EDIT_PROFILE))
            .put(words::EDIT_PROFILE)
    })
}

fn person(account: &Account, fates: RwSignal<Option<Fates>>) -> El {
    let actor = &account.actor;
    let handle = actor.handle.to_string();
    let name = match actor.name.is_empty() {
        true => Bit::from(actor.handle.user.as_str()),
        false => line(&actor.name),
    };
    let out = account.state == SignedIn::Again;
    let news = (!out).then(|| vec![Bit::from(" · "), news(account.id.clone())]);
    let software = el("span")
        .class("dim small")
        .put(account.server.software.as_str())
        .put(news);
    let words = el("div")
        .class("person__words")
        .put(el("strong").put(el("bdi").put(name)))
        .put(el("bdi").class("dim small").put(handle.as_str()))
        .put(software)
        .put(out.then(|| again(&handle)));
    el("li")
        .class("person")
        .style("--hue", &account.hue.to_string())
        .put(avatar(
            actor.avatar.as_ref(),
            &actor.plain_name(),
            Size::Full,
        ))
        .put(words)
        .put(
            el("div")
                .class("person__ways")
                .put(profile(account, &handle))
                .put(edit(account, &handle))
                .put(leave(account.id.clone(), &handle)),
        )
        .put(fate(account.id.clone(), fates))
}

/// Signed out by the server: that, and the way back in.
fn again(handle: &str) -> Vec<El> {
    let said = el("p").class("person__again").put(words::again(handle));
    let way = to(Route::SignIn(Some(handle.to_owned())))
        .class("button button--main")
        .put(words::SIGN_IN_AGAIN);
    vec![said, way]
}

/// How an account's news come in at the moment.
fn news(id: AccountId) -> Bit {
    let state = use_state();
    let said = Memo::new(move |_| {
        let lane = state.lanes.with(|lanes| lanes.get(&id).cloned());
        match lane.unwrap_or_default() {
            LaneState {
                trouble: Some(why), ..
            } => {
                let since = state.heard.with(|heard| heard.get(&id).copied());
                words::no_news(&why, since.map(moment).as_deref())
            }
            LaneState {
                streaming: true, ..
            } => words::STREAMS.to_owned(),
            _ => words::POLLS.to_owned(),
        }
    });
    text(move || said.get())
}

/// The way out, with a question before it.
fn leave(id: AccountId, handle: &str) -> Vec<El> {
    let state = use_state();
    let asking = RwSignal::new(false);
    let question = Question {
        id: state.number(),
        title: format!("{} {handle}?", words::SIGN_OUT),
        text: words::SIGN_OUT_ASK,
        yes: words::SIGN_OUT,
        no: words::CANCEL,
    };
    let way = button("button")
        .at("aria-label", &format!("{} {handle}", words::SIGN_OUT))
        .click(move || asking.set(true))
        .put(words::SIGN_OUT);
    vec![way, ask(asking, question, move || state.sign_out(&id))]
}
