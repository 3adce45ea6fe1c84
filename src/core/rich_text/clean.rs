//! Characters that remote text may not bring along.

mod marks;

pub use marks::is_mark;

/// More than any living script stacks on one letter.
const MAX_MARKS: u8 = 8;

/// Removes control characters (but for line break and tab), those that turn
/// the direction of writing around, and floods of combining marks; keeps the
/// first `max_chars` of what is left.
pub fn clean_text(text: &str, max_chars: usize) -> String {
    if text.len() <= max_chars && text.bytes().all(is_plain) {
        return text.to_owned();
    }
    let mut filter = Filter::default();
    let kept = text.chars().filter(|&c| filter.keeps(c));
    kept.take(max_chars).collect()
}

/// Whether a byte is a character of its own, and one that is kept.
pub fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n' | b'\t')
}

/// How many bytes at the beginning are words of ASCII with one space between
/// each two: what needs no collapsing and no filter.
pub fn plain_words(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().peekable();
    let mut length = 0;
    while let Some((at, byte)) = bytes.next() {
        let next = bytes
            .peek()
            .is_some_and(|(_, next)| next.is_ascii_graphic());
        if !(byte.is_ascii_graphic() || byte == b' ' && at > 0 && next) {
            break;
        }
        length = at + 1;
    }
    length
}

/// The same, one character at a time.
#[derive(Default)]
pub struct Filter {
    marks: u8,
}

impl Filter {
    /// Whether `c` may follow what was asked about before.
    pub fn keeps(&mut self, c: char) -> bool {
        match c {
            ' '..='~' | '\n' | '\t' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => return false,
            c if c.is_control() => return false,
            // Nothing below is a mark.
            c if c >= '\u{300}' && is_mark(c) => {
                self.marks = self.marks.saturating_add(1);
                return self.marks <= MAX_MARKS;
            }
            // What stands upon a joiner stands upon the letter before it.
            c if is_invisible(c) => return true,
            _ => {}
        }
        self.marks = 0;
        true
    }
}

/// Whether there is anything to see in a text.
pub fn is_visible(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !is_invisible(c))
}

/// Whether `c` takes no place, or an empty one, though it is no white space:
/// joiners, marks of direction, fillers, tags.
pub fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x2800 | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0
        | 0xFFF0..=0xFFFB | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_direction_characters_go() {
        assert_eq!(
            clean_text("a\u{0}b\u{202e}gnp\u{2066}.\u{85}x\n\ty", 99),
            "abgnp.x\n\ty"
        );
    }

    #[test]
    fn marks_are_capped_for_each_letter() {
        let flood = "\u{301}".repeat(50);
        let text = clean_text(&format!("z{flood}a{flood}"), 999);
        assert_eq!(text.chars().count(), 2 + 16);
    }

    #[test]
    fn joiners_between_marks_do_not_begin_the_count_anew() {
        for joiner in ["\u{200d}", "\u{200b}", "\u{2060}", "\u{ad}"] {
            let text = clean_text(&format!("z{}", format!("\u{301}{joiner}").repeat(50)), 999);
            assert_eq!(text.matches('\u{301}').count(), 8, "{joiner:?}");
        }
    }

    #[test]
    fn a_text_of_nothing_but_spaces_and_fillers_is_not_visible() {
        for text in [
            "",
            " \u{a0}",
            "\u{200b}\u{feff}",
            "\u{3164}",
            "\u{2800}",
            "\u{e0061}",
        ] {
            assert!(!is_visible(text), "{text:?}");
        }
        for text in ["a", "\u{200b}猫", "👨\u{200d}👩", "."] {
            assert!(is_visible(text), "{text:?}");
        }
    }

    #[test]
    fn living_scripts_are_left_alone() {
        for text in ["ที่นี่", "שָׁלוֹם", "हिन्दी", "Việt", "👨‍👩‍👧", "مَرْحَبًا", "माँऽऽऽऽऽऽऽऽऽऽ"]
        {
            assert_eq!(clean_text(text, 99), text);
        }
    }

    #[test]
    fn plain_words_end_where_there_is_something_to_decide() {
        for (text, length) in [
            ("", 0),
            (" a", 0),
            ("a", 1),
            ("ab c:d", 6),
            ("a ", 1),
            ("a  b", 1),
            ("a b\n", 3),
            ("a é", 1),
            ("aé", 1),
        ] {
            assert_eq!(plain_words(text), length, "{text:?}");
        }
    }

    #[test]
    fn length_counts_characters() {
        assert_eq!(clean_text("äöü", 2), "äö");
    }
}
