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
    assert!(touched.lanes.contains_key(&home(&one())));
    let touched = world.apply(Update::Left(one()));
    assert!(touched.lanes.contains_key(&home(&one())));
    assert!(world.lane(&home(&one())).is_none());
    assert!(touched.posts.contains(&uri()) && world.kept(&uri()).is_none());
}

#[test]
fn a_post_that_left_memory_comes_back_with_all_that_was_known() {
    let mut world = told([shown(liked(&one(), true, Some(9)), 1)]);
    let kept = world.kept(&uri()).unwrap();
    world.apply(Update::Unloaded(vec![uri()]));
    assert!(world.post(&uri()).is_none());
    assert_eq!(world.named(&one(), &kept.sightings[0].local), Some(&uri()));
    let touched = world.apply(Update::Recalled(vec![kept.clone()]));
    assert!(touched.posts.contains(&uri()) && touched.partial.is_empty());
    assert_eq!(world.kept(&uri()), Some(kept));
}

#[test]
fn what_another_server_shows_of_a_post_that_left_memory_is_not_all_that_is_known() {
    let both = [
        shown(liked(&one(), true, Some(9)), 1),
        shown(liked(&two(), false, Some(3)), 2),
    ];
    let all = told(both.clone());
    let [first, second] = both;
    let mut world = told([first]);
    let kept = world.kept(&uri()).unwrap();
    world.apply(Update::Unloaded(vec![uri()]));
    let touched = world.apply(second);
    assert!(touched.partial.contains(&uri()), "more of it is kept");
    world.apply(Update::Recalled(vec![kept]));
    assert_eq!(world.kept(&uri()), all.kept(&uri()));
}

#[test]
fn a_post_of_which_something_is_wished_stays() {
    let mut world = told([shown(liked(&one(), false, Some(9)), 1)]);
    world.apply(Update::Wished(Intent {
        account: one(),
        post: uri(),
        change: Change::Like(true),
        number: 2,
    }));
    world.apply(Update::Unloaded(vec![uri()]));
    assert!(world.post(&uri()).is_some());
}

#[test]
fn a_post_that_is_deleted_while_it_is_away_does_not_come_back() {
    let mut world = told([shown(liked(&one(), true, Some(9)), 1)]);
    let kept = world.kept(&uri()).unwrap();
    let local = kept.sightings[0].local.clone();
    world.apply(Update::Unloaded(vec![uri()]));
    let account = one();
    let touched = world.apply(Update::Deleted { account, local });
    assert!(touched.posts.contains(&uri()) && touched.partial.contains(&uri()));
    world.apply(Update::Recalled(vec![kept]));
    assert_eq!(world.kept(&uri()), None);
}
