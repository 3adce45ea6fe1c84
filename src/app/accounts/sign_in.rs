//! One field that takes what people type, and what came of it.

use leptos::{ev, html, prelude::*, task::spawn_local};

use crate::{
    app::{
        kit::{icon::Mark, panel::Panel},
        route::{Route, use_router},
        state::use_state,
        words,
    },
    browser::{address, clock},
    core::{
        account::{Account, Server},
        id::Millis,
    },
    engine::session::{Look, Wish},
};

/// The page for one more account.
#[component]
pub fn SignIn(
    /// The server or handle that is meant, if one is.
    server: Option<String>,
) -> impl IntoView {
    let (router, state) = (use_router(), use_state());
    let on_back = Callback::new(move |()| router.back());
    // An address from outside may name anybody: only one's own are believed.
    let own = server.filter(|named| {
        let is_it = |it: &Account| it.actor.handle.to_string() == *named;
        state.accounts.with_untracked(|all| all.iter().any(is_it))
    });
    let title = match own {
        Some(_) => words::SIGN_IN_AGAIN,
        None => words::ADD_ACCOUNT,
    };
    view! {
        <Panel title back=words::BACK on_back>
            <div class="panel__body"><SignInForm server=own.unwrap_or_default() /></div>
        </Panel>
    }
}

/// How long one looks at a server before saying that it takes its time.
const PATIENCE: Millis = Millis(4_000);

/// Where a sign-in stands.
#[derive(Clone)]
enum Stage {
    Asking,
    Looking,
    Found(Server),
    Leaving(Server),
    /// The server can only be asked for everything: the way there waits for a yes.
    Coarse(Server, String),
}

/// The field, and the way to the server.
#[component]
pub fn SignInForm(
    /// What stands in the field at first.
    server: String,
) -> impl IntoView {
    let state = use_state();
    let stage = RwSignal::new(Stage::Asking);
    let trouble = RwSignal::new(None::<String>);
    let typed = RwSignal::new(server);
    let input = NodeRef::<html::Input>::new();
    // The number of the look that counts, and whether it takes its time.
    let (current, slow) = (StoredValue::new(0), RwSignal::new(false));
    let is_current = move |look: u64| current.try_get_value() == Some(look);
    let look = move || {
        let (text, number) = (typed.get_untracked(), state.number());
        current.set_value(number);
        slow.set(false);
        trouble.set(None);
        stage.set(Stage::Looking);
        spawn_local(async move {
            clock::sleep(PATIENCE).await;
            if is_current(number) {
                slow.set(true);
            }
        });
        spawn_local(async move {
            let found = state.look(&text).await;
            match found {
                // The user did not want to wait, or is elsewhere.
                _ if !is_current(number) => {}
                Look::Usable(server) => stage.set(Stage::Found(*server)),
                other => {
                    stage.set(Stage::Asking);
                    trouble.set(Some(problem(&other)));
                    if let Some(input) = input.try_get_untracked().flatten() {
                        let _ = input.focus();
                    }
                }
            }
        });
    };
    let cancel = move |_| {
        current.set_value(0);
        stage.set(Stage::Asking);
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !matches!(stage.get_untracked(), Stage::Looking) {
            look();
        }
    };
    let looking = move || matches!(stage.get(), Stage::Looking);
    let asking = move || matches!(stage.get(), Stage::Asking | Stage::Looking);
    view! {
        <Show
            when=asking
            fallback=move || match stage.get() {
                Stage::Found(server) => view! { <Found server typed stage trouble leaving=false /> }.into_any(),
                Stage::Leaving(server) => view! { <Found server typed stage trouble leaving=true /> }.into_any(),
                Stage::Coarse(server, url) => view! { <Everything server url stage /> }.into_any(),
                _ => ().into_any(),
            }
        >
            <form class="sign-in" on:submit=submit novalidate>
                <label class="field" for="server">
                    <span class="field__label">{words::FIELD}</span>
                    <input id="server" class="field__input" type="text" inputmode="url" autocomplete="off" autocapitalize="none"
                        spellcheck="false" enterkeyhint="go" placeholder=words::FIELD_HINT node_ref=input
                        prop:value=move || typed.get() on:input:target=move |event| typed.set(event.target().value())
                        aria-invalid=move || trouble.get().is_some().to_string() aria-describedby="server-trouble" />
                </label>
                <p id="server-trouble" class="trouble" role="alert">{move || trouble.get()}</p>
                <button type="submit" class="button button--main" aria-disabled=move || looking().to_string()>
                    {move || if looking() { words::LOOKING } else { words::CONTINUE }}
                </button>
                <Show when=move || looking() && slow.get()>
                    <p class="dim small" role="status">{words::LOOKS_SLOW}</p>
                    <button type="button" class="button" on:click=cancel>{words::CANCEL}</button>
                </Show>
            </form>
        </Show>
    }
}

/// A server that can be used: what it is, and what it will be asked for.
#[component]
fn Found(
    server: Server,
    typed: RwSignal<String>,
    stage: RwSignal<Stage>,
    trouble: RwSignal<Option<String>>,
    leaving: bool,
) -> impl IntoView {
    let state = use_state();
    let router = use_router();
    let host = server.origin.display_host();
    let there = server.clone();
    let go = move |_| {
        if leaving {
            return;
        }
        let server = there.clone();
        stage.set(Stage::Leaving(server.clone()));
        let place = match router.at.get_untracked() {
            Route::SignIn(_) => Route::Home.path(),
            route => route.path(),
        };
        let typed = typed.get_untracked();
        spawn_local(async move {
            let way = state.begin(&server, Wish { typed, place }).await;
            // The user may have thought better of it meanwhile.
            let waits = stage
                .try_with_untracked(|stage| matches!(stage, Stage::Leaving(to) if *to == server));
            match way {
                _ if waits != Some(true) => {}
                Ok(way) if way.coarse => stage.set(Stage::Coarse(server, way.url)),
                Ok(way) => address::leave(&way.url),
                Err(failure) => {
                    trouble.set(Some(words::refuses(
                        &server.origin.display_host(),
                        &failure,
                    )));
                    stage.set(Stage::Asking);
                }
            }
        });
    };
    let grants = words::GRANT_LIST
        .map(|grant| view! { <li>{grant}</li> })
        .collect_view();
    view! {
        <div class="found">
            <p class="found__host"><bdi>{host.clone()}</bdi></p>
            <p class="dim">{server.title.clone()}" · "{server.software.clone()}</p>
            <p>{words::GRANTS}</p>
            <ul class="found__grants">{grants}</ul>
            <p class="dim small">{words::YOU_SIGN_IN_THERE}</p>
            <div class="found__answers">
                <button type="button" class="button button--main" autofocus aria-disabled=leaving.to_string() on:click=go>
                    {if leaving { words::GOING.to_owned() } else { words::go_to(&host) }}
                </button>
                <button type="button" class="button" on:click=move |_| stage.set(Stage::Asking)>{words::OTHER_SERVER}</button>
            </div>
        </div>
    }
}

/// A server without fine permissions: what it will be asked for instead.
#[component]
fn Everything(server: Server, url: String, stage: RwSignal<Stage>) -> impl IntoView {
    let host = server.origin.display_host();
    view! {
        <div class="found" role="status">
            <p class="found__host"><bdi>{host.clone()}</bdi></p>
            <p>{words::EVERYTHING}</p>
            <p class="dim small">{words::YOU_SIGN_IN_THERE}</p>
            <div class="found__answers">
                <button type="button" class="button button--main" autofocus on:click=move |_| address::leave(&url)>
                    {words::go_to(&host)}
                </button>
                <button type="button" class="button" on:click=move |_| stage.set(Stage::Asking)>{words::OTHER_SERVER}</button>
            </div>
        </div>
    }
}

fn problem(look: &Look) -> String {
    match look {
        Look::NotAName(why) => words::not_a_name(*why).to_owned(),
        Look::Unreachable { host, timed_out } => words::unreachable(host, *timed_out),
        Look::ClosedToBrowsers { host, software } => words::closed(host, software),
        Look::OtherKind { host, software } => words::other_kind(host, software),
        Look::NotFediverse { host } => words::not_fediverse(host),
        Look::Refuses { host, why } => words::refuses(host, why),
        Look::Usable(_) => String::new(),
    }
}

/// The first screen of all.
#[component]
pub fn Welcome() -> impl IntoView {
    view! {
        <main class="welcome" id="main">
            <div class="welcome__words">
                <p class="welcome__brand"><Mark />{words::SKEIN}</p>
                <h1>{words::WELCOME}</h1>
                <p>{words::WELCOME_TEXT}</p>
            </div>
            <div class="welcome__card">
                <SignInForm server=String::new() />
                <p class="dim small">{words::PRIVATE}</p>
            </div>
        </main>
    }
}
