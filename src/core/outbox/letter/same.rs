//! Whether a post is the one that a letter became.

/// Whether two texts have the same words: one as it was typed, one as a server shows it.
/// Servers shorten links, drop the server from mentions, and mend spaces; so of
/// words that look like either, or like an emoji's name, none counts.
pub fn same_words(typed: &str, shown: &str) -> bool {
    words(typed).eq(words(shown))
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
    let emoji = word.len() > 2 && word.starts_with(':') && word.ends_with(':');
    let inner = word.trim_matches(|it: char| !it.is_alphanumeric());
    emoji || word.contains(['@', '/']) || inner.contains('.')
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
    }

    #[test]
    fn other_words_are_others() {
        assert!(!same_words("Hello world", "Hello there"));
        assert!(!same_words("Hello world", "Hello"));
        assert!(!same_words("one two", "two one"));
    }
}
