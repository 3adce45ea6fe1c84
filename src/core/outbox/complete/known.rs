//! People and tags that are known already, to be found by a part of their names.

use std::{collections::HashMap, sync::Arc};

use super::{Index, fold, is_named, is_tag};
use crate::core::actor::{Actor, Handle};

/// More of a kind is known of no more.
pub const MOST: usize = 20_000;

/// Things by their names.
pub struct Known<T> {
    all: Vec<T>,
    places: HashMap<String, usize>,
    index: Index,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            places: HashMap::new(),
            index: Index::default(),
        }
    }
}

impl<T> Known<T> {
    /// What is known by `key`, made if it is new: it is found by `name` then. With
    /// `most` things, nothing new is taken.
    pub fn take(
        &mut self,
        (key, name): (&str, &str),
        near: u8,
        most: usize,
        make: impl FnOnce() -> T,
    ) -> Option<&mut T> {
        if let Some(place) = self.places.get(key) {
            self.index.bring_near(*place, near);
            return self.all.get_mut(*place);
        }
        if self.all.len() >= most {
            return None;
        }
        self.places.insert(key.to_owned(), self.all.len());
        self.index.add(name, near);
        self.all.push(make());
        self.all.last_mut()
    }

    /// What came with this number, counted from nought.
    pub fn at(&self, number: usize) -> Option<&T> {
        self.all.get(number)
    }

    /// The number of what is known by a key.
    pub fn number(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// Brings something near that is known.
    pub fn bring_near(&mut self, key: &str, near: u8) {
        if let Some(place) = self.places.get(key) {
            self.index.bring_near(*place, near);
        }
    }

    /// The best of what holds what was typed; see [`Index::find`].
    pub fn find(&self, typed: &str, most: usize, fits: impl Fn(&T) -> bool) -> Vec<&T> {
        let found = self.numbers(typed, most, fits).into_iter();
        found.filter_map(|number| self.all.get(number)).collect()
    }

    /// The same, by their numbers.
    pub fn numbers(&self, typed: &str, most: usize, fits: impl Fn(&T) -> bool) -> Vec<usize> {
        let fits = |number| self.all.get(number).is_some_and(&fits);
        self.index.find(typed, most, fits)
    }

    /// All of it, in the order in which it came.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.all.iter()
    }

    /// All of it, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.all.iter_mut()
    }
}

/// People, each once, however often they were seen.
#[derive(Default)]
pub struct People(Known<Arc<Actor>>);

impl People {
    /// Somebody was seen; the nearer, the further up they stand. Whom no text can
    /// name is left out.
    pub fn take(&mut self, actor: &Arc<Actor>, near: u8) {
        let handle = &actor.handle;
        if !is_named(&handle.user) || handle.host.contains('\u{FFFD}') {
            return;
        }
        let key = fold(&plain(handle));
        let name = format!("{key}\t{}", actor.plain_name());
        self.0.take((&key, &name), near, MOST, || actor.clone());
    }

    /// Brings somebody near who is known, by their `user@host`.
    pub fn bring_near(&mut self, handle: &str, near: u8) {
        self.0.bring_near(&fold(handle), near);
    }

    /// The best of those whose names hold what was typed.
    pub fn find(&self, typed: &str, most: usize) -> Vec<Arc<Actor>> {
        let found = self.0.find(typed, most, |_| true);
        found.into_iter().cloned().collect()
    }
}

/// `user@host` as servers read it: the host in ASCII.
fn plain(handle: &Handle) -> String {
    format!("{}@{}", handle.user, handle.host)
}

/// Tags, each once, as they were written first.
#[derive(Default)]
pub struct Tags(Known<(String, u8)>);

impl Tags {
    /// A tag was seen, once more perhaps: what is written often stands further up.
    pub fn take(&mut self, name: &str) {
        if !is_tag(name) {
            return;
        }
        let key = fold(name);
        let make = || (name.to_owned(), 0);
        let Some((_, count)) = self.0.take((&key, name), 0, MOST, make) else {
            return;
        };
        *count = count.saturating_add(1);
        let often = *count;
        self.0.bring_near(&key, often);
    }

    /// The best of those that hold what was typed.
    pub fn find(&self, typed: &str, most: usize) -> Vec<String> {
        let found = self.0.find(typed, most, |_| true);
        found.into_iter().map(|(name, _)| name.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{id::ActorUri, rich_text::Inline};

    fn actor(handle: &str, name: &str) -> Arc<Actor> {
        Arc::new(Actor {
            uri: ActorUri::new(&format!("acct:{handle}")),
            handle: Handle::new(handle, "here.example"),
            name: vec![Inline::Text(name.into())],
            avatar: None,
            web: None,
            bot: false,
        })
    }

    fn people(all: &[(&str, &str, u8)]) -> People {
        let mut people = People::default();
        for (handle, name, near) in all {
            people.take(&actor(handle, name), *near);
        }
        people
    }

    fn found(people: &People, typed: &str) -> Vec<String> {
        let found = people.find(typed, 8);
        found.iter().map(|it| it.handle.label()).collect()
    }

    #[test]
    fn somebody_is_offered_once_by_their_nearest_sighting() {
        let people = people(&[
            ("ana@one.example", "Ana", 0),
            ("anna@two.example", "Anna", 1),
            ("Ana@one.example", "Ana Berg", 2),
        ]);
        assert_eq!(
            found(&people, "an"),
            ["ana@one.example", "anna@two.example"]
        );
        assert_eq!(found(&people, "ana@tw"), [""; 0]);
    }

    #[test]
    fn people_are_found_by_their_display_names_without_accents() {
        let people = people(&[("x1@one.example", "Tomás Åberg", 0)]);
        for typed in ["tomas", "TOMÁS", "aberg", "omas"] {
            assert_eq!(found(&people, typed), ["x1@one.example"], "{typed}");
        }
    }

    #[test]
    fn whom_no_text_can_name_is_not_offered() {
        let people = people(&[
            ("a b@one.example", "", 0),
            ("a!c@one.example", "", 0),
            ("ac@no/host", "", 0),
        ]);
        assert_eq!(found(&people, "a"), ["ab@one.example"]);
    }

    #[test]
    fn tags_that_are_written_often_stand_first_as_they_were_written() {
        let mut tags = Tags::default();
        for name in ["Caturday", "cats", "CATS", "cat", "no tag", "12"] {
            tags.take(name);
        }
        assert_eq!(tags.find("cat", 8), ["cats", "cat", "Caturday"]);
        assert_eq!(tags.find("tag", 8), [""; 0]);
        assert_eq!(tags.find("1", 8), [""; 0]);
    }
}
