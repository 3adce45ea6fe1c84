use std::{cell::RefCell, rc::Rc};

use super::*;
use crate::{
    core::{
        http::{Body, Method, NoAnswer, Request, Response},
        id::ActorUri,
        notification::Kind,
    },
    engine::fake::{self, Fake, block_on},
};

fn client() -> Client {
    fake::client("a.example")
}

type Answers = Rc<RefCell<Vec<(&'static str, u16, String)>>>;

/// Answers what stands under the request's method and path, each once but the last.
fn server(answers: &[(&'static str, u16, &str)]) -> (Fake<'static>, Rc<RefCell<Vec<Request>>>) {
    let own = |(at, status, body): &(&'static str, u16, &str)| (*at, *status, (*body).to_owned());
    let answers: Answers = Rc::new(RefCell::new(answers.iter().map(own).collect()));
    let asked: Rc<RefCell<Vec<Request>>> = Rc::default();
    let heard = asked.clone();
    let fake = Fake::new(move |_, _, request| {
        heard.borrow_mut().push(request.clone());
        let verb = if request.method == Method::Get {
            "GET"
        } else {
            "POST"
        };
        let at = format!("{verb} {}", request.path);
        let mut answers = answers.borrow_mut();
        let all: Vec<usize> = (0..answers.len())
            .filter(|it| answers[*it].0 == at)
            .collect();
        let Some(&first) = all.first() else {
            return Err(NoAnswer::Unreachable);
        };
        let (_, status, body) = match all.len() {
            1 => answers[first].clone(),
            _ => answers.remove(first),
        };
        Ok(Response {
            status,
            body: body.into(),
            ..Response::default()
        })
    });
    (fake, asked)
}

fn told(id: &str, at: i64) -> Told {
    Told {
        name: id.into(),
        kind: Kind::Follow,
        newest: LocalId::new(id),
        at: Millis(at),
        people: Vec::new(),
        count: 1,
        post: None,
        text: None,
    }
}

fn marker_of(id: &str) -> String {
    format!(r#"{{"notifications":{{"last_read_id":"{id}","updated_at":"1970-01-01T00:00:00Z"}}}}"#)
}

const PATH: &str = "GET /api/v1/markers";
const WRITE: &str = "POST /api/v1/markers";

#[test]
fn a_server_without_groups_is_asked_one_by_one_and_only_then() {
    let (fake, asked) = server(&[
        ("GET /api/v2/notifications", 404, "<h1>404</h1>"),
        ("GET /api/v1/notifications", 200, "[]"),
    ]);
    let client = client();
    let (way, _) = block_on(page(&fake, &client, None, None)).unwrap();
    assert_eq!(way, Way::Single);
    block_on(page(&fake, &client, Some(way), None)).unwrap();
    let paths: Vec<String> = asked.borrow().iter().map(|it| it.path.clone()).collect();
    let [v2, v1] = ["/api/v2/notifications", "/api/v1/notifications"];
    assert_eq!(paths, [v2, v1, v1]);
    // A server that is down is not one without groups.
    let (fake, asked) = server(&[("GET /api/v2/notifications", 403, "{}")]);
    assert!(block_on(page(&fake, &client, None, None)).is_err());
    assert_eq!(asked.borrow().len(), 1);
}

/// F44: of two clients that mark, the one that has read further wins.
#[test]
fn what_another_client_has_read_further_is_not_taken_back() {
    let all = [told("9", 90), told("5", 50)];
    let (fake, asked) = server(&[(PATH, 200, &marker_of("9"))]);
    let held = block_on(mark(&fake, &client(), &LocalId::new("5"), &all)).unwrap();
    assert_eq!(held.unwrap().read.as_str(), "9");
    assert!(asked.borrow().iter().all(|it| it.method == Method::Get));
}

#[test]
fn after_a_conflict_it_is_looked_again_who_is_further() {
    let all = [told("9", 90), told("5", 50), told("2", 20)];
    let (fake, asked) = server(&[
        (PATH, 200, &marker_of("2")),
        (PATH, 200, &marker_of("5")),
        (WRITE, 409, "{}"),
        (WRITE, 200, &marker_of("9")),
    ]);
    let held = block_on(mark(&fake, &client(), &LocalId::new("9"), &all)).unwrap();
    assert_eq!(held.unwrap().read.as_str(), "9");
    let asked = asked.borrow();
    let wrote = asked.iter().filter(|it| it.method == Method::Post);
    let form = Body::Form(vec![("notifications[last_read_id]", "9".into())]);
    assert!(wrote.clone().all(|it| it.body == form));
    assert_eq!(wrote.count(), 2);
}

#[test]
fn it_does_not_fight_for_ever() {
    let all = [told("9", 90)];
    let (fake, asked) = server(&[(PATH, 200, "{}"), (WRITE, 409, "{}")]);
    assert!(block_on(mark(&fake, &client(), &LocalId::new("9"), &all)).is_err());
    assert_eq!(asked.borrow().len(), 2 * TRIES);
}

#[test]
fn until_when_was_read_is_kept_here_too() {
    let (fake, _) = server(&[]);
    let account = AccountId::new("https://one.example", &ActorUri::new("ana"));
    assert_eq!(block_on(kept_read(&fake, &account)), None);
    block_on(keep_read(&fake, &account, Some(Millis(-7))));
    assert_eq!(block_on(kept_read(&fake, &account)), Some(Millis(-7)));
    block_on(keep_read(&fake, &account, None));
    assert_eq!(block_on(kept_read(&fake, &account)), None);
}
