//! Stretches that hold no tags: comments, and elements whose content is raw.

use super::tag::is_space;

/// Elements whose content is text up to their own end tag. `noscript` is one
/// where scripts run, which is where we run.
pub fn is_raw(name: &str) -> bool {
    // Most names are short.
    name.len() > 2
        && matches!(
            name,
            "script"
                | "style"
                | "xmp"
                | "iframe"
                | "noembed"
                | "noframes"
                | "noscript"
                | "plaintext"
                | "textarea"
                | "title"
        )
}

/// The bytes of a comment after its `<!--`, with the end.
pub fn comment_length(text: &str) -> usize {
    for early in [">", "->"] {
        if text.starts_with(early) {
            return early.len();
        }
    }
    let mut dashes = 0;
    let mut bang = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'>' if dashes >= 2 => return at + 1,
            b'-' => dashes = if bang { 1 } else { dashes + 1 },
            b'!' if dashes >= 2 && !bang => {
                bang = true;
                continue;
            }
            _ => dashes = 0,
        }
        bang = false;
    }
    text.len()
}

/// The bytes before the end tag of the raw element `name`.
pub fn content_length(name: &str, text: &str) -> usize {
    match name {
        "plaintext" => text.len(),
        "script" => script_length(text),
        _ => end_tag(name, text).unwrap_or(text.len()),
    }
}

/// Where `</name` stands, followed by what ends a name.
fn end_tag(name: &str, text: &str) -> Option<usize> {
    let mut marks = text.match_indices("</");
    marks
        .find(|(at, _)| names(text, at + 2, name))
        .map(|(at, _)| at)
}

/// Whether the whole word at `at` is `name`.
fn names(text: &str, at: usize, name: &str) -> bool {
    let word = text.as_bytes().get(at..at + name.len());
    let after = text.as_bytes().get(at + name.len());
    word.is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
        && after.is_some_and(|&b| is_space(b) || b == b'/' || b == b'>')
}

/// Scripts of old were wrapped in comments, in which a whole `<script>…
/// </script>` does not end the outer one ("double escaped").
fn script_length(text: &str) -> usize {
    let (mut escaped, mut inner) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        let starts = |mark: &str| {
            text.as_bytes()
                .get(at..at + mark.len())
                .is_some_and(|bytes| bytes == mark.as_bytes())
        };
        match byte {
            b'<' if starts("<!--") => escaped = true,
            b'<' if inner && starts("</") && names(text, at + 2, "script") => inner = false,
            b'<' if starts("</") && names(text, at + 2, "script") => return at,
            b'<' if escaped && names(text, at + 1, "script") => inner = true,
            b'-' if starts("-->") => (escaped, inner) = (false, false),
            _ => {}
        }
    }
    text.len()
}
