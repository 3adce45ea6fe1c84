//! One's own profile: read with what was typed, and changed.

use serde_json::{Value, json};
use skein::{
    core::{
        actor::{Own, Picture, Room, Switch},
        http::{Body, Method, Part},
        post::Audience,
    },
    protocol::BadAnswer,
};

use super::{
    places::{gotosocial, mastodon_4_6 as mastodon, snac, takahe},
    recorded::{PROFILES, Place, json as answer, viewer},
};

const NAME: &str = "api_v1_accounts_verify_credentials";

fn own(place: &Place, name: &str) -> Own {
    let call = PROFILES.own().unwrap();
    (call.read)(&place.viewer(), &place.one(name).response()).unwrap()
}

fn read(body: Value) -> Result<Own, BadAnswer> {
    let viewer = viewer("https://a.example", "a.example");
    (PROFILES.own().unwrap().read)(&viewer, &answer(body.to_string()))
}

/// What is sent to come from one to the other.
fn sent(was: &Own, want: &Own) -> Value {
    let call = PROFILES.change_own(was, want).unwrap();
    assert_eq!(call.request.method, Method::Patch);
    assert_eq!(call.request.path, "/api/v1/accounts/update_credentials");
    match call.request.body {
        Body::Json(text) => serde_json::from_str(&text).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn switches(own: &Own) -> Vec<Switch> {
    own.switches.iter().map(|(it, _)| *it).collect()
}

#[test]
fn every_server_tells_what_of_a_profile_it_lets_one_change() {
    for place in [mastodon, gotosocial, snac, takahe] {
        let own = own(&place, NAME);
        assert!(
            own.audience.is_some() && own.language.is_some(),
            "{}",
            place.folder
        );
        let all = switches(&own);
        let every = [Switch::Locked, Switch::Bot, Switch::Sensitive];
        assert!(every.iter().all(|it| all.contains(it)), "{}", place.folder);
    }
    assert_eq!(switches(&own(&mastodon, NAME)), Switch::ALL);
    let there = own(&gotosocial, NAME);
    assert!(!switches(&there).contains(&Switch::Indexable));
    let text = there.text(Picture::Avatar).unwrap();
    assert!(text.starts_with("Grayed-out line drawing"));
    assert_eq!(own(&takahe, NAME).text(Picture::Avatar), None);
    assert!(!PROFILES.may_change_own("snac 2.75") && PROFILES.may_change_own("mastodon 4.5"));
}

#[test]
fn what_was_typed_is_read_as_it_was_typed() {
    let own = own(&mastodon, "patch_accounts_update_credentials");
    assert_eq!((&*own.name, &*own.about), ("John Lennon", "I walk funny"));
    let fields = [("bread", "toasty."), ("lasagna", "no!!!")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(own.fields, fields);
    assert_eq!(own.audience, Some(Audience::Unlisted));
    assert_eq!(own.language.as_deref(), Some("en"));
    // Never chosen is null, and off.
    assert!(own.switches.contains(&(Switch::Discoverable, false)));
    assert!(own.switches.contains(&(Switch::HidesPeople, true)));
    assert!(own.switches.contains(&(Switch::Sensitive, true)));
}

#[test]
fn only_what_differs_is_sent() {
    let was = own(&mastodon, "patch_accounts_update_credentials");
    assert_eq!(sent(&was, &was), json!({}));
    let want = Own {
        name: "Ana \"<b>".into(),
        fields: vec![("bread".into(), "stale".into())],
        audience: Some(Audience::Followers),
        language: Some("de".into()),
        switches: vec![(Switch::Bot, true), (Switch::Sensitive, false)],
        texts: vec![(Picture::Banner, "Hills".into())],
        ..was.clone()
    };
    assert_eq!(
        sent(&was, &want),
        json!({
            "display_name": "Ana \"<b>", "bot": true, "header_description": "Hills",
            "source": {"privacy": "private", "language": "de", "sensitive": false},
            // The one that is there no longer is said to be empty.
            "fields_attributes": {
                "0": {"name": "bread", "value": "stale"}, "1": {"name": "", "value": ""},
            },
        })
    );
}

#[test]
fn how_much_a_server_takes_is_read_where_it_says_so() {
    let room = |place: &Place, name: &str, older| {
        let call = PROFILES.room(older).unwrap();
        (call.read)(&place.viewer(), &place.one(name).response()).unwrap()
    };
    let newest = room(&mastodon, "api_v2_instance", false);
    assert_eq!(
        (newest.fields, newest.name, newest.about),
        (4, Some(40), Some(500))
    );
    assert_eq!((newest.field_value, newest.text), (Some(255), Some(150)));
    let other = room(&gotosocial, "api_v2_instance", false);
    assert_eq!((other.fields, other.name), (6, None));
    assert_eq!(room(&snac, "api_v1_instance", true), Room::default());
    let huge = json!({"configuration": {"accounts": {"max_profile_fields": 4_000_000}}});
    let call = PROFILES.room(false).unwrap();
    let viewer = viewer("https://a.example", "a.example");
    let huge = (call.read)(&viewer, &answer(huge.to_string())).unwrap();
    assert_eq!(huge.fields, 24);
}

#[test]
fn a_picture_goes_as_a_file_under_its_own_name() {
    for (picture, want) in [(Picture::Avatar, "avatar"), (Picture::Banner, "header")] {
        let carried = PROFILES.change_picture(picture, "k", "me.png").unwrap();
        assert_eq!(carried.parcel.method, Method::Patch);
        let file = Part::File {
            field: want,
            key: "k".into(),
            name: "me.png".into(),
        };
        assert_eq!(carried.parcel.parts, [file]);
    }
}

#[test]
fn whatever_a_server_says_of_a_profile_is_bounded_and_none_is_garbled() {
    let long = read(
        json!({"id": "1", "acct": "x", "display_name": "y".repeat(90_000),
        "source": {"fields": vec![json!({"name": 7, "value": null}); 99], "privacy": "odd",
            "language": 4, "sensitive": "yes"}}),
    )
    .unwrap();
    assert_eq!((long.name.len(), long.fields.len()), (50_000, 24));
    assert_eq!(long.fields[0], ("7".into(), String::new()));
    assert_eq!(long.audience, Some(Audience::Unknown("odd".into())));
    assert_eq!(long.switches, [(Switch::Sensitive, false)]);
    assert!(PROFILES.change_own(&read_of("a"), &long).is_err());
    for body in [json!({}), json!([]), json!({"id": "1", "acct": "x"})] {
        assert!(matches!(read(body), Err(BadAnswer::Garbled { .. })));
    }
}

fn read_of(acct: &str) -> Own {
    read(json!({"id": "1", "acct": acct, "source": {}})).unwrap()
}
