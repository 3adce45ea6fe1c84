//! Every word that the app says, in one place.

use crate::{
    core::{
        http::{NoAnswer, Wait},
        outbox::Change,
        post::Audience,
    },
    engine::Failure,
};

mod keeping;
mod media;
mod notifications;
mod people;
mod posts;
mod signing_in;
mod writing;

pub use keeping::*;
pub use media::*;
pub use notifications::*;
pub use people::*;
pub use posts::*;
pub use signing_in::*;
pub use writing::*;

pub const SKEIN: &str = "Skein";
pub const HOME: &str = "Home";
pub const ACCOUNTS: &str = "Accounts";
pub const ADD_ACCOUNT: &str = "Add an account";
pub const MAIN: &str = "Main";
pub const BACK: &str = "Back";
pub const CLOSE: &str = "Close";
pub const RELOAD: &str = "Load the page anew";
pub const PART_MISSING: &str = "A part of Skein could not be loaded. Without a network it comes when that is back; if Skein was renewed meanwhile, the page must be loaded anew.";
pub const CONVERSATION: &str = "Conversation";
pub const LOAD: &str = "Load";
pub const TRY_AGAIN: &str = "Try again";
pub const SIGN_IN_AGAIN: &str = "Sign in again";
pub const SIGN_OUT: &str = "Sign out";
pub const SHOW: &str = "Show";
pub const HIDE: &str = "Hide";
pub const NOW: &str = "now";
pub const READ_ON: &str = "Read on";
pub const READ_LESS: &str = "Show less";
pub const BOT: &str = "Bot";
pub const LIKE: &str = "Like";
pub const BOOST: &str = "Boost";
pub const SAVE: &str = "Bookmark";
pub const REPLIES: &str = "Open the conversation";
pub const ACT_AS: &str = "Act as";
pub const SKIP: &str = "Skip to the posts";
pub const CHIP_OUT: &str = "signed out: ";
pub const CHIP_WAITS: &str = "not up to date: ";
pub const CHIP_TROUBLE: &str = "could not be read: ";
pub const SHOW_POSTS_OF: &str = "Show the posts of";
pub const DONE_LOADING: &str = "You have come to the end.";
pub const LOADING: &str = "Loading…";
pub const EMPTY_TITLE: &str = "Nothing here yet";
pub const EMPTY: &str = "Posts of the people you follow come in here as they are written.";
pub const SILENT_TITLE: &str = "Nothing could be loaded yet";
pub const SILENT: &str =
    "Not all of your servers have answered. What they have comes in here when they do.";
pub const BUT_FOR_GAPS: &str = "You have come to the end, but for the gaps above.";
pub const NO_MORE_FOR_NOW: &str = "This is all that could be loaded for now.";
pub const OFFLINE: &str =
    "This device is offline. What is on the page can be read; new posts come when it is back.";
pub const FURTHER: &str = "Read further elsewhere";
pub const GO_THERE: &str = "Go there";
pub const KEYS_TITLE: &str = "Keys";
/// Keys and what they do.
pub const KEYS: [(&str, &str); 10] = [
    ("j  k", "Go to the next post, to the one before"),
    ("Enter", "Open the conversation of a post"),
    ("r", "Answer a post"),
    ("n", "Write a new post"),
    ("/", "Search, or open a link or handle"),
    ("Ctrl V", "Open a link or handle that was copied"),
    ("Tab", "Go to what can be done to a post"),
    ("Shift F10", "On a like, boost or bookmark: choose as whom"),
    ("Esc", "Go back"),
    ("?", "Show these keys"),
];
pub const NONE_SHOWN: &str = "All accounts are switched off. Switch one on above to read.";
pub const NOT_FOUND: &str = "There is no such page";
pub const NOT_FOUND_TEXT: &str = "Nothing in Skein has this address. Your posts are at home.";
pub const POST_NOT_FOUND: &str = "No server that was asked knows this post.";
pub const NOBODY_TO_ASK: &str = "You are signed out of every server that could tell.";
pub const OTHERS_UNASKED: &str =
    "Your other servers were not asked: none of your timelines has shown this post.";
pub const ASK_OTHERS: &str = "Ask them, too";
pub const UNREADABLE: &str = "A post here came in a form that could not be read.";
pub const WELCOME: &str = "All your fediverse accounts, one timeline";
pub const WELCOME_TEXT: &str = "The fediverse is thousands of independent servers that speak to each other, \
     as e-mail servers do. Sign in with accounts on any of them, and read them here as one.";
pub const SIGN_OUT_ASK: &str =
    "It is signed out on its server, and all that is kept of it here is deleted.";
pub const FINISHING: &str = "Signing you in…";
pub const CANCEL: &str = "Cancel";
pub const STREAMS: &str = "New posts arrive at once";
pub const POLLS: &str = "New posts are asked for every minute";
pub const DELETED: &str = "This post was deleted.";
pub const TORN_OFF: &str = "answers a post that none of your servers has shown";

/// "3 accounts"
pub fn accounts(count: usize) -> String {
    if count == 1 {
        "1 account".into()
    } else {
        format!("{count} accounts")
    }
}

/// "12 new"; "500+ new" where there may be more.
pub fn new_posts(count: usize, more: bool) -> String {
    format!("{count}{} new", if more { "+" } else { "" })
}

/// "(3) Home · Skein"
pub fn page_title(place: &str, waiting: usize) -> String {
    match waiting {
        0 => format!("{place} · {SKEIN}"),
        _ => format!("({waiting}) {place} · {SKEIN}"),
    }
}

/// For screen readers, when posts come in.
pub fn new_posts_said(count: usize) -> String {
    if count == 1 {
        "1 new post".into()
    } else {
        format!("{count} new posts")
    }
}

/// "Eve and 3 others boosted"
pub fn boosted_by(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{} boosted", isolated(one)),
        [one, two] => format!("{} and {} boosted", isolated(one), isolated(two)),
        [one, others @ ..] => {
            format!("{} and {} others boosted", isolated(one), others.len())
        }
    }
}

/// A name within a sentence: its direction is its own affair (Unicode's first
/// strong isolate).
pub fn isolated(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}

/// "Answers @eve@one.example"
pub fn answers(handle: Option<&str>) -> String {
    handle.map_or_else(
        || "Answers somebody".into(),
        |handle| format!("Answers {handle}"),
    )
}

/// "two.example: 3 hours not loaded yet"
pub fn gap(host: &str, hours: i64) -> String {
    match hours {
        ..1 => format!("{host}: some posts not loaded yet"),
        1 => format!("{host}: an hour not loaded yet"),
        2..48 => format!("{host}: {hours} hours not loaded yet"),
        _ => format!("{host}: {} days not loaded yet", hours / 24),
    }
}

/// "Load – two.example: 3 hours not loaded yet"
pub fn load_what(deed: &str, gap: &str) -> String {
    format!("{deed} – {gap}")
}

/// "Acting as @ana@one.example"
pub fn acting_as(handle: &str) -> String {
    format!("Acting as {handle}")
}

/// "Like as"
pub fn do_as(deed: &str) -> String {
    format!("{deed} as")
}

/// "Like as @ana@one.example"
pub fn by_whom(deed_as: &str, handle: &str) -> String {
    format!("{deed_as} {handle}")
}

/// The label of an action with its count, and who else of one's own did it:
/// "Like, 31; done as @ana@two.example".
pub fn deed(deed: &str, count: Option<String>, also: &[String]) -> String {
    let counted = counted(deed, count);
    match also {
        [] => counted,
        also => format!("{counted}; done as {}", also.join(", ")),
    }
}

/// The label of an action with its count: "Like, 31".
pub fn counted(deed: &str, count: Option<String>) -> String {
    count.map_or_else(|| deed.to_owned(), |count| format!("{deed}, {count}"))
}

/// "Seen through @ana@one.example, @ana@two.example"
pub fn through(handles: &str) -> String {
    format!("Seen through {handles}")
}

/// "2 replies"
pub fn replies(count: usize) -> String {
    match count {
        0 => "No replies".into(),
        1 => "1 reply".into(),
        _ => format!("{count} replies"),
    }
}

pub const FROM_ELSEWHERE: &str =
    "None of your servers has seen this; it is shown as another server tells it.";

/// "Your servers know 12 of these 38 replies."
pub fn known_of(known: usize, all: usize) -> String {
    match known {
        0 => format!(
            "Your servers know none of {}; they come from where they were posted.",
            all_replies(all)
        ),
        _ => format!(
            "Your servers know {known} of {}; the rest comes from where it was posted.",
            all_replies(all)
        ),
    }
}

fn all_replies(all: usize) -> String {
    match all {
        1 => "this one reply".into(),
        _ => format!("these {all} replies"),
    }
}

/// "2 more answers are counted …"
pub fn counted_more(count: usize) -> String {
    let what = match count {
        1 => "1 more answer is counted".to_owned(),
        _ => format!("{count} more answers are counted"),
    };
    format!(
        "{what} than any server shows: they may be private, deleted, or on servers that yours do not know."
    )
}

/// The server where a post was made keeps its answers to itself.
pub fn home_keeps(host: &str, failure: &Failure) -> String {
    match failure {
        Failure::NoAnswer(_) | Failure::NotLoaded => {
            format!("{host}, where this was posted, could not be asked: there may be more replies.")
        }
        _ => format!(
            "{host}, where this was posted, shows no conversations to visitors: there may be more replies."
        ),
    }
}

/// "Hide 3 answers"
pub fn fold(count: usize, folded: bool) -> String {
    let verb = if folded { "Show" } else { "Hide" };
    match count {
        1 => format!("{verb} 1 answer"),
        _ => format!("{verb} {count} answers"),
    }
}

/// "3 posts could not be read."
pub fn skipped(count: usize) -> String {
    if count == 1 {
        "One post could not be read.".into()
    } else {
        format!("{count} posts could not be read.")
    }
}

/// Who can see a post.
pub fn audience(audience: &Audience) -> String {
    match audience {
        Audience::Public => "Public: everybody can see it".into(),
        Audience::Unlisted => {
            "Quiet public: everybody can see it, but it is not in public timelines".into()
        }
        Audience::Followers => "Followers only".into(),
        Audience::Direct => "Only the people it mentions".into(),
        Audience::Unknown(word) => format!("Audience: {word}"),
    }
}

/// One account's lane is slow or in trouble.
pub fn lane_trouble(host: &str, failure: Option<&Failure>) -> String {
    match failure {
        None => format!("{host} is slow. Its posts join in when it answers."),
        Some(Failure::SlowDown(Wait::Seconds(seconds))) => {
            format!("{host} asks to wait {}.", time_span(*seconds))
        }
        Some(Failure::SlowDown(_)) => format!("{host} asks to wait a little."),
        Some(Failure::NotLoaded) => PART_MISSING.into(),
        Some(failure) => format!("{host}: {}", why(failure)),
    }
}

/// "40 seconds", "3 minutes"
fn time_span(seconds: u32) -> String {
    match seconds {
        0 | 1 => "a second".into(),
        2..90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

/// The account must sign in again.
pub fn again(handle: &str) -> String {
    format!("{handle} is signed out by its server.")
}

/// The sign-in does not allow all that was wished.
pub fn narrow(handle: &str) -> String {
    format!("Skein may not do all for {handle}: sign in again to allow more.")
}

/// Why nothing new comes of an account, and since when.
pub fn no_news(failure: &Failure, since: Option<&str>) -> String {
    let why = why(failure);
    match since {
        None => format!("No news: {why}"),
        Some(moment) => format!("No news since {moment}: {why}"),
    }
}

/// Why something failed, for people.
pub fn why(failure: &Failure) -> String {
    match failure {
        Failure::NoAnswer(NoAnswer::TimedOut) => "it did not answer in time.".into(),
        Failure::NoAnswer(NoAnswer::TooLarge) => "its answer was too large.".into(),
        Failure::NoAnswer(NoAnswer::NoFile) => "a file of it is no longer on this device.".into(),
        Failure::NoAnswer(_) => "it could not be reached.".into(),
        Failure::SignedOut => "you are signed out there.".into(),
        Failure::SlowDown(Wait::Seconds(seconds)) => {
            format!("it asks to wait {}.", time_span(*seconds))
        }
        Failure::SlowDown(_) => "it asks to wait a little.".into(),
        Failure::OutOfScope => "this sign-in does not allow it. Sign in again to allow it.".into(),
        Failure::Gone => "the post is no longer there.".into(),
        Failure::Refused { status: 413, .. } => "it says that this is too large.".into(),
        Failure::Refused { message, status } if message.is_empty() => {
            format!("it refused (HTTP {status}).")
        }
        Failure::Refused { message, .. } => format!("it said “{message}”."),
        Failure::Garbled { at, .. } => format!("its answer could not be read ({at})."),
        Failure::Repeats => {
            "it gives the same page again and again: what is older cannot be had.".into()
        }
        Failure::Working => "it still works on a file.".into(),
        Failure::TooLate => "its time has gone by, or is too near by now.".into(),
        Failure::Withdrawn => "it was taken back.".into(),
        Failure::Unworked(name) => format!("it could not make anything of the file “{name}”."),
        Failure::Unsupported => "the server cannot do that.".into(),
        Failure::NotFound => "the server cannot find this post.".into(),
        Failure::NoBrowser => "this browser cannot keep a secret here.".into(),
        Failure::NotLoaded => PART_MISSING.into(),
        Failure::NotKept => "this browser has no room to note it.".into(),
    }
}

/// "The like as @ana@one.example was taken back: …"
pub fn refused(change: Change, handle: &str, failure: &Failure) -> String {
    let deed = match change {
        Change::Like(true) => "Not liked",
        Change::Like(false) => "Still liked",
        Change::Boost(true) => "Not boosted",
        Change::Boost(false) => "Still boosted",
        Change::Save(true) => "Not bookmarked",
        Change::Save(false) => "Still bookmarked",
        Change::Pin(true) => "Not pinned",
        Change::Pin(false) => "Still pinned",
        Change::Vote(_) => "Not voted",
    };
    // Nobody has spoken of the server before.
    let why = why(failure);
    let why = match why.split_once(' ') {
        Some(("it", rest)) => format!("the server {rest}"),
        Some(("its", rest)) => format!("the server’s {rest}"),
        _ => why,
    };
    format!("{deed} as {handle}: {why}")
}
