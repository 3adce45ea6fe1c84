//! Questions before what cannot be wholly taken back.

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            dialog::{self, Question},
            el::{Bit, live, react},
        },
        state::{State, Visit},
        words,
    },
    core::{actor::Tie, id::AccountId, safe_url::display_authority},
};

/// What somebody wishes who is asked whether they mean it.
#[derive(Clone)]
pub enum Wish {
    /// To hide all of the person's server from these accounts.
    Hide(Vec<AccountId>),
    Block(Vec<AccountId>),
}

/// What is asked, if anything. A handle.
#[derive(Clone, Copy)]
pub struct Asking(RwSignal<Option<Wish>>);

impl Asking {
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Asks, once the menu in which it was wished has given the focus back: that is
    /// where it goes after the answer.
    pub fn ask(self, wish: Wish) {
        let ask = move || {
            let wish = wish.clone();
            request_animation_frame(move || drop(self.0.try_set(Some(wish))));
        };
        request_animation_frame(ask);
    }

    /// The question, while there is one.
    pub fn question(self, state: State, visit: Visit) -> Bit {
        live(move || {
            let wish = self.0.get()?;
            let open = RwSignal::new(true);
            react(move || {
                if !open.get() {
                    self.0.set(None);
                }
            });
            let question = untrack(|| question(state, visit, &wish));
            Some(dialog::ask(open, question, move || {
                carry_out(state, visit, &wish);
            }))
        })
    }
}

fn question(state: State, visit: Visit, wish: &Wish) -> Question {
    let whom = visit.handle.get_value();
    let name = |id: &AccountId| state.account(id).map(|it| it.actor.handle.to_string());
    let (title, text, yes) = match wish {
        Wish::Hide(accounts) => {
            let handles: Vec<String> = accounts.iter().filter_map(name).collect();
            let title = words::ask_hide(&display_authority(&whom.host), &handles);
            (title, words::HIDE_TEXT, words::YES_HIDE)
        }
        Wish::Block(accounts) => {
            let handles: Vec<String> = accounts.iter().filter_map(name).collect();
            let title = words::ask_block(&whom.to_string(), &handles);
            (title, words::BLOCK_TEXT, words::YES_BLOCK)
        }
    };
    Question {
        id: state.number(),
        title,
        text,
        yes,
        no: words::CANCEL,
    }
}

fn carry_out(state: State, visit: Visit, wish: &Wish) {
    match wish {
        Wish::Hide(accounts) => state.hide_as(visit, accounts, true),
        Wish::Block(accounts) => {
            for account in accounts {
                state.tie_as(visit, account, Tie::Block);
            }
        }
    }
}
