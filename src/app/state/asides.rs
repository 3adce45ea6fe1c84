//! What is asked of a post beside its facts: translations, former versions, a
//! quoted post that was named only. Kept by whoever asks.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Errand, State};
use crate::{
    app::{post::stand::Translated, words},
    browser::language,
    core::{
        account::{Account, Features},
        id::{AccountId, LocalId, Millis, PostUri},
        post::{Ballot, Filtered, Post, Version},
        world::Update,
    },
    engine::{Failure, reading},
};

/// What came of a question, in words if it failed.
type Told<T> = RwSignal<Option<Result<T, String>>>;

/// What is asked of a post, and who waits for it.
#[derive(Clone)]
pub enum Aside {
    Translation(PostUri, RwSignal<Translated>, Option<Millis>),
    History(PostUri, Told<Arc<Vec<Version>>>),
    /// The post that this one quotes.
    Quoted(PostUri, Told<()>),
}

impl State {
    /// Whom a post answers, if that is known; `None` for a post that answers nobody.
    pub fn answered(&self, uri: &PostUri) -> Option<Option<String>> {
        let reply = self.post(uri)?.reply.clone()?;
        let author = || {
            let parent = self
                .inner
                .with_value(|inner| inner.world.node(uri)?.parent)?;
            Some(self.post(&parent)?.author.handle.to_string())
        };
        Some(author().or(reply.handle))
    }

    /// A poll as the server counts it that has heard of most votes.
    pub fn ballot(&self, uri: &PostUri) -> Option<Ballot> {
        self.watch(uri);
        self.inner
            .with_value(|inner| inner.world.ballot(uri).cloned())
    }

    /// The filters of the user's that a post meets, and whose each is.
    pub fn filtered(&self, uri: &PostUri) -> Vec<(AccountId, Filtered)> {
        self.watch(uri);
        let own = |(id, filter): (&AccountId, &Filtered)| (id.clone(), filter.clone());
        self.inner
            .with_value(|inner| inner.world.filtered(uri).map(own).collect())
    }

    /// A quoted post that was named only: its uri, once that is known. `None`
    /// if nobody named one.
    pub fn quoted(&self, uri: &PostUri) -> Option<Option<PostUri>> {
        self.watch(uri);
        self.inner.with_value(|inner| {
            let (_, _, uri) = inner.world.quoted(uri)?;
            Some(uri.cloned())
        })
    }

    /// Who can tell what a post said before.
    pub fn historian(&self, post: &Post) -> Option<AccountId> {
        self.one_who_can(post, None, |features| features.history)
    }

    /// Who can have a post translated: `acting` before others. Servers
    /// translate what is open to all.
    pub fn translator(&self, post: &Post, acting: Option<Arc<Account>>) -> Option<AccountId> {
        let open = post.audience.is_open();
        let can = |features: &Features| open && features.translate;
        self.one_who_can(post, acting, can)
    }

    /// One of those whose server has shown a post, and can do something.
    fn one_who_can(
        &self,
        post: &Post,
        first: Option<Arc<Account>>,
        can: impl Fn(&Features) -> bool,
    ) -> Option<AccountId> {
        let sighted = self.sighted_by(&post.uri);
        let fits = |account: &&Arc<Account>| {
            sighted.contains(&account.id) && can(&account.server.features)
        };
        let found = first.as_ref().filter(fits).map(|it| it.id.clone());
        let other = || {
            self.able
                .with(|able| Some(able.iter().find(fits)?.id.clone()))
        };
        found.or_else(other)
    }

    /// Has a post translated into the reader's language.
    pub fn translate(
        &self,
        post: &Arc<Post>,
        acting: Option<Arc<Account>>,
        translated: RwSignal<Translated>,
    ) {
        match untrack(|| self.translator(post, acting)) {
            Some(who) => {
                translated.set(Translated::Asked);
                let uri = post.uri.clone();
                self.send_off(Errand::Aside(
                    who,
                    Aside::Translation(uri, translated, post.edited),
                ));
            }
            None => translated.set(Translated::Failed(words::why(&Failure::Unsupported))),
        }
    }

    /// Asks what a post has said.
    pub fn ask_history(&self, post: &Arc<Post>, told: Told<Arc<Vec<Version>>>) {
        match untrack(|| self.historian(post)) {
            Some(who) => {
                told.set(None);
                self.send_off(Errand::Aside(who, Aside::History(post.uri.clone(), told)));
            }
            None => told.set(Some(Err(words::why(&Failure::Unsupported)))),
        }
    }

    /// Asks for the post that another one quotes and names only.
    pub fn fetch_quoted(&self, of: &PostUri, told: Told<()>) {
        let who = self.inner.with_value(|inner| {
            let (account, _, _) = inner.world.quoted(of)?;
            Some(account.clone())
        });
        if let Some(who) = who {
            told.set(Some(Ok(())));
            self.send_off(Errand::Aside(who, Aside::Quoted(of.clone(), told)));
        }
    }

    /// Asks a server, and tells whoever waits, if they still do.
    pub(super) async fn ask_aside(self, who: AccountId, aside: Aside) {
        let asked = self.ask_for_aside(&who, &aside).await;
        if let Err(failure) = asked {
            self.line_heeds(&who, &failure);
            if failure == Failure::SignedOut {
                self.check_token(&who);
            }
            self.no_aside(&who, &aside, &failure);
        }
    }

    async fn ask_for_aside(&self, who: &AccountId, aside: &Aside) -> Result<(), Failure> {
        let line = self.browser().zip(self.client(who));
        let (browser, client) = line.ok_or(Failure::SignedOut)?;
        let local = self.local(aside, who).ok_or(Failure::NotFound)?;
        match aside {
            Aside::Translation(_, translated, edited) => {
                let to = language::first();
                let done = reading::translation(&browser, &client, &local, &to).await?;
                translated.try_set(Translated::Done(Arc::new(done), *edited));
            }
            Aside::History(_, told) => {
                let versions = reading::history(&browser, &client, &local).await?;
                told.try_set(Some(Ok(Arc::new(versions))));
            }
            Aside::Quoted(of, _) => {
                let asked = self.tick();
                let seen = vec![reading::post(&browser, &client, &local).await?];
                self.apply(Update::Shown { seen, asked });
                // Its name is known now: what quotes it is drawn anew.
                self.redraw_post(of);
            }
        }
        Ok(())
    }

    /// By what name the account's server is asked.
    fn local(&self, aside: &Aside, account: &AccountId) -> Option<LocalId> {
        self.inner.with_value(|inner| match aside {
            Aside::Translation(uri, ..) | Aside::History(uri, _) => {
                let sighting = inner.world.sighting(uri, account)?;
                Some(sighting.local.clone())
            }
            Aside::Quoted(of, _) => {
                let (_, local, _) = inner.world.quoted(of)?;
                Some(local.clone())
            }
        })
    }

    /// Says why nothing came of it, with the server's name.
    pub(super) fn no_aside(&self, who: &AccountId, aside: &Aside, failure: &Failure) {
        let account = self.account_now(who);
        let host = account.map(|it| it.server.origin.display_host());
        let host = host.unwrap_or_default();
        // Who asked may have gone.
        match aside {
            Aside::Translation(_, translated, _) => {
                let said = words::not_translated(&host, failure);
                drop(translated.try_set(Translated::Failed(said)));
            }
            Aside::History(_, told) => {
                drop(told.try_set(Some(Err(words::no_history(&host, failure)))));
            }
            Aside::Quoted(_, told) => {
                drop(told.try_set(Some(Err(words::not_shown(&host, failure)))));
            }
        }
    }
}
