//! Words about what is kept in the browser.

use crate::browser::database::NotOpen;

pub const NO_ROOM: &str =
    "This browser has no room left: what you read from now on is not kept for reading offline.";
pub const NOT_KEPT: &str = "This browser keeps nothing here (a private window, perhaps): you can look around, but not sign in.";
pub const OUTDATED: &str = "Skein was renewed in another tab, or the browser took back what it kept here. What is on the page can still be read; to go on, load it anew.";
pub const SHUT_TITLE: &str = "What Skein keeps here cannot be opened";

/// Why it cannot, and what helps.
pub fn shut(why: NotOpen) -> &'static str {
    match why {
        NotOpen::Forbidden => NOT_KEPT,
        NotOpen::Newer => {
            "This page is of an older Skein than the one that was last used here. Your accounts are safe: load the page anew."
        }
        NotOpen::Busy => {
            "Another tab or window holds it, or the browser is busy. Your accounts are safe: close the others, and try again."
        }
        NotOpen::Broken => {
            "The browser cannot read it. Try again, or start the browser anew. If that does not help, delete in the browser's settings what it keeps of this site, and sign in again."
        }
    }
}
