//! Names by a part of them. Many thousands are looked through in one go: they lie
//! folded, one behind the other, in one text.

use std::cmp::Reverse;

use super::fold;

/// Ends a name. None has it.
const END: char = '\n';
/// In a handle's name, what comes behind it: how somebody calls themselves.
const BEHIND: char = '\t';

/// See the module's words. Names go by their number, in the order in which they came.
#[derive(Default, Debug)]
pub struct Index {
    names: String,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    begin: u32,
    /// How close it is to who looks: the closer, the further up.
    near: u8,
}

/// How a name is hit, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hit {
    /// At its beginning.
    First,
    /// At the beginning of a word of it.
    Word,
    Within,
}

impl Index {
    /// Adds a name. What stands behind a tab is found, too, and is no part of its
    /// length.
    pub fn add(&mut self, name: &str, near: u8) {
        let begin = self.names.len() as u32;
        self.entries.push(Entry { begin, near });
        let folded = fold(name);
        self.names.extend(folded.chars().filter(|c| *c != END));
        self.names.push(END);
    }

    /// How close a name is from now on, if that is closer than it was.
    pub fn bring_near(&mut self, number: usize, near: u8) {
        if let Some(entry) = self.entries.get_mut(number) {
            entry.near = entry.near.max(near);
        }
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The numbers of up to `most` names that hold what was typed, of those that
    /// fit: beginnings first, then what is near, then what is short.
    pub fn find(&self, typed: &str, most: usize, fits: impl Fn(usize) -> bool) -> Vec<usize> {
        let typed = fold(typed);
        let mut found = Best::new(most);
        if typed.is_empty() || typed.contains(END) {
            return Vec::new();
        }
        // The name in which the last hit was, and the best hit in it.
        let (mut number, mut best) = (0, None);
        for (at, _) in self.names.match_indices(&typed) {
            let before = number;
            while self.begin(number + 1).is_some_and(|next| next <= at) {
                number += 1;
            }
            if number != before
                && let Some(hit) = best.take()
            {
                found.take(self.rank(before, hit), before, &fits);
            }
            if let Some(hit) = self.hit(number, at, &typed) {
                best = Some(best.map_or(hit, |best: Hit| best.min(hit)));
            }
        }
        if let Some(hit) = best {
            found.take(self.rank(number, hit), number, &fits);
        }
        found.numbers()
    }

    fn begin(&self, number: usize) -> Option<usize> {
        self.entries.get(number).map(|entry| entry.begin as usize)
    }

    /// How a name is hit at a place. `None`: in the host of a handle, of which
    /// nothing was said.
    fn hit(&self, number: usize, at: usize, typed: &str) -> Option<Hit> {
        let before = self.names.get(self.begin(number)?..at)?;
        if before.is_empty() {
            return Some(Hit::First);
        }
        let in_host = || before.contains('@') && !before.contains(BEHIND);
        if !typed.contains('@') && in_host() {
            return None;
        }
        let inside = before.ends_with(char::is_alphanumeric);
        Some(if inside { Hit::Within } else { Hit::Word })
    }

    fn rank(&self, number: usize, hit: Hit) -> Rank {
        let begin = self.begin(number).unwrap_or_default();
        let end = self.begin(number + 1).unwrap_or(self.names.len());
        let name = self.names.get(begin..end).unwrap_or_default();
        let length = name.find(BEHIND).unwrap_or(name.len());
        let near = self.entries.get(number).map_or(0, |entry| entry.near);
        (hit, Reverse(near), length as u32, number as u32)
    }
}

type Rank = (Hit, Reverse<u8>, u32, u32);

/// The best of what was found so far.
struct Best {
    most: usize,
    ranks: Vec<Rank>,
}

impl Best {
    fn new(most: usize) -> Self {
        Self {
            most,
            ranks: Vec::new(),
        }
    }

    fn take(&mut self, rank: Rank, number: usize, fits: &impl Fn(usize) -> bool) {
        // Where the best are complete, most are no match for the last of them.
        let full = self.most > 0 && self.ranks.len() >= self.most.saturating_mul(2);
        if full {
            self.cut();
        }
        let last = self.most.checked_sub(1).and_then(|at| self.ranks.get(at));
        if last.is_some_and(|last| *last < rank && self.ranks.len() == self.most) {
            return;
        }
        if fits(number) {
            self.ranks.push(rank);
        }
    }

    fn cut(&mut self) {
        self.ranks.sort_unstable();
        self.ranks.truncate(self.most);
    }

    fn numbers(mut self) -> Vec<usize> {
        self.cut();
        let number = |rank: &Rank| rank.3 as usize;
        self.ranks.iter().map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(names: &[(&str, u8)]) -> Index {
        let mut index = Index::default();
        for (name, near) in names {
            index.add(name, *near);
        }
        index
    }

    fn found<'a>(names: &[(&'a str, u8)], typed: &str) -> Vec<&'a str> {
        let all = index(names).find(typed, 8, |_| true);
        all.into_iter().map(|number| names[number].0).collect()
    }

    #[test]
    fn beginnings_stand_before_words_and_words_before_the_rest() {
        let names = [
            ("concat", 0),
            ("blob_cat", 0),
            ("catch", 0),
            ("cat", 0),
            ("dog", 0),
        ];
        assert_eq!(found(&names, "CÁT"), ["cat", "catch", "blob_cat", "concat"]);
    }

    #[test]
    fn who_is_near_stands_before_who_is_short() {
        let names = [
            ("ana@a.example", 0),
            ("anabel@b.example", 2),
            ("anais@c.example", 1),
        ];
        let near = ["anabel@b.example", "anais@c.example", "ana@a.example"];
        assert_eq!(found(&names, "ana"), near);
        let mut index = index(&names);
        index.bring_near(0, 3);
        index.bring_near(1, 0);
        assert_eq!(index.find("ana", 8, |_| true), [0, 1, 2]);
    }

    #[test]
    fn people_are_found_by_what_they_call_themselves_and_by_their_host_if_it_is_typed() {
        let names = [
            ("bo@one.example\tMira Lind", 0),
            ("mira@two.example\tBo", 0),
            ("oneida@two.example", 0),
        ];
        assert_eq!(found(&names, "lind"), ["bo@one.example\tMira Lind"]);
        assert_eq!(found(&names, "one"), ["oneida@two.example"]);
        assert_eq!(found(&names, "bo@on"), ["bo@one.example\tMira Lind"]);
        assert_eq!(found(&names, "bo").len(), 2);
        assert_eq!(found(&names, "two.exa"), [""; 0]);
        assert_eq!(found(&names, "@two").len(), 2);
    }

    #[test]
    fn no_name_is_found_twice_or_across_two_names() {
        let names = [("aaaa", 0), ("bab", 0)];
        assert_eq!(found(&names, "a"), ["aaaa", "bab"]);
        assert_eq!(found(&names, "ab"), ["bab"]);
        assert_eq!(found(&names, "a\nb"), [""; 0]);
        assert_eq!(found(&names, ""), [""; 0]);
        assert_eq!(found(&[("two\nlines", 0)], "twol"), ["two\nlines"]);
    }

    #[test]
    fn of_many_the_best_are_found_and_no_more_than_asked_for() {
        let mut index = Index::default();
        for number in 0..20_000 {
            index.add(&format!("emoji_{number}"), 0);
        }
        index.add("moji", 0);
        let best = index.find("moji", 8, |_| true);
        assert_eq!((best.len(), best[0], best[1]), (8, 20_000, 0));
        assert_eq!(index.find("moji", 3, |it| it >= 15), [20_000, 15, 16]);
        assert_eq!(index.find("_1999", 99, |_| true).len(), 11);
        assert_eq!(index.find("moji", 0, |_| true), [0; 0]);
        assert_eq!(index.find("e", 30_000, |_| true).len(), 20_000);
    }
}
