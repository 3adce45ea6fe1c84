//! Whom the accounts follow among those who are in their notifications.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::{Update as _, *};

use super::{AtGate, Gate};
use crate::{
    app::state::State,
    core::{
        actor::{Follows, Relation},
        id::{AccountId, Few, LocalId},
        notification::Group,
    },
    engine::Failure,
};

/// So many people are asked about at once.
const BATCH: usize = 40;
/// So many of one row: as many as it shows.
const PEOPLE: usize = 8;
/// So many of each account while the page is open: twenty batches.
const MOST: usize = 800;

/// Who somebody is: by which account's server, and by what name there.
type Known = (AccountId, LocalId);

/// What is known of it. A handle.
#[derive(Clone, Copy)]
pub struct Kin {
    followed: RwSignal<BTreeMap<Known, bool>>,
    /// Whose answers are awaited.
    pub asked: RwSignal<BTreeSet<AccountId>>,
    /// Who could not say.
    pub troubles: RwSignal<Few<AccountId, Failure>>,
}

fn people(group: &Group) -> impl Iterator<Item = Known> {
    let people = group.people.iter().take(PEOPLE);
    people.map(|(account, (local, _))| (account.clone(), local.clone()))
}

impl Kin {
    pub(super) fn new() -> Self {
        Self {
            followed: RwSignal::new(BTreeMap::new()),
            asked: RwSignal::new(BTreeSet::new()),
            troubles: RwSignal::new(Few::default()),
        }
    }

    /// Whether one of those who did it is followed by the account that was told;
    /// `None`: that is not known yet.
    pub fn is_of(&self, group: &Group) -> Option<bool> {
        self.followed.with(|all| {
            let mut known = Some(false);
            for person in people(group) {
                match all.get(&person) {
                    Some(true) => return Some(true),
                    Some(false) => {}
                    None => known = None,
                }
            }
            known
        })
    }

    pub(super) fn take(&self, account: &AccountId, people: &[LocalId], told: &[Relation]) {
        self.asked.try_update(|asked| asked.remove(account));
        let follows = |person: &LocalId| {
            let found = told.iter().find(|it| it.person == *person);
            found.is_some_and(|it| it.follows == Follows::Yes)
        };
        let known = people.iter();
        let known = known.map(|it| ((account.clone(), it.clone()), follows(it)));
        self.followed.try_update(|all| all.extend(known));
    }

    pub(super) fn not_known(&self, account: &AccountId, why: Failure) {
        self.asked.try_update(|asked| asked.remove(account));
        self.troubles
            .try_update(|all| drop(all.insert(account.clone(), why)));
    }

    /// The next whom to ask about, of one account each.
    fn next(&self, groups: &[Group]) -> BTreeMap<AccountId, Vec<LocalId>> {
        let mut next: BTreeMap<AccountId, Vec<LocalId>> = BTreeMap::new();
        self.followed.with(|all| {
            let mut asked: BTreeMap<&AccountId, usize> = BTreeMap::new();
            for (account, _) in all.keys() {
                *asked.entry(account).or_default() += 1;
            }
            for (account, person) in groups.iter().flat_map(people) {
                let so_far = asked.get(&account).copied().unwrap_or_default();
                let fresh = !all.contains_key(&(account.clone(), person.clone()));
                let batch = next.entry(account).or_default();
                let room = batch.len() < BATCH.min(MOST.saturating_sub(so_far));
                if fresh && room && !batch.contains(&person) {
                    batch.push(person);
                }
            }
        });
        let waits = |id: &AccountId| {
            self.asked.with(|asked| asked.contains(id))
                || self.troubles.with(|all| all.contains_key(id))
        };
        next.retain(|account, batch| !batch.is_empty() && !waits(account));
        next
    }
}

impl State {
    /// Asks about those of whom it is not known, a batch of each account at a time.
    /// To be called again whenever a signal that it read changes.
    pub fn ask_for_kin(&self, gate: Gate) {
        let next = self.groups.with(|groups| gate.kin.next(groups));
        for (account, people) in next {
            gate.kin.asked.update(|asked| {
                asked.insert(account.clone());
            });
            self.at_gate(gate, AtGate::Kin(account, people));
        }
    }
}
