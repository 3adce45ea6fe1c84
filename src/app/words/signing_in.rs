//! The words of signing in.

use super::why;
use crate::engine::{
    Failure,
    session::{NotAServer, NotSignedIn},
};

pub const FIELD: &str = "Your server or handle";
pub const FIELD_HINT: &str = "mastodon.social or @me@example.org";
pub const CONTINUE: &str = "Continue";
pub const LOOKS_SLOW: &str = "This server takes its time. It may still answer.";
pub const LOOKING: &str = "Looking…";
pub const GOING: &str = "Going there…";
pub const OTHER_SERVER: &str = "Another server";
pub const PRIVATE: &str = "No server of ours stands between: what you read and do goes from this \
     browser to your servers, and your keys to them stay here, encrypted. Somebody's profile or conversation \
     is asked for where it was made, too, without telling who you are.";
pub const GRANTS: &str = "There you decide whether Skein may:";
pub const GRANT_LIST: [&str; 4] = [
    "read your timeline, conversations, notifications and profile, and whom you follow, mute and block",
    "post for you, with media, like, boost and bookmark posts, vote in polls, pin your own posts, and change your profile",
    "follow, mute, block and report people, answer who asks to follow you, and choose who may notify you",
    "look up posts and people for you",
];
pub const EVERYTHING: &str = "This server knows no fine permissions: there you will be asked to let Skein read \
     and write everything. Skein will read your timeline, notifications and profile, and do for you what you press a button for: post, like, boost, bookmark, vote, pin, follow, mute, block, report, change your profile or who may notify you; no more.";
pub const YOU_SIGN_IN_THERE: &str =
    "Your password is typed there, never here. What you allow can be taken back there at any time.";

/// After signing in. `typed` is the other handle that had been typed.
pub fn signed_in(handle: &str, typed: Option<&str>) -> String {
    match typed {
        None => format!("Signed in as {handle}."),
        Some(typed) => format!(
            "Signed in as {handle}, although you typed {typed}: that is whom its server has you signed in as."
        ),
    }
}

/// Why a sign-in came to nothing.
pub fn not_signed_in(why_not: &NotSignedIn) -> String {
    match why_not {
        NotSignedIn::Denied => "You said no on the server’s page. Nothing was changed.".into(),
        NotSignedIn::NotBegunHere => {
            "This sign-in was not begun in this browser, or was used already. If another window is \
             waiting for it, finish it there; or begin again."
                .into()
        }
        NotSignedIn::TooLate => "That took longer than ten minutes. Please begin again.".into(),
        NotSignedIn::Forgotten => {
            "The server had forgotten that it knows Skein. Please begin again.".into()
        }
        NotSignedIn::NotLoaded => super::PART_MISSING.into(),
        NotSignedIn::Failed(failure) => {
            format!("The server did not finish the sign-in: {}", why(failure))
        }
    }
}

/// Why what was typed names no server.
pub fn not_a_name(why_not: NotAServer) -> &'static str {
    match why_not {
        NotAServer::Empty => "Type the name of your server, or your handle.",
        NotAServer::HasSecret => "Never type a password here. The name of the server is enough.",
        NotAServer::NoServer => {
            "Which server is that on? A handle has two parts, as in @me@example.org."
        }
        NotAServer::TwoHosts => "A handle names one server, as in @me@example.org.",
        NotAServer::NoHost => "That is not the name of a server. One looks like mastodon.social.",
    }
}

/// Nothing answers at a host.
pub fn unreachable(host: &str, timed_out: bool) -> String {
    if timed_out {
        return format!("{host} did not answer in time. Try again in a while.");
    }
    format!(
        "{host} could not be reached. Check the spelling; if it is right, the server may be down, or it may not let pages on other sites talk to it."
    )
}

/// A server without CORS.
pub fn closed(host: &str, software: &str) -> String {
    format!(
        "{host} ({software}) does not let browsers sign in from other sites (no CORS), so Skein cannot use it. Its administrators could allow it."
    )
}

/// A server of a kind not spoken yet.
pub fn other_kind(host: &str, software: &str) -> String {
    format!("{host} runs {software}, which Skein does not speak yet.")
}

/// Something answers, but no fediverse server.
pub fn not_fediverse(host: &str) -> String {
    format!("{host} answers, but not as a fediverse server.")
}

/// It refuses for now.
pub fn refuses(host: &str, failure: &Failure) -> String {
    format!("{host} cannot be used now: {}", why(failure))
}

/// "Go to mastodon.social"
pub fn go_to(host: &str) -> String {
    format!("Go to {host}")
}

/// The server did not confirm that the token is dead.
pub fn not_revoked(host: &str) -> String {
    format!(
        "Signed out here. {host} did not confirm it: look at “Authorized apps” in its settings."
    )
}
