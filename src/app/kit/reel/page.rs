//! What of a list is on the page, and how it is written there.

use std::{hash::Hash, rc::Rc};

use leptos::{reactive::owner::Owner, web_sys::Element};

use super::{Frame, Told};
use crate::{
    app::kit::el::put_in_order,
    browser::{
        address::Listening,
        clock::Timer,
        dom::{rows, sizes::Sizes},
    },
    core::{id::Few, timeline::reel::Reel as Rows},
};

pub(super) struct Inner<K> {
    pub(super) rows: Rows<K>,
    pub(super) list: Element,
    pub(super) drawn: Few<K, Drawn>,
    /// What was last put on the page: the place of the first row, and all.
    pub(super) carried: (usize, Vec<K>),
    /// The room around them that was last written.
    pub(super) room: (f64, f64),
    /// The next frame is asked for.
    pub(super) asked: bool,
    pub(super) owner: Owner,
    pub(super) told: Rc<dyn Told<K>>,
    pub(super) sizes: Option<Sizes>,
    /// How wide the rows were when they were last measured.
    pub(super) width: f64,
    /// How far down the page the list begins.
    pub(super) begins: f64,
    pub(super) rest: Option<Timer>,
    pub(super) _scrolling: Option<Listening>,
}

#[derive(Clone)]
pub(super) struct Drawn {
    pub(super) element: Element,
    pub(super) owner: Owner,
    /// Its number in the list, as it is written there.
    pub(super) number: usize,
    /// It is kept although it is far from the screen.
    pub(super) away: bool,
}

impl<K: Ord + Hash + Clone> Inner<K> {
    /// Finds out where the list begins on the screen; `None` while it is hidden.
    /// Whatever was put above it or taken away there moves nothing that is read.
    pub(super) fn find<F: Frame>(&mut self) -> Option<f64> {
        let rect = self.list.get_bounding_client_rect();
        if rect.width() == 0.0 {
            return None;
        }
        if (rect.width() - self.width).abs() > 0.5 {
            self.width = rect.width();
            self.rows.widened();
        }
        let (top, scrolled) = (rect.top() - F::begins(), F::scrolled());
        let moved = top + scrolled - self.begins;
        self.begins += moved;
        // What is above is on the screen still: its reader is no reader of rows.
        if moved.abs() < 0.1 || top >= 0.0 || scrolled == 0.0 {
            return Some(top);
        }
        F::by(moved);
        Some(top - moved)
    }

    /// The rows in the order of the list, each with its number.
    pub(super) fn order(&mut self) {
        let mut nodes = Vec::new();
        for (at, key) in self.rows.range().zip(self.rows.mounted()) {
            let Some(drawn) = self.drawn.get_mut(key) else {
                continue;
            };
            if std::mem::replace(&mut drawn.number, at + 1) != at + 1 {
                let number = (at + 1).to_string();
                let _ = drawn.element.set_attribute("aria-posinset", &number);
            }
            let fresh = drawn.element.parent_node().is_none();
            if std::mem::take(&mut drawn.away) {
                rows::set_aside(&drawn.element, None);
            } else if !fresh {
                nodes.push(drawn.element.clone().into());
                continue;
            }
            if let Some(sizes) = &self.sizes {
                sizes.watch(&drawn.element);
            }
            nodes.push(drawn.element.clone().into());
        }
        put_in_order(&self.list, None, &nodes);
        self.carried = (
            self.rows.range().start,
            self.rows.mounted().cloned().collect(),
        );
    }

    /// What belongs on the page and is not there.
    pub(super) fn missing(&self) -> Vec<K> {
        let missing = |key: &&K| !self.drawn.contains_key(*key);
        self.rows.mounted().filter(missing).cloned().collect()
    }

    /// Whether what belongs on the page is there.
    pub(super) fn is_carried(&self) -> bool {
        let (first, rows) = &self.carried;
        self.rows.range().start == *first && self.rows.mounted().eq(rows)
    }

    /// The room around the rows, and the scroll position that goes with it.
    pub(super) fn lay_out<F: Frame>(&mut self) {
        self.make_room();
        let shift = self.rows.take_shift();
        if shift.abs() > 0.01 {
            F::by(shift);
        }
    }

    /// Writes how much room there is around the rows, where it differs: each time
    /// costs a layout.
    fn make_room(&mut self) {
        let (above, below) = (self.rows.above(), self.rows.below());
        if (above - self.room.0).abs() > 0.01 {
            rows::set_room_above(&self.list, above);
            self.room.0 = above;
        }
        if (below - self.room.1).abs() > 0.01 {
            rows::set_room_below(&self.list, below);
            self.room.1 = below;
        }
    }
}
