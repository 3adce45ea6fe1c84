//! Landing on a link or handle that was pasted, and looking for people.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::profile::around::person;
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, each, el, live, react, show},
            icon::{Glyph, icon},
            panel::panel,
        },
        route::{Route, to, use_router},
        state::{Search, State, use_state},
        timeline::skeleton,
        words,
    },
    browser::{clock::Timer, dom, share},
    core::{
        actor::Profile,
        id::Millis,
        safe_url::landing::{Landing, landing},
    },
};

/// So long nothing is typed before servers are asked.
const PAUSE: Millis = Millis(350);
/// After this time the title of the page has had the focus.
const FOCUS: Millis = Millis(60);

/// The page, with these words in its field.
pub fn find(words: Option<String>) -> El {
    let (state, router) = (use_state(), use_router());
    let words = words.unwrap_or_default();
    // What was pasted elsewhere is not looked at here first.
    if let Some(landing) = landing(&words) {
        request_animation_frame(move || router.replace(Route::of(landing)));
    }
    let search = Search::new(words);
    look_soon(state, search);
    let back = move || router.back();
    panel(words::FIND, words::BACK, back, Bit::Nothing)
        .put(form(search))
        .put(live(move || leads(search)))
        .put(found(state, search))
        .put(share::can_take_links().then(|| take_links(state)))
}

/// Links that begin with `web+ap:` can be opened here from anywhere.
fn take_links(state: State) -> El {
    let take = button("button").click(move || {
        let taken = share::take_links("web+ap", "/find?q=%s");
        match taken {
            true => state.tell_done(words::LINKS_ASKED.to_owned()),
            false => state.tell(words::LINKS_NOT_TAKEN.to_owned()),
        }
    });
    el("p")
        .class("find__links dim small")
        .put(words::LINKS)
        .put(" ")
        .put(take.put(words::LINKS_TAKE))
}

/// Asks when the typing has come to rest. What leads somewhere asks nobody.
fn look_soon(state: State, search: Search) {
    let timer = StoredValue::new_local(None::<Timer>);
    react(move || {
        let words = search.words.get();
        let ready = state.ready.get();
        if !ready {
            return;
        }
        let look = move || state.search_people(search);
        match landing(&words).is_some() || words.trim().is_empty() {
            true => {
                timer.set_value(None);
                state.search_nobody(search);
            }
            false => timer.set_value(Some(Timer::new(PAUSE, look))),
        }
    });
}

fn form(search: Search) -> El {
    // After the page's title: who came to search types.
    let timer = Timer::new(FOCUS, || {
        if !dom::is_typing() {
            dom::focus("find-field");
        }
    });
    StoredValue::new_local(timer);
    let label = el("label").at("for", "find-field").put(words::FIND_LABEL);
    let hint = el("p").at("id", "find-hint").class("dim small");
    el("div")
        .class("find")
        .at("role", "search")
        .put(label)
        .put(field(search))
        .put(hint.put(words::FIND_TEXT))
}

fn field(search: Search) -> El {
    let router = use_router();
    let go = move |event: KeyboardEvent| {
        if event.key() != "Enter" || event.is_composing() {
            return;
        }
        let text = search.words.get_untracked();
        if let Some(landing) = landing(&text) {
            event.prevent_default();
            router.go(Route::of(landing));
        }
    };
    el("input")
        .at("type", "search")
        .at("id", "find-field")
        .at("autocomplete", "off")
        .at("autocapitalize", "off")
        .at("spellcheck", "false")
        .at("maxlength", "2048")
        .at("dir", "auto")
        .at("aria-describedby", "find-hint")
        .at("placeholder", words::FIND_HINT)
        .typed(search.words)
        .on("keydown", go)
}

/// What the words lead to, if they are a link or a handle.
fn leads(search: Search) -> Option<El> {
    let landing = search.words.with(|words| landing(words))?;
    let (glyph, said) = match &landing {
        Landing::Person(handle) => (Glyph::People, words::go_to_person(&handle.to_string())),
        Landing::Post(_) => (Glyph::Talk, words::GO_TO_POST.to_owned()),
    };
    let link = to(Route::of(landing)).class("find__way");
    Some(link.put(icon(glyph)).put(el("bdi").put(said)))
}

fn found(state: State, search: Search) -> Bit {
    let keys = move || {
        let handle = |it: &Profile| it.actor.handle.clone();
        search
            .found
            .with(|all| all.iter().map(handle).collect::<Vec<_>>())
    };
    let draw = move |handle| {
        let is_this = |it: &&Profile| it.actor.handle == handle;
        let found = search
            .found
            .with_untracked(|all| all.iter().find(is_this).cloned());
        found.map_or_else(|| el("li"), |it| person(&it))
    };
    let is_words = move || {
        search
            .words
            .with(|words| !words.trim().is_empty() && landing(words).is_none())
    };
    let empty = move || search.found.with(Vec::is_empty);
    let waits = move || search.pending.get() > 0;
    let done = move || search.done.get() && search.failed.with(Vec::is_empty);
    let nobody = move || is_words() && empty() && !waits() && done();
    Bit::Many(vec![
        el("ul").class("around__list").put(each(keys, draw)).into(),
        show(
            move || is_words() && empty() && !search.done.get(),
            skeleton,
        ),
        show(nobody, || {
            el("p").class("notices__end").put(words::FOUND_NOBODY)
        }),
        live(move || failed(state, search)),
    ])
}

fn failed(state: State, search: Search) -> Option<El> {
    let line = |(id, why): &(crate::core::id::AccountId, crate::engine::Failure)| {
        let host = state.account(id)?.server.origin.display_host();
        Some(el("p").put(words::lane_trouble(&host, Some(why))))
    };
    let lines: Vec<El> = search
        .failed
        .with(|all| all.iter().filter_map(line).collect());
    if lines.is_empty() {
        return None;
    }
    let again = button("button").click(move || state.search_people(search));
    let reach = el("div").class("reach").at("role", "status").put(lines);
    Some(reach.put(again.put(words::TRY_AGAIN)))
}
