use std::sync::Arc;

use super::*;
use crate::core::{
    actor::{Actor, Handle},
    dice::Chance,
    id::ActorUri,
    notification::{newer, read_until},
    timeline::Marker,
};

fn account(name: &str) -> AccountId {
    AccountId::new("https://one.example", &ActorUri::new(name))
}

fn person(name: &str) -> Person {
    let actor = Actor {
        uri: ActorUri::new(name),
        handle: Handle::new(name, "far.example"),
        name: Vec::new(),
        avatar: None,
        web: None,
        bot: false,
    };
    (LocalId::new(name), Arc::new(actor))
}

fn told(name: &str, kind: Kind, at: i64, people: &[&str], post: Option<&str>) -> Told {
    Told {
        name: name.into(),
        kind,
        newest: LocalId::new(name),
        at: Millis(at),
        people: people.iter().map(|name| person(name)).collect(),
        count: people.len() as u32,
        post: post.map(PostUri::new),
        text: None,
    }
}

fn names(group: &Group) -> Vec<&str> {
    let name = |(_, (id, _)): &'_ (AccountId, Person)| id.as_str().to_owned();
    let owned: Vec<String> = group.people.iter().map(name).collect();
    owned.into_iter().map(|it| &*it.leak()).collect()
}

#[test]
fn likes_of_one_post_are_one_row_newest_first_and_each_person_once() {
    let ana = account("ana");
    let all = [
        told("1", Kind::Like, 10, &["bo"], Some("p")),
        told("2", Kind::Like, 30, &["cy"], Some("p")),
        told("3", Kind::Like, 40, &["bo"], Some("p")),
        told("4", Kind::Boost, 20, &["bo"], Some("p")),
        told("5", Kind::Like, 5, &["bo"], Some("q")),
    ];
    let rows = gather(all.iter().map(|told| (&ana, told)));
    let shape: Vec<_> = rows
        .iter()
        .map(|row| (row.kind.clone(), row.at.0, names(row), row.count))
        .collect();
    assert_eq!(
        shape,
        [
            (Kind::Like, 40, vec!["bo", "cy"], 2),
            (Kind::Boost, 20, vec!["bo"], 1),
            (Kind::Like, 5, vec!["bo"], 1),
        ]
    );
}

#[test]
fn one_mention_of_two_accounts_is_one_row_through_both() {
    let (ana, bo) = (account("ana"), account("bo"));
    let mention = |name, at| told(name, Kind::Mention, at, &["cy"], Some("p"));
    let (one, two) = (mention("8", 50), mention("77", 52));
    let rows = gather([(&ana, &one), (&bo, &two)]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].count, 1);
    let through: Vec<_> = rows[0].through.iter().map(|it| &it.account).collect();
    assert_eq!(through, [&ana, &bo]);
    // Each account has its own name for it, and its own word on whether it was read.
    assert!(rows[0].is_unread(|id| (*id == ana).then_some(Millis(50))));
    assert!(!rows[0].is_unread(|_| Some(Millis(52))));
}

#[test]
fn follows_are_of_one_account_and_day_and_what_is_unknown_stands_alone() {
    let (ana, bo) = (account("ana"), account("bo"));
    let follow = |name, at| told(name, Kind::Follow, at, &["cy"], None);
    let unknown = |name| Told {
        text: Some("You won a prize.".into()),
        ..told(name, Kind::Unknown("prize".into()), 1, &[], Some("p"))
    };
    let all = [
        (&ana, follow("1", 10)),
        (&ana, follow("2", DAY - 1)),
        (&ana, follow("3", DAY)),
        (&bo, follow("1", 10)),
        (&ana, unknown("8")),
        (&ana, unknown("9")),
    ];
    let rows = gather(all.iter().map(|(account, told)| (*account, told)));
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().filter(|row| row.text.is_some()).count() == 2);
}

#[test]
fn who_is_counted_and_not_named_counts_once() {
    let (ana, bo) = (account("ana"), account("bo"));
    let many = |count| Told {
        count,
        ..told("g", Kind::Boost, 10, &["cy", "di"], Some("p"))
    };
    let (one, two) = (many(40), many(39));
    let rows = gather([(&ana, &one), (&bo, &two)]);
    assert_eq!((rows.len(), rows[0].count), (1, 40));
}

#[test]
fn the_order_in_which_it_was_told_does_not_matter() {
    let mut dice = Chance::new(7);
    let accounts = [account("ana"), account("bo"), account("cy")];
    let kinds = [Kind::Mention, Kind::Like, Kind::Boost, Kind::Follow];
    for _ in 0..200 {
        let mut all: Vec<(&AccountId, Told)> = (0..dice.below(20))
            .map(|at| {
                let kind = kinds[dice.below(kinds.len())].clone();
                let post = (kind != Kind::Follow).then(|| ["p", "q"][dice.below(2)]);
                let who = ["di", "ed", "flo"][dice.below(3)];
                let time = dice.below(9) as i64 * DAY / 3;
                let told = told(&at.to_string(), kind, time, &[who], post);
                (&accounts[dice.below(3)], told)
            })
            .collect();
        let before = gather(all.iter().map(|(account, told)| (*account, told)));
        for _ in 0..3 {
            for at in (1..all.len()).rev() {
                all.swap(at, dice.below(at + 1));
            }
            let after = gather(all.iter().map(|(account, told)| (*account, told)));
            assert_eq!(after, before);
        }
        let times: Vec<i64> = before.iter().map(|row| -row.at.0).collect();
        assert!(times.is_sorted());
        let counted: u32 = before.iter().map(|row| row.count).sum();
        assert!(counted as usize <= all.len());
        assert!(
            before
                .iter()
                .all(|row| row.count as usize >= row.people.len())
        );
    }
}

#[test]
fn of_two_versions_the_fuller_one_is_kept_whichever_came_first() {
    let few = told("g", Kind::Like, 10, &["bo"], Some("p"));
    let more = told("g", Kind::Like, 20, &["cy", "bo"], Some("p"));
    assert_eq!(newer(few.clone(), more.clone()), more);
    assert_eq!(newer(more.clone(), few), more);
}

#[test]
fn read_is_up_to_the_marked_one_or_until_it_was_marked() {
    let all = [
        told("9", Kind::Follow, 30, &["bo"], None),
        told("8", Kind::Follow, 20, &["bo"], None),
    ];
    let until = |read: &str, told| {
        let marker = Marker {
            read: LocalId::new(read),
            told,
        };
        read_until(&all, &marker).map(|it| it.0)
    };
    assert_eq!(until("8", Some(Millis(99))), Some(20));
    assert_eq!(until("7", Some(Millis(25))), Some(25));
    assert_eq!(until("7", None), None);
}
