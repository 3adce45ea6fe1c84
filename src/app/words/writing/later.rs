//! What is said of posts that servers keep, to post them later.

use super::list;
use crate::{
    core::{outbox::letter::Letter, post::Audience},
    engine::Failure,
};

pub const POST_LATER: &str = "Post later";
pub const LATER_WHEN: &str = "When to post it";
pub const SCHEDULE: &str = "Schedule";
pub const SCHEDULED: &str = "Scheduled posts";
pub const SCHEDULED_NONE: &str = "Nothing is scheduled.";
pub const CHANGE_TIME: &str = "Change the time";
pub const SAVE_TIME: &str = "Save the time";
pub const WRITE_ANEW: &str = "Take it back";
pub const LATER_ALONE: &str = "A thread cannot be posted later: each of its posts answers one \
     that would not be there yet. Schedule the first alone, or post them all now.";
pub const LATER_SOON: &str = "Servers keep posts whose time is at least five minutes away. \
     Choose a later time, or post it now.";
pub const LATER_NO_TIME: &str = "Choose when it is to be posted.";

/// Its server cannot keep it.
pub fn no_later(host: &str) -> String {
    format!("{host} cannot keep posts to post them later. Choose another account, or post it now.")
}

/// A scheduled post is a draft again; whether its server has it still may be in doubt.
pub fn taken_back(letter: &Letter, doubt: Option<&Failure>) -> String {
    let said = match doubt {
        None => "It will not be posted. It is a draft on this device again.".to_owned(),
        Some(why) => format!(
            "It is a draft on this device again, but may still be posted: {} Look under \
             “{SCHEDULED}”.",
            super::super::why(why)
        ),
    };
    match letter.media.is_empty() {
        true => said,
        false => format!("{said} What is attached is kept by its server for about a day."),
    }
}

/// A letter is kept until its time.
pub fn scheduled(who: &str, when: &str) -> String {
    format!("Scheduled as {who}: {when}.")
}

/// The same, where more will see it than were meant to.
pub fn scheduled_wider(who: &str, wider: Option<&Audience>) -> String {
    let audience = wider.map(super::audience_name).unwrap_or_default();
    format!(
        "Scheduled as {who}, but its server would show it to more people than you asked for: {}. \
         Take it back under “{SCHEDULED}”.",
        audience.to_lowercase()
    )
}

/// What the time is for.
pub fn scheduled_by(who: &[String]) -> String {
    format!(
        "It is kept by the server of {}, and posted though this device is off.",
        list(who)
    )
}

/// The list of an account's server cannot be had.
pub fn scheduled_unknown(who: &str, why: &Failure) -> String {
    format!(
        "What is scheduled as {who} is not known: {}",
        super::super::why(why)
    )
}

/// Some of the list could not be read.
pub fn scheduled_skipped(who: &str, count: usize) -> String {
    match count {
        1 => format!("One more, as {who}, could not be read."),
        _ => format!("{count} more, as {who}, could not be read."),
    }
}

/// The server has taken another time than it was asked for.
pub fn other_time(when: &str) -> String {
    format!("Its server has chosen another time: {when}.")
}

/// A time was not changed, or a post not taken back.
pub fn not_rescheduled(why: &Failure) -> String {
    match why {
        Failure::Gone => {
            "It is not there any more: it has been posted, or taken back elsewhere.".into()
        }
        Failure::NoAnswer(_) | Failure::Garbled { .. } => {
            format!(
                "Whether it was changed is not known: {}",
                super::super::why(why)
            )
        }
        why => format!("Nothing was changed: {}", super::super::why(why)),
    }
}
