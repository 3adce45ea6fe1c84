//! The rows, and where the reader is among them.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    app::{
        post::{card::PostCard, strands::Strands},
        route::{Route, Router, use_router},
        state::{LaneState, State, use_state},
        words,
    },
    browser::{address, clock::Timer, dom},
    core::{
        id::{AccountId, Millis, PostUri},
        timeline::{Cursor, Row, RowKey},
    },
};

/// The feed (WAI-ARIA feed pattern): Page Down and Page Up, or j and k, go
/// from post to post; Enter opens one.
#[component]
pub fn Feed() -> impl IntoView {
    let state = use_state();
    let router = use_router();
    let feed = NodeRef::<html::Div>::new();
    let end = NodeRef::<html::Div>::new();
    watch_end(end, state);
    watch_place(feed, state);
    let places = Memo::new(move |_| {
        state.rows.with(|rows| {
            rows.iter()
                .cloned()
                .enumerate()
                .map(|(place, key)| (key, place + 1))
                .collect::<std::collections::HashMap<_, _>>()
        })
    });
    // A feed without an article in it is none.
    let role = move || state.rows.with(|rows| (!rows.is_empty()).then_some("feed"));
    let busy = move || (state.tail.get() == crate::app::state::Tail::Loading).to_string();
    view! {
        <div class="feed" role=role aria-busy=busy aria-labelledby="timeline-title" node_ref=feed on:keydown=move |event| keys(&event, router)>
            <For each=move || state.rows.get() key=Clone::clone let(key)>
                {row(state, key, places)}
            </For>
        </div>
        <div class="feed__end" node_ref=end></div>
    }
}

fn row(
    state: State,
    key: RowKey,
    places: Memo<std::collections::HashMap<RowKey, usize>>,
) -> AnyView {
    let Some(row) = state.row(&key) else {
        return ().into_any();
    };
    let first = row.get_untracked();
    match first {
        Row::Post { .. } => {
            let place = Signal::derive(move || {
                places.with(|places| places.get(&key).copied().unwrap_or(0))
            });
            view! { <PostCard row place /> }.into_any()
        }
        Row::Gap {
            account,
            below,
            newer,
            older,
        } => {
            let hours = (newer.0.saturating_sub(older.0)) / 3_600_000;
            view! { <Gap account below hours /> }.into_any()
        }
        Row::Unreadable { account, .. } => {
            let through = Signal::stored(vec![account.clone()]);
            let host =
                untrack(|| state.account(&account)).map(|it| it.server.origin.display_host());
            view! {
                <article class="unreadable" tabindex="-1" aria-label=words::UNREADABLE>
                    <Strands through />
                    <span>{words::UNREADABLE}" "<bdi>{host}</bdi></span>
                </article>
            }
            .into_any()
        }
    }
}

/// Posts of one account that are not loaded, and the way to load them.
#[component]
fn Gap(account: AccountId, below: Cursor, hours: i64) -> impl IntoView {
    let state = use_state();
    let host = untrack(|| state.account(&account)).map(|it| it.server.origin.display_host());
    let said = words::gap(&host.unwrap_or_default(), hours);
    let name = said.clone();
    let through = Signal::stored(vec![account.clone()]);
    let lane = account.clone();
    let loading = Signal::derive(move || {
        let slots = |lanes: &BTreeMap<AccountId, LaneState>| Some(lanes.get(&lane)?.loading());
        state.lanes.with(slots) == Some(true)
    });
    let what = said.clone();
    let label = move || {
        let deed = if loading.get() {
            words::LOADING
        } else {
            words::LOAD
        };
        words::load_what(deed, &what)
    };
    let element = NodeRef::<html::Article>::new();
    let watching = StoredValue::new_local(None);
    let (id, cursor) = (account.clone(), below.clone());
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        let (id, cursor, gap) = (id.clone(), cursor.clone(), element.clone());
        let near = move |near| {
            if near && dom::is_below_screen(&gap) {
                state.near_gap(&id, &cursor);
            }
        };
        watching.set_value(Some(dom::on_near(&element, "0px 0px 100% 0px", near)));
    });
    view! {
        <article class="gap" tabindex="-1" aria-label=name node_ref=element>
            <Strands through />
            <span>{said}</span>
            <button type="button" aria-label=label aria-disabled=move || loading.get().to_string()
                on:click=move |_| state.fill(&account, below.clone())>
                {move || if loading.get() { words::LOADING } else { words::LOAD }}
            </button>
        </article>
    }
}

/// Tells the state when the end of what is loaded comes within two screens.
fn watch_end(end: NodeRef<html::Div>, state: State) {
    let watching = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(end) = end.get() {
            let near = move |near| state.near_end(near);
            watching.set_value(Some(dom::on_near(&end, "200% 0px", near)));
        }
    });
}

/// Lets the state ask down to where the reader sees; and tells it now and then
/// while they scroll, for when the feed is hidden.
fn watch_place(feed: NodeRef<html::Div>, state: State) {
    let seen = move || {
        let feed = feed.try_get_untracked().flatten()?;
        let time = dom::last_in_view(&feed, "data-time")?;
        time.parse().ok().map(Millis)
    };
    state.ask_place(seen);
    let timer: Rc<RefCell<Option<Timer>>> = Rc::default();
    let scrolled = move || {
        let note = move || {
            state.place();
        };
        *timer.borrow_mut() = Some(Timer::new(Millis(150), note));
    };
    // Until the feed is taken off the page.
    let _listening = StoredValue::new_local(address::listen("scroll", scrolled));
}

fn keys(event: &ev::KeyboardEvent, router: Router) {
    let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    let Some(target) = event
        .target()
        .and_then(|it| it.dyn_into::<web_sys::Element>().ok())
    else {
        return;
    };
    let typing = target
        .matches("input, textarea, select, [role^=menuitem], video, audio")
        .unwrap_or(false);
    let by = match event.key().as_str() {
        "PageDown" | "j" if plain && !typing => 1,
        "PageUp" | "k" if plain && !typing => -1,
        "Enter" if plain && target.class_list().contains("post") => {
            if let Some(uri) = target.get_attribute("data-uri") {
                router.go(Route::Post(PostUri::new(&uri)));
            }
            return;
        }
        _ => return,
    };
    if dom::step_focus(&target, "article", by) {
        event.prevent_default();
    }
}
