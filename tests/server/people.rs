//! People: who they are, what they post, how one stands to them.

use serde_json::json;
use skein::core::{
    actor::{Circle, Follows, Handle, Part, Tie},
    http::{Body, Response},
    id::LocalId,
    timeline::Cursor,
};

use super::{
    places::{gotosocial, mastodon_4_6, snac, takahe},
    recorded::{ADAPTER, json as answer, viewer},
};

#[test]
fn a_profile_is_read_as_each_server_describes_it() {
    for place in [gotosocial, mastodon_4_6, snac, takahe] {
        let recorded = place.one("api_v1_accounts_verify_credentials");
        let call = ADAPTER
            .look_up(&Handle::new("me", place.host), true)
            .unwrap();
        let profile = (call.read)(&place.viewer(), &recorded.response()).unwrap();
        let wire = &recorded.body;
        assert_eq!(
            Some(profile.local.as_str()),
            wire["id"].as_str(),
            "{}",
            place.folder
        );
        assert_eq!(Some(&*profile.actor.handle.user), wire["username"].as_str());
        assert_eq!(profile.actor.handle.host, place.host);
        let count = |key: &str| wire[key].as_u64().map(|it| it as u32);
        assert_eq!(profile.tally.posts, count("statuses_count"));
        assert_eq!(profile.tally.followers, count("followers_count"));
        assert_eq!(
            profile.fields.len(),
            wire["fields"].as_array().map_or(0, Vec::len)
        );
        assert_eq!(Some(profile.locked), wire["locked"].as_bool());
    }
}

#[test]
fn people_are_asked_for_by_their_whole_name_but_at_home() {
    let mira = Handle::new("mira@far.example", "");
    let target = |is_own| ADAPTER.look_up(&mira, is_own).unwrap().request.target();
    assert_eq!(target(true), "/api/v1/accounts/lookup?acct=mira");
    assert_eq!(
        target(false),
        "/api/v1/accounts/lookup?acct=mira%40far.example"
    );
}

#[test]
fn their_posts_are_asked_for_by_part_and_page() {
    let id = LocalId::new("a/b");
    let older = Cursor("9".into());
    let target = |part, older| ADAPTER.posts_by(&id, part, older).unwrap().request.target();
    assert_eq!(
        target(Part::Posts, None),
        "/api/v1/accounts/a%2Fb/statuses?limit=40&exclude_replies=true"
    );
    assert_eq!(
        target(Part::Media, Some(&older)),
        "/api/v1/accounts/a%2Fb/statuses?limit=40&only_media=true&max_id=9"
    );
}

#[test]
fn each_tie_is_a_post_to_its_own_path() {
    let id = LocalId::new("7");
    let follow = Tie::Follow {
        boosts: false,
        notify: true,
    };
    let form = |pairs: &[(&'static str, &str)]| {
        Body::Form(
            pairs
                .iter()
                .map(|(key, value)| (*key, (*value).to_owned()))
                .collect(),
        )
    };
    for (tie, verb, body) in [
        (
            follow,
            "follow",
            form(&[("reblogs", "false"), ("notify", "true")]),
        ),
        (Tie::Unfollow, "unfollow", Body::Empty),
        (Tie::Mute(None), "mute", Body::Empty),
        (Tie::Mute(Some(60)), "mute", form(&[("duration", "60")])),
        (Tie::Unmute, "unmute", Body::Empty),
        (Tie::Block, "block", Body::Empty),
        (Tie::Unblock, "unblock", Body::Empty),
        (
            Tie::Note("Hi & ho".into()),
            "note",
            form(&[("comment", "Hi & ho")]),
        ),
    ] {
        let request = ADAPTER.tie(&id, &tie).unwrap().request;
        assert_eq!(request.path, format!("/api/v1/accounts/7/{verb}"));
        assert_eq!(request.body, body);
    }
}

// As docs.joinmastodon.org/entities/Relationship gives it.
#[test]
fn a_relation_is_read_and_what_is_missing_is_not_guessed() {
    let body = json!([
        {"id": "8", "following": true, "showing_reblogs": false, "notifying": true,
            "followed_by": true, "muting": false, "requested": false, "note": "from\u{202e} work"},
        {"id": 9, "requested": true},
        {"following": true},
    ]);
    let call = ADAPTER
        .relations(&[LocalId::new("8"), LocalId::new("9")])
        .unwrap();
    let ids = "id%5B%5D=8&id%5B%5D=9";
    assert!(
        call.request.target().ends_with(ids),
        "{}",
        call.request.target()
    );
    let viewer = viewer("https://a.example", "a.example");
    let all = (call.read)(&viewer, &answer(body.to_string())).unwrap();
    assert_eq!(all.len(), 2);
    let (one, two) = (&all[0], &all[1]);
    assert_eq!((one.follows, one.followed_by), (Follows::Yes, true));
    assert_eq!((one.boosts, one.notify, one.muting), (false, true, false));
    assert!(!one.note.contains('\u{202e}'));
    assert_eq!((two.follows, two.boosts), (Follows::Asked, true));
}

#[test]
fn a_page_of_people_goes_on_where_the_link_says() {
    let body = json!([{"id": "3", "acct": "bo"}, {"id": "4"}, 5]);
    let link = "<https://a.example/api/v1/accounts/1/followers?max_id=77>; rel=\"next\"";
    let response = Response {
        link: Some(link.into()),
        ..answer(body.to_string())
    };
    let call = ADAPTER
        .circle(&LocalId::new("1"), Circle::Followers, None)
        .unwrap();
    let page = (call.read)(&viewer("https://a.example", "a.example"), &response).unwrap();
    assert_eq!((page.people.len(), page.skipped), (1, 2));
    assert_eq!(page.older, Some(Cursor("77".into())));
}
