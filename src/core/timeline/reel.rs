//! Which of very many rows are on the page, and how much room the others take.
//!
//! Rows are as high as they turn out to be. So that nothing ever moves under
//! the reader's eyes, all is reckoned from the *anchor*, the first row that
//! begins on the screen, or the one in hand: whatever becomes higher or lower above it, the empty room above
//! the rows becomes as much lower or higher. The room may differ from what the
//! rows above will need; it is put right, together with the scroll position,
//! when the reader rests ([`Reel::settle`]).

mod near;

use std::{collections::HashMap, hash::Hash, ops::Range, sync::Arc};

/// What the reader sees: pixels from the top of the list.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct View {
    pub top: f64,
    pub height: f64,
}

/// A row that is on the page.
#[derive(Clone, PartialEq, Debug)]
struct Mounted<K> {
    key: K,
    /// As it was last measured, here or when it was on the page before; 0 if it
    /// never was. What is on the page already is not measured once more.
    height: f64,
}

/// Many rows, and the few of them that are on the page.
#[derive(Debug)]
pub struct Reel<K> {
    keys: Arc<Vec<K>>,
    first: usize,
    mounted: Vec<Mounted<K>>,
    above: f64,
    view: View,
    known: HashMap<K, f64>,
    /// The sum of what is known.
    sum: f64,
    /// How far the page must be scrolled for nothing to have moved.
    shift: f64,
    /// The anchor for as long as nothing is measured there.
    aim: Option<K>,
    /// The row that the reader has in hand.
    held: Option<K>,
}

/// What a row is thought to need before anything was measured.
const GUESS: f64 = 220.0;
/// What may cover the top of the screen: a row that begins there is not read.
const HEAD: f64 = 80.0;
/// Of how many rows the heights are remembered.
const KNOWN: usize = 50_000;

impl<K: Eq + Hash + Clone> Default for Reel<K> {
    fn default() -> Self {
        Self {
            keys: Arc::default(),
            first: 0,
            mounted: Vec::new(),
            above: 0.0,
            view: View::default(),
            known: HashMap::new(),
            sum: 0.0,
            shift: 0.0,
            aim: None,
            held: None,
        }
    }
}

impl<K: Eq + Hash + Clone> Reel<K> {
    /// The rows on the page, from the top.
    pub fn mounted(&self) -> impl Iterator<Item = &K> {
        self.mounted.iter().map(|row| &row.key)
    }

    /// The places among all rows of those on the page.
    pub fn range(&self) -> Range<usize> {
        self.first..self.first + self.mounted.len()
    }

    /// What the reader sees.
    pub fn view(&self) -> View {
        self.view
    }

    /// The empty room above the rows on the page.
    pub fn above(&self) -> f64 {
        self.above
    }

    /// The empty room below them, with that for those which are not measured
    /// yet: the page must be long enough to be scrolled to where they will be.
    pub fn below(&self) -> f64 {
        let not_measured = self.mounted.iter().filter(|row| row.height == 0.0);
        let to_come: f64 = not_measured.map(|row| self.height_of(&row.key)).sum();
        to_come + self.mean() * (self.keys.len() - self.range().end) as f64
    }

    /// How far to scroll so that what is seen stays where it is. Asking takes it.
    pub fn take_shift(&mut self) -> f64 {
        self.view.top += self.shift;
        std::mem::take(&mut self.shift)
    }

    /// The row that stays where it is, and how far it begins below the top of
    /// what is seen (negative: above it).
    pub fn anchor(&self) -> Option<(&K, f64)> {
        let at = self.anchor_place()?;
        let row = self.mounted.get(at)?;
        Some((&row.key, self.top_of(at) - self.view.top))
    }

    /// The reader has this row in hand: what it unfolds, unfolds downwards.
    pub fn hold(&mut self, row: Option<K>) {
        self.held = row;
    }

    /// The last row of which something is seen.
    pub fn last_seen(&self) -> Option<&K> {
        let bottom = self.view.top + self.view.height;
        let mut top = self.above;
        let mut last = None;
        for row in self.mounted.iter().filter(|row| row.height > 0.0) {
            if top >= bottom {
                break;
            }
            last = Some(&row.key);
            top += row.height;
        }
        last
    }

    /// How many pixels of rows there are, as far as known, below what is seen.
    pub fn ahead(&self) -> f64 {
        self.bottom() + self.below() - self.view.top - self.view.height
    }

    /// The rows are others now. What is seen stays where it is.
    pub fn set_rows(&mut self, keys: Arc<Vec<K>>) {
        let kept = self.kept_anchor(&keys);
        self.keys = keys;
        let Some((place, top)) = kept else {
            self.mounted.clear();
            self.first = 0;
            self.above = 0.0;
            return self.seen(self.view);
        };
        self.first = self.screen_above(place, top);
        let keys = self.keys.clone();
        let rows = keys.iter().take(place + 1).skip(self.first);
        self.mounted = rows.map(|key| self.mount(key)).collect();
        let before: f64 = self
            .mounted
            .iter()
            .rev()
            .skip(1)
            .map(|row| row.height)
            .sum();
        self.above = top - before;
        self.fill_below();
        self.correct();
    }

    /// The first of as many rows above the one at `place`, which begins at `top`,
    /// as were there, and of one screen at least.
    fn screen_above(&self, place: usize, top: f64) -> usize {
        let mut first = place;
        let mut room = top - (self.view.top - self.view.height);
        while first > 0 && room > 0.0 {
            first -= 1;
            let key = self.keys.get(first);
            room -= key.map_or(GUESS, |key| self.height_of(key));
        }
        first
    }

    /// Goes to a row: it begins `offset` below the top of what is seen. `false`
    /// if there is no such row.
    pub fn go_to(&mut self, key: &K, offset: f64) -> bool {
        let Some(place) = self.keys.iter().position(|it| it == key) else {
            return false;
        };
        self.mounted = vec![self.mount(key)];
        self.first = place;
        self.aim = Some(key.clone());
        self.above = self.room_above(place);
        self.shift += self.above - offset - self.view.top - self.shift;
        let view = View {
            top: self.above - offset,
            ..self.view
        };
        self.refill(view);
        true
    }

    /// Goes to the very first row, wherever the reader was. The page is to be
    /// scrolled to its top.
    pub fn to_top(&mut self) {
        self.mounted.clear();
        self.first = 0;
        self.above = 0.0;
        self.shift = 0.0;
        self.aim = self.keys.first().cloned();
        self.view.top = 0.0;
        self.refill(self.view);
    }

    /// Whether there is such a row, on the page or not.
    pub fn contains(&self, key: &K) -> bool {
        self.keys.contains(key)
    }

    /// The reader sees something else now.
    pub fn seen(&mut self, view: View) {
        self.view = view;
        let is_done = |aim: &K| {
            let row = self.mounted.iter().find(|row| row.key == *aim);
            row.is_none_or(|row| row.height > 0.0)
        };
        if self.aim.as_ref().is_some_and(is_done) {
            self.aim = None;
        }
        self.refill(view);
    }

    /// A row on the page is so high. Several at once are said one by one, from
    /// any end.
    pub fn measured(&mut self, key: &K, height: f64) {
        let Some(at) = self.mounted.iter().position(|row| row.key == *key) else {
            return;
        };
        let anchor = self.anchor_place();
        let Some(row) = self.mounted.get_mut(at) else {
            return;
        };
        // What is there is never as high as nothing.
        let height = height.max(1.0);
        let more = height - row.height;
        row.height = height;
        if self.known.len() >= KNOWN {
            self.widened();
        }
        self.sum += height - self.known.insert(key.clone(), height).unwrap_or_default();
        if anchor.is_some_and(|anchor| at < anchor) {
            self.above -= more;
        }
        self.correct();
    }

    /// The list is as wide as it never was: no height holds any longer but of
    /// what is on the page, until that is measured.
    pub fn widened(&mut self) {
        self.known.clear();
        let measured = self.mounted.iter().filter(|row| row.height > 0.0);
        self.known
            .extend(measured.map(|row| (row.key.clone(), row.height)));
        self.sum = self.known.values().sum();
    }

    /// The reader rests: the room above becomes what the rows there need.
    pub fn settle(&mut self) {
        let room = self.room_above(self.first);
        self.shift += room - self.above;
        self.above = room;
    }

    fn mount(&self, key: &K) -> Mounted<K> {
        Mounted {
            key: key.clone(),
            height: self.known.get(key).copied().unwrap_or_default(),
        }
    }

    /// The place among `keys` of the first row from the anchor on that is still
    /// there, and where it begins.
    fn kept_anchor(&self, keys: &[K]) -> Option<(usize, f64)> {
        let anchor = self.anchor_place().unwrap_or(0);
        let places = anchor..self.mounted.len();
        places.chain((0..anchor).rev()).find_map(|at| {
            let key = &self.mounted.get(at)?.key;
            // Mostly it is where it was.
            let same = self.first + at;
            let place = match keys.get(same) == Some(key) {
                true => same,
                false => keys.iter().position(|it| it == key)?,
            };
            Some((place, self.top_of(at)))
        })
    }

    /// The row that stays where it is: the one in hand, else the first that
    /// begins on the upper half of the screen, else the one that covers it.
    fn anchor_place(&self) -> Option<usize> {
        if let Some(aim) = &self.aim {
            return self.mounted.iter().position(|row| row.key == *aim);
        }
        let seen = self.view.top + self.shift..self.view.top + self.shift + self.view.height;
        let upper = seen.start + HEAD..seen.start + HEAD + self.view.height / 2.0;
        let (mut top, mut covers, mut begins) = (self.above, None, None);
        for (at, row) in self.mounted.iter().enumerate() {
            let bottom = top + row.height;
            if row.height > 0.0 {
                if self.held.as_ref() == Some(&row.key) && bottom > seen.start && top < seen.end {
                    return Some(at);
                }
                if begins.is_none() && upper.contains(&top) {
                    begins = Some(at);
                }
                if covers.is_none() && bottom > seen.start {
                    covers = Some(at);
                }
            }
            top = bottom;
        }
        let last = || self.mounted.iter().rposition(|row| row.height > 0.0);
        begins.or(covers).or_else(last)
    }

    fn top_of(&self, at: usize) -> f64 {
        let before = self.mounted.iter().take(at);
        self.above + before.map(|row| row.height).sum::<f64>()
    }

    fn bottom(&self) -> f64 {
        self.top_of(self.mounted.len())
    }

    /// What a row needs, as far as known.
    fn height_of(&self, key: &K) -> f64 {
        self.known.get(key).copied().unwrap_or_else(|| self.mean())
    }

    fn mean(&self) -> f64 {
        match self.known.len() {
            0 => GUESS,
            count => self.sum / count as f64,
        }
    }

    fn room_above(&self, place: usize) -> f64 {
        let mean = self.mean();
        let known = |key| self.known.get(key).copied().unwrap_or(mean);
        self.keys.iter().take(place).map(known).sum()
    }
}

#[cfg(test)]
mod tests;
