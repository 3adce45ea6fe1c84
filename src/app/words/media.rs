//! Words around pictures, films and sounds.

pub const SENSITIVE: &str = "Sensitive media";
pub const ALT_TEXT: &str = "(description)";
pub const NO_ALT: &str = "No description";
pub const ALT: &str = "ALT";
pub const PLAY: &str = "Play";
pub const PAUSE: &str = "Pause";
pub const SOUND: &str = "Audio";
pub const FILE: &str = "Attachment";
pub const IN_WORK: &str = "Its server is still working on it.";
pub const NOT_COME: &str = "Could not be loaded.";
pub const NOT_COME_WHOLE: &str = "It could not be loaded in full size.";
pub const FILM_NOT_COME: &str = "This video could not be played here.";
pub const LOAD_PICTURE: &str = "Load picture";
pub const EARLIER: &str = "Previous";
pub const LATER: &str = "Next";
pub const NEARER: &str = "Zoom in";
pub const FARTHER: &str = "Zoom out";
pub const ORIGINAL: &str = "Open the original in a new tab";
/// The name of what shows a single one large.
pub const LARGE: &str = "Picture or video";
pub const DESCRIPTION: &str = "Description";

/// "Load picture (1200 × 800)"
pub fn load_picture(size: Option<(u32, u32)>) -> String {
    match size {
        Some((width, height)) => format!("{LOAD_PICTURE} ({width} × {height})"),
        None => LOAD_PICTURE.into(),
    }
}

/// "A cat, and 12 more"
pub fn and_more(said: &str, more: usize) -> String {
    match more {
        0 => said.to_owned(),
        _ => format!("{said}, and {more} more"),
    }
}

/// "2 of 4"
pub fn place_of(place: usize, count: usize) -> String {
    format!("{place} of {count}")
}

/// "2 of 4: A cat", for screen readers.
pub fn place_said(place: usize, count: usize, alt: &str) -> String {
    format!("{}: {alt}", place_of(place, count))
}

/// "1:24", "1:02:03"
pub fn duration(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}
