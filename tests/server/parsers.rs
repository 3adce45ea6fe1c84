//! The small parsers against chance: dates, handles, hosts, forms, `Link`.

use skein::{
    core::{
        actor::Handle,
        http::{Origin, Response, decode_form, encode_form},
        id::{ActorUri, Millis, PostUri},
        safe_url::{SafeUrl, display_authority, to_ascii_authority},
        time::{parse_http_date, parse_time},
        timeline::Cursor,
    },
    protocol::detect,
};

use super::{
    contract, corpora,
    dice::Chance,
    recorded::{json, viewer},
};

const ROUNDS: usize = 20_000;

#[rustfmt::skip]
const DATES: [&str; 40] = [
    "2026", "1970", "9999", "0000", "275760", "-", "-", "-", "01", "12", "13", "31", "32", "00", "T", "t", " ", ":", ":",
    ":", "23", "24", "59", "60", "61", ".", "123", "1234567890123", "Z", "z", "+", "+02:00", "-00:00", "+99:99", "é", "１",
    "\0", "Sun, ", " Nov ", " GMT",
];

#[test]
fn a_date_is_within_ten_thousand_years_or_none() {
    let mut chance = Chance::new(0xDA7E);
    let last = parse_time("9999-12-31T23:59:59.999Z").unwrap();
    let some = (0..ROUNDS).map(|_| chance.string(&DATES, 14));
    for text in some.chain(corpora::strings()) {
        for time in [parse_time(&text), parse_http_date(&text)]
            .into_iter()
            .flatten()
        {
            assert!(time.0.abs() <= last.0, "{text:?}: {time:?}");
        }
    }
}

#[test]
fn later_dates_are_later_moments() {
    let mut chance = Chance::new(0x7133);
    let mut date = || {
        let mut part = |from: usize, to: usize| from + chance.below(to - from);
        let (year, month, day) = (part(0, 10_000), part(1, 13), part(1, 29));
        let (hour, minute, second, milli) = (part(0, 24), part(0, 60), part(0, 60), part(0, 1_000));
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    };
    for _ in 0..ROUNDS {
        let (one, other) = (date(), date());
        let order = parse_time(&one).unwrap().cmp(&parse_time(&other).unwrap());
        assert_eq!(one.cmp(&other), order, "{one} and {other}");
        let (east, west) = (one.replace('Z', "+01:30"), one.replace('Z', "-01:30"));
        if let (Some(Millis(east)), Some(Millis(west))) = (parse_time(&east), parse_time(&west)) {
            assert_eq!(west - east, 3 * 3_600_000, "{one}");
        }
    }
}

#[rustfmt::skip]
const NAMES: [&str; 36] = [
    "@", "@", "@", "ana", "Ana", "é", "猫", "mаstodon", "one.example", "two.example", ".", "..", ":", ":8443", ":443", "/",
    "?", "#", "%40", "%2e", "\u{202e}", "\u{200b}", "\u{301}", "＠", " ", "\n", "\0", "[::1]", "127.0.0.1", "0x7f", "xn--",
    "xn--mstodon-2fg", "acct:", "https://", "localhost", "\\",
];

#[test]
fn a_handle_reads_the_same_when_it_is_read_again() {
    let mut chance = Chance::new(0x4A4D);
    let some: Vec<_> = (0..ROUNDS).map(|_| chance.string(&NAMES, 9)).collect();
    for text in some.into_iter().chain(corpora::strings()) {
        let handle = Handle::new(&text, "one.example");
        let shown = handle.to_string();
        assert_eq!(
            Handle::new(&shown, "two.example"),
            handle,
            "{text:?} {shown:?}"
        );
        assert_eq!(shown.matches(['@', '＠']).count(), 2, "{text:?} {shown:?}");
        assert!(shown.chars().count() <= 500, "{shown}");
    }
}

#[test]
fn what_is_typed_names_a_server_or_nothing() {
    let mut chance = Chance::new(0x79BE);
    let some: Vec<_> = (0..ROUNDS).map(|_| chance.string(&NAMES, 7)).collect();
    for text in some.into_iter().chain(corpora::strings()) {
        if let Ok(typed) = detect::typed(&text) {
            let origin = typed.origin.as_str();
            assert_eq!(Origin::of(origin).as_ref(), Some(&typed.origin), "{text:?}");
            let host = typed.origin.host();
            assert!(
                host.bytes().all(|b| b.is_ascii_graphic())
                    && !host.contains(['@', '/', '?', '#', '%']),
                "{text:?}"
            );
        }
    }
}

#[test]
fn a_host_is_in_its_last_form_and_shown_as_what_it_is() {
    let mut chance = Chance::new(0x4057);
    let some: Vec<_> = (0..ROUNDS).map(|_| chance.string(&NAMES, 6)).collect();
    for text in some.into_iter().chain(corpora::strings()) {
        if let Some(host) = to_ascii_authority(&text) {
            assert_eq!(to_ascii_authority(&host).as_ref(), Some(&host), "{text:?}");
            assert_eq!(
                to_ascii_authority(&display_authority(&host)).as_ref(),
                Some(&host),
                "{text:?}"
            );
            assert!(SafeUrl::parse(&format!("https://{host}/")).is_some());
        }
    }
}

#[test]
fn a_name_of_a_post_or_a_person_is_in_its_last_form() {
    let mut chance = Chance::new(0x1D);
    let some: Vec<_> = (0..ROUNDS).map(|_| chance.string(&NAMES, 8)).collect();
    for text in some.into_iter().chain(corpora::strings()) {
        let (post, actor) = (PostUri::new(&text), ActorUri::new(&text));
        assert_eq!(PostUri::new(post.as_str()), post, "{text:?}");
        assert_eq!(ActorUri::new(actor.as_str()), actor, "{text:?}");
    }
}

#[test]
fn a_form_is_read_as_it_was_written() {
    let strings = corpora::strings();
    for pair in strings.windows(2) {
        let pairs = [
            (pair[0].clone(), pair[1].clone()),
            (pair[1].clone(), String::new()),
        ];
        let written = encode_form(&pairs);
        assert!(
            written.bytes().all(|b| b.is_ascii_graphic())
                && !written.contains(['#', '?', '/', '"', '<'])
        );
        assert_eq!(decode_form(&written), pairs);
        decode_form(&pair[0]);
    }
}

#[rustfmt::skip]
const LINKS: [&str; 24] = [
    "<", ">", ";", ",", "\"", "rel=", "rel=next", "rel=\"next\"", "rel=prev", "rel=\"prev next\"", " ", "?", "&", "max_id=5",
    "max_id=", "min_id=9", "https://a.example/x", "//evil.example", "javascript:", "%", "\0", "é", "=", "title=\"<a>\"",
];

#[test]
fn a_link_leads_to_an_id_of_its_own_or_nowhere() {
    let me = viewer("https://a.example", "a.example");
    let older = |link: String| {
        let response = Response {
            link: Some(link),
            ..json("[]")
        };
        contract::page(&me, &response).unwrap().older
    };
    let mut chance = Chance::new(0x117C);
    for _ in 0..ROUNDS {
        let link = chance.string(&LINKS, 20);
        if let Some(Cursor(id)) = older(link.clone()) {
            assert!(!id.is_empty() && link.contains("max_id="), "{link}");
        }
        // What stands around a good link takes nothing from it.
        let other = chance.string(&["a", "é", "?", "&", "max_id=7", ",", " "], 6);
        let around = format!(
            "<https://a.example/{other}>; rel=\"prev\", <https://a.example/?max_id=5>; rel=\"next\""
        );
        assert_eq!(older(around.clone()), Some(Cursor("5".into())), "{around}");
    }
    corpora::strings()
        .into_iter()
        .for_each(|text| drop(older(text)));
}
