use serde::{Serialize, de::DeserializeOwned};

use super::*;
use crate::core::{
    account::{Account, Features, Server, ServerKind, SignedIn},
    actor::{Actor, Handle},
    http::Origin,
    id::{AccountId, ActorUri, Millis},
    rich_text::{Inline, LinkKind},
    safe_url::SafeUrl,
};

fn url(text: &str) -> SafeUrl {
    SafeUrl::parse(text).unwrap()
}

/// An account with something in every field, and every kind of thing in its name.
fn account() -> Account {
    let link = |kind| Inline::Link {
        url: url("https://a.example/\"x\""),
        kind,
        children: vec![Inline::Text("a\"\n\u{1F600}".into()), Inline::Break],
        misleading: true,
    };
    let mention = LinkKind::Mention {
        actor: "https://a.example/u/x".into(),
        handle: "x@a.example".into(),
    };
    let ruby = Inline::Ruby {
        base: vec![Inline::Text("漢".into())],
        over: "かん".into(),
    };
    let emoji = Inline::Emoji {
        name: "wave".into(),
        url: url("https://a.example/e.png"),
    };
    let actor = Actor {
        uri: ActorUri::new("https://a.example/u/ana"),
        handle: Handle::new("ana", "a.example"),
        name: vec![
            link(LinkKind::Web),
            link(mention),
            link(LinkKind::Tag("t".into())),
            Inline::Strong(vec![]),
            ruby,
            emoji,
        ],
        avatar: Some(url("https://a.example/a.png")),
        web: None,
        bot: true,
    };
    let server = Server {
        origin: Origin::of("https://a.example/").unwrap(),
        kind: ServerKind::Mastodon,
        software: "mastodon 4.5.0".into(),
        title: "A\\B".into(),
        streaming: Some("wss://a.example".into()),
        handle_host: "a.example".into(),
        features: Features {
            like: true,
            ..Features::default()
        },
    };
    Account {
        id: AccountId::new("https://a.example", &actor.uri),
        server,
        actor,
        hue: 262,
        state: SignedIn::Again,
        shown: false,
        added: Millis(1_790_000_000_000),
    }
}

fn back<T: Serialize + DeserializeOwned>(value: &T) -> Option<T> {
    let text = serde_json::to_string(value).unwrap();
    record(Box::leak(text.into_boxed_str()))
}

#[test]
fn an_account_comes_back_as_it_was() {
    assert_eq!(back(&account()), Some(account()));
}

#[test]
fn numbers_lists_and_what_is_missing() {
    assert_eq!(back(&(-7_i64, 255_u8, 0_u32)), Some((-7, 255, 0)));
    assert_eq!(back(&vec![Some(true), None]), Some(vec![Some(true), None]));
    // What is not there takes its default, and what nobody knows is passed over.
    let features = record::<Features>(r#"{"like":true,"fly":{"far":[1,2]}}"#);
    assert!(features.is_some_and(|it| it.like && !it.boost));
}

#[test]
fn what_is_another_record_is_none() {
    let whole = serde_json::to_string(&account()).unwrap();
    for (from, to) in [
        ("\"Again\"", "\"Never\""),
        ("\"Again\"", "{}"),
        ("262", "65536"),
        ("262", "-1"),
        ("262", "2.5"),
        ("262", "\"262\""),
        ("https://a.example/a.png", "javascript:x"),
        ("\"bot\":true", "\"bot\":null"),
        (",\"bot\":true", ""),
        ("\"shown\":false", "\"shown\":0"),
    ] {
        let other = whole.replace(from, to);
        assert!(serde_json::from_str::<Account>(&other).is_err(), "{to}");
        assert_eq!(record::<Account>(&other), None, "{to}");
    }
    let cut = whole.get(..whole.len() - 1).unwrap();
    assert_eq!(record::<Account>(cut), None);
}
