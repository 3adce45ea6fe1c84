//! Posts that something on the page needs and that are not in memory: they are
//! looked for in the database, then asked for at a server. One that cannot be
//! had is remembered with the reason, so that its place can say so.

use std::collections::BTreeSet;

use leptos::{prelude::*, task::spawn_local};

use super::{Errand, State};
use crate::{
    app::{platform::Browser, words},
    core::{
        id::{AccountId, Few, LocalId, PostUri},
        post::{Post, Quote},
        world::{Update, World},
    },
    engine::{Failure, keeping, reading},
};

/// What is being recalled, and what could not be.
#[derive(Default)]
pub(super) struct Recalling {
    /// Posts that something on the page waits for.
    wanted: BTreeSet<PostUri>,
    /// Posts that could not be had, and why.
    lost: Few<PostUri, String>,
}

impl Recalling {
    /// Something is told of a post: what was said of it before holds no longer.
    pub(super) fn heard_of(&mut self, uris: &BTreeSet<PostUri>) {
        self.lost.retain(|uri, _| !uris.contains(uri));
    }
}

impl State {
    /// Why a post that is not in memory could not be had, if it could not.
    pub fn lost(&self, uri: &PostUri) -> Option<String> {
        self.watch(uri);
        self.inner
            .with_value(|inner| inner.recalling.lost.get(uri).cloned())
    }

    /// A place on the page needs a post that is not in memory: it is looked for
    /// in the database, then at its server.
    pub fn recall(&self, uri: &PostUri) {
        let mut first = false;
        self.inner.update_value(|inner| {
            first = inner.recalling.wanted.is_empty();
            inner.recalling.wanted.insert(uri.clone());
        });
        if first {
            let state = *self;
            // All rows of this turn ask at once.
            spawn_local(async move { state.recall_wanted().await });
        }
    }

    /// Looks again for a post that could not be had: the reader wishes it.
    pub fn recall_again(&self, uri: &PostUri) {
        self.inner
            .update_value(|inner| drop(inner.recalling.lost.remove(uri)));
        self.redraw_post(uri);
    }

    /// The network is back: what could not be had is looked for again.
    pub(super) fn recall_lost(&self) {
        let mut lost = Few::default();
        self.inner
            .update_value(|inner| lost = std::mem::take(&mut inner.recalling.lost));
        lost.keys().for_each(|uri| self.redraw_post(uri));
    }

    async fn recall_wanted(&self) {
        let mut wanted = BTreeSet::new();
        self.inner
            .update_value(|inner| wanted = std::mem::take(&mut inner.recalling.wanted));
        let Some(browser) = self.browser() else {
            return;
        };
        let uris: Vec<PostUri> = wanted.into_iter().collect();
        let found = keeping::posts(&browser, &uris).await;
        let quoted: Vec<PostUri> = found.iter().filter_map(|it| quoted(&it.post)).collect();
        let quoted = keeping::posts(&browser, &quoted).await;
        self.apply_quietly(Update::Recalled(quoted));
        self.apply_quietly(Update::Recalled(found));
        let missing: Vec<PostUri> = uris.into_iter().filter(|uri| self.lacks(uri)).collect();
        if missing.is_empty() {
            return;
        }
        if self.ready.get_untracked() {
            return self.send_off(Errand::Posts(missing));
        }
        // No token is opened yet: whoever asked now would be nobody.
        self.inner
            .update_value(|inner| inner.recalling.wanted.extend(missing));
    }

    /// All accounts are there: what is still wanted can be asked for.
    pub(super) fn recall_waiting(&self) {
        let any = self
            .inner
            .with_value(|inner| !inner.recalling.wanted.is_empty());
        if any {
            let state = *self;
            spawn_local(async move { state.recall_wanted().await });
        }
    }

    fn lacks(&self, uri: &PostUri) -> bool {
        self.inner
            .with_value(|inner| inner.world.post(uri).is_none())
    }

    /// Asks for posts, one after the other. Who did not answer once is not
    /// waited for again.
    pub(super) async fn ask_for_all(self, uris: Vec<PostUri>) {
        let Some(browser) = self.browser() else {
            return;
        };
        let mut silent = Few::default();
        for uri in uris {
            if let Some(told) = self.ask_for(&browser, &uri, &mut silent).await {
                self.not_had(&uri, &told);
            }
        }
    }

    /// The part that asks could not be loaded.
    pub(super) fn not_asked(&self, uris: &[PostUri], why: &Failure) {
        let told = [(String::new(), why.clone())];
        uris.iter().for_each(|uri| self.not_had(uri, &told));
    }

    /// Asks for a post at the servers that have told of it, until one gives it;
    /// what they said if none does.
    async fn ask_for(
        &self,
        browser: &Browser,
        uri: &PostUri,
        silent: &mut Few<AccountId, Failure>,
    ) -> Option<Vec<(String, Failure)>> {
        let told_by = self.inner.with_value(|inner| told_by(&inner.world, uri));
        let mut told = Vec::new();
        for (account, local) in told_by {
            let why = match silent.get(&account).cloned() {
                Some(why) => why,
                None => self.ask_one(browser, uri, &account, &local).await?,
            };
            if is_silence(&why) {
                silent.insert(account.clone(), why.clone());
            }
            let host = self.account_now(&account);
            let host = host.map(|it| it.server.origin.display_host());
            told.push((host.unwrap_or_default(), why));
        }
        Some(told)
    }

    /// Asks one server for a post; why it did not give it, if it did not.
    async fn ask_one(
        &self,
        browser: &Browser,
        uri: &PostUri,
        account: &AccountId,
        local: &LocalId,
    ) -> Option<Failure> {
        let Some(client) = self.client(account) else {
            return Some(Failure::SignedOut);
        };
        let asked = self.tick();
        let answer = reading::entry(browser, &client, local, uri).await;
        if self.client(account).is_none() {
            return Some(Failure::SignedOut); // Meanwhile.
        }
        match answer {
            Ok(seen) => {
                let seen = vec![seen];
                self.apply(Update::Shown { seen, asked });
                self.lacks(uri).then_some(Failure::NotFound)
            }
            Err(why) => {
                self.line_heeds(account, &why);
                if why == Failure::SignedOut {
                    self.check_token(account);
                }
                Some(why)
            }
        }
    }

    fn not_had(&self, uri: &PostUri, told: &[(String, Failure)]) {
        let why = words::not_had(told);
        self.inner
            .update_value(|inner| drop(inner.recalling.lost.insert(uri.clone(), why)));
        self.redraw_post(uri);
    }
}

/// Whether a server that fails thus would fail for the next post, too.
fn is_silence(why: &Failure) -> bool {
    match why {
        Failure::NoAnswer(_) | Failure::SlowDown(_) | Failure::SignedOut => true,
        // Each was asked for several times before this was said.
        Failure::Refused { status, .. } => *status >= 500,
        _ => false,
    }
}

/// The servers that have told of a post, and by what name each can be asked for
/// it: that of its own entry in a timeline, or of a post that quotes it.
fn told_by(world: &World, uri: &PostUri) -> Vec<(AccountId, LocalId)> {
    let shows = |account: &AccountId| {
        let lane = world.lane(&super::home::source(account))?;
        let mut entries = lane.entries();
        let entry = entries.find(|entry| entry.post() == Some(uri))?;
        Some((account.clone(), entry.key.clone()))
    };
    let accounts = world.sources().map(|source| &source.account);
    let mut told_by: Vec<_> = accounts.filter_map(shows).collect();
    let quotes = |it: &&PostUri| world.post(it).is_some_and(|post| is_quoted(uri, post));
    for quoting in world.posts().filter(quotes) {
        for account in world.sighted_by(quoting) {
            let known = told_by.iter().any(|(it, _)| it == account);
            let sighting = world.sighting(quoting, account).filter(|_| !known);
            told_by.extend(sighting.map(|it| (account.clone(), it.local.clone())));
        }
    }
    told_by
}

fn is_quoted(uri: &PostUri, by: &Post) -> bool {
    matches!(&by.quote, Some(Quote::Shown(it) | Quote::Hidden(_, Some(it))) if it == uri)
}

/// The post that is shown within another one.
pub(super) fn quoted(post: &Post) -> Option<PostUri> {
    match &post.quote {
        Some(Quote::Shown(uri)) => Some(uri.clone()),
        _ => None,
    }
}
