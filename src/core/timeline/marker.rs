//! How far a feed was read, as its server keeps it for all clients, and what
//! that means in a lane.
//!
//! Ids are opaque: what is further up is told by their places in the lane, and
//! where one of them is not in it, by time, if that is beyond doubt.

use super::{Cursor, Entry, Lane, What};
use crate::core::id::{LocalId, Millis};

/// What a server keeps such a thing of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Marked {
    Home,
    Notifications,
}

/// What a server keeps: the newest entry that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marker {
    pub read: LocalId,
    /// When that was told to the server.
    pub told: Option<Millis>,
}

/// The newest entry of a lane that a reader has read who is at `place`: it
/// stands no higher than that. One that could not be read has perhaps no name
/// that its server knows.
pub fn read_at(lane: &Lane, place: Millis) -> Option<&Entry> {
    let above = lane.above(place);
    let mut rest = lane.entries().skip(above);
    rest.find(|entry| entry.what != What::Unreadable)
}

/// Whether an entry of the lane is surely further up than the marker. What came
/// about after the marker was set is; of anything else that is not in the lane
/// nobody knows.
pub fn is_beyond(lane: &Lane, entry: &Entry, marker: &Marker) -> bool {
    match lane.place_of(&marker.read) {
        Some(marked) => lane.place_of(&entry.key).is_some_and(|at| at < marked),
        None => marker.told.is_some_and(|told| entry.time > told),
    }
}

/// What was read elsewhere, if a reader who is at `place` has it still above.
pub fn read_elsewhere<'a>(lane: &'a Lane, place: Millis, marker: &Marker) -> Option<&'a Entry> {
    let marked = lane.place_of(&marker.read)?;
    let above = lane.above(place).checked_sub(marked)?;
    let mut entries = lane.entries().skip(marked).take(above);
    entries.find(|entry| entry.what != What::Unreadable)
}

/// Where to go on loading for a marker that seems to lie in a gap above a reader
/// who is at `place`: it was set later, and is nowhere in the lane.
pub fn gap_above<'a>(lane: &'a Lane, place: Millis, marker: &Marker) -> Option<&'a Cursor> {
    let is_further = marker.told.is_some_and(|told| told > place);
    if !is_further || lane.place_of(&marker.read).is_some() {
        return None;
    }
    let (_, with_gap_below) = lane.spans.split_last()?;
    let span = with_gap_below.first()?;
    let is_above = span.down_to().is_some_and(|time| time > place);
    span.older.as_ref().filter(|_| is_above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{id::PostUri, timeline::Span};

    fn entry(key: &str, time: i64) -> Entry {
        let what = match key.starts_with('?') {
            true => What::Unreadable,
            false => What::Post(PostUri::new(key)),
        };
        Entry {
            key: LocalId::new(key),
            time: Millis(time),
            what,
        }
    }

    fn lane(entries: &[(&str, i64)]) -> Lane {
        Lane {
            spans: vec![Span {
                entries: entries.iter().map(|(key, at)| entry(key, *at)).collect(),
                older: Some(Cursor("more".into())),
                floor: None,
            }],
            ..Lane::default()
        }
    }

    #[test]
    fn a_marker_that_is_nowhere_is_looked_for_in_the_gap_above() {
        let mut lane = lane(&[("new", 50), ("fresh", 40)]);
        lane.spans.extend(super::tests::lane(&[("old", 20)]).spans);
        let gap =
            |read, told, place| gap_above(&lane, Millis(place), &marker(read, told)).is_some();
        assert!(gap("between", Some(35), 20));
        assert!(!gap("between", None, 20), "nobody knows when");
        assert!(!gap("between", Some(15), 20), "set before that was read");
        assert!(!gap("fresh", Some(45), 20), "it is there");
        assert!(!gap("between", Some(60), 45), "the reader is above the gap");
    }

    fn marker(read: &str, told: Option<i64>) -> Marker {
        Marker {
            read: LocalId::new(read),
            told: told.map(Millis),
        }
    }

    fn key(entry: Option<&Entry>) -> Option<&str> {
        entry.map(|entry| entry.key.as_str())
    }

    #[test]
    fn read_is_what_stands_no_higher_than_the_place() {
        let lane = lane(&[("e", 50), ("d", 20), ("c", 40), ("?b", 30), ("a", 10)]);
        assert_eq!(key(read_at(&lane, Millis(60))), Some("e"));
        assert_eq!(key(read_at(&lane, Millis(50))), Some("e"));
        // "d" stands as high as "c" below it.
        assert_eq!(key(read_at(&lane, Millis(40))), Some("d"));
        assert_eq!(
            key(read_at(&lane, Millis(39))),
            Some("a"),
            "no made-up name"
        );
        assert_eq!(read_at(&lane, Millis(9)), None);
    }

    #[test]
    fn places_in_the_lane_say_what_is_further_whatever_the_ids_look_like() {
        let lane = lane(&[("1", 50), ("9", 40), ("5", 30)]);
        let at = |key: &str| lane.entries().find(|it| it.key.as_str() == key).unwrap();
        assert!(is_beyond(&lane, at("1"), &marker("9", None)));
        assert!(!is_beyond(&lane, at("9"), &marker("9", None)));
        assert!(!is_beyond(&lane, at("5"), &marker("9", Some(0))));
    }

    #[test]
    fn of_a_marker_that_is_nowhere_only_its_time_says_anything() {
        let lane = lane(&[("new", 50), ("old", 40)]);
        let new = lane.entries().next().unwrap();
        assert!(is_beyond(&lane, new, &marker("gone", Some(49))));
        assert!(!is_beyond(&lane, new, &marker("gone", Some(50))));
        assert!(!is_beyond(&lane, new, &marker("gone", None)));
    }

    #[test]
    fn what_was_read_elsewhere_is_told_if_it_is_above() {
        let lane = lane(&[("d", 40), ("?c", 35), ("b", 30), ("a", 20)]);
        let elsewhere =
            |read, place| key(read_elsewhere(&lane, Millis(place), &marker(read, None)));
        assert_eq!(elsewhere("d", 30), Some("d"));
        assert_eq!(
            elsewhere("?c", 20),
            Some("b"),
            "the next that can be gone to"
        );
        assert_eq!(elsewhere("?c", 30), None);
        assert_eq!(elsewhere("b", 30), None);
        assert_eq!(elsewhere("a", 30), None);
        assert_eq!(elsewhere("nowhere", 0), None);
    }
}
