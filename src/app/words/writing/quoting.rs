//! What is said of quotes.

use super::list;
use crate::core::outbox::letter::Quotable;

pub const WHO_QUOTES: &str = "Who may quote it";
pub const QUOTE: &str = "Quote";

/// Who may quote a post.
pub fn quotable(policy: Option<Quotable>) -> &'static str {
    match policy {
        None => "Quotes as set there",
        Some(Quotable::Everybody) => "All may quote",
        Some(Quotable::Followers) => "Followers may quote",
        Some(Quotable::Nobody) => "Nobody may quote",
    }
}

/// Whom one quotes.
pub fn quoting(handle: &str) -> String {
    format!("You quote {handle}")
}

/// Its author has to agree first.
pub fn leave_asked(who: &[String]) -> String {
    format!(
        "Its author is asked whether {} may quote it: until they agree, others see your words \
         without the post.",
        list(who)
    )
}

/// Its author does not let them quote it.
pub fn leave_refused(who: &[String]) -> String {
    format!(
        "Its author does not let {} quote it. Choose another account, or put a link into a post.",
        list(who)
    )
}
