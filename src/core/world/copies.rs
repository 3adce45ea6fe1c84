//! One post as several servers tell it, made into one.

use std::sync::Arc;

use super::{Kept, Tick};
use crate::core::{
    id::{AccountId, Millis},
    outbox::Intent,
    post::{Counts, Post, Sighting},
};

/// A post with all sightings of it.
#[derive(Debug)]
pub(super) struct Known {
    pub post: Arc<Post>,
    rank: Rank,
    views: Vec<View>,
}

/// A sighting, and how fresh it is.
#[derive(Debug)]
struct View {
    sighting: Sighting,
    /// What was asked before this knows less than we do.
    as_of: Tick,
    /// After what its counts were last pushed to us.
    pushed: Tick,
}

/// Which copy of the facts is kept: that of the author's own server, whatever
/// others say; without one that of the user's servers, before that of a stranger;
/// then the newest edit; among equals the same whatever the order of arrival.
type Rank = (Trust, Millis, Option<AccountId>);

/// How far a server's word on a post is believed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Trust {
    /// A server where the user has no account, on a post that is not its own.
    Stranger,
    Known,
    Own,
}

fn rank(post: &Post, account: &AccountId) -> Rank {
    let newest = post.edited.unwrap_or(post.published);
    let host = post.uri.host();
    let trust = match (host == Some(account.host()), account.is_public()) {
        (true, _) => Trust::Own,
        (_, true) => Trust::Stranger,
        _ => Trust::Known,
    };
    (trust, newest, Some(account.clone()))
}

impl Known {
    pub fn new(post: Post, sighting: Sighting, as_of: Tick) -> Self {
        let rank = rank(&post, &sighting.account);
        Self {
            post: Arc::new(post),
            rank,
            views: vec![View {
                sighting,
                as_of,
                pushed: 0,
            }],
        }
    }

    /// As it is to be kept.
    pub fn kept(&self) -> Kept {
        Kept {
            post: (*self.post).clone(),
            by: self.rank.2.clone(),
            sightings: self.sightings().cloned().collect(),
        }
    }

    /// As it was kept: older than anything that is told now.
    pub fn recalled(post: Post, by: Option<AccountId>, sighting: Sighting) -> Self {
        let teller = by.clone().unwrap_or_else(|| sighting.account.clone());
        let rank = rank(&post, &teller);
        let mut known = Self::new(post, sighting, 0);
        let trust = match by {
            Some(_) => rank.0,
            None => rank.0.min(Trust::Known),
        };
        known.rank = (trust, rank.1, by);
        known
    }

    /// The facts that were kept, if they are better than those told since.
    pub fn recall_post(&mut self, post: &Post, by: Option<&AccountId>) {
        let Some(by) = by else { return };
        let rank = rank(post, by);
        if (rank.0, rank.1) > (self.rank.0, self.rank.1) {
            self.take_post(post.clone(), by);
        }
    }

    /// A sighting that was kept, if there is no newer one.
    pub fn recall(&mut self, sighting: Sighting) {
        if self.sighting(&sighting.account).is_none() {
            self.take_sighting(sighting, Some(0));
        }
    }

    pub fn sighting(&self, account: &AccountId) -> Option<&Sighting> {
        self.sightings()
            .find(|sighting| sighting.account == *account)
    }

    pub fn sightings(&self) -> impl Iterator<Item = &Sighting> {
        self.views.iter().map(|view| &view.sighting)
    }

    pub fn accounts(&self) -> impl Iterator<Item = &AccountId> {
        self.sightings().map(|sighting| &sighting.account)
    }

    /// Takes another copy of the facts, if it is the better one. Who may see
    /// the post is what its own server says; without that, the narrowest that
    /// anybody says.
    pub fn take_post(&mut self, mut post: Post, account: &AccountId) {
        let rank = rank(&post, account);
        if rank.0 < Trust::Own && self.rank.0 < Trust::Own && self.post.audience != post.audience {
            let narrower = self.post.audience.width() < post.audience.width();
            match narrower {
                true => post.audience = self.post.audience.clone(),
                false => Arc::make_mut(&mut self.post).audience = post.audience.clone(),
            }
        }
        if rank >= self.rank {
            self.rank = rank;
            if *self.post != post {
                self.post = Arc::new(post);
            }
        }
    }

    /// Takes a newer view. What was asked for before the last thing we know
    /// for sure may be older or newer than it: it is not taken.
    pub fn take_sighting(&mut self, sighting: Sighting, asked: Option<Tick>) {
        let account = &sighting.account;
        let view = self
            .views
            .iter_mut()
            .find(|view| view.sighting.account == *account);
        let Some(view) = view else {
            let before = |view: &View| view.sighting.account < *account;
            let place = self.views.partition_point(before);
            let view = View {
                sighting,
                as_of: asked.unwrap_or(0),
                pushed: 0,
            };
            return self.views.insert(place, view);
        };
        let parent = sighting
            .parent
            .clone()
            .or_else(|| view.sighting.parent.clone());
        match asked {
            Some(asked) if asked >= view.as_of => {
                view.sighting = sighting;
                view.as_of = asked;
            }
            // Pushed: its counts are news, what it says the account did is not.
            None => {
                view.sighting.counts = sighting.counts.or(view.sighting.counts);
                view.sighting.ballot = sighting.ballot.or(view.sighting.ballot.take());
                if !sighting.filtered.is_empty() {
                    view.sighting.filtered = sighting.filtered;
                }
            }
            Some(_) => {}
        }
        view.sighting.parent = parent;
    }

    /// Counts were pushed to the account after `tick`.
    pub fn mark_pushed(&mut self, account: &AccountId, tick: Tick) {
        if let Some(view) = self.view(account) {
            view.pushed = tick;
        }
    }

    /// The counts that were pushed to the account since `tick`: newer than an
    /// answer to what was sent then.
    pub fn pushed_since(&mut self, account: &AccountId, tick: Tick) -> Option<Counts> {
        let view = self.view(account)?;
        (view.pushed >= tick).then_some(view.sighting.counts)
    }

    /// Puts back counts that are newer than those just taken.
    pub fn keep_counts(&mut self, account: &AccountId, counts: Counts) {
        if let Some(view) = self.view(account) {
            view.sighting.counts = counts;
        }
    }

    fn view(&mut self, account: &AccountId) -> Option<&mut View> {
        self.views
            .iter_mut()
            .find(|view| view.sighting.account == *account)
    }

    /// The server did what was wished: true as of its answer.
    pub fn settle(&mut self, intent: &Intent, answered: Tick) {
        if let Some(view) = self.view(&intent.account) {
            intent.change.settle(&mut view.sighting.mine);
            view.as_of = view.as_of.max(answered);
        }
    }

    /// The account no longer sees it: any other copy is as good as its own.
    /// True: nobody sees it.
    pub fn lose(&mut self, account: &AccountId) -> bool {
        self.views.retain(|view| view.sighting.account != *account);
        if self.rank.2.as_ref() == Some(account) {
            self.rank = (self.rank.0.min(Trust::Known), self.rank.1, None);
        }
        // What a stranger shows keeps nothing that the user's servers had and lost.
        let known = |view: &View| !view.sighting.account.is_public();
        !self.views.iter().any(known)
    }
}
