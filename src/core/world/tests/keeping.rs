//! What comes back at the next visit.

use super::*;

fn visited() -> World {
    let two_posts = vec![
        item(seen(&one(), "https://one.example/p/2", "b")),
        item(seen(&one(), POST, "a")),
    ];
    told([page(&one(), two_posts, Some("more"), 5)])
}

fn restored(last: &World) -> Update {
    Update::Restored {
        source: home(&one()),
        lane: Box::new(last.lane(&home(&one())).unwrap().clone()),
    }
}

/// A new visit with what was kept of the last one.
fn revisited(last: &World) -> World {
    let kept = last.posts.keys().filter_map(|uri| last.kept(uri));
    told([restored(last), Update::Recalled(kept.collect())])
}

#[test]
fn what_was_kept_comes_back_as_it_was() {
    let last = visited();
    let world = revisited(&last);
    assert_eq!(keys(&world, &one()), keys(&last, &one()));
    assert_eq!(world.posts.len(), 2);
    for uri in last.posts.keys() {
        assert_eq!(world.kept(uri), last.kept(uri));
        let local = &last.sighting(uri, &one()).unwrap().local;
        assert_eq!(world.named(&one(), local), Some(uri));
    }
}

#[test]
fn what_is_told_now_is_newer_than_what_is_remembered() {
    let last = told([
        page(&one(), vec![item(seen(&one(), POST, "a"))], None, 1),
        shown(liked(&one(), true, Some(9)), 2),
    ]);
    let mut world = told([shown(liked(&one(), false, Some(1)), 1)]);
    world.apply(Update::Recalled(last.kept(&uri()).into_iter().collect()));
    assert_eq!(world.preview(&uri(), &one()).mine.liked, Some(false));
    assert_eq!(world.counts(&uri()).likes, Some(1));
}

#[test]
fn a_lane_that_has_been_read_already_is_not_what_it_was() {
    let mut world = told([page(&one(), vec![item(seen(&one(), POST, "a"))], None, 1)]);
    let touched = world.apply(restored(&visited()));
    assert!(!touched.rows);
    assert_eq!(keys(&world, &one()), ["a"]);
}

#[test]
fn a_page_of_the_new_visit_joins_what_was_kept() {
    let mut world = revisited(&visited());
    let news = vec![
        item(seen(&one(), "https://one.example/p/3", "c")),
        item(seen(&one(), "https://one.example/p/2", "b")),
    ];
    world.apply(page(&one(), news, Some("more"), 1));
    assert_eq!(keys(&world, &one()), ["c", "b", "a"]);
    assert_eq!(world.lane(&home(&one())).unwrap().spans.len(), 1);
}

#[test]
fn what_is_deleted_in_this_visit_is_not_remembered() {
    let last = visited();
    let mut world = told([Update::Deleted {
        account: one(),
        local: LocalId::new("a"),
    }]);
    world.apply(Update::Recalled(last.kept(&uri()).into_iter().collect()));
    assert!(world.post(&uri()).is_none());
}

#[test]
fn changes_say_which_lanes_to_keep() {
    let mut world = World::default();
    let touched = world.apply(page(&one(), vec![item(seen(&one(), POST, "a"))], None, 1));
    assert!(touched.lanes.contains(&home(&one())));
    let touched = world.apply(Update::Left(one()));
    assert!(touched.lanes.contains(&home(&one())));
    assert!(world.lane(&home(&one())).is_none());
    assert!(touched.posts.contains(&uri()) && world.kept(&uri()).is_none());
}
