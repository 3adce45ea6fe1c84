//! Where the reader is: found out, remembered, and gone back to.

use std::rc::Rc;

use leptos::prelude::*;

use super::State;
use crate::{
    core::{
        id::{Millis, PostUri},
        timeline::Row,
    },
    engine::keeping::Place,
};

impl State {
    /// The rows came on screen: the reader goes where they were at the last visit,
    /// if they have not been there yet.
    pub fn show_last_place(&self) {
        if self.inner.with_value(|inner| inner.keeping.last.is_some()) {
            self.rows.notify();
        }
    }

    /// How the list finds out where the reader is: it says so by `rests_at`.
    pub fn ask_rest(&self, rest: impl Fn() + 'static) {
        self.inner
            .update_value(|inner| inner.keeping.rest = Some(Rc::new(rest)));
    }

    /// Finds out where the reader is, even if they have not come to rest there.
    pub(super) fn look_where(&self) {
        let rest = self.inner.with_value(|inner| inner.keeping.rest.clone());
        if let Some(rest) = rest {
            rest();
        }
    }

    /// An account is switched on or off: this is where the reader comes back to.
    pub(super) fn leave_place(&self) {
        self.inner.update_value(|inner| {
            let keeping = &mut inner.keeping;
            keeping.switched = true;
            if keeping.before.is_none() {
                keeping.before.clone_from(&keeping.here);
            }
        });
    }

    /// Where the reader was before accounts were switched, unless they have moved
    /// by themselves since.
    pub fn place_before(&self) -> Option<Place> {
        self.inner.with_value(|inner| inner.keeping.before.clone())
    }

    /// Where the reader was at the last visit, once.
    pub fn take_last_place(&self) -> Option<Place> {
        let mut last = None;
        self.inner
            .update_value(|inner| last = inner.keeping.last.take());
        last
    }

    /// The reader rests with this row, of this time, as the first that is seen,
    /// so many pixels below the top of the screen.
    pub fn rests_at(&self, row: &Row, time: Option<Millis>, offset: f64, near: Vec<PostUri>) {
        let place = Place {
            post: match row {
                Row::Post { post, .. } => Some(post.clone()),
                _ => None,
            },
            time: time.unwrap_or(Millis::MIN),
            offset,
            drawn: self.inner.with_value(|inner| inner.home.drawn),
            near: self.with_company(near).into_iter().collect(),
        };
        self.inner.update_value(|inner| {
            let keeping = &mut inner.keeping;
            // What the list itself moved leaves the reader at the same row.
            let same = keeping
                .here
                .as_ref()
                .is_some_and(|here| here.post == place.post);
            if !std::mem::take(&mut keeping.switched) && !same {
                keeping.before = None;
            }
            keeping.here = Some(place.clone());
            keeping.changes.place = Some(place);
        });
        self.keep_soon();
        self.mark_soon();
    }
}
