//! What a letter carries beside its text: files, polls, quotes; edits and deletions.

use skein::{
    core::{
        http::{Body, Method, Part},
        id::{LocalId, PostUri},
        outbox::letter::{Attached, Letter, Names, Question},
    },
    protocol::Viewer,
};

use super::recorded::{LETTERS, Place, json, viewer};

fn me() -> Viewer {
    viewer("https://a.example", "a.example")
}

fn pairs(body: &Body) -> Vec<(&str, &str)> {
    let Body::Form(pairs) = body else {
        panic!("no form: {body:?}");
    };
    pairs
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect()
}

fn with(letter: Letter, names: &Names) -> Vec<(&'static str, String)> {
    let call = LETTERS.write(&letter, names, "key").unwrap();
    match call.request.body {
        Body::Form(pairs) => pairs,
        other => panic!("{other:?}"),
    }
}

fn has(form: &[(&'static str, String)], key: &str, value: &str) -> bool {
    form.iter().any(|(k, v)| *k == key && v == value)
}

#[test]
fn media_poll_and_quote_are_named_as_the_server_names_them() {
    let names = Names {
        quotes: Some(LocalId::new("9")),
        media: vec![LocalId::new("m1"), LocalId::new("m2")],
        ..Names::default()
    };
    let question = Question {
        options: vec!["tea ".into(), String::new(), "coffee".into()],
        multiple: true,
        hides: false,
        lasts: 3_600,
    };
    let letter = Letter {
        text: "Which?".into(),
        sensitive: true,
        quotes: Some(PostUri::new("https://b.example/1")),
        poll: Some(question),
        ..Letter::default()
    };
    let form = with(letter, &names);
    let media = form.iter().filter(|(key, _)| *key == "media_ids[]");
    let media: Vec<_> = media.map(|(_, id)| id.as_str()).collect();
    assert_eq!(media, ["m1", "m2"], "in their order");
    let options = form.iter().filter(|(key, _)| *key == "poll[options][]");
    let options: Vec<_> = options.map(|(_, it)| it.as_str()).collect();
    assert_eq!(options, ["tea", "coffee"]);
    for (key, value) in [
        ("quoted_status_id", "9"),
        ("poll[expires_in]", "3600"),
        ("poll[multiple]", "true"),
        ("poll[hide_totals]", "false"),
        ("sensitive", "true"),
    ] {
        assert!(has(&form, key, value), "{key}={value}");
    }
}

#[test]
fn an_edit_says_all_that_holds_from_now_on_and_asks_for_no_other_audience() {
    let names = Names {
        edits: Some(LocalId::new("77")),
        media: vec![LocalId::new("m1")],
        ..Names::default()
    };
    let one = Attached {
        alt: "a cat".into(),
        focus: Some((50, -100)),
        ..Attached::default()
    };
    let letter = Letter {
        text: "Better".into(),
        edits: Some(PostUri::new("https://a.example/1")),
        media: vec![one],
        ..Letter::default()
    };
    let call = LETTERS.write(&letter, &names, "key").unwrap();
    assert_eq!(call.request.method, Method::Put);
    assert_eq!(call.request.path, "/api/v1/statuses/77");
    let form = pairs(&call.request.body);
    assert!(form.contains(&("spoiler_text", "")), "a warning goes, too");
    assert!(form.contains(&("media_attributes[][description]", "a cat")));
    assert!(form.contains(&("media_attributes[][focus]", "0.50,-1.00")));
    assert!(form.iter().all(|(key, _)| *key != "visibility"));
}

#[test]
fn a_file_goes_last_with_its_words_before_it() {
    let one = Attached {
        id: "the key".into(),
        name: "cat.png".into(),
        alt: "a cat".into(),
        focus: Some((0, 25)),
        ..Attached::default()
    };
    let carried = LETTERS.upload(&one, false, "letter").unwrap();
    assert_eq!(carried.parcel.path, "/api/v2/media");
    let file = Part::File {
        field: "file",
        key: "the key".into(),
        name: "cat.png".into(),
    };
    let words = Part::Text("description", "a cat".into());
    let focus = Part::Text("focus", "0.00,0.25".into());
    assert_eq!(carried.parcel.parts, [words, focus, file]);
    let older = LETTERS.upload(&one, true, "letter").unwrap();
    assert_eq!(older.parcel.path, "/api/v1/media");
}

#[test]
fn a_file_is_ready_once_it_has_an_address() {
    let read = LETTERS.upload_state(&LocalId::new("1")).unwrap().read;
    for (status, body, ready) in [
        (200, r#"{"id":"1","url":"https://a.example/m/1.png"}"#, true),
        (206, r#"{"id":"1","url":null}"#, false),
        (
            202,
            r#"{"id":"1","url":"https://a.example/m/1.png"}"#,
            false,
        ),
        (200, r#"{"id":"1","url":null}"#, false),
    ] {
        let mut response = json(body);
        response.status = status;
        let upload = read(&me(), &response).unwrap();
        assert_eq!(
            (upload.local.as_str(), upload.ready),
            ("1", ready),
            "{status}"
        );
    }
    assert!(read(&me(), &json("{}")).is_err());
    let mut failed = json(r#"{"error":"Error processing thumbnail"}"#);
    failed.status = 422;
    assert!(read(&me(), &failed).is_err());
}

#[test]
fn what_was_typed_is_read_as_it_is() {
    let call = LETTERS.source(&LocalId::new("7")).unwrap();
    assert_eq!(call.request.path, "/api/v1/statuses/7/source");
    let body = r#"{"id":"7","text":"<b>so</b> it is\n\n@bo","spoiler_text":"x"}"#;
    let source = (call.read)(&me(), &json(body)).unwrap();
    assert_eq!(source.text, "<b>so</b> it is\n\n@bo");
    assert_eq!(source.warning, "x");
    assert!((call.read)(&me(), &json(r#"{"id":"7"}"#)).is_err());
}

#[test]
fn what_is_attached_keeps_its_name_or_nothing_is_read() {
    let read = LETTERS.held(&LocalId::new("7")).unwrap().read;
    let body = r#"{"sensitive":true,"language":"cy","media_attachments":[{"id":"m1","type":"image","url":"https://a.example/1.png",
        "description":"a cat","meta":{"focus":{"x":0.5,"y":-1}}}]}"#;
    let standing = read(&me(), &json(body)).unwrap();
    assert!(standing.sensitive);
    assert_eq!(standing.language.as_deref(), Some("cy"));
    let all = standing.media;
    let held = all[0].held.as_ref().unwrap();
    assert_eq!(held.local.as_str(), "m1");
    assert_eq!(held.account, me().account);
    assert_eq!(
        (all[0].alt.as_str(), all[0].focus),
        ("a cat", Some((50, -100)))
    );
    assert!(all[0].is_picture());
    let lost = r#"{"media_attachments":[{"type":"image","url":"https://a.example/1.png"}]}"#;
    assert!(read(&me(), &json(lost)).is_err(), "an edit would lose it");
}

#[test]
fn a_deletion_is_asked_for_by_the_servers_name() {
    let call = LETTERS.delete(&LocalId::new("7/8")).unwrap();
    assert_eq!(call.request.method, Method::Delete);
    assert_eq!(call.request.path, "/api/v1/statuses/7%2F8");
    assert!((call.read)(&me(), &json("{}")).is_ok());
}

pub fn all_its_limits_are_those_that_it_tells(place: &Place) {
    for name in place.instances {
        let recorded = place.one(name);
        let call = LETTERS.limits(name.contains("v1")).unwrap();
        let limits = (call.read)(&place.viewer(), &recorded.response()).unwrap();
        let told = &recorded.body["configuration"];
        let number = |path: &str| told.pointer(path).and_then(serde_json::Value::as_u64);
        for (path, found) in [
            ("/statuses/max_media_attachments", u64::from(limits.media)),
            ("/media_attachments/image_size_limit", limits.picture_bytes),
            (
                "/media_attachments/image_matrix_limit",
                limits.picture_pixels,
            ),
            ("/media_attachments/video_size_limit", limits.film_bytes),
            ("/polls/max_options", limits.options.into()),
            ("/polls/max_characters_per_option", limits.option.into()),
            ("/polls/min_expiration", limits.poll_from.into()),
            ("/polls/max_expiration", limits.poll_to.into()),
        ] {
            let told = number(path).filter(|it| *it > 0);
            assert_eq!(told.unwrap_or(found), found, "{} {path}", recorded.name);
        }
        let kinds = told.pointer("/media_attachments/supported_mime_types");
        let kinds = kinds.and_then(|it| it.as_array()).map_or(0, Vec::len);
        assert_eq!(limits.kinds.len(), kinds, "{}", recorded.name);
        let api = recorded.body["api_versions"]["mastodon"].as_u64();
        assert_eq!(
            limits.quotes,
            api.is_some_and(|it| it >= 7),
            "{}",
            recorded.name
        );
    }
}
