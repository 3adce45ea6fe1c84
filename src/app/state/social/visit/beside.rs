//! What else is known of whom one visits: whether their server is hidden, who of
//! one's own knows them, what they write about; and one's own notes on them.

use leptos::prelude::*;

use super::{Call, View, Visit, calls::uris};
use crate::{
    app::{
        state::{
            State,
            social::lacking::{self, Lack, lacks},
        },
        words,
    },
    core::{
        actor::{Profile, Tie, Topic},
        id::{AccountId, Few},
    },
    engine::{
        Client, Failure, people,
        people::{
            Asked,
            beside::{self, Wall},
            is_same,
        },
    },
};

/// How a note is doing.
#[derive(Clone, PartialEq, Debug)]
pub enum Noting {
    Saving,
    Saved,
    Failed(Failure),
}

/// What stands beside them. A handle.
#[derive(Clone, Copy)]
pub struct Beside {
    /// Whether their server is hidden from an account; of those that can neither
    /// hide nor show it, nothing.
    pub hidden: RwSignal<Few<AccountId, bool>>,
    /// Whom the accounts follow, and who follow them.
    pub familiar: RwSignal<Vec<Profile>>,
    pub topics: RwSignal<Vec<Topic>>,
    pub notes: RwSignal<Few<AccountId, Noting>>,
    /// The accounts whose servers looked for them and found nobody, and what may
    /// stand between.
    pub walls: RwSignal<Few<AccountId, Wall>>,
    /// One of the user's servers was asked what they have pinned.
    pinned: StoredValue<bool>,
}

impl Beside {
    pub(super) fn new() -> Self {
        Self {
            hidden: RwSignal::new(Few::default()),
            familiar: RwSignal::new(Vec::new()),
            topics: RwSignal::new(Vec::new()),
            notes: RwSignal::new(Few::default()),
            walls: RwSignal::new(Few::default()),
            pinned: StoredValue::new(false),
        }
    }
}

impl State {
    /// Hides all of their server from accounts, or shows it again.
    pub fn hide_as(&self, visit: Visit, accounts: &[AccountId], hidden: bool) {
        for account in accounts {
            if !visit.busy.with_untracked(|busy| busy.contains(account)) {
                visit.busy.update(|busy| busy.push(account.clone()));
                self.call(visit, Call::Hide(account.clone(), hidden));
            }
        }
    }

    /// Keeps a note on them with an account's server.
    pub fn note_as(&self, visit: Visit, account: &AccountId, note: String) {
        visit.noted(account, Noting::Saving);
        self.call(visit, Call::Note(account.clone(), note));
    }

    pub(super) async fn hide(self, visit: Visit, account: AccountId, hidden: bool) {
        let line = self.browser().zip(self.client(&account));
        let Some(((browser, client), handle)) = line.zip(visit.handle.try_get_value()) else {
            return visit.forget(&account);
        };
        let done = beside::hide(&browser, &client, &handle.host, hidden).await;
        // Who followed whom may be no more.
        if let (Ok(()), Some(profile)) = (&done, visit.known(&account)) {
            let relation = people::relation(&browser, &client, &profile.local).await;
            if let Ok(relation) = relation {
                visit.say(&account, View::Known(Box::new(profile), relation));
            }
        }
        self.hid(visit, &account, hidden, done);
    }

    /// It is hidden, or shown again, or not.
    pub(super) fn hid(
        &self,
        visit: Visit,
        account: &AccountId,
        hidden: bool,
        done: Result<(), Failure>,
    ) {
        visit
            .busy
            .try_update(|busy| busy.retain(|it| it != account));
        let all = visit.beside.hidden;
        match done {
            Ok(()) => drop(all.try_update(|all| all.insert(account.clone(), hidden))),
            Err(why) => {
                self.heed(account, &why);
                if why == Failure::Unsupported {
                    all.try_update(|all| all.remove(account));
                }
                self.tell(words::not_answered(&why));
            }
        }
    }

    pub(super) async fn write_note(self, visit: Visit, account: AccountId, note: String) {
        let line = self.browser().zip(self.client(&account));
        let Some(((browser, client), handle)) = line.zip(visit.handle.try_get_value()) else {
            return visit.forget(&account);
        };
        let known = visit.known(&account);
        let done = people::tie(&browser, &client, &handle, known, &Tie::Note(note)).await;
        match done {
            Ok((profile, relation)) => {
                visit.say(&account, View::Known(Box::new(profile), Some(relation)));
                visit.noted(&account, Noting::Saved);
            }
            Err(why) => {
                self.heed(&account, &why);
                visit.noted(&account, Noting::Failed(why));
            }
        }
    }

    /// Asks one of those who know them for what stands beside. What does not come
    /// is not there.
    pub(super) async fn stand_beside(self, visit: Visit, account: AccountId) {
        let line = self.browser().zip(self.asked(visit, &account));
        let Some((browser, asked)) = line else {
            return;
        };
        if let Asked::As(client) = &asked {
            self.look_whether_hidden(visit, client).await;
        }
        let Some(local) = visit.local(&account) else {
            return;
        };
        if let Asked::As(client) = &asked
            && !lacks(&account, Lack::Familiar)
        {
            match beside::familiar(&browser, client, &local).await {
                Ok(people) => self.know(visit, people),
                Err(why) => lacking::heed(&account, Lack::Familiar, &why),
            }
        }
        let none = visit.beside.topics.try_with_untracked(Vec::is_empty);
        if none == Some(true) && (account.is_public() || visit.home_is_mute()) {
            let topics = beside::topics(&browser, &asked, &local).await;
            visit.beside.topics.try_set(topics.unwrap_or_default());
        }
        let was_asked = visit.beside.pinned.try_get_value() != Some(false);
        if !account.is_public() && visit.home_is_mute() && !was_asked {
            visit.beside.pinned.try_set_value(true);
            if let Ok(page) = people::pinned(&browser, &asked, &local).await {
                let uris = uris(&page);
                if self.client(&account).is_none() {
                    return;
                }
                self.show_page(page);
                visit.pinned.try_set(uris);
            }
        }
    }

    /// An account's server looked for them and found nobody. Where theirs shows
    /// them, something may stand between the two.
    pub(super) async fn not_found(&self, visit: Visit, client: &Client) {
        let id = client.account();
        let walls = visit.beside.walls;
        walls.try_update(|all| all.insert(id.clone(), Wall::Untold));
        let home = visit.sources().into_iter().find(AccountId::is_public);
        let other = home.and_then(|home| self.asked(visit, &home));
        if let Some((browser, other)) = self.browser().zip(other) {
            let wall = beside::wall(&browser, client, &other).await;
            walls.try_update(|all| all.insert(id.clone(), wall));
        }
    }

    /// Whether their server is hidden from an account that can do so.
    async fn look_whether_hidden(&self, visit: Visit, client: &Client) {
        let id = client.account();
        let here = self.browser().zip(self.account_now(id));
        let Some(((browser, account), handle)) = here.zip(visit.handle.try_get_value()) else {
            return;
        };
        let own = account.server.handle_host == handle.host;
        if own || !beside::hides_servers(client, &account.server.software) {
            return;
        }
        let told = visit.views.try_with_untracked(|all| match all.get(id)? {
            View::Known(_, relation) => relation.as_ref().map(|it| it.server_hidden),
            _ => None,
        });
        let hidden = match told.flatten() {
            Some(hidden) => Ok(hidden),
            None => beside::is_hidden(&browser, client, &handle.host).await,
        };
        if let Ok(hidden) = hidden {
            let all = visit.beside.hidden;
            all.try_update(|all| all.insert(id.clone(), hidden));
        }
    }

    /// More of those who know them; nobody twice, and none of one's own.
    fn know(&self, visit: Visit, people: Vec<Profile>) {
        let mine = self.accounts.with_untracked(|all| {
            let handles = all.iter().map(|it| it.actor.handle.clone());
            handles.collect::<Vec<_>>()
        });
        visit.beside.familiar.try_update(|all| {
            for one in people {
                let handle = &one.actor.handle;
                let known = all.iter().any(|it| is_same(&it.actor.handle, handle));
                if !known && !mine.iter().any(|it| is_same(it, handle)) {
                    all.push(one);
                }
            }
        });
    }
}

impl Visit {
    fn known(&self, account: &AccountId) -> Option<Profile> {
        let known = self
            .views
            .try_with_untracked(|all| all.get(account).and_then(View::profile).cloned());
        known.flatten()
    }

    pub(super) fn noted(&self, account: &AccountId, how: Noting) {
        let notes = self.beside.notes;
        notes.try_update(|all| drop(all.insert(account.clone(), how)));
    }
}
