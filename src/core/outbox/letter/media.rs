//! Pictures, films and sounds of a letter.

use serde::{Deserialize, Serialize};

use crate::core::{
    id::{AccountId, LocalId, Millis},
    safe_url::SafeUrl,
};

/// One of them: a file on this device, or something that a server has already.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Attached {
    /// Its key among the files on this device; unlike all others in any case.
    pub id: String,
    /// What the file is called.
    pub name: String,
    /// `image/png`
    pub mime: String,
    pub bytes: u64,
    /// Width and height in pixels, as far as known.
    pub size: Option<(u32, u32)>,
    /// What there is to be seen or heard, for those who cannot.
    pub alt: String,
    /// What is to stay in view where it is cropped, in percent: from (−100, −100), left
    /// and below, to (100, 100).
    pub focus: Option<(i8, i8)>,
    /// No file: a server has it.
    pub held: Option<Held>,
}

/// What a server has already, of a post that is being written anew.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Held {
    pub account: AccountId,
    /// The server's name for it.
    pub local: LocalId,
    pub preview: Option<SafeUrl>,
}

impl Attached {
    /// Whether it is a picture.
    pub fn is_picture(&self) -> bool {
        self.mime.starts_with("image/")
    }

    /// Whether it is a film.
    pub fn is_film(&self) -> bool {
        self.mime.starts_with("video/")
    }

    /// How many pixels it has, as far as known.
    pub fn pixels(&self) -> u64 {
        self.size
            .map_or(0, |(width, height)| u64::from(width) * u64::from(height))
    }

    /// Servers' way to write the focus: `x,y` from −1 to 1.
    /// <https://docs.joinmastodon.org/methods/media/#v2>
    pub fn focus_words(&self) -> Option<String> {
        let (x, y) = self.focus?;
        Some(format!(
            "{:.2},{:.2}",
            f32::from(x) / 100.0,
            f32::from(y) / 100.0
        ))
    }
}

/// A file that is on one server by now, and waits for its letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Upload {
    /// The server's name for it.
    pub local: LocalId,
    /// The server has worked it up, and it can be posted.
    pub ready: bool,
    /// When it had arrived.
    #[serde(default)]
    pub since: Millis,
}
