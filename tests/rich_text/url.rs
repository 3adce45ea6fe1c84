//! `SafeUrl` against the cases of the web platform and of Unicode.

use serde_json::Value;
use skein::core::safe_url::{SafeUrl, to_ascii_host};

fn json(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

#[test]
fn urls_are_those_of_the_web_platform_or_refused() {
    let mut same = 0;
    for case in json(include_str!("../corpora/url/urltestdata.json")) {
        let Some(input) = case["input"].as_str() else {
            continue;
        };
        if let Some(url) = SafeUrl::parse(input) {
            assert_eq!(Some(url.as_str()), case["href"].as_str(), "{input:?}");
            assert_eq!(url.host().unwrap_or(""), case["hostname"], "{input:?}");
            assert_eq!(url.authority().unwrap_or(""), case["host"], "{input:?}");
            same += 1;
        }
    }
    assert!(same > 90, "{same}");
}

/// Resolves the `\uXXXX` and `\x{XXXX}` of the file.
fn unescape(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = match part.strip_prefix("x{") {
            Some(part) => part.split_once('}').unwrap(),
            None => part[1..].split_at(4),
        };
        let code = u32::from_str_radix(code, 16).unwrap();
        out.push(char::from_u32(code).unwrap_or('\u{FFFD}'));
        out.push_str(rest);
    }
    if out == "\"\"" { String::new() } else { out }
}

#[test]
fn hosts_are_those_of_uts_46_or_refused() {
    // Lengths and hyphens are not checked by browsers.
    let lenient = ["A4_1", "A4_2", "U1", "V2", "V3"];
    let mut same = 0;
    for line in include_str!("../corpora/url/IdnaTestV2.txt").lines() {
        let fields: Vec<&str> = line
            .split('#')
            .next()
            .unwrap()
            .split(';')
            .map(str::trim)
            .collect();
        let &[source, unicode, status, ascii, ascii_status, ..] = fields.as_slice() else {
            continue;
        };
        let or = |field: &'static str, before| if field.is_empty() { before } else { field };
        let expected = unescape(or(ascii, or(unicode, source)));
        let errors = or(ascii_status, status)
            .trim_matches(['[', ']'])
            .split(',')
            .map(str::trim);
        let fails = errors
            .filter(|e| !e.is_empty())
            .any(|error| !lenient.contains(&error));
        if let Some(host) = to_ascii_host(&unescape(source)) {
            assert!(!fails, "{source:?} gave {host}");
            assert_eq!(host, expected, "{source:?}");
            same += 1;
        }
    }
    assert!(same > 150, "{same}");
}

#[test]
fn punycode_cases_hold_for_every_label_that_a_host_may_have() {
    for case in json(include_str!("../corpora/url/punycode_tests.json")) {
        let (decoded, encoded) = (
            case["decoded"].as_str().unwrap(),
            case["encoded"].as_str().unwrap(),
        );
        if let (false, Some(host)) = (decoded.is_ascii(), to_ascii_host(decoded)) {
            assert_eq!(host, format!("xn--{}", encoded.to_lowercase()));
        }
    }
    for case in json(include_str!("../corpora/url/bad_punycode_tests.json")) {
        let Some(encoded) = case["encoded"].as_str() else {
            continue;
        };
        assert_eq!(
            to_ascii_host(&format!("xn--{encoded}.example")),
            None,
            "{encoded}"
        );
    }
}
