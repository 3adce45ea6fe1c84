//! Words around people.

mod lists;
mod ties;

pub use lists::*;
pub use ties::*;
mod own;

use super::why;
use crate::{
    core::{
        actor::{Circle, Follows, Part, Relation},
        said::short,
    },
    engine::Failure,
};

pub use own::*;

pub const PERSON: &str = "Profile";
pub const NOBODY: &str = "Nobody of this name was found.";
pub const NOBODY_ASKED: &str = "They could not be looked for everywhere.";
pub const NOBODY_WHY: &str =
    "None of your servers knows them, and their own server does not show them to visitors.";
pub const YOUR_ACCOUNTS: &str = "Your accounts";
pub const THIS_IS_YOU: &str = "This is you";
pub const FOLLOW: &str = "Follow";
pub const UNFOLLOW: &str = "Unfollow";
pub const TAKE_BACK: &str = "Take the request back";
pub const FOLLOW_ALL: &str = "Follow with all";
pub const UNMUTE: &str = "Unmute";
pub const BLOCK: &str = "Block";
pub const UNBLOCK: &str = "Unblock";
pub const HIDE_BOOSTS: &str = "Hide their boosts";
pub const SHOW_BOOSTS: &str = "Show their boosts";
pub const TELL_ME: &str = "Tell me when they post";
pub const DO_NOT_TELL: &str = "Do not tell me when they post";
pub const MORE_ABOUT: &str = "More, as";
pub const NOT_KNOWN: &str = "does not know them yet";
pub const UNSURE: &str = "could not be asked how it stands to them";
pub const LOCKED: &str = "Who wants to follow must ask";
pub const GROUP: &str = "Group";
pub const VERIFIED: &str = "Checked by their server: this page links back to them";
pub const PINNED_POSTS: &str = "Pinned";
pub const NO_POSTS: &str = "Nothing here that any of the servers shows.";
pub const ALL_POSTS: &str = "That is all.";
pub const MORE_POSTS: &str = "Load more";
pub const BACK_TO_POSTS: &str = "Back to the posts";
pub const NO_PEOPLE: &str = "Their server shows nobody here.";
pub const POSTS_OF: &str = "Which posts";
/// For how long somebody can be muted: what is said, and in seconds.
pub const MUTES: [(&str, Option<u32>); 4] = [
    ("Mute for an hour", Some(3_600)),
    ("Mute for a day", Some(86_400)),
    ("Mute for a week", Some(604_800)),
    ("Mute for good", None),
];

pub const FIND: &str = "Search";
pub const FIND_LABEL: &str = "People, links, handles";
pub const FIND_HINT: &str = "@name@server.example, a link, or words";
pub const FIND_TEXT: &str = "A link or handle opens here, where you can act on it. Words are looked for among the people whom your servers know.";
pub const FOUND_NOBODY: &str = "None of your servers knows anybody by these words.";
pub const GO_TO_POST: &str = "Open this post here";

/// "Go to @mira@one.example"
pub fn go_to_person(handle: &str) -> String {
    format!("Go to {handle}")
}

/// "Have one.example look for them"
pub fn have_found(host: &str) -> String {
    format!("Have {host} look for them")
}

/// A part of somebody's posts.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Posts => "Posts",
        Part::WithAnswers => "Posts and answers",
        Part::Media => "Media",
    }
}

/// The title of a list of people.
pub fn circle_title(of: Circle) -> &'static str {
    match of {
        Circle::Followers => "Followers",
        Circle::Following => "Following",
    }
}

/// "1.2k followers"
pub fn circle(of: Circle, count: Option<u32>) -> String {
    let word = match of {
        Circle::Followers if count == Some(1) => "follower",
        Circle::Followers => "followers",
        Circle::Following => "following",
    };
    match count {
        Some(count) => format!("{} {word}", short(count)),
        None => word.to_owned(),
    }
}

/// "412 posts"
pub fn posts(count: u32) -> String {
    match count {
        1 => "1 post".into(),
        count => format!("{} posts", short(count)),
    }
}

/// "Since 3 May 2024"
pub fn since_day(day: &str) -> String {
    format!("Since {day}")
}

/// "Your servers hold 3 of the 40 posts shown here."
pub fn held_of(held: usize, all: usize) -> String {
    match held {
        0 => {
            "Your servers hold none of the posts shown here; they come from where they were posted."
                .into()
        }
        _ => format!(
            "Your servers hold {held} of the {all} posts shown here; the rest comes from where they were posted."
        ),
    }
}

/// That their own server shows nothing to strangers.
pub fn home_silent(host: &str, failure: Option<&Failure>) -> String {
    match failure {
        Some(Failure::NoAnswer(_)) => {
            format!(
                "{host}, where they live, could not be asked. What your servers know of them is shown."
            )
        }
        _ => format!(
            "{host}, where they live, shows no posts to visitors. What your servers know of them is shown."
        ),
    }
}

/// An account's server could not say.
pub fn view_failed(failure: &Failure) -> String {
    format!("could not be asked: {}", why(failure))
}

/// "They have moved to @mira@new.example."
pub fn moved_to(handle: &str) -> String {
    format!("They have moved to {handle}.")
}

/// How an account stands to somebody.
pub fn stands(relation: &Relation) -> String {
    let mut said: Vec<&str> = Vec::new();
    match relation.follows {
        Follows::Yes => said.push("follows them"),
        Follows::Asked => said.push("has asked to follow them"),
        Follows::No => {}
    }
    let facts = [
        (relation.followed_by, "is followed by them"),
        (
            relation.follows == Follows::Yes && !relation.boosts,
            "hides their boosts",
        ),
        (relation.notify, "is told when they post"),
        (relation.muting, "has muted them"),
        (relation.blocking, "has blocked them"),
        (relation.blocked_by, "is blocked by them"),
    ];
    said.extend(facts.iter().filter(|(is, _)| *is).map(|(_, word)| *word));
    let some = relation.languages.as_ref().is_some_and(|it| !it.is_empty());
    if some && relation.follows != Follows::No {
        said.push("in some languages only");
    }
    match said.is_empty() {
        true => "does not follow them".into(),
        false => said.join(", "),
    }
}

pub const LINKS: &str = "Links that begin with web+ap: lead to people and posts of the fediverse. \
     This browser can open them in Skein.";
pub const LINKS_TAKE: &str = "Open them here";
pub const LINKS_ASKED: &str = "The browser asks whether you agree.";
pub const LINKS_NOT_TAKEN: &str = "This browser does not let Skein open such links.";
