//! Who acts on a post, and the menu to choose another.

use std::sync::Arc;

use super::{Bar, deed::Deed};
use crate::{
    app::{
        kit::{
            avatar::{Size, avatar},
            el::{El, button, el, live, show},
            icon::{Glyph, icon},
            menu::menu,
        },
        parts, words,
    },
    core::account::Account,
};

/// Who acts, and the menu to choose another.
pub fn acting_as(bar: Bar) -> El {
    el("span").class("as").put(face(bar)).put(show(
        move || bar.asked().is_some(),
        move || parts::who_acts(bar),
    ))
}

/// The menu, open. Loaded when it is first opened.
pub fn who_acts(bar: Bar) -> El {
    let label = move || match bar.asked().flatten() {
        Some(deed) => words::do_as(deed.word()),
        None => words::ACT_AS.to_owned(),
    };
    let items = move || {
        let deed = bar.asked().flatten();
        let all = bar.able().into_iter();
        all.map(|account| choice(bar, account, deed, &label()))
            .collect::<Vec<_>>()
    };
    el("span").put(menu(move || bar.asked_enough(), label, items))
}

/// Whose face it is changes; the button stays, and the focus on it.
fn face(bar: Bar) -> El {
    let said = move || {
        let account = bar.acting()?;
        Some(words::acting_as(&account.actor.handle.to_string()))
    };
    let picture = live(move || {
        let account = bar.acting()?;
        let name = account.actor.plain_name();
        let url = account.actor.avatar.as_ref();
        Some(avatar(url, &name, Size::Small))
    });
    button("as__button")
        .live("aria-label", said)
        .live("title", said)
        .live_flag("hidden", move || bar.acting().is_none())
        .at("aria-haspopup", "menu")
        .live("aria-expanded", move || {
            Some(bar.asked().is_some().to_string())
        })
        .click(move || bar.ask_as(None))
        .put(picture)
}

/// One account of the menu: chosen to act as, or to do or take back a deed.
fn choice(bar: Bar, account: Arc<Account>, deed: Option<Deed>, label: &str) -> El {
    let handle = account.actor.handle.to_string();
    let name = account.actor.plain_name();
    let (role, on) = match deed {
        Some(deed) => (
            "menuitemcheckbox",
            bar.has_done(&account.id, deed) == Some(true),
        ),
        None => (
            "menuitemradio",
            bar.acting().is_some_and(|now| now.id == account.id),
        ),
    };
    let face = avatar(account.actor.avatar.as_ref(), &name, Size::Small);
    button("menu__item")
        .at("role", role)
        .at("aria-checked", if on { "true" } else { "false" })
        .at("aria-label", &words::by_whom(label, &handle))
        .style("--hue", &account.hue.to_string())
        .click(move || {
            bar.asked_enough();
            match deed {
                Some(deed) => bar.act_as(&account.id, deed),
                None => bar.choose(&account.id),
            }
        })
        .put(face)
        .put(el("bdi").put(handle))
        .put(icon(Glyph::Check))
}
