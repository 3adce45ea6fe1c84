//! Whether the servers would take what is on the desk.

use leptos::{prelude::*, task::spawn_local};

use super::Desk;
use crate::{
    app::{kit::el::react, words},
    core::{
        account::Account,
        id::AccountId,
        outbox::letter::{Limits, Unfit},
    },
};

impl Desk {
    pub(super) fn ask_limits(self) {
        let mut asked: Vec<AccountId> = Vec::new();
        let state = self.state;
        react(move || {
            for id in self.from.get() {
                if asked.contains(&id) || state.account(&id).is_none() {
                    continue;
                }
                asked.push(id.clone());
                let limits = self.limits;
                let told = {
                    let id = id.clone();
                    move |found| {
                        limits.try_update(|all| all.extend([(id.clone(), found)]));
                    }
                };
                spawn_local(async move { state.limits(id, told).await });
            }
        });
    }

    /// How much one account's server takes, as far as known.
    pub fn limits_of(&self, id: &AccountId) -> Limits {
        self.limits
            .with(|all| all.get(id).copied().unwrap_or_default())
    }

    /// The host of the account whose server has the least room, and how much that is.
    pub fn room(&self) -> Option<(Account, i64)> {
        let letter = self.letter();
        let room = |id: &AccountId| {
            let account = self.state.account(id)?;
            Some((account, self.limits_of(id).left(&letter)))
        };
        let from = self.from.get();
        let all = from.iter().filter_map(room);
        all.min_by_key(|(_, left)| *left)
    }

    /// Why it cannot be posted as it is.
    pub(super) fn unfit(&self) -> Option<String> {
        let letter = self.letter();
        let from = self.from.get();
        if self.unknown.get() {
            return Some(words::ANSWERED_UNKNOWN.to_owned());
        }
        if from.is_empty() {
            return Some(words::FROM_NOBODY.to_owned());
        }
        from.iter().find_map(|id| {
            let host = self.state.account(id)?.server.origin.display_host();
            match self.limits_of(id).check(&letter).err()? {
                Unfit::Empty => Some(words::LETTER_EMPTY.to_owned()),
                Unfit::TooLong(over) => Some(words::too_long(&host, over)),
            }
        })
    }
}
