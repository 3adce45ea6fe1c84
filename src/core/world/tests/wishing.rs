//! What the user wishes, between the click and the server's answer.

use super::*;

pub fn like(account: &AccountId, number: u64, on: bool) -> Intent {
    Intent {
        account: account.clone(),
        post: uri(),
        change: Change::Like(on),
        number,
    }
}

fn confirmed(number: u64, seen: Option<Seen>, answered: Tick) -> Update {
    Update::Confirmed {
        number,
        seen: seen.map(Box::new),
        answered,
    }
}

/// What the screen shows of `account`'s like, and the count.
fn drawn(world: &World, account: &AccountId) -> (Option<bool>, Option<u32>, bool) {
    let preview = world.preview(&uri(), account);
    let likes = world.counts(&uri()).likes;
    (preview.mine.liked, likes, preview.pending)
}

/// A post with three likes, none of them by account one, asked for at 1; then
/// the wish with the number 2.
fn wished() -> World {
    told([
        shown(liked(&one(), false, Some(3)), 1),
        Update::Wished(like(&one(), 2, true)),
    ])
}

#[test]
fn a_wish_shows_at_once_and_its_confirmation_changes_nothing_to_see() {
    let mut world = wished();
    assert_eq!(drawn(&world, &one()), (Some(true), Some(4), true));
    let sighting = world.sighting(&uri(), &one()).expect("it is sighted");
    assert_eq!(sighting.mine.liked, Some(false), "what is confirmed waits");
    world.apply(confirmed(2, Some(liked(&one(), true, Some(4))), 3));
    assert_eq!(drawn(&world, &one()), (Some(true), Some(4), false));
}

#[test]
fn a_refused_wish_leaves_no_trace() {
    let before = told([shown(liked(&one(), false, Some(3)), 1)]);
    let mut world = wished();
    world.apply(Update::Refused { number: 2 });
    assert_eq!(drawn(&world, &one()), drawn(&before, &one()));
    assert!(world.next_intent(&uri(), &one()).is_none());
}

#[test]
fn a_refusal_takes_back_its_own_wish_alone() {
    let mut world = wished();
    world.apply(Update::Wished(Intent {
        change: Change::Boost(true),
        number: 3,
        ..like(&one(), 0, true)
    }));
    world.apply(Update::Wished(like(&two(), 4, true)));
    world.apply(Update::Refused { number: 2 });
    let mine = world.preview(&uri(), &one()).mine;
    assert_eq!((mine.liked, mine.boosted), (Some(false), Some(true)));
    assert_eq!(world.preview(&uri(), &two()).mine.liked, Some(true));
}

#[test]
fn wishes_about_a_post_are_sent_in_the_order_in_which_they_were_made() {
    let mut world = wished();
    world.apply(Update::Wished(like(&two(), 3, true)));
    world.apply(Update::Wished(like(&one(), 4, false)));
    assert_eq!(drawn(&world, &one()).0, Some(false), "the newest one shows");
    assert_eq!(
        world.next_intent(&uri(), &one()).map(|next| next.number),
        Some(2)
    );
    world.apply(confirmed(2, None, 5));
    assert_eq!(
        world.next_intent(&uri(), &one()).map(|next| next.number),
        Some(4)
    );
    assert_eq!(
        drawn(&world, &one()).0,
        Some(false),
        "no flicker in between"
    );
}

#[test]
fn a_page_asked_for_before_the_confirmation_does_not_undo_it() {
    let stale = liked(&one(), false, Some(3));
    let mut world = wished();
    world.apply(confirmed(2, Some(liked(&one(), true, Some(4))), 5));
    world.apply(page(&one(), vec![item(stale.clone())], None, 4));
    assert_eq!(drawn(&world, &one()), (Some(true), Some(4), false));
    world.apply(page(&one(), vec![item(stale)], None, 6));
    assert_eq!(
        drawn(&world, &one()),
        (Some(false), Some(3), false),
        "undone elsewhere since"
    );
}

#[test]
fn a_confirmation_without_a_copy_of_the_post_is_as_good() {
    let mut world = wished();
    world.apply(confirmed(2, None, 5));
    let stale = item(liked(&one(), false, Some(3)));
    world.apply(page(&one(), vec![stale], None, 4));
    assert_eq!(drawn(&world, &one()).0, Some(true));
}

#[test]
fn a_page_that_knows_of_the_wish_already_does_not_count_it_twice() {
    let mut world = wished();
    world.apply(page(
        &one(),
        vec![item(liked(&one(), true, Some(4)))],
        None,
        3,
    ));
    assert_eq!(drawn(&world, &one()), (Some(true), Some(4), true));
    world.apply(confirmed(2, None, 4));
    assert_eq!(drawn(&world, &one()), (Some(true), Some(4), false));
}

#[test]
fn an_older_page_does_not_replace_a_newer_one() {
    let world = told([
        shown(liked(&one(), true, Some(9)), 8),
        page(&one(), vec![item(liked(&one(), false, Some(3)))], None, 2),
    ]);
    assert_eq!(drawn(&world, &one()), (Some(true), Some(9), false));
    assert_eq!(keys(&world, &one()), ["7"], "it has its place all the same");
}

#[test]
fn a_pushed_copy_brings_counts_and_does_not_undo_what_the_account_did() {
    let mut world = wished();
    world.apply(confirmed(2, Some(liked(&one(), true, Some(4))), 3));
    let pushed = liked(&one(), false, Some(6));
    world.apply(Update::Pushed {
        seen: Box::new(pushed.clone()),
    });
    assert_eq!(drawn(&world, &one()), (Some(true), Some(6), false));
    world.apply(Update::Streamed {
        source: home(&one()),
        item: boost("8", pushed),
        hold: false,
    });
    assert_eq!(drawn(&world, &one()), (Some(true), Some(6), false));
}

#[test]
fn a_pushed_copy_that_does_not_count_makes_no_count_unknown() {
    let mut world = told([shown(liked(&one(), false, Some(3)), 1)]);
    world.apply(Update::Pushed {
        seen: Box::new(liked(&one(), false, None)),
    });
    assert_eq!(world.counts(&uri()).likes, Some(3));
}

#[test]
fn a_wish_about_a_post_that_the_server_has_not_shown_is_confirmed_with_a_sighting() {
    let mut world = told([
        shown(liked(&one(), false, Some(3)), 1),
        Update::Wished(like(&two(), 2, true)),
    ]);
    assert_eq!(world.preview(&uri(), &two()).mine.liked, Some(true));
    let mut answer = liked(&two(), true, Some(1));
    answer.sighting.local = LocalId::new("99");
    world.apply(confirmed(2, Some(answer), 3));
    assert_eq!(drawn(&world, &two()), (Some(true), Some(3), false));
    assert_eq!(world.named(&two(), &LocalId::new("99")), Some(&uri()));
    assert_eq!(drawn(&world, &one()).0, Some(false), "one did nothing");
    world.apply(page(
        &two(),
        vec![item(liked(&two(), false, Some(0)))],
        None,
        2,
    ));
    assert_eq!(
        drawn(&world, &two()).0,
        Some(true),
        "asked for before the answer came"
    );
}

#[test]
fn an_answer_about_another_post_is_not_believed() {
    let mut world = wished();
    let mut answer = seen(&one(), "https://one.example/p/other", "8");
    answer.sighting.mine.liked = Some(true);
    world.apply(confirmed(2, Some(answer), 3));
    assert!(
        world
            .post(&PostUri::new("https://one.example/p/other"))
            .is_none()
    );
    assert_eq!(drawn(&world, &one()).0, Some(true));
}

#[test]
fn a_second_answer_to_one_wish_is_no_news() {
    let mut world = wished();
    world.apply(confirmed(2, None, 3));
    world.apply(Update::Refused { number: 2 });
    assert_eq!(drawn(&world, &one()).0, Some(true));
    let touched = world.apply(confirmed(2, Some(liked(&one(), false, Some(0))), 4));
    assert_eq!(touched, Touched::default());
}
