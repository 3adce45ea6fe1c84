//! One thing that can be done to a post: its button.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use crate::{
    app::{
        kit::{
            icon::{Glyph, Icon},
            time::short,
        },
        state::use_state,
        words,
    },
    browser::clock::Timer,
    core::{
        account::{Account, Features},
        id::{Millis, PostUri},
        outbox::{Change, Preview},
    },
};

/// How long a press must last to open the menu of accounts.
const LONG_PRESS: Millis = Millis(500);

/// One kind of action, as the bar draws it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Boost,
    Like,
    Save,
}

impl Deed {
    /// The change that does it, or takes it back.
    pub fn change(self, on: bool) -> Change {
        match self {
            Self::Boost => Change::Boost(on),
            Self::Like => Change::Like(on),
            Self::Save => Change::Save(on),
        }
    }
    /// Its name.
    pub fn word(self) -> &'static str {
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
    fn is_possible(self, mut features: Features) -> bool {
        *self.change(true).feature(&mut features)
    }

    /// Whether one account has done it; `None` where that is not known.
    pub fn is_done(self, preview: &Preview) -> Option<bool> {
        *self.change(true).of(&mut preview.mine.clone())
    }
}

/// Hue and handle of the user's other accounts that have done it, too.
fn others(
    uri: PostUri,
    deed: Deed,
    acting: Memo<Option<Arc<Account>>>,
) -> Memo<Vec<(u16, String)>> {
    let state = use_state();
    Memo::new(move |_| {
        let acting = acting.get().map(|account| account.id.clone());
        let other = |account: &&Arc<Account>| Some(&account.id) != acting.as_ref();
        let did =
            |account: &&Arc<Account>| deed.is_done(&state.preview(&uri, &account.id)) == Some(true);
        state.able.with(|able| {
            let others = able.iter().filter(other).filter(did);
            others
                .map(|account| (account.hue, account.actor.handle.to_string()))
                .collect()
        })
    })
}

/// The button of a deed: does it as who acts, or takes it back; a long press
/// asks as whom.
#[component]
pub fn Action(
    uri: PostUri,
    deed: Deed,
    acting: Memo<Option<Arc<Account>>>,
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
    let on = Memo::new(move |_| deed.is_done(&preview.get()) == Some(true));
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
    // A press that ended elsewhere has no click to swallow.
    Effect::new(move |_| {
        if menu.get().is_none() {
            opened.set_value(false);
        }
    });
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
    let about = uri.clone();
    let click = move |_: ev::MouseEvent| {
        // The click that ends a long press is not meant as one.
        if opened.get_value() {
            return opened.set_value(false);
        }
        if let Some(account) = acting.get_untracked() {
            state.act(&account.id, &about, deed.change(!on.get_untracked()));
        }
    };
    let possible = move || {
        acting
            .get()
            .is_some_and(|account| deed.is_possible(account.server.features))
    };
    let others = others(uri.clone(), deed, acting);
    let label = move || {
        let handles =
            others.with(|others| others.iter().map(|(_, it)| it.clone()).collect::<Vec<_>>());
        words::deed(deed.word(), count.get().map(short), &handles)
    };
    let dots = move || {
        let dot = |(hue, _): (u16, String)| view! { <i style:--hue=hue.to_string()></i> };
        others.get().into_iter().map(dot).collect_view()
    };
    view! {
        <Show when=possible>
            <button type="button" class=class aria-label=label aria-pressed=move || on.get().to_string()
                data-pending=move || preview.get().pending.then_some("")
                on:click=click.clone() on:pointerdown=press on:pointerup=let_go on:pointerleave=let_go
                on:contextmenu=context>
                <Icon glyph />
                <span>{move || count.get().filter(|count| *count > 0).map(short)}</span>
                <span class="action__others" aria-hidden="true">{dots}</span>
            </button>
        </Show>
    }
}
