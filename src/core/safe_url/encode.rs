//! Percent-encoding and dot segments, after the WHATWG URL standard.

use std::fmt::Write;

/// The part after scheme and colon of a URL without authority.
pub fn opaque(text: &str) -> String {
    let mut out = String::new();
    push_encoded(&mut out, text, " \"<>`^{}|");
    out
}

/// Path, query and fragment as they follow the authority.
pub fn tail(scheme: &str, text: &str) -> String {
    let (text, fragment) = split(text, '#');
    let (path, query) = split(text, '?');
    let mut out = normal_path(path);
    if out.is_empty() && scheme.starts_with("http") {
        out.push('/');
    }
    if let Some(query) = query {
        out.push('?');
        push_encoded(&mut out, query, " \"#<>'");
    }
    if let Some(fragment) = fragment {
        out.push('#');
        push_encoded(&mut out, fragment, " \"<>`");
    }
    out
}

fn split(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// Resolves `.` and `..`, also where they hide behind `%2e`.
fn normal_path(path: &str) -> String {
    let Some(inner) = path.strip_prefix('/') else {
        return String::new();
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut ends_open = false;
    for segment in inner.split('/') {
        let dots = segment.to_ascii_lowercase().replace("%2e", ".");
        ends_open = matches!(dots.as_str(), "." | "..");
        match dots.as_str() {
            "." => {}
            ".." => {
                kept.pop();
            }
            _ => kept.push(segment),
        }
    }
    if ends_open {
        kept.push("");
    }
    let mut out = String::new();
    for segment in kept {
        out.push('/');
        push_encoded(&mut out, segment, " \"#<>?^`{}");
    }
    out
}

fn push_encoded(out: &mut String, text: &str, set: &str) {
    let mut buffer = [0; 4];
    for c in text.chars() {
        if c.is_ascii() && !set.contains(c) {
            out.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut buffer).bytes() {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_never_climb_above_the_root() {
        assert_eq!(tail("https", "/../../a"), "/a");
        assert_eq!(tail("https", "/a/b/.."), "/a/");
        assert_eq!(tail("https", "/a/."), "/a/");
        assert_eq!(tail("https", "//a//"), "//a//");
        assert_eq!(tail("https", "/.%2E/a"), "/a");
    }

    #[test]
    fn what_is_encoded_already_stays() {
        assert_eq!(tail("https", "/%2F%zz?%20'#`"), "/%2F%zz?%20%27#%60");
    }
}
