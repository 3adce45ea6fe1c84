//! Letters that are taken off their way, or tried again.

use leptos::{prelude::*, task::spawn_local};

use super::{letters, new_name};
use crate::{
    app::state::{Errand, State},
    browser::clock,
    core::{
        id::{AccountId, PostUri},
        outbox::letter::{Draft, Letter, Sending, Stage},
    },
    engine::{drafts, sending},
};

impl State {
    /// Does not send a letter, or forgets what became of it. What was to follow it is a
    /// draft again; but it goes on after one that has arrived.
    pub fn unsend(&self, id: &str) {
        let one = letters().with_untracked(|all| {
            let found = all.iter().find(|it| it.id == id);
            found.cloned()
        });
        let (state, id) = (*self, id.to_owned());
        spawn_local(async move {
            match one.as_ref().map(|it| &it.stage) {
                Some(Stage::Sent { uri, .. }) => state.go_on_after(&id, uri).await,
                _ => state.followers_back(&id).await,
            }
            state.withdraw(vec![id]).await;
            state.send_off(Errand::Outbox);
        });
    }

    /// A letter has gone with its post: what was to follow it is a draft again.
    pub(in crate::app::state) async fn forget_letter(self, id: String) {
        self.followers_back(&id).await;
        self.withdraw(vec![id]).await;
    }

    /// What follows a letter answers what that has become.
    async fn go_on_after(self, id: &str, uri: &PostUri) {
        let Some(browser) = self.browser() else {
            return;
        };
        for mut next in sending::outbox(&browser).await {
            if next.follows.as_deref() == Some(id) && next.letter.answers.is_none() {
                next.letter.answers = Some(uri.clone());
                let _ = sending::keep(&browser, &next).await;
            }
        }
    }

    async fn followers_back(self, id: &str) {
        let followers = self.followers(id);
        let Some((first, rest)) = followers.split_first() else {
            return;
        };
        let rest = rest.iter().map(|it| it.letter.clone()).collect();
        if self.draft_of(first, rest).await.is_some() {
            let gone = followers.iter().map(|it| it.id.clone());
            self.withdraw(gone.collect()).await;
        }
    }

    /// Takes letters off their way.
    pub(super) async fn withdraw(self, ids: Vec<String>) {
        self.change_letters(|all| all.retain(|it| !ids.contains(&it.id)));
        self.inner
            .update_value(|inner| inner.writing.withdrawn.extend(ids.clone()));
        // At once: another tab may be about to send them.
        if let Some(browser) = self.browser() {
            for id in &ids {
                sending::forget(&browser, id).await;
            }
        }
        self.tell_outbox();
    }

    /// The letters that wait for this one, in their order.
    fn followers(&self, id: &str) -> Vec<Sending> {
        letters().with_untracked(|all| {
            let next = |id: &str| all.iter().find(|it| it.follows.as_deref() == Some(id));
            let chain = std::iter::successors(next(id), |it| next(&it.id));
            chain.take(all.len()).cloned().collect()
        })
    }

    async fn draft_of(self, one: &Sending, rest: Vec<Letter>) -> Option<Draft> {
        let draft = Draft {
            id: new_name(),
            letter: one.letter.clone(),
            rest,
            from: vec![one.account.clone()],
            changed: clock::now(),
        };
        self.keep_draft(draft).await
    }

    /// Tries a letter again that was refused.
    pub fn resend(&self, id: &str) {
        let (state, id) = (*self, id.to_owned());
        spawn_local(async move {
            let Some(browser) = state.browser() else {
                return;
            };
            // No attempt touches what was refused: there is nobody to wait for.
            for mut one in sending::outbox(&browser).await {
                if one.id == id && matches!(one.stage, Stage::Refused { .. }) {
                    one.stage = Stage::Waiting {
                        after: clock::now(),
                    };
                    one.tries = 0;
                    let _ = sending::keep(&browser, &one).await;
                }
            }
            state.send_off(Errand::Outbox);
        });
    }

    /// Turns a letter that was refused, and what was to follow it, into a draft again.
    pub async fn take_back(self, one: &Sending) -> Option<Draft> {
        let followers = self.followers(&one.id);
        let rest = followers.iter().map(|it| it.letter.clone()).collect();
        let kept = self.draft_of(one, rest).await?;
        let gone = followers.iter().map(|it| it.id.clone());
        self.withdraw(gone.chain([one.id.clone()]).collect()).await;
        Some(kept)
    }

    /// What was to be sent as an account that is signed out of is a draft again.
    pub(in crate::app::state) async fn take_back_all(self, account: &AccountId) {
        let Some(browser) = self.browser() else {
            return;
        };
        let all = sending::outbox(&browser).await;
        self.change_letters(|known| known.clone_from(&all));
        for one in all.iter().filter(|it| it.account == *account) {
            let here = letters().with_untracked(|all| all.iter().any(|it| it.id == one.id));
            match one.due(clock::now()) {
                Some(_) if here => drop(self.take_back(one).await),
                Some(_) => {}
                None => self.unsend(&one.id),
            }
        }
        drafts::forget_limits(&browser, account).await;
    }
}
