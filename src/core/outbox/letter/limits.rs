//! How much servers take of a letter.

use serde::{Deserialize, Serialize};

use super::{Attached, Letter, Question, length};
use crate::core::{id::AccountId, post::Audience};

/// How much one server takes.
/// <https://docs.joinmastodon.org/entities/Instance/#configuration>
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Of the text and the warning together.
    pub characters: u32,
    /// As how many characters any link counts; 0: as many as it has.
    pub link: u32,
    /// How many pictures, films and sounds; 0: none.
    pub media: u32,
    /// Bytes of a picture; 0: it does not say. So for all below but options.
    pub picture_bytes: u64,
    /// Pixels of a picture.
    pub picture_pixels: u64,
    /// Bytes of a film or a sound.
    pub film_bytes: u64,
    /// Which kinds of files; none: it does not say.
    pub kinds: Vec<String>,
    /// Characters of a description.
    pub alt: u32,
    /// Options of a poll; 0: no polls.
    pub options: u32,
    /// Characters of an option.
    pub option: u32,
    /// The shortest and the longest time for a poll, in seconds.
    pub poll_from: u32,
    pub poll_to: u32,
    /// It can post a quote.
    pub quotes: bool,
    /// It can keep a letter, to post it later.
    pub later: bool,
    /// To whom the account's posts go where nothing else is said.
    pub audience: Option<Audience>,
}

impl Default for Limits {
    /// Mastodon's own.
    fn default() -> Self {
        Self {
            characters: 500,
            link: 23,
            media: 4,
            picture_bytes: 0,
            picture_pixels: 0,
            film_bytes: 0,
            kinds: Vec::new(),
            alt: 1_500,
            options: 4,
            option: 50,
            poll_from: 5 * 60,
            poll_to: 2_629_746,
            quotes: false,
            later: false,
            audience: None,
        }
    }
}

/// Why a server would not take a letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// So many characters too many.
    TooLong(usize),
    /// More than so many pictures, films and sounds.
    TooMany(u32),
    /// This file has more bytes than so many.
    TooLarge(String, u64),
    /// This picture has more pixels than so many.
    TooWide(String, u64),
    /// It does not take such files.
    Kind(String),
    /// This file's description is longer than so many characters.
    LongAlt(String, u32),
    /// Another account's server has this file, and no other can.
    Elsewhere(String),
    /// A poll and pictures do not go together.
    PollAndMedia,
    /// There is nothing to choose from.
    NoChoice,
    /// Two options are the same.
    SameChoice(String),
    /// More than so many options.
    ManyChoices(u32),
    /// This option has more than so many characters.
    LongChoice(String, u32),
    /// The poll ends too soon, or too late: not within these seconds.
    PollTime(u32, u32),
    /// It cannot post quotes.
    NoQuotes,
    /// It keeps no letters to post them later.
    NoLater,
}

impl Unfit {
    /// Whether the picture could be made smaller.
    pub fn is_size(&self) -> bool {
        matches!(self, Self::TooLarge(..) | Self::TooWide(..))
    }
}

/// Whether more than what is allowed; where nothing was said, all is.
fn is_more(found: u64, allowed: u64) -> bool {
    allowed > 0 && found > allowed
}

impl Limits {
    /// How many characters are left; fewer than none is too many.
    pub fn left(&self, letter: &Letter) -> i64 {
        let used = length(&letter.text, self) + letter.warning.chars().count();
        i64::from(self.characters) - i64::try_from(used).unwrap_or(i64::MAX)
    }

    /// Whether the server would take it, from this account.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, letter: &Letter, account: &AccountId) -> Result<(), Unfit> {
        if letter.text.trim().is_empty() && letter.media.is_empty() {
            return Err(Unfit::Empty);
        }
        if let Ok(over @ 1..) = usize::try_from(-self.left(letter)) {
            return Err(Unfit::TooLong(over));
        }
        if letter.quotes.is_some() && !self.quotes {
            return Err(Unfit::NoQuotes);
        }
        if letter.at.is_some() && !self.later {
            return Err(Unfit::NoLater);
        }
        if letter.media.len() as u64 > u64::from(self.media) {
            return Err(Unfit::TooMany(self.media));
        }
        for one in &letter.media {
            self.check_media(one, account)?;
        }
        match &letter.poll {
            Some(_) if !letter.media.is_empty() => Err(Unfit::PollAndMedia),
            Some(question) => self.check_poll(question),
            None => Ok(()),
        }
    }

    fn check_media(&self, one: &Attached, account: &AccountId) -> Result<(), Unfit> {
        let name = || one.name.clone();
        if is_more(one.alt.chars().count() as u64, self.alt.into()) {
            return Err(Unfit::LongAlt(name(), self.alt));
        }
        if let Some(held) = &one.held {
            return match held.account == *account {
                true => Ok(()),
                false => Err(Unfit::Elsewhere(name())),
            };
        }
        if !self.kinds.is_empty() && !self.kinds.contains(&one.mime) {
            return Err(Unfit::Kind(name()));
        }
        let bytes = match one.is_picture() {
            true => self.picture_bytes,
            false => self.film_bytes,
        };
        if is_more(one.bytes, bytes) {
            return Err(Unfit::TooLarge(name(), bytes));
        }
        if one.is_picture() && is_more(one.pixels(), self.picture_pixels) {
            return Err(Unfit::TooWide(name(), self.picture_pixels));
        }
        Ok(())
    }

    fn check_poll(&self, question: &Question) -> Result<(), Unfit> {
        let asked = question.asked();
        if asked.len() < 2 {
            return Err(Unfit::NoChoice);
        }
        if asked.len() as u64 > u64::from(self.options) {
            return Err(Unfit::ManyChoices(self.options));
        }
        for (at, option) in asked.iter().enumerate() {
            if is_more(option.chars().count() as u64, self.option.into()) {
                return Err(Unfit::LongChoice((*option).to_owned(), self.option));
            }
            if asked.iter().take(at).any(|it| it == option) {
                return Err(Unfit::SameChoice((*option).to_owned()));
            }
        }
        let (from, to) = (self.poll_from, self.poll_to);
        match question.lasts < from || is_more(question.lasts.into(), to.into()) {
            true => Err(Unfit::PollTime(from, to)),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
