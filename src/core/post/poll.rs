//! Polls: what is asked, and what one server tells of the answers.

use serde::{Deserialize, Serialize};

use crate::core::{
    id::{LocalId, Millis},
    rich_text::Inline,
};

/// A poll as its author made it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Poll {
    pub options: Vec<Vec<Inline>>,
    /// One may choose several.
    pub multiple: bool,
    pub ends: Option<Millis>,
}

/// A poll as one server counts it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ballot {
    /// The server's name for the poll: not that of its post.
    pub local: LocalId,
    /// The votes for each option; unknown where the author hides them until
    /// the end.
    pub tally: Vec<Option<u32>>,
    pub votes: Option<u32>,
    /// How many people voted: fewer than votes, where one may choose several.
    pub voters: Option<u32>,
    pub closed: bool,
}

impl Ballot {
    /// Of several servers' counts, the one that has heard of most votes. A
    /// count that is not told never wins.
    pub fn fullest<'a>(all: impl Iterator<Item = &'a Self>) -> Option<&'a Self> {
        all.max_by_key(|ballot| {
            let told = ballot.tally.iter().all(Option::is_some);
            (ballot.closed, told, ballot.votes)
        })
    }

    /// The share of each option in percent; of people, where one may choose
    /// several. `None` where it is not told, or nobody has voted.
    pub fn shares(&self) -> Vec<Option<f64>> {
        let votes = self.tally.iter().flatten().copied();
        let votes = votes.fold(0, u32::saturating_add);
        let total = self.voters.filter(|voters| *voters > 0).unwrap_or(votes);
        let share = |votes: u32| (f64::from(votes) * 100.0 / f64::from(total)).min(100.0);
        let share = |votes: &Option<u32>| votes.filter(|_| total > 0).map(share);
        self.tally.iter().map(share).collect()
    }
}

/// Options of a poll by their places, the first 64 of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Choices(u64);

impl Choices {
    /// How many places there are.
    pub const MOST: usize = 64;

    /// Whether nothing is chosen.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the option at this place is chosen.
    pub fn has(self, place: usize) -> bool {
        place < Self::MOST && self.0 >> place & 1 == 1
    }

    /// With the option at this place, too.
    pub fn with(self, place: usize) -> Self {
        match place < Self::MOST {
            true => Self(self.0 | 1 << place),
            false => self,
        }
    }

    /// The places, in order.
    pub fn places(self) -> impl Iterator<Item = usize> {
        (0..Self::MOST).filter(move |place| self.has(*place))
    }
}

impl FromIterator<usize> for Choices {
    fn from_iter<I: IntoIterator<Item = usize>>(places: I) -> Self {
        places.into_iter().fold(Self::default(), Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ballot(tally: &[Option<u32>], votes: u32, voters: Option<u32>) -> Ballot {
        Ballot {
            local: LocalId::new("1"),
            tally: tally.to_vec(),
            votes: Some(votes),
            voters,
            closed: false,
        }
    }

    #[test]
    fn shares_are_of_people_where_one_may_choose_several() {
        let one = ballot(&[Some(1), Some(3)], 4, None);
        assert_eq!(one.shares(), [Some(25.0), Some(75.0)]);
        let several = ballot(&[Some(4), Some(2)], 6, Some(4));
        assert_eq!(several.shares(), [Some(100.0), Some(50.0)]);
    }

    #[test]
    fn shares_that_cannot_be_reckoned_are_unknown() {
        assert_eq!(ballot(&[None, Some(1)], 1, None).shares()[0], None);
        assert_eq!(
            ballot(&[Some(0), Some(0)], 0, Some(0)).shares(),
            [None, None]
        );
        // A server that counts fewer people than votes of one option is wrong.
        assert_eq!(ballot(&[Some(9)], 9, Some(3)).shares(), [Some(100.0)]);
    }

    #[test]
    fn the_count_that_heard_of_most_votes_is_shown_and_a_hidden_one_never_hides_another() {
        let (few, many) = (ballot(&[Some(1)], 1, None), ballot(&[Some(5)], 5, None));
        let hidden = ballot(&[None], 9, None);
        let all = [few, hidden, many.clone()];
        assert_eq!(Ballot::fullest(all.iter()), Some(&many));
    }

    #[test]
    fn choices_are_places_and_stay_within_bounds() {
        let chosen: Choices = [3, 0, 63, 64, 1_000].into_iter().collect();
        assert_eq!(chosen.places().collect::<Vec<_>>(), [0, 3, 63]);
        assert!(!chosen.has(64) && !chosen.has(usize::MAX));
    }
}
