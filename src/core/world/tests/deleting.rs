//! What goes away: posts, boosts, accounts.

use std::collections::BTreeSet;

use super::*;

fn deleted(account: &AccountId, local: &str) -> Update {
    Update::Deleted {
        account: account.clone(),
        local: LocalId::new(local),
    }
}

fn streamed(account: &AccountId, item: Item) -> Update {
    Update::Streamed {
        source: home(account),
        item,
        hold: false,
    }
}

fn on_page(account: &AccountId, local: &str, asked: Tick) -> Update {
    page(account, vec![item(seen(account, POST, local))], None, asked)
}

#[test]
fn what_is_deleted_stays_gone_whatever_comes_late() {
    let late: [fn() -> Update; 5] = [
        || streamed(&one(), item(seen(&one(), POST, "7"))),
        || streamed(&one(), boost("9", seen(&one(), POST, "7"))),
        || on_page(&one(), "7", 9),
        || shown(seen(&one(), POST, "7"), 9),
        || Update::Pushed {
            seen: Box::new(edited(&one(), Some(5_000), "edited")),
        },
    ];
    for late in late {
        let mut world = told([on_page(&one(), "7", 1), deleted(&one(), "7")]);
        let update = late();
        world.apply(update.clone());
        assert!(world.post(&uri()).is_none(), "{update:?}");
        assert!(keys(&world, &one()).is_empty(), "{update:?}");
    }
}

#[test]
fn a_deletion_that_comes_before_the_post_wins() {
    let mut world = told([page(&one(), Vec::new(), None, 1), deleted(&one(), "7")]);
    world.apply(streamed(&one(), item(seen(&one(), POST, "7"))));
    assert!(world.post(&uri()).is_none());
    assert!(keys(&world, &one()).is_empty());
}

#[test]
fn a_late_answer_to_a_wish_does_not_bring_a_deleted_post_back() {
    let mut world = told([
        on_page(&one(), "7", 1),
        Update::Wished(wishing::like(&one(), 2, true)),
        deleted(&one(), "7"),
    ]);
    world.apply(Update::Confirmed {
        number: 2,
        seen: Some(Box::new(liked(&one(), true, Some(1)))),
        answered: 3,
    });
    assert!(world.post(&uri()).is_none());
    assert!(!world.preview(&uri(), &one()).pending);
}

#[test]
fn a_deletion_on_one_server_leaves_the_other_accounts_row() {
    let mut world = told([on_page(&one(), "7", 1), on_page(&two(), "70", 1)]);
    world.apply(deleted(&one(), "7"));
    assert!(keys(&world, &one()).is_empty());
    assert_eq!(keys(&world, &two()), ["70"]);
    assert!(world.sighting(&uri(), &one()).is_none());
    assert!(world.sighting(&uri(), &two()).is_some());
    world.apply(deleted(&two(), "70"));
    assert!(world.post(&uri()).is_none(), "nobody sees it any more");
}

#[test]
fn a_deletion_takes_the_boosts_of_the_post_along() {
    let items = vec![
        boost("9", seen(&one(), POST, "7")),
        item(seen(&one(), POST, "7")),
    ];
    let mut world = told([page(&one(), items, None, 1)]);
    world.apply(deleted(&one(), "7"));
    assert!(keys(&world, &one()).is_empty());
}

#[test]
fn a_boost_that_is_taken_back_leaves_the_post() {
    let items = vec![
        boost("9", seen(&one(), POST, "7")),
        item(seen(&one(), POST, "7")),
    ];
    let mut world = told([page(&one(), items, None, 1)]);
    world.apply(deleted(&one(), "9"));
    assert_eq!(keys(&world, &one()), ["7"]);
    assert!(world.sighting(&uri(), &one()).is_some());
}

#[test]
fn an_edit_that_comes_before_its_post_is_not_lost() {
    let mut world = told([page(&one(), Vec::new(), None, 1)]);
    world.apply(Update::Pushed {
        seen: Box::new(edited(&one(), Some(5_000), "edited")),
    });
    assert!(
        keys(&world, &one()).is_empty(),
        "an edit is no news in the timeline"
    );
    world.apply(streamed(&one(), item(edited(&one(), None, "first"))));
    assert_eq!(text(&world), "edited");
    assert_eq!(keys(&world, &one()), ["7"]);
}

#[test]
fn a_page_whose_posts_are_all_gone_does_not_end_the_timeline() {
    let mut world = told([deleted(&one(), "7")]);
    let items = vec![item(seen(&one(), POST, "7"))];
    world.apply(page(&one(), items, Some("7"), 1));
    let lane = world.lane(&home(&one())).expect("a page came");
    assert!(!lane.finished(), "there is more below");
    let below = Update::Page {
        source: home(&one()),
        ask: Ask::Older(Cursor("6".into())),
        page: Page {
            items: vec![item(seen(&one(), POST, "7"))],
            older: Some(Cursor("4".into())),
        },
        asked: 3,
        hold: false,
    };
    let top = item(seen(&one(), "https://one.example/p/6", "6"));
    let mut world = told([
        deleted(&one(), "7"),
        page(&one(), vec![top], Some("6"), 1),
        below,
    ]);
    let lane = world.lane(&home(&one())).expect("a page came");
    assert_eq!(lane.bottom(), Some(&Cursor("4".into())));
    world.apply(Update::Left(one()));
}

#[test]
fn a_post_from_the_future_does_not_keep_newer_pages_down() {
    let mut future = item(seen(&one(), POST, "7"));
    future.entry.time = Millis(253_000_000_000_000);
    let newer = item(seen(&one(), "https://one.example/p/9", "9"));
    let mut world = told([page(&one(), vec![future], Some("7"), 1)]);
    world.apply(page(&one(), vec![newer], Some("9"), 2));
    assert_eq!(
        keys(&world, &one()),
        ["9", "7"],
        "what was asked for last is on top"
    );
}

#[test]
fn a_fresh_page_takes_away_what_was_deleted_while_nobody_listened() {
    let post = |key: &str| item(seen(&one(), &format!("https://one.example/p/{key}"), key));
    let mut world = told([page(&one(), vec![post("9"), post("8"), post("7")], None, 1)]);
    world.apply(page(&one(), vec![post("9"), post("7")], None, 2));
    assert_eq!(keys(&world, &one()), ["9", "7"]);
}

#[test]
fn leaving_an_account_removes_what_it_alone_saw_and_nothing_else() {
    let own = "https://one.example/p/own";
    let mut world = told([
        page(
            &one(),
            vec![item(seen(&one(), POST, "7")), item(seen(&one(), own, "8"))],
            None,
            1,
        ),
        on_page(&two(), "70", 1),
        deleted(&one(), "5"),
        Update::Wished(wishing::like(&one(), 2, true)),
        Update::Wished(wishing::like(&two(), 3, true)),
    ]);
    let touched = world.apply(Update::Left(one()));
    assert_eq!(touched.posts, BTreeSet::from([uri(), PostUri::new(own)]));
    assert!(world.post(&PostUri::new(own)).is_none());
    assert!(world.lane(&home(&one())).is_none());
    assert_eq!(world.named(&one(), &LocalId::new("7")), None);
    assert!(world.next_intent(&uri(), &one()).is_none());
    assert_eq!(world.sighted_by(&uri()).collect::<Vec<_>>(), [&two()]);
    assert_eq!(keys(&world, &two()), ["70"]);
    assert!(world.next_intent(&uri(), &two()).is_some());
}

#[test]
fn after_an_account_has_left_the_others_copies_are_believed() {
    let mut world = told([
        shown(edited(&one(), None, "poll: 3 votes"), 1),
        shown(edited(&two(), None, "poll: 2 votes"), 1),
    ]);
    world.apply(Update::Left(one()));
    world.apply(shown(edited(&two(), None, "poll: 9 votes"), 2));
    assert_eq!(text(&world), "poll: 9 votes");
}
