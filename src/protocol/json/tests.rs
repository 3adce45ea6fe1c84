//! What is JSON, how it is read, and what is too much.

use super::*;

fn text(json: &str) -> Option<String> {
    let document = whole(json).ok()?;
    document.root().as_text().map(Into::into)
}

#[test]
fn texts_are_unescaped() {
    for (json, want) in [
        (r#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{c}\n\r\tz"),
        (r#""\u00e4\ud83d\ude00\u732b""#, "ä😀猫"),
        (
            r#""\ud800x\udc00\ud800\ud83d\ude00""#,
            "\u{fffd}x\u{fffd}\u{fffd}😀",
        ),
        (" \"123456789 ä\" ", "123456789 ä"),
        ("-17", "-17"),
    ] {
        assert_eq!(text(json).as_deref(), Some(want), "{json}");
    }
}

#[test]
fn what_is_no_json_is_refused() {
    for json in [
        "",
        " ",
        "[",
        "[1",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "01",
        "1.",
        ".5",
        "-",
        "+1",
        "1e",
        "NaN",
        "nul",
        "truE",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\n\"",
        "1 1",
        "[]]",
        "\"1234567\u{1}\"",
        "{\"a\":1 \"b\":2}",
        "[1}",
    ] {
        assert!(whole(json).is_err(), "{json}");
    }
    for json in [
        "0",
        "-0.5e+7",
        "[]",
        "{ }",
        "[ [ ] , { } ]",
        "\"\u{7f}é\"",
        "{\"\":[null,true,false]}",
    ] {
        assert!(whole(json).is_ok(), "{json}");
    }
}

#[test]
fn a_scalar_of_the_wrong_type_is_missing() {
    let document = whole(
        r#"{"t":"x","n":7,"s":"8","f":1.5,"b":true,"z":null,"m":{"t":"in"},"l":[1,{"t":"y"}],"neg":-1,"t":"late"}"#,
    );
    let document = document.unwrap();
    let map = document.root();
    assert_eq!(map.text("t").as_deref(), Some("x"), "the first counts");
    assert_eq!(
        (map.count("n"), map.count("s"), map.count("neg")),
        (Some(7), Some(8), None)
    );
    assert_eq!(
        (map.number("f"), map.number("n"), map.number("s")),
        (Some(1.5), Some(7.0), None)
    );
    assert_eq!(
        (map.flag("b"), map.flag("n"), map.flag("none")),
        (Some(true), None, None)
    );
    for key in ["f", "b", "z", "m", "l"] {
        assert_eq!(map.text(key), None, "{key}");
    }
    assert_eq!(
        map.map("m").and_then(|map| map.text("t")).as_deref(),
        Some("in")
    );
    assert!(map.get("z").is_none() && map.map("l").is_none());
    assert_eq!(map.list("l").count(), 2);
    assert_eq!(map.list("m").count(), 0);
    assert_eq!(
        map.list("l")
            .filter_map(|item| item.text("t"))
            .collect::<Vec<_>>(),
        ["y"]
    );
}

#[test]
fn what_is_too_much_or_too_deep_hides_nothing_beside_it() {
    let long = format!("[{}0]", "0,".repeat(10_000));
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let json = format!(r#"{{"l":{long},"d":{deep},"m":{{"x":{deep}}},"t":"x"}}"#);
    let document = whole(&json).unwrap();
    assert_eq!(document.root().list("l").count(), ENTRIES);
    assert_eq!(document.root().text("t").as_deref(), Some("x"));
    assert!(document.nodes.len() < 2 * ENTRIES);
    let outer = outermost(&json).unwrap();
    assert_eq!(outer.root().get("l").map(Json::source), Some(long.as_str()));
    assert_eq!(outer.root().list("l").count(), 0);
}

#[test]
fn a_map_that_comes_again_is_known_by_its_source() {
    let who = r#"{"id":"1","x":[{}]}"#;
    let json =
        format!(r#"[{{"who":{who}}},{{"who":{who} }},{{"who":{{"id":"2"}}}},{{"other":{who}}}]"#);
    let mut sources = Vec::new();
    let read = items(&json, "who", |item| {
        let found = item.map("who").or(item.map("other")).unwrap();
        sources.push((found.source(), found.is_empty(), found.text("id").is_some()));
    });
    assert!(read.unwrap());
    let [first, second, third, fourth] = sources[..] else {
        panic!("{sources:?}");
    };
    assert_eq!(first, (who, false, true));
    assert!(std::ptr::eq(first.0, second.0) && second.1);
    assert_eq!(third, (r#"{"id":"2"}"#, false, true));
    assert!(!fourth.1 && !std::ptr::eq(first.0, fourth.0));
}

#[test]
fn items_come_one_by_one_and_a_broken_end_is_told() {
    for (json, want, count) in [
        ("[1, [2], {}]", Some(true), 3),
        (" [ ] ", Some(true), 0),
        ("{}", Some(false), 0),
        ("[1,2", None, 2),
        ("[1,2]x", None, 2),
    ] {
        let mut seen = 0;
        assert_eq!(items(json, "", |_| seen += 1).ok(), want, "{json}");
        assert_eq!(seen, count, "{json}");
    }
}

#[test]
fn numbers_are_read_as_near_as_need_be() {
    for number in [
        "0",
        "-0.0",
        "1",
        "-1",
        "0.5",
        "-0.25",
        "0.123456789",
        "-0.94",
        "1e-05",
        "2.5E+3",
        "12e2",
        "0.3333333333333333333333333",
        "123456789012345678901234567890",
        "1e400",
        "1e-400",
    ] {
        let text = format!("{{\"n\":{number}}}");
        let read = whole(&text).unwrap().root().number("n").unwrap();
        let want: f32 = number.parse().unwrap();
        let off = (read - want).abs();
        assert!(
            read == want || off <= want.abs() * f32::EPSILON,
            "{number}: {read}"
        );
    }
    assert_eq!(whole("{\"n\":\"1\"}").unwrap().root().number("n"), None);
}
