//! Pages of a sorted index: never a scan of the whole.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};

use super::id::Key;

/// Which part of an index is wanted, in Mastodon's terms.
#[derive(Clone, Copy, Default, Debug)]
pub struct Span {
    pub max: Option<Key>,
    pub since: Option<Key>,
    /// Like `since`, but the oldest of the newer ones.
    pub min: Option<Key>,
    pub limit: usize,
}

/// One page, newest first. `keep` says which entries count.
pub fn page<T: Copy>(
    index: &BTreeMap<Key, T>,
    span: Span,
    mut keep: impl FnMut(&T) -> bool,
) -> Vec<(Key, T)> {
    let low = span.min.or(span.since);
    if let (Some(low), Some(high)) = (low, span.max)
        && low >= high
    {
        return Vec::new();
    }
    let range = index.range((
        low.map_or(Unbounded, Excluded),
        span.max.map_or(Unbounded, Excluded),
    ));
    let keep = |(key, item): (&Key, &T)| keep(item).then_some((*key, *item));
    if span.min.is_some() {
        let mut found: Vec<_> = range.filter_map(keep).take(span.limit).collect();
        found.reverse();
        return found;
    }
    range.rev().filter_map(keep).take(span.limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_never_repeat_nor_skip() {
        let index: BTreeMap<Key, Key> = (1..=1000).map(|n| (n * 3, n)).collect();
        let mut seen = Vec::new();
        let mut span = Span {
            limit: 40,
            ..Span::default()
        };
        loop {
            let found = page(&index, span, |n| n % 7 != 0);
            let Some((last, _)) = found.last() else { break };
            span.max = Some(*last);
            seen.extend(found.iter().map(|(_, n)| *n));
        }
        let all: Vec<Key> = (1..=1000).rev().filter(|n| n % 7 != 0).collect();
        assert_eq!(seen, all);
    }

    #[test]
    fn min_gives_the_oldest_of_the_newer_and_since_the_newest() {
        let index: BTreeMap<Key, Key> = (1..=100).map(|n| (n, n)).collect();
        let span = Span {
            limit: 3,
            ..Span::default()
        };
        let keys = |span| {
            page(&index, span, |_| true)
                .iter()
                .map(|e| e.0)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            keys(Span {
                min: Some(10),
                ..span
            }),
            [13, 12, 11]
        );
        assert_eq!(
            keys(Span {
                since: Some(10),
                ..span
            }),
            [100, 99, 98]
        );
        assert_eq!(
            keys(Span {
                max: Some(5),
                since: Some(9),
                ..span
            }),
            [] as [Key; 0]
        );
    }
}
