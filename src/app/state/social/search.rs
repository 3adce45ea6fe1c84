//! Looking for people on all of the user's servers at once.

use leptos::prelude::{Update as _, *};

use crate::{
    app::state::{Errand, State},
    core::{actor::Profile, id::AccountId},
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
            round: StoredValue::new(0),
        }
    }
}

impl State {
    /// Asks every account's server for people of these words.
    pub fn search_people(&self, search: Search) {
        search.round.update_value(|round| *round += 1);
        let round = search.round.get_value();
        search.failed.set(Vec::new());
        let words = search.words.with_untracked(|words| words.trim().to_owned());
        if words.is_empty() {
            search.pending.set(0);
            return search.found.set(Vec::new());
        }
        let able = self.able.get_untracked();
        search.pending.set(able.len());
        // What was found before stays until something new has come.
        for account in able.iter() {
            self.send_off(Errand::Search(search, account.id.clone(), round));
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
        let Some(((browser, client), words)) = line.zip(words) else {
            return;
        };
        let found = people::search(&browser, &client, words.trim()).await;
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
        let first = search.pending.try_update(|pending| {
            let all = *pending;
            *pending = pending.saturating_sub(1);
            all
        });
        let all = self.able.with_untracked(Vec::len);
        match found {
            Ok(people) => {
                search.found.try_update(|found| {
                    if first == Some(all) {
                        found.clear();
                    }
                    for person in people {
                        let is_known =
                            |it: &Profile| people::is_same(&it.actor.handle, &person.actor.handle);
                        if !found.iter().any(is_known) {
                            found.push(person);
                        }
                    }
                });
            }
            Err(why) => {
                self.line_heeds(account, &why);
                search
                    .failed
                    .try_update(|failed| failed.push((account.clone(), why)));
            }
        }
    }
}
