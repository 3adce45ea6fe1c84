//! What becomes of what strangers send: told, held back, or thrown away.

use std::collections::{BTreeMap, BTreeSet};

use super::World;
use super::id::{Key, PersonNo};
use super::person::{Notice, NoticeKind};
use super::post::Visibility;
use crate::clock::{self, DAY};

/// The rules that there are.
pub const RULES: [&str; 6] = [
    "for_not_following",
    "for_not_followers",
    "for_new_accounts",
    "for_private_mentions",
    "for_limited_accounts",
    "for_bots",
];

/// One person's gate.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    /// Those that do not say `accept`.
    pub rules: BTreeMap<String, String>,
    /// Those who were let through.
    pub through: BTreeSet<PersonNo>,
    pub held: BTreeMap<Key, Notice>,
}

impl Gate {
    pub fn rule(&self, name: &str) -> &str {
        self.rules.get(name).map_or("accept", String::as_str)
    }

    /// Who waits, by the key of the first that was held back; and how much of theirs is.
    pub fn waiting(&self) -> BTreeMap<Key, (PersonNo, Vec<Notice>)> {
        let mut waiting: BTreeMap<Key, (PersonNo, Vec<Notice>)> = BTreeMap::new();
        for (key, notice) in &self.held {
            match waiting.values_mut().find(|(from, _)| *from == notice.from) {
                Some((_, all)) => all.push(*notice),
                None => drop(waiting.insert(*key, (notice.from, vec![*notice]))),
            }
        }
        waiting
    }
}

/// What a person's rules say of something.
pub fn treatment(world: &World, to: PersonNo, notice: &Notice) -> &'static str {
    let Some(gate) = world.desks.get(&to).map(|desk| &desk.gate) else {
        return "accept";
    };
    let from = notice.from;
    if gate.through.contains(&from) || matches!(notice.kind, NoticeKind::Poll | NoticeKind::Edit) {
        return "accept";
    }
    let sender = world.person(from);
    let follows = world.person(to).follows.contains(&from);
    let private = notice.kind == NoticeKind::Mention
        && notice.post.is_some_and(|no| {
            let post = world.post(no);
            let answers = post.reply_to.is_some_and(|it| world.post(it).author == to);
            post.visibility == Visibility::Direct && !answers
        });
    let facts = [
        ("for_not_following", !follows),
        ("for_not_followers", !sender.follows.contains(&to)),
        ("for_new_accounts", sender.created + 30 * DAY > clock::now()),
        ("for_private_mentions", private && !follows),
        ("for_bots", sender.bot),
    ];
    let mut strictest = "accept";
    for (name, _) in facts.iter().filter(|(_, is)| *is) {
        match gate.rule(name) {
            "drop" => return "drop",
            "filter" => strictest = "filter",
            _ => {}
        }
    }
    strictest
}
