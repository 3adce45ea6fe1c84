//! The frame: rail or tab bar, the timeline, the pane beside it.

use leptos::prelude::*;

use super::{
    accounts::{Accounts, SignIn, Welcome},
    keys::Keys,
    kit::{
        icon::{Glyph, Icon, Mark},
        panel::Panel,
        toast::Toasts,
    },
    route::{Route, To, use_router},
    state::use_state,
    thread::Conversation,
    timeline::Timeline,
    words,
};
use crate::{browser::dom, core::id::PostUri};

/// Where there is room for the timeline or the pane, not for both.
const NARROW: &str = "(width < 1180px)";

/// How far in the user is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// The database has not answered yet.
    Starting,
    /// The first account is being signed in to.
    Finishing,
    /// Nobody has signed in.
    Door,
    Inside,
}

/// Everything on the page.
#[component]
pub fn Shell() -> impl IntoView {
    let state = use_state();
    let room = Memo::new(move |_| match state.accounts.with(Vec::is_empty) {
        false => Room::Inside,
        true if !state.ready.get() => Room::Starting,
        true if state.finishing.get() => Room::Finishing,
        true => Room::Door,
    });
    // Signed out of everything: there is nothing left to see on that page.
    let router = use_router();
    Effect::new(move |_| {
        if room.get() == Room::Door && router.at.get_untracked() == Route::Accounts {
            router.replace(Route::Home);
        }
    });
    let notices = Signal::derive(move || {
        state
            .notices
            .get()
            .into_iter()
            .map(|notice| (notice.number, notice.text))
            .collect::<Vec<_>>()
    });
    view! {
        {move || match room.get() {
            Room::Door => view! { <Welcome /> }.into_any(),
            Room::Starting => view! { <div class="starting" aria-hidden="true"></div> }.into_any(),
            Room::Finishing => view! {
                <main class="blank" id="main"><p role="status">{words::FINISHING}</p></main>
            }
            .into_any(),
            Room::Inside => view! { <Rooms /> }.into_any(),
        }}
        <div class="banners" role="status">
            <Show when=move || !state.lasts.get()><p class="banner">{words::NOT_KEPT}</p></Show>
            <Show when=move || !state.online.get()><p class="banner">{words::OFFLINE}</p></Show>
        </div>
        <Toasts notices dismiss=Callback::new(move |number| state.dismiss(number)) close=words::CLOSE />
    }
}

/// The app for somebody who has signed in.
#[component]
fn Rooms() -> impl IntoView {
    let router = use_router();
    let beside = Memo::new(move |_| router.at.get() != Route::Home);
    keep_place(beside);
    name_page();
    // Where it takes the timeline's place, it is the page's main part.
    let landmark = move || (beside.get() && dom::matches(NARROW)).then_some("main");
    view! {
        <a class="skip" href="#timeline" on:click=move |event| {
            event.prevent_default();
            match beside.get_untracked() && dom::matches(NARROW) {
                true => dom::focus("pane-title"),
                false => dom::focus_in_view(".feed > article"),
            }
        }>{words::SKIP}</a>
        <div class="shell" data-beside=move || beside.get().then_some("")>
            <Rail />
            <main class="shell__main" id="main"><Timeline /></main>
            <div class="pane" role=landmark>{move || pane(router.at.get())}</div>
        </div>
        <Tabs />
        <Keys />
    }
}

fn pane(route: Route) -> Option<AnyView> {
    match route {
        Route::Home => None,
        Route::Post(uri) => Some(view! { <Conversation uri /> }.into_any()),
        Route::Accounts => Some(view! { <Accounts /> }.into_any()),
        Route::SignIn(server) => Some(view! { <SignIn server /> }.into_any()),
        Route::NotFound => Some(view! { <NotFound /> }.into_any()),
    }
}

#[component]
fn NotFound() -> impl IntoView {
    let router = use_router();
    let on_back = Callback::new(move |()| router.back());
    view! {
        <Panel title=words::NOT_FOUND back=words::BACK on_back>
            <div class="blank">
                <p>{words::NOT_FOUND_TEXT}</p>
                <To route=Route::Home class="button">{words::HOME}</To>
            </div>
        </Panel>
    }
}

/// The page's title: where one is, and how much waits.
fn name_page() {
    let (router, state) = (use_router(), use_state());
    Effect::new(move |_| {
        let place = match router.at.get() {
            Route::Home => words::HOME,
            Route::Post(_) => words::CONVERSATION,
            Route::Accounts => words::ACCOUNTS,
            Route::SignIn(_) => words::ADD_ACCOUNT,
            Route::NotFound => words::NOT_FOUND,
        };
        dom::set_title(&words::page_title(place, state.waiting.get()));
    });
    on_cleanup(|| dom::set_title(words::SKEIN));
}

/// On a phone the pane takes the timeline's place: the reader's place in the
/// timeline is kept meanwhile, and the focus follows what is shown.
fn keep_place(beside: Memo<bool>) {
    let router = use_router();
    let opened = StoredValue::new(None::<PostUri>);
    Effect::new(move |before: Option<bool>| {
        let now = beside.get();
        let former = opened.get_value();
        opened.set_value(match router.at.get() {
            Route::Post(uri) => Some(uri),
            _ => None,
        });
        let narrow = dom::matches(NARROW);
        let back_to = router.home_top();
        request_animation_frame(move || match now {
            true => {
                dom::focus("pane-title");
                if narrow {
                    dom::scroll_to(0.0);
                }
            }
            false if before == Some(true) => {
                if let Some(uri) = &former {
                    dom::focus_by(".feed > article", "data-uri", uri.as_str());
                }
                if narrow {
                    dom::scroll_to(back_to);
                }
            }
            false => {}
        });
        now
    });
}

#[component]
fn Rail() -> impl IntoView {
    let router = use_router();
    let at = move |route: Route| Signal::derive(move || router.at.get() == route);
    view! {
        <nav class="rail" aria-label=words::MAIN>
            <div class="rail__brand"><Mark /><span class="rail__label">{words::SKEIN}</span></div>
            <To route=Route::Home class="rail__item" label=words::HOME current=at(Route::Home)>
                <Icon glyph=Glyph::Home /><span class="rail__label">{words::HOME}</span>
            </To>
            <To route=Route::Accounts class="rail__item" label=words::ACCOUNTS current=at(Route::Accounts)>
                <Icon glyph=Glyph::People /><span class="rail__label">{words::ACCOUNTS}</span>
            </To>
            <To route=Route::SignIn(None) class="rail__item" label=words::ADD_ACCOUNT current=at(Route::SignIn(None))>
                <Icon glyph=Glyph::Plus /><span class="rail__label">{words::ADD_ACCOUNT}</span>
            </To>
        </nav>
    }
}

#[component]
fn Tabs() -> impl IntoView {
    let router = use_router();
    let at = move |route: Route| Signal::derive(move || router.at.get() == route);
    view! {
        <nav class="tabs" aria-label=words::MAIN>
            <To route=Route::Home label=words::HOME current=at(Route::Home)><Icon glyph=Glyph::Home /></To>
            <To route=Route::Accounts label=words::ACCOUNTS current=at(Route::Accounts)><Icon glyph=Glyph::People /></To>
            <To route=Route::SignIn(None) label=words::ADD_ACCOUNT current=at(Route::SignIn(None))><Icon glyph=Glyph::Plus /></To>
        </nav>
    }
}
