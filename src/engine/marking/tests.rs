use std::{cell::RefCell, rc::Rc};

use super::*;
use crate::{
    core::{
        http::{Body, Method, NoAnswer, Request, Response},
        id::PostUri,
        timeline::{Cursor, Span, What},
    },
    engine::fake::{self, Fake, block_on},
};

fn client() -> Client {
    fake::client("a.example")
}

/// What the server holds, and what it answers next instead of doing it.
#[derive(Default)]
struct Kept {
    read: Option<(String, String)>,
    instead: Vec<(Method, Result<Response, NoAnswer>)>,
}

impl Kept {
    fn answer(&mut self, request: &Request) -> Result<Response, NoAnswer> {
        let at = self.instead.iter().position(|it| it.0 == request.method);
        if let Some(at) = at {
            return self.instead.remove(at).1;
        }
        if let Body::Form(pairs) = &request.body {
            let read = pairs[0].1.clone();
            self.read = Some((read, "2026-11-23T12:00:00Z".into()));
        }
        let body = match &self.read {
            Some((id, at)) => {
                format!(r#"{{"home":{{"last_read_id":"{id}","version":1,"updated_at":"{at}"}}}}"#)
            }
            None => "{}".into(),
        };
        status(200, &body)
    }
}

fn status(status: u16, body: &str) -> Result<Response, NoAnswer> {
    Ok(Response {
        status,
        body: body.into(),
        ..Response::default()
    })
}

fn lane(keys: &[(&str, i64)]) -> Lane {
    let entry = |(key, time): &(&str, i64)| Entry {
        key: LocalId::new(*key),
        time: Millis(*time),
        what: What::Post(PostUri::new(key)),
    };
    let mut lane = Lane::default();
    lane.spans = vec![Span {
        entries: keys.iter().map(entry).collect(),
        older: Some(Cursor("more".into())),
        floor: None,
    }];
    lane
}

/// Somebody who reads, with one account.
struct Reading {
    server: Rc<RefCell<Kept>>,
    fake: Fake<'static>,
    marking: Marking,
    lane: Lane,
}

impl Reading {
    fn new(held: Option<&str>) -> Self {
        let server = Rc::new(RefCell::new(Kept::default()));
        server.borrow_mut().read = held.map(|id| (id.into(), "2026-11-23T10:00:00Z".into()));
        let served = server.clone();
        Self {
            server,
            fake: Fake::new(move |_, _, request| served.borrow_mut().answer(request)),
            marking: Marking::default(),
            // Ids that no order of texts or numbers would put in this order.
            lane: lane(&[("7", 50), ("x", 40), ("12", 30), ("a", 20), ("9", 10)]),
        }
    }

    /// Rests at a place until nothing is left to do; what was sent then.
    fn rest(&mut self, place: i64) -> Vec<String> {
        let before = self.fake.sent().len();
        for _ in 0..20 {
            let now = self.fake.now();
            let step = self.marking.step(&self.lane, Millis(place), now, true);
            if step == Step::Nothing {
                break;
            }
            let answer = block_on(take(&self.fake, &client(), &step));
            self.marking.told(answer, self.fake.now());
        }
        let sent = self.fake.sent().into_iter().skip(before);
        sent.map(|it| it.target).collect()
    }

    fn instead(&self, method: Method, answer: Result<Response, NoAnswer>) {
        self.server.borrow_mut().instead.push((method, answer));
    }

    fn held(&self) -> Option<String> {
        self.server.borrow().read.clone().map(|(id, _)| id)
    }
}

const READ: &str = "/api/v1/markers?timeline%5B%5D=home";
const WRITE: &str = "/api/v1/markers";

#[test]
fn what_was_read_is_told_once_after_the_server_was_asked() {
    let mut reading = Reading::new(None);
    assert_eq!(reading.rest(30), [READ, WRITE]);
    assert_eq!(reading.held().as_deref(), Some("12"));
    assert_eq!(reading.rest(30), [""; 0], "it knows already");
    assert_eq!(reading.rest(45), [WRITE]);
    assert_eq!(reading.held().as_deref(), Some("x"));
}

#[test]
fn who_goes_back_to_older_posts_takes_nothing_back() {
    let mut reading = Reading::new(Some("x"));
    assert_eq!(reading.rest(10), [READ]);
    assert_eq!(reading.rest(40), [""; 0]);
    assert_eq!(reading.held().as_deref(), Some("x"));
}

#[test]
fn a_marker_that_nobody_knows_the_place_of_is_left_alone() {
    // Its time is later than that of every entry: it may be above them all.
    let mut reading = Reading::new(Some("gone"));
    assert_eq!(reading.rest(50), [READ]);
    assert_eq!(reading.held().as_deref(), Some("gone"));
}

#[test]
fn before_anything_is_told_the_server_is_asked_if_that_was_long_ago() {
    let mut reading = Reading::new(Some("a"));
    assert_eq!(reading.rest(20), [READ]);
    reading.fake.pass(Millis(61_000));
    // Meanwhile another client read further than this one.
    reading.server.borrow_mut().read = Some(("7".into(), "2026-11-23T11:00:00Z".into()));
    assert_eq!(reading.rest(30), [READ]);
    assert_eq!(reading.held().as_deref(), Some("7"), "the furthest wins");
    let elsewhere = reading.marking.elsewhere(&reading.lane, Millis(30));
    assert_eq!(elsewhere.map(|it| it.key.as_str()), Some("7"));
}

#[test]
fn after_a_conflict_the_server_is_asked_and_the_furthest_wins() {
    let mut reading = Reading::new(Some("9"));
    let conflict = || {
        status(
            409,
            r#"{"error":"Conflict during update, please try again"}"#,
        )
    };
    reading.instead(Method::Post, conflict());
    assert_eq!(reading.rest(30), [READ, WRITE, READ, WRITE]);
    assert_eq!(reading.held().as_deref(), Some("12"));
    // A server that never does anything else is left alone.
    for _ in 0..20 {
        reading.instead(Method::Post, conflict());
    }
    let sent = reading.rest(50);
    assert!(sent.len() <= 9, "{sent:?}");
    assert_eq!(reading.rest(50), [""; 0]);
}

#[test]
fn a_token_that_is_not_for_it_and_a_server_without_it_are_asked_once() {
    let scope = r#"{"error":"This action is outside the authorized scopes"}"#;
    for answer in [
        status(403, scope),
        status(404, "{}"),
        status(501, ""),
        status(200, "<p>"),
    ] {
        let mut reading = Reading::new(None);
        let off = !matches!(&answer, Ok(it) if it.status == 501);
        reading.instead(Method::Get, answer);
        assert_eq!(reading.rest(30), [READ]);
        assert_eq!(reading.rest(30), [""; 0]);
        reading.fake.pass(Millis(3_600_000));
        assert_eq!(reading.rest(30).is_empty(), off);
    }
    // It may read, and not write.
    let mut reading = Reading::new(None);
    reading.instead(Method::Post, status(403, scope));
    assert_eq!(reading.rest(30), [READ, WRITE]);
    reading.fake.pass(Millis(3_600_000));
    assert_eq!(reading.rest(40), [""; 0]);
}

#[test]
fn without_an_answer_there_is_a_pause_and_another_attempt() {
    let mut reading = Reading::new(None);
    reading.instead(Method::Get, Err(NoAnswer::Unreachable));
    assert_eq!(reading.rest(30), [READ]);
    assert_eq!(reading.rest(30), [""; 0]);
    reading.fake.pass(PAUSE);
    assert_eq!(reading.rest(30), [READ, WRITE]);
}

#[test]
fn who_has_not_rested_tells_nothing_and_hears_what_was_read_elsewhere() {
    let mut reading = Reading::new(Some("x"));
    let now = reading.fake.now();
    let step = reading.marking.step(&reading.lane, Millis(10), now, false);
    assert_eq!(step, Step::Read);
    assert_eq!(
        reading.marking.step(&reading.lane, Millis(10), now, false),
        Step::Nothing,
        "one request at a time"
    );
    let answer = block_on(take(&reading.fake, &client(), &step));
    reading.marking.told(answer, now);
    let elsewhere = |place| reading.marking.elsewhere(&reading.lane, Millis(place));
    assert_eq!(elsewhere(10).map(|it| it.key.as_str()), Some("x"));
    assert_eq!(elsewhere(40), None);
    let step = reading
        .marking
        .clone()
        .step(&reading.lane, Millis(50), now, false);
    assert_eq!(step, Step::Nothing);
}
