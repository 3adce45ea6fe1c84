//! What all of the user's accounts do about somebody at once.

use leptos::prelude::*;

use super::{
    FOLLOW,
    ask::{Asking, Wish},
    is_self, is_somebody, is_unknown,
    menu::{item, opener},
    relation,
};
use crate::{
    app::{
        kit::el::{Bit, El, button, el, show},
        state::{State, Visit},
        words,
    },
    core::{
        actor::{Follows, Relation, Tie},
        id::AccountId,
        safe_url::display_authority,
    },
};

/// All of them, but who they are about. A handle.
#[derive(Clone, Copy)]
struct All {
    state: State,
    visit: Visit,
    asking: Asking,
    others: Memo<Vec<AccountId>>,
}

impl All {
    /// Those that stand so; of whom the server does not know `unknown` is said.
    fn who(&self, unknown: bool, so: impl Fn(&Relation) -> bool) -> Vec<AccountId> {
        let stands = |id: &AccountId| match relation(self.visit, id) {
            Some(it) => so(&it),
            None => unknown && is_unknown(self.visit, id) && is_somebody(self.visit),
        };
        let others = self.others.get().into_iter();
        others.filter(stands).collect()
    }

    fn could_follow(&self) -> Vec<AccountId> {
        let free = |it: &Relation| it.follows == Follows::No && !it.blocking && !it.blocked_by;
        self.who(true, free)
    }

    fn tie(&self, open: RwSignal<bool>, said: &str, who: Vec<AccountId>, tie: Tie) -> Option<El> {
        let (state, visit) = (self.state, self.visit);
        let some = !who.is_empty();
        some.then(|| {
            item(open, said, move || {
                for account in &who {
                    state.tie_as(visit, account, tie.clone());
                }
            })
        })
    }

    fn items(&self, open: RwSignal<bool>) -> Vec<El> {
        let of = |so: fn(&Relation) -> bool| self.who(false, so);
        let follow = of(|it| it.follows != Follows::No);
        let loud = self.who(true, |it| !it.muting);
        let mut items = Vec::new();
        items.extend(self.tie(open, words::UNFOLLOW_ALL, follow, Tie::Unfollow));
        for (said, time) in words::MUTES_ALL {
            items.extend(self.tie(open, said, loud.clone(), Tie::Mute(time)));
        }
        let muting = of(|it| it.muting);
        items.extend(self.tie(open, words::UNMUTE_ALL, muting, Tie::Unmute));
        let free = self.who(true, |it| !it.blocking);
        if !free.is_empty() {
            let asking = self.asking;
            items.push(item(open, words::BLOCK_ALL, move || {
                asking.ask(Wish::Block(free.clone()));
            }));
        }
        let blocking = of(|it| it.blocking);
        items.extend(self.tie(open, words::UNBLOCK_ALL, blocking, Tie::Unblock));
        items.extend(self.server(open));
        items
    }

    /// To hide their server, or to show it again, where more than one can.
    fn server(&self, open: RwSignal<bool>) -> Vec<El> {
        let (state, visit, asking) = (self.state, self.visit, self.asking);
        let host = display_authority(&visit.handle.get_value().host);
        let all = visit.beside.hidden.get();
        let of = |hidden: bool| {
            let some = all.iter().filter(|(_, it)| **it == hidden);
            some.map(|(id, _)| id.clone()).collect::<Vec<_>>()
        };
        let (shown, hidden) = (of(false), of(true));
        let mut items = Vec::new();
        if shown.len() > 1 {
            items.push(item(open, &words::hide_server_all(&host), move || {
                asking.ask(Wish::Hide(shown.clone()));
            }));
        }
        if hidden.len() > 1 {
            items.push(item(open, &words::show_server_all(&host), move || {
                state.hide_as(visit, &hidden, false);
            }));
        }
        items
    }
}

/// To follow with all, and what else there is, where there is more than one account.
pub fn all(state: State, visit: Visit, asking: Asking, accounts: Memo<Vec<AccountId>>) -> Bit {
    let others = Memo::new(move |_| {
        let all = accounts.get().into_iter();
        let others = all.filter(|id| !is_self(state, visit, id));
        others.collect::<Vec<_>>()
    });
    let all = All {
        state,
        visit,
        asking,
        others,
    };
    let could = Memo::new(move |_| all.could_follow());
    let follow = move || {
        let follow = button("button").click(move || {
            for account in could.get_untracked() {
                state.tie_as(visit, &account, FOLLOW);
            }
        });
        follow.put(words::FOLLOW_ALL)
    };
    show(
        move || others.with(|others| others.len() > 1),
        move || {
            let open = RwSignal::new(false);
            let more = button("button").put(words::ALL_MORE);
            el("div")
                .class("ties__all")
                .put(show(move || could.with(|could| could.len() > 1), follow))
                .put(opener(open, more, words::ALL_MORE, move || all.items(open)))
        },
    )
}
