//! A letter on its way to one account's server.

use serde::{Deserialize, Serialize};

use super::{Letter, Upload};
use crate::core::{
    id::{AccountId, LocalId, Millis, PostUri},
    post::Audience,
};

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
    /// The one before it in a thread, of the same account: this answers what that
    /// becomes, and waits for it.
    #[serde(default)]
    pub follows: Option<String>,
    /// Which of its files its server has, by their keys.
    #[serde(default)]
    pub uploads: Vec<(String, Upload)>,
    pub stage: Stage,
}

/// Whether a letter may go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Turn {
    Now,
    /// As an answer to what the one before has become.
    Answering(PostUri),
    /// The one before is not there.
    Later,
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
        /// Not all of its pictures, films and sounds are there.
        #[serde(default)]
        lacks: bool,
        /// The server's own name for it.
        #[serde(default)]
        local: Option<LocalId>,
        /// It was to be posted later, and its server did so at once.
        #[serde(default)]
        early: bool,
        /// When that was known.
        at: Millis,
    },
    /// The server keeps it until its time has come; and, if that is not what was asked
    /// for, whom it will show it to.
    Scheduled {
        local: LocalId,
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
            follows: None,
            uploads: Vec::new(),
            stage: Stage::Waiting { after: now },
        }
    }

    /// Whether its sender should be told of it: it is not there as it was meant to be.
    pub fn is_to_be_told(&self) -> bool {
        !self.is_as_meant()
    }

    /// It is there, and as it was meant to be.
    pub fn is_as_meant(&self) -> bool {
        matches!(
            self.stage,
            Stage::Sent {
                wider: None,
                lacks: false,
                early: false,
                ..
            } | Stage::Scheduled { wider: None, .. }
        )
    }

    /// Whether it is its turn, among `all` that are on their way. In a thread each waits
    /// for the one before, which it answers then.
    pub fn turn(&self, all: &[Self]) -> Turn {
        let Some(id) = &self.follows else {
            return Turn::Now;
        };
        let before = all.iter().find(|it| it.id == *id);
        match before.map(|it| &it.stage) {
            Some(Stage::Sent {
                uri, wider: None, ..
            }) => Turn::Answering(uri.clone()),
            // More people see it than were meant to: who wrote it says whether it goes on.
            Some(_) => Turn::Later,
            None if self.letter.answers.is_some() => Turn::Now,
            None => Turn::Later,
        }
    }

    /// When it is to be tried; `None` if it has come to an end. A time that no wait
    /// leads to was written by another clock: then it is now.
    pub fn due(&self, now: Millis) -> Option<Millis> {
        match &self.stage {
            Stage::Waiting { after } | Stage::Unsure { after } => {
                let strange = after.0 > now.0 + 2 * LONGEST.0 || self.made.0 > now.0 + LONGEST.0;
                Some(if strange { now } else { *after })
            }
            Stage::Sent { .. } | Stage::Scheduled { .. } | Stage::Refused { .. } => None,
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
    use crate::core::id::ActorUri;

    fn one(id: &str, follows: Option<&str>, stage: Stage) -> Sending {
        let account = AccountId::new("https://a.example", &ActorUri::new("https://a.example/u"));
        let mut one = Sending::new(id.into(), account, Letter::default(), Millis(0));
        one.follows = follows.map(str::to_owned);
        one.stage = stage;
        one
    }

    fn waiting() -> Stage {
        Stage::Waiting { after: Millis(0) }
    }

    #[test]
    fn what_follows_waits_and_then_answers_what_the_one_before_has_become() {
        let uri = PostUri::new("https://a.example/p/1");
        let sent = Stage::Sent {
            uri: uri.clone(),
            wider: None,
            lacks: false,
            local: None,
            early: false,
            at: Millis(0),
        };
        let wide = Stage::Sent {
            uri: uri.clone(),
            wider: Some(Audience::Public),
            lacks: false,
            local: None,
            early: false,
            at: Millis(0),
        };
        let refused = Stage::Refused { why: "no".into() };
        let unsure = Stage::Unsure { after: Millis(0) };
        let second = one("b", Some("a"), waiting());
        for (first, turn) in [
            (waiting(), Turn::Later),
            (unsure, Turn::Later),
            (refused, Turn::Later),
            (wide, Turn::Later),
            (sent, Turn::Answering(uri.clone())),
        ] {
            let all = [one("a", None, first), second.clone()];
            assert_eq!(all[0].turn(&all), Turn::Now);
            assert_eq!(all[1].turn(&all), turn);
        }
    }

    #[test]
    fn what_follows_something_unknown_is_never_posted_by_itself() {
        let mut second = one("b", Some("a"), waiting());
        assert_eq!(second.turn(&[]), Turn::Later);
        // It was its turn before, and the first is forgotten by now.
        second.letter.answers = Some(PostUri::new("https://a.example/p/1"));
        assert_eq!(second.turn(&[]), Turn::Now);
    }
}
