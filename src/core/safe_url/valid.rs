//! Which characters a host label may hold.
//!
//! The full table of UTS 46 would weigh more than the rest of this layer.
//! Instead: letters that the table leaves alone are taken; what it would
//! rewrite or forbid is refused, by range where the standard library does not
//! tell. Where this takes something that the table forbids, browsers refuse
//! the punycode: a dead link, never another host. Checked against IdnaTestV2
//! in `tests/rich_text/url.rs`.

/// Appends what `c` stands for in a host; `None` if it cannot be in one.
pub fn map(c: char, out: &mut String) -> Option<()> {
    match c {
        'a'..='z' | '0'..='9' | '-' | '_' | '.' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\u{3002}' | '\u{FF0E}' | '\u{FF61}' => out.push('.'),
        // An emoji's wish to be coloured is not part of the name.
        '\u{FE0F}' => {}
        '\u{FF01}'..='\u{FF5E}' => {
            let narrow = char::from_u32(u32::from(c) - 0xFEE0)?;
            return if narrow.is_ascii() {
                map(narrow, out)
            } else {
                None
            };
        }
        // Mapped differently from one edition of the table to the next.
        '\u{1E9E}' | '\u{4C0}' => return None,
        _ if c.is_ascii() => return None,
        _ => {
            let mut lower = c.to_lowercase();
            let first = lower.next()?;
            if lower.next().is_some() || !is_valid(first) {
                return None;
            }
            out.push(first);
        }
    }
    Some(())
}

/// Whether a label in Unicode holds nothing but what [`map`] gives out.
pub fn is_label(label: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let begins_with_mark = label.chars().next().is_some_and(is_mark);
    !begins_with_mark
        && !label.starts_with("xn--")
        && label.chars().all(|c| plain(c) || is_valid(c))
}

/// RFC 5893, a little stricter: where one label runs from right to left, none
/// may mix directions or begin with something that has none.
pub fn directions_agree(labels: &[String]) -> bool {
    !labels
        .iter()
        .any(|label| label.chars().any(is_right_to_left))
        || labels.iter().all(|label| keeps_direction(label))
}

fn keeps_direction(label: &str) -> bool {
    let neutral = |c: char| c.is_ascii_digit() || c == '-' || c == '_' || is_mark(c);
    let arabic_digit = |c| matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}');
    let one_kind_of_digits =
        !(label.contains(|c: char| c.is_ascii_digit()) && label.contains(arabic_digit));
    let backwards = label.chars().next().is_some_and(is_right_to_left);
    let fits = |c: char| neutral(c) || is_right_to_left(c) == backwards;
    label.chars().next().is_some_and(|c| c.is_alphabetic())
        && label.chars().all(fits)
        && !label.ends_with(['-', '_'])
        && one_kind_of_digits
}

fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8FF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF) && !is_mark(c)
}

/// A character beyond ASCII that UTS 46 leaves as it is.
fn is_valid(c: char) -> bool {
    let code = u32::from(c);
    if c.is_ascii() || is_rewritten(code) {
        return false;
    }
    let lower = {
        let mut lower = c.to_lowercase();
        lower.next() == Some(c) && lower.next().is_none()
    };
    lower && (c.is_alphabetic() || is_mark(c) || is_digit(code) || is_emoji(code))
}

/// Vowel signs and the like that living scripts cannot do without. The
/// general accents (U+0300…) are left out: a browser would compose them.
fn is_mark(c: char) -> bool {
    let code = u32::from(c);
    let vowel_sign = matches!(code,
        0x591..=0x5BD | 0x5BF | 0x5C1..=0x5C2 | 0x5C4..=0x5C5 | 0x5C7
        | 0x610..=0x61A | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6E1..=0x6E4 | 0x6E7..=0x6E8
        | 0x6ED | 0x900..=0x903 | 0x93A..=0x94F | 0x955..=0x957 | 0x962..=0x963
        | 0x981..=0x983 | 0x9BE..=0x9D7 | 0x9E2..=0x9E3 | 0xA01..=0xA03 | 0xA3E..=0xA51
        | 0xA70..=0xA71 | 0xA75 | 0xA81..=0xA83 | 0xABE..=0xACC | 0xAE2..=0xAE3 | 0xAFA..=0xAFC
        | 0xB01..=0xB03 | 0xB3E..=0xB57 | 0xB62..=0xB63 | 0xB82 | 0xBBE..=0xBCC | 0xBD7
        | 0xC00..=0xC04 | 0xC3E..=0xC56 | 0xC62..=0xC63 | 0xC81..=0xC83 | 0xCBE..=0xCD6
        | 0xCE2..=0xCE3 | 0xD00..=0xD03 | 0xD3E..=0xD4C | 0xD57 | 0xD62..=0xD63 | 0xD81..=0xD83
        | 0xDCF..=0xDDF | 0xDF2..=0xDF3 | 0xE31 | 0xE34..=0xE39 | 0xE4D | 0xEB1 | 0xEB4..=0xEBC
        | 0xECD | 0x102B..=0x103E | 0x1056..=0x1060 | 0x1062..=0x1064 | 0x1067..=0x106D
        | 0x1071..=0x1074 | 0x1082..=0x108D | 0x108F | 0x109A..=0x109D | 0x17B6..=0x17C8);
    // The standard library does not count these as letters.
    let tone_or_silence = matches!(code,
        0x94D | 0x9CD | 0xA4D | 0xACD | 0xB4D | 0xBCD | 0xC4D | 0xCCD | 0xD4D | 0xDCA | 0xE3A
        | 0xE47..=0xE4E | 0xEC8..=0xECC | 0x1037 | 0x1039..=0x103A | 0x17C9..=0x17D2);
    tone_or_silence || (vowel_sign && c.is_alphabetic() && code != 0x93D && code != 0x9CE)
}

fn is_digit(code: u32) -> bool {
    matches!(code,
        0x660..=0x669 | 0x6F0..=0x6F9 | 0x966..=0x96F | 0x9E6..=0x9EF | 0xE50..=0xE59 | 0x17E0..=0x17E9)
}

fn is_emoji(code: u32) -> bool {
    matches!(code, 0x2600..=0x27BF | 0x2B50 | 0x1F300..=0x1F64F | 0x1F680..=0x1F6D7 | 0x1F90C..=0x1F9FF)
}

/// Letters that the table maps to others, ignores or forbids.
fn is_rewritten(code: u32) -> bool {
    matches!(code,
        0xAA | 0xB5 | 0xBA | 0x132..=0x133 | 0x13F..=0x140 | 0x149 | 0x17F | 0x1C4..=0x1CC
        | 0x1F1..=0x1F3 | 0x2B0..=0x2FF | 0x300..=0x36F | 0x370..=0x37F | 0x3D0..=0x3D6
        | 0x3F0..=0x3FF | 0x587 | 0x675..=0x678 | 0x700..=0x8FF | 0x958..=0x95F | 0x9DC..=0x9DD | 0x9DF
        | 0xA33 | 0xA36 | 0xA59..=0xA5B | 0xA5E | 0xB5C..=0xB5D | 0xE33 | 0xEB3
        | 0xEDC..=0xEDD | 0xF00..=0xFFF | 0x10A0..=0x10CF | 0x10FC | 0x1100..=0x11FF
        | 0x13A0..=0x13FF | 0x1700..=0x177F | 0x17B4..=0x17B5 | 0x1800..=0x1DFF | 0x1E9A..=0x1E9F
        | 0x1F00..=0x218F | 0x2400..=0x25FF | 0x2C00..=0x2DFF | 0x2E00..=0x2FFF
        | 0x3003..=0x3004 | 0x3006 | 0x3008..=0x3040 | 0x3099..=0x309C | 0x309F | 0x30FF
        | 0x3100..=0x3104 | 0x3130..=0x33FF | 0xA000..=0xABFF | 0xD7A4..=0x1F2FF
        | 0x2F800..=0x2FFFF | 0x323B0..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_changes_direction_is_refused() {
        let agree = |host: &str| {
            let labels: Vec<String> = host.split('.').map(str::to_owned).collect();
            directions_agree(&labels)
        };
        for host in ["שלום", "مثال1", "a.שלום", "1.a-"] {
            assert!(agree(host), "{host}");
        }
        for host in ["aשלום", "1שלום", "1.שלום", "a-.שלום", "م1٠"] {
            assert!(!agree(host), "{host}");
        }
    }
}
