//! A list of any length, of which only what is near the screen is on the page.
//!
//! The page itself scrolls, or the pane beside the timeline. What the reader reads stays where it is whatever
//! comes, goes or grows above it: `core::timeline::reel` reckons, this carries out. A row
//! that has the focus, or in which something plays, stays on the page.

mod frame;
mod page;

use std::{
    cell::RefCell,
    hash::Hash,
    marker::PhantomData,
    rc::{Rc, Weak},
    sync::Arc,
};

use leptos::{
    prelude::{StoredValue, request_animation_frame, untrack},
    reactive::owner::Owner,
    web_sys::Element,
};

use super::el::El;
use crate::{
    browser::{
        clock::Timer,
        dom::{self, rows, sizes::Sizes},
    },
    core::{
        id::{Few, Millis},
        timeline::reel::{Reel as Rows, View},
    },
};

pub use frame::{Frame, Page, Pane};
use page::{Drawn, Inner};

/// How long after the last scrolling the reader is thought to rest.
const REST: Millis = Millis(160);

/// What the list tells its owner.
pub trait Told<K> {
    /// Draws a row.
    fn draw(&self, key: &K) -> El;
    /// So many screens of rows lie below what is seen, and so many above it.
    fn ahead(&self, below: f64, above: f64);
    /// The reader has come to rest: this row is the first that is seen, and it
    /// begins so many pixels below the top of the screen. `near` are all that are
    /// on the page for it.
    fn rests(&self, key: &K, offset: f64, near: &[K]);
}

/// Where the reader goes.
pub enum Goal<K> {
    /// Nowhere: what is seen stays where it is.
    Stay,
    /// To the top of the page, and of the list.
    Top,
    /// To a row: it begins so many pixels below the top of the screen.
    Row(K, f64),
}

/// A list on the page. A handle.
pub struct Reel<K: Ord + Hash + Clone + 'static, F: Frame = Page>(
    Rc<RefCell<Inner<K>>>,
    PhantomData<F>,
);

impl<K: Ord + Hash + Clone + 'static, F: Frame> Clone for Reel<K, F> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<K: Ord + Hash + Clone + 'static, F: Frame> Reel<K, F> {
    /// Makes `list` such a list, for as long as its reactive owner lives.
    pub fn new(list: &El, told: impl Told<K> + 'static) -> Self {
        let inner = Inner {
            rows: Rows::default(),
            list: list.node().clone(),
            drawn: Few::default(),
            carried: (0, Vec::new()),
            room: (0.0, 0.0),
            asked: false,
            owner: Owner::current().unwrap_or_default(),
            told: Rc::new(told),
            sizes: None,
            width: 0.0,
            begins: 0.0,
            rest: None,
            _scrolling: None,
        };
        let reel = Self(Rc::new(RefCell::new(inner)), PhantomData);
        let weak = Rc::downgrade(&reel.0);
        let sizes = Sizes::new({
            let weak = weak.clone();
            move |changed| with::<K, F>(&weak, |reel| reel.resized(&changed))
        });
        let scrolling = F::listen(move || with(&weak, Self::scrolled));
        {
            let mut inner = reel.0.borrow_mut();
            inner.sizes = Some(sizes);
            inner._scrolling = Some(scrolling);
        }
        StoredValue::new_local(reel.clone());
        reel
    }

    /// Watches an element above the list: when its height changes, what is read
    /// stays.
    pub fn stays_under(&self, element: &El) {
        if let Some(sizes) = &self.0.borrow().sizes {
            sizes.watch(element.node());
        }
    }

    /// The rows are these now, and the reader is to see this of them.
    pub fn set(&self, keys: Arc<Vec<K>>, goal: &Goal<K>) {
        // Rows that nobody is to see are not drawn.
        self.0.borrow_mut().rows.set_rows(keys);
        self.look();
        match goal {
            Goal::Stay => return self.carry_out(),
            Goal::Top => {
                self.0.borrow_mut().rows.to_top();
                F::to(0.0);
            }
            Goal::Row(key, offset) => {
                self.0.borrow_mut().rows.go_to(key, *offset);
            }
        }
        self.carry_out();
        // It need not have scrolled for that.
        self.rest_soon();
    }

    /// The rows on the page with their places in the list.
    pub fn on_page(&self) -> Vec<(usize, K)> {
        let inner = self.0.borrow();
        inner
            .rows
            .range()
            .zip(inner.rows.mounted().cloned())
            .collect()
    }

    /// Whether a row is drawn: it is on the page, or set aside because it is in use.
    pub fn is_drawn(&self, key: &K) -> bool {
        self.0.borrow().drawn.contains_key(key)
    }

    /// The last row of which something is seen; `None` while the list is hidden.
    pub fn last_seen(&self) -> Option<K> {
        let inner = self.0.borrow();
        (inner.list.get_bounding_client_rect().width() > 0.0)
            .then(|| inner.rows.last_seen().cloned())
            .flatten()
    }

    /// Whether it is on screen at all.
    pub fn is_shown(&self) -> bool {
        self.0.borrow().list.get_bounding_client_rect().width() > 0.0
    }

    /// The first row that the reader reads; `None` while the list is hidden.
    pub fn first_seen(&self) -> Option<K> {
        let inner = self.0.borrow();
        (inner.list.get_bounding_client_rect().width() > 0.0)
            .then(|| inner.rows.anchor().map(|(key, _)| key.clone()))
            .flatten()
    }

    fn scrolled(&self) {
        if !self.look() {
            return;
        }
        self.carry_out();
        self.rest_soon();
    }

    fn rest_soon(&self) {
        let again = Rc::downgrade(&self.0);
        let rest = Timer::new(REST, move || with(&again, Self::rests));
        self.0.borrow_mut().rest = Some(rest);
    }

    fn rests(&self) {
        if !self.look() {
            return;
        }
        {
            let mut inner = self.0.borrow_mut();
            inner.rows.settle();
            // What was kept because it was in use may go by now.
            inner.carried.1.clear();
        }
        self.carry_out();
        self.tell();
    }

    /// Says where the reader is although they may not rest there; nothing while
    /// the list is hidden.
    pub fn tell_place(&self) {
        if self.look() {
            self.tell();
        }
    }

    fn tell(&self) {
        let inner = self.0.borrow();
        let told = inner.told.clone();
        let anchor = inner.rows.anchor().map(|(key, at)| (key.clone(), at));
        let near: Vec<K> = inner.rows.mounted().cloned().collect();
        drop(inner);
        if let Some((key, offset)) = anchor {
            told.rests(&key, offset, &near);
        }
    }

    /// Looks where the reader is. `false` while the list is hidden.
    fn look(&self) -> bool {
        let mut inner = self.0.borrow_mut();
        let Some(top) = inner.find::<F>() else {
            return false;
        };
        let view = View {
            top: -top,
            height: F::height(),
        };
        inner.rows.seen(view);
        true
    }

    /// Elements were laid out anew.
    fn resized(&self, changed: &[Element]) {
        let mut inner = self.0.borrow_mut();
        if inner.find::<F>().is_none() {
            return;
        }
        let focused = dom::focused();
        let held = focused.and_then(|focused| {
            let held = |it: &Drawn| it.element.contains(Some(&focused));
            let found = inner.drawn.iter().find(|(_, it)| held(it));
            found.map(|(key, _)| key.clone())
        });
        inner.rows.hold(held);
        for element in changed {
            let found = inner.drawn.iter().find(|(_, it)| it.element == *element);
            let key = found.filter(|(_, it)| !it.away).map(|(key, _)| key.clone());
            if let Some(key) = key {
                let height = element.get_bounding_client_rect().height();
                inner.rows.measured(&key, height);
            }
        }
        inner.lay_out::<F>();
        drop(inner);
        // What is still missing comes with the next frame: to watch more
        // elements from in here would be for nothing.
        self.go_on();
    }

    /// Looks again with the next frame.
    fn go_on(&self) {
        if std::mem::replace(&mut self.0.borrow_mut().asked, true) {
            return;
        }
        let again = Rc::downgrade(&self.0);
        request_animation_frame(move || {
            with::<K, F>(&again, |reel| {
                reel.0.borrow_mut().asked = false;
                if reel.look() {
                    reel.carry_out();
                }
            });
        });
    }

    /// Puts on the page what belongs there, and takes off what does not.
    fn carry_out(&self) {
        // Most steps of a scroll bring nothing and take nothing away.
        if !self.0.borrow().is_carried() {
            self.take_off();
            let missing = self.0.borrow().missing();
            missing.iter().for_each(|key| self.draw(key));
            self.0.borrow_mut().order();
        }
        let mut inner = self.0.borrow_mut();
        inner.lay_out::<F>();
        let screen = inner.rows.view().height.max(1.0);
        let (below, above) = (inner.rows.ahead(), inner.rows.view().top);
        let told = inner.told.clone();
        drop(inner);
        told.ahead(below / screen, above / screen);
    }

    fn draw(&self, key: &K) {
        let (told, under) = {
            let inner = self.0.borrow();
            (inner.told.clone(), inner.owner.child())
        };
        let el = under.with(|| untrack(|| told.draw(key)));
        let drawn = Drawn {
            element: el.node().clone(),
            owner: under,
            number: 0,
            away: false,
        };
        self.0.borrow_mut().drawn.insert(key.clone(), drawn);
    }

    fn take_off(&self) {
        let mut inner = self.0.borrow_mut();
        let here: Vec<K> = inner.rows.mounted().cloned().collect();
        let gone = |key: &K, drawn: &Drawn| {
            let stays_away = || drawn.away && inner.rows.contains(key);
            !(here.contains(key) || stays_away() && rows::is_in_use(&drawn.element))
        };
        let gone: Vec<K> = inner
            .drawn
            .iter()
            .filter(|(key, drawn)| gone(key, drawn))
            .map(|(key, _)| key.clone())
            .collect();
        for key in gone {
            let Some(mut drawn) = inner.drawn.remove(&key) else {
                continue;
            };
            if let Some(sizes) = &inner.sizes {
                sizes.leave(&drawn.element);
            }
            let is_left = inner.rows.contains(&key);
            if is_left && !drawn.away && rows::is_in_use(&drawn.element) {
                let top = rows::top_within(&drawn.element);
                rows::set_aside(&drawn.element, Some(top));
                drawn.away = true;
                inner.drawn.insert(key, drawn);
            } else {
                drawn.element.remove();
                drawn.owner.cleanup();
            }
        }
    }
}

fn with<K: Ord + Hash + Clone + 'static, F: Frame>(
    weak: &Weak<RefCell<Inner<K>>>,
    act: impl FnOnce(&Reel<K, F>),
) {
    if let Some(inner) = weak.upgrade() {
        act(&Reel(inner, PhantomData));
    }
}
