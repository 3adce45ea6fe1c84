//! What else an account can do about somebody, in a menu.

use leptos::prelude::*;

use super::{
    ask::{Asking, Wish},
    is_somebody,
};
use crate::{
    app::{
        kit::{
            el::{El, button, el, show},
            icon::{Glyph, icon},
            menu::menu,
        },
        state::{State, Visit},
        words,
    },
    core::{
        actor::{Follows, Relation, Tie},
        id::AccountId,
        safe_url::display_authority,
    },
};

/// An account's part in a visit. A handle, but for its name.
#[derive(Clone)]
pub struct Part {
    pub state: State,
    pub visit: Visit,
    pub id: AccountId,
    pub handle: String,
    pub now: Memo<Option<Relation>>,
    pub asking: Asking,
    /// A note is being written.
    pub writing: RwSignal<bool>,
    /// Languages are being chosen.
    pub choosing: RwSignal<bool>,
}

/// The button, and the menu while it is open.
pub fn more(part: Part) -> El {
    let open = RwSignal::new(false);
    let title = format!("{} {}", words::MORE_ABOUT, part.handle);
    let dots = button("round")
        .at("aria-label", &title)
        .put(icon(Glyph::More));
    opener(open, dots, &title, move || items(&part, open))
}

/// A button and its menu.
pub fn opener(
    open: RwSignal<bool>,
    button: El,
    title: &str,
    items: impl Fn() -> Vec<El> + Clone + 'static,
) -> El {
    let more = button
        .at("aria-haspopup", "menu")
        .live("aria-expanded", move || Some(open.get().to_string()))
        .click(move || open.update(|open| *open = !*open));
    let title = title.to_owned();
    let list = move || {
        let (title, items) = (title.clone(), items.clone());
        menu(move || open.set(false), move || title.clone(), items)
    };
    el("span")
        .class("tie__more")
        .put(more)
        .put(show(move || open.get(), list))
}

/// One line of such a menu, which closes it.
pub fn item(open: RwSignal<bool>, said: &str, act: impl Fn() + 'static) -> El {
    button("menu__item")
        .at("role", "menuitem")
        .click(move || {
            open.set(false);
            act();
        })
        .put(said)
}

fn items(part: &Part, open: RwSignal<bool>) -> Vec<El> {
    let (state, visit) = (part.state, part.visit);
    let tie = |said: &str, tie: Tie| {
        let id = part.id.clone();
        item(open, said, move || state.tie_as(visit, &id, tie.clone()))
    };
    let either = |is: bool, yes, no| if is { yes } else { no };
    let relation = part.now.get();
    let it = relation.as_ref();
    let mut items = Vec::new();
    if let Some(it) = it.filter(|it| it.follows == Follows::Yes) {
        let follow = |boosts, notify| Tie::Follow { boosts, notify };
        let said = either(it.boosts, words::HIDE_BOOSTS, words::SHOW_BOOSTS);
        items.push(tie(said, follow(!it.boosts, it.notify)));
        let said = either(it.notify, words::DO_NOT_TELL, words::TELL_ME);
        items.push(tie(said, follow(it.boosts, !it.notify)));
        if it.languages.is_some() {
            let choosing = part.choosing;
            items.push(item(open, words::LANGUAGES_OF, move || choosing.set(true)));
        }
    }
    if it.is_some() && !part.writing.get() {
        let writing = part.writing;
        items.push(item(open, words::NOTE, move || writing.set(true)));
    }
    items.extend(apart(part, open));
    items.extend(server(part, open));
    let id = part.id.clone();
    items.push(item(open, words::REPORT, move || {
        state.begin_report(visit, Some(id.clone()));
    }));
    items
}

/// To have nothing to do with them.
fn apart(part: &Part, open: RwSignal<bool>) -> Vec<El> {
    let (state, visit) = (part.state, part.visit);
    if !is_somebody(visit) {
        return Vec::new();
    }
    let tie = |said: &str, tie: Tie| {
        let id = part.id.clone();
        item(open, said, move || state.tie_as(visit, &id, tie.clone()))
    };
    let relation = part.now.get();
    let it = relation.as_ref();
    let mut items = Vec::new();
    match it.is_some_and(|it| it.muting) {
        true => items.push(tie(words::UNMUTE, Tie::Unmute)),
        false => items.extend(words::MUTES.map(|(said, time)| tie(said, Tie::Mute(time)))),
    }
    items.push(match it.is_some_and(|it| it.blocking) {
        true => tie(words::UNBLOCK, Tie::Unblock),
        false => {
            let (asking, id) = (part.asking, part.id.clone());
            item(open, words::BLOCK, move || {
                asking.ask(Wish::Block(vec![id.clone()]));
            })
        }
    });
    items
}

/// To hide their server, where it is another, and the account's can do so.
fn server(part: &Part, open: RwSignal<bool>) -> Option<El> {
    let (state, visit, id) = (part.state, part.visit, part.id.clone());
    let hidden = visit.beside.hidden.with(|all| all.get(&id).copied())?;
    let host = display_authority(&visit.handle.get_value().host);
    let asking = part.asking;
    Some(match hidden {
        true => item(open, &words::show_server(&host), move || {
            state.hide_as(visit, std::slice::from_ref(&id), false);
        }),
        false => item(open, &words::hide_server(&host), move || {
            asking.ask(Wish::Hide(vec![id.clone()]));
        }),
    })
}
