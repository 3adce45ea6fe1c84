//! Words around notifications.

mod gate;

use super::{isolated, why};
use crate::{
    core::notification::{Kind, Sort},
    engine::Failure,
};

pub use gate::*;

pub const NOTIFICATIONS: &str = "Notifications";
pub const SHOW_OF: &str = "Show";
pub const OF_ACCOUNT: &str = "Of";
pub const OF_ALL: &str = "all accounts";
pub const OLDER: &str = "Load older";
pub const ALLOW: &str = "Let them follow";
pub const DENY: &str = "Do not";
/// In the stead of the words of a post that has none.
pub const NO_WORDS: &str = "A post without words";
pub const NEW_MARK: &str = "New";
pub const NO_NOTIFICATIONS: &str = "Nothing yet. When somebody mentions one of your accounts, follows it, or likes or boosts a post of yours, it stands here.";
pub const NONE_OF_THESE: &str = "None of these among what is loaded.";
pub const ALL_NOTIFICATIONS: &str = "That is all your servers have kept.";

/// "2 new"
pub fn unread(count: usize) -> String {
    format!("{count} new")
}

/// What is said of a place where so much is new.
pub fn with_unread(place: &str, count: usize) -> String {
    match count {
        0 => place.to_owned(),
        _ => format!("{place}, {count} new"),
    }
}

/// A filter.
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::All => "All",
        Sort::Talk => "Mentions",
        Sort::Praise => "Likes and boosts",
        Sort::Follows => "Follows",
        Sort::Rest => "Other",
    }
}

/// "Ana, Bo and 3 others"; `count` is how many there are in all.
fn people(names: &[String], count: u32) -> String {
    let count = count as usize;
    let shown: Vec<String> = names.iter().take(2).map(|name| isolated(name)).collect();
    let rest = count.max(names.len()).saturating_sub(shown.len());
    match (&shown[..], rest) {
        ([], 0) => "Somebody".into(),
        ([], 1) => "1 person".into(),
        ([], rest) => format!("{rest} people"),
        ([one], 0) => one.clone(),
        ([one], 1) => format!("{one} and 1 other"),
        ([one], rest) => format!("{one} and {rest} others"),
        ([one, two, ..], 0) => format!("{one} and {two}"),
        ([one, two, ..], 1) => format!("{one}, {two} and 1 other"),
        ([one, two, ..], rest) => format!("{one}, {two} and {rest} others"),
    }
}

/// What has happened, in a sentence.
pub fn happened(kind: &Kind, names: &[String], count: u32, text: Option<&str>) -> String {
    let who = people(names, count);
    match kind {
        Kind::Mention => format!("{who} mentioned you"),
        Kind::NewPost => format!("{who} posted"),
        Kind::Boost => format!("{who} boosted your post"),
        Kind::Like => format!("{who} liked your post"),
        Kind::Reaction(emoji) if emoji.is_empty() => format!("{who} reacted to your post"),
        Kind::Reaction(emoji) => format!("{who} reacted to your post with {}", isolated(emoji)),
        Kind::Follow => format!("{who} followed you"),
        Kind::FollowRequest => format!("{who} asks to follow you"),
        Kind::PollEnd => "A poll that you took part in has ended".into(),
        Kind::Edit => format!("{who} edited a post that you boosted, quoted or liked"),
        Kind::Quote => format!("{who} quoted your post"),
        Kind::Moved => format!("{who} has moved to another account"),
        Kind::Severed => "A block between servers has cut some of your follows".into(),
        Kind::Warning => "A moderator of your server has something to tell you".into(),
        Kind::Report => format!("{who} reported somebody to you as a moderator"),
        Kind::SignUp => format!("{who} signed up on your server"),
        Kind::Unknown(word) => match text {
            Some(text) => isolated(text),
            None if word.is_empty() => format!("{who}: something that your server does not name"),
            None => format!("{who}: {}", isolated(word)),
        },
    }
}

/// An account's notifications could not be read.
pub fn not_notified(handle: &str, failure: &Failure) -> String {
    let why = why(failure);
    format!("The notifications of {handle} could not be read: {why}")
}

/// Whoever asks to follow could not be answered.
pub fn not_answered(failure: &Failure) -> String {
    format!("That was not done: {}", why(failure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_did_it_is_said_shortly() {
        let plain = |names: &[&str], count| {
            let names: Vec<String> = names.iter().map(|it| (*it).to_owned()).collect();
            let said = happened(&Kind::Follow, &names, count, None);
            said.replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(plain(&["Ana"], 1), "Ana followed you");
        assert_eq!(plain(&["Ana"], 2), "Ana and 1 other followed you");
        assert_eq!(plain(&["Ana", "Bo"], 2), "Ana and Bo followed you");
        assert_eq!(
            plain(&["Ana", "Bo", "Cy"], 3),
            "Ana, Bo and 1 other followed you"
        );
        assert_eq!(
            plain(&["Ana", "Bo"], 40),
            "Ana, Bo and 38 others followed you"
        );
        assert_eq!(plain(&[], 3), "3 people followed you");
        assert_eq!(plain(&[], 0), "Somebody followed you");
    }
}
