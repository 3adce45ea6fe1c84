//! The parts of the app that the first screen does without. Each is a file of
//! its own, loaded when it is first needed; see docs/decisions/0008-parts.md.
#![allow(
    unsafe_code,
    reason = "a function in another file is a foreign one; `wasm_split` writes the declarations"
)]

use std::{future::Future, pin::Pin, rc::Rc, sync::Arc};

use leptos::{
    prelude::*,
    reactive::{computed::ScopedFuture, owner::Owner},
    task::spawn_local,
    wasm_split::{SplitLoaderError, wasm_split},
};

use super::{
    accounts, compose,
    kit::el::{Bit, El, button, el, live, react},
    lightbox::{self, Shown},
    post::{self, actions::Bar, stand::Stand},
    route::{Route, Router},
    social,
    state::{Errand, State, use_state},
    thread,
    timeline::skeleton,
    words,
};
use crate::{
    browser::{address, dom},
    core::{
        account::Account,
        outbox::letter::Purpose,
        post::{Poll, Post},
        safe_url::landing::{Landing, landing},
    },
};

type Part<T> = Result<T, SplitLoaderError>;
type Soon<T> = Pin<Box<dyn Future<Output = T>>>;
type Begin<T> = Box<dyn Fn() -> Soon<Part<T>>>;

#[wasm_split(door, fallible, wasm_split_path = leptos::wasm_split)]
fn door_welcome() -> Part<El> {
    Ok(accounts::welcome())
}

#[wasm_split(door, fallible, wasm_split_path = leptos::wasm_split)]
fn door_arrive(state: State, router: Router, query: String) -> Part<Soon<()>> {
    Ok(Box::pin(accounts::arrive(state, router, query)))
}

#[wasm_split(talk, fallible, wasm_split_path = leptos::wasm_split)]
fn talk_landing(text: String) -> Part<Option<Landing>> {
    Ok(landing(&text))
}

/// Goes where a link or a handle leads that was pasted; what is neither goes
/// nowhere: it may be a secret.
pub fn land(router: Router, text: String) {
    spawn_local(async move {
        if let Ok(Some(landing)) = talk_landing(text).await {
            router.go(Route::of(landing));
        }
    });
}

#[wasm_split(write, fallible, wasm_split_path = leptos::wasm_split)]
fn write_compose(purpose: Purpose) -> Part<El> {
    Ok(compose::compose(purpose))
}

#[wasm_split(write, fallible, wasm_split_path = leptos::wasm_split)]
fn write_outbox() -> Part<El> {
    Ok(compose::outbox())
}

#[wasm_split(write, fallible, wasm_split_path = leptos::wasm_split)]
fn write_drive(state: State) -> Part<Soon<()>> {
    Ok(Box::pin(state.drive_outbox()))
}

/// The pages of other people and of what they say.
#[wasm_split(talk, fallible, wasm_split_path = leptos::wasm_split)]
fn talk_page(route: Route) -> Part<El> {
    Ok(match route {
        Route::Post(uri) => thread::conversation(uri),
        Route::Person(handle) => social::profile::profile(handle, None),
        Route::Report(handle, post) => social::profile::profile(handle, Some(post)),
        Route::Own(handle) => social::own::own(handle),
        Route::Find(words) => social::find::find(words),
        Route::Lists => social::lists::lists(),
        _ => social::notifications::notifications(),
    })
}

/// The pages of the user's accounts.
#[wasm_split(door, fallible, wasm_split_path = leptos::wasm_split)]
fn door_page(route: Route) -> Part<El> {
    Ok(match route {
        Route::SignIn(server) => accounts::sign_in(server),
        _ => accounts::accounts(),
    })
}

/// The letters on their way.
pub fn outbox() -> Bit {
    let load = soon(__wasm_split_preload_write_outbox);
    when_loaded(load, soon(write_outbox), || Bit::Nothing, || {})
}

#[wasm_split(media, fallible, wasm_split_path = leptos::wasm_split)]
fn media_viewer(shown: Shown, open: RwSignal<bool>) -> Part<El> {
    Ok(lightbox::viewer(shown, open))
}

#[wasm_split(more, fallible, wasm_split_path = leptos::wasm_split)]
fn more_menu(post: Arc<Post>, stand: Stand) -> Part<El> {
    Ok(post::more::menu(&post, stand))
}

#[wasm_split(more, fallible, wasm_split_path = leptos::wasm_split)]
fn more_history(post: Arc<Post>, open: RwSignal<bool>) -> Part<El> {
    Ok(post::more::history(&post, open))
}

#[wasm_split(more, fallible, wasm_split_path = leptos::wasm_split)]
fn more_upkeep(state: State, errand: Rc<Errand>) -> Part<Soon<()>> {
    Ok(Box::pin(state.look_after(errand)))
}

#[wasm_split(more, fallible, wasm_split_path = leptos::wasm_split)]
fn more_poll(post: Arc<Post>, poll: Poll, stand: Stand) -> Part<El> {
    Ok(post::poll::poll(&post, &poll, stand))
}

/// The menu of a post.
pub fn more(post: &Arc<Post>, stand: Stand) -> Bit {
    let post = post.clone();
    let draw = move || more_menu(post.clone(), stand);
    let load = soon(__wasm_split_preload_more_menu);
    when_loaded(load, soon(draw), || Bit::Nothing, || {})
}

#[wasm_split(more, fallible, wasm_split_path = leptos::wasm_split)]
fn more_who_acts(bar: Bar) -> Part<El> {
    Ok(post::actions::who_acts(bar))
}

/// The menu of who acts on a post.
pub fn who_acts(bar: Bar) -> Bit {
    let load = soon(__wasm_split_preload_more_who_acts);
    when_loaded(
        load,
        soon(move || more_who_acts(bar)),
        || Bit::Nothing,
        || {},
    )
}

/// The poll of a post; what one may choose from, until it has been loaded.
pub fn poll(post: &Arc<Post>, poll: &Poll, stand: Stand) -> Bit {
    let (post, poll, asked) = (post.clone(), poll.clone(), poll.clone());
    let draw = move || more_poll(post.clone(), poll.clone(), stand);
    let load = soon(__wasm_split_preload_more_poll);
    when_loaded(load, soon(draw), move || post::body::options(&asked), || {})
}

/// What a post said before it was edited.
pub fn history(post: &Arc<Post>, open: RwSignal<bool>) -> Bit {
    let post = post.clone();
    let draw = move || more_history(post.clone(), open);
    let load = soon(__wasm_split_preload_more_history);
    when_loaded(load, soon(draw), || Bit::Nothing, || {})
}

#[wasm_split(door, fallible, wasm_split_path = leptos::wasm_split)]
fn door_keep(state: State, account: Account) -> Part<Soon<()>> {
    Ok(Box::pin(state.keep_account(account)))
}

#[wasm_split(servers, fallible, wasm_split_path = leptos::wasm_split)]
fn servers_run(state: State, errand: Rc<Errand>) -> Part<Soon<()>> {
    Ok(Box::pin(state.run_first(errand)))
}

#[wasm_split(deeds, fallible, wasm_split_path = leptos::wasm_split)]
fn deeds_run(state: State, errand: Rc<Errand>) -> Part<Soon<()>> {
    Ok(Box::pin(state.run(errand)))
}

/// Runs an errand to a server: speaking with servers is a part of its own.
/// Fails if that could not be loaded.
pub async fn run(state: State, errand: Rc<Errand>) -> Part<()> {
    let run = match &*errand {
        // To write an account is the door's work.
        Errand::Account(account) => door_keep(state, (**account).clone()).await?,
        Errand::Outbox => write_drive(state).await?,
        Errand::Room(_) | Errand::Tidy => more_upkeep(state, errand).await?,
        Errand::Page { .. } | Errand::Posts(_) => servers_run(state, errand).await?,
        other => {
            if matches!(
                other,
                Errand::Stream(_) | Errand::Marks(_) | Errand::Start(_) | Errand::Notifications(_)
            ) {
                state.first_posts().await;
            }
            deeds_run(state, errand).await?
        }
    };
    run.await;
    Ok(())
}

/// Loads what speaks with servers, before the first errand.
pub fn fetch_servers() {
    spawn_local(async {
        let _ = __wasm_split_preload_servers_run().await;
    });
}

/// What stands in the lightbox; `waiting` until it has been loaded.
pub fn viewer(shown: Shown, open: RwSignal<bool>, waiting: impl Fn() -> El + 'static) -> Bit {
    let draw = move || media_viewer(shown.clone(), open);
    when_loaded(
        soon(__wasm_split_preload_media_viewer),
        soon(draw),
        waiting,
        || {},
    )
}

/// The first screen of all.
pub fn welcome() -> Bit {
    later(__wasm_split_preload_door_welcome, door_welcome)
}

/// The page of a route that is not the timeline.
pub fn page(route: Route) -> Option<Bit> {
    match route {
        Route::SignIn(_) | Route::Accounts => {
            let draw = move || door_page(route.clone());
            Some(later(__wasm_split_preload_door_page, draw))
        }
        Route::Post(_)
        | Route::Person(_)
        | Route::Report(..)
        | Route::Own(_)
        | Route::Find(_)
        | Route::Lists
        | Route::Notifications => {
            // What asks the servers for it comes at the same time.
            spawn_local(async {
                let _ = __wasm_split_preload_deeds_run().await;
            });
            let draw = move || talk_page(route.clone());
            Some(later(__wasm_split_preload_talk_page, draw))
        }
        Route::Write(purpose) => Some(later(__wasm_split_preload_write_compose, move || {
            write_compose(purpose.clone())
        })),
        Route::Home | Route::NotFound => None,
    }
}

/// Ends the sign-in that a server's answer belongs to.
pub async fn arrive(state: State, router: Router, query: String) {
    match door_arrive(state, router, query).await {
        Ok(arrived) => arrived.await,
        Err(_) => state.tell(words::PART_MISSING.to_owned()),
    }
}

/// Loads the parts that a reader is likely to need next, before they do.
pub fn fetch_soon() {
    spawn_local(async {
        // What does not come now is asked for when it is needed.
        let _ = __wasm_split_preload_talk_page().await;
        let _ = __wasm_split_preload_more_menu().await;
    });
}

/// A page that is drawn once it has been loaded.
fn later<L, D>(load: impl Fn() -> L + 'static, draw: impl Fn() -> D + 'static) -> Bit
where
    L: Future<Output = Part<()>> + 'static,
    D: Future<Output = Part<El>> + 'static,
{
    // Who opened the page did so before it had a title.
    let then = || request_animation_frame(|| dom::focus("pane-title"));
    when_loaded(soon(load), soon(draw), skeleton, then)
}

/// The same for all parts: what waits for them is linked once.
fn soon<T, F>(begin: impl Fn() -> F + 'static) -> Begin<T>
where
    F: Future<Output = Part<T>> + 'static,
{
    Box::new(move || Box::pin(begin()))
}

/// Something that is drawn once it has been loaded, and what stands there
/// until then. What could not be, without a network, is tried again when there
/// is one.
fn when_loaded<B: Into<Bit>>(
    load: Begin<()>,
    draw: Begin<El>,
    waiting: impl Fn() -> B + 'static,
    then: fn(),
) -> Bit {
    let drawn = RwSignal::new_local(None::<Result<El, ()>>);
    let attempt = move || {
        // Drawn under the owner of its place, as if it had been there from the start.
        let (load, draw) = (load(), ScopedFuture::new_untracked(draw()));
        spawn_local(async move {
            let loaded = load.await;
            if drawn.is_disposed() {
                return; // The reader is elsewhere.
            }
            let part = match loaded {
                Ok(()) => draw.await,
                Err(failure) => Err(failure),
            };
            drawn.try_set(Some(part.map_err(drop)));
            then();
        });
    };
    let online = use_state().online;
    let failed = move || drawn.with_untracked(|it| matches!(it, Some(Err(()))));
    let owner = Owner::current().unwrap_or_default();
    owner.with(&attempt);
    react(move || {
        if online.get() && failed() {
            owner.with(&attempt);
        }
    });
    live(move || match drawn.get() {
        None => waiting().into(),
        Some(Ok(el)) => el.into(),
        Some(Err(())) => Bit::from(missing()),
    })
}

fn missing() -> El {
    let again = button("button").click(address::reload).put(words::RELOAD);
    el("div")
        .class("blank")
        .at("role", "alert")
        .put(el("p").put(words::PART_MISSING))
        .put(again)
}
