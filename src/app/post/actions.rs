//! What can be done to a post, and as whom.

use leptos::{ev, prelude::*};

use crate::{
    app::{
        kit::{
            avatar::Avatar,
            icon::{Glyph, Icon},
            menu::Menu,
            time::short,
        },
        route::{Route, To},
        state::use_state,
        words,
    },
    browser::clock::Timer,
    core::{
        account::{Account, Features},
        id::{AccountId, Millis, PostUri},
        outbox::Change,
    },
};

/// How long a press must last to open the menu of accounts.
const LONG_PRESS: Millis = Millis(500);

/// One kind of action, as the bar draws it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Boost,
    Like,
    Save,
}

impl Deed {
    fn change(self, on: bool) -> Change {
        match self {
            Self::Boost => Change::Boost(on),
            Self::Like => Change::Like(on),
            Self::Save => Change::Save(on),
        }
    }
    fn word(self) -> &'static str {
        match self {
            Self::Boost => words::BOOST,
            Self::Like => words::LIKE,
            Self::Save => words::SAVE,
        }
    }
    fn look(self) -> (Glyph, &'static str) {
        match self {
            Self::Boost => (Glyph::Boost, "action action--boost"),
            Self::Like => (Glyph::Like, "action action--like"),
            Self::Save => (Glyph::Save, "action action--save"),
        }
    }
    fn possible(self, features: Features) -> bool {
        match self {
            Self::Boost => features.boost,
            Self::Like => features.like,
            Self::Save => features.save,
        }
    }
}

/// The bar under a post. `default` is whom to act as unless chosen otherwise.
#[component]
pub fn Actions(
    uri: PostUri,
    open_to_all: bool,
    default: Signal<Option<AccountId>>,
) -> impl IntoView {
    let state = use_state();
    let chosen = RwSignal::new(None::<AccountId>);
    let menu = RwSignal::new(None::<Option<Deed>>);
    let about = uri.clone();
    // A post that is not for all is known to those whose servers showed it.
    let able = Memo::new(move |_| {
        let sighted = state.sighted_by(&about);
        let can = |account: &Account| {
            sighted.contains(&account.id) || open_to_all && account.server.features.find
        };
        state.able().into_iter().filter(can).collect::<Vec<_>>()
    });
    let acting = Memo::new(move |_| {
        let able = able.get();
        let wanted = chosen.get().or(default.get());
        let found = able
            .iter()
            .find(|account| Some(&account.id) == wanted.as_ref())
            .cloned();
        found.or_else(|| able.into_iter().next())
    });
    let deeds = [Deed::Boost, Deed::Like, Deed::Save]
        .into_iter()
        .filter(|deed| open_to_all || *deed != Deed::Boost);
    let buttons = {
        let uri = uri.clone();
        deeds
            .map(move |deed| view! { <Action uri=uri.clone() deed acting menu /> })
            .collect_view()
    };
    let replies = {
        let uri = uri.clone();
        Memo::new(move |_| {
            let count = state.counts(&uri).replies.filter(|count| *count > 0);
            count.map(short)
        })
    };
    let replies_said = Signal::derive(move || words::counted(words::REPLIES, replies.get()));
    view! {
        <footer class="actions" style:--hue=move || acting.get().map(|account| account.hue.to_string())>
            <To class="action" route=Route::Post(uri.clone()) label=replies_said>
                <Icon glyph=Glyph::Reply /><span>{replies}</span>
            </To>
            {buttons}
            <ActingAs uri able acting chosen menu />
        </footer>
    }
}

#[component]
fn Action(
    uri: PostUri,
    deed: Deed,
    acting: Memo<Option<Account>>,
    menu: RwSignal<Option<Option<Deed>>>,
) -> impl IntoView {
    let state = use_state();
    let (glyph, class) = deed.look();
    let here = uri.clone();
    let preview = Memo::new(move |_| {
        acting
            .get()
            .map(|account| state.preview(&here, &account.id))
            .unwrap_or_default()
    });
    let on = Memo::new(move |_| {
        deed.change(true)
            .of(&mut preview.get().mine)
            .unwrap_or(false)
    });
    let counted = uri.clone();
    let count = Memo::new(move |_| {
        let counts = state.counts(&counted);
        match deed {
            Deed::Boost => counts.boosts,
            Deed::Like => counts.likes,
            Deed::Save => None,
        }
    });
    let held = StoredValue::new_local(None::<Timer>);
    let opened = StoredValue::new(false);
    let press = move |_: ev::PointerEvent| {
        opened.set_value(false);
        held.set_value(Some(Timer::new(LONG_PRESS, move || {
            opened.set_value(true);
            menu.set(Some(Some(deed)));
        })));
    };
    let let_go = move |_: ev::PointerEvent| held.set_value(None);
    let context = move |event: ev::MouseEvent| {
        event.prevent_default();
        menu.set(Some(Some(deed)));
    };
    let click = move |_: ev::MouseEvent| {
        // The click that ends a long press is not meant as one.
        if opened.get_value() {
            return opened.set_value(false);
        }
        if let Some(account) = acting.get_untracked() {
            state.act(&account.id, &uri, deed.change(!on.get_untracked()));
        }
    };
    let possible = move || {
        acting
            .get()
            .is_some_and(|account| deed.possible(account.server.features))
    };
    let label = move || words::counted(deed.word(), count.get().map(short));
    view! {
        <Show when=possible>
            <button type="button" class=class aria-label=label aria-pressed=move || on.get().to_string()
                data-pending=move || preview.get().pending.then_some("")
                on:click=click.clone() on:pointerdown=press on:pointerup=let_go on:pointerleave=let_go
                on:contextmenu=context>
                <Icon glyph />
                <span>{move || count.get().filter(|count| *count > 0).map(short)}</span>
            </button>
        </Show>
    }
}

/// Who acts, and the menu to choose another.
#[component]
fn ActingAs(
    uri: PostUri,
    able: Memo<Vec<Account>>,
    acting: Memo<Option<Account>>,
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
    let choose = move |account: &Account| {
        let deed = menu.get_untracked().flatten();
        open.set(false);
        match deed {
            Some(deed) => uri.with_value(|uri| {
                let now = untrack(|| state.preview(uri, &account.id));
                let on = deed.change(true).of(&mut { now.mine }).unwrap_or(false);
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
                    let handle = account.actor.handle.to_string();
                    let said = words::by_whom(&label.get(), &handle);
                    let current = acting.get_untracked().is_some_and(|now| now.id == account.id);
                    let (hue, name, face) = (account.hue, account.actor.plain_name(), account.actor.avatar.clone());
                    view! {
                        <button type="button" class="menu__item" role="menuitemradio" aria-checked=current.to_string() aria-label=said
                            style:--hue=hue.to_string() on:click=move |_| choose(&account)>
                            <Avatar url=face name small=true /><bdi>{handle}</bdi>
                        </button>
                    }
                }).collect_view()}
            </Menu>
        </span>
    }
}
