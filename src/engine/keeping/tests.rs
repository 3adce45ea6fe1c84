use super::*;
use crate::{
    core::{
        http::Response,
        id::{ActorUri, LocalId},
        timeline::{Ask, Cursor, Entry, Item, Page, Span, What},
        world::Update,
    },
    engine::fake::{Fake, block_on},
    protocol::{Protocol, Viewer, mastodon::Mastodon},
};

fn account(name: &str) -> AccountId {
    let actor = ActorUri::new(&format!("https://a.example/u/{name}"));
    AccountId::new("https://a.example", &actor)
}

fn status(id: u32, saved: bool) -> String {
    format!(
        r#"{{"id":"{id}","uri":"https://a.example/p/{id}","created_at":"2026-01-01T00:00:{id:02}Z",
        "account":{{"acct":"x","url":"https://a.example/@x"}},"content":"<p>post <b>{id}</b></p>",
        "spoiler_text":"careful","bookmarked":{saved},"favourites_count":{id},
        "media_attachments":[{{"type":"image","url":"https://a.example/i.png","description":"A cat",
        "meta":{{"focus":{{"x":0.5,"y":-0.25}},"original":{{"width":3,"height":2}}}}}}],
        "poll":{{"options":[{{"title":"yes","votes_count":1}}],"expires_at":"2026-02-01T00:00:00Z"}}}}"#
    )
}

fn home(account: &AccountId) -> Source {
    Source {
        account: account.clone(),
        feed: Feed::Home,
    }
}

/// A world in which these accounts have read the same posts, and what changed.
fn read(accounts: &[AccountId], posts: &[(u32, bool)]) -> (World, Changes) {
    let (mut world, mut changes) = (World::default(), Changes::default());
    for id in accounts {
        let viewer = Viewer {
            account: id.clone(),
            handle_host: "a.example".into(),
        };
        let body: Vec<String> = posts
            .iter()
            .map(|(id, saved)| status(*id, *saved))
            .collect();
        let response = Response {
            status: 200,
            body: format!("[{}]", body.join(",")).into_bytes(),
            ..Response::default()
        };
        let call = Mastodon.page(&Feed::Home, None).unwrap();
        let touched = world.apply(Update::Page {
            source: home(id),
            ask: Ask::Newest,
            page: (call.read)(&viewer, &response).unwrap(),
            asked: 1,
            hold: false,
        });
        changes.posts.extend(touched.posts);
        let lanes = touched.lanes.keys().map(|it| (it.clone(), ()));
        changes.lanes.extend(lanes);
    }
    (world, changes)
}

fn platform<'a>() -> Fake<'a> {
    Fake::new(|_, _, _| unreachable!("nobody is asked"))
}

fn uri(id: u32) -> PostUri {
    PostUri::new(&format!("https://a.example/p/{id}"))
}

fn just(source: &Source) -> Few<Source, ()> {
    let mut lanes = Few::default();
    lanes.insert(source.clone(), ());
    lanes
}

#[test]
fn what_was_read_is_there_at_the_next_visit() {
    let ana = account("ana");
    let (world, mut changes) = read(std::slice::from_ref(&ana), &[(2, false), (1, true)]);
    let place = Place {
        post: Some(uri(1)),
        time: Millis(7),
        offset: -12.5,
        drawn: None,
        near: vec![uri(1), uri(2), uri(99)],
    };
    changes.place = Some(place.clone());
    let platform = platform();
    block_on(keep(
        &platform,
        &records(&world, changes, &mut Written::default()),
    ))
    .unwrap();
    let (found, near) = block_on(last_view(&platform)).unwrap();
    assert_eq!(found, place);
    assert_eq!(
        near,
        [world.kept(&uri(1)).unwrap(), world.kept(&uri(2)).unwrap()]
    );
    let (lanes, _) = block_on(lanes(&platform, &[ana.clone(), account("bo")]));
    assert_eq!(
        lanes,
        [(home(&ana), world.lane(&home(&ana)).unwrap().clone())]
    );
}

#[test]
fn broken_records_and_those_of_another_form_are_none() {
    let platform = platform();
    let (world, changes) = read(&[account("ana")], &[(1, false)]);
    let mut all = records(&world, changes, &mut Written::default());
    block_on(keep(&platform, &all)).unwrap();
    assert_eq!(block_on(posts(&platform, &[uri(1)])).len(), 1);
    for change in [
        |bytes: &mut Vec<u8>| bytes[0] += 1,
        |bytes: &mut Vec<u8>| bytes.truncate(20),
        |bytes: &mut Vec<u8>| bytes.clear(),
        |bytes: &mut Vec<u8>| bytes.iter_mut().skip(1).for_each(|byte| *byte = 0xff),
    ] {
        let kept = all[0].1[0].1.clone();
        change(all[0].1[0].1.as_mut().unwrap());
        block_on(keep(&platform, &all)).unwrap();
        assert_eq!(block_on(posts(&platform, &[uri(1)])), []);
        all[0].1[0].1 = kept;
    }
}

#[test]
fn signing_out_takes_ones_own_part_out_of_everything() {
    let (ana, bo) = (account("ana"), account("bo"));
    let (world, changes) = read(&[ana.clone(), bo.clone()], &[(1, false)]);
    let platform = platform();
    block_on(keep(
        &platform,
        &records(&world, changes, &mut Written::default()),
    ))
    .unwrap();
    block_on(forget(&platform, &ana));
    assert_eq!(block_on(lanes(&platform, std::slice::from_ref(&ana))).0, []);
    let left = block_on(posts(&platform, &[uri(1)]));
    let accounts: Vec<_> = left[0].sightings.iter().map(|it| &it.account).collect();
    assert_eq!(accounts, [&bo]);
    block_on(forget(&platform, &bo));
    assert_eq!(block_on(count(&platform)), 0);
}

#[test]
fn bookmarks_and_what_is_needed_are_never_evicted() {
    let (world, changes) = read(&[account("ana")], &[(3, false), (2, true), (1, false)]);
    let platform = platform();
    block_on(keep(
        &platform,
        &records(&world, changes, &mut Written::default()),
    ))
    .unwrap();
    block_on(evict(&platform, &BTreeSet::from([uri(3)])));
    let left = block_on(posts(&platform, &[uri(3), uri(2), uri(1)]));
    let left: Vec<_> = left.into_iter().map(|kept| kept.post.uri).collect();
    assert_eq!(left, [uri(3), uri(2)]);
}

#[test]
fn where_there_is_no_room_nothing_is_lost_but_what_is_new() {
    let platform = platform();
    let (world, changes) = read(&[account("ana")], &[(1, false)]);
    block_on(keep(
        &platform,
        &records(&world, changes.clone(), &mut Written::default()),
    ))
    .unwrap();
    platform.fill(true);
    assert_eq!(
        block_on(keep(
            &platform,
            &records(&world, changes, &mut Written::default())
        )),
        Err(NotKept)
    );
    assert_eq!(block_on(posts(&platform, &[uri(1)])).len(), 1);
}

/// A lane of so many entries, the newest of which is the last.
fn long_lane(entries: u32) -> (World, Source) {
    let ana = account("ana");
    let mut world = World::default();
    let item = |id: u32| {
        let entry = Entry {
            key: LocalId::new(id.to_string()),
            time: Millis(id.into()),
            what: What::Post(uri(id)),
        };
        Item { entry, seen: None }
    };
    world.apply(Update::Page {
        source: home(&ana),
        ask: Ask::Newest,
        page: Page {
            items: (0..entries).rev().map(item).collect(),
            older: Some(Cursor("below".into())),
        },
        asked: 1,
        hold: false,
    });
    (world, home(&ana))
}

#[test]
fn a_long_lane_is_kept_in_runs_and_a_page_costs_the_run_that_it_is_in() {
    let (mut world, source) = long_lane(5_000);
    let platform = platform();
    let mut written = Written::default();
    let mut keep_lane = |world: &World| {
        let lanes = just(&source);
        let changes = Changes {
            lanes,
            ..Changes::default()
        };
        let records = records(world, changes, &mut written);
        block_on(keep(&platform, &records)).unwrap();
        let bytes = records.iter().flat_map(|(_, pairs)| pairs);
        let bytes = bytes.filter_map(|(_, bytes)| bytes.as_ref().map(Vec::len));
        bytes.sum::<usize>()
    };
    let whole = keep_lane(&world);
    let back = || {
        let (lanes, _) = block_on(lanes(&platform, std::slice::from_ref(&source.account)));
        lanes.into_iter().next().map(|(_, lane)| lane)
    };
    assert_eq!(back().as_ref(), world.lane(&source));
    let older = |id: u32| Item {
        entry: Entry {
            key: LocalId::new(format!("older-{id}")),
            time: Millis(-i64::from(id)),
            what: What::Unreadable,
        },
        seen: None,
    };
    for (ask, from) in [("below", 0), ("further", 40)] {
        world.apply(Update::Page {
            source: source.clone(),
            ask: Ask::Older(Cursor(ask.into())),
            page: Page {
                items: (from..from + 40).map(older).map(readable).collect(),
                older: Some(Cursor("further".into())),
            },
            asked: 1,
            hold: false,
        });
        let page = keep_lane(&world);
        assert!(page < whole / 5, "{page} of {whole} bytes");
        assert_eq!(back().as_ref(), world.lane(&source));
    }
    // One on top, as streams bring them, and one gone from the midst.
    let mut item = readable(older(99));
    item.entry.time = Millis(9_999);
    world.apply(Update::Streamed {
        source: source.clone(),
        item,
        hold: false,
    });
    world.apply(Update::Deleted {
        account: source.account.clone(),
        local: LocalId::new("2500"),
    });
    let few = keep_lane(&world);
    assert!(few < whole / 4, "{few} of {whole} bytes");
    assert_eq!(back().as_ref(), world.lane(&source));
    block_on(forget(&platform, &source.account));
    assert_eq!(block_on(platform.keys(Shelf::Lanes)), [""; 0]);
}

fn readable(mut item: Item) -> Item {
    item.entry.what = What::Post(PostUri::new(item.entry.key.as_str()));
    item
}

fn write(platform: &Fake, world: &World, source: &Source, written: &mut Written) {
    let changes = Changes {
        lanes: just(source),
        ..Changes::default()
    };
    let records = records(world, changes, written);
    block_on(keep(platform, &records)).unwrap();
}

fn back(platform: &Fake, source: &Source) -> Option<Lane> {
    let (lanes, _) = block_on(lanes(platform, std::slice::from_ref(&source.account)));
    lanes.into_iter().next().map(|(_, lane)| lane)
}

#[test]
fn a_span_of_which_a_run_is_missing_is_a_gap() {
    let (mut world, source) = long_lane(1_000);
    let below = world.lane(&source).unwrap().spans.clone();
    let top = Entry {
        key: LocalId::new("newest"),
        time: Millis(9_999),
        what: What::Unreadable,
    };
    world.apply(Update::Page {
        source: source.clone(),
        ask: Ask::Newest,
        page: Page {
            items: vec![Item {
                entry: top,
                seen: None,
            }],
            older: Some(Cursor("gap".into())),
        },
        asked: 2,
        hold: false,
    });
    let platform = platform();
    write(&platform, &world, &source, &mut Written::default());
    let lane = back(&platform, &source).unwrap();
    assert_eq!(lane.entries().next().unwrap().what, What::Unreadable);
    assert_eq!(lane.spans.len(), 2);
    let first = lane.spans.first().cloned();
    let newest = |name: &String| name.ends_with(&lanes::run_of(&first.as_ref().unwrap().entries));
    let mut runs = block_on(platform.keys(Shelf::Lanes));
    runs.retain(|name| newest(name));
    assert_eq!(runs.len(), 1);
    let gone = runs.into_iter().map(|name| (name, None)).collect();
    block_on(platform.put(&[(Shelf::Lanes, gone)])).unwrap();
    let left: Vec<Span> = back(&platform, &source).unwrap().spans;
    assert_eq!(left, below);
}

#[test]
fn two_tabs_that_tell_each_other_take_nothing_from_each_other() {
    let (mut here, source) = long_lane(1_000);
    let (mut there, _) = long_lane(1_000);
    let platform = platform();
    let (mut ours, mut theirs) = (Written::default(), Written::default());
    write(&platform, &here, &source, &mut ours);
    write(&platform, &there, &source, &mut theirs);
    let gone = |world: &mut World, local: &str| {
        world.apply(Update::Deleted {
            account: source.account.clone(),
            local: LocalId::new(local),
        });
    };
    for (ours_gone, theirs_gone) in [("1", "999"), ("500", "400")] {
        gone(&mut here, ours_gone);
        theirs.clear();
        write(&platform, &here, &source, &mut ours);
        assert_eq!(back(&platform, &source).as_ref(), here.lane(&source));
        gone(&mut there, theirs_gone);
        ours.clear();
        write(&platform, &there, &source, &mut theirs);
        assert_eq!(back(&platform, &source).as_ref(), there.lane(&source));
    }
    let before = block_on(platform.keys(Shelf::Lanes)).len();
    block_on(sweep(&platform));
    assert!(block_on(platform.keys(Shelf::Lanes)).len() < before);
    assert_eq!(back(&platform, &source).as_ref(), there.lane(&source));
}

#[test]
fn what_left_memory_meanwhile_stays_kept() {
    let ana = account("ana");
    let (mut world, changes) = read(std::slice::from_ref(&ana), &[(1, false)]);
    let platform = platform();
    let mut written = Written::default();
    let all = records(&world, changes.clone(), &mut written);
    block_on(keep(&platform, &all)).unwrap();
    world.apply(Update::Unloaded(vec![uri(1)]));
    let again = records(&world, changes, &mut written);
    block_on(keep(&platform, &again)).unwrap();
    assert_eq!(block_on(posts(&platform, &[uri(1)])).len(), 1);
}
