//! What is being written, and what each server can carry of it.

mod answer;
mod later;
mod length;
mod limits;
mod media;
mod question;
mod same;
mod sending;

use serde::{Deserialize, Serialize};

pub use self::{
    answer::answer,
    later::{AHEAD, MARGIN, Scheduled, Written, same_time},
    length::length,
    limits::{Limits, Unfit},
    media::{Attached, Held, Upload},
    question::Question,
    same::same_words,
    sending::{LONGEST, Sending, Stage, Turn, UNSURE},
};
use crate::core::{
    id::{AccountId, LocalId, Millis, PostUri},
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
    /// The post that it quotes.
    pub quotes: Option<PostUri>,
    /// Who may quote it, where its author has said so.
    pub quotable: Option<Quotable>,
    /// The post that it takes the place of: an edit.
    pub edits: Option<PostUri>,
    pub media: Vec<Attached>,
    /// The media are to be hidden until wished for, though nothing is warned of.
    pub sensitive: bool,
    pub poll: Option<Question>,
    /// When it is to be posted, if not at once: its server keeps it until then.
    pub at: Option<Millis>,
}

impl Default for Letter {
    fn default() -> Self {
        Self {
            text: String::new(),
            warning: String::new(),
            language: None,
            audience: Audience::Public,
            answers: None,
            quotes: None,
            quotable: None,
            edits: None,
            media: Vec::new(),
            sensitive: false,
            poll: None,
            at: None,
        }
    }
}

/// Who may quote a post.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Quotable {
    Everybody,
    Followers,
    Nobody,
}

/// What a letter is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    New,
    Answer(PostUri),
    Quote(PostUri),
    Edit(PostUri),
}

impl Purpose {
    /// The post that it is about.
    pub fn about(&self) -> Option<&PostUri> {
        match self {
            Self::New => None,
            Self::Answer(uri) | Self::Quote(uri) | Self::Edit(uri) => Some(uri),
        }
    }
}

impl Letter {
    /// What it is for.
    pub fn purpose(&self) -> Purpose {
        match (&self.edits, &self.quotes, &self.answers) {
            (Some(uri), _, _) => Purpose::Edit(uri.clone()),
            (_, Some(uri), _) => Purpose::Quote(uri.clone()),
            (_, _, Some(uri)) => Purpose::Answer(uri.clone()),
            (None, None, None) => Purpose::New,
        }
    }

    /// Whether there is anything in it that somebody typed.
    pub fn is_blank(&self) -> bool {
        let asks = self.poll.as_ref().is_some_and(|it| !it.asked().is_empty());
        self.text.trim().is_empty()
            && self.warning.trim().is_empty()
            && self.media.is_empty()
            && !asks
    }
}

/// What one server calls what a letter speaks of and carries.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names {
    pub answers: Option<LocalId>,
    pub quotes: Option<LocalId>,
    pub edits: Option<LocalId>,
    /// One for each of its media, in order.
    pub media: Vec<LocalId>,
}

/// How a post of one's own stands on its server, beside what was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    pub media: Vec<Attached>,
    pub sensitive: bool,
    pub language: Option<String>,
}

/// Whether an account may quote a post, as its server has it from the author.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leave {
    Given,
    /// The author is asked first.
    Asked,
    Refused,
}

/// What somebody typed that became a post.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Source {
    pub text: String,
    pub warning: String,
}

/// A letter that somebody works on, and as whom it will be sent.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Its name on this device.
    pub id: String,
    pub letter: Letter,
    /// What follows it, each an answer to the one before.
    pub rest: Vec<Letter>,
    pub from: Vec<AccountId>,
    /// When it was changed last.
    pub changed: Millis,
}

impl Draft {
    /// Whether there is anything in any of its letters.
    pub fn is_blank(&self) -> bool {
        self.letter.is_blank() && self.rest.iter().all(Letter::is_blank)
    }

    /// Its letters, in order.
    pub fn letters(&self) -> impl Iterator<Item = &Letter> {
        std::iter::once(&self.letter).chain(&self.rest)
    }

    /// What tells it from others, and from itself as it was before.
    pub fn key(self) -> (String, Millis) {
        (self.id, self.changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_a_later_version_can_be_read_as_far_as_it_goes() {
        let kept = r#"{"id":"a","letter":{"text":"hi","poll":{"options":["a"],"later":1},"music":[]},"more":1}"#;
        let draft: Draft = serde_json::from_str(kept).unwrap();
        assert_eq!(draft.letter.text, "hi");
        assert_eq!(draft.letter.audience, Audience::Public);
    }
}
