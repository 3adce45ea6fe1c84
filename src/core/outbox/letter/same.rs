//! Whether a post is the one that a letter became.

/// Whether two texts have the same words: one as it was typed, one as a server shows it.
/// Servers shorten links, drop the server from mentions, read markup and mend spaces; so
/// of words that look like either, or like an emoji's name, none counts. Texts without
/// any other word are the same if they have as many pieces.
pub fn same_words(typed: &str, shown: &str) -> bool {
    let plain = without_markup(typed);
    let (mut a, b) = (words(&plain), words(shown).collect::<Vec<_>>());
    let none = b.is_empty() && words(&plain).next().is_none();
    let pieces = |text: &str| text.split_whitespace().count();
    match none {
        true => pieces(&plain) == pieces(shown),
        false => b.iter().all(|word| a.next().as_ref() == Some(word)) && a.next().is_none(),
    }
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split_whitespace().filter_map(|word| {
        if is_rewritten(word) {
            return None;
        }
        let kept: String = word.chars().filter(|it| it.is_alphanumeric()).collect();
        (!kept.is_empty()).then_some(kept)
    })
}

fn is_rewritten(word: &str) -> bool {
    let inner = word.trim_matches(|it: char| !it.is_alphanumeric());
    let named = word.trim_matches(|it: char| !it.is_alphanumeric() && it != ':');
    let emoji = named.len() > 2 && named.starts_with(':') && named.ends_with(':');
    emoji || word.contains(['@', '/']) || inner.contains('.')
}

/// What Markdown and HTML write around words: links, tags, and numbers of lists.
fn without_markup(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let digits = line
            .trim_start()
            .trim_start_matches(|it: char| it.is_ascii_digit());
        let numbered = digits.len() < line.trim_start().len()
            && (digits.starts_with(". ") || digits.starts_with(") "));
        let mut rest = if numbered { digits } else { line };
        while let Some(at) = rest.find(['<', ']']) {
            let (before, mark) = rest.split_at(at);
            let end = match mark.starts_with("](") {
                true => mark.find(')'),
                false if mark.starts_with('<') => mark.find('>'),
                false => None,
            };
            out.push_str(before);
            let skipped = end.map_or(1, |end| end + 1);
            rest = mark.get(skipped..).unwrap_or_default();
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_do_to_a_text_changes_nothing() {
        assert!(same_words("Hello  world!\n\nBye.", "Hello world! Bye."));
        assert!(same_words("@bo@two.example well said", "@bo well said"));
        assert!(same_words(
            "see https://example.org/a/b now",
            "see example.org/a/b now"
        ));
        assert!(same_words("fine :blob_cat:", "fine 🐱"));
        assert!(same_words("*so* it goes", "so it goes"));
        assert!(same_words(
            "see [the link](https://x.example/y) here",
            "see the link here"
        ));
        assert!(same_words("1. one\n2. two", "one\ntwo"));
        assert!(same_words("<b>bold</b> words", "bold words"));
        assert!(same_words("(:blob:) fine", "fine"));
        assert!(same_words("@bo@two.example 👍", "@bo 👍"));
    }

    #[test]
    fn other_words_are_others() {
        assert!(!same_words("Hello world", "Hello there"));
        assert!(!same_words("Hello world", "Hello"));
        assert!(!same_words("one two", "two one"));
        assert!(!same_words("@bo@two.example 👍", "👍"));
        assert!(!same_words("a < b", "a"));
        assert!(!same_words("", "word"));
    }
}
