//! Actions on their way: what was wished, before the server has agreed.
//!
//! What is confirmed is never changed early. The screen draws confirmed state
//! plus the pending intents; to roll back is to forget an intent.

pub mod complete;
pub mod letter;

use serde::{Deserialize, Serialize};

use crate::core::{
    account::Features,
    id::{AccountId, PostUri},
    post::{Choices, Counts, Mine, Sighting},
};

/// What can be done to a post in place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Change {
    Like(bool),
    Boost(bool),
    Save(bool),
    /// On top of the account's own profile.
    Pin(bool),
    /// In its poll. It cannot be taken back.
    Vote(Choices),
}

impl Change {
    /// Whether `other` is about the same thing, be it the same wish or its opposite.
    pub fn same_kind(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// What is wished: done, or undone.
    pub fn wished(self) -> bool {
        match self {
            Self::Like(on) | Self::Boost(on) | Self::Save(on) | Self::Pin(on) => on,
            Self::Vote(_) => true,
        }
    }

    /// The place in `mine` that this is about.
    pub fn of(self, mine: &mut Mine) -> &mut Option<bool> {
        match self {
            Self::Like(_) => &mut mine.liked,
            Self::Boost(_) => &mut mine.boosted,
            Self::Save(_) => &mut mine.saved,
            Self::Pin(_) => &mut mine.pinned,
            Self::Vote(_) => &mut mine.voted,
        }
    }

    /// Writes into `mine` that it is done.
    pub fn settle(self, mine: &mut Mine) {
        *self.of(mine) = Some(self.wished());
        if let Self::Vote(choices) = self {
            mine.choices = choices;
        }
    }

    /// Whether a server can do it.
    pub fn feature(self, features: &mut Features) -> &mut bool {
        match self {
            Self::Like(_) => &mut features.like,
            Self::Boost(_) => &mut features.boost,
            Self::Save(_) => &mut features.save,
            Self::Pin(_) => &mut features.pin,
            Self::Vote(_) => &mut features.vote,
        }
    }

    fn count(self, counts: &mut Counts) -> Option<&mut Option<u32>> {
        match self {
            Self::Like(_) => Some(&mut counts.likes),
            Self::Boost(_) => Some(&mut counts.boosts),
            Self::Save(_) | Self::Pin(_) | Self::Vote(_) => None,
        }
    }
}

/// A wish of the user's that its server has not answered yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Intent {
    pub account: AccountId,
    pub post: PostUri,
    pub change: Change,
    /// Counts up within this run; the newest of one kind is the one that counts.
    pub number: u64,
}

/// One account's part in a post as the screen shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Preview {
    pub mine: Mine,
    pub counts: Counts,
    /// Something is on its way.
    pub pending: bool,
}

/// What to draw for `sighting` while `pending` (oldest first) is on its way.
/// Without a sighting the post has yet to be found on the account's server.
pub fn preview<'a>(
    sighting: Option<&Sighting>,
    pending: impl Iterator<Item = &'a Intent>,
) -> Preview {
    let mut shown = sighting.map_or_else(Preview::default, |sighting| Preview {
        mine: sighting.mine,
        counts: sighting.counts,
        pending: false,
    });
    for intent in pending {
        shown.pending = true;
        let before = intent.change.of(&mut shown.mine).unwrap_or(false);
        intent.change.settle(&mut shown.mine);
        if before == intent.change.wished() {
            continue;
        }
        if let Some(Some(count)) = intent.change.count(&mut shown.counts) {
            *count = if before {
                count.saturating_sub(1)
            } else {
                count.saturating_add(1)
            };
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::id::{ActorUri, LocalId};

    fn account() -> AccountId {
        AccountId::new(
            "https://one.example",
            &ActorUri::new("https://one.example/u/ana"),
        )
    }

    fn intent(number: u64, change: Change) -> Intent {
        Intent {
            account: account(),
            post: PostUri::new("https://x.example/1"),
            change,
            number,
        }
    }

    fn sighting(liked: bool, likes: Option<u32>) -> Sighting {
        Sighting {
            account: account(),
            local: LocalId::new("1"),
            mine: Mine {
                liked: Some(liked),
                ..Mine::default()
            },
            counts: Counts {
                likes,
                ..Counts::default()
            },
            parent: None,
            quoted: None,
            ballot: None,
            filtered: Vec::new(),
        }
    }

    #[test]
    fn a_vote_shows_what_was_chosen_while_it_is_on_its_way() {
        let choices: Choices = [0, 2].into_iter().collect();
        let shown = preview(
            Some(&sighting(false, None)),
            [intent(1, Change::Vote(choices))].iter(),
        );
        assert_eq!(
            (shown.mine.voted, shown.mine.choices),
            (Some(true), choices)
        );
        assert!(shown.pending);
    }

    #[test]
    fn a_wish_shows_at_once_and_counts_once() {
        let wish = [intent(1, Change::Like(true))];
        let shown = preview(Some(&sighting(false, Some(3))), wish.iter());
        assert_eq!(
            (shown.mine.liked, shown.counts.likes),
            (Some(true), Some(4))
        );
        let shown = preview(Some(&sighting(true, Some(4))), wish.iter());
        assert_eq!(shown.counts.likes, Some(4), "the server has it already");
    }

    #[test]
    fn wish_and_unwish_cancel_out_and_unknown_counts_stay_unknown() {
        let wishes = [
            intent(1, Change::Like(true)),
            intent(2, Change::Like(false)),
        ];
        let shown = preview(Some(&sighting(false, Some(0))), wishes.iter());
        assert_eq!(
            (shown.mine.liked, shown.counts.likes),
            (Some(false), Some(0))
        );
        let shown = preview(Some(&sighting(false, None)), wishes.iter());
        assert_eq!(shown.counts.likes, None);
    }

    #[test]
    fn a_post_that_the_server_has_not_shown_can_be_wished_for() {
        let shown = preview(None, [intent(1, Change::Boost(true))].iter());
        assert_eq!(shown.mine.boosted, Some(true));
        assert!(shown.pending);
    }
}
