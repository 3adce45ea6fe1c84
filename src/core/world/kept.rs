//! What is kept of the world between two visits, and how it comes back.

use serde::{Deserialize, Serialize};

use super::{Known, Touched, World};
use crate::core::{
    id::{AccountId, PostUri},
    post::{Post, Sighting},
    timeline::{Lane, Source},
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

    /// The sources that there are lanes of.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.lanes.keys()
    }

    /// A lane is as it was at the last visit, unless something has come since.
    pub(super) fn restore(&mut self, source: Source, mut lane: Lane, touched: &mut Touched) {
        // Ticks begin anew with every visit.
        lane.as_of = 0;
        let now = self.lanes.or_default(source);
        if now.spans.is_empty() {
            *now = lane;
            touched.rows = true;
        }
    }

    /// A post is remembered. Whatever was told in this visit is newer.
    pub(super) fn recall(&mut self, kept: Kept, touched: &mut Touched) {
        let uri = kept.post.uri.clone();
        let name = |it: &Sighting| (it.account.clone(), it.local.clone());
        let gone = |it: &Sighting| self.gone.contains(&name(it));
        let sightings: Vec<_> = kept.sightings.into_iter().filter(|it| !gone(it)).collect();
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
