//! Where the reader was before accounts were switched off, for when their posts
//! are there again.

use super::Rows;
use crate::{
    app::kit::reel::Reel,
    core::{
        id::{AccountId, Millis},
        timeline::{Row, RowKey, Shown},
    },
    engine::keeping::Place,
};

/// Where the reader was.
pub(super) struct Left {
    place: Place,
    /// Whose posts were shown there.
    shown: Vec<AccountId>,
    /// Where they first came to rest since: the first row, and how far it begins
    /// below the top.
    pub(super) rested: Option<(Shown, f64)>,
}

impl Rows {
    /// Before the rows change. If an account was switched off it is noted where
    /// the reader is, unless it is noted already and they have not moved since.
    /// Says whether any account was switched.
    pub(super) fn leave(&self, reel: &Reel<Shown>) -> bool {
        let shown = self.state.shown();
        let before = self.shown.replace(shown.clone());
        let mut left = self.left.borrow_mut();
        let moved = |(row, was): &(Shown, f64)| {
            let now = reel.offset_of(row);
            now.is_none_or(|now| (now - was).abs() > 2.0)
        };
        let rested = left.as_ref().and_then(|left| left.rested.as_ref());
        if rested.is_some_and(moved) {
            *left = None;
        }
        if left.is_none() && before.iter().any(|id| !shown.contains(id)) {
            *left = self.place_of(reel).map(|place| Left {
                place,
                shown: before.clone(),
                rested: None,
            });
        }
        before != shown
    }

    /// Where the reader is.
    fn place_of(&self, reel: &Reel<Shown>) -> Option<Place> {
        let (row, offset) = reel.first_on_page()?;
        let post = match &*row {
            Row::Post { post, .. } => Some(post.clone()),
            _ => None,
        };
        let time = self.time_of(&row).unwrap_or(Millis::MIN);
        let place = Place::default();
        Some(Place {
            post,
            time,
            offset,
            ..place
        })
    }

    /// After accounts were switched: goes where the reader was, or near it until
    /// all posts are there again that were.
    pub(super) fn come_back(&self, reel: &Reel<Shown>) {
        let Some(mut left) = self.left.take() else {
            return;
        };
        let key = left.place.post.clone().map(RowKey::Post);
        if !key.is_some_and(|key| self.go_to(reel, &key, left.place.offset)) {
            self.go_near(reel, &left.place);
        }
        left.rested = None;
        let shown = self.shown.borrow();
        let is_back = |id: &AccountId| shown.contains(id) || self.state.account(id).is_none();
        if !left.shown.iter().all(is_back) {
            self.left.replace(Some(left));
        }
    }
}
