//! The account's own lists: bookmarks, likes, whom it muted and blocked, which servers
//! are hidden from it.

use serde_json::json;
use skein::{
    core::{
        actor::{Listed, People},
        http::Response,
        timeline::Cursor,
    },
    protocol::BadAnswer,
};

use super::{
    mastodon::BIGBONE,
    places::{gotosocial, mastodon_4_6 as mastodon},
    recorded::{BESIDE, Place, json as answer, viewer},
};

fn people(place: &Place, which: Listed, name: &str) -> People {
    let call = BESIDE.listed_people(which, None).unwrap();
    (call.read)(&place.viewer(), &place.one(name).response()).unwrap()
}

#[test]
fn each_list_has_its_address_and_goes_on_below() {
    let older = Cursor("7".into());
    let of = |which| {
        let people = BESIDE.listed_people(which, Some(&older));
        let posts = BESIDE.listed_posts(which, Some(&older));
        let people = people.map(|it| it.request.target());
        people.or(posts.map(|it| it.request.target())).unwrap()
    };
    assert_eq!(of(Listed::Muted), "/api/v1/mutes?limit=40&max_id=7");
    assert_eq!(of(Listed::Blocked), "/api/v1/blocks?limit=40&max_id=7");
    assert_eq!(of(Listed::Saved), "/api/v1/bookmarks?limit=40&max_id=7");
    assert_eq!(of(Listed::Liked), "/api/v1/favourites?limit=40&max_id=7");
    let servers = BESIDE.listed_servers(Some(&older)).unwrap().request;
    assert_eq!(servers.target(), "/api/v1/domain_blocks?limit=40&max_id=7");
    assert!(BESIDE.listed_people(Listed::Hidden, None).is_err());
    assert!(BESIDE.listed_posts(Listed::Hidden, None).is_err());
}

#[test]
fn whom_an_account_muted_and_blocked_is_read() {
    for (which, name) in [(Listed::Muted, "mutes"), (Listed::Blocked, "blocks")] {
        let all = people(&BIGBONE, which, name).people;
        let handles: Vec<String> = all.iter().map(|it| it.actor.handle.to_string()).collect();
        assert_eq!(handles, ["@test@test.com"], "{name}");
        let none = people(&gotosocial, which, &format!("api_v1_{name}"));
        assert_eq!((none.people.len(), none.older), (0, None), "{name}");
    }
}

#[test]
fn bookmarks_are_read_and_go_on_by_the_link_alone() {
    let read = |place: &Place, name: &str| {
        let call = BESIDE.listed_posts(Listed::Saved, None).unwrap();
        (call.read)(&place.viewer(), &place.one(name).response()).unwrap()
    };
    let page = read(&mastodon, "api_v1_bookmarks");
    let ids: Vec<&str> = page.items.iter().map(|it| it.entry.key.as_str()).collect();
    assert_eq!(ids, ["117020571637989566"]);
    // Its link leads back alone, and the name of a post is none of a bookmark.
    assert_eq!(page.older, None);
    assert!(read(&mastodon, "api_v1_bookmarks_none").items.is_empty());
    assert!(read(&gotosocial, "api_v1_bookmarks").items.is_empty());
    let mut on = mastodon.one("api_v1_bookmarks").response();
    on.link = Some("<http://localhost:3000/api/v1/bookmarks?max_id=3>; rel=\"next\"".into());
    let call = BESIDE.listed_posts(Listed::Liked, None).unwrap();
    let page = (call.read)(&mastodon.viewer(), &on).unwrap();
    assert_eq!(page.older, Some(Cursor("3".into())));
}

#[test]
fn hidden_servers_are_read_host_by_host_and_where_there_is_no_such_list_that_is_told() {
    let viewer = viewer("https://a.example", "a.example");
    let call = BESIDE.listed_servers(None).unwrap();
    let body = json!(["Bad.example", "not a host", 5, "münchen.example"]);
    let found = (call.read)(&viewer, &answer(body.to_string())).unwrap();
    assert_eq!(found.hosts, ["bad.example", "xn--mnchen-3ya.example"]);
    let none = gotosocial.one("api_v1_domain_blocks").response();
    let lacks = (call.read)(&gotosocial.viewer(), &none).unwrap_err();
    assert!(matches!(lacks, BadAnswer::Gone), "{lacks:?}");
    let odd = Response {
        status: 200,
        body: "{}".into(),
        ..Response::default()
    };
    assert!((call.read)(&viewer, &odd).is_err());
}
