//! The API from a client's side.

use serde_json::{Value, json};

use super::{Client, client_of, place, token};
use crate::hub::Place;
use crate::world::Plan;
use crate::world::build::tests::plan;

#[tokio::test]
async fn a_home_is_walked_without_repeating_or_skipping() {
    let place = place(400);
    for who in ["ana@one", "haru@three"] {
        let client = client_of(&place, who, "read");
        let ids = client.walk("/api/v1/timelines/home?limit=17").await;
        let expected: Vec<String> = place.with(|hub| {
            let person = hub.world.find_person(who).unwrap();
            let server = hub.world.server(hub.world.person(person).server);
            hub.world.desks[&person]
                .home
                .keys()
                .rev()
                .map(|k| server.ids.show(*k))
                .collect()
        });
        assert_eq!(ids, expected);
    }
}

const LISTS: &[&str] = &[
    "/api/v1/timelines/public",
    "/api/v1/timelines/public?local=true",
    "/api/v1/timelines/tag/trains",
    "/api/v1/notifications",
    "/api/v1/bookmarks",
    "/api/v1/favourites",
    "/api/v1/lists",
    "/api/v2/filters",
    "/api/v1/blocks",
    "/api/v1/mutes",
    "/api/v1/custom_emojis",
    "/api/v1/announcements",
];

const OBJECTS: &[&str] = &[
    "/api/v1/instance",
    "/api/v2/instance",
    "/api/v1/accounts/verify_credentials",
    "/api/v2/notifications",
    "/api/v1/preferences",
    "/api/v2/search?q=bread",
    "/.well-known/oauth-authorization-server",
    "/nodeinfo/2.0",
];

#[tokio::test]
async fn every_list_of_the_api_answers() {
    let place = place(200);
    let client = client_of(&place, "ana@one", "read");
    for path in LISTS {
        let answer = client.get(path).await;
        assert_eq!(
            (answer.status, answer.json.is_array()),
            (200, true),
            "{path}"
        );
    }
    for path in OBJECTS {
        assert_eq!(client.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn behind_tls_every_address_says_so() {
    let plan = Plan {
        site: "example.test:8443".to_owned(),
        https: true,
        ..plan(60)
    };
    let place = Place::new(plan, None);
    let client = client_of(&place, "ana@one", "read");
    let instance = client.get("/api/v2/instance").await.json;
    assert_eq!(
        instance["configuration"]["urls"]["streaming"],
        "wss://one.example.test:8443"
    );
    let home = client.get("/api/v1/timelines/home?limit=40").await.json;
    assert!(!home.to_string().contains("http://"));
    let uri = home[0]["uri"].as_str().unwrap();
    assert!(uri.starts_with("https://"));
    place.with(|hub| {
        assert!(hub.world.find_post(uri).is_some());
        assert!(
            hub.world
                .find_person("https://one.example.test:8443/@ana")
                .is_some()
        );
    });
}

#[tokio::test]
async fn a_token_is_good_only_where_it_was_issued_and_for_its_scopes() {
    let place = place(60);
    let mine = token(&place, "ana@one", "read:accounts");
    let here = Client {
        place: &place,
        host: "one",
        token: mine.clone(),
    };
    assert_eq!(
        here.get("/api/v1/accounts/verify_credentials").await.status,
        200
    );
    let refused = here.get("/api/v1/timelines/home").await;
    assert_eq!(refused.status, 403);
    assert_eq!(
        refused.json["error"],
        "This action is outside the authorized scopes"
    );
    let there = Client {
        place: &place,
        host: "two",
        token: mine,
    };
    let refused = there.get("/api/v1/timelines/home").await;
    assert_eq!(refused.json["error"], "The access token is invalid");
    let log = place.with(|hub| hub.log.since(0));
    let last = log.as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["token_server"], &last["status"]),
        (&json!("one"), &json!(401))
    );
}

#[tokio::test]
async fn a_filter_marks_the_posts_it_meets() {
    let place = place(60);
    let client = client_of(&place, "ana@one", "read write");
    let filter = json!({
        "title": "No geese", "context": ["home"],
        "keywords_attributes": [{"keyword": "goose", "whole_word": true}]
    });
    assert_eq!(
        client
            .send("POST", "/api/v2/filters", filter)
            .await
            .unwrap()
            .status,
        200
    );
    let bo = client_of(&place, "bo@one", "write");
    bo.send("POST", "/api/v1/statuses", json!({"status": "A Goose!"}))
        .await
        .unwrap();
    let home = client.get("/api/v1/timelines/home?limit=1").await.json;
    assert_eq!(home[0]["filtered"][0]["keyword_matches"], json!(["goose"]));
}

#[tokio::test]
async fn viewer_flags_are_absent_without_a_token() {
    let place = place(60);
    let request = axum::http::Request::builder()
        .uri("/api/v1/timelines/public?limit=1")
        .header("host", "one.localhost:8750")
        .body(axum::body::Body::empty())
        .unwrap();
    let routes = crate::flavour::mastodon::router();
    let response = crate::front::enter(place, routes, request).await.unwrap();
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    let page: Value = serde_json::from_slice(&bytes).unwrap();
    assert!(page[0].get("favourited").is_none());
    assert!(page[0]["uri"].is_string());
}

#[tokio::test]
async fn moderators_are_told_and_only_of_what_is_theirs() {
    let place = place(60);
    let client = client_of(&place, "ana@one", "write:reports read");
    let id = |who: &str| {
        place.with(|hub| {
            let person = hub.world.find_person(who).unwrap();
            let here = hub.world.server(hub.world.find_server("one").unwrap());
            here.ids.show(hub.world.person(person).keys[here.no.at()])
        })
    };
    let wrong = json!({"account_id": id("pip@one"), "rule_ids": ["9"]});
    let answer = client.send("POST", "/api/v1/reports", wrong).await.unwrap();
    assert_eq!(answer.status, 422);
    let right = json!({"account_id": id("pip@one"), "rule_ids": ["1"], "forward": true});
    let answer = client.send("POST", "/api/v1/reports", right).await.unwrap();
    assert_eq!(
        (answer.status, &answer.json["category"]),
        (200, &json!("violation"))
    );
    let told = place.with(|hub| hub.reports.clone());
    assert_eq!((told.len(), &told[0]["forwarded"]), (1, &json!(false)));
}
