//! The menu of a post.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    app::{
        kit::{
            el::{El, button, el, out, text},
            icon::{Glyph, icon},
            menu,
        },
        post::stand::{Stand, Translated},
        route::{Route, Router, use_router},
        state::{Removal, State, use_state},
        words,
    },
    browser::{clock, share},
    core::{account::Account, id::Millis, outbox::letter::Purpose, post::Post, safe_url::SafeUrl},
};

/// The menu, open.
pub fn menu(post: &Arc<Post>, stand: Stand) -> El {
    let state = use_state();
    let close = move || stand.more.set(false);
    let post = post.clone();
    let items = move || items(state, &post, stand);
    el("span").put(menu::menu(close, || words::MORE.to_owned(), items))
}

fn items(state: State, post: &Arc<Post>, stand: Stand) -> Vec<El> {
    let mut items = vec![answer(state, post, stand)];
    let web = || SafeUrl::parse(post.uri.as_str());
    let web = post.web.clone().or_else(web);
    if let Some(web) = web.filter(|web| web.scheme().starts_with("http")) {
        let address = web.to_string();
        items.push(origin(&web, stand));
        let copied = address.clone();
        items.push(item(stand, Glyph::Link, words::COPY_LINK, move || {
            copy(state, copied.clone(), words::LINK_COPIED);
        }));
        if share::can_share() {
            items.push(item(stand, Glyph::Share, words::SHARE, move || {
                share::share(&address);
            }));
        }
    }
    let plain = post.text.plain();
    if !plain.trim().is_empty() {
        items.push(item(stand, Glyph::Copy, words::COPY_TEXT, move || {
            copy(state, plain.clone(), words::TEXT_COPIED);
        }));
    }
    items.extend(translate(state, post, stand));
    if post.edited.is_some() && state.historian(post).is_some() {
        let history = stand.history;
        items.push(item(stand, Glyph::Back, words::HISTORY, move || {
            history.set(true);
        }));
    }
    items.extend(quote(post, stand));
    items.extend(pin(state, post, stand));
    items.extend(report(state, post, stand));
    items.extend(own(state, post, stand));
    items
}

/// The way to report its author, for others' posts.
fn report(state: State, post: &Post, stand: Stand) -> Option<El> {
    let able = state.able.get_untracked();
    let other = |it: &Arc<Account>| it.actor.uri != post.author.uri;
    let (router, handle, uri) = (use_router(), post.author.handle.clone(), post.uri.clone());
    let others = !able.is_empty() && able.iter().all(other);
    others.then(|| {
        item(stand, Glyph::Warning, words::REPORT, move || {
            router.go(Route::Report(handle.clone(), uri.clone()));
        })
    })
}

/// The way to quote what everybody may see.
fn quote(post: &Post, stand: Stand) -> Option<El> {
    let (router, uri) = (use_router(), post.uri.clone());
    post.audience.is_open().then(|| {
        item(stand, Glyph::Talk, words::QUOTE, move || {
            router.go(Route::Write(Purpose::Quote(uri.clone())));
        })
    })
}

/// What can be done with a post of one's own.
fn own(state: State, post: &Arc<Post>, stand: Stand) -> Vec<El> {
    let Some(account) = untrack(|| state.author_of(post)) else {
        return Vec::new();
    };
    let router = use_router();
    let removal = |anew: Option<Router>| Removal {
        account: account.clone(),
        post: post.uri.clone(),
        anew,
        known: None,
        letter: None,
    };
    let uri = post.uri.clone();
    // Its votes would be lost.
    let edit = post.poll.is_none().then(|| {
        item(stand, Glyph::Pen, words::EDIT, move || {
            router.go(Route::Write(Purpose::Edit(uri.clone())));
        })
    });
    let remove = |removal: Removal| move || state.remove_own(removal.clone());
    let anew = (words::REDRAFT, words::REDRAFT_SURE);
    let gone = (words::DELETE, words::DELETE_SURE);
    let anew = grave(stand, Glyph::Back, anew, remove(removal(Some(router))));
    let gone = grave(stand, Glyph::Close, gone, remove(removal(None)));
    edit.into_iter().chain([anew, gone]).collect()
}

/// A second press before this time answers nothing.
const SOONEST: Millis = Millis(700);

/// Something that cannot be taken back: it takes two presses.
fn grave(
    stand: Stand,
    glyph: Glyph,
    (said, sure): (&'static str, &'static str),
    act: impl Fn() + 'static,
) -> El {
    let pressed = RwSignal::new(false);
    let since = StoredValue::new(Millis(0));
    let words = move || if pressed.get() { sure } else { said }.to_owned();
    button("menu__item")
        .at("role", "menuitem")
        .live_flag("data-grave", move || pressed.get())
        .click(move || match pressed.get_untracked() {
            false => {
                since.set_value(clock::now());
                pressed.set(true);
            }
            // The other half of a double click has read nothing.
            true if clock::now().0 - since.get_value().0 < SOONEST.0 => {}
            true => {
                stand.more.set(false);
                act();
            }
        })
        .put(icon(glyph))
        .put(el("span").at("role", "presentation").put(text(words)))
}

/// The way to answer it; from the conversation one bar has that, too.
fn answer(state: State, post: &Post, stand: Stand) -> El {
    let (router, uri) = (use_router(), post.uri.clone());
    item(stand, Glyph::Reply, words::ANSWER, move || {
        router.go(Route::Write(Purpose::Answer(uri.clone())));
    })
    .flag("hidden", untrack(|| state.able.with(Vec::is_empty)))
}

fn item(stand: Stand, glyph: Glyph, said: &str, act: impl Fn() + 'static) -> El {
    button("menu__item")
        .at("role", "menuitem")
        .click(move || {
            stand.more.set(false);
            act();
        })
        .put(icon(glyph))
        .put(said)
}

fn origin(web: &SafeUrl, stand: Stand) -> El {
    let host = web.display_host();
    let host = host.map(|host| el("span").class("dim").put(format!(" {host}")));
    out(web.as_str())
        .class("menu__item")
        .at("role", "menuitem")
        .click(move || stand.more.set(false))
        .put(icon(Glyph::Out))
        .put(el("bdi").put(words::OPEN_AT_ORIGIN).put(host))
}

fn copy(state: State, text: String, done: &'static str) {
    spawn_local(async move {
        match share::copy(&text).await {
            true => state.tell_done(done.to_owned()),
            false => state.tell(words::NOT_COPIED.to_owned()),
        }
    });
}

fn translate(state: State, post: &Arc<Post>, stand: Stand) -> Option<El> {
    let translated = stand.opened.translated;
    if translated.with_untracked(|it| it.done().is_some()) {
        return Some(item(
            stand,
            Glyph::Translate,
            words::SHOW_ORIGINAL,
            move || {
                translated.set(Translated::No);
            },
        ));
    }
    let by = stand.bar.acting();
    state.translator(post, by.clone())?;
    let post = post.clone();
    Some(item(stand, Glyph::Translate, words::TRANSLATE, move || {
        state.translate(&post, by.clone(), translated);
    }))
}

/// One's own posts can be put on top of one's profile.
fn pin(state: State, post: &Arc<Post>, stand: Stand) -> Option<El> {
    let mine = |account: &&Arc<Account>| {
        account.actor.uri == post.author.uri && account.server.features.pin
    };
    let able = state.able.get_untracked();
    let id = able.iter().find(mine)?.id.clone();
    let pinned = untrack(|| state.preview(&post.uri, &id).mine.pinned)?;
    let said = if pinned { words::UNPIN } else { words::PIN };
    Some(item(stand, Glyph::Pin, said, move || {
        stand.bar.pin(&id, !pinned);
    }))
}
