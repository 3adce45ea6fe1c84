//! What is being written, and what each server can carry of it.

mod answer;
mod length;
mod same;

use serde::{Deserialize, Serialize};

pub use self::{answer::answer, length::length, same::same_words};
use crate::core::{
    id::{AccountId, Millis, PostUri},
    post::Audience,
};

/// A post that has not been sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Letter {
    pub text: String,
    /// The content warning; empty for none.
    pub warning: String,
    /// BCP 47.
    pub language: Option<String>,
    pub audience: Audience,
    /// The post that it answers.
    pub answers: Option<PostUri>,
}

impl Default for Letter {
    fn default() -> Self {
        Self {
            text: String::new(),
            warning: String::new(),
            language: None,
            audience: Audience::Public,
            answers: None,
        }
    }
}

impl Letter {
    /// Whether there is anything in it that somebody typed.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.warning.trim().is_empty()
    }
}

/// A letter that somebody works on, and as whom it will be sent.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Its name on this device.
    pub id: String,
    pub letter: Letter,
    pub from: Vec<AccountId>,
    /// When it was changed last.
    pub changed: Millis,
}

impl Draft {
    /// What tells it from others, and from itself as it was before.
    pub fn key(self) -> (String, Millis) {
        (self.id, self.changed)
    }
}

/// How much a server takes.
/// <https://docs.joinmastodon.org/entities/Instance/#max_characters>
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Of the text and the warning together.
    pub characters: u32,
    /// As how many characters any link counts; 0: as many as it has.
    pub link: u32,
}

impl Default for Limits {
    /// Mastodon's own.
    fn default() -> Self {
        Self {
            characters: 500,
            link: 23,
        }
    }
}

/// Why a server would not take a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// There is no text.
    Empty,
    /// So many characters too many.
    TooLong(usize),
}

impl Limits {
    /// How many characters are left; fewer than none is too many.
    pub fn left(&self, letter: &Letter) -> i64 {
        let used = length(&letter.text, self) + letter.warning.chars().count();
        i64::from(self.characters) - i64::try_from(used).unwrap_or(i64::MAX)
    }

    /// Whether the server would take it.
    pub fn check(&self, letter: &Letter) -> Result<(), Unfit> {
        if letter.text.trim().is_empty() {
            return Err(Unfit::Empty);
        }
        match usize::try_from(-self.left(letter)) {
            Ok(over) if over > 0 => Err(Unfit::TooLong(over)),
            _ => Ok(()),
        }
    }
}

/// A letter on its way to one account's server. Two servers get one each.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sending {
    /// Nobody can guess it. It is told to the server with every attempt, and never
    /// used for anything else.
    pub id: String,
    pub account: AccountId,
    pub letter: Letter,
    pub made: Millis,
    /// How often it was tried.
    pub tries: u32,
    /// Its server must be asked for it before it is sent again, whatever that heeds.
    #[serde(default)]
    pub ask: bool,
    pub stage: Stage,
}

/// How far a sending has come.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Stage {
    /// The server surely does not have it. Not before this time is it tried.
    Waiting { after: Millis },
    /// It was sent, and no answer has been kept: the server may have it. Not before
    /// this time is it asked, or sent again.
    Unsure { after: Millis },
    /// The server has it, under this name; and, if that is not what was asked
    /// for, whom it shows it to.
    Sent {
        uri: PostUri,
        wider: Option<Audience>,
        /// When that was known.
        at: Millis,
    },
    /// The server does not take it; why, in words for people. It is theirs to
    /// change it.
    Refused { why: String },
}

impl Sending {
    /// A letter to be sent, from now on.
    pub fn new(id: String, account: AccountId, letter: Letter, now: Millis) -> Self {
        Self {
            id,
            account,
            letter,
            made: now,
            tries: 0,
            ask: false,
            stage: Stage::Waiting { after: now },
        }
    }

    /// Whether its sender should be told of it: it is not there as it was meant to be.
    pub fn is_to_be_told(&self) -> bool {
        !matches!(self.stage, Stage::Sent { wider: None, .. })
    }

    /// When it is to be tried; `None` if it has come to an end. A time that no wait
    /// leads to was written by another clock: then it is now.
    pub fn due(&self, now: Millis) -> Option<Millis> {
        match &self.stage {
            Stage::Waiting { after } | Stage::Unsure { after } => {
                let strange = after.0 > now.0 + 2 * LONGEST.0 || self.made.0 > now.0 + LONGEST.0;
                Some(if strange { now } else { *after })
            }
            Stage::Sent { .. } | Stage::Refused { .. } => None,
        }
    }
}

/// No wait is longer: what a server asks for beyond that is asked again.
pub const LONGEST: Millis = Millis(2 * 60 * 60_000);

/// So long after it was sent a letter of which nobody knows has either arrived or
/// never will: servers give up what takes them longer.
pub const UNSURE: Millis = Millis(20_000);

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(text: &str, warning: &str) -> Letter {
        Letter {
            text: text.to_owned(),
            warning: warning.to_owned(),
            ..Letter::default()
        }
    }

    #[test]
    fn text_and_warning_share_the_room() {
        let limits = Limits {
            characters: 10,
            link: 23,
        };
        assert_eq!(limits.left(&letter("12345", "678")), 2);
        assert_eq!(limits.check(&letter("12345", "67890")), Ok(()));
        assert_eq!(
            limits.check(&letter("123456", "67890")),
            Err(Unfit::TooLong(1))
        );
        assert_eq!(limits.check(&letter("  \n", "x")), Err(Unfit::Empty));
    }

    #[test]
    fn what_is_kept_of_a_later_version_can_be_read_as_far_as_it_goes() {
        let kept = r#"{"id":"a","letter":{"text":"hi","poll":{"options":[]}},"more":1}"#;
        let draft: Draft = serde_json::from_str(kept).unwrap();
        assert_eq!(draft.letter.text, "hi");
        assert_eq!(draft.letter.audience, Audience::Public);
    }
}
