//! What all servers told → one list.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{Kind, Person, Told};
use crate::core::id::{AccountId, LocalId, Millis, PostUri};

/// A day: follows of one day are one row.
const DAY: i64 = 86_400_000;

/// What names a row for as long as it is there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Key {
    /// Of one post, whoever heard of it.
    Post(Kind, PostUri),
    /// Of one account's follows, a day.
    Day(AccountId, i64),
    /// Anything else.
    Alone(AccountId, String),
}

/// A row of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    pub key: Key,
    pub kind: Kind,
    pub at: Millis,
    /// Who did it, newest first, each once; by whose server each is known, and
    /// by what name.
    pub people: Vec<(AccountId, Person)>,
    /// How many did it: no fewer than `people`.
    pub count: u32,
    pub post: Option<PostUri>,
    pub text: Option<String>,
    /// The accounts that were told.
    pub through: Vec<Heard>,
}

/// That an account was told, and of what last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heard {
    pub account: AccountId,
    pub newest: LocalId,
    pub at: Millis,
}

impl Group {
    /// Whether some account was told something of it that it has not read:
    /// `read` says until when each has.
    pub fn is_unread(&self, read: impl Fn(&AccountId) -> Option<Millis>) -> bool {
        let new = |it: &Heard| read(&it.account).is_none_or(|until| it.at > until);
        self.through.iter().any(new)
    }
}

/// What is about one thing becomes one row, newest first. The order of what was
/// told does not matter.
pub fn gather<'a>(told: impl IntoIterator<Item = (&'a AccountId, &'a Told)>) -> Vec<Group> {
    let mut rows: BTreeMap<Key, Vec<(&AccountId, &Told)>> = BTreeMap::new();
    for (account, told) in told {
        let row = rows.entry(key(account, told)).or_default();
        row.push((account, told));
    }
    let mut groups: Vec<Group> = rows
        .into_iter()
        .filter_map(|(key, all)| group(key, all))
        .collect();
    groups.sort_by(|a, b| (Reverse(a.at), &a.key).cmp(&(Reverse(b.at), &b.key)));
    groups
}

fn key(account: &AccountId, told: &Told) -> Key {
    match (&told.kind, &told.post) {
        (Kind::Follow, _) => Key::Day(account.clone(), told.at.0.div_euclid(DAY)),
        (Kind::Unknown(_), _) | (_, None) => Key::Alone(account.clone(), told.name.clone()),
        (kind, Some(post)) => Key::Post(kind.clone(), post.clone()),
    }
}

fn group(key: Key, mut all: Vec<(&AccountId, &Told)>) -> Option<Group> {
    all.sort_by(|(a, x), (b, y)| {
        let order = |account, told: &Told| (Reverse(told.at), account, told.name.clone());
        order(*a, x).cmp(&order(*b, y))
    });
    let (_, first) = *all.first()?;
    Some(Group {
        kind: first.kind.clone(),
        at: first.at,
        people: people(&all),
        count: count(&all),
        post: first.post.clone(),
        text: all.iter().find_map(|(_, told)| told.text.clone()),
        through: through(&all),
        key,
    })
}

fn people(all: &[(&AccountId, &Told)]) -> Vec<(AccountId, Person)> {
    let mut known = BTreeSet::new();
    let each = all.iter().flat_map(|(account, told)| {
        let person = move |person: &Person| ((*account).clone(), person.clone());
        told.people.iter().map(person)
    });
    each.filter(|(_, (_, actor))| known.insert(actor.handle.clone()))
        .collect()
}

/// All who are known, and those that some server counts and does not name.
fn count(all: &[(&AccountId, &Told)]) -> u32 {
    let mut unnamed: BTreeMap<&AccountId, u32> = BTreeMap::new();
    let mut named = BTreeSet::new();
    for (account, told) in all {
        let more = told.count.saturating_sub(told.people.len() as u32);
        *unnamed.entry(account).or_default() += more;
        named.extend(told.people.iter().map(|(_, actor)| &actor.handle));
    }
    // Of several servers that count the same, one is believed: that which counts most.
    let most = unnamed.values().max().copied().unwrap_or_default();
    (named.len() as u32).saturating_add(most)
}

/// The pieces stand newest first.
fn through(all: &[(&AccountId, &Told)]) -> Vec<Heard> {
    let mut newest: BTreeMap<AccountId, Heard> = BTreeMap::new();
    for (account, told) in all {
        newest.entry((*account).clone()).or_insert_with(|| Heard {
            account: (*account).clone(),
            newest: told.newest.clone(),
            at: told.at,
        });
    }
    newest.into_values().collect()
}

#[cfg(test)]
mod tests;
