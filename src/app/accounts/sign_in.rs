//! One field that takes what people type, and what came of it.

use leptos::{ev::Event, prelude::*, task::spawn_local};

use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live, show, text},
            icon::mark,
            panel::panel,
        },
        route::{Route, Router, use_router},
        state::{State, use_state},
        words,
    },
    browser::{address, clock},
    core::{
        account::{Account, Server},
        id::Millis,
    },
    engine::{
        Failure,
        session::{Look, Way, Wish},
    },
};

/// The page for one more account; `server` is the server or handle that is
/// meant, if one is.
pub fn sign_in(server: Option<String>) -> El {
    let (router, state) = (use_router(), use_state());
    // An address from outside may name anybody: only one's own are believed.
    let own = server.filter(|named| {
        let is_it = |it: &Account| it.actor.handle.to_string() == *named;
        state.accounts.with_untracked(|all| all.iter().any(is_it))
    });
    let title = match own {
        Some(_) => words::SIGN_IN_AGAIN,
        None => words::ADD_ACCOUNT,
    };
    let body = el("div")
        .class("panel__body")
        .put(sign_in_form(own.unwrap_or_default()));
    let back = move || router.back();
    panel(title, words::BACK, back, Bit::Nothing).put(body)
}

/// The first screen of all.
pub fn welcome() -> El {
    let brand = el("p")
        .class("welcome__brand")
        .put(mark())
        .put(words::SKEIN);
    let said = el("div")
        .class("welcome__words")
        .put(brand)
        .put(el("h1").put(words::WELCOME))
        .put(el("p").put(words::WELCOME_TEXT));
    let card = el("div")
        .class("welcome__card")
        .put(sign_in_form(String::new()))
        .put(el("p").class("dim small").put(words::PRIVATE));
    el("main")
        .class("welcome")
        .at("id", "main")
        .put(said)
        .put(card)
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

/// What is on screen of it: drawn anew only when that changes, so that a
/// button that was pressed keeps the focus.
#[derive(Clone, PartialEq)]
enum Face {
    Form,
    Found(Server),
    Coarse(Server, String),
}

impl Stage {
    fn face(&self) -> Face {
        match self {
            Self::Asking | Self::Looking => Face::Form,
            Self::Found(server) | Self::Leaving(server) => Face::Found(server.clone()),
            Self::Coarse(server, url) => Face::Coarse(server.clone(), url.clone()),
        }
    }
}

/// A sign-in on its way. A handle: copying it is free.
#[derive(Clone, Copy)]
struct Attempt {
    state: State,
    router: Router,
    stage: RwSignal<Stage>,
    trouble: RwSignal<Option<String>>,
    typed: RwSignal<String>,
    /// The number of the look that counts, and whether it takes its time.
    current: StoredValue<u64>,
    slow: RwSignal<bool>,
}

/// The field, in which `typed` stands at first, and the way to the server.
fn sign_in_form(typed: String) -> Bit {
    let attempt = Attempt {
        state: use_state(),
        router: use_router(),
        stage: RwSignal::new(Stage::Asking),
        trouble: RwSignal::new(None),
        typed: RwSignal::new(typed),
        current: StoredValue::new(0),
        slow: RwSignal::new(false),
    };
    let face = Memo::new(move |_| attempt.stage.with(Stage::face));
    live(move || {
        let face = face.get();
        untrack(|| match face {
            Face::Form => form(attempt),
            Face::Found(server) => found(attempt, server),
            Face::Coarse(server, url) => everything(attempt, &server, url),
        })
    })
}

impl Attempt {
    fn is_looking(&self) -> bool {
        self.stage.with(|stage| matches!(stage, Stage::Looking))
    }

    /// Whether this look is still waited for.
    fn is_current(&self, look: u64) -> bool {
        self.current.try_get_value() == Some(look)
    }

    /// Looks at what was typed; back to the field, if it is of no use.
    fn look(self, field: El) {
        let (text, number) = (self.typed.get_untracked(), self.state.number());
        self.current.set_value(number);
        self.slow.set(false);
        self.trouble.set(None);
        self.stage.set(Stage::Looking);
        spawn_local(async move {
            clock::sleep(PATIENCE).await;
            if self.is_current(number) {
                self.slow.set(true);
            }
        });
        spawn_local(async move {
            let found = self.state.look(&text).await;
            match found {
                // The user did not want to wait, or is elsewhere.
                _ if !self.is_current(number) => {}
                Look::Usable(server) => self.stage.set(Stage::Found(*server)),
                other => {
                    self.stage.set(Stage::Asking);
                    self.trouble.set(Some(problem(&other)));
                    field.focus();
                }
            }
        });
    }

    /// Does not wait for the look.
    fn cancel(self) {
        self.current.set_value(0);
        self.stage.set(Stage::Asking);
    }

    /// Asks the server for the way to its page, and goes there.
    fn go(self, server: Server) {
        self.stage.set(Stage::Leaving(server.clone()));
        let place = match self.router.at.get_untracked() {
            Route::SignIn(_) => Route::Home.path(),
            route => route.path(),
        };
        let typed = self.typed.get_untracked();
        spawn_local(async move {
            let way = self.state.begin(&server, Wish { typed, place }).await;
            self.leave(server, way);
        });
    }

    fn leave(self, server: Server, way: Result<Way, Failure>) {
        // The user may have thought better of it meanwhile.
        let is_it = |stage: &Stage| matches!(stage, Stage::Leaving(to) if *to == server);
        let waits = self.stage.try_with_untracked(is_it) == Some(true);
        match way {
            _ if !waits => {}
            Ok(way) if way.coarse => self.stage.set(Stage::Coarse(server, way.url)),
            Ok(way) => address::leave(&way.url),
            Err(failure) => {
                let host = server.origin.display_host();
                self.trouble.set(Some(words::refuses(&host, &failure)));
                self.stage.set(Stage::Asking);
            }
        }
    }
}

fn form(attempt: Attempt) -> El {
    let input = input(attempt);
    let field = input.clone();
    let label = el("label")
        .class("field")
        .at("for", "server")
        .put(el("span").class("field__label").put(words::FIELD))
        .put(input);
    let trouble = el("p")
        .at("id", "server-trouble")
        .class("trouble")
        .at("role", "alert")
        .put(text(move || attempt.trouble.get().unwrap_or_default()));
    let said = move || match attempt.is_looking() {
        true => words::LOOKING.to_owned(),
        false => words::CONTINUE.to_owned(),
    };
    let go_on = el("button")
        .at("type", "submit")
        .class("button button--main")
        .live("aria-disabled", move || {
            Some(attempt.is_looking().to_string())
        })
        .put(text(said));
    let submit = move |event: Event| {
        event.prevent_default();
        if !untrack(|| attempt.is_looking()) {
            attempt.look(field.clone());
        }
    };
    el("form")
        .class("sign-in")
        .flag("novalidate", true)
        .on("submit", submit)
        .put(label)
        .put(trouble)
        .put(go_on)
        .put(patience(attempt))
}

/// What is said of a server that takes its time, and the way out.
fn patience(attempt: Attempt) -> Bit {
    let long = move || attempt.is_looking() && attempt.slow.get();
    show(long, move || {
        let slow = el("p").class("dim small").at("role", "status");
        let cancel = button("button").click(move || attempt.cancel());
        vec![slow.put(words::LOOKS_SLOW), cancel.put(words::CANCEL)]
    })
}

fn input(attempt: Attempt) -> El {
    let (typed, trouble) = (attempt.typed, attempt.trouble);
    let input = el("input")
        .at("id", "server")
        .class("field__input")
        .at("type", "text")
        .at("inputmode", "url")
        .at("autocomplete", "off")
        .at("autocapitalize", "none")
        .at("spellcheck", "false")
        .at("enterkeyhint", "go")
        .at("placeholder", words::FIELD_HINT)
        .live("aria-invalid", move || {
            Some(trouble.with(Option::is_some).to_string())
        })
        .at("aria-describedby", "server-trouble");
    input.typed(typed)
}

/// A server that can be used: what it is, and what it will be asked for.
fn found(attempt: Attempt, server: Server) -> El {
    let host = server.origin.display_host();
    let stage = attempt.stage;
    let leaving = move || stage.with(|stage| matches!(stage, Stage::Leaving(_)));
    let about = format!("{} · {}", server.title, server.software);
    let grant = |grant: &'static str| el("li").put(grant);
    let grants = el("ul")
        .class("found__grants")
        .put(Vec::from(words::GRANT_LIST.map(grant)));
    let way = words::go_to(&host);
    let said = move || match leaving() {
        true => words::GOING.to_owned(),
        false => way.clone(),
    };
    let go = button("button button--main")
        .flag("autofocus", true)
        .live("aria-disabled", move || Some(leaving().to_string()))
        .click(move || {
            if !untrack(leaving) {
                attempt.go(server.clone());
            }
        })
        .put(text(said));
    el("div")
        .class("found")
        .put(named(&host))
        .put(el("p").class("dim").put(about))
        .put(el("p").put(words::GRANTS))
        .put(grants)
        .put(el("p").class("dim small").put(words::YOU_SIGN_IN_THERE))
        .put(answers(attempt, go))
}

/// A server without fine permissions: what it will be asked for instead.
fn everything(attempt: Attempt, server: &Server, url: String) -> El {
    let host = server.origin.display_host();
    let go = button("button button--main")
        .flag("autofocus", true)
        .click(move || address::leave(&url))
        .put(words::go_to(&host));
    el("div")
        .class("found")
        .at("role", "status")
        .put(named(&host))
        .put(el("p").put(words::EVERYTHING))
        .put(el("p").class("dim small").put(words::YOU_SIGN_IN_THERE))
        .put(answers(attempt, go))
}

fn named(host: &str) -> El {
    el("p").class("found__host").put(el("bdi").put(host))
}

/// The way to the server, or to another.
fn answers(attempt: Attempt, go: El) -> El {
    let other = button("button").click(move || attempt.stage.set(Stage::Asking));
    el("div")
        .class("found__answers")
        .put(go)
        .put(other.put(words::OTHER_SERVER))
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
