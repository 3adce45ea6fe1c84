//! What is asked of a post beside its facts: translations, former versions, a
//! quoted post that was named only. Kept by whoever asks.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::State;
use crate::{
    app::{post::stand::Translated, words},
    browser::language,
    core::{
        account::{Account, Features},
        id::{AccountId, LocalId, PostUri},
        post::{Ballot, Filtered, Post, Version},
        world::Update,
    },
    engine::{Failure, reading},
};

/// What came of a question, in words if it failed.
type Told<T> = RwSignal<Option<Result<T, String>>>;

impl State {
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

    fn local(&self, uri: &PostUri, account: &AccountId) -> Option<LocalId> {
        self.inner.with_value(|inner| {
            let sighting = inner.world.sighting(uri, account)?;
            Some(sighting.local.clone())
        })
    }

    /// Has a post translated into the reader's language.
    pub fn translate(
        self,
        post: &Arc<Post>,
        acting: Option<Arc<Account>>,
        translated: RwSignal<Translated>,
    ) {
        let who = untrack(|| self.translator(post, acting));
        let uri = post.uri.clone();
        translated.set(Translated::Asked);
        spawn_local(async move {
            let told = match who {
                Some(who) => self.translation(&uri, &who).await,
                None => Translated::Failed(words::why(&Failure::Unsupported)),
            };
            translated.try_set(told);
        });
    }

    async fn translation(self, uri: &PostUri, who: &AccountId) -> Translated {
        let asked = self.asking(who).zip(self.local(uri, who));
        let Some(((browser, client), local)) = asked else {
            return Translated::Failed(words::why(&Failure::SignedOut));
        };
        match reading::translation(&browser, &client, &local, &language::first()).await {
            Ok(translation) => Translated::Done(Arc::new(translation)),
            Err(failure) => Translated::Failed(self.told(who, &failure, words::not_translated)),
        }
    }

    /// Asks what a post has said.
    pub fn ask_history(self, post: &Arc<Post>, told: Told<Arc<Vec<Version>>>) {
        let who = untrack(|| self.historian(post));
        let uri = post.uri.clone();
        told.set(None);
        spawn_local(async move {
            let asked = who.and_then(|who| Some((self.local(&uri, &who)?, who)));
            let line = asked.and_then(|(local, who)| Some((self.asking(&who)?, local, who)));
            let Some(((browser, client), local, who)) = line else {
                told.try_set(Some(Err(words::why(&Failure::SignedOut))));
                return;
            };
            let versions = reading::history(&browser, &client, &local).await;
            let versions = versions.map(Arc::new);
            let said = |failure| self.told(&who, &failure, words::no_history);
            told.try_set(Some(versions.map_err(said)));
        });
    }

    /// Asks for the post that another one quotes and names only.
    pub fn fetch_quoted(self, of: &PostUri, told: Told<()>) {
        let named = self.inner.with_value(|inner| {
            let (account, local, _) = inner.world.quoted(of)?;
            Some((account.clone(), local.clone()))
        });
        let of = of.clone();
        told.set(Some(Ok(())));
        spawn_local(async move {
            let line = named.and_then(|(who, local)| Some((self.asking(&who)?, who, local)));
            let Some(((browser, client), who, local)) = line else {
                told.try_set(Some(Err(words::why(&Failure::SignedOut))));
                return;
            };
            let asked = self.tick();
            match reading::post(&browser, &client, &local).await {
                Ok(seen) => {
                    let seen = vec![seen];
                    self.apply(Update::Shown { seen, asked });
                    // Its name is known now: what quotes it is drawn anew.
                    self.redraw_post(&of);
                }
                Err(failure) => {
                    let said = self.told(&who, &failure, words::not_shown);
                    told.try_set(Some(Err(said)));
                }
            }
        });
    }

    fn asking(&self, who: &AccountId) -> Option<(super::Browser, crate::engine::Client)> {
        self.browser().zip(self.client(who))
    }

    /// Heeds a failure, and says it with the server's name.
    fn told(
        &self,
        who: &AccountId,
        failure: &Failure,
        say: fn(&str, &Failure) -> String,
    ) -> String {
        self.line_heeds(who, failure);
        if *failure == Failure::SignedOut {
            self.check_token(who);
        }
        let account = self.account_now(who);
        let host = account.map(|it| it.server.origin.display_host());
        say(&host.unwrap_or_default(), failure)
    }
}
