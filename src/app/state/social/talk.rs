//! A conversation: what every server of the user's knows of it, as one tree.

mod below;
mod home;

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::{Update as _, *};

use crate::{
    app::state::{Errand, State},
    browser::clock,
    core::{
        account::Account,
        id::{AccountId, LocalId, Millis, PostUri},
        post::Seen,
        thread::{Branch, Node, lay_out},
        world::Update,
    },
    engine::{Failure, reading},
};

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
    /// Below how many answers there may be more, as nobody was asked about them.
    pub unheard: RwSignal<usize>,
    members: StoredValue<BTreeSet<PostUri>>,
    /// What was said here meanwhile, and what it answers: that post's name on the server
    /// that told of the answer may not be known.
    said: StoredValue<Vec<(PostUri, PostUri)>>,
    /// Whose servers are asked.
    asked: StoredValue<Vec<AccountId>>,
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
            unheard: RwSignal::new(0),
            members: StoredValue::new(BTreeSet::from([focus.clone()])),
            said: StoredValue::new(Vec::new()),
            asked: StoredValue::new(Vec::new()),
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

    /// Counts posts in.
    fn join(&self, seen: &[Seen]) {
        let posts = seen.iter().map(|seen| seen.post.uri.clone());
        self.members.update_value(|members| members.extend(posts));
    }

    /// A post where it belongs.
    fn placed(&self, mut node: Node) -> Node {
        if node.parent.is_none() {
            node.parent = self.said.with_value(|said| {
                let mut said = said.iter();
                let (_, answered) = said.find(|(answer, _)| *answer == node.post)?;
                Some(answered.clone())
            });
        }
        node
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
        self.inner
            .update_value(|inner| inner.awaited = Some(talk.pending));
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
        self.ask_home(talk, &focus);
        talk
    }

    /// Until the conversation that is open has come, for two seconds at most: what the
    /// timeline asks for does not share the line with it.
    pub(in crate::app::state) async fn talk_first(&self) {
        let awaited = self.inner.with_value(|inner| inner.awaited);
        for _ in 0..20 {
            let left = awaited.and_then(|pending| pending.try_get_untracked());
            if left.is_none_or(|left| left == 0) {
                return;
            }
            clock::sleep(Millis(100)).await;
        }
    }

    /// What belongs to a conversation stays in memory while it is open.
    pub fn stay_in_memory(&self) {
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
        talk.asked.update_value(|asked| asked.push(account.clone()));
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
        let local = self.name_there(&focus, &account);
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
                let of = shown.seen.first().map(|seen| &seen.sighting.local);
                let untold = of.map(|of| reading::untold(of, &shown.seen));
                self.apply(Update::Shown {
                    seen: shown.seen,
                    asked,
                });
                self.lay_out(talk);
                self.ask_home_of_root(talk);
                self.ask_below(talk, &account, untold.unwrap_or_default())
                    .await;
                if let Some(seconds) = shown.again {
                    self.ask_after(talk, account, seconds).await;
                }
            }
            Err(failure) => {
                self.heed(&account, &failure);
                self.not_told(talk, account, failure);
            }
        }
    }

    /// What an account's server calls a post.
    fn name_there(&self, post: &PostUri, account: &AccountId) -> Option<LocalId> {
        self.inner.with_value(|inner| {
            let sighting = inner.world.sighting(post, account)?;
            Some(sighting.local.clone())
        })
    }

    /// An account's server did not say what it knows. If the account is out, what that
    /// server shows to anybody may still be had.
    fn not_told(&self, talk: Talk, account: AccountId, why: Failure) {
        let is_out = why == Failure::SignedOut;
        let stays = |it: &AccountId| !is_out || *it != account;
        talk.asked.update_value(|asked| asked.retain(stays));
        talk.failures
            .update(|failures| failures.push((account, why)));
        if is_out {
            self.ask_home(talk, &talk.focus.get_value());
            self.ask_home_of_root(talk);
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

    /// An answer was posted: it joins the conversation. Until what it answers has
    /// come, it is not drawn; nor is it in another conversation.
    pub fn join_talk(&self, talk: Talk, answer: PostUri, answered: PostUri) {
        let is_new = |members: &mut BTreeSet<PostUri>| members.insert(answer.clone());
        if talk.members.try_update_value(is_new) == Some(true) {
            talk.said.update_value(|said| said.push((answer, answered)));
            self.lay_out(talk);
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
            // This much alone is part of the first screen.
            let failures = talk.failures;
            failures.update(|failures| failures.push((account, why)));
        }
    }

    fn lay_out(&self, talk: Talk) {
        let members = talk.members.get_value();
        let branches = self.inner.with_value(|inner| {
            let node = |uri| Some(talk.placed(inner.world.node(uri)?));
            let nodes: Vec<Node> = members.iter().filter_map(node).collect();
            lay_out(&talk.focus.get_value(), &nodes)
        });
        talk.branches.set(branches);
    }
}
