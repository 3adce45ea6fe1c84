//! Servers that fail: what is tried again, and what is not.

use serde_json::json;
use skein::{
    core::{
        http::{NoAnswer, Response, Wait},
        id::{LocalId, Millis},
        outbox::Change,
        timeline::Ask,
    },
    engine::{Failure, Platform},
};

use crate::{
    life::{A, B, Life},
    servers::{Fault, Site, answer, copy},
};

const POST: &str = "https://a.example/p/1";
const HOME: &str = "/api/v1/timelines/home";
const LIKE: &str = "/api/v1/statuses/7/favourite";

fn life() -> Life {
    let b = vec![copy("70", "https://b.example/p/2", 20)];
    Life::new(Site::with(vec![copy("7", POST, 30)]), Site::with(b))
}

fn status(status: u16) -> Fault {
    let body = b"<html>Bad gateway</html>".into();
    Fault::Instead(Ok(Response {
        status,
        body,
        ..Response::default()
    }))
}

#[test]
fn a_page_that_meets_a_servers_fault_is_asked_for_again_three_times() {
    for (fault, times) in [
        (500, 4),
        (502, 4),
        (503, 4),
        (504, 4),
        (501, 1),
        (403, 1),
        (404, 1),
    ] {
        let mut life = life();
        life.on(A, |site| site.fails(HOME, 99, &status(fault)));
        assert!(life.load(A, Ask::Newest).is_err());
        assert_eq!(life.sent(A).len(), times, "{fault}");
    }
}

#[test]
fn a_page_that_comes_at_the_third_try_is_as_good_as_any() {
    let mut life = life();
    let before = life.fake.now();
    life.on(A, |site| site.fails(HOME, 2, &status(502)));
    life.load(A, Ask::Newest).unwrap();
    assert_eq!(life.sent(A).len(), 3);
    assert_eq!(life.lane(A).entries().count(), 1);
    let waited = life.fake.now().0 - before.0;
    assert!(
        (2..=2_500).contains(&waited),
        "{waited} ms between the tries"
    );
}

#[test]
fn what_changes_something_is_sent_once() {
    for fault in [
        status(502),
        status(503),
        Fault::Instead(Err(NoAnswer::TimedOut)),
        Fault::Lost,
    ] {
        let mut life = life();
        life.load(A, Ask::Newest).unwrap();
        life.on(A, |site| site.fails(LIKE, 99, &fault));
        let _ = life.act(A, POST, Change::Like(true));
        let likes = life
            .targets(A)
            .into_iter()
            .filter(|target| target == LIKE)
            .count();
        assert_eq!(likes, 1);
    }
}

#[test]
fn a_server_that_asks_to_wait_is_not_asked_again() {
    let slow = |status| {
        Fault::Instead(Ok(Response {
            status,
            retry_after: Some("30".into()),
            ..Response::default()
        }))
    };
    for code in [429, 503] {
        let mut life = life();
        life.on(A, |site| site.fails(HOME, 99, &slow(code)));
        let told = life.load(A, Ask::Newest);
        assert_eq!(told, Err(Failure::SlowDown(Wait::Seconds(30))));
        assert_eq!(life.sent(A).len(), 1);
        life.on(A, |site| site.faults.clear());
        life.load(A, Ask::Newest).unwrap();
        life.on(A, |site| site.fails(LIKE, 1, &slow(code)));
        let told = life.act(A, POST, Change::Like(true));
        assert_eq!(told, Err(Failure::SlowDown(Wait::Seconds(30))));
    }
}

#[test]
fn a_dead_server_takes_nothing_from_the_other() {
    let mut life = life();
    life.load(A, Ask::Newest).unwrap();
    life.load(B, Ask::Newest).unwrap();
    let before = life.rows();
    life.on(A, |site| {
        site.fails(HOME, 99, &Fault::Instead(Err(NoAnswer::Unreachable)))
    });
    let told = life.load(A, Ask::Newest);
    assert_eq!(told, Err(Failure::NoAnswer(NoAnswer::Unreachable)));
    life.load(B, Ask::Newest).unwrap();
    assert_eq!(life.rows(), before);
}

#[test]
fn an_answer_that_is_no_page_is_told_and_forgets_nothing() {
    let mut life = life();
    life.load(A, Ask::Newest).unwrap();
    let html = Response {
        status: 200,
        body: b"<!doctype html>".into(),
        ..Response::default()
    };
    for (page, garbled) in [
        (Ok(html), true),
        (answer(200, &json!({"error": "try later"})), false),
        (answer(200, &json!(null)), true),
        (answer(200, &json!({"a": [1, 2]})), true),
    ] {
        life.on(A, |site| site.fails(HOME, 1, &Fault::Instead(page)));
        let told = life.load(A, Ask::Newest);
        assert_eq!(
            matches!(told, Err(Failure::Garbled { at: "Status[]", .. })),
            garbled,
            "{told:?}"
        );
        assert!(told.is_err());
        assert_eq!(life.lane(A).entries().count(), 1);
    }
    life.on(A, |site| {
        site.fails(HOME, 1, &Fault::Instead(answer(200, &json!([]))))
    });
    life.load(A, Ask::Newest).unwrap();
    assert_eq!(life.lane(A).entries().count(), 1, "nor does an empty one");
}

#[test]
fn one_broken_post_loses_no_other() {
    let mut life = life();
    let good = life.web.borrow()[A].status(A, "7").unwrap();
    let page = json!([{"id": "9"}, good, 17, {"id": "6", "account": null}]);
    life.on(A, |site| {
        site.fails(HOME, 1, &Fault::Instead(answer(200, &page)))
    });
    life.load(A, Ask::Newest).unwrap();
    let keys: Vec<LocalId> = life
        .lane(A)
        .entries()
        .map(|entry| entry.key.clone())
        .collect();
    assert_eq!(keys.len(), 4);
    assert_eq!(
        life.lane(A)
            .entries()
            .filter(|entry| entry.post().is_some())
            .count(),
        1
    );
    assert_eq!(life.fake.now(), Millis(1_795_000_000_000), "nobody waited");
}
