//! Notifications of all accounts, read and marked as read.

mod inbox;

use std::sync::Arc;

use leptos::{
    prelude::{Update as _, *},
    task::spawn_local,
};

use inbox::Inbox;

use crate::{
    app::{
        platform::Browser,
        state::{Errand, State},
        words,
    },
    browser::{clock, dom::badge},
    core::{
        id::{AccountId, Few, LocalId, Millis},
        notification::{Group, Kind, Tidings, Told, gather},
        world::Update,
    },
    engine::{Client, Failure, notifying},
};

/// How often they are asked for where nothing is streamed.
const POLL: Millis = Millis(55_000);
/// How often a server is asked how far was read with other clients.
const LOOK: Millis = Millis(120_000);
/// Of several that stream in at once, all come with one page.
const GATHER: Millis = Millis(1_500);

/// Something to be done about notifications.
#[derive(Clone, PartialEq, Debug)]
pub enum Bell {
    /// To read the newest page.
    Newest(AccountId),
    /// To read on.
    Older(AccountId),
    /// To read anew: older ones have come in between.
    Whole(AccountId),
    /// All that is there has been read.
    Read,
    /// An account has gone.
    Anew,
    /// To let somebody follow who asked to, or not.
    Answer {
        account: AccountId,
        person: LocalId,
        yes: bool,
    },
}

/// How an account's notifications are doing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Doing {
    pub loading: bool,
    pub trouble: Option<Failure>,
    /// There are older ones.
    pub more: bool,
}

/// All accounts'.
#[derive(Default)]
pub(in crate::app::state) struct Boxes(Few<AccountId, Inbox>);

impl Boxes {
    /// Forgets an account that is signed out of.
    pub(in crate::app::state) fn forget(&mut self, id: &AccountId) {
        self.0.remove(id);
    }
}

impl State {
    /// The server was heard: where nothing is streamed, notifications are asked
    /// for about once a minute.
    pub(in crate::app::state) fn look_at_notifications(&self, account: &AccountId) {
        let now = clock::now();
        let streams = self
            .lanes
            .with_untracked(|lanes| lanes.get(account).is_some_and(|lane| lane.streaming));
        let due = self.inner.with_value(|inner| {
            let known = inner.boxes.0.get(account);
            known.is_none_or(|it| (!streams || !it.known) && now.0 - it.asked.0 >= POLL.0)
        });
        if due {
            self.ask_notifications(Bell::Newest(account.clone()));
        }
    }

    /// The stream tells of one more.
    pub(in crate::app::state) fn notified(&self, account: &AccountId) {
        let (state, id) = (*self, account.clone());
        let planned = self.with_box(account, |it| std::mem::replace(&mut it.planned, true));
        if planned != Some(false) {
            return;
        }
        spawn_local(async move {
            clock::sleep(GATHER).await;
            state.with_box(&id, |it| it.planned = false);
            state.ask_notifications(Bell::Newest(id));
        });
    }

    /// Has something done about notifications.
    pub fn ask_notifications(&self, wish: Bell) {
        self.send_off(Errand::Notifications(wish));
    }

    /// Reads them again where they could not be read.
    pub fn retry_notifications(&self) {
        let failed = self.notifying.with_untracked(|all| {
            let failed = all.iter().filter(|(_, it)| it.trouble.is_some());
            failed.map(|(id, _)| id.clone()).collect::<Vec<_>>()
        });
        for account in failed {
            self.ask_notifications(Bell::Newest(account));
        }
    }

    /// Does it. Called in the part that can wait for the first posts alone.
    pub(in crate::app::state) async fn do_notifying(self, wish: Bell) {
        match wish {
            Bell::Newest(account) => self.read_notifications(account, false).await,
            Bell::Older(account) => self.read_notifications(account, true).await,
            Bell::Whole(account) => {
                self.with_box(&account, Inbox::start_over);
                self.read_notifications(account, false).await;
            }
            Bell::Read => self.mark_notifications().await,
            Bell::Anew => self.gather_notifications(),
            Bell::Answer {
                account,
                person,
                yes,
            } => self.answer_request(account, person, yes).await,
        }
    }

    async fn read_notifications(self, account: AccountId, on: bool) {
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            return;
        };
        let doing = self
            .notifying
            .with_untracked(|it| it.get(&account).cloned());
        if doing.is_some_and(|it| it.loading) {
            // What came about since that was asked for may not be in it.
            self.with_box(&account, |it| it.owed |= !on);
            return;
        }
        self.doing(&account, |it| it.loading = true);
        self.look_how_far(&browser, &client).await;
        let (way, older) = self
            .with_box(&account, |it| (it.way, it.older.clone()))
            .unwrap_or_default();
        let asked = self.tick();
        let from = older.filter(|_| on);
        let answer = notifying::page(&browser, &client, way, from.as_ref()).await;
        if self.client(&account).is_none() {
            // Signed out of meanwhile.
            return self.notifying.update(|all| drop(all.remove(&account)));
        }
        match answer {
            Ok((way, mut tidings)) => {
                let seen = std::mem::take(&mut tidings.seen);
                self.apply(Update::Shown { seen, asked });
                self.with_box(&account, |it| it.way = Some(way));
                self.take_tidings(&account, tidings, on);
                self.keep_first(&browser, &account).await;
            }
            Err(why) => self.not_notified(&account, why),
        }
        if self.with_box(&account, |it| std::mem::take(&mut it.owed)) == Some(true) {
            self.notified(&account);
        }
    }

    /// That what was there at first is no news is kept for the next visit.
    async fn keep_first(&self, browser: &Browser, account: &AccountId) {
        let first = self.with_box(account, |it| it.read.filter(|_| it.marker.is_none()));
        if let Some(read) = first.flatten() {
            notifying::keep_read(browser, account, Some(read)).await;
        }
    }

    fn take_tidings(&self, account: &AccountId, tidings: Tidings, on: bool) {
        let more = self.with_box(account, |it| {
            it.take(tidings, on);
            it.older.is_some()
        });
        self.doing(account, |it| {
            *it = Doing {
                more: more.unwrap_or_default(),
                ..Doing::default()
            }
        });
        self.gather_notifications();
    }

    /// How far was read, here and by the server's word: before the first page, and
    /// again now and then, for what was read with other clients.
    async fn look_how_far(&self, browser: &Browser, client: &Client) {
        let account = client.account();
        let now = clock::now();
        let mut due = false;
        self.inner.update_value(|inner| {
            let it = inner.boxes.0.or_default(account.clone());
            it.asked = now;
            // Who keeps no such thing is not asked again.
            let keeps = !it.told_how_far || it.marker.is_some();
            due = keeps && now.0 - it.looked.0 >= LOOK.0;
        });
        if !due {
            return;
        }
        let read = notifying::kept_read(browser, account).await;
        let marker = notifying::marker(browser, client).await;
        self.with_box(account, |it| {
            it.read = it.read.max(read);
            // Who could not be asked has not said that nothing was read.
            it.told_how_far |= marker.is_ok();
            if let Ok(marker) = marker {
                it.looked = now;
                it.marker = marker.or(it.marker.take());
            }
        });
    }

    /// What was wished could not even be asked for.
    pub(in crate::app::state) fn no_notifications(&self, bell: &Bell, why: Failure) {
        match bell {
            Bell::Newest(account) | Bell::Older(account) | Bell::Whole(account) => {
                self.not_notified(account, why);
            }
            Bell::Answer { .. } => self.tell(words::not_answered(&why)),
            Bell::Read | Bell::Anew => {}
        }
    }

    /// They could not be read.
    fn not_notified(&self, account: &AccountId, why: Failure) {
        self.heed(account, &why);
        self.doing(account, |it| {
            it.loading = false;
            it.trouble = Some(why);
        });
    }

    fn gather_notifications(&self) {
        let (groups, read) = self.inner.with_value(|inner| {
            let each = inner.boxes.0.iter();
            let told = each.flat_map(|(id, it)| it.told.values().map(move |told| (id, told)));
            let each = inner.boxes.0.iter();
            let read = each.filter_map(|(id, it)| Some((id.clone(), it.until()?)));
            let mut until = Few::default();
            until.extend(read);
            (gather(told), until)
        });
        let new = |group: &&Group| group.is_unread(|id| read.get(id).copied());
        let unread = groups.iter().filter(new).count();
        self.unread
            .maybe_update(|now| std::mem::replace(now, unread) != unread);
        badge::show(unread);
        self.read_until.set(read);
        self.groups.set(Arc::new(groups));
    }

    /// All that is there counts as read, here and on the servers.
    async fn mark_notifications(self) {
        let Some(browser) = self.browser() else {
            return;
        };
        let mut new = Vec::new();
        self.inner.update_value(|inner| {
            for (id, it) in inner.boxes.0.iter_mut() {
                let newest = it.newest().map(|told| (told.newest.clone(), told.at));
                if let Some((newest, at)) = newest.filter(|(_, at)| it.until() < Some(*at)) {
                    it.read = Some(at);
                    let told: Vec<Told> = it.told.values().cloned().collect();
                    new.push((id.clone(), newest, at, told));
                }
            }
        });
        self.gather_notifications();
        for (account, newest, at, told) in new {
            let Some(client) = self.client(&account) else {
                continue;
            };
            notifying::keep_read(&browser, &account, Some(at)).await;
            let marked = notifying::mark(&browser, &client, &newest, &told).await;
            if let Ok(marker) = marked {
                self.with_box(&account, |it| it.marker = marker.or(it.marker.take()));
            }
        }
    }

    async fn answer_request(self, account: AccountId, person: LocalId, yes: bool) {
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            return;
        };
        let answered = notifying::answer_request(&browser, &client, &person, yes).await;
        match answered {
            // Whoever asked is not there any more, or was answered elsewhere.
            Ok(()) | Err(Failure::Gone) => {
                self.with_box(&account, |it| {
                    let asks = |told: &Told| {
                        told.kind == Kind::FollowRequest
                            && told.people.iter().any(|(id, _)| *id == person)
                    };
                    it.told.retain(|_, told| !asks(told));
                });
                self.gather_notifications();
            }
            Err(why) => {
                self.heed(&account, &why);
                self.tell(words::not_answered(&why));
            }
        }
    }

    /// A server refused something: what that means for its account.
    pub(super) fn heed(&self, account: &AccountId, why: &Failure) {
        match why {
            Failure::SignedOut => self.check_token(account),
            Failure::OutOfScope => self.is_narrow(account),
            why => self.line_heeds(account, why),
        }
    }

    fn doing(&self, account: &AccountId, change: impl FnOnce(&mut Doing)) {
        self.notifying
            .update(|all| change(all.or_default(account.clone())));
    }

    fn with_box<T>(&self, account: &AccountId, change: impl FnOnce(&mut Inbox) -> T) -> Option<T> {
        let mut result = None;
        self.inner
            .update_value(|inner| result = inner.boxes.0.get_mut(account).map(change));
        result
    }
}
