//! All that is known, and the one function that changes it.
//!
//! [`World::apply`] takes what has happened and tells what it touched. Nobody
//! else writes, and nobody holds the world across an `await`.

mod copies;
mod kept;
mod update;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

pub use crate::core::id::Tick;
use crate::core::{
    id::{AccountId, Few, LocalId, PostUri},
    outbox::{Intent, Preview, preview},
    post::{Ballot, Counts, Filtered, Post, Seen, Sighting},
    thread::Node,
    timeline::{Feed, Item, Lane, Page, Source, Span},
};
use copies::Known;
pub use kept::Kept;
use update::tick_of;
pub use update::{Touched, Update};

/// Everything known: posts, sightings, lanes, wishes.
#[derive(Default, Debug)]
pub struct World {
    posts: HashMap<PostUri, Known>,
    lanes: Few<Source, Lane>,
    /// How often each lane has changed, but for what was loaded below its end.
    revisions: Few<Source, u64>,
    pending: Vec<Intent>,
    names: HashMap<(AccountId, LocalId), PostUri>,
    /// What a server called deleted; it wins over answers that were on their way.
    gone: HashSet<(AccountId, LocalId)>,
    /// What is kept, and not in memory.
    away: HashSet<PostUri>,
    /// Accounts that were signed out of in this visit: what is kept of theirs may
    /// be on its way still.
    left: Vec<AccountId>,
    /// The latest tick that anything was told with.
    latest: Tick,
}

impl World {
    /// The facts of a post.
    pub fn post(&self, uri: &PostUri) -> Option<&Arc<Post>> {
        self.posts.get(uri).map(|known| &known.post)
    }

    /// One account's sighting of a post; `None`: its server has not shown it.
    pub fn sighting(&self, uri: &PostUri, account: &AccountId) -> Option<&Sighting> {
        self.posts.get(uri)?.sighting(account)
    }

    /// All of the user's accounts that have a sighting of a post.
    pub fn sighted_by(&self, uri: &PostUri) -> impl Iterator<Item = &AccountId> {
        let all = self.posts.get(uri).into_iter().flat_map(Known::accounts);
        all.filter(|account| !account.is_public())
    }

    /// One account's part in a post, pending wishes included.
    pub fn preview(&self, uri: &PostUri, account: &AccountId) -> Preview {
        let about = |intent: &&Intent| intent.post == *uri && intent.account == *account;
        preview(
            self.sighting(uri, account),
            self.pending.iter().filter(about),
        )
    }

    /// The largest known counts, with what is pending.
    pub fn counts(&self, uri: &PostUri) -> Counts {
        let accounts = self.posts.get(uri).into_iter().flat_map(Known::accounts);
        // A stranger counts what is its own.
        let host = uri.host().unwrap_or_default();
        let accounts = accounts.filter(|it| !it.is_public() || it.host() == host);
        accounts.fold(Counts::default(), |most, account| {
            most.max(self.preview(uri, account).counts)
        })
    }

    /// A poll as the server counts it that has heard of most votes.
    pub fn ballot(&self, uri: &PostUri) -> Option<&Ballot> {
        let sightings = self.posts.get(uri).into_iter().flat_map(Known::sightings);
        let host = uri.host().unwrap_or_default();
        let sightings = sightings.filter(|it| !it.account.is_public() || it.account.host() == host);
        Ballot::fullest(sightings.filter_map(|sighting| sighting.ballot.as_deref()))
    }

    /// The filters of the user's that a post meets, and whose each is.
    pub fn filtered(&self, uri: &PostUri) -> impl Iterator<Item = (&AccountId, &Filtered)> {
        let sightings = self.posts.get(uri).into_iter().flat_map(Known::sightings);
        sightings.flat_map(|it| it.filtered.iter().map(|filter| (&it.account, filter)))
    }

    /// A quoted post that was named only: whose server named it, by what name,
    /// and its uri if that server has shown it since.
    pub fn quoted(&self, uri: &PostUri) -> Option<(&AccountId, &LocalId, Option<&PostUri>)> {
        let mut sightings = self.posts.get(uri)?.sightings();
        sightings.find_map(|it| {
            let local = it.quoted.as_ref()?;
            Some((&it.account, local, self.named(&it.account, local)))
        })
    }

    /// The lane of a source, if anything has come for it.
    pub fn lane(&self, source: &Source) -> Option<&Lane> {
        self.lanes.get(source)
    }

    /// The oldest wish about a post by an account: the one to send next.
    pub fn next_intent(&self, uri: &PostUri, account: &AccountId) -> Option<&Intent> {
        self.pending
            .iter()
            .find(|intent| intent.post == *uri && intent.account == *account)
    }

    /// The post that a local name stands for.
    pub fn named(&self, account: &AccountId, local: &LocalId) -> Option<&PostUri> {
        self.names.get(&(account.clone(), local.clone()))
    }

    /// The post that `uri` answers, if any account's server told.
    pub fn parent(&self, uri: &PostUri) -> Option<&PostUri> {
        let known = self.posts.get(uri)?;
        known
            .sightings()
            .find_map(|sighting| self.named(&sighting.account, sighting.parent.as_ref()?))
    }

    /// A post's place in its conversation.
    pub fn node(&self, uri: &PostUri) -> Option<Node> {
        let post = self.post(uri)?;
        Some(Node {
            post: uri.clone(),
            parent: self.parent(uri).cloned(),
            is_reply: post.reply.is_some(),
            published: post.published,
            author: post.author.uri.clone(),
        })
    }

    /// Takes in what has happened. The only writer.
    pub fn apply(&mut self, update: Update) -> Touched {
        let mut touched = Touched::default();
        self.latest = self.latest.max(tick_of(&update));
        let below = self.goes_below(&update);
        self.take_in(update, &mut touched);
        for source in touched.lanes.keys().filter(|_| !below) {
            *self.revisions.or_default(source.clone()) += 1;
        }
        touched
    }

    fn take_in(&mut self, update: Update, touched: &mut Touched) {
        match update {
            Update::Page {
                source,
                ask,
                page,
                asked,
                hold,
            } => {
                let span = self.take_page(&source.account, page, Some(asked), touched);
                self.touch_lane(source, touched)
                    .insert(&ask, span, asked, hold);
            }
            Update::Streamed { source, item, hold } => self.stream(source, item, hold, touched),
            Update::Shown { seen, asked } => {
                let each = seen.into_iter();
                each.for_each(|seen| self.see(seen, Some(asked), touched));
            }
            Update::Pushed { seen } => self.see(*seen, None, touched),
            Update::Deleted { account, local } => self.delete(account, local, touched),
            Update::Wished(intent) => self.wish(intent, touched),
            Update::Confirmed {
                number,
                seen,
                answered,
            } => {
                self.confirm(number, seen, answered, touched);
            }
            Update::Refused { number } => self.refuse(number, touched),
            Update::Released(feed) => self.release(&feed, touched),
            Update::Held { source, newer_than } => {
                self.touch_lane(source, touched).hold_newer_than(newer_than);
            }
            Update::Left(account) => self.leave(&account, touched),
            Update::Restored { source, lane } => self.restore(source, *lane, touched),
            Update::Recalled(all) => all.into_iter().for_each(|kept| self.recall(kept, touched)),
            Update::Unloaded(posts) => posts.into_iter().for_each(|uri| self.unload(uri)),
        }
    }

    /// A lane that is about to change, and its rows with it.
    fn touch_lane(&mut self, source: Source, touched: &mut Touched) -> &mut Lane {
        touched.lanes.insert(source.clone(), ());
        touched.rows = true;
        self.lanes.or_default(source)
    }

    fn stream(&mut self, source: Source, item: Item, hold: bool, touched: &mut Touched) {
        let page = Page {
            items: vec![item],
            older: None,
        };
        let span = self.take_page(&source.account, page, None, touched);
        let lane = self.touch_lane(source, touched);
        let entries = span.entries.into_iter();
        entries.for_each(|entry| lane.push(entry, hold));
    }

    fn release(&mut self, feed: &Feed, touched: &mut Touched) {
        let lanes = self.lanes.iter_mut();
        for (source, lane) in lanes.filter(|(source, _)| source.feed == *feed) {
            lane.held = 0;
            touched.lanes.insert(source.clone(), ());
        }
        touched.rows = true;
    }

    fn take_page(
        &mut self,
        account: &AccountId,
        page: Page,
        asked: Option<Tick>,
        touched: &mut Touched,
    ) -> Span {
        // An empty page is the end, whatever the server says.
        let older = page.older.filter(|_| !page.items.is_empty());
        let mut entries = Vec::with_capacity(page.items.len());
        for Item { entry, seen } in page.items {
            if self.is_gone(account, &entry.key) {
                continue;
            }
            let deleted = seen
                .as_ref()
                .is_some_and(|seen| self.is_gone(account, &seen.sighting.local));
            if deleted {
                continue;
            }
            if let Some(seen) = seen {
                self.see(seen, asked, touched);
            }
            entries.push(entry);
        }
        Span {
            entries,
            older,
            floor: None,
        }
    }

    /// Takes in one post. `asked` is `None` for what was pushed: such copies do
    /// not say reliably what the account did.
    fn see(&mut self, seen: Seen, asked: Option<Tick>, touched: &mut Touched) {
        if let Some(quoted) = seen.quoted {
            self.see(*quoted, asked, touched);
        }
        let name = (seen.sighting.account.clone(), seen.sighting.local.clone());
        if self.gone.contains(&name) {
            return;
        }
        let uri = seen.post.uri.clone();
        self.names.insert(name, uri.clone());
        let account = seen.sighting.account.clone();
        // Signed in to again.
        self.left.retain(|it| *it != account);
        match self.posts.get_mut(&uri) {
            Some(known) => {
                known.take_post(seen.post, &account);
                known.take_sighting(seen.sighting, asked);
            }
            None => {
                let known = Known::new(seen.post, seen.sighting, asked.unwrap_or(0));
                self.posts.insert(uri.clone(), known);
                self.comes_back(&uri, touched);
            }
        }
        if asked.is_none()
            && let Some(known) = self.posts.get_mut(&uri)
        {
            known.mark_pushed(&account, self.latest);
        }
        touched.posts.insert(uri);
    }

    fn is_gone(&self, account: &AccountId, local: &LocalId) -> bool {
        self.gone.contains(&(account.clone(), local.clone()))
    }

    fn delete(&mut self, account: AccountId, local: LocalId, touched: &mut Touched) {
        let uri = self.names.remove(&(account.clone(), local.clone()));
        for (source, lane) in self
            .lanes
            .iter_mut()
            .filter(|(source, _)| source.account == account)
        {
            touched.lanes.insert(source.clone(), ());
            lane.remove(|entry| {
                entry.key == local || uri.is_some() && entry.post() == uri.as_ref()
            });
        }
        self.gone.insert((account.clone(), local));
        if let Some(uri) = uri {
            self.lose_sighting(&uri, &account, touched);
        }
        touched.rows = true;
    }

    fn lose_sighting(&mut self, uri: &PostUri, account: &AccountId, touched: &mut Touched) {
        touched.posts.insert(uri.clone());
        let Some(known) = self.posts.get_mut(uri) else {
            return self.comes_back(uri, touched);
        };
        if known.lose(account) {
            self.posts.remove(uri);
        }
    }

    fn wish(&mut self, intent: Intent, touched: &mut Touched) {
        touched.posts.insert(intent.post.clone());
        self.pending.push(intent);
    }

    fn refuse(&mut self, number: u64, touched: &mut Touched) {
        let refused = self.forget(number);
        touched.posts.extend(refused.map(|intent| intent.post));
    }

    fn confirm(
        &mut self,
        number: u64,
        seen: Option<Box<Seen>>,
        answered: Tick,
        touched: &mut Touched,
    ) {
        let Some(intent) = self.forget(number) else {
            return;
        };
        touched.posts.insert(intent.post.clone());
        let known = self.posts.get_mut(&intent.post);
        let newer = known.and_then(|known| {
            known.settle(&intent, answered);
            known.pushed_since(&intent.account, number)
        });
        if let Some(seen) = seen.filter(|seen| seen.post.uri == intent.post) {
            self.see(*seen, Some(answered), touched);
        }
        if let Some((known, counts)) = self.posts.get_mut(&intent.post).zip(newer) {
            known.keep_counts(&intent.account, counts);
        }
    }

    fn forget(&mut self, number: u64) -> Option<Intent> {
        let place = self
            .pending
            .iter()
            .position(|intent| intent.number == number)?;
        Some(self.pending.remove(place))
    }

    fn leave(&mut self, account: &AccountId, touched: &mut Touched) {
        self.left.push(account.clone());
        let own = |source: &&Source| source.account == *account;
        let own = self.lanes.keys().filter(own).cloned();
        touched.lanes.extend(own.map(|it| (it, ())));
        self.lanes.retain(|source, _| source.account != *account);
        self.pending.retain(|intent| intent.account != *account);
        self.names.retain(|(owner, _), _| owner != account);
        self.gone.retain(|(owner, _)| owner != account);
        let seen = self
            .posts
            .iter()
            .filter(|(_, known)| known.sighting(account).is_some());
        let seen: Vec<PostUri> = seen.map(|(uri, _)| uri.clone()).collect();
        for uri in seen {
            self.lose_sighting(&uri, account, touched);
        }
        touched.rows = true;
    }
}

#[cfg(test)]
mod tests;
