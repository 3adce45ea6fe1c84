//! Words around who is let through to the notifications.

use crate::{
    app::words::{isolated, why},
    core::notification::{Treatment, Whose},
    engine::Failure,
};

pub const PEOPLE_I_FOLLOW: &str = "People I follow";
pub const ASKING_KIN: &str = "Asking your servers whom you follow…";
pub const KIN_TOO_MANY: &str = "There are so many that your servers were not asked about all of them. Some may be missing here.";
pub const WAITING: &str = "People who are waiting";
pub const WAITING_TEXT: &str = "Your server holds back what they sent. Let them through and it joins your notifications, as will what they send later; turn them away and it is put aside. They are not told.";
pub const NOBODY_WAITS: &str = "Nobody is waiting.";
pub const MORE_WAITING: &str = "More who are waiting";
pub const LET_THROUGH: &str = "Let through";
pub const TURN_AWAY: &str = "Turn away";
pub const GATES: &str = "Who may notify you";
pub const GATES_TEXT: &str = "What your servers do about notifications of people you may not know. People whom you follow are always let through, unless you choose otherwise below.";
pub const HOLDS_NOTHING: &str = "This server has no such rules: everybody may notify this account.";

/// "3 people are waiting"
pub fn waiting(people: u32) -> String {
    match people {
        0 => NOBODY_WAITS.trim_end_matches('.').to_owned(),
        1 => "1 person is waiting".into(),
        _ => format!("{people} people are waiting"),
    }
}

/// How much of somebody's is held back.
pub fn held_back(count: u32) -> String {
    match count {
        1 => "1 notification held back".into(),
        _ => format!("{count} notifications held back"),
    }
}

/// Of whom a rule is.
pub fn of_whom(whose: Whose) -> &'static str {
    match whose {
        Whose::NotFollowed => "People you do not follow",
        Whose::NotFollowing => "People who do not follow you, or have for less than three days",
        Whose::New => "Accounts made in the last 30 days",
        Whose::Private => "Private mentions, unless they answer you or you follow who sends them",
        Whose::Limited => "People whom your server’s moderators have limited",
        Whose::Bots => "Bots",
    }
}

/// What becomes of theirs.
pub fn treatment(treatment: &Treatment) -> String {
    match treatment {
        Treatment::Tell => "Let through".into(),
        Treatment::Hold => "Hold back".into(),
        Treatment::Drop => "Throw away".into(),
        Treatment::Unknown(word) => isolated(word),
    }
}

/// An account's rules could not be read.
pub fn rules_unknown(failure: &Failure) -> String {
    format!("The rules could not be read: {}", why(failure))
}

/// Who waits could not be read.
pub fn not_waiting(failure: &Failure) -> String {
    format!("Who is waiting could not be read: {}", why(failure))
}

/// How many of them could not be read.
pub fn not_read(count: usize) -> String {
    match count {
        1 => "One who is waiting could not be read.".into(),
        _ => format!("{count} who are waiting could not be read."),
    }
}

/// Whom an account follows is not known.
pub fn kin_unknown(handle: &str, failure: &Failure) -> String {
    format!("Whom {handle} follows is not known: {}", why(failure))
}

/// Something was not done for an account.
pub fn not_at_gate(handle: &str, failure: &Failure) -> String {
    format!("Not done for {handle}: {}", why(failure))
}
