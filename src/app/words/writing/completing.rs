//! What is said of what is offered while somebody writes.

use super::list;

pub const OFFERS: &str = "Suggestions";
pub const EMOJI: &str = "Emoji";
pub const EMOJI_FIND: &str = "Find an emoji";
pub const EMOJI_FIND_HINT: &str = "Find by name";
pub const EMOJI_USED: &str = "Used last";
pub const EMOJI_FOUND: &str = "Found";
pub const EMOJI_OTHER: &str = "Other";
pub const EMOJI_NONE_FOUND: &str = "No emoji of this name.";
pub const EMOJI_NO_ACCOUNT: &str =
    "Choose an account to post from: servers have emoji of their own.";

/// For screen readers, when something is offered.
pub fn offered(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "One suggestion. Enter takes it, Escape closes.".into(),
        _ => format!("{count} suggestions. Up and down choose, Enter takes, Escape closes."),
    }
}

/// Which servers have an emoji, where not all do.
pub fn only_on(hosts: &[String]) -> String {
    format!("only on {}", list(hosts))
}

/// The same, as a title.
pub fn only_on_title(hosts: &[String]) -> String {
    format!("Only on {}: plain text on the others", list(hosts))
}

/// None of these servers has any.
pub fn no_emoji(hosts: &[String]) -> String {
    match hosts {
        [one] => format!("{one} has no emoji of its own."),
        several => format!("{} have no emoji of their own.", list(several)),
    }
}

/// How many were found, for screen readers.
pub fn emoji_found(count: usize) -> String {
    match count {
        0 => EMOJI_NONE_FOUND.into(),
        1 => "One emoji".into(),
        count => format!("{count} emoji"),
    }
}
