//! Words around one's own profile.

use crate::{
    app::words::why,
    core::actor::{Misfit, Picture, Switch},
    engine::Failure,
};

pub const EDIT_PROFILE: &str = "Edit profile";
pub const NOT_YOURS: &str = "You are not signed in with this account here.";
pub const NO_CHANGES_THERE: &str = "This server’s software (snac) does not let other sites change profiles. It can be changed on the server’s own page.";
pub const OWN_NAME: &str = "Name";
pub const OWN_NAME_TEXT: &str = "Shown beside everything you post. Your handle stays as it is.";
pub const OWN_ABOUT: &str = "About you";
pub const OWN_ABOUT_TEXT: &str = "Everybody can read it. Links, #tags and @handles work in it.";
pub const OWN_FIELDS: &str = "Lines of your own";
pub const ADD_FIELD: &str = "Add a line";
pub const REMOVE: &str = "Remove";
pub const WHO_FINDS_YOU: &str = "Who finds and follows you";
pub const NEW_POSTS: &str = "What new posts begin with";
pub const NEW_AUDIENCE: &str = "Audience";
pub const NEW_AUDIENCE_TEXT: &str =
    "Your server keeps this for the apps that ask for it. It can be changed for each post.";
pub const NEW_LANGUAGE: &str = "Language of your posts";
pub const NEW_LANGUAGE_TEXT: &str =
    "So that people can have it translated, or read in their own languages only.";
pub const PICTURES: &str = "Pictures";
pub const PICTURE_TEXT_MEANS: &str = "Read out to people who do not see it.";
pub const PICTURE_UNSAVED: &str = "Chosen, and not saved yet.";
pub const KEEP_OLD: &str = "Keep the old one";
pub const NO_PICTURE: &str = "That file is not a picture.";
pub const SAVE_PROFILE: &str = "Save";
pub const SAVING: &str = "Saving…";
pub const SAVED: &str = "Saved. This is how your server has it now.";
pub const STILL_UNSAVED: &str = "What you typed here before is not saved yet.";
pub const START_OVER: &str = "Throw it away";
pub const MY_PROFILE: &str = "Profile";
pub const LOOK_THERE: &str = "Look there";
/// "This account says that it has moved to @ana@two.example. …"
pub fn you_moved(to: &str) -> String {
    format!(
        "This account has moved to {to}. You stay signed in, and can read and write with it as before."
    )
}

/// "This account was @ana@one.example. …"
pub fn you_were_renamed(was: &str) -> String {
    format!("This account was {was} before: its server has changed its name. You stay signed in.")
}

/// Languages that are much written in the fediverse, to choose from.
pub const LANGUAGES: [&str; 36] = [
    "ar", "bg", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa", "fi", "fr",
    "ga", "gl", "he", "hi", "hu", "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv",
    "th", "tr", "uk", "zh",
];

/// "12 left"
pub fn left(left: i64) -> String {
    match left {
        0.. => format!("{left} left"),
        over => format!("{} too many", -over),
    }
}

/// What lines of one's own are.
pub fn own_fields(most: u32) -> String {
    format!(
        "Up to {most}: a name and what you say to it. A link to a page of yours is marked as checked if that page links back to your profile with rel=\"me\"."
    )
}

/// "Name of line 2"
pub fn field_name(number: usize) -> String {
    format!("Name of line {number}")
}

/// "Content of line 2"
pub fn field_value(number: usize) -> String {
    format!("Content of line {number}")
}

/// "Remove line 2"
pub fn remove_field(number: usize) -> String {
    format!("{REMOVE} line {number}")
}

/// What a switch is called, and what it means.
pub fn switch(switch: Switch) -> (&'static str, &'static str) {
    match switch {
        Switch::Locked => (
            "Who wants to follow must ask",
            "You let each of them in, or not. Without it anybody may follow you at once.",
        ),
        Switch::Bot => (
            "This account is a bot",
            "It mostly posts by itself. People see that beside its name.",
        ),
        Switch::Discoverable => (
            "Recommend me",
            "Your server may show your profile and public posts to people who look for somebody to follow.",
        ),
        Switch::Indexable => (
            "Let my public posts be found",
            "People who do not follow you can find them by their words, on servers that have such a search.",
        ),
        Switch::HidesPeople => (
            "Hide whom I follow, and who follows me",
            "Your profile shows how many they are, and not who. Servers and people who know already still do.",
        ),
        Switch::Sensitive => (
            "Veil my media",
            "Your server marks pictures, films and sounds as sensitive, for the apps that ask for it.",
        ),
    }
}

/// What a picture is called when it is chosen, and what it is.
pub fn picture(picture: Picture) -> (&'static str, &'static str) {
    match picture {
        Picture::Avatar => (
            "Choose a profile picture",
            "Stands beside everything you post; a square is best. A large one is made smaller here first.",
        ),
        Picture::Banner => (
            "Choose a banner",
            "Stands on top of your profile; about three times as wide as it is high is best.",
        ),
    }
}

/// What is said of a picture.
pub fn picture_text(picture: Picture) -> &'static str {
    match picture {
        Picture::Avatar => "What the profile picture shows",
        Picture::Banner => "What the banner shows",
    }
}

/// The old picture stays.
pub fn keep_picture(picture: Picture) -> String {
    let which = match picture {
        Picture::Avatar => "profile picture",
        Picture::Banner => "banner",
    };
    format!("{KEEP_OLD}: {which}")
}

/// Something does not fit.
pub fn misfit(why: Misfit) -> String {
    let (what, over) = match why {
        Misfit::Nameless(at) => return format!("Line {} has no name yet.", at + 1),
        Misfit::Name(over) => ("The name", over),
        Misfit::About(over) => ("What you say about you", over),
        Misfit::FieldName(over) => ("The name of a line", over),
        Misfit::FieldValue(over) => ("The content of a line", over),
        Misfit::Text(over) => ("What you say of a picture", over),
    };
    match over {
        1 => format!("{what} is one character too long for your server."),
        _ => format!("{what} is {over} characters too long for your server."),
    }
}

/// The profile could not be read.
pub fn own_unknown(failure: &Failure) -> String {
    format!("Your profile could not be read: {}", why(failure))
}

/// The profile was not saved.
pub fn not_saved(failure: &Failure) -> String {
    format!("Not saved: {}", why(failure))
}

/// A picture was not saved; the rest was.
pub fn picture_not_saved(picture: Picture, failure: &Failure) -> String {
    let which = match picture {
        Picture::Avatar => "profile picture",
        Picture::Banner => "banner",
    };
    format!("All else is saved, but not the {which}: {}", why(failure))
}
