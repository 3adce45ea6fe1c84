//! What is said of writing, and of what became of it.

mod completing;
mod later;
mod quoting;

use crate::{
    core::{
        outbox::letter::{Draft, Letter, Sending, Stage, Unfit},
        post::Audience,
    },
    engine::Failure,
};

pub use completing::*;
pub use later::*;
pub use quoting::*;

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
pub const CLEAR: &str = "Throw the draft away";
pub const CLEAR_SURE: &str = "Press again to lose its text";
pub const WARNING_EMPTY: &str = "Say what to warn of, or switch the warning off.";
pub const NOBODY_NAMED: &str = "An answer for named people must name somebody \
     (@somebody@their.server): else nobody gets it.";
pub const DO_NOT_SEND: &str = "Do not post";
pub const CHANGE_IT: &str = "Change it";
pub const OPEN: &str = "Open";
pub const FROM_NOBODY: &str = "Choose at least one account to post from.";
pub const LETTER_EMPTY: &str = "There is no text to post yet.";
pub const ANSWERED_UNKNOWN: &str = "The post that you answer has not been found yet, so nobody \
     knows who may see the answer. It can be posted once it is there.";
pub const EDITED_UNKNOWN: &str = "What you wrote has not been found yet. It can be changed once \
     it is there.";
pub const NOT_YOUR_POST: &str = "None of your accounts has written this post.";
pub const DELETE: &str = "Delete";
pub const DELETE_SURE: &str = "Delete for good: press again";
pub const DELETE_NOW: &str = "Delete it now";
pub const DELETED_OWN: &str = "Deleted. Other servers are told, and most heed it.";
pub const REDRAFT: &str = "Delete and write anew";
pub const REDRAFT_SURE: &str = "Its likes and answers are lost: press again";
pub const EDIT: &str = "Edit";
pub const SAVE_EDIT: &str = "Save the change";
pub const ADD_MEDIA: &str = "Picture, film, sound";
pub const ATTACHED: &str = "Pictures, films and sounds";
pub const FILES_BUSY: &str = "A file is being looked at…";
pub const FILE_NOT_KEPT: &str = "This browser has no room to keep the file.";
pub const ALT_FIELD: &str = "Description";
pub const ALT_HINT: &str = "What is to be seen or heard, for those who cannot";
pub const FOCUS_HINT: &str = "Click on what should stay in view when it is cropped";
pub const HIDE_MEDIA: &str = "Hide pictures";
pub const ADD_CHOICE: &str = "Another answer";
pub const SEVERAL_CHOICES: &str = "One may choose several";
pub const HIDE_COUNTS: &str = "Hide the counts until the end";
pub const POLL_LASTS: &str = "One may vote for";
pub const ADD_SHEET: &str = "Another post after it";
pub const REMOVE_SHEET: &str = "Remove this post";
pub const LETTER_MORE_HINT: &str = "What else?";
pub const LEFT_BEFORE_POSTED: &str = "Not posted: you left before the pictures were ready. It \
     is kept as a draft.";
pub const STOP_ASKING: &str = "Stop asking";
pub const NOT_POSTED_NO_ROOM: &str = "This browser has no room to keep the post until it has \
     arrived, so it was not sent. Its text is still here.";

/// A file that cannot be shown.
pub fn not_a_picture(name: &str) -> String {
    format!("“{name}” is not the picture that its name says.")
}

/// How many accounts post.
pub fn posters(count: usize) -> String {
    format!("as {count} accounts")
}

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
pub fn unfit(host: &str, why: &Unfit) -> String {
    match why {
        Unfit::Empty => LETTER_EMPTY.into(),
        Unfit::TooLong(1) => format!("This is one character too long for {host}."),
        Unfit::TooLong(over) => format!("This is {over} characters too long for {host}."),
        Unfit::TooMany(most) => {
            format!("{host} takes at most {most} pictures, films and sounds in one post.")
        }
        Unfit::TooLarge(name, most) => {
            format!(
                "“{name}” is too large for {host}, which takes {} at most.",
                bytes(*most)
            )
        }
        Unfit::TooWide(name, most) => {
            format!("“{name}” has more pixels than {host} takes ({most}).")
        }
        Unfit::Kind(name) => format!("{host} does not take files like “{name}”."),
        Unfit::LongAlt(name, most) => format!(
            "The description of “{name}” is too long for {host}, which takes {most} characters."
        ),
        Unfit::Elsewhere(_) => format!(
            "What is attached lies on the server of another account: {host} cannot post it. \
             Remove it, and add the file itself."
        ),
        Unfit::PollAndMedia => format!(
            "{host} does not take a poll with pictures, films or sounds: choose one, or put the \
             other in a post of its own."
        ),
        Unfit::NoQuotes => {
            format!("{host} cannot post quotes. Choose another account, or put a link into a post.")
        }
        Unfit::NoLater => no_later(host),
        about_poll => unfit_poll(host, about_poll),
    }
}

fn unfit_poll(host: &str, why: &Unfit) -> String {
    match why {
        Unfit::NoChoice => "A poll needs at least two answers to choose from.".into(),
        Unfit::SameChoice(choice) => format!("“{choice}” is in the poll twice."),
        Unfit::ManyChoices(most) => format!("{host} takes at most {most} answers in a poll."),
        Unfit::LongChoice(choice, most) => {
            format!("“{choice}” is too long for a poll on {host}, which takes {most} characters.")
        }
        Unfit::PollTime(from, to) => format!(
            "On {host} one votes for {} at least and {} at most.",
            vote_span(*from),
            vote_span(*to)
        ),
        _ => format!("{host} would not take it."),
    }
}

/// In which post of a thread something is wrong.
pub fn unfit_at(at: usize, why: &str) -> String {
    format!("Post {at}: {why}")
}

/// Something attached has no description.
pub fn undescribed(count: usize) -> String {
    let what = match count {
        1 => "What is attached has no description".to_owned(),
        count => format!("{count} of what is attached have no description"),
    };
    format!("{what}: who cannot see it will not know what it is. Press once more to post it so.")
}

/// "3.4 MB"
fn bytes(count: u64) -> String {
    match count {
        0..10_000 => format!("{count} bytes"),
        10_000..1_000_000 => format!("{} kB", count / 1_000),
        _ => format!("{}.{} MB", count / 1_000_000, count / 100_000 % 10),
    }
}

/// A file, by name and size.
pub fn file_name(name: &str, size: u64) -> String {
    match (name, size) {
        (_, 0) => "On the server already".into(),
        ("", size) => bytes(size),
        (name, size) => format!("{name}, {}", bytes(size)),
    }
}

/// Which file it is that goes.
pub fn remove_file(name: &str) -> String {
    format!("Remove {name}").trim_end().into()
}

/// How much of the room for a description is used.
pub fn alt_count(used: usize, most: u32) -> String {
    format!("{used} of {most}")
}

/// What stays in view where a picture is cropped.
pub fn focus_at(at: Option<(i8, i8)>) -> String {
    let (x, y) = at.unwrap_or_default();
    let across = match x {
        ..-20 => "left",
        -20..=20 => "middle",
        _ => "right",
    };
    let down = match y {
        ..-20 => "bottom",
        -20..=20 => "middle",
        _ => "top",
    };
    format!("What stays in view when cropped: {across}, {down}. Click it, or use the arrow keys.")
}

/// The field of an answer of a poll.
pub fn choice(at: usize) -> String {
    format!("Answer {at}")
}

/// The field of a post of a thread.
pub fn letter_at(at: usize) -> String {
    format!("{LETTER} {at}")
}

/// For how long one may vote.
pub fn vote_span(seconds: u32) -> String {
    let (count, unit) = match seconds {
        0..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    match count {
        1 => format!("1 {unit}"),
        count => format!("{count} {unit}s"),
    }
}

/// What a draft is, in a few words.
pub fn draft(draft: &Draft) -> String {
    let letter = &draft.letter;
    let more = match draft.rest.len() {
        0 => String::new(),
        1 => " (and 1 post more)".into(),
        more => format!(" (and {more} posts more)"),
    };
    match letter.text.trim() {
        "" if !letter.media.is_empty() => format!("{ATTACHED}{more}"),
        "" if letter.poll.is_some() => format!("Poll{more}"),
        text => format!("{text}{more}"),
    }
}

/// The text of what is to be edited cannot be had.
pub fn no_source(why: &Failure) -> String {
    format!(
        "What you wrote could not be had from the server: {}",
        super::why(why)
    )
}

/// A post was not deleted.
pub fn not_deleted(why: &Failure) -> String {
    format!("Not deleted: {}", super::why(why))
}

/// A file of a post is on its way.
pub fn uploading(said: &str, percent: u8) -> String {
    format!("{said} {percent} % of a file has left.")
}

/// A letter has arrived.
pub fn sent(who: &str, letter: &Letter) -> String {
    match letter.edits {
        Some(_) => format!("Changed as {who}."),
        None => posted(who),
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
pub fn outbox(who: &str, one: &Sending) -> String {
    match &one.stage {
        Stage::Waiting { .. } if one.follows.is_some() && one.tries == 0 => {
            format!("Posting as {who}, after the post before it…")
        }
        Stage::Waiting { .. } if one.tries == 0 && one.letter.at.is_some() => {
            format!("Handing over to the server of {who}, to be posted later…")
        }
        Stage::Waiting { .. } if one.tries == 0 => format!("Posting as {who}…"),
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
        Stage::Sent { lacks: true, .. } => {
            format!("Posted as {who}, but its server has left out some of what was attached.")
        }
        Stage::Sent { early: true, .. } => {
            format!("Posted as {who} at once: its server did not keep it until its time.")
        }
        Stage::Sent { .. } => posted(who),
        Stage::Scheduled { wider, .. } => scheduled_wider(who, wider.as_ref()),
        Stage::Refused { why } => format!("Not posted as {who}: {why}"),
    }
}
