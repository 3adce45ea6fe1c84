//! What is said of writing, and of what became of it.

mod completing;

use crate::core::{outbox::letter::Stage, post::Audience};

pub use completing::*;

pub const WRITE: &str = "Write";
pub const ANSWER: &str = "Answer";
pub const POST: &str = "Post";
pub const POST_AS: &str = "Post as";
pub const LETTER: &str = "Text of the post";
pub const LETTER_HINT: &str = "What do you want to say?";
pub const WARN: &str = "Content warning";
pub const WARNING: &str = "What to warn of";
pub const LANGUAGE: &str = "Language";
pub const NO_LANGUAGE: &str = "No language";
pub const WHO_SEES_IT: &str = "Who will see it";
pub const DRAFTS: &str = "Other drafts on this device";
pub const THROW_AWAY: &str = "Throw away";
pub const DO_NOT_SEND: &str = "Do not post";
pub const CHANGE_IT: &str = "Change it";
pub const OPEN: &str = "Open";
pub const FROM_NOBODY: &str = "Choose at least one account to post from.";
pub const LETTER_EMPTY: &str = "There is no text to post yet.";
pub const ANSWERED_UNKNOWN: &str = "The post that you answer has not been found yet, so nobody \
     knows who may see the answer. It can be posted once it is there.";
pub const STOP_ASKING: &str = "Stop asking";
pub const NOT_POSTED_NO_ROOM: &str = "This browser has no room to keep the post until it has \
     arrived, so it was not sent. Its text is still here.";

/// Which draft it is that goes.
pub fn throw_away(text: &str) -> String {
    format!("{THROW_AWAY}: {text}")
}

/// Whether what is written is kept.
pub fn saved(kept: bool) -> &'static str {
    match kept {
        true => "Draft kept",
        false => "This draft could not be kept",
    }
}

/// Whom one answers.
pub fn answering(handle: &str) -> String {
    format!("You answer {handle}")
}

/// How much room there is on the server that has least.
pub fn room_left(host: &str, left: i64) -> String {
    match left {
        0.. => format!("{left} characters left on {host}"),
        over => format!("{} characters too many for {host}", -over),
    }
}

/// Why a server would not take it.
pub fn too_long(host: &str, over: usize) -> String {
    match over {
        1 => format!("This is one character too long for {host}."),
        over => format!("This is {over} characters too long for {host}."),
    }
}

/// An audience, by one or two words.
pub fn audience_name(audience: &Audience) -> &'static str {
    match audience {
        Audience::Public => "Public",
        Audience::Unlisted => "Quiet public",
        Audience::Followers => "Followers",
        Audience::Direct | Audience::Unknown(_) => "Named people",
    }
}

/// Who will see a letter from these accounts, that names these people.
pub fn who_sees(audience: &Audience, from: &[String], named: &[String]) -> String {
    match audience {
        Audience::Public => "Everybody can see it, on the web too; it may be found by search and \
             stands in public timelines. Anybody may boost it."
            .into(),
        Audience::Unlisted => "Everybody can see it who comes across it, but it is not in public \
             timelines. Anybody may boost it."
            .into(),
        Audience::Followers => {
            let whose = if from.is_empty() {
                "the account".into()
            } else {
                list(from)
            };
            let too = if named.is_empty() {
                ""
            } else {
                ", and those whom it names"
            };
            format!("Only followers of {whose} can see it{too}. Nobody but you can boost it.")
        }
        Audience::Direct | Audience::Unknown(_) if named.is_empty() => {
            "Only those whom it names (@somebody@their.server) can see it: it names nobody yet. It \
             is not encrypted."
                .into()
        }
        Audience::Direct | Audience::Unknown(_) => format!(
            "Only {} can see it. It is not encrypted: who runs the servers could read it.",
            list(named)
        ),
    }
}

fn list(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
        [] => String::new(),
    }
}

/// A letter has arrived.
pub fn posted(who: &str) -> String {
    format!("Posted as {who}.")
}

/// How far a letter has come.
pub fn outbox(who: &str, tries: u32, stage: &Stage) -> String {
    match stage {
        Stage::Waiting { .. } if tries == 0 => format!("Posting as {who}…"),
        Stage::Waiting { .. } => {
            format!(
                "Not posted yet as {who}: its server asks to wait, or to sign in again. It is tried again."
            )
        }
        Stage::Unsure { .. } => {
            format!(
                "Posting as {who}: its server has not answered yet. It is asked again, and will post it once."
            )
        }
        Stage::Sent {
            wider: Some(audience),
            ..
        } => format!(
            "Posted as {who}, but its server shows it to more people than you asked for: {}.",
            audience_name(audience).to_lowercase()
        ),
        Stage::Sent { .. } => posted(who),
        Stage::Refused { why } => format!("Not posted as {who}: {why}"),
    }
}
