//! Letters: drafts, what is in them, and those on their way.

mod driving;
mod later;
mod outbox;
mod taking_back;

use super::State;
use crate::{
    browser::{clock, crypto, files::File},
    core::{
        id::{AccountId, PostUri},
        outbox::letter::{Attached, Draft, Leave, Limits, Source, Standing},
    },
    engine::{Failure, acting, drafts, files},
};
pub(super) use outbox::Writing;
pub use outbox::{leaving, letters};

impl State {
    /// All drafts, the newest first.
    pub async fn drafts(self) -> Vec<Draft> {
        match self.browser() {
            Some(browser) => drafts::all(&browser).await,
            None => Vec::new(),
        }
    }

    /// Writes a draft down; one that is blank goes. What another tab has made of it
    /// meanwhile stays: then this one gets a name of its own. Answers with the draft
    /// as it is kept; `None`: there was no room.
    pub async fn keep_draft(self, draft: Draft) -> Option<Draft> {
        let browser = self.browser()?;
        let kept = drafts::one(&browser, &draft.id).await;
        let is_others = kept.is_some_and(|kept| kept.changed != draft.changed);
        let draft = match is_others {
            true => Draft {
                id: new_name(),
                ..draft
            },
            false => draft,
        };
        if draft.is_blank() {
            drafts::forget(&browser, &draft.id).await;
            return Some(draft);
        }
        let draft = Draft {
            changed: clock::now(),
            ..draft
        };
        let kept = drafts::keep(&browser, &draft).await;
        kept.is_ok().then_some(draft)
    }

    /// Throws a draft away.
    pub async fn forget_draft(self, id: String) {
        if let Some(browser) = self.browser() {
            drafts::forget(&browser, &id).await;
        }
    }

    /// How much an account's server takes: as it said last, and then as it says now.
    pub async fn limits(self, account: AccountId, told: impl Fn(Limits)) {
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            return;
        };
        if let Some(limits) = drafts::kept_limits(&browser, &account).await {
            told(limits);
        }
        let software = self
            .account_now(&account)
            .map(|it| it.server.software.clone());
        let software = software.unwrap_or_default();
        if let Ok(limits) = drafts::ask_limits(&browser, &client, &software).await {
            told(limits);
        }
    }

    /// Keeps a file for a letter. `None`: there was no room.
    pub async fn attach(self, file: File) -> Option<Attached> {
        let browser = self.browser()?;
        let one = Attached {
            id: files::new_key(clock::now(), &new_name()),
            name: file.name().to_owned(),
            mime: file.mime(),
            bytes: file.bytes(),
            size: file.measure().await,
            ..Attached::default()
        };
        browser.keep_file(&one.id, &file).await.ok()?;
        Some(one)
    }

    /// Throws away files that no letter names any longer.
    pub async fn sweep_files(self) {
        if let Some(browser) = self.browser() {
            files::sweep(&browser).await;
        }
    }

    /// A file of a letter, as it is kept.
    pub async fn file(self, one: &Attached) -> Option<File> {
        self.browser()?.file(&one.id).await
    }

    /// The same picture with at most so many pixels and bytes. `None`: this browser
    /// cannot make it smaller, or has no room.
    pub async fn shrink(self, one: &Attached, pixels: u64, bytes: u64) -> Option<Attached> {
        let file = self.file(one).await?.named(&one.name);
        let smaller = self.attach(file.smaller(pixels, bytes).await?).await?;
        Some(Attached {
            alt: one.alt.clone(),
            focus: one.focus,
            ..smaller
        })
    }

    /// Whether an account may quote a post; `None`: nobody tells.
    pub async fn may_quote(self, account: &AccountId, uri: &PostUri) -> Option<Leave> {
        let (browser, client) = self.browser().zip(self.client(account))?;
        let known = self.local_name(uri, account);
        let told = acting::may_quote(&browser, &client, uri, known).await;
        told.ok().flatten()
    }

    /// What an account typed that became this post, and what is attached to it.
    ///
    /// # Errors
    /// Why its server does not tell.
    pub async fn source(
        self,
        account: &AccountId,
        uri: &PostUri,
    ) -> Result<(Source, Standing), Failure> {
        let browser = self.browser().ok_or(Failure::NotKept)?;
        let client = self.client(account).ok_or(Failure::SignedOut)?;
        let known = self.local_name(uri, account);
        acting::source(&browser, &client, uri, known).await
    }
}

/// A name that nobody has used and nobody can guess.
pub fn new_name() -> String {
    let bytes = crypto::random();
    bytes
        .iter()
        .take(16)
        .map(|it| format!("{it:02x}"))
        .collect()
}
