//! How each of the user's accounts stands to somebody, and what it can do.

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            el::{Bit, El, button, each, el, show, text},
            icon::{Glyph, icon},
            menu::menu,
        },
        route::{Route, to},
        social::own::may_change,
        state::{State, View, Visit},
        words,
    },
    core::{
        actor::{Follows, Relation, Tie},
        id::AccountId,
    },
    engine::people::is_same,
};

const FOLLOW: Tie = Tie::Follow {
    boosts: true,
    notify: false,
};

/// A line for each account.
pub fn ties(state: State, visit: Visit) -> Bit {
    let accounts = Memo::new(move |_| {
        let views = visit.views.get();
        let mine = views.iter().filter(|(id, _)| !id.is_public());
        mine.map(|(id, _)| id.clone()).collect::<Vec<_>>()
    });
    // Who does not follow them yet, and could.
    let could = Memo::new(move |_| {
        let not_yet = |id: &AccountId| match relation(visit, id) {
            Some(it) => it.follows == Follows::No && !it.blocking && !it.blocked_by,
            None => is_unknown(visit, id),
        };
        let others = accounts.get().into_iter();
        let others = others.filter(|id| !is_self(state, visit, id));
        others.filter(not_yet).collect::<Vec<_>>()
    });
    let all = move || {
        let follow = button("button").click(move || {
            for account in could.get_untracked() {
                state.tie_as(visit, &account, FOLLOW);
            }
        });
        follow.put(words::FOLLOW_ALL)
    };
    let lines = each(move || accounts.get(), move |id| one(state, visit, id));
    el("section")
        .class("ties")
        .at("aria-label", words::YOUR_ACCOUNTS)
        .put(el("ul").put(lines))
        .put(show(move || could.with(|could| could.len() > 1), all))
        .into()
}

fn is_self(state: State, visit: Visit, id: &AccountId) -> bool {
    let handle = visit.handle.get_value();
    let account = state.account(id);
    account.is_some_and(|it| is_same(&it.actor.handle, &handle))
}

fn relation(visit: Visit, id: &AccountId) -> Option<Relation> {
    visit.views.with(|all| match all.get(id)? {
        View::Known(_, relation) => relation.clone(),
        _ => None,
    })
}

/// Whether an account's server has said that it does not know them.
fn is_unknown(visit: Visit, id: &AccountId) -> bool {
    let unknown = |view: &View| *view == View::Unknown;
    visit.views.with(|all| all.get(id).is_some_and(unknown))
}

fn one(state: State, visit: Visit, id: AccountId) -> El {
    let account = untrack(|| state.account(&id));
    let handle = account.as_ref().map(|it| it.actor.handle.to_string());
    let handle = handle.unwrap_or_default();
    let hue = account.map(|it| it.hue.to_string()).unwrap_or_default();
    let me = untrack(|| is_self(state, visit, &id));
    let about = id.clone();
    let said = text(move || match me {
        true => words::THIS_IS_YOU.to_owned(),
        false => visit.views.with(|all| match all.get(&about) {
            Some(View::Asked) => words::LOADING.to_owned(),
            Some(View::Failed(why)) => words::view_failed(why),
            Some(View::Known(_, Some(relation))) => words::stands(relation),
            Some(View::Known(_, None)) => words::UNSURE.to_owned(),
            Some(View::Unknown) | None => words::NOT_KNOWN.to_owned(),
        }),
    });
    let words = el("div")
        .class("tie__words")
        .put(el("bdi").put(handle.as_str()))
        .put(el("span").class("dim small").put(said));
    el("li")
        .class("tie")
        .style("--hue", &hue)
        .put(el("span").class("chip__dot"))
        .put(words)
        .put(match me {
            true => untrack(|| edit(state, &id)).into(),
            false => deeds(state, visit, &id, &handle),
        })
}

/// The way to change one's own profile, where its server lets one.
fn edit(state: State, id: &AccountId) -> Option<El> {
    let account = state.account(id).filter(may_change)?;
    let way = to(Route::Own(account.actor.handle)).class("button");
    Some(way.put(words::EDIT_PROFILE))
}

fn deeds(state: State, visit: Visit, id: &AccountId, handle: &str) -> Bit {
    let about = id.clone();
    let now = Memo::new(move |_| relation(visit, &about));
    let about = id.clone();
    // Who could not say how it stands does nothing about it.
    let sure = move || now.with(Option::is_some) || is_unknown(visit, &about);
    let (id, handle) = (id.clone(), handle.to_owned());
    show(sure, move || {
        Bit::Many(vec![
            main(state, visit, &id, &handle, now).into(),
            more(state, visit, &id, &handle, now).into(),
        ])
    })
}

/// The one thing that is done most.
fn main(
    state: State,
    visit: Visit,
    id: &AccountId,
    handle: &str,
    now: Memo<Option<Relation>>,
) -> El {
    let about = id.clone();
    let busy = move || visit.busy.with(|busy| busy.contains(&about));
    let said = move || match now.get() {
        Some(it) if it.blocking => words::UNBLOCK,
        Some(it) => match it.follows {
            Follows::Yes => words::UNFOLLOW,
            Follows::Asked => words::TAKE_BACK,
            Follows::No => words::FOLLOW,
        },
        None => words::FOLLOW,
    };
    let about = id.clone();
    let act = move || {
        let tie = match now.get_untracked() {
            Some(it) if it.blocking => Tie::Unblock,
            Some(it) if it.follows != Follows::No => Tie::Unfollow,
            _ => FOLLOW,
        };
        state.tie_as(visit, &about, tie);
    };
    let handle = handle.to_owned();
    button("button")
        .live("aria-label", move || Some(format!("{}: {handle}", said())))
        .live("aria-disabled", move || busy().then(|| "true".to_owned()))
        .click(act)
        .put(text(move || said().to_owned()))
}

/// What else there is, in a menu.
fn more(
    state: State,
    visit: Visit,
    id: &AccountId,
    handle: &str,
    now: Memo<Option<Relation>>,
) -> El {
    let open = RwSignal::new(false);
    let title = format!("{} {handle}", words::MORE_ABOUT);
    let more = button("round")
        .at("aria-label", &title)
        .at("aria-haspopup", "menu")
        .live("aria-expanded", move || Some(open.get().to_string()))
        .click(move || open.update(|open| *open = !*open))
        .put(icon(Glyph::More));
    let id = id.clone();
    let list = move || {
        let (id, title) = (id.clone(), title.clone());
        let act = move |tie: Tie| {
            open.set(false);
            state.tie_as(visit, &id, tie);
        };
        menu(
            move || open.set(false),
            move || title.clone(),
            move || items(act.clone(), now),
        )
    };
    el("span")
        .class("tie__more")
        .put(more)
        .put(show(move || open.get(), list))
}

fn items(act: impl Fn(Tie) + Clone + 'static, now: Memo<Option<Relation>>) -> Vec<El> {
    let item = |said: &'static str, tie: Tie| {
        let act = act.clone();
        button("menu__item")
            .at("role", "menuitem")
            .click(move || act(tie.clone()))
            .put(said)
    };
    let either = |is: bool, yes, no| if is { yes } else { no };
    let relation = now.get();
    let it = relation.as_ref();
    let mut items = Vec::new();
    if let Some(it) = it.filter(|it| it.follows == Follows::Yes) {
        let follow = |boosts, notify| Tie::Follow { boosts, notify };
        let said = either(it.boosts, words::HIDE_BOOSTS, words::SHOW_BOOSTS);
        items.push(item(said, follow(!it.boosts, it.notify)));
        let said = either(it.notify, words::DO_NOT_TELL, words::TELL_ME);
        items.push(item(said, follow(it.boosts, !it.notify)));
    }
    match it.is_some_and(|it| it.muting) {
        true => items.push(item(words::UNMUTE, Tie::Unmute)),
        false => items.extend(words::MUTES.map(|(said, time)| item(said, Tie::Mute(time)))),
    }
    items.push(match it.is_some_and(|it| it.blocking) {
        true => item(words::UNBLOCK, Tie::Unblock),
        false => item(words::BLOCK, Tie::Block),
    });
    items
}
