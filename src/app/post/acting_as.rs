//! Who acts on a post, and the menu to choose another.

use std::sync::Arc;

use leptos::prelude::*;

use super::deed::Deed;
use crate::{
    app::{
        kit::{
            avatar::Avatar,
            icon::{Glyph, Icon},
            menu::Menu,
        },
        state::use_state,
        words,
    },
    core::{
        account::Account,
        id::{AccountId, PostUri},
    },
};

/// Who acts, and the menu to choose another.
#[component]
pub fn ActingAs(
    uri: PostUri,
    able: Memo<Vec<Arc<Account>>>,
    acting: Memo<Option<Arc<Account>>>,
    chosen: RwSignal<Option<AccountId>>,
    menu: RwSignal<Option<Option<Deed>>>,
) -> impl IntoView {
    let state = use_state();
    let open = RwSignal::new(false);
    // The menu opens with a wish in mind, and closing it forgets the wish.
    Effect::new(move |_| {
        if menu.get().is_some() {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() && menu.get_untracked().is_some() {
            menu.set(None);
        }
    });
    let uri = StoredValue::new(uri);
    let choose = move |account: Arc<Account>| {
        let deed = menu.get_untracked().flatten();
        open.set(false);
        match deed {
            Some(deed) => uri.with_value(|uri| {
                let now = untrack(|| state.preview(uri, &account.id));
                let on = deed.is_done(&now) == Some(true);
                state.act(&account.id, uri, deed.change(!on));
            }),
            None => chosen.set(Some(account.id.clone())),
        }
    };
    let label = Signal::derive(move || match menu.get().flatten() {
        Some(deed) => words::do_as(deed.word()),
        None => words::ACT_AS.to_owned(),
    });
    view! {
        <span class="as">
            {move || acting.get().map(|account| {
                let said = words::acting_as(&account.actor.handle.to_string());
                let name = account.actor.plain_name();
                view! {
                    <button type="button" class="as__button" aria-label=said.clone() title=said.clone() aria-haspopup="menu"
                        aria-expanded=move || open.get().to_string() on:click=move |_| menu.set(Some(None))>
                        <Avatar url=account.actor.avatar.clone() name small=true />
                    </button>
                }
            })}
            <Menu open label>
                {move || able.get().into_iter().map(|account| {
                    let deed = menu.get().flatten();
                    let on = uri.with_value(|uri| match deed {
                        Some(deed) => deed.is_done(&state.preview(uri, &account.id)),
                        None => Some(acting.get_untracked().is_some_and(|now| now.id == account.id)),
                    });
                    view! { <Choice account deed on label choose=Callback::new(choose) /> }
                }).collect_view()}
            </Menu>
        </span>
    }
}

/// One account of the menu: chosen to act as, or to do or take back a deed.
#[component]
fn Choice(
    account: Arc<Account>,
    deed: Option<Deed>,
    /// It acts, or has done the deed; `None` where its server has not said.
    on: Option<bool>,
    label: Signal<String>,
    choose: Callback<Arc<Account>>,
) -> impl IntoView {
    let handle = account.actor.handle.to_string();
    let said = words::by_whom(&label.get_untracked(), &handle);
    let (hue, name, face) = (
        account.hue,
        account.actor.plain_name(),
        account.actor.avatar.clone(),
    );
    let role = match deed {
        Some(_) => "menuitemcheckbox",
        None => "menuitemradio",
    };
    let checked = (on == Some(true)).to_string();
    view! {
        <button type="button" class="menu__item" role=role aria-checked=checked aria-label=said
            style:--hue=hue.to_string() on:click=move |_| choose.run(account.clone())>
            <Avatar url=face name small=true /><bdi>{handle}</bdi>
            <Icon glyph=Glyph::Check />
        </button>
    }
}
