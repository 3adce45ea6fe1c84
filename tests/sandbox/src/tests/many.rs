//! Many clients, many posts.

use std::time::Instant;

use super::{client_of, place};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_clients_walk_their_homes_at_once() {
    let place = place(300);
    let tasks: Vec<_> = (0..50)
        .map(|n| {
            let place = place.clone();
            let who = ["ana@one", "bo@one", "haru@three"][n % 3];
            tokio::spawn(async move {
                let client = client_of(&place, who, "read");
                client.walk("/api/v1/timelines/home?limit=40").await.len()
            })
        })
        .collect();
    for task in tasks {
        assert!(task.await.unwrap() > 80);
    }
}

#[tokio::test]
async fn a_hundred_thousand_posts_are_built_and_paged() {
    let start = Instant::now();
    let place = place(100_000);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    let client = client_of(&place, "ana@one", "read");
    let start = Instant::now();
    let mut path = "/api/v1/timelines/home?limit=40".to_owned();
    for _ in 0..20 {
        let page = client.get(&path).await.json;
        assert_eq!(page.as_array().unwrap().len(), 40);
        path = format!(
            "/api/v1/timelines/home?limit=40&max_id={}",
            page[39]["id"].as_str().unwrap()
        );
    }
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
