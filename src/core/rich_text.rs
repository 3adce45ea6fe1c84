//! The content tree: what a post says, without its markup.
//!
//! Remote text is parsed once into these types and never becomes HTML again,
//! so that no slip in here can run code: views know only these variants, and
//! the only URLs in them are [`SafeUrl`]s. Parsing never fails; what is not
//! understood is dropped or shown as text.

mod blocks;
mod clean;
mod emoji;
mod entities;
mod line;
mod link;
mod plain;
mod tokenizer;
mod tree;

use serde::{Deserialize, Serialize};

use crate::core::safe_url::SafeUrl;

pub use clean::{Filter, clean_text, is_invisible, is_mark};
pub use link::destination;
pub use plain::of_inlines as plain_line;

/// A whole text. Nested at most 32 deep, at most 5,000 nodes and 200,000
/// characters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RichText {
    pub blocks: Vec<Block>,
}

/// What stands on lines of its own. The direction of writing is the view's to
/// find out (`dir=auto`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    Paragraph(Vec<Inline>),
    /// Levels 1 to 6, as the author gave them.
    Heading(u8, Vec<Inline>),
    Quote(Vec<Block>),
    Code {
        language: Option<String>,
        text: String,
    },
    List {
        /// The first number; `None` for bullets.
        start: Option<i64>,
        items: Vec<Vec<Block>>,
    },
    Rule,
    Details {
        /// Empty if the author gave none.
        summary: Vec<Inline>,
        body: Vec<Block>,
    },
    /// Rows may differ in length; `head` is empty where there is none.
    Table {
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// TeX, set apart.
    Math(String),
    Picture {
        url: SafeUrl,
        /// Empty if the author gave none.
        alt: String,
    },
}

/// What stands within a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inline {
    Text(String),
    Break,
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Deleted(Vec<Inline>),
    Underline(Vec<Inline>),
    Small(Vec<Inline>),
    Sub(Vec<Inline>),
    Sup(Vec<Inline>),
    Mark(Vec<Inline>),
    Code(String),
    Ruby {
        base: Vec<Inline>,
        over: String,
    },
    /// TeX, within the line.
    Math(String),
    Link {
        url: SafeUrl,
        kind: LinkKind,
        /// What is shown, perhaps shortened; never empty. `url` is whole.
        children: Vec<Inline>,
        /// The text names another host or address than the one that would open.
        misleading: bool,
    },
    Emoji {
        /// Without colons.
        name: String,
        url: SafeUrl,
    },
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LinkKind {
    Web,
    Mention {
        /// The actor as the server named it beside the text, else the target.
        actor: String,
        /// `user@host` without a leading `@`.
        handle: String,
    },
    /// Without `#`, as it is written in the text.
    Tag(String),
}

/// What the server said beside the text, needed to recognise things in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    pub mentions: &'a [Mention],
    /// Without `#`.
    pub tags: &'a [String],
    pub emoji: &'a [CustomEmoji],
    /// Drop the link to the quoted post that Mastodon and others put into the
    /// text (class `quote-inline`), for when the quote itself is shown.
    pub hide_quote_fallback: bool,
    /// Nobody is to see the text's pictures before they asked: links stand for them.
    pub hide_pictures: bool,
}

/// One actor that the text speaks to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The page that a link in the text leads to.
    pub url: String,
    /// `user@host`; a leading `@` does no harm.
    pub handle: String,
    pub actor: String,
}

/// A picture that stands for `:name:`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomEmoji {
    /// Without colons.
    pub name: String,
    pub url: SafeUrl,
}

/// Reads HTML of any origin. Takes time linear in its length, of which
/// 1 MiB is looked at.
pub fn parse_html(html: &str, around: &Around) -> RichText {
    tree::parse(html, around)
}

/// Reads what is not HTML and has one line: names, poll options, titles.
///
/// White space becomes single spaces, control and direction characters go,
/// known `:emoji:` become pictures; 1,000 characters are kept.
pub fn parse_plain(text: &str, emoji: &[CustomEmoji]) -> Vec<Inline> {
    emoji::parse_plain(text, emoji)
}

/// Reads what somebody or something is called (people, choices of a poll): as [`parse_plain`], but shorter, with
/// some thirty pictures at most; empty if there is nothing to see in it.
pub fn parse_name(text: &str, emoji: &[CustomEmoji]) -> Vec<Inline> {
    emoji::parse_name(text, emoji)
}

impl RichText {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The text alone, for search, labels and the guess of its language;
    /// paragraphs are separated by `\n`, emoji are written `:name:`.
    pub fn plain(&self) -> String {
        plain::of_blocks(&self.blocks)
    }

    /// The number of characters of [`RichText::plain`].
    pub fn length(&self) -> usize {
        self.plain().chars().count()
    }
}
