//! Hosts: from what a person or a server wrote to the one ASCII form.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{plain, punycode, valid};

/// The ASCII form of a host, as a browser would derive it, or `None`.
///
/// Lower-cases, maps full-width letters and ideographic full stops, turns
/// Unicode labels into punycode. Takes letters, digits, `-`, `_` and dots,
/// dotted IPv4 and bracketed IPv6 addresses, and nothing else: no user-info,
/// no percent-encoding, no empty label, no number in place of an address, no
/// `xn--` label that hides plain ASCII (RUSTSEC-2024-0421).
pub fn to_ascii_host(host: &str) -> Option<String> {
    if plain::is_host(host) {
        return Some(host.to_owned());
    }
    if host.len() > 1024 {
        return None;
    }
    if let Some(inner) = host.strip_prefix('[') {
        return ipv6(inner.strip_suffix(']')?);
    }
    let mut mapped = String::with_capacity(host.len());
    for c in host.chars() {
        valid::map(c, &mut mapped)?;
    }
    let labels: Option<Vec<String>> = mapped.split('.').map(ascii_label).collect();
    let labels = labels?;
    let ascii = labels.join(".");
    let unicode = |label: &String| unicode_label(label).unwrap_or_else(|| label.clone());
    let shown: Vec<String> = labels.iter().map(unicode).collect();
    if ascii.len() > 253 || !valid::directions_agree(&shown) {
        return None;
    }
    if labels.last().is_some_and(|label| is_number(label)) {
        return ascii.parse::<Ipv4Addr>().ok().map(|_| ascii);
    }
    Some(ascii)
}

/// The Unicode form of one label of an ASCII host; `None` unless it is a
/// faultless `xn--` label.
pub fn unicode_label(label: &str) -> Option<String> {
    let code = label.strip_prefix("xn--")?;
    let unicode = punycode::decode(code)?;
    let faultless = !unicode.is_ascii()
        && valid::is_label(&unicode)
        && punycode::encode(&unicode).as_deref() == Some(code);
    faultless.then_some(unicode)
}

fn ascii_label(label: &str) -> Option<String> {
    let ascii = if label.is_ascii() {
        label.to_owned()
    } else if label.starts_with("xn--") || !valid::is_label(label) {
        return None;
    } else {
        format!("xn--{}", punycode::encode(label)?)
    };
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    if ascii.is_empty() || ascii.len() > 63 || !ascii.bytes().all(plain) {
        return None;
    }
    if ascii.starts_with("xn--") {
        unicode_label(&ascii)?;
    }
    Some(ascii)
}

/// Whether a browser would take a host that ends so for an IPv4 address.
fn is_number(label: &str) -> bool {
    match label.strip_prefix("0x") {
        Some(hex) => hex.bytes().all(|b| b.is_ascii_hexdigit()),
        None => label.bytes().all(|b| b.is_ascii_digit()),
    }
}

fn ipv6(text: &str) -> Option<String> {
    let address: Ipv6Addr = text.parse().ok()?;
    // Rust writes the last 32 bits of such an address dotted, browsers do not.
    if let [0, 0, 0, 0, 0, 0xffff, high, low] = address.segments() {
        return Some(format!("[::ffff:{high:x}:{low:x}]"));
    }
    Some(format!("[{address}]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_come_out_in_one_form() {
        for (given, ascii) in [
            ("Mastodon.SOCIAL", "mastodon.social"),
            ("ＭＡＳＴＯＤＯＮ.social", "mastodon.social"),
            ("mastodon。social", "mastodon.social"),
            ("mаstodon.social", "xn--mstodon-2fg.social"),
            ("BÜCHER.example", "xn--bcher-kva.example"),
            ("faß.example", "xn--fa-hia.example"),
            ("❤.ws", "xn--qei.ws"),
            ("❤\u{fe0f}.ws", "xn--qei.ws"),
            ("हिन्दी.example", "xn--j2bd4cyah0f.example"),
            ("_dmarc.a.example", "_dmarc.a.example"),
            ("127.0.0.1", "127.0.0.1"),
            ("[2001:DB8:0:0::1]", "[2001:db8::1]"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(to_ascii_host(given).as_deref(), Some(ascii), "{given}");
        }
    }

    #[test]
    fn doubtful_hosts_are_refused() {
        for host in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "a b",
            "a%2eb",
            "a@b",
            "a:1",
            "a/b",
            "a\u{0}b",
            "a\u{ad}b",
            "a\u{200d}b",
            "a\u{202e}b",
            "ſ.example",
            "½.example",
            "e\u{301}.example",
            "\u{301}a.example",
            "xn--.example",
            "xn--a-.example",
            "xn--example-.com",
            "xn--99999999.com",
            "xn--bücher.com",
            "1.2.3",
            "1.2.3.4.5",
            "01.2.3.4",
            "256.1.1.1",
            "a.0x1f",
            "a.0x",
            "[::1",
            "[fe80::1%25eth0]",
            "[1.2.3.4]",
        ] {
            assert_eq!(to_ascii_host(host), None, "{host:?}");
        }
    }
}
