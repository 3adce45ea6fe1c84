//! What is being named before the caret, and what a text becomes when something is
//! put there.

use crate::core::rich_text::is_mark;

/// What is being named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// `@na`, `@name@ho`
    Person,
    /// `#ta`
    Tag,
    /// `:sho`
    Emoji,
}

/// A name that was begun.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Begun {
    pub kind: Kind,
    /// What was typed of it, without its sign.
    pub typed: String,
    /// Where its sign stands.
    pub start: u32,
    /// The caret, with which it ends.
    pub end: u32,
}

/// Nothing longer is being looked for.
const LONGEST: usize = 100;
/// Less than this of a shortcode is a smiley, or nothing.
const FEWEST: usize = 2;

/// What was begun before the caret; `None` where it is no name, as in an
/// address, or where the caret stands within a word.
pub fn begun(text: &str, caret: u32) -> Option<Begun> {
    let (before, after) = text.split_at_checked(place(text, caret)?)?;
    if after.chars().next().is_some_and(is_word) {
        return None;
    }
    let word = before.rsplit(char::is_whitespace).next()?;
    // The beginning of a long word is of no interest, but for that it is one.
    if word.contains("://") || word.len() > 4 * LONGEST {
        return None;
    }
    let (at, kind) = emoji(word).or_else(|| tag(word)).or_else(|| person(word))?;
    let named = word.get(at..)?;
    let mut characters = named.chars();
    characters.next()?;
    let typed = characters.as_str();
    (typed.chars().count() <= LONGEST).then(|| Begun {
        kind,
        typed: typed.to_owned(),
        start: caret - length(named),
        end: caret,
    })
}

/// The byte at which a place is; `None`: it is none.
fn place(text: &str, caret: u32) -> Option<usize> {
    let mut left = caret;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(c.len_utf16() as u32)?;
    }
    (left == 0).then_some(text.len())
}

fn length(text: &str) -> u32 {
    text.chars().map(|c| c.len_utf16() as u32).sum()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c)
}

/// What may stand in the user's part of a handle, or in what they call themselves.
fn is_user(c: char) -> bool {
    is_word(c) || matches!(c, '.' | '-')
}

/// Whether servers take `user` for a name, if it stands behind an `@`.
pub fn is_named(user: &str) -> bool {
    !user.is_empty() && user.chars().all(is_user)
}

/// Whether servers take `name` for a tag, if it stands behind a `#`.
pub fn is_tag(name: &str) -> bool {
    let all = name.chars().all(|c| is_word(c) || c == '·');
    all && name.chars().any(|c| !c.is_numeric()) && name.chars().count() <= LONGEST
}

/// What may stand in a shortcode.
pub fn is_short(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '.')
}

/// `:sho`, as Mastodon finds it: not directly behind a letter, a digit or a colon.
/// A nose is no shortcode.
fn emoji(word: &str) -> Option<(usize, Kind)> {
    let (before, typed) = word.rsplit_once(':')?;
    let glued = before.ends_with(|c: char| c.is_alphanumeric() || c == ':');
    let begins = |c: char| is_short(c) && !matches!(c, '-' | '.');
    let fits = typed.starts_with(begins) && typed.chars().all(is_short);
    (!glued && fits && typed.len() >= FEWEST).then_some((before.len(), Kind::Emoji))
}

/// `#ta`: not within a word or an address, and no number.
fn tag(word: &str) -> Option<(usize, Kind)> {
    let at = word.rfind(['#', '＃'])?;
    let (before, named) = word.split_at_checked(at)?;
    let typed = named.trim_start_matches(['#', '＃']);
    let glued = |c: char| is_word(c) || matches!(c, '/' | ')' | '=' | '&' | '#' | '＃');
    (!before.ends_with(glued) && !typed.is_empty() && is_tag(typed)).then_some((at, Kind::Tag))
}

/// `@na` or `@name@ho`: not within a word, an address of mail or of the web.
fn person(word: &str) -> Option<(usize, Kind)> {
    let glued = |c: char| is_word(c) || matches!(c, '/' | '=' | '@' | '+' | '-');
    let fits = |named: &str| {
        let (user, host) = named.split_once('@').unwrap_or((named, ""));
        let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':');
        is_named(user) && host.chars().all(is_host)
    };
    let begins = |at: &usize| {
        let (before, named) = word.split_at_checked(*at).unwrap_or_default();
        !before.ends_with(glued) && fits(named.get(1..).unwrap_or_default())
    };
    let mut places = word.match_indices('@').map(|(at, _)| at);
    places.find(begins).map(|at| (at, Kind::Person))
}

/// What stands in the place of the text from `start` to `end`, which comes with
/// it, once a word is put there: with a space behind it, and before it where
/// servers would not take it for what it is otherwise.
pub fn put(text: &str, start: u32, end: u32, word: &str) -> (u32, String) {
    let before = place(text, start).and_then(|at| text.get(..at));
    let after = place(text, end).and_then(|at| text.get(at..));
    let glued = |c: char| c.is_alphanumeric() || c == ':';
    let apart = before.is_some_and(|text| text.ends_with(glued));
    // The space that is there already is stepped over.
    let end = end + u32::from(after.is_some_and(|text| text.starts_with(' ')));
    let space = if apart { " " } else { "" };
    (end, format!("{space}{word} "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Kind::{Emoji, Person, Tag};

    /// The caret stands where the bar is.
    fn typed(text: &str) -> Option<(Kind, String, String)> {
        let (before, after) = text.split_once('|').unwrap();
        let text = format!("{before}{after}");
        let caret = before.encode_utf16().count() as u32;
        let begun = begun(&text, caret)?;
        let wide: Vec<u16> = text.encode_utf16().collect();
        let named = &wide[begun.start as usize..begun.end as usize];
        Some((begun.kind, begun.typed, String::from_utf16(named).unwrap()))
    }

    fn is(text: &str, kind: Kind, named: &str) {
        let mut typed_only = named.chars();
        typed_only.next();
        let expected = (kind, typed_only.as_str().to_owned(), named.to_owned());
        assert_eq!(typed(text), Some(expected), "{text}");
    }

    #[test]
    fn people_are_named_where_no_word_runs_into_the_sign() {
        is("@a|", Person, "@a");
        is("Hello (@ana| and", Person, "@ana");
        is("😀 @ana@one.exa|", Person, "@ana@one.exa");
        is("@ana@|", Person, "@ana@");
        is(
            "to\n@ana@one.localhost:92|",
            Person,
            "@ana@one.localhost:92",
        );
        is(".@jür|, yes", Person, "@jür");
        for text in [
            "@|",
            "ana@one|",
            "ana@one.example|",
            "@ana @|",
            "@@na|",
            "x=@na|",
            "@na|me",
            "https://one.example/@na|",
            "(https://one.example/?x=(@na|",
            "me+@na|",
            "a@b@c|",
            "@ana!|",
            "@a@b@c|",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn tags_are_words_with_a_letter_in_them() {
        is("#t|", Tag, "#t");
        is("so (#naïve_2|)", Tag, "#naïve_2");
        is("＃猫|", Tag, "＃猫");
        is("#हिन्दी|", Tag, "#हिन्दी");
        for text in [
            "#|",
            "#1|",
            "C#sharp|",
            "a/#b|",
            "##b|",
            "https://x.example/#b|",
            "#a-|",
            "&#x|",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn shortcodes_have_two_letters_and_are_no_smileys() {
        is(":bl|", Emoji, ":bl");
        is("猫(:blob-cat|", Emoji, ":blob-cat");
        is(":+1|", Emoji, ":+1");
        for text in [
            ":|",
            ":b|",
            "12:30|",
            "so:bl|",
            ":bl:|",
            ":bl:ob|",
            "::bl|",
            ":-D|",
            ":-DD|",
            ":)x|",
            "http://one.example:80|",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn a_caret_that_is_nowhere_names_nothing() {
        assert_eq!(begun("@ana", 9), None);
        // Within a pair of surrogates.
        assert_eq!(begun("😀@ana", 1), None);
        assert_eq!(begun("", 0), None);
        let long = format!("@{}", "x".repeat(101));
        assert_eq!(begun(&long, 102), None);
    }

    #[test]
    fn what_is_taken_ends_with_one_space() {
        assert_eq!(
            put("@an", 0, 3, "@ana@a.example"),
            (3, "@ana@a.example ".into())
        );
        assert_eq!(
            put("@an bo", 0, 3, "@ana@a.example"),
            (4, "@ana@a.example ".into())
        );
        assert_eq!(
            put("@an\nbo", 0, 3, "@ana@a.example"),
            (3, "@ana@a.example ".into())
        );
        // A shortcode that runs into a word or another one would be text.
        assert_eq!(put("so", 2, 2, ":blob:"), (2, " :blob: ".into()));
        assert_eq!(put(":cat:", 5, 5, ":blob:"), (5, " :blob: ".into()));
        assert_eq!(put("(", 1, 1, ":blob:"), (1, ":blob: ".into()));
    }
}
