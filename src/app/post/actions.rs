//! What can be done to a post, and as whom.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    acting_as::ActingAs,
    deed::{Action, Deed},
};
use crate::{
    app::{
        kit::{
            icon::{Glyph, Icon},
            time::short,
        },
        route::{Route, To},
        state::use_state,
        words,
    },
    core::{
        account::Account,
        id::{AccountId, PostUri},
    },
};

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
        let can = |account: &&Arc<Account>| {
            sighted.contains(&account.id) || open_to_all && account.server.features.find
        };
        state
            .able
            .with(|able| able.iter().filter(can).cloned().collect::<Vec<_>>())
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
                <Icon glyph=Glyph::Talk /><span>{replies}</span>
            </To>
            {buttons}
            <ActingAs uri able acting chosen menu />
        </footer>
    }
}
