//! The user's accounts: coming, going, signing in again.

use std::sync::Arc;

use futures_util::future::join;
use leptos::{
    prelude::{Update as _, *},
    task::spawn_local,
};

use super::{Bell, LaneState, State, errand::Errand};
use crate::{
    app::{parts, platform::Browser},
    browser::{
        address,
        database::{self, NotOpen},
        tabs::{self, Tabs},
    },
    core::{
        account::{Account, Server, SignedIn, Token},
        id::AccountId,
        notification::Group,
        outbox::Change,
        world::Update,
    },
    engine::{
        Client, Failure, Platform, completing, heard, keeping,
        session::{self, Arrival, Look, NotSignedIn, Way, Wish},
    },
};

impl State {
    /// Opens the database and brings the accounts back. Says whether `query` is a
    /// sign-in that is yet to be ended.
    pub async fn start(self, query: &str) -> bool {
        let browser = Browser::open().await;
        self.lasts.set(browser.lasts());
        self.inner
            .update_value(|inner| inner.browser = Some(browser.clone()));
        browser.when_lost(move || self.outdated.set(true));
        // What was read is there before any token is opened or server asked.
        let not_open = browser.not_open();
        let accounts = session::accounts(&browser);
        let (accounts, view) = join(accounts, keeping::last_view(&browser)).await;
        let Some(accounts) = self.unless_shut(not_open, accounts) else {
            return false;
        };
        if !accounts.is_empty() {
            parts::fetch_servers();
        }
        self.bring_back(&browser, &accounts, view).await;
        self.show_accounts(&accounts);
        for account in accounts {
            if let Some(at) = heard::last(&browser, &account.id).await {
                self.heard
                    .update(|heard| heard.extend([(account.id.clone(), at)]));
            }
            let token = session::kept_token(&browser, &account.id).await;
            self.take_account(account, token);
        }
        self.keep_live();
        self.tidy_later();
        self.heed_other_tabs();
        let came_back = session::is_coming_back(query);
        self.finishing.set(came_back);
        self.ready.set(true);
        self.recall_waiting();
        self.look_at_outbox();
        came_back
    }

    /// The accounts that are kept. Where they cannot be read, that is all that
    /// there is to show.
    fn unless_shut(
        &self,
        not_open: Option<NotOpen>,
        accounts: Option<Vec<Account>>,
    ) -> Option<Vec<Account>> {
        match (not_open, accounts) {
            (None | Some(NotOpen::Forbidden), Some(accounts)) => Some(accounts),
            (why, _) => {
                self.shut.set(Some(why.unwrap_or(NotOpen::Broken)));
                self.ready.set(true);
                None
            }
        }
    }

    /// Ends the sign-in that a server's answer belongs to.
    ///
    /// # Errors
    /// Why nobody was signed in.
    pub async fn finish(&self, query: &str) -> Result<Arrival, NotSignedIn> {
        let accounts = self.accounts.get_untracked();
        let is_first = accounts.is_empty();
        let browser = self.browser().ok_or(NotSignedIn::NotLoaded)?;
        let arrival = session::finish(&browser, query, &accounts).await?;
        if is_first {
            spawn_local(database::ask_to_stay());
        }
        self.welcome(&arrival.account.id);
        self.take_account(arrival.account.clone(), Some(arrival.token.clone()));
        self.tell_other_tabs();
        // What waited for the account goes on its way.
        self.look_at_outbox();
        Ok(arrival)
    }

    fn heed_other_tabs(&self) {
        let state = *self;
        let tabs = tabs::listen("accounts", move || {
            state.send_off(Errand::Accounts);
        });
        self.inner.update_value(|inner| inner.tabs = Some(tabs));
    }

    fn tell_other_tabs(&self) {
        self.inner
            .with_value(|inner| inner.tabs.iter().for_each(Tabs::tell));
    }

    /// Another tab signed in or out, or found a token dead: what is kept holds.
    /// What is switched on is each tab's own affair.
    pub(super) async fn look_at_accounts(self) {
        let Some(browser) = self.browser() else {
            return;
        };
        let Some(kept) = session::restore(&browser).await else {
            return;
        };
        let known = self.accounts.get_untracked();
        for account in &known {
            if kept.iter().all(|(other, _)| other.id != account.id) {
                self.forget(&account.id);
            }
        }
        for (account, token) in kept {
            let known = known.iter().find(|it| it.id == account.id);
            let same_token = self.client(&account.id).as_ref().map(Client::token) == token.as_ref();
            match known {
                Some(known) if same_token && known.state == account.state => {}
                Some(_) if same_token && account.state == SignedIn::Again => {
                    self.lose_token(&account.id);
                }
                _ => self.take_account(account, token),
            }
        }
    }

    /// The account goes on unread until somebody signs in again.
    fn lose_token(&self, id: &AccountId) {
        self.close_line(id);
        self.change_lane(id, |lane| lane.let_go = true);
        self.change_shown(id, |account| account.state = SignedIn::Again);
    }

    /// Looks at what somebody typed into the sign-in field.
    pub async fn look(self, text: &str) -> Look {
        match self.browser() {
            Some(browser) => session::look(&browser, text).await,
            None => Look::Refuses {
                host: String::new(),
                why: Failure::NoBrowser,
            },
        }
    }

    /// Begins a sign-in: the address of the server's own page, where the user
    /// decides.
    pub async fn begin(self, server: &Server, wish: Wish) -> Result<Way, Failure> {
        let browser = self.browser().ok_or(Failure::NoBrowser)?;
        session::begin(&browser, server, &address::home(), wish).await
    }

    /// Signs out: revoked on the server, deleted here. Says if the server did
    /// not confirm.
    pub fn sign_out(&self, id: &AccountId) {
        let accounts = self.accounts.get_untracked();
        let Some(account) = accounts.iter().find(|account| account.id == *id).cloned() else {
            return;
        };
        let others: Vec<Account> = accounts
            .into_iter()
            .filter(|other| other.id != *id)
            .collect();
        let token = self.client(id).map(|client| client.token().clone());
        self.forget(id);
        let state = *self;
        spawn_local(async move {
            let Some(browser) = state.browser() else {
                return;
            };
            state.take_back_all(&account.id).await;
            let home = address::home();
            let host = account.server.origin.display_host();
            let app = session::delete(&browser, &account, &others, &home).await;
            keeping::forget(&browser, &account.id).await;
            heard::forget(&browser, &account.id).await;
            forget_server(&browser, &account, &others).await;
            state.tell_other_tabs();
            let revoked = session::revoke(&browser, &account, token, app).await;
            if revoked.is_err() {
                state.tell(crate::app::words::not_revoked(&host));
            }
        });
    }

    /// Puts accounts on screen that nothing can be asked for yet.
    fn show_accounts(&self, accounts: &[Account]) {
        let state = |it: &Account| (it.id.clone(), LaneState::default());
        self.lanes
            .update(|lanes| lanes.extend(accounts.iter().map(state)));
        self.accounts.set(accounts.to_vec());
        self.redraw_soon();
    }

    /// Puts an account on screen; with a token, it is read at once.
    fn take_account(&self, account: Account, token: Option<Token>) {
        let id = account.id.clone();
        let mut account = account;
        if token.is_none() {
            account.state = SignedIn::Again;
        }
        let able = account.state == SignedIn::Yes;
        // A new sign-in may allow more.
        self.cannot
            .update(|all| all.retain(|(other, _)| *other != id));
        self.narrow.update(|all| all.retain(|other| *other != id));
        let client = token.map(|token| Client::new(&account, token));
        self.accounts.update(
            |accounts| match accounts.iter_mut().find(|known| known.id == id) {
                Some(known) => *known = account,
                None => accounts.push(account),
            },
        );
        let lane = LaneState {
            let_go: !able,
            ..LaneState::default()
        };
        self.lanes.update(|lanes| {
            lanes.insert(id.clone(), lane);
        });
        self.inner.update_value(|inner| match client {
            Some(client) => drop(inner.clients.insert(id.clone(), client)),
            None => drop(inner.clients.remove(&id)),
        });
        if able {
            self.open_line(&id);
            self.send_off(Errand::Start(id));
        }
    }

    /// What the sign-in does not allow has no button before it is asked for
    /// again.
    pub(super) fn lacks_consent(&self, id: &AccountId, change: Change) {
        self.cannot.update(|all| all.push((id.clone(), change)));
        self.is_narrow(id);
    }

    /// The sign-in does not allow all that Skein does: it is offered to be asked
    /// for again.
    pub(super) fn is_narrow(&self, id: &AccountId) {
        self.narrow.update(|all| {
            if !all.contains(id) {
                all.push(id.clone());
            }
        });
    }

    /// Leaves the address of an account's first request for the next start.
    pub(super) async fn leave_start(self, id: AccountId) {
        if let Some((browser, client)) = self.browser().zip(self.client(&id)) {
            session::leave_start(&browser, &client).await;
        }
    }

    /// Changes what is known of an account, on screen and in the database.
    pub(super) fn change_account(&self, id: &AccountId, change: impl FnOnce(&mut Account)) {
        let changed = self.change_shown(id, change);
        if let Some(account) = changed {
            self.send_off(Errand::Account(Box::new(account)));
        }
    }

    /// Keeps what has changed of an account.
    pub async fn keep_account(self, account: Account) {
        if let Some(browser) = self.browser() {
            session::change_account(&browser, &account).await;
            if account.state == SignedIn::Again {
                self.tell_other_tabs();
            }
        }
    }

    /// Changes what is known of an account on screen alone.
    pub(super) fn change_shown(
        &self,
        id: &AccountId,
        change: impl FnOnce(&mut Account),
    ) -> Option<Account> {
        let mut changed = None;
        self.accounts.update(|accounts| {
            if let Some(account) = accounts.iter_mut().find(|account| account.id == *id) {
                change(account);
                changed = Some(account.clone());
            }
        });
        changed
    }

    /// The server said that the token is dead. Another tab may have signed out
    /// or in again meanwhile; otherwise the server is asked once more, and only
    /// then the account must sign in again.
    pub(super) fn check_token(&self, id: &AccountId) {
        self.send_off(Errand::Token(id.clone()));
    }

    /// Finds out whether an account's token is dead.
    pub(super) async fn try_token(self, id: AccountId) {
        let Some((browser, client)) = self.browser().zip(self.client(&id)) else {
            return;
        };
        match session::kept_token(&browser, &id).await {
            // Gone, or not to be read: the other tabs' word is looked at.
            None => self.look_at_accounts().await,
            Some(kept) if kept != *client.token() => {
                if let Some(account) = self.account_now(&id) {
                    self.take_account(account, Some(kept));
                }
            }
            Some(_) if session::is_dead(&browser, &client).await => {
                self.lose_token(&id);
                if let Some(account) = self.account_now(&id) {
                    self.send_off(Errand::Account(Box::new(account)));
                }
            }
            Some(_) => {}
        }
    }

    /// Takes an account off the screen, with all that it alone saw.
    fn forget(&self, id: &AccountId) {
        self.close_line(id);
        self.inner.update_value(|inner| {
            inner.clients.remove(id);
            inner.home.forget(id);
            inner.keeping.forget_place();
            inner.marks.forget(id);
            inner.boxes.forget(id);
        });
        self.accounts
            .update(|accounts| accounts.retain(|account| account.id != *id));
        self.lanes.update(|lanes| {
            lanes.remove(id);
        });
        self.heard
            .update(|heard| heard.retain(|other, _| other != id));
        self.notifying.update(|all| drop(all.remove(id)));
        let of_it = |it: &Group| it.through.iter().any(|heard| heard.account == *id);
        self.groups
            .update(|all| Arc::make_mut(all).retain(|it| !of_it(it)));
        self.ask_notifications(Bell::Anew);
        self.apply(Update::Left(id.clone()));
    }
}

/// Where nobody is signed in any longer, nothing of the server is kept.
async fn forget_server(browser: &Browser, account: &Account, others: &[Account]) {
    let server = &account.server.origin;
    if !others.iter().any(|it| it.server.origin == *server) {
        completing::forget_emoji(browser, server).await;
    }
}
