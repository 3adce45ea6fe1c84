//! Addresses that are in their normal form already, as nearly all are: told by
//! one look at each byte. True is always right, false may be too careful.

/// Whether an https URL is what the rules of this module would make of it.
pub fn is_url(text: &str) -> bool {
    let parts = text
        .strip_prefix("https://")
        .and_then(|rest| rest.split_once('/'));
    parts.is_some_and(|(authority, tail)| {
        text.len() <= super::MAX_BYTES && is_authority(authority) && is_tail(tail)
    })
}

/// Whether a `host` or `host:port` is in its normal form beside `https:`, and
/// shown to people as it is.
pub fn is_authority(text: &str) -> bool {
    match text.split_once(':') {
        None => is_host(text),
        Some((host, port)) => {
            let number = port.parse::<u16>().is_ok_and(|port| port != 443);
            number && matches!(port.as_bytes().first(), Some(b'1'..=b'9')) && is_host(host)
        }
    }
}

/// Whether a host is its own ASCII form, and neither punycode nor a number.
pub fn is_host(host: &str) -> bool {
    let (mut first, mut last, mut length) = (0, 0, 0);
    for byte in host.bytes() {
        match byte {
            b'.' if (1..=63).contains(&length) => length = 0,
            // Two hyphens may be `xn--`.
            b'-' if last == b'-' => return false,
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => {
                first = if length == 0 { byte } else { first };
                length += 1;
            }
            _ => return false,
        }
        last = byte;
    }
    // What begins with a letter is no number.
    (1..=63).contains(&length) && host.len() <= 253 && first.is_ascii_lowercase()
}

/// Whether what follows the first slash stays as it is: nothing to be encoded,
/// and no segment that might consist of dots.
fn is_tail(tail: &str) -> bool {
    let mut last = b'/';
    tail.bytes().all(|byte| {
        let may_be_dots = last == b'/' && matches!(byte, b'.' | b'%');
        last = byte;
        !may_be_dots && stays(byte)
    })
}

/// Whether a byte stays as it is after the host, wherever it stands there.
fn stays(byte: u8) -> bool {
    // But for `"`, `'`, `<`, `>`, `\`, `^`, `` ` ``, `{`, `}`.
    matches!(byte, b'!' | b'#'..=b'&' | b'('..=b';' | b'=' | b'?'..=b'[' | b']' | b'_' | b'a'..=b'z' | b'|' | b'~')
}

#[cfg(test)]
mod tests {
    use super::super::{SafeUrl, encode, script, to_ascii_host};
    use super::*;

    /// The long way, as it goes for everything else.
    fn long_way(text: &str) -> Option<String> {
        let (authority, tail) = text.strip_prefix("https://")?.split_once('/')?;
        let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
        // A capital letter keeps a host from being taken for plain.
        let host = to_ascii_host(&host.to_ascii_uppercase())?;
        let port = super::super::normal_port("https", port)?;
        let tail = encode::tail("https", &format!("/{tail}"));
        Some(format!("https://{host}{port}{tail}"))
    }

    /// All strings of so many of these pieces.
    fn strings(pieces: &[&str], most: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut longest = all.clone();
        for _ in 0..most {
            let longer = longest
                .iter()
                .flat_map(|start| pieces.iter().map(move |it| format!("{start}{it}")));
            longest = longer.collect();
            all.extend(longest.clone());
        }
        all
    }

    #[test]
    fn what_is_taken_for_plain_is_what_the_long_way_gives() {
        let mut plain = 0;
        let hosts = [
            "a", "A", "-", "xn--", ".", "0x", "1", ":", "443", "80", "0", "_", "é", "@",
        ];
        let tails = [
            ".", "%2e", "/", "a", "?", "#", "'", "%", "é", " ", "|", "\\", "{", "\u{7f}",
        ];
        let hosts = strings(&hosts, 4)
            .into_iter()
            .map(|host| format!("https://{host}/"));
        let tails = strings(&tails, 4)
            .into_iter()
            .map(|tail| format!("https://a.b/{tail}"));
        for text in hosts.chain(tails) {
            if is_url(&text) {
                plain += 1;
                assert_eq!(long_way(&text).as_ref(), Some(&text));
                let host = SafeUrl::parse(&text).unwrap().host().unwrap().to_owned();
                assert_eq!(script::display(&host), host);
            }
        }
        assert!(plain > 1_000);
        for byte in 0..=127u8 {
            for text in [
                format!("https://a.b/x{}", byte as char),
                format!("https://a.b/?{}", byte as char),
            ] {
                assert!(!is_url(&text) || long_way(&text) == Some(text));
            }
        }
    }

    #[test]
    fn what_servers_name_is_plain() {
        for text in [
            "https://a.example/",
            "https://files.a.example/media/1/original/b.png",
            "https://a.example:8443/@ana/113456?x=1&y=2#top",
            "https://a.example/users/ana/statuses/113456",
        ] {
            assert!(is_url(text), "{text}");
        }
    }
}
