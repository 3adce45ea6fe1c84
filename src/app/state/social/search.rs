//! Looking for people on all of the user's servers at once.

use std::rc::Rc;

use leptos::prelude::{Update as _, *};

use crate::{
    app::state::{Errand, Social, State},
    core::{
        actor::{People, Profile},
        id::AccountId,
    },
    engine::{Failure, people},
};

/// A search. A handle.
#[derive(Clone, Copy)]
pub struct Search {
    pub words: RwSignal<String>,
    /// Who was found, each once, by whichever server.
    pub found: RwSignal<Vec<Profile>>,
    pub pending: RwSignal<usize>,
    pub failed: RwSignal<Vec<(AccountId, Failure)>>,
    /// All have answered or could not.
    pub done: RwSignal<bool>,
    /// Nobody has answered yet.
    fresh: StoredValue<bool>,
    /// The number of the search that counts.
    round: StoredValue<u64>,
}

impl Search {
    /// A search for nothing yet.
    pub fn new(words: String) -> Self {
        Self {
            words: RwSignal::new(words),
            found: RwSignal::new(Vec::new()),
            pending: RwSignal::new(0),
            failed: RwSignal::new(Vec::new()),
            done: RwSignal::new(false),
            fresh: StoredValue::new(false),
            round: StoredValue::new(0),
        }
    }

    /// Who was found by one of the servers; of the first, in the stead of those who
    /// were found before.
    fn take(&self, people: Vec<Profile>) {
        let mut first = false;
        self.fresh
            .try_update_value(|fresh| first = std::mem::take(fresh));
        self.found.try_update(|found| {
            if first {
                found.clear();
            }
            for person in people {
                let handle = &person.actor.handle;
                let is_known = |it: &Profile| people::is_same(&it.actor.handle, handle);
                if !found.iter().any(is_known) {
                    found.push(person);
                }
            }
        });
    }
}

impl State {
    /// Looks for nobody: what is on its way is not waited for.
    pub fn search_nobody(&self, search: Search) {
        search.round.update_value(|round| *round += 1);
        search.pending.set(0);
        search.done.set(false);
        search.fresh.set_value(false);
        search.failed.set(Vec::new());
        search.found.set(Vec::new());
    }

    /// Asks every account's server for people of these words.
    pub fn search_people(&self, search: Search) {
        search.round.update_value(|round| *round += 1);
        let round = search.round.get_value();
        search.failed.set(Vec::new());
        // What was found before stays until something new has come.
        search.fresh.set_value(true);
        let able = self.able.get_untracked();
        search.pending.set(able.len());
        search.done.set(able.is_empty());
        for account in able.iter() {
            let id = account.id.clone();
            let failed = move |state: &Self, why| state.searched(search, &id, round, Err(why));
            let social = Social::Search(search, account.id.clone(), round);
            self.send_off(Errand::Social(Rc::new(social), Rc::new(failed)));
        }
    }

    /// Asks one of them. Called in the part that can wait for the first posts.
    pub(in crate::app::state) async fn search_on(
        self,
        search: Search,
        account: AccountId,
        round: u64,
    ) {
        let line = self.browser().zip(self.client(&account));
        let words = search.words.try_get_untracked();
        let found = match line.zip(words) {
            Some(((browser, client), words)) => {
                people::search(&browser, &client, words.trim()).await
            }
            None => Ok(People::default()),
        };
        let found = found.map(|page| page.people);
        self.searched(search, &account, round, found);
    }

    /// One of them has answered, or could not be asked.
    pub(in crate::app::state) fn searched(
        &self,
        search: Search,
        account: &AccountId,
        round: u64,
        found: Result<Vec<Profile>, Failure>,
    ) {
        if search.round.try_get_value() != Some(round) {
            return;
        }
        match found {
            Ok(people) => search.take(people),
            Err(why) => {
                self.heed(account, &why);
                search
                    .failed
                    .try_update(|failed| failed.push((account.clone(), why)));
            }
        }
        let left = search.pending.try_update(|pending| {
            *pending = pending.saturating_sub(1);
            *pending
        });
        if left == Some(0) {
            search.done.try_set(true);
        }
    }
}
