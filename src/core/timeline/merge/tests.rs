use super::*;
use crate::core::dice::Chance;
use crate::core::id::ActorUri;
use crate::core::timeline::{Ask, Span};

fn account(name: &str) -> AccountId {
    AccountId::new("https://s.example", &ActorUri::new(name))
}

fn entry(key: &str, time: i64) -> Entry {
    let what = match key.split_once('<') {
        Some((post, by)) => What::Boost {
            post: PostUri::new(post),
            by: Handle::new(by, "s.example"),
            name: by.into(),
        },
        None if key == "?" => What::Unreadable,
        None => What::Post(PostUri::new(key)),
    };
    Entry {
        key: LocalId::new(format!("{key}{time}")),
        time: Millis(time),
        what,
    }
}

fn span(entries: &[(&str, i64)], older: Option<&str>) -> Span {
    Span {
        entries: entries
            .iter()
            .map(|(key, time)| entry(key, *time))
            .collect(),
        older: older.map(|cursor| Cursor(cursor.into())),
        floor: None,
    }
}

fn lane(finished: bool, entries: &[(&str, i64)]) -> Lane {
    Lane {
        spans: vec![span(entries, (!finished).then_some("more"))],
        ..Lane::default()
    }
}

fn merged(lanes: &[(&str, &Lane)], let_go: &[&str]) -> Merged {
    let names: Vec<_> = lanes.iter().map(|(name, _)| account(name)).collect();
    let strands: Vec<_> = lanes
        .iter()
        .zip(&names)
        .map(|((name, lane), account)| Strand {
            account,
            lane,
            let_go: let_go.contains(name),
            with_held: false,
        })
        .collect();
    merge(&strands)
}

fn posts(merged: &Merged) -> Vec<String> {
    let name = |row: &Row| match row {
        Row::Post { post, .. } => post.as_str().to_owned(),
        Row::Gap { .. } => "gap".to_owned(),
        Row::Unreadable { .. } => "?".to_owned(),
    };
    merged.rows.iter().map(name).collect()
}

#[test]
fn rows_stop_at_the_horizon_of_an_unfinished_lane() {
    let a = lane(true, &[("new", 90), ("mid", 50)]);
    let b = lane(false, &[("fresh", 80), ("old", 10)]);
    let rows = merged(&[("a", &a), ("b", &b)], &[]);
    assert_eq!(posts(&rows), ["new", "fresh", "mid", "old"]);
    let a = lane(false, &[("new", 90), ("mid", 50)]);
    let rows = merged(&[("a", &a), ("b", &b)], &[]);
    assert_eq!(posts(&rows), ["new", "fresh", "mid"]);
    assert_eq!(
        rows.next,
        Some(account("a")),
        "the lane that sets the horizon is asked next"
    );
}

#[test]
fn a_lane_without_an_answer_hides_all_until_it_is_let_go_of() {
    let a = lane(true, &[("new", 90)]);
    let silent = Lane::default();
    assert_eq!(posts(&merged(&[("a", &a), ("b", &silent)], &[])), [""; 0]);
    assert_eq!(
        posts(&merged(&[("a", &a), ("b", &silent)], &["b"])),
        ["new"]
    );
}

#[test]
fn a_post_seen_by_two_accounts_is_one_row() {
    let a = lane(true, &[("x", 50), ("y", 40)]);
    let b = lane(true, &[("x", 50)]);
    let rows = merged(&[("a", &a), ("b", &b)], &[]);
    assert_eq!(posts(&rows), ["x", "y"]);
    let Row::Post { through, .. } = &rows.rows[0] else {
        panic!("a post")
    };
    assert_eq!(through, &[account("a"), account("b")]);
}

#[test]
fn boosts_of_a_post_are_folded_into_its_newest_row() {
    let a = lane(true, &[("x<kim", 90), ("y", 80), ("x<eve", 70)]);
    let b = lane(true, &[("x<eve", 85), ("x", 10)]);
    let rows = merged(&[("a", &a), ("b", &b)], &[]);
    assert_eq!(posts(&rows), ["x", "y"]);
    let Row::Post { boosters, time, .. } = &rows.rows[0] else {
        panic!("a post")
    };
    let names: Vec<_> = boosters
        .iter()
        .map(|booster| booster.name.as_str())
        .collect();
    assert_eq!((names, *time), (vec!["kim", "eve"], Millis(90)));
}

#[test]
fn one_backdated_post_does_not_drag_its_lane_down() {
    let a = lane(false, &[("now", 100), ("backdated", 1), ("before", 90)]);
    let b = lane(true, &[("between", 95)]);
    let rows = merged(&[("a", &a), ("b", &b)], &[]);
    assert_eq!(posts(&rows), ["now", "between", "backdated", "before"]);
}

#[test]
fn a_gap_is_shown_where_it_is() {
    let a = Lane {
        spans: vec![span(&[("n", 90)], Some("c1")), span(&[("o", 20)], None)],
        held: 0,
        ..Lane::default()
    };
    let b = lane(true, &[("m", 50)]);
    let rows = merged(&[("a", &a), ("b", &b)], &[]);
    assert_eq!(posts(&rows), ["n", "gap", "m", "o"]);
    let Row::Gap { newer, older, .. } = &rows.rows[1] else {
        panic!("a gap")
    };
    assert_eq!((*newer, *older), (Millis(90), Millis(20)));
}

#[test]
fn held_entries_wait_and_their_gap_with_them() {
    let a = Lane {
        spans: vec![
            span(&[("n", 90), ("m", 80)], Some("c1")),
            span(&[("o", 20)], None),
        ],
        held: 2,
        ..Lane::default()
    };
    let b = lane(true, &[("p", 30)]);
    assert_eq!(posts(&merged(&[("a", &a), ("b", &b)], &[])), ["p", "o"]);
}

#[test]
fn a_broken_item_is_a_row_of_its_own() {
    let a = lane(true, &[("x", 3), ("?", 2), ("y", 1)]);
    assert_eq!(posts(&merged(&[("a", &a)], &[])), ["x", "?", "y"]);
}

/// Loads `truth` (newest first) in random pages, gaps and repetitions.
fn load(truth: &[(&str, i64)], dice: &mut Chance) -> Lane {
    let mut lane = Lane::default();
    let mut asks = Vec::new();
    for asked in 1..60 {
        let at = dice.below(truth.len());
        let size = 1 + dice.below(4);
        let newest = lane.spans.is_empty() || dice.below(4) == 0;
        let cursors: Vec<_> = lane
            .spans
            .iter()
            .filter_map(|span| span.older.clone())
            .collect();
        let (ask, start) = match cursors.get(at % cursors.len().max(1)) {
            Some(cursor) if !newest => (Ask::Older(cursor.clone()), cursor.0.parse().unwrap()),
            // The first page was the newest when less had been written.
            _ => (Ask::Newest, if lane.spans.is_empty() { at } else { 0 }),
        };
        let end = (start + size).min(truth.len());
        let older = (end < truth.len()).then(|| end.to_string());
        let page = span(&truth[start..end], older.as_deref());
        // Answers come in any order, some twice.
        asks.push((ask, page, asked));
        let (ask, page, late) = asks[dice.below(asks.len())].clone();
        lane.insert(&ask, page, late, false);
        let (ask, page, asked) = asks.last().cloned().unwrap();
        lane.insert(&ask, page, asked, false);
    }
    lane.insert(&Ask::Newest, span(&truth[..1], Some("1")), 60, false);
    while let Some(cursor) = lane.spans.iter().find_map(|span| span.older.clone()) {
        let start: usize = cursor.0.parse().unwrap();
        let end = (start + 3).min(truth.len());
        let older = (end < truth.len()).then(|| end.to_string());
        let page = span(&truth[start..end], older.as_deref());
        lane.insert(&Ask::Older(cursor), page, 61, false);
    }
    lane
}

#[test]
fn any_order_of_pages_ends_in_the_servers_timeline() {
    let names: Vec<String> = (0..24).map(|n| format!("p{n}")).collect();
    let truth: Vec<(&str, i64)> = names
        .iter()
        .enumerate()
        .map(|(n, name)| (name.as_str(), 100 - n as i64))
        .collect();
    for seed in 1..300 {
        let lane = load(&truth, &mut Chance::new(seed * 7919));
        let rows = merged(&[("a", &lane)], &[]);
        assert_eq!(posts(&rows), names, "seed {seed}");
        assert!(rows.next.is_none());
    }
}

/// A lane of one or two spans, some of it held back.
fn any_lane(dice: &mut Chance) -> Lane {
    let names = ["x", "y", "z<eve", "z<kim", "x<eve", "w", "?"];
    let mut stretch = |cursor: Option<&str>, since: i64| {
        let entries: Vec<_> = (0..1 + dice.below(6))
            .map(|_| (names[dice.below(7)], since + dice.below(20) as i64))
            .collect();
        span(&entries, cursor).tidy()
    };
    let mut spans = vec![stretch(Some("gap"), 20), stretch(None, 0)];
    match dice.below(4) {
        0 => spans.truncate(1),
        1 => spans.clear(),
        2 => drop(spans.remove(0)),
        _ => {}
    }
    Lane {
        spans,
        held: dice.below(3),
        ..Lane::default()
    }
}

/// All orders of four things.
fn orders() -> Vec<Vec<usize>> {
    let any = (0..256).map(|n| vec![n & 3, n >> 2 & 3, n >> 4 & 3, n >> 6]);
    let each_once = |order: &Vec<usize>| (0..4).all(|place| order.contains(&place));
    any.filter(each_once).collect()
}

#[test]
fn merging_is_commutative_and_idempotent() {
    let orders = orders();
    assert_eq!(orders.len(), 24);
    for seed in 1..200 {
        let mut dice = Chance::new(seed * 104_729);
        let names = ["a", "b", "c", "d"].map(account);
        let lanes = [(); 4].map(|()| any_lane(&mut dice));
        let (let_go, with_held) = (dice.below(4), dice.below(2) == 0);
        let of = |places: &[usize]| {
            let strand = |place: &usize| Strand {
                account: &names[*place],
                lane: &lanes[*place],
                let_go: *place == let_go,
                with_held,
            };
            merge(&places.iter().map(strand).collect::<Vec<_>>())
        };
        let once = of(&[0, 1, 2, 3]);
        for order in &orders {
            assert_eq!(of(order), once, "seed {seed}: {order:?}");
        }
        let is_post = |row: &Row| matches!(row, Row::Post { .. });
        let posts = |merged: &Merged| merged.rows.clone().into_iter().filter(is_post);
        let twice = of(&[0, 1, 2, 3, 0, 1, 2, 3]);
        assert!(posts(&twice).eq(posts(&once)), "seed {seed}: told twice");
        assert_eq!(twice.next, once.next);
        let keys: std::collections::HashSet<_> = once.rows.iter().map(Row::key).collect();
        assert_eq!(keys.len(), once.rows.len(), "each row once");
    }
}
