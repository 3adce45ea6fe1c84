//! Letters on their way.

use leptos::{
    prelude::{Update as _, *},
    task::spawn_local,
};

use super::new_name;
use crate::{
    app::{
        kit::time::moment,
        platform::Browser,
        state::{Errand, State},
        words,
    },
    browser::{
        clock::{self, Timer},
        fetch::parcel,
        tabs::{self, Tabs, lock},
    },
    core::{
        account::Account,
        id::{AccountId, Few, LocalId, Millis, PostUri},
        outbox::letter::{Draft, Letter, Names, Sending, Stage, Written},
        post::Seen,
        timeline::Ask,
        world::{Tick, Update},
    },
    engine::{
        Failure, NotKept, Platform, Shelf, files,
        sending::{self, About},
    },
};

/// The name of the lock, and of the line to the other tabs.
pub(super) const OUTBOX: &str = "outbox";

/// What is on its way.
#[derive(Default)]
pub struct Writing {
    tabs: Option<Tabs>,
    pub(super) timer: Option<Timer>,
    /// An attempt at all that is due is asked for, and has not begun.
    asked: bool,
    /// What is not to be sent after all.
    pub(super) withdrawn: Vec<String>,
}

thread_local! {
    static LETTERS: ArcRwSignal<Vec<Sending>> = ArcRwSignal::new(Vec::new());
    static LEAVING: ArcRwSignal<Few<String, u8>> = ArcRwSignal::new(Few::default());
}

/// Letters on their way, oldest first. They are known to this part of the app, and not
/// to the first screen: that knows whether there are any to be told of.
pub fn letters() -> ArcRwSignal<Vec<Sending>> {
    LETTERS.with(Clone::clone)
}

/// Whose files are on their way, and how many percent of one have left.
pub fn leaving() -> ArcRwSignal<Few<String, u8>> {
    LEAVING.with(Clone::clone)
}

impl State {
    /// Changes what is known to be on its way.
    pub(super) fn change_letters(&self, change: impl FnOnce(&mut Vec<Sending>)) {
        let letters = letters();
        letters.update(change);
        let told = letters.with_untracked(|all| all.iter().any(Sending::is_to_be_told));
        if self.mail.get_untracked() != told {
            self.mail.set(told);
        }
    }

    /// Sends what was left on its way when the page was closed.
    pub(in crate::app::state) fn look_at_outbox(&self) {
        let state = *self;
        spawn_local(async move {
            let Some(browser) = state.browser() else {
                return;
            };
            if !browser.keys(Shelf::Outbox).await.is_empty() {
                state.send_off(Errand::Outbox);
            }
        });
    }

    /// Puts a letter on its way from each of these accounts, and throws its draft
    /// away.
    ///
    /// # Errors
    /// There is no room to keep it: nothing is on its way.
    pub async fn put_on_its_way(self, draft: &Draft) -> Result<(), NotKept> {
        let browser = self.browser().ok_or(NotKept)?;
        let mut sent = Vec::new();
        for account in &draft.from {
            let mut before = None;
            for (at, letter) in draft.letters().enumerate() {
                // Each a moment after the one before: that is their order.
                let made = Millis(clock::now().0 + at as i64);
                let mut one = Sending::new(new_name(), account.clone(), letter.clone(), made);
                one.follows = before.replace(one.id.clone());
                sent.push(one);
            }
        }
        sending::begin(&browser, &sent, &draft.id).await?;
        self.outdo_edits(draft).await;
        self.change_letters(|all| all.extend(sent));
        self.tell_outbox();
        self.send_off(Errand::Outbox);
        Ok(())
    }

    /// Of two edits of one post the later counts: the former is not made any more.
    async fn outdo_edits(self, draft: &Draft) {
        let Some(uri) = &draft.letter.edits else {
            return;
        };
        let former =
            |it: &&Sending| it.letter.edits.as_ref() == Some(uri) && it.due(clock::now()).is_some();
        let former = letters().with_untracked(|all| {
            let ids = all.iter().filter(former).map(|it| it.id.clone());
            ids.collect::<Vec<_>>()
        });
        self.withdraw(former).await;
    }

    /// Sends all that is due, one tab at a time. Called in the part for letters alone.
    pub async fn drive_outbox(self) {
        let Some(browser) = self.browser() else {
            return;
        };
        let mut asked = true;
        self.inner.update_value(|inner| {
            asked = std::mem::replace(&mut inner.writing.asked, true);
        });
        if asked {
            return;
        }
        self.heed_outbox();
        self.watch_parcels();
        lock::alone(OUTBOX, async move {
            self.inner.update_value(|inner| inner.writing.asked = false);
            self.send_all_due(&browser).await;
        })
        .await;
        self.inner.update_value(|inner| inner.writing.asked = false);
        self.tell_outbox();
    }

    /// Hears how far files have come.
    fn watch_parcels(&self) {
        let leaving = leaving();
        parcel::watch(move |name, part| {
            let (name, now) = (name.to_owned(), (part * 100.0) as u8);
            if leaving.with_untracked(|it| it.get(&name) != Some(&now)) {
                leaving.update(|it| {
                    it.insert(name, now);
                });
            }
        });
    }

    pub(super) fn is_withdrawn(&self, id: &String) -> bool {
        self.inner
            .with_value(|inner| inner.writing.withdrawn.contains(id))
    }

    /// Tries one. `false`: what became of it could not be written down.
    pub(super) async fn try_one(
        &self,
        browser: &Browser,
        mut one: Sending,
        taken: &[PostUri],
    ) -> bool {
        let account = self.account_now(&one.account);
        let Some((client, account)) = self.client(&one.account).zip(account) else {
            return true;
        };
        let asked = self.tick();
        let about = About {
            software: &account.server.software,
            names: self.names(&one),
            taken,
            kept: &kept_of(&one),
            words: words::why,
        };
        let written = sending::attempt(browser, &client, &mut one, about).await;
        if self.is_withdrawn(&one.id) && one.due(clock::now()).is_some() {
            sending::forget(browser, &one.id).await;
            return true;
        }
        self.change_letters(|all| {
            if let Some(known) = all.iter_mut().find(|it| it.id == one.id) {
                known.clone_from(&one);
            }
        });
        self.tell_written(&account, &one, written, asked);
        leaving().update(|it| {
            it.remove(&one.id);
        });
        self.tell_outbox();
        files::sweep(browser).await;
        // Another tab may have taken it back meanwhile.
        let all = sending::outbox(browser).await;
        !all.iter().any(|it| it.id == one.id && *it != one)
    }

    /// Says what became of an attempt, and shows what was posted.
    fn tell_written(
        &self,
        account: &Account,
        one: &Sending,
        written: Result<Written, Failure>,
        asked: Tick,
    ) {
        let who = account.actor.handle.to_string();
        match written {
            Ok(Written::Posted(seen)) => {
                self.tell_done(words::sent(&who, &one.letter));
                self.show_sent(*seen, &one.letter, asked);
            }
            Ok(Written::Kept(kept)) => {
                self.tell_done(words::scheduled(&who, &moment(kept.at)));
            }
            Err(Failure::SignedOut) => self.check_token(&one.account),
            Err(why) => self.line_heeds(&one.account, &why),
        }
    }

    /// What the account's server calls what a letter speaks of, as far as known.
    fn names(&self, one: &Sending) -> Names {
        let name = |uri: &Option<PostUri>| self.local_name(uri.as_ref()?, &one.account);
        Names {
            answers: name(&one.letter.answers),
            quotes: name(&one.letter.quotes),
            edits: name(&one.letter.edits),
            media: Vec::new(),
        }
    }

    /// An account's server's name for a post, if it has shown it.
    pub fn local_name(&self, uri: &PostUri, account: &AccountId) -> Option<LocalId> {
        self.inner.with_value(|inner| {
            let sighting = inner.world.sighting(uri, account);
            sighting.map(|it| it.local.clone())
        })
    }

    /// What was posted is there at once, in its conversation and in the timeline.
    fn show_sent(&self, seen: Seen, letter: &Letter, asked: Tick) {
        let (account, uri) = (seen.sighting.account.clone(), seen.post.uri.clone());
        self.apply(Update::Shown {
            seen: vec![seen],
            asked,
        });
        if let Some(answered) = &letter.answers {
            self.sent.set(Some((uri, answered.clone())));
        }
        let streams = self
            .lanes
            .with_untracked(|lanes| lanes.get(&account).is_some_and(|lane| lane.streaming));
        if !streams {
            self.load(account, Ask::Newest);
        }
    }

    /// Hears when other tabs put something on its way, or bring it further.
    fn heed_outbox(&self) {
        let state = *self;
        self.inner.update_value(|inner| {
            inner.writing.tabs.get_or_insert_with(|| {
                tabs::listen(OUTBOX, move || {
                    spawn_local(async move {
                        if let Some(browser) = state.browser() {
                            let all = sending::outbox(&browser).await;
                            state.change_letters(|known| *known = all);
                        }
                    });
                })
            });
        });
    }

    pub(super) fn tell_outbox(&self) {
        self.heed_outbox();
        self.inner.with_value(|inner| {
            inner.writing.tabs.iter().for_each(Tabs::tell);
        });
    }
}

/// The letters that the account's server keeps, and that others have become.
fn kept_of(one: &Sending) -> Vec<LocalId> {
    letters().with_untracked(|all| {
        let others = all
            .iter()
            .filter(|it| it.account == one.account && it.id != one.id);
        let kept = others.filter_map(|it| match &it.stage {
            Stage::Scheduled { local, .. } => Some(local.clone()),
            _ => None,
        });
        kept.collect()
    })
}
