//! Servers hear of one another, but not of everything.

use crate::clock;
use crate::world::World;
use crate::world::build::build;
use crate::world::build::tests::{plan, small};
use crate::world::id::{PostNo, ServerNo};
use crate::world::post::{Draft, Visibility};
use crate::world::{Plan, text};

const ONE: ServerNo = ServerNo(0);
const TWO: ServerNo = ServerNo(1);
const THREE: ServerNo = ServerNo(2);

fn say(world: &mut World, who: &str, words: &str, visibility: Visibility) -> PostNo {
    let author = world.find_person(who).unwrap();
    let mut draft = Draft::new(author, clock::now());
    draft.words = text::words(world, author, words);
    draft.visibility = visibility;
    world.publish(draft)
}

#[test]
fn a_post_arrives_elsewhere_late_with_the_same_uri_and_another_id() {
    let mut world = build(Plan {
        delay: 800,
        ..plan(60)
    });
    let no = say(&mut world, "ana@one", "hello", Visibility::Public);
    assert!(world.server(ONE).knows(no));
    assert!(!world.server(TWO).knows(no));
    world.deliver(clock::now() + 900);
    assert!(world.server(TWO).knows(no) && world.server(THREE).knows(no));
    assert_ne!(world.server(ONE).post_id(no), world.server(TWO).post_id(no));
    assert_eq!(world.server(THREE).post_id(no).unwrap().len(), 26);
    let ana_two = world.find_person("ana@two").unwrap();
    assert!(world.desks[&ana_two].home.values().any(|p| *p == no));
}

#[test]
fn a_direct_post_goes_only_to_whom_it_names() {
    let mut world = small(60);
    let no = say(
        &mut world,
        "ana@one",
        "@haru@three psst",
        Visibility::Direct,
    );
    assert!(world.server(THREE).knows(no) && !world.server(TWO).knows(no));
    let haru = world.find_person("haru@three").unwrap();
    let bo = world.find_person("bo@one").unwrap();
    assert!(world.may_see(Some(haru), no) && !world.may_see(Some(bo), no));
    assert!(!world.may_see(None, no));
}

#[test]
fn edits_and_deletions_travel() {
    let mut world = small(60);
    let no = say(&mut world, "ana@one", "frist", Visibility::Public);
    let author = world.post(no).author;
    let words = text::words(&world, author, "first");
    world.edit(no, words);
    assert_eq!(world.words(TWO, no).unwrap().text, "first");
    world.delete(no);
    assert!(world.servers.iter().all(|s| !s.knows(no)));
    assert!(
        world
            .desks
            .values()
            .all(|d| d.home.values().all(|p| *p != no))
    );
}

#[test]
fn some_servers_know_only_part_of_a_thread() {
    let world = small(600);
    let replies: Vec<PostNo> = (0..600)
        .map(PostNo)
        .filter(|no| world.post(*no).reply_to.is_some() && world.post(*no).visibility.open())
        .collect();
    let missing = replies
        .iter()
        .filter(|no| world.servers.iter().any(|s| !s.knows(**no)))
        .count();
    assert!(missing > 10, "{missing} of {}", replies.len());
    assert!(
        replies
            .iter()
            .all(|no| world.server(world.origin(*no)).knows(*no))
    );
}

#[test]
fn the_origin_knows_most_about_a_post() {
    let world = small(300);
    let sum = |server: ServerNo, mine: bool| -> usize {
        (0..300)
            .map(PostNo)
            .filter(|no| (world.origin(*no) == server) == mine && world.server(server).knows(*no))
            .map(|no| {
                let known = crate::flavour::mastodon::counts(&world, server, no).0;
                assert!(known <= world.post(no).likes.len());
                world.post(no).likes.len() - known
            })
            .sum()
    };
    assert_eq!(sum(ONE, true), 0);
    assert!(sum(ONE, false) > 20);
}

#[test]
fn a_post_that_was_looked_up_first_still_comes_home() {
    let mut world = build(Plan {
        delay: 800,
        ..plan(60)
    });
    let no = say(&mut world, "ana@one", "on its way", Visibility::Public);
    world.learn(TWO, no);
    let ana_two = world.find_person("ana@two").unwrap();
    let at_home = |world: &World| world.desks[&ana_two].home.values().any(|p| *p == no);
    assert!(!at_home(&world));
    world.deliver(clock::now() + 900);
    assert!(at_home(&world));
}

#[test]
fn who_hides_a_server_hears_and_is_heard_no_more() {
    let mut world = small(60);
    let (ana, haru) = (
        world.find_person("ana@one").unwrap(),
        world.find_person("haru@three").unwrap(),
    );
    world.follow(haru, ana);
    world.follow(ana, haru);
    world.hide(ana, THREE);
    assert!(!world.person(haru).follows.contains(&ana));
    assert!(!world.person(ana).follows.contains(&haru));
    let no = say(
        &mut world,
        "haru@three",
        "@ana@one hello",
        Visibility::Public,
    );
    let desk = &world.desks[&ana];
    assert!(desk.home.values().all(|p| *p != no));
    assert!(desk.notices.values().all(|it| it.post != Some(no)));
}
