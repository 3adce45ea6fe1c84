//! A conversation: what every server of the user's knows of it, as one tree.

use std::{collections::BTreeSet, rc::Rc, sync::Arc};

use leptos::prelude::{Update as _, *};

use crate::{
    app::state::{Errand, Social, State},
    browser::clock,
    core::{
        account::Account,
        http::Origin,
        id::{AccountId, Millis, PostUri},
        post::Seen,
        thread::{Branch, lay_out},
        world::Update,
    },
    engine::{Failure, reading},
};

/// The most posts' own servers that are asked about one conversation.
const HOMES: usize = 3;
/// How often servers that are fetching more are asked again, all together.
const REFRESHES: usize = 6;

/// A conversation on screen.
#[derive(Clone, Copy)]
pub struct Talk {
    /// The post that it was opened at.
    pub focus: StoredValue<PostUri>,
    /// The tree, in reading order.
    pub branches: RwSignal<Vec<Branch>>,
    /// How many servers have yet to answer.
    pub pending: RwSignal<usize>,
    /// Whose server could not tell, and why.
    pub failures: RwSignal<Vec<(AccountId, Failure)>>,
    /// How many servers have told what they know.
    pub answered: RwSignal<usize>,
    /// Who could look for the post, and has not been asked.
    pub unasked: RwSignal<Vec<AccountId>>,
    /// How many posts could not be read.
    pub skipped: RwSignal<usize>,
    /// The post's own name, where it was asked for by another: the address of
    /// its page.
    pub really: RwSignal<Option<PostUri>>,
    /// The posts' own servers that could not or would not tell, and why.
    pub homes_failed: RwSignal<Vec<(String, Failure)>>,
    members: StoredValue<BTreeSet<PostUri>>,
    /// The hosts that were asked what they show to anybody.
    homes: StoredValue<Vec<String>>,
    /// How often a server that was fetching more may be asked again.
    left: StoredValue<usize>,
}

impl Talk {
    fn new(focus: &PostUri) -> Self {
        Self {
            focus: StoredValue::new(focus.clone()),
            branches: RwSignal::new(Vec::new()),
            pending: RwSignal::new(0),
            failures: RwSignal::new(Vec::new()),
            answered: RwSignal::new(0),
            unasked: RwSignal::new(Vec::new()),
            skipped: RwSignal::new(0),
            really: RwSignal::new(None),
            homes_failed: RwSignal::new(Vec::new()),
            members: StoredValue::new(BTreeSet::from([focus.clone()])),
            homes: StoredValue::new(Vec::new()),
            left: StoredValue::new(REFRESHES),
        }
    }

    /// One server fewer has yet to answer. `false`: nobody looks any more.
    fn one_less(&self) -> bool {
        let left = |pending: &mut usize| *pending = pending.saturating_sub(1);
        self.pending.try_update(left).is_some()
    }

    /// Counts in the posts that a server told around `focus`, and those that
    /// could not be read.
    fn take(&self, seen: &[Seen], skipped: usize, focus: &PostUri) {
        self.answered.update(|answered| *answered += 1);
        self.skipped.update(|all| *all += skipped);
        self.join(seen);
        // The post itself comes first.
        let first = seen.first().map(|seen| seen.post.uri.clone());
        self.really.set(first.filter(|uri| uri != focus));
    }

    fn join(&self, seen: &[Seen]) {
        let posts = seen.iter().map(|seen| seen.post.uri.clone());
        self.members.update_value(|members| members.extend(posts));
    }

    /// Whether a server that is fetching more is asked once more.
    fn goes_on(&self) -> bool {
        let mut goes_on = false;
        self.left.try_update_value(|left| {
            goes_on = *left > 0;
            *left = left.saturating_sub(1);
        });
        goes_on
    }
}

impl State {
    /// Opens the conversation around a post: asks every account's server that
    /// has shown the post. If none has, one is asked: who made the link that led
    /// here must not learn at once which accounts belong to one person.
    pub fn open_talk(&self, focus: PostUri) -> Talk {
        let talk = Talk::new(&focus);
        self.lay_out(talk);
        self.stay_in_memory();
        let able = self.able.get_untracked();
        let sighted = untrack(|| self.sighted_by(&focus));
        let (knowing, others): (Vec<_>, Vec<_>) = able
            .iter()
            .partition(|account| sighted.contains(&account.id));
        for account in &knowing {
            self.ask_talk_soon(talk, account.id.clone());
        }
        let is_web = ["https://", "http://"]
            .iter()
            .any(|it| focus.as_str().starts_with(it));
        self.ask_home(talk, &focus);
        if knowing.is_empty() && is_web {
            let reader = self.reader_of(&focus);
            let reads = |account: &&Arc<Account>| Some(&account.id) == reader.as_ref();
            let own = |account: &&Arc<Account>| Some(account.server.origin.host()) == focus.host();
            let first = others.iter().position(reads);
            let first = first.or_else(|| others.iter().position(own)).unwrap_or(0);
            let mut others: Vec<AccountId> = others.iter().map(|it| it.id.clone()).collect();
            if first < others.len() {
                self.ask_talk_soon(talk, others.remove(first));
            }
            talk.unasked.set(others);
        }
        talk
    }

    /// What belongs to a conversation stays in memory while it is open.
    pub(super) fn stay_in_memory(&self) {
        let state = *self;
        self.inner.update_value(|inner| inner.talks += 1);
        on_cleanup(move || {
            state.inner.try_update_value(|inner| inner.talks -= 1);
        });
    }

    /// A link to a post is followed that stands in what an account reads: its
    /// server is the one to ask. Another one would learn of the link, and whoever
    /// made it, that the two accounts are one person's.
    pub fn read_through(&self, uri: &PostUri, account: Option<AccountId>) {
        self.inner.update_value(|inner| {
            inner.followed = account.map(|account| (uri.clone(), account));
        });
    }

    fn reader_of(&self, uri: &PostUri) -> Option<AccountId> {
        self.inner.with_value(|inner| {
            let (followed, account) = inner.followed.as_ref()?;
            (followed == uri).then(|| account.clone())
        })
    }

    /// Some server's timeline may show the post after the talk was opened: it
    /// is asked, too. Depends on who has shown it.
    pub fn ask_knowing(&self, talk: Talk) {
        let sighted = self.sighted_by(&talk.focus.get_value());
        let mut knowing = Vec::new();
        talk.unasked.maybe_update(|unasked| {
            knowing = unasked.extract_if(.., |id| sighted.contains(id)).collect();
            !knowing.is_empty()
        });
        for account in knowing {
            self.ask_talk_soon(talk, account);
        }
    }

    /// Asks those who have not been asked yet.
    pub fn ask_others(&self, talk: Talk) {
        for account in std::mem::take(&mut *talk.unasked.write()) {
            self.ask_talk_soon(talk, account);
        }
    }

    /// Asks those servers again that could not tell.
    pub fn ask_again(&self, talk: Talk) {
        let failed = std::mem::take(&mut *talk.failures.write());
        for (account, _) in failed {
            self.ask_talk_soon(talk, account);
        }
    }

    fn ask_talk_soon(&self, talk: Talk, account: AccountId) {
        talk.pending.update(|pending| *pending += 1);
        self.send_off(Errand::Talk(talk, account));
    }

    /// Asks an account's server for what it knows of a conversation.
    pub(in crate::app::state) async fn ask_talk(self, talk: Talk, account: AccountId) {
        let line = self.browser().zip(self.client(&account));
        let Some(((browser, client), focus)) = line.zip(talk.focus.try_get_value()) else {
            talk.one_less();
            return;
        };
        let asked = self.tick();
        let local = self.inner.with_value(|inner| {
            inner
                .world
                .sighting(&focus, &account)
                .map(|sighting| sighting.local.clone())
        });
        let answer = reading::conversation(&browser, &client, &focus, local.as_ref()).await;
        // The reader may have gone elsewhere: its signals are gone then.
        if !talk.one_less() {
            return;
        }
        let gone = self.client(&account).is_none();
        match answer {
            _ if gone => {} // Signed out of meanwhile.
            Ok(shown) => {
                talk.take(&shown.seen, shown.skipped, &focus);
                self.apply(Update::Shown {
                    seen: shown.seen,
                    asked,
                });
                self.lay_out(talk);
                self.ask_home_of_root(talk);
                if let Some(seconds) = shown.again {
                    self.ask_after(talk, account, seconds).await;
                }
            }
            Err(failure) => {
                self.heed(&account, &failure);
                talk.failures
                    .update(|failures| failures.push((account, failure)));
            }
        }
    }

    /// A server is fetching more: it is asked again, while somebody looks.
    async fn ask_after(&self, talk: Talk, account: AccountId, seconds: u32) {
        if !talk.goes_on() {
            return;
        }
        clock::sleep(Millis(i64::from(seconds) * 1_000)).await;
        if talk.pending.try_get_untracked().is_some() {
            self.ask_talk_soon(talk, account);
        }
    }

    /// A post's own server knows most of its answers: it is asked what it shows to
    /// anybody, in nobody's name. Once for each host, and not for what is not for all.
    fn ask_home(&self, talk: Talk, uri: &PostUri) {
        let known = self.inner.with_value(|inner| {
            let post = inner.world.post(uri)?;
            Some(post.audience.is_open())
        });
        let origin = uri.host().and_then(Origin::of_host);
        let Some(origin) = origin.filter(|_| known != Some(false)) else {
            return;
        };
        let host = origin.host().to_owned();
        let mut is_new = false;
        talk.homes.update_value(|homes| {
            is_new = !homes.contains(&host) && homes.len() < HOMES;
            if is_new {
                homes.push(host);
            }
        });
        if is_new {
            talk.pending.update(|pending| *pending += 1);
            let about = uri.clone();
            let failed = move |state: &Self, why| state.home_not_asked(talk, &about, why);
            let social = Social::TalkHome(talk, uri.clone());
            self.send_off(Errand::Social(Rc::new(social), Rc::new(failed)));
        }
    }

    fn ask_home_of_root(&self, talk: Talk) {
        let root = talk
            .branches
            .try_with_untracked(|all| all.first().map(|branch| branch.post.clone()));
        if let Some(root) = root.flatten() {
            self.ask_home(talk, &root);
        }
    }

    /// Asks it. Called in the part that can wait for the first posts alone.
    pub(in crate::app::state) async fn ask_talk_home(self, talk: Talk, uri: PostUri) {
        let origin = uri.host().and_then(Origin::of_host);
        let Some((browser, origin)) = self.browser().zip(origin) else {
            talk.one_less();
            return;
        };
        let asked = self.tick();
        let answer = reading::public_conversation(&browser, &origin, &uri).await;
        if !talk.one_less() {
            return;
        }
        match answer {
            Ok(shown) => {
                talk.join(&shown.seen);
                talk.skipped.update(|all| *all += shown.skipped);
                self.apply(Update::Shown {
                    seen: shown.seen,
                    asked,
                });
                self.lay_out(talk);
                self.ask_home_of_root(talk);
            }
            Err(why) => self.no_home(talk, &uri, why),
        }
    }

    /// It could not or would not tell.
    fn no_home(&self, talk: Talk, uri: &PostUri, why: Failure) {
        let host = uri.host().unwrap_or_default().to_owned();
        talk.homes_failed
            .try_update(|failed| failed.push((host, why)));
    }

    /// An answer was posted: it joins the conversation that it belongs to.
    pub fn join_talk(&self, talk: Talk, answer: PostUri, answered: &PostUri) {
        let mut joins = false;
        talk.members.update_value(|members| {
            joins = members.contains(answered) && members.insert(answer);
        });
        if joins {
            self.lay_out(talk);
        }
    }

    /// A post's own server could not even be asked.
    pub(in crate::app::state) fn home_not_asked(&self, talk: Talk, uri: &PostUri, why: Failure) {
        if talk.one_less() {
            self.no_home(talk, uri, why);
        }
    }

    /// A server could not even be asked.
    pub(in crate::app::state) fn talk_not_asked(
        &self,
        talk: Talk,
        account: AccountId,
        why: Failure,
    ) {
        if talk.one_less() {
            let failures = talk.failures;
            failures.update(|failures| failures.push((account, why)));
        }
    }

    fn lay_out(&self, talk: Talk) {
        let members = talk.members.get_value();
        let branches = self.inner.with_value(|inner| {
            let nodes: Vec<_> = members
                .iter()
                .filter_map(|uri| inner.world.node(uri))
                .collect();
            lay_out(&talk.focus.get_value(), &nodes)
        });
        talk.branches.set(branches);
    }
}
