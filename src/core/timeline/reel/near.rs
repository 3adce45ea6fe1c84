//! What is near enough to the screen to be on the page.

use std::hash::Hash;

use super::{Mounted, Reel, View};

impl<K: Eq + Hash + Clone> Reel<K> {
    /// Puts on the page what comes near the screen, and takes off what leaves.
    pub(super) fn refill(&mut self, view: View) {
        let near = view.top - self.margin()..view.top + view.height + self.margin();
        if self.bottom() < near.start || self.above > near.end || self.mounted.is_empty() {
            self.jump(view.top);
        }
        self.drop_far(view);
        self.fill_below();
        let mut edge = self.above;
        while self.first > 0 && edge > near.start {
            self.first -= 1;
            let Some(key) = self.keys.get(self.first).cloned() else {
                break;
            };
            edge -= self.height_of(&key);
            let row = self.mount(&key);
            self.above -= row.height;
            self.mounted.insert(0, row);
        }
        self.correct();
    }

    /// How far from the screen a row may be and is on the page still. The first
    /// rows of all are to be there soon: what is not seen comes after them.
    fn margin(&self) -> f64 {
        match self.known.is_empty() {
            true => 0.0,
            false => self.view.height,
        }
    }

    /// Begins anew at the row that should stand at `top`.
    fn jump(&mut self, top: f64) {
        let mut above = 0.0;
        let mut place = 0;
        for key in self.keys.iter().take(self.keys.len().saturating_sub(1)) {
            let height = self.height_of(key);
            if above + height > top {
                break;
            }
            above += height;
            place += 1;
        }
        self.mounted.clear();
        self.first = place;
        self.above = above;
        self.aim = self.keys.get(place).cloned();
    }

    /// Takes off what is more than a screen and a half away.
    fn drop_far(&mut self, view: View) {
        let far = 1.5 * view.height;
        while let Some(row) = self.mounted.first() {
            let bottom = self.above + row.height;
            // What was never measured has only just been put there.
            if row.height == 0.0 || bottom > view.top - far || self.mounted.len() == 1 {
                break;
            }
            self.above = bottom;
            self.first += 1;
            self.mounted.remove(0);
        }
        let mut bottom = self.bottom();
        while let Some(row) = self.mounted.last() {
            let top = bottom - row.height;
            if top < view.top + view.height + far || self.mounted.len() == 1 {
                break;
            }
            bottom = top;
            self.mounted.pop();
        }
    }

    /// Puts rows on the page down to where they are no longer near, and one at least:
    /// a list may begin far below what is seen.
    pub(super) fn fill_below(&mut self) {
        let end = self.view.top + self.shift + self.view.height + self.margin();
        let guess = |row: &Mounted<K>| match row.height {
            0.0 => self.height_of(&row.key),
            height => height,
        };
        let mut edge = self.above + self.mounted.iter().map(guess).sum::<f64>();
        while edge < end || self.mounted.is_empty() {
            let Some(key) = self.keys.get(self.range().end).cloned() else {
                break;
            };
            edge += self.height_of(&key);
            self.mounted.push(self.mount(&key));
        }
    }

    /// There is no room less than none, and none above the very first row.
    pub(super) fn correct(&mut self) {
        let all_measured = || self.mounted.iter().all(|row| row.height > 0.0);
        if self.above < 0.0 || self.first == 0 && self.above > 0.0 && all_measured() {
            self.shift -= self.above;
            self.above = 0.0;
        }
    }
}
