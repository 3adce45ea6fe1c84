//! Words around what a post carries: polls, quotes, links, former versions.

use super::{isolated, lane_trouble, why};
use crate::engine::Failure;

pub const EDITED: &str = "edited";
pub const SEE_HISTORY: &str = ": see what it said before";
pub const HISTORY: &str = "What it said before";
pub const VERSION_NOW: &str = "Now";
pub const VERSION_THEN: &str = "Edited";
pub const VERSION_FIRST: &str = "First";
pub const MORE: &str = "More";
pub const OPEN_AT_ORIGIN: &str = "Open on its own server";
pub const COPY_LINK: &str = "Copy link";
pub const LINK_COPIED: &str = "Link copied.";
pub const COPY_TEXT: &str = "Copy text";
pub const TEXT_COPIED: &str = "Text copied.";
pub const NOT_COPIED: &str = "This browser does not allow copying here.";
pub const SHARE: &str = "Share…";
pub const TRANSLATE: &str = "Translate";
pub const TRANSLATING: &str = "Translating…";
pub const SHOW_ORIGINAL: &str = "Show the original";
pub const PINNED: &str = "Pinned to its author’s profile";
pub const PIN: &str = "Pin to your profile";
pub const UNPIN: &str = "Unpin from your profile";
pub const SHOW_ANYWAY: &str = "Show anyway";
pub const SHOW_QUOTED: &str = "Show the quoted post";
pub const HAS_POLL: &str = "Has a poll";
pub const HAS_QUOTE: &str = "Quotes another post";
pub const NOT_HAD: &str = "This post could not be loaded.";
pub const POLL: &str = "Poll";
pub const VOTE: &str = "Vote";
pub const VOTING: &str = "Your vote is on its way";
pub const YOUR_VOTE: &str = "your vote";
pub const SHOW_RESULTS: &str = "Show results";
pub const BACK_TO_VOTE: &str = "Back to voting";
pub const RESULTS_LATER: &str = "results are shown when it ends";
/// Before the names of who wrote what a link leads to.
pub const BY: &str = "By ";

/// "as @ana@one.example"
pub fn vote_as(handle: &str) -> String {
    format!("as {handle}")
}

/// "Open at two.example"
pub fn open_at(host: &str) -> String {
    format!("Open at {host}")
}

/// "Edited 23 November 2026 at 14:05"
pub fn edited_at(moment: &str) -> String {
    format!("Edited {moment}")
}

/// "Filtered: Spoilers (@ana@one.example)"
pub fn filtered(met: &[(String, String)]) -> String {
    let named = |(title, handle): &(String, String)| format!("{} ({handle})", isolated(title));
    let met: Vec<String> = met.iter().map(named).collect();
    format!("Filtered: {}", met.join(", "))
}

/// "Play “A film” at framatube.org"
pub fn play_at(title: &str, host: &str) -> String {
    format!("Play “{}”; loads from {host}", isolated(title))
}

/// "Translated from German by DeepL."
pub fn translated(from: Option<&str>, provider: &str) -> String {
    let from = from.map(|from| format!(" from {from}")).unwrap_or_default();
    let by = match provider {
        "" => String::new(),
        provider => format!(" by {provider}"),
    };
    format!("Translated{from}{by}.")
}

/// A server did not translate a post.
pub fn not_translated(host: &str, failure: &Failure) -> String {
    format!("Not translated by {host}: {}", why(failure))
}

/// A server did not tell what a post said before.
pub fn no_history(host: &str, failure: &Failure) -> String {
    format!("{host} does not tell: {}", why(failure))
}

/// A server did not give a post that it named.
pub fn not_shown(host: &str, failure: &Failure) -> String {
    format!("{host} does not show it: {}", why(failure))
}

/// A post that was read before is kept no longer, and its servers, by name,
/// did not give it again.
pub fn not_had(told: &[(String, Failure)]) -> String {
    let line = |(host, failure): &(String, Failure)| lane_trouble(host, Some(failure));
    let mut said = vec![NOT_HAD.to_owned()];
    said.extend(told.iter().map(line));
    said.join(" ")
}

/// Why a quoted post is not shown.
pub fn quote_hidden(state: &str) -> String {
    match state {
        "pending" => "The quoted post waits for its author’s consent.".into(),
        "deleted" => "The quoted post is deleted.".into(),
        "rejected" | "revoked" => "The author of the quoted post did not agree to it.".into(),
        "unauthorized" => "The quoted post is not for this account to see.".into(),
        "accepted" => String::new(),
        "blocked_account" => "The quoted post is by somebody whom you blocked.".into(),
        "blocked_domain" => "The quoted post is from a server that you blocked.".into(),
        "muted_account" => "The quoted post is by somebody whom you muted.".into(),
        _ => "The quoted post cannot be shown.".into(),
    }
}

/// "412 votes"
pub fn votes(count: u32) -> String {
    if count == 1 {
        "1 vote".into()
    } else {
        format!("{count} votes")
    }
}

/// "412 people"
pub fn voters(count: u32) -> String {
    if count == 1 {
        "1 person voted".into()
    } else {
        format!("{count} people voted")
    }
}

pub const POLL_CLOSED: &str = "closed";

/// "open until 23 November 2026 at 14:05"
pub fn poll_open_until(moment: &str) -> String {
    format!("open until {moment}")
}

/// "Below 12 answers there may be more …"
pub fn more_below(count: usize) -> String {
    let which = match count {
        1 => "one answer".to_owned(),
        _ => format!("{count} answers"),
    };
    format!(
        "Below {which} there may be more: the server tells only of what answers a post directly."
    )
}
