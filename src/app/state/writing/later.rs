//! Letters that servers keep, to post them later.

use super::new_name;
use crate::{
    app::state::State,
    core::{
        account::Account,
        id::{AccountId, LocalId, Millis},
        outbox::letter::{Draft, Scheduled},
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
    /// It does not; nothing was changed.
    pub async fn reschedule(
        self,
        account: &AccountId,
        local: &LocalId,
        at: Millis,
    ) -> Result<Scheduled, Failure> {
        let browser = self.browser().ok_or(Failure::NoBrowser)?;
        let client = self.client(account).ok_or(Failure::SignedOut)?;
        sending::reschedule(&browser, &client, local, at).await
    }

    /// Makes a draft of one, which the server does not keep then.
    ///
    /// # Errors
    /// It still keeps it, and there is no draft.
    pub async fn take_back_scheduled(
        self,
        account: &AccountId,
        one: &Scheduled,
    ) -> Result<Draft, Failure> {
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
        if let Err(why) = sending::unschedule(&browser, &client, &one.local).await {
            self.forget_draft(draft.id).await;
            return Err(why);
        }
        Ok(draft)
    }
}
