//! When a host may be shown in its own script.

use super::host::unicode_label;

/// The host with every label in Unicode that cannot be mistaken for another.
pub fn display(host: &str) -> String {
    let shown: Vec<String> = host.split('.').map(display_label).collect();
    shown.join(".")
}

fn display_label(label: &str) -> String {
    match unicode_label(label) {
        Some(unicode) if is_plain_to_see(&unicode) => unicode,
        _ => label.to_owned(),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    /// Han with both kana, as Japanese mixes them.
    EastAsian,
    Hangul,
    /// Another script, by the number of its 128-character block.
    Block(u32),
    Unsure,
}

/// One script, and in it at least one letter that Latin does not resemble.
fn is_plain_to_see(label: &str) -> bool {
    let mut letters = label.chars().filter(|c| !is_neutral(*c)).map(script);
    let Some(first) = letters.next() else {
        return false;
    };
    if first == Script::Unsure || letters.any(|other| other != first) {
        return false;
    }
    let resembles = |c: char| is_neutral(c) || LATIN_TWINS.contains(c);
    !matches!(first, Script::Greek | Script::Cyrillic | Script::Block(_))
        || !label.chars().all(resembles)
}

fn is_neutral(c: char) -> bool {
    c.is_ascii_digit() || c == '-' || c == '_'
}

/// Cyrillic, Greek and Armenian letters that look like Latin ones.
const LATIN_TWINS: &str = "аврсԁеёєһіїјӏӀкмнпоӧрԛгѕтуӱѵԝхҳѡшьъбзчἀαβεηικνορστυχωγжցհոսօքգզѐѝўҙғ";

fn script(c: char) -> Script {
    match u32::from(c) {
        // Dotless i, kra and long s pass for other letters.
        0x131 | 0x138 | 0x17F => Script::Unsure,
        0x61..=0x7A
        | 0xDF..=0xF6
        | 0xF8..=0x17E
        | 0x1CE..=0x1DC
        | 0x218..=0x21B
        | 0x1E00..=0x1EFF => Script::Latin,
        0x386..=0x3CE => Script::Greek,
        0x430..=0x45F | 0x490..=0x4F9 => Script::Cyrillic,
        0x3005 | 0x3007 | 0x3041..=0x30FF | 0x3400..=0x9FFF | 0x20000..=0x323AF => {
            Script::EastAsian
        }
        0xAC00..=0xD7A3 => Script::Hangul,
        0x531..=0x58F => Script::Block(1),
        0x590..=0x5FF => Script::Block(2),
        0x600..=0x6FF => Script::Block(3),
        code @ 0x900..=0xDFF => Script::Block(code / 0x80),
        code @ (0xE00..=0xEFF | 0x1780..=0x17FF) => Script::Block(code / 0x80),
        0x1000..=0x109F => Script::Block(4),
        0x10D0..=0x10FF => Script::Block(5),
        0x1200..=0x137F => Script::Block(6),
        _ => Script::Unsure,
    }
}

#[cfg(test)]
mod tests {
    use super::super::to_ascii_host;
    use super::*;

    fn shown(host: &str) -> String {
        display(&to_ascii_host(host).unwrap())
    }

    #[test]
    fn honest_names_are_shown_in_their_script() {
        for host in [
            "mastodon.social",
            "bücher.example",
            "россия.рф",
            "例え.jp",
            "ひらがなカタカナ.jp",
            "한국.kr",
            "שלום.example",
            "हिन्दी.example",
            "ελλάδα.gr",
        ] {
            assert_eq!(shown(host), host);
        }
    }

    #[test]
    fn names_that_pass_for_others_stay_in_punycode() {
        for host in [
            "mаstodon.social",
            "аррӏе.com",
            "gооgle.com",
            "ρ.example",
            "a例.jp",
            "❤.ws",
            "ıban.com",
        ] {
            assert!(shown(host).starts_with("xn--"), "{host}");
        }
    }
}
