use super::*;
use crate::core::{id::PostUri, timeline::What};

fn entry(key: &str) -> Entry {
    let time = Millis(key.parse().unwrap_or(0));
    Entry {
        key: LocalId::new(key),
        time,
        what: What::Post(PostUri::new(key)),
    }
}

fn page(keys: &[&str], older: Option<&str>) -> Span {
    Span {
        entries: keys.iter().map(|key| entry(key)).collect(),
        older: older.map(|cursor| Cursor(cursor.into())),
        floor: None,
    }
}

fn put(lane: &mut Lane, ask: &Ask, page: Span, hold: bool) {
    let asked = lane.as_of + 1;
    lane.insert(ask, page, asked, hold);
}

fn older(cursor: &str) -> Ask {
    Ask::Older(Cursor(cursor.into()))
}

fn shape(lane: &Lane) -> Vec<Vec<&str>> {
    lane.spans
        .iter()
        .map(|s| s.entries.iter().map(|e| e.key.as_str()).collect())
        .collect()
}

#[test]
fn a_page_that_overlaps_is_joined_and_one_that_does_not_leaves_a_gap() {
    let mut lane = Lane::default();
    put(&mut lane, &Ask::Newest, page(&["9", "8"], Some("8")), false);
    put(
        &mut lane,
        &Ask::Newest,
        page(&["11", "10", "9"], Some("9")),
        false,
    );
    assert_eq!(shape(&lane), [["11", "10", "9", "8"]]);
    put(
        &mut lane,
        &Ask::Newest,
        page(&["21", "20"], Some("20")),
        false,
    );
    assert_eq!(shape(&lane), [vec!["21", "20"], vec!["11", "10", "9", "8"]]);
    assert_eq!(lane.bottom(), Some(&Cursor("8".into())));
}

#[test]
fn a_gap_is_filled_in_place() {
    let mut lane = Lane::default();
    put(&mut lane, &Ask::Newest, page(&["9", "8"], Some("8")), false);
    put(
        &mut lane,
        &Ask::Newest,
        page(&["21", "20"], Some("20")),
        false,
    );
    put(
        &mut lane,
        &older("20"),
        page(&["19", "18"], Some("18")),
        false,
    );
    assert_eq!(shape(&lane), [vec!["21", "20", "19", "18"], vec!["9", "8"]]);
    put(
        &mut lane,
        &older("18"),
        page(&["10", "9", "8", "7"], Some("7")),
        false,
    );
    assert_eq!(
        shape(&lane),
        [["21", "20", "19", "18", "10", "9", "8", "7"]]
    );
    assert_eq!(
        lane.bottom(),
        Some(&Cursor("7".into())),
        "the deeper page goes on deeper"
    );
}

#[test]
fn a_gap_with_nothing_in_it_closes() {
    let mut lane = Lane::default();
    put(&mut lane, &Ask::Newest, page(&["9", "8"], Some("8")), false);
    put(&mut lane, &Ask::Newest, page(&["21"], Some("21")), false);
    put(&mut lane, &older("21"), page(&[], None), false);
    assert_eq!(shape(&lane), [["21", "9", "8"]]);
    assert_eq!(lane.bottom(), Some(&Cursor("8".into())));
}

#[test]
fn a_page_twice_changes_nothing_and_a_late_page_finds_its_gap_filled() {
    let mut lane = Lane::default();
    let first = page(&["9", "8"], Some("8"));
    put(&mut lane, &Ask::Newest, first.clone(), false);
    put(&mut lane, &older("8"), page(&["7"], Some("7")), false);
    let once = lane.clone();
    put(&mut lane, &Ask::Newest, first, false);
    put(&mut lane, &older("8"), page(&["7"], Some("7")), false);
    assert_eq!(lane.spans, once.spans);
}

#[test]
fn a_server_that_repeats_itself_forever_is_not_asked_forever() {
    let mut lane = Lane::default();
    put(&mut lane, &Ask::Newest, page(&["9", "8"], Some("8")), false);
    put(&mut lane, &older("8"), page(&["9", "8"], Some("x")), false);
    assert!(lane.finished());
    assert!(lane.repeats, "and that it did is known");
    put(&mut lane, &Ask::Newest, page(&["9", "8"], Some("8")), false);
    assert!(lane.finished(), "also when the page on top comes once more");
    let mut lane = Lane::default();
    put(
        &mut lane,
        &Ask::Newest,
        page(&["9", "9", "8"], Some("8")),
        false,
    );
    put(&mut lane, &older("8"), page(&["7"], Some("8")), false);
    assert_eq!(shape(&lane), [["9", "8", "7"]]);
    assert!(lane.finished());
}

#[test]
fn a_stale_page_does_not_push_what_was_streamed_down() {
    let mut lane = Lane::default();
    put(&mut lane, &Ask::Newest, page(&["5", "4"], Some("4")), false);
    lane.push(entry("6"), false);
    put(
        &mut lane,
        &Ask::Newest,
        page(&["5", "4", "3"], Some("3")),
        false,
    );
    assert_eq!(shape(&lane), [["6", "5", "4", "3"]]);
    assert_eq!(lane.bottom(), Some(&Cursor("3".into())));
}

#[test]
fn what_comes_on_top_is_held_until_asked_for() {
    let mut lane = Lane::default();
    put(&mut lane, &Ask::Newest, page(&["5", "4"], Some("4")), true);
    assert_eq!(lane.held, 0, "the first page has nobody to disturb");
    lane.push(entry("6"), true);
    lane.push(entry("6"), true);
    put(
        &mut lane,
        &Ask::Newest,
        page(&["8", "7", "6", "5"], Some("5")),
        true,
    );
    assert_eq!(lane.held, 3);
    lane.remove(|entry| entry.key.as_str() == "7");
    assert_eq!(
        (lane.held, shape(&lane)),
        (2, vec![vec!["8", "6", "5", "4"]])
    );
}

/// What is not held back.
fn seen(lane: &Lane) -> Vec<&str> {
    let seen = lane.entries().skip(lane.held);
    seen.map(|entry| entry.key.as_str()).collect()
}

#[test]
fn what_is_seen_is_not_held_back_when_the_top_was_deleted() {
    let mut lane = Lane::default();
    put(&mut lane, &Ask::Newest, page(&["9", "8", "7"], None), true);
    put(&mut lane, &Ask::Newest, page(&["10", "8", "7"], None), true);
    assert_eq!(seen(&lane), ["8", "7"]);
    put(&mut lane, &Ask::Newest, page(&["8", "7"], None), true);
    assert_eq!((seen(&lane), lane.held), (vec!["8", "7"], 0));
    put(&mut lane, &Ask::Newest, page(&["12", "11"], None), true);
    assert_eq!(seen(&lane), ["12", "11"], "there is nobody to wait for");
}

#[test]
fn what_fills_a_gap_above_the_reader_waits_with_what_is_around_it() {
    let mut lane = Lane::default();
    put(&mut lane, &Ask::Newest, page(&["7"], None), true);
    put(&mut lane, &Ask::Newest, page(&["10"], Some("10")), true);
    put(&mut lane, &Ask::Newest, page(&["20"], Some("20")), true);
    assert_eq!((seen(&lane), lane.held), (vec!["7"], 2));
    put(
        &mut lane,
        &older("20"),
        page(&["19", "10"], Some("10")),
        true,
    );
    assert_eq!((seen(&lane), lane.held), (vec!["7"], 3));
}

#[test]
fn a_lane_that_waits_as_a_whole_goes_on_below() {
    let mut lane = Lane::default();
    put(&mut lane, &Ask::Newest, page(&["9", "8"], Some("8")), true);
    lane.hold_newer_than(Millis(0));
    put(&mut lane, &older("8"), page(&["7"], Some("7")), true);
    assert_eq!(seen(&lane), ["7"]);
    put(&mut lane, &Ask::Newest, page(&["10", "9"], Some("9")), true);
    assert_eq!((seen(&lane), lane.held), (vec!["7"], 3));
}
