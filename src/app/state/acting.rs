//! Acting on posts: wishes out, confirmations in.

use leptos::prelude::{Update as _, *};

use super::{State, errand::Errand};
use crate::{
    app::words,
    core::{
        id::{AccountId, PostUri},
        outbox::{Change, Intent},
        post::Sighting,
        world::Update,
    },
    engine::{Failure, acting},
};

/// A post, and the account that has wishes about it.
pub type Line = (AccountId, PostUri);

impl State {
    /// Wishes a change of a post as one of the accounts: shown at once, sent
    /// to that account's server, confirmed or taken back with the reason.
    pub fn act(&self, account: &AccountId, post: &PostUri, change: Change) {
        let number = self.tick();
        let intent = Intent {
            account: account.clone(),
            post: post.clone(),
            change,
            number,
        };
        self.apply(Update::Wished(intent));
        let line = (account.clone(), post.clone());
        let mut busy = false;
        self.inner.update_value(|inner| {
            busy = inner.driving.contains(&line);
            if !busy {
                inner.driving.push(line.clone());
            }
        });
        if !busy {
            self.send_off(Errand::Deeds(line));
        }
    }

    /// Sends the wishes about one post as one account, one after the other.
    pub(super) async fn drive(self, line: Line) {
        while let Some(intent) = self.next_intent(&line) {
            self.send(&intent).await;
        }
        self.inner
            .update_value(|inner| inner.driving.retain(|other| *other != line));
    }

    /// Takes all wishes about one post as one account back.
    pub(super) fn refuse_all(&self, line: &Line, why: &Failure) {
        while let Some(intent) = self.next_intent(line) {
            let number = intent.number;
            self.apply(Update::Refused { number });
            self.tell_refusal(&intent, why);
        }
        self.inner
            .update_value(|inner| inner.driving.retain(|other| other != line));
    }

    fn next_intent(&self, (account, post): &Line) -> Option<Intent> {
        self.inner
            .with_value(|inner| inner.world.next_intent(post, account).cloned())
    }

    async fn send(&self, intent: &Intent) {
        let number = intent.number;
        let Some((browser, client)) = self.browser().zip(self.client(&intent.account)) else {
            self.apply(Update::Refused { number });
            return self.tell_refusal(intent, &Failure::SignedOut);
        };
        let known = self.inner.with_value(|inner| {
            let sighting = inner.world.sighting(&intent.post, &intent.account);
            sighting.cloned()
        });
        match acting::perform(&browser, &client, intent, known.as_ref()).await {
            Ok(seen) => {
                let answered = self.tick();
                self.apply(Update::Confirmed {
                    number,
                    seen: seen.map(Box::new),
                    answered,
                });
            }
            Err(failure) => {
                self.apply(Update::Refused { number });
                self.line_heeds(&intent.account, &failure);
                self.learn_from(&failure, intent, known);
                self.tell_refusal(intent, &failure);
            }
        }
    }

    /// What a refusal says beyond the one wish.
    fn learn_from(&self, failure: &Failure, intent: &Intent, known: Option<Sighting>) {
        match (failure, known) {
            (Failure::SignedOut, _) => self.check_token(&intent.account),
            (Failure::OutOfScope, _) => {
                self.lacks_consent(&intent.account, intent.change);
            }
            // What a server cannot do has no button.
            (Failure::Unsupported, _) => {
                let cannot = (intent.account.clone(), intent.change);
                self.cannot.update(|all| all.push(cannot));
            }
            (Failure::Gone, Some(Sighting { local, .. })) => {
                let account = intent.account.clone();
                self.apply(Update::Deleted { account, local });
            }
            _ => {}
        }
    }

    fn tell_refusal(&self, intent: &Intent, failure: &Failure) {
        let account = self.account(&intent.account);
        let who = account
            .map(|account| account.actor.handle.to_string())
            .unwrap_or_default();
        self.tell(words::refused(intent.change, &who, failure));
    }
}
