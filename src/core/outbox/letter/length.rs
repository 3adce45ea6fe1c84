//! How long a text is, as servers count.

use super::Limits;

/// The length of a text as Mastodon counts it: a link has a length of its own, and
/// the server in a mention counts for nothing. Characters are Unicode's scalar
/// values, of which there are never fewer than of what servers count (graphemes in
/// Mastodon): what fits here fits there.
/// <https://docs.joinmastodon.org/user/posting/#text>
pub fn length(text: &str, limits: &Limits) -> usize {
    let mut count = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        let room = part.chars().count() - word.chars().count();
        count += room + word_length(word, limits);
    }
    count
}

fn word_length(word: &str, limits: &Limits) -> usize {
    let all = word.chars().count();
    let opening = word.find(|it: char| !is_opening(it)).unwrap_or(0);
    let (before, rest) = word.split_at(opening);
    let before = before.chars().count();
    if limits.link > 0 && is_link(rest) {
        return before + limits.link as usize;
    }
    match rest.strip_prefix('@').and_then(|name| name.split_once('@')) {
        Some((name, host)) if is_name(name) => {
            // What follows the host is text again.
            let end = host.find(|it| !is_host(it)).unwrap_or(host.len());
            let after = host.get(end..).map_or(0, |after| after.chars().count());
            before + 1 + name.chars().count() + after
        }
        _ => all,
    }
}

fn is_opening(it: char) -> bool {
    matches!(it, '(' | '[' | '{' | '"' | '\'' | '«' | '“' | '„' | '‘')
}

fn is_link(word: &str) -> bool {
    let rest = word
        .strip_prefix("https://")
        .or(word.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric) && rest.contains(['.', ':']))
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '.' | '-'))
}

fn is_host(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '.' | '-' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> usize {
        length(text, &Limits::default())
    }

    #[test]
    fn links_and_mentions_count_as_in_mastodon() {
        assert_eq!(
            of("hi @bo@two.example\nhttps://example.org/a/very/long/way/to/go"),
            3 + 3 + 1 + 23
        );
        assert_eq!(of("(https://example.org)"), 1 + 23);
        assert_eq!(of("@bo@two.example!"), 3 + 1);
    }

    #[test]
    fn what_is_none_counts_as_it_is() {
        for text in [
            "a@b.example",
            "@ @x",
            "https://",
            "http:/x",
            "@bo",
            "#tag",
            "日本語",
            "",
        ] {
            assert_eq!(of(text), text.chars().count(), "{text}");
        }
    }

    #[test]
    fn a_server_without_a_length_for_links_counts_their_characters() {
        let limits = Limits {
            link: 0,
            ..Limits::default()
        };
        assert_eq!(length("https://example.org/x", &limits), 21);
    }

    #[test]
    fn white_space_counts() {
        assert_eq!(of("a  b\n\nc "), 8);
    }
}
