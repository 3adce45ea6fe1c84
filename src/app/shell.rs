//! The frame: rail or tab bar, the timeline, the pane beside it.

use leptos::{ev::MouseEvent, prelude::*};

mod keys;

use super::{
    kit::{
        el::{Bit, El, button, el, live, react, show},
        icon::{Glyph, icon, mark},
        panel::panel,
        time::with_moments,
        toast::toasts,
    },
    lightbox::lightbox,
    parts,
    route::{Route, to, use_router},
    state::use_state,
    timeline::timeline,
    words,
};
use crate::{
    browser::{address, database::NotOpen, dom},
    core::outbox::letter::Purpose,
};
use keys::keys;

/// Where there is room for the timeline or the pane, not for both.
const NARROW: &str = "(width < 1180px)";

/// How far in the user is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// The database has not answered yet.
    Starting,
    /// The first account is being signed in to.
    Finishing,
    /// What is kept could not be read: nobody knows who has signed in.
    Shut(NotOpen),
    /// Nobody has signed in.
    Door,
    Inside,
}

/// Everything on the page.
pub fn shell() -> Bit {
    let state = use_state();
    let room = Memo::new(move |_| match state.accounts.with(Vec::is_empty) {
        false => Room::Inside,
        true if !state.ready.get() => Room::Starting,
        true if state.finishing.get() => Room::Finishing,
        true => state.shut.get().map_or(Room::Door, Room::Shut),
    });
    // Signed out of everything: there is nothing left to see on that page.
    let router = use_router();
    react(move || {
        if room.get() == Room::Door && router.at.get_untracked() == Route::Accounts {
            router.replace(Route::Home);
        }
    });
    let notices = move || {
        let notices = state.notices.get().into_iter();
        notices.map(|it| (it.number, it.text)).collect()
    };
    let dismiss = move |number| state.dismiss(number);
    let banner = |said: &'static str| move || el("p").class("banner").put(said);
    let not_kept = move || !state.lasts.get() && state.shut.get().is_none();
    let banners = el("div")
        .class("banners")
        .at("role", "status")
        .put(show(not_kept, banner(words::NOT_KEPT)))
        .put(show(move || state.outdated.get(), outdated))
        .put(show(move || state.mail.get(), parts::outbox))
        .put(show(move || !state.online.get(), banner(words::OFFLINE)));
    Bit::Many(vec![
        live(move || {
            let room = room.get();
            untrack(|| furnished(room))
        }),
        lightbox(),
        banners.into(),
        toasts(notices, dismiss, words::CLOSE).into(),
    ])
}

fn furnished(room: Room) -> Bit {
    match room {
        Room::Door => parts::welcome(),
        Room::Shut(why) => shut(why).into(),
        Room::Starting => el("div").class("starting").at("aria-hidden", "true").into(),
        Room::Finishing => el("main")
            .class("blank")
            .at("id", "main")
            .put(el("p").at("role", "status").put(words::FINISHING))
            .into(),
        Room::Inside => rooms(),
    }
}

/// What is kept could not be read.
fn shut(why: NotOpen) -> El {
    let again = button("button button--main").click(address::reload);
    el("main")
        .class("blank")
        .at("id", "main")
        .at("role", "alert")
        .put(el("h1").put(words::SHUT_TITLE))
        .put(el("p").put(words::shut(why)))
        .put(again.put(words::TRY_AGAIN))
}

/// What is kept was taken away.
fn outdated() -> El {
    let anew = button("button").click(address::reload);
    el("p")
        .class("banner")
        .put(words::OUTDATED)
        .put(" ")
        .put(anew.put(words::RELOAD))
}

/// The app for somebody who has signed in.
fn rooms() -> Bit {
    let router = use_router();
    let beside = Memo::new(move |_| router.at.get() != Route::Home);
    keep_place(beside);
    name_page();
    // Where it takes the timeline's place, it is the page's main part.
    let landmark = move || (beside.get() && dom::matches(NARROW)).then(|| "main".to_owned());
    let main = el("main")
        .class("shell__main")
        .at("id", "main")
        .put(timeline());
    let pane = el("div")
        .class("pane")
        .live("role", landmark)
        .put(live(move || {
            let route = router.at.get();
            untrack(|| pane(route))
        }));
    let shell = el("div")
        .class("shell")
        .live_flag("data-beside", move || beside.get())
        .put(rail())
        .put(main)
        .put(pane);
    vec![skip(beside), with_moments(shell), tabs(), keys()].into()
}

/// For the keyboard: past the ways around, to what is there to read.
fn skip(beside: Memo<bool>) -> El {
    let skip = move |event: MouseEvent| {
        event.prevent_default();
        match beside.get_untracked() && dom::matches(NARROW) {
            true => dom::focus("pane-title"),
            false => dom::focus_in_view(".feed > article"),
        }
    };
    el("a")
        .class("skip")
        .at("href", "#timeline")
        .on("click", skip)
        .put(words::SKIP)
}

fn pane(route: Route) -> Option<Bit> {
    match route {
        Route::NotFound => Some(not_found().into()),
        route => parts::page(route),
    }
}

fn not_found() -> El {
    let router = use_router();
    let home = to(Route::Home).class("button").put(words::HOME);
    let blank = el("div")
        .class("blank")
        .put(el("p").put(words::NOT_FOUND_TEXT))
        .put(home);
    let back = move || router.back();
    panel(words::NOT_FOUND, words::BACK, back, Bit::Nothing).put(blank)
}

/// The page's title: where one is, and how much waits.
fn name_page() {
    let (router, state) = (use_router(), use_state());
    react(move || {
        let place = match router.at.get() {
            Route::Home => words::HOME,
            Route::Post(_) => words::CONVERSATION,
            Route::Notifications => words::NOTIFICATIONS,
            Route::Find(_) => words::FIND,
            Route::Person(_) | Route::Report(..) => words::PERSON,
            Route::Own(_) => words::EDIT_PROFILE,
            Route::Accounts => words::ACCOUNTS,
            Route::Lists => words::LISTS,
            Route::Write(Purpose::Answer(_)) => words::ANSWER,
            Route::Write(_) => words::WRITE,
            Route::SignIn(_) => words::ADD_ACCOUNT,
            Route::NotFound => words::NOT_FOUND,
        };
        // What is said to one comes before what one may read.
        let new = match state.unread.get() {
            0 => state.waiting.get(),
            unread => unread,
        };
        dom::set_title(&words::page_title(place, new));
    });
    on_cleanup(|| dom::set_title(words::SKEIN));
}

/// On a phone the pane takes the timeline's place: the reader's place in the
/// timeline is kept meanwhile, and the focus follows what is shown.
fn keep_place(beside: Memo<bool>) {
    let (router, state) = (use_router(), use_state());
    let opened = StoredValue::new(Route::Home);
    let mut before = false;
    react(move || {
        let now = beside.get();
        let was = std::mem::replace(&mut before, now);
        let former = opened.get_value();
        opened.set_value(router.at.get());
        let narrow = dom::matches(NARROW);
        let back_to = router.home_top();
        request_animation_frame(move || match now {
            true => {
                dom::focus("pane-title");
                if narrow {
                    dom::scroll_to(0.0);
                }
            }
            false if was => {
                match &former {
                    Route::Post(uri) => {
                        dom::focus_by(".feed > article", "data-uri", uri.as_str());
                    }
                    // What led there: of both sets of ways one is on screen.
                    former => {
                        dom::focus_by(".rail a", "href", &former.path());
                        dom::focus_by(".tabs a", "href", &former.path());
                    }
                }
                if narrow {
                    dom::scroll_to(back_to);
                    // It was hidden when the page was loaded: it is where it was left.
                    state.show_last_place();
                }
            }
            false => {}
        });
    });
}

fn rail() -> El {
    let label = |said: &str| el("span").class("rail__label").put(said);
    let brand = el("div")
        .class("rail__brand")
        .put(mark())
        .put(label(words::SKEIN));
    let item = |(route, said, glyph)| {
        let item = way(route, said, glyph).class("rail__item");
        item.put(label(said))
    };
    el("nav")
        .class("rail")
        .at("aria-label", words::MAIN)
        .put(brand)
        .put(Vec::from(places().map(item)))
}

fn tabs() -> El {
    let item = |(route, said, glyph)| way(route, said, glyph);
    el("nav")
        .class("tabs")
        .at("aria-label", words::MAIN)
        .put(Vec::from(places().map(item)))
}

/// The places that are always one step away.
fn places() -> [(Route, &'static str, Glyph); 6] {
    [
        (Route::Home, words::HOME, Glyph::Home),
        (Route::Notifications, words::NOTIFICATIONS, Glyph::Bell),
        (Route::Find(None), words::FIND, Glyph::Find),
        (Route::Write(Purpose::New), words::WRITE, Glyph::Pen),
        (Route::Accounts, words::ACCOUNTS, Glyph::People),
        (Route::SignIn(None), words::ADD_ACCOUNT, Glyph::Plus),
    ]
}

/// A way to one of them, that says whether one is there.
fn way(route: Route, said: &str, glyph: Glyph) -> El {
    let router = use_router();
    let there = route.clone();
    let current = move || {
        let is_there = router.at.with(|at| *at == there);
        is_there.then(|| "page".to_owned())
    };
    let way = to(route.clone())
        .live("aria-current", current)
        .put(icon(glyph));
    if route != Route::Notifications {
        return way.at("aria-label", said);
    }
    let state = use_state();
    let unread = move || state.unread.get();
    let badge = move || {
        let many = match unread() {
            count @ ..100 => count.to_string(),
            _ => "99+".into(),
        };
        el("span")
            .class("badge")
            .at("aria-hidden", "true")
            .put(many)
    };
    way.live("aria-label", move || {
        Some(words::with_unread(words::NOTIFICATIONS, unread()))
    })
    .put(show(move || unread() > 0, move || live(badge)))
}
