//! What is kept of the world between two visits, and how it comes back.

use serde::{Deserialize, Serialize};

use super::{Known, Touched, Update, World};
use crate::core::{
    id::{AccountId, PostUri},
    post::{Post, Sighting},
    timeline::{Ask, Lane, Source},
};

/// A post with all that is known of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub post: Post,
    /// Whose server told these facts, if that account still sees the post.
    pub by: Option<AccountId>,
    pub sightings: Vec<Sighting>,
}

impl Kept {
    /// Whether an account set it aside: such posts are never evicted.
    pub fn is_saved(&self) -> bool {
        let mut all = self.sightings.iter();
        all.any(|sighting| sighting.mine.saved == Some(true))
    }
}

impl World {
    /// A post as it is to be kept; `None`: nobody sees it any longer.
    pub fn kept(&self, uri: &PostUri) -> Option<Kept> {
        self.posts.get(uri).map(Known::kept)
    }

    /// Whether a post is kept, and not in memory.
    pub fn is_away(&self, uri: &PostUri) -> bool {
        self.away.contains(uri)
    }

    /// The sources that there are lanes of.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.lanes.keys()
    }

    /// The posts that are in memory.
    pub fn posts(&self) -> impl ExactSizeIterator<Item = &PostUri> {
        self.posts.keys()
    }

    /// Changes whenever a lane has changed, but for what was loaded below its end.
    pub fn revision(&self, source: &Source) -> u64 {
        self.revisions.get(source).copied().unwrap_or_default()
    }

    /// Whether an update merely loads a lane further below its end.
    pub(super) fn goes_below(&self, update: &Update) -> bool {
        let Update::Page { source, ask, .. } = update else {
            return false;
        };
        let bottom = self.lane(source).and_then(Lane::bottom);
        matches!((ask, bottom), (Ask::Older(cursor), Some(bottom)) if cursor == bottom)
    }

    /// A post leaves memory, unless something is wished of it.
    pub(super) fn unload(&mut self, uri: PostUri) {
        let wished = self.pending.iter().any(|intent| intent.post == uri);
        if !wished && self.posts.remove(&uri).is_some() {
            self.away.insert(uri);
        }
    }

    /// Something is told of a post that may have left memory.
    pub(super) fn comes_back(&mut self, uri: &PostUri, touched: &mut Touched) {
        if self.away.remove(uri) {
            touched.partial.insert(uri.clone());
        }
    }

    /// A lane is as it was at the last visit, unless something has come since.
    pub(super) fn restore(&mut self, source: Source, mut lane: Lane, touched: &mut Touched) {
        // Ticks begin anew with every visit.
        lane.as_of = 0;
        let name = source.clone();
        let now = self.lanes.or_default(source);
        if now.spans.is_empty() {
            *now = lane;
            *self.revisions.or_default(name) += 1;
            touched.rows = true;
        }
    }

    /// A post is remembered. Whatever was told in this visit is newer.
    pub(super) fn recall(&mut self, kept: Kept, touched: &mut Touched) {
        let uri = kept.post.uri.clone();
        let name = |it: &Sighting| (it.account.clone(), it.local.clone());
        let gone = |it: &Sighting| self.gone.contains(&name(it)) || self.left.contains(&it.account);
        let sightings: Vec<_> = kept.sightings.into_iter().filter(|it| !gone(it)).collect();
        self.away.remove(&uri);
        if let Some(known) = self.posts.get_mut(&uri) {
            known.recall_post(&kept.post, kept.by.as_ref());
        }
        for sighting in sightings {
            self.names.insert(name(&sighting), uri.clone());
            match self.posts.get_mut(&uri) {
                Some(known) => known.recall(sighting),
                None => {
                    let known = Known::recalled(kept.post.clone(), kept.by.clone(), sighting);
                    self.posts.insert(uri.clone(), known);
                }
            }
        }
        touched.posts.insert(uri);
    }
}
