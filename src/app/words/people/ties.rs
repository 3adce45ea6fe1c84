//! Words around what is done about people with all accounts, about their servers,
//! and what moderators are told.

use crate::{
    app::words::{isolated, why},
    core::actor::{Ground, Topic},
    engine::{Failure, people::beside::Wall},
};

pub const ALL_MORE: &str = "With all accounts…";
pub const UNFOLLOW_ALL: &str = "Unfollow with all";
pub const UNMUTE_ALL: &str = "Unmute with all";
pub const BLOCK_ALL: &str = "Block with all";
pub const UNBLOCK_ALL: &str = "Unblock with all";
/// The same as `MUTES`, for all accounts.
pub const MUTES_ALL: [(&str, Option<u32>); 4] = [
    ("Mute for an hour with all", Some(3_600)),
    ("Mute for a day with all", Some(86_400)),
    ("Mute for a week with all", Some(604_800)),
    ("Mute for good with all", None),
];
pub const BLOCK_TEXT: &str = "Neither sees the other any more, and nobody of you follows the other. To unblock them does not bring the follows back.";
pub const HIDE_TEXT: &str = "You see nothing from that server any more: no posts, boosts or notifications. Your followers there are removed, and you stop following people there. To show it again does not bring them back.";
pub const YES_BLOCK: &str = "Block";
pub const YES_HIDE: &str = "Hide all of it";

pub const LANGUAGES_OF: &str = "Choose languages…";
pub const LANGUAGES_TITLE: &str = "Only posts in these languages come home; without any, all do";
pub const LANGUAGES_SAVE: &str = "Keep this choice";

pub const NOTE: &str = "Write a private note";
pub const NOTE_HINT: &str = "Who they are, where you met";
pub const NOTE_PRIVATE: &str = "Only this account sees it. It is saved as you write.";
pub const NOTE_SAVING: &str = "Saving…";
pub const NOTE_SAVED: &str = "Saved.";

pub const REPORT: &str = "Report…";
pub const REPORT_AS: &str = "Report as";
pub const REPORT_WHY: &str = "What is wrong";
pub const REPORT_RULES: &str = "Which rules";
pub const REPORT_POSTS: &str = "Posts that show it";
pub const REPORT_COMMENT: &str = "What moderators should know";
pub const REPORT_SEND: &str = "Send the report";
pub const REPORT_SENDING: &str = "Sending…";
pub const REPORT_NO_RULES: &str = "This server lists no rules.";
pub const REPORT_CHOOSE_RULE: &str = "Choose the rules that they broke.";
pub const REPORT_NO_POSTS: &str = "None of their posts is loaded.";
pub const REPORT_NOBODY: &str = "None of your accounts can report them.";

/// "Note of @ana@one.example"
pub fn note_of(handle: &str) -> String {
    format!("Private note of {handle}")
}

/// The note could not be kept.
pub fn note_failed(failure: &Failure) -> String {
    format!("Not saved: {}", why(failure))
}

/// "Hide everything from far.example"
pub fn hide_server(host: &str) -> String {
    format!("Hide everything from {host}")
}

/// "Show far.example again"
pub fn show_server(host: &str) -> String {
    format!("Show {host} again")
}

/// "Hide everything from far.example with all"
pub fn hide_server_all(host: &str) -> String {
    format!("Hide everything from {host} with all")
}

/// "Show far.example again with all"
pub fn show_server_all(host: &str) -> String {
    format!("Show {host} again with all")
}

/// "Block @mira@far.example with 3 accounts?"
pub fn ask_block(handle: &str, handles: &[String]) -> String {
    match handles {
        [one] => format!("Block {handle}, as {one}?"),
        all => format!("Block {handle} with {} accounts?", all.len()),
    }
}

/// "Hide everything from far.example, as @ana@one.example?"
pub fn ask_hide(host: &str, handles: &[String]) -> String {
    match handles {
        [one] => format!("Hide everything from {host}, as {one}?"),
        all => format!("Hide everything from {host}, with {} accounts?", all.len()),
    }
}

/// "follows them, hides everything from far.example"
pub fn and_hides(stands: &str, host: &str) -> String {
    format!("{stands}, hides everything from {host}")
}

/// Why an account's server found nobody.
pub fn walled(host: &str, other: &str, wall: Wall) -> String {
    match wall {
        Wall::Here => format!("cannot reach them: {host} blocks {other}"),
        Wall::There => format!("cannot reach them: {other} blocks {host}"),
        Wall::Untold => format!(
            "does not find them: {host} may not reach {other}, or they may not let themselves be found"
        ),
    }
}

/// "Report @mira@far.example"
pub fn report_title(handle: &str) -> String {
    format!("Report {handle}")
}

/// What somebody is reported for.
pub fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Spam => "Spam: bad links, fake engagement, the same over and over",
        Ground::Rules => "They break the rules of this server",
        Ground::Illegal => "It is illegal",
        Ground::Other => "Something else",
    }
}

/// Who gets the report, and from whom.
pub fn report_goes(host: &str, handle: &str) -> String {
    format!("The moderators of {host} get it, and see that it is from {handle}. Nobody else does.")
}

/// The same with the other server.
pub fn report_goes_on(host: &str, handle: &str, other: &str) -> String {
    format!(
        "The moderators of {host} get it, and see that it is from {handle}. {host} passes it on to {other}."
    )
}

/// "Have a copy sent to far.example"
pub fn forward(other: &str) -> String {
    format!("Have a copy sent to the moderators of {other}, where they live")
}

/// The rules of a server could not be had.
pub fn no_rules(host: &str, failure: &Failure) -> String {
    format!("The rules of {host} could not be read: {}", why(failure))
}

/// "one.example has the report."
pub fn reported(host: &str, other: Option<&str>) -> String {
    match other {
        None => format!("{host} has the report. Its moderators decide what follows."),
        Some(other) => format!(
            "{host} has the report and passes it on to {other}. Their moderators decide what follows."
        ),
    }
}

/// Why a report was not sent.
pub fn not_reported(host: &str, failure: &Failure) -> String {
    match failure {
        Failure::NotFound => format!(
            "Not sent: {host} cannot find them, or one of the posts. Leave posts out, or report as another account."
        ),
        Failure::NoAnswer(_) => format!(
            "{host} did not answer. It may have the report; if you send it again it may have it twice."
        ),
        failure => format!("Not sent to {host}: {}", why(failure)),
    }
}

/// "Followed by Eve, Kim and 3 others whom you follow"
pub fn familiar(names: &[String]) -> String {
    let said = match names {
        [] => return String::new(),
        [one] => isolated(one),
        [one, two] => format!("{} and {}", isolated(one), isolated(two)),
        [one, two, _] => format!("{}, {} and one other", isolated(one), isolated(two)),
        [one, two, others @ ..] => format!(
            "{}, {} and {} others",
            isolated(one),
            isolated(two),
            others.len()
        ),
    };
    match names.len() {
        1 => format!("Followed by {said}, whom you follow"),
        _ => format!("Followed by {said} whom you follow"),
    }
}

pub const TOPICS: &str = "On their profile";

/// "#trains 12"
pub fn topic(topic: &Topic) -> (String, Option<String>) {
    let posts = topic.posts.filter(|it| *it > 0);
    let said = posts.map(|count| match count {
        1 => "1 post".to_owned(),
        _ => format!("{count} posts"),
    });
    (format!("#{}", topic.name), said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_are_named_and_the_others_counted() {
        let named = |count: usize| {
            let names: Vec<String> = (1..=count).map(|it| format!("P{it}")).collect();
            familiar(&names).replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(named(0), "");
        assert_eq!(named(1), "Followed by P1, whom you follow");
        assert_eq!(named(2), "Followed by P1 and P2 whom you follow");
        assert_eq!(named(3), "Followed by P1, P2 and one other whom you follow");
        assert_eq!(named(5), "Followed by P1, P2 and 3 others whom you follow");
    }
}
