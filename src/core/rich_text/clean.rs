//! Characters that remote text may not bring along.

/// More than any living script stacks on one letter.
const MAX_MARKS: u8 = 8;

/// Removes control characters (but for line break and tab), those that turn
/// the direction of writing around, and floods of combining marks; keeps the
/// first `max_chars` of what is left.
pub fn clean_text(text: &str, max_chars: usize) -> String {
    let mut filter = Filter::default();
    let kept = text.chars().filter(|&c| filter.keeps(c));
    kept.take(max_chars).collect()
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
            '\n' | '\t' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => return false,
            c if c.is_control() => return false,
            c if is_combining(c) => {
                self.marks = self.marks.saturating_add(1);
                return self.marks <= MAX_MARKS;
            }
            _ => {}
        }
        self.marks = 0;
        true
    }
}

/// The marks that get stacked, across scripts; not a full table.
fn is_combining(c: char) -> bool {
    matches!(u32::from(c),
        0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x5BF..=0x5C7 | 0x610..=0x61A
        | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E8 | 0x6EA..=0x6ED | 0x711
        | 0x730..=0x74A | 0x7EB..=0x7F3 | 0x816..=0x82D | 0x859..=0x85B | 0x8D3..=0x903
        | 0x93A..=0x94F | 0x951..=0x957 | 0x962..=0x963 | 0x981..=0x983 | 0x9BC..=0x9CD
        | 0xA3C..=0xA51 | 0xABC..=0xACD | 0xB3C..=0xB57 | 0xBBE..=0xBCD | 0xC3E..=0xC56
        | 0xCBC..=0xCD6 | 0xD3B..=0xD4D | 0xDCA..=0xDDF | 0xE31 | 0xE34..=0xE3A
        | 0xE47..=0xE4E | 0xEB1 | 0xEB4..=0xEBC | 0xEC8..=0xECE | 0xF18..=0xF19
        | 0xF35..=0xF39 | 0xF71..=0xFBC | 0x102B..=0x103E | 0x135D..=0x135F
        | 0x17B4..=0x17D3 | 0x1AB0..=0x1ACE | 0x1B34..=0x1B44 | 0x1CD0..=0x1CF9
        | 0x1DC0..=0x1DFF | 0x20D0..=0x20F0 | 0x302A..=0x302F | 0x3099..=0x309A
        | 0xA66F..=0xA67D | 0xA8E0..=0xA8F1 | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F
        | 0xE0100..=0xE01EF)
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
    fn living_scripts_are_left_alone() {
        for text in ["ที่นี่", "שָׁלוֹם", "हिन्दी", "Việt", "👨‍👩‍👧", "مَرْحَبًا"]
        {
            assert_eq!(clean_text(text, 99), text);
        }
    }

    #[test]
    fn length_counts_characters() {
        assert_eq!(clean_text("äöü", 2), "äö");
    }
}
