//! What servers tell an account of.

use serde_json::json;
use skein::core::{
    http::Method,
    id::LocalId,
    notification::{Kind, Tidings},
    timeline::Cursor,
};
use skein::protocol::BadAnswer;

use super::{
    mastodon::BIGBONE,
    places::{gotosocial, snac, takahe},
    recorded::{ADAPTER, Place, Recorded, json as answer, viewer},
};

fn read(place: &Place, recorded: &Recorded, groups: bool) -> Tidings {
    let call = ADAPTER.notifications(groups, None).unwrap();
    (call.read)(&place.viewer(), &recorded.response())
        .unwrap_or_else(|bad| panic!("{}: {bad:?}", recorded.name))
}

fn what_it_tells_one_by_one_is_read(place: &Place, name: &str) {
    let recorded = place.one(name);
    let tidings = read(place, &recorded, false);
    let wire = recorded.body.as_array().unwrap();
    assert_eq!((tidings.told.len(), tidings.skipped), (wire.len(), 0));
    for (told, wire) in tidings.told.iter().zip(wire) {
        let id = wire["id"]
            .as_str()
            .map_or(wire["id"].to_string(), Into::into);
        assert_eq!(told.newest.as_str(), id);
        let known = !matches!(told.kind, Kind::Unknown(_));
        assert!(known, "{}: {}", recorded.name, wire["type"]);
        let [(person, actor)] = &told.people[..] else {
            panic!("{}: nobody did it", recorded.name);
        };
        assert_eq!(Some(person.as_str()), wire["account"]["id"].as_str());
        assert_eq!(
            Some(&*actor.handle.user),
            wire["account"]["username"].as_str()
        );
        let post = told.post.as_ref().map(|post| post.as_str());
        assert_eq!(post, wire["status"]["uri"].as_str(), "{}", recorded.name);
    }
}

#[test]
fn all_that_servers_told_one_by_one_is_there_with_who_did_it_and_to_what() {
    for place in [gotosocial, snac, takahe] {
        what_it_tells_one_by_one_is_read(&place, "api_v1_notifications");
    }
    what_it_tells_one_by_one_is_read(&BIGBONE, "notifications");
}

#[test]
fn a_server_that_makes_no_groups_has_no_such_place() {
    for place in [gotosocial, snac, takahe] {
        let recorded = place.one("api_v2_notifications");
        let call = ADAPTER.notifications(true, None).unwrap();
        let read = (call.read)(&place.viewer(), &recorded.response());
        assert_eq!(read, Err(BadAnswer::Gone), "{}", recorded.name);
    }
}

#[test]
fn the_groups_of_a_server_name_who_to_what_and_how_many() {
    let place = &BIGBONE;
    let recorded = place.one("grouped_notifications");
    let tidings = read(place, &recorded, true);
    let wire = recorded.body["notification_groups"].as_array().unwrap();
    assert_eq!(tidings.told.len(), wire.len());
    for (told, wire) in tidings.told.iter().zip(wire) {
        assert_eq!(Some(&*told.name), wire["group_key"].as_str());
        assert_eq!(
            u64::from(told.count),
            wire["notifications_count"].as_u64().unwrap()
        );
        let sample = wire["sample_account_ids"].as_array().unwrap();
        assert_eq!(told.people.len(), sample.len());
        assert_eq!(Some(told.newest.as_str()), wire["page_max_id"].as_str());
    }
}

#[test]
fn pages_are_asked_for_in_groups_or_not() {
    let older = Cursor("7&8".into());
    let target = |groups, older| {
        ADAPTER
            .notifications(groups, older)
            .unwrap()
            .request
            .target()
    };
    assert_eq!(target(true, None), "/api/v2/notifications?limit=40");
    assert_eq!(
        target(false, Some(&older)),
        "/api/v1/notifications?limit=40&max_id=7%268"
    );
}

#[test]
fn who_asks_to_follow_is_let_in_or_not() {
    let person = LocalId::new("a/b");
    for (yes, verb) in [(true, "authorize"), (false, "reject")] {
        let call = ADAPTER.answer_request(&person, yes).unwrap();
        assert_eq!(call.request.method, Method::Post);
        let path = format!("/api/v1/follow_requests/a%2Fb/{verb}");
        assert_eq!(call.request.path, path);
    }
}

fn status(id: &str) -> serde_json::Value {
    json!({"id": id, "uri": format!("https://a.example/{id}"), "content": "hi",
        "created_at": "2026-01-01T00:00:00Z", "account": {"id": "9", "acct": "x"}})
}

fn listed(body: serde_json::Value) -> Tidings {
    let call = ADAPTER.notifications(false, None).unwrap();
    (call.read)(
        &viewer("https://a.example", "a.example"),
        &answer(body.to_string()),
    )
    .unwrap()
}

#[test]
fn what_is_broken_costs_itself_and_what_is_unknown_is_shown_in_its_servers_words() {
    let account = json!({"id": "3", "acct": "bo"});
    let at = "2026-01-02T03:04:05Z";
    let tidings = listed(json!([
        {"id": "5", "type": "prize", "created_at": at, "account": account,
            "fallback": {"title": "You won!\u{202e}", "summary": "A <b>goose</b>"}},
        7,
        {"id": "4", "type": "mention", "created_at": "soon", "account": account},
        {"id": 3, "type": "favourite", "created_at": at, "account": account, "status": status("8")},
        {"id": "2", "type": "", "created_at": at, "account": null},
        {"id": "1", "type": "pleroma:emoji_reaction", "emoji": "🍞", "created_at": at,
            "account": account, "status": status("8")},
    ]));
    let kinds: Vec<_> = tidings.told.iter().map(|it| it.kind.clone()).collect();
    assert_eq!(
        kinds,
        [
            Kind::Unknown("prize".into()),
            Kind::Like,
            Kind::Unknown(String::new()),
            Kind::Reaction("🍞".into()),
        ]
    );
    assert_eq!(tidings.skipped, 2);
    let text = tidings.told[0].text.clone().unwrap();
    assert_eq!(text, "You won! · A <b>goose</b>");
    assert_eq!(tidings.older, Some(Cursor("1".into())));
}

#[test]
fn a_group_without_its_people_or_its_post_is_still_told() {
    let body = json!({"accounts": [{"id": "3"}], "statuses": [{"id": "8"}], "notification_groups": [
        {"group_key": "reblog-8", "type": "reblog", "notifications_count": 3, "page_max_id": "12",
            "most_recent_notification_id": 12, "sample_account_ids": ["3", 4],
            "latest_page_notification_at": "2026-01-02T03:04:05Z", "status_id": "8"},
        {"group_key": "x"},
    ]});
    let call = ADAPTER.notifications(true, None).unwrap();
    let viewer = viewer("https://a.example", "a.example");
    let tidings = (call.read)(&viewer, &answer(body.to_string())).unwrap();
    assert_eq!((tidings.told.len(), tidings.skipped), (1, 2));
    let told = &tidings.told[0];
    assert_eq!((told.count, told.people.len(), &told.post), (3, 0, &None));
}
