//! Letters that servers keep, to post them later.

use leptos::prelude::*;

use super::{letters, new_name};
use crate::{
    app::state::State,
    browser::clock,
    core::{
        account::Account,
        id::{AccountId, Millis},
        outbox::letter::{Draft, Scheduled, Sending, same_time, same_words},
    },
    engine::{Failure, sending},
};

impl State {
    /// Whether an account's server keeps letters.
    pub fn keeps_letters(&self, account: &Account) -> bool {
        let client = self.client(&account.id);
        client.is_some_and(|it| it.letters().keeps_letters(&account.server.software))
    }

    /// What an account's server keeps, and how many could not be read.
    ///
    /// # Errors
    /// It does not tell.
    pub async fn scheduled(self, account: &AccountId) -> Result<(Vec<Scheduled>, usize), Failure> {
        let browser = self.browser().ok_or(Failure::NoBrowser)?;
        let client = self.client(account).ok_or(Failure::SignedOut)?;
        sending::scheduled(&browser, &client).await
    }

    /// Has the server post one at another time.
    ///
    /// # Errors
    /// It does not, or has not said so.
    pub async fn reschedule(
        self,
        account: &AccountId,
        former: &Scheduled,
        at: Millis,
    ) -> Result<Scheduled, Failure> {
        let browser = self.browser().ok_or(Failure::NoBrowser)?;
        let client = self.client(account).ok_or(Failure::SignedOut)?;
        let done = sending::reschedule(&browser, &client, &former.local, at).await?;
        self.settle_unsure(account, former).await;
        Ok(done)
    }

    /// A letter of which nobody knew whether it had arrived is this one: it is not sent
    /// again because that is another now.
    async fn settle_unsure(self, account: &AccountId, one: &Scheduled) {
        let is_it = |it: &Sending| {
            let same = same_words(&it.letter.text, &one.letter.text);
            let at = it.letter.at.is_some_and(|at| same_time(at, one.at));
            it.account == *account && same && at && it.due(clock::now()).is_some()
        };
        let same = letters().with_untracked(|all| {
            let ids = all.iter().filter(|it| is_it(it)).map(|it| it.id.clone());
            ids.collect::<Vec<_>>()
        });
        if !same.is_empty() {
            self.withdraw(same).await;
        }
    }

    /// Makes a draft of one, which the server does not keep then; if nobody knows whether
    /// it still does, with the reason.
    ///
    /// # Errors
    /// It still keeps it, and there is no draft.
    pub async fn take_back_scheduled(
        self,
        account: &AccountId,
        one: &Scheduled,
    ) -> Result<(Draft, Option<Failure>), Failure> {
        let browser = self.browser().ok_or(Failure::NoBrowser)?;
        let client = self.client(account).ok_or(Failure::SignedOut)?;
        let draft = Draft {
            id: new_name(),
            letter: sending::letter_of(&browser, &client, one).await?,
            from: vec![account.clone()],
            ..Draft::default()
        };
        // First what is kept, then what goes: nothing is lost between.
        let draft = self.keep_draft(draft).await.ok_or(Failure::NotKept)?;
        match sending::unschedule(&browser, &client, &one.local).await {
            Ok(doubt) => {
                self.settle_unsure(account, one).await;
                Ok((draft, doubt))
            }
            Err(why) => {
                self.forget_draft(draft.id).await;
                Err(why)
            }
        }
    }
}
