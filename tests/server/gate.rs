//! What is held back of what strangers send.

use serde_json::json;
use skein::core::{
    http::{Body, Method},
    id::LocalId,
    notification::{Policy, Queue, Treatment, Whose},
    timeline::Cursor,
};
use skein::protocol::BadAnswer;

use super::{
    places::{gotosocial, mastodon_4_6 as mastodon, snac},
    recorded::{GATES, json as answer, viewer},
};

fn policy(body: serde_json::Value) -> Result<Policy, BadAnswer> {
    let call = GATES.policy(false).unwrap();
    let viewer = viewer("https://a.example", "a.example");
    (call.read)(&viewer, &answer(body.to_string()))
}

fn queue(body: serde_json::Value) -> Queue {
    let call = GATES.waiting(None).unwrap();
    let viewer = viewer("https://a.example", "a.example");
    (call.read)(&viewer, &answer(body.to_string())).unwrap()
}

#[test]
fn the_rules_of_a_server_are_read_and_those_it_lacks_are_not_there() {
    let recorded = mastodon.one("api_v2_notifications_policy");
    let call = GATES.policy(false).unwrap();
    assert_eq!(call.request.path, "/api/v2/notifications/policy");
    let policy = (call.read)(&mastodon.viewer(), &recorded.response()).unwrap();
    assert_eq!(policy.of(Whose::NotFollowed), Some(&Treatment::Tell));
    assert_eq!(policy.of(Whose::Private), Some(&Treatment::Hold));
    assert_eq!(policy.rules.len(), 6);
    assert!(!policy.older);
    for place in [gotosocial, snac] {
        for (older, name) in [
            (false, "api_v2_notifications_policy"),
            (true, "api_v1_notifications_policy"),
        ] {
            let recorded = place.one(name);
            let call = GATES.policy(older).unwrap();
            let read = (call.read)(&place.viewer(), &recorded.response());
            assert_eq!(read, Err(BadAnswer::Gone), "{}", recorded.name);
        }
    }
}

#[test]
fn rules_of_the_older_kind_hold_back_or_do_not() {
    let older = policy(
        json!({"filter_not_following": true, "filter_new_accounts": false,
        "summary": {"pending_requests_count": "3"}}),
    )
    .unwrap();
    assert!(older.older);
    assert_eq!(older.people, 3);
    let rules = [
        (Whose::NotFollowed, Treatment::Hold),
        (Whose::New, Treatment::Tell),
    ];
    assert_eq!(older.rules, rules);
    let call = GATES
        .set_policy(true, Whose::New, &Treatment::Hold)
        .unwrap();
    assert_eq!(call.request.method, Method::Put);
    assert_eq!(call.request.path, "/api/v1/notifications/policy");
    let form = vec![("filter_new_accounts", "true".to_owned())];
    assert_eq!(call.request.body, Body::Form(form));
}

#[test]
fn one_rule_is_changed_and_no_other() {
    let call = GATES
        .set_policy(false, Whose::Bots, &Treatment::Drop)
        .unwrap();
    assert_eq!(call.request.method, Method::Patch);
    assert_eq!(call.request.path, "/api/v2/notifications/policy");
    let form = vec![("for_bots", "drop".to_owned())];
    assert_eq!(call.request.body, Body::Form(form));
}

#[test]
fn a_word_that_nobody_knows_is_kept_and_what_is_no_policy_is_none() {
    let odd = policy(json!({"for_bots": "ask\u{202e}", "for_new_accounts": 7, "x": []})).unwrap();
    let unknown = |word: &str| Treatment::Unknown(word.into());
    assert_eq!(odd.of(Whose::Bots), Some(&unknown("ask")));
    assert_eq!(odd.of(Whose::New), Some(&unknown("7")));
    assert_eq!(odd.people, 0);
    for body in [json!({}), json!([]), json!(null), json!("x")] {
        assert!(matches!(policy(body), Err(BadAnswer::Garbled { .. })));
    }
}

#[test]
fn who_waits_is_read_with_how_much_and_the_last_of_it() {
    let recorded = mastodon.one("api_v1_notifications_requests");
    let call = GATES.waiting(None).unwrap();
    assert_eq!(
        call.request.target(),
        "/api/v1/notifications/requests?limit=40"
    );
    let queue = (call.read)(&mastodon.viewer(), &recorded.response()).unwrap();
    let wire = recorded.body.as_array().unwrap();
    assert_eq!((queue.people.len(), queue.skipped), (wire.len(), 0));
    let (one, wire) = (&queue.people[0], &wire[0]);
    assert_eq!(Some(one.id.as_str()), wire["id"].as_str());
    assert_eq!(one.count, Some(5));
    assert_eq!(Some(one.person.0.as_str()), wire["account"]["id"].as_str());
    let last = one.post.as_ref().map(|uri| uri.as_str());
    assert_eq!(last, wire["last_status"]["uri"].as_str());
    assert_eq!(queue.seen.len(), 1);
}

#[test]
fn a_broken_request_costs_itself() {
    let queue = queue(json!([
        7,
        {"id": "1", "account": {"id": "9", "acct": "x"}, "updated_at": "2026-01-01T00:00:00Z",
            "notifications_count": -3, "last_status": {"id": 4}},
        {"id": "2", "account": null, "updated_at": "2026-01-01T00:00:00Z"},
        {"id": "3", "account": {"id": "9", "acct": "x"}},
    ]));
    assert_eq!((queue.people.len(), queue.skipped), (1, 3));
    assert_eq!(
        (queue.people[0].count, &queue.people[0].post),
        (None, &None)
    );
}

#[test]
fn somebody_is_let_through_or_turned_away_by_the_servers_name() {
    for (yes, verb) in [(true, "accept"), (false, "dismiss")] {
        let call = GATES.answer_waiting(&LocalId::new("a/b"), yes).unwrap();
        assert_eq!(call.request.method, Method::Post);
        let path = format!("/api/v1/notifications/requests/a%2Fb/{verb}");
        assert_eq!(call.request.path, path);
    }
    let older = Cursor("7&8".into());
    let call = GATES.waiting(Some(&older)).unwrap();
    assert!(call.request.target().ends_with("&max_id=7%268"));
    let merged = GATES.are_merged().unwrap();
    let viewer = viewer("https://a.example", "a.example");
    let said = |body: &str| (merged.read)(&viewer, &answer(body.to_owned())).unwrap();
    assert!(said(r#"{"merged":true}"#) && !said(r#"{"merged":false}"#) && said("{}"));
}
