//! Faults do what they promise.

use serde_json::{Value, json};

use super::{client_of, place};
use crate::fault;
use crate::hub::Shared;

fn order(place: &Shared, words: Value) {
    place.with(|hub| fault::add(hub, &words)).unwrap();
}

const HOME: &str = "/api/v1/timelines/home?limit=10";

#[tokio::test]
async fn a_fault_meets_its_server_and_path_as_often_as_asked() {
    let place = place(60);
    let client = client_of(&place, "ana@one", "read");
    order(
        &place,
        json!({
            "server": "one", "path": "/api/v1/timelines", "kind": "status", "status": 503, "times": 2,
            "headers": {"Retry-After": "30"}
        }),
    );
    assert_eq!(client.get("/api/v1/notifications").await.status, 200);
    assert_eq!(client.get(HOME).await.status, 503);
    assert_eq!(client.get(HOME).await.status, 503);
    assert_eq!(client.get(HOME).await.status, 200);
}

#[tokio::test]
async fn a_dropped_post_is_not_written_unless_the_drop_comes_after() {
    let place = place(60);
    let client = client_of(&place, "ana@one", "write");
    let posts = || place.with(|hub| hub.world.posts.len());
    let before = posts();
    for (after, expected) in [(false, before), (true, before + 1)] {
        order(
            &place,
            json!({"kind": "drop", "method": "POST", "times": 1, "after": after}),
        );
        let answer = client
            .send("POST", "/api/v1/statuses", json!({"status": "lost?"}))
            .await;
        assert!(answer.is_none());
        assert_eq!(posts(), expected);
    }
}

#[tokio::test]
async fn truncated_bodies_break_and_malformed_items_do_not_parse() {
    let place = place(60);
    let client = client_of(&place, "ana@one", "read");
    order(&place, json!({"kind": "truncate", "times": 1}));
    assert!(client.send("GET", HOME, Value::Null).await.is_none());
    order(
        &place,
        json!({"kind": "malformed_items", "n": 3, "times": 1}),
    );
    let page = client.get(HOME).await.json;
    assert_eq!(page.as_array().unwrap().len(), 10);
    let whole = page
        .as_array()
        .unwrap()
        .iter()
        .filter(|s| s["uri"].is_string() && s["account"].is_object());
    assert_eq!(whole.count(), 7);
}

#[tokio::test]
async fn pages_overlap_links_lie_and_clocks_go_wrong() {
    let place = place(60);
    let client = client_of(&place, "ana@one", "read");
    let honest = client.get(HOME).await;
    order(&place, json!({"kind": "overlap", "times": 1}));
    let early = honest.json[6]["id"].as_str().unwrap().to_owned();
    assert!(
        client
            .get(HOME)
            .await
            .link
            .contains(&format!("max_id={early}>; rel=\"next\""))
    );
    order(
        &place,
        json!({"kind": "lying_link", "to": "https://evil.example", "times": 1}),
    );
    assert!(
        client
            .get(HOME)
            .await
            .link
            .starts_with("<https://evil.example/api/v1/")
    );
    order(
        &place,
        json!({"kind": "clock_skew", "seconds": 86400, "times": 1}),
    );
    let skewed = client.get(HOME).await.json;
    assert_ne!(skewed[0]["created_at"], honest.json[0]["created_at"]);
    assert_eq!(skewed[0]["id"], honest.json[0]["id"]);
}
