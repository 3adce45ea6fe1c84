//! The custom emoji of several servers as one book.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Known, MOST, begun::is_short};
use crate::core::{http::Origin, safe_url::SafeUrl};

/// No server's shortcode is longer.
pub const LONGEST: usize = 64;
/// More of all servers together are known of no more.
const ALL: usize = 5 * MOST;

/// A picture that a server puts in the place of its name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Emoji {
    /// The shortcode, without colons.
    pub name: String,
    /// By what the server sorts it; empty for nothing.
    pub category: String,
    /// The picture, one that does not move if there is one.
    pub url: SafeUrl,
}

/// Whether servers find such a name between colons.
pub fn is_shortcode(name: &str) -> bool {
    !name.is_empty() && name.len() <= LONGEST && name.chars().all(is_short)
}

/// An emoji, wherever it is.
struct Entry {
    name: String,
    category: String,
    on: Vec<(Origin, SafeUrl)>,
}

impl Entry {
    /// As one sees it who writes to these servers; `None`: none of them has it.
    fn among(&self, servers: &[Origin]) -> Option<Picture> {
        let here = |(server, _): &&(Origin, SafeUrl)| servers.contains(server);
        let mut on = self.on.iter().filter(here);
        let (first, url) = on.next()?;
        let mut only: Vec<Origin> = [first.clone()].into();
        only.extend(on.map(|(server, _)| server.clone()));
        if only.len() >= servers.len() {
            only.clear();
        }
        Some(Picture {
            name: self.name.clone(),
            url: url.clone(),
            only,
        })
    }

    /// Where it stands for who writes to these servers.
    fn place(&self, servers: &[Origin]) -> Option<Place<'_>> {
        let on = self.on.iter().map(|(server, _)| server);
        let only: Vec<&Origin> = on.filter(|server| servers.contains(server)).collect();
        match (only.len(), &*self.category) {
            (0, _) => None,
            (some, _) if some < servers.len() => Some(Place::Only(only)),
            (_, "") => Some(Place::Other),
            (_, category) => Some(Place::Category(category)),
        }
    }
}

/// An emoji that can be put into a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// The shortcode, without colons.
    pub name: String,
    pub url: SafeUrl,
    /// The servers that have it, where not all do: on the others it is text.
    pub only: Vec<Origin>,
}

/// Emoji that stand together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Shelf {
    /// Of a server's category.
    Category(String),
    /// Of no category.
    Other,
    /// Of these servers, while others have them not.
    Only(Vec<Origin>),
}

/// See the module's words.
#[derive(Default)]
pub struct Book(Known<Entry>);

impl Book {
    /// A server has these.
    pub fn take(&mut self, server: &Origin, emoji: Vec<Emoji>) {
        for Emoji {
            name,
            category,
            url,
        } in emoji
        {
            let make = || Entry {
                name: name.clone(),
                category: String::new(),
                on: Vec::new(),
            };
            let Some(entry) = self.0.take((&name, &name), 0, ALL, make) else {
                return;
            };
            match entry.on.iter_mut().find(|(on, _)| on == server) {
                Some((_, known)) => *known = url,
                None => entry.on.push((server.clone(), url)),
            }
            if entry.category.is_empty() {
                entry.category = category;
            }
        }
    }

    /// A server has no others than those for which `has` says so.
    pub fn keep_only(&mut self, server: &Origin, has: impl Fn(&str) -> bool) {
        for entry in self.0.iter_mut() {
            let name = &entry.name;
            entry.on.retain(|(on, _)| on != server || has(name));
        }
    }

    /// One was used: it stands further up.
    pub fn prefer(&mut self, name: &str) {
        self.0.bring_near(name, 1);
    }

    /// The best of those that hold what was typed, for who writes to these servers.
    pub fn find(&self, typed: &str, most: usize, servers: &[Origin]) -> Vec<Picture> {
        let found = self.numbers(typed, most, servers).into_iter();
        let found = found.filter_map(|number| self.at(number, servers));
        found.collect()
    }

    /// The same, by their numbers.
    pub fn numbers(&self, typed: &str, most: usize, servers: &[Origin]) -> Vec<usize> {
        let on = |entry: &Entry| entry.on.iter().any(|(on, _)| servers.contains(on));
        self.0.numbers(typed, most, on)
    }

    /// The numbers of those with these shortcodes, for who writes to these servers.
    pub fn named(&self, names: &[String], servers: &[Origin]) -> Vec<usize> {
        let numbers = names.iter().filter_map(|name| self.0.number(name));
        let here = numbers.filter(|number| self.at(*number, servers).is_some());
        here.collect()
    }

    /// One by its number, for who writes to these servers.
    pub fn at(&self, number: usize, servers: &[Origin]) -> Option<Picture> {
        self.0.at(number)?.among(servers)
    }

    /// The numbers of all of them, for who writes to these servers, in the order of
    /// shelves and names.
    pub fn shelves(&self, servers: &[Origin]) -> Vec<(Shelf, Vec<usize>)> {
        let mut shelves: BTreeMap<Place, Vec<(&str, usize)>> = BTreeMap::new();
        for (number, entry) in self.0.iter().enumerate() {
            if let Some(place) = entry.place(servers) {
                shelves
                    .entry(place)
                    .or_default()
                    .push((&entry.name, number));
            }
        }
        let shelf = |(place, mut all): (Place, Vec<(&str, usize)>)| {
            all.sort_unstable();
            let numbers = all.into_iter().map(|(_, number)| number);
            (place.shelf(), numbers.collect())
        };
        shelves.into_iter().map(shelf).collect()
    }
}

/// Where an emoji stands, as it is sorted.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place<'a> {
    Category(&'a str),
    Other,
    Only(Vec<&'a Origin>),
}

impl Place<'_> {
    fn shelf(&self) -> Shelf {
        match self {
            Self::Category(name) => Shelf::Category((*name).to_owned()),
            Self::Other => Shelf::Other,
            Self::Only(servers) => Shelf::Only(servers.iter().map(|it| (*it).clone()).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(host: &str) -> Origin {
        Origin::of_host(host).unwrap()
    }

    fn emoji(name: &str, category: &str, host: &str) -> Emoji {
        Emoji {
            name: name.into(),
            category: category.into(),
            url: SafeUrl::media(&format!("https://{host}/{name}.png")).unwrap(),
        }
    }

    fn book() -> (Book, [Origin; 2]) {
        let servers = ["one.example", "two.example"].map(origin);
        let mut book = Book::default();
        let one = [("blob", "Blobs"), ("cat", ""), ("bread", "Food")];
        let two = [("blob", "Shapes"), ("cat", ""), ("blob_two", "")];
        book.take(
            &servers[0],
            one.map(|(name, of)| emoji(name, of, "one.example")).into(),
        );
        book.take(
            &servers[1],
            two.map(|(name, of)| emoji(name, of, "two.example")).into(),
        );
        (book, servers)
    }

    #[test]
    fn what_not_all_servers_have_says_which_have_it() {
        let (book, servers) = book();
        let found = book.find("b", 8, &servers);
        let said: Vec<_> = found
            .iter()
            .map(|it| (&*it.name, it.only.clone()))
            .collect();
        let [one, two] = servers.clone();
        let all = [
            ("blob", vec![]),
            ("bread", vec![one.clone()]),
            ("blob_two", vec![two]),
        ];
        assert_eq!(said, all);
        let found = book.find("b", 8, &[one]);
        assert!(found.iter().all(|it| it.only.is_empty()));
        assert_eq!(found.len(), 2);
        assert_eq!(book.find("b", 8, &[origin("three.example")]), []);
        let names = ["bread", "none", "blob"].map(String::from);
        assert_eq!(book.named(&names, &servers), [2, 0]);
        assert_eq!(book.named(&names, &servers[1..]), [0]);
    }

    #[test]
    fn shelves_are_categories_then_the_rest_then_what_only_some_have() {
        let (book, servers) = book();
        let shelves = book.shelves(&servers);
        let said: Vec<_> = shelves
            .iter()
            .map(|(shelf, all)| (shelf.clone(), book.at(all[0], &servers).unwrap().name))
            .collect();
        let [one, two] = servers.clone();
        let all = [
            (Shelf::Category("Blobs".into()), "blob"),
            (Shelf::Other, "cat"),
            (Shelf::Only(vec![one]), "bread"),
            (Shelf::Only(vec![two]), "blob_two"),
        ];
        assert_eq!(said, all.map(|(shelf, name)| (shelf, name.to_owned())));
        assert_eq!(book.shelves(&[]), []);
    }

    #[test]
    fn what_a_server_has_no_longer_is_gone_from_there_alone() {
        let (mut book, servers) = book();
        book.keep_only(&servers[0], |name| name == "cat");
        assert_eq!(book.find("bread", 8, &servers), []);
        let only = |name| book.find(name, 8, &servers)[0].only.clone();
        assert_eq!(only("blob"), [servers[1].clone()]);
        assert_eq!(only("cat"), []);
    }

    #[test]
    fn what_was_used_stands_before_what_is_shorter() {
        let (mut book, servers) = book();
        book.prefer("blob_two");
        assert_eq!(book.find("blo", 8, &servers)[0].name, "blob_two");
    }

    #[test]
    fn shortcodes_are_what_servers_find_between_colons() {
        for good in ["a", "blob_cat", "+1", "A-b.c"] {
            assert!(is_shortcode(good), "{good}");
        }
        for bad in [
            "",
            "a b",
            "a:b",
            "a\u{202e}",
            "<b>",
            "ü",
            "a/b",
            &"x".repeat(65),
        ] {
            assert!(!is_shortcode(bad), "{bad}");
        }
    }
}
