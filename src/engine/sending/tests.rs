use std::cell::RefCell;

use super::*;
use crate::{
    core::{
        account::{Account, Features, Server, ServerKind, SignedIn, Token},
        actor::{Actor, Handle},
        dice::Chance,
        http::{Body, Method, NoAnswer, Origin, Request, Response},
        id::{AccountId, ActorUri},
        outbox::letter::{Letter, UNSURE},
        post::Audience,
    },
    engine::fake::{Fake, block_on},
};

fn client() -> Client {
    let uri = ActorUri::new("https://a.example/u/me");
    let account = Account {
        id: AccountId::new("https://a.example", &uri),
        server: Server {
            origin: Origin::of_host("a.example").unwrap(),
            kind: ServerKind::Mastodon,
            software: String::new(),
            title: String::new(),
            streaming: None,
            handle_host: "a.example".into(),
            features: Features::default(),
        },
        actor: Actor {
            uri,
            handle: Handle::new("me", "a.example"),
            name: Vec::new(),
            avatar: None,
            web: None,
            bot: false,
        },
        hue: 0,
        state: SignedIn::Yes,
        shown: true,
        added: Millis(0),
    };
    Client::new(&account, Token::new("a token".into()))
}

fn sending(client: &Client, id: &str, text: &str) -> Sending {
    let letter = Letter {
        text: text.to_owned(),
        ..Letter::default()
    };
    Sending::new(
        id.to_owned(),
        client.account().clone(),
        letter,
        Millis(1_795_000_000_000),
    )
}

fn about(software: &str) -> About<'_> {
    About {
        software,
        answers: None,
        taken: &[],
        words: |why| format!("{why:?}"),
    }
}

fn json(status: u16, body: String) -> Result<Response, NoAnswer> {
    Ok(Response {
        status,
        body: body.into_bytes(),
        ..Response::default()
    })
}

/// A server that posts, and forgets or mislays what it is told to.
#[derive(Default)]
struct Wall {
    heeds: bool,
    /// Text, visibility and key of what was posted.
    posts: Vec<(String, String, String)>,
    /// What has come in and is not done yet.
    late: Vec<Request>,
    visibility: Option<&'static str>,
}

impl Wall {
    fn status(&self, at: usize) -> String {
        let (text, visibility, _) = &self.posts[at];
        format!(
            r#"{{"id":"{at}","uri":"https://a.example/p/{at}","created_at":"2026-11-18T11:06:40Z",
            "account":{{"acct":"me","url":"https://a.example/@me"}},"content":"<p>{text}</p>","visibility":"{visibility}"}}"#
        )
    }

    fn post(&mut self, request: &Request) -> usize {
        let Body::Form(pairs) = &request.body else {
            panic!("no form");
        };
        let of = |name: &str| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let key = request.key.clone().unwrap_or_default();
        let same = self.posts.iter().position(|it| it.2 == key);
        if let Some(at) = same.filter(|_| self.heeds) {
            return at;
        }
        let visibility = self
            .visibility
            .map_or_else(|| of("visibility"), str::to_owned);
        self.posts.push((of("status"), visibility, key));
        self.posts.len() - 1
    }

    fn answer(&mut self, request: &Request) -> Result<Response, NoAnswer> {
        for late in std::mem::take(&mut self.late) {
            self.post(&late);
        }
        match (request.method, request.path.as_str()) {
            (Method::Post, _) => {
                let at = self.post(request);
                json(200, self.status(at))
            }
            (_, "/api/v1/accounts/verify_credentials") => json(200, r#"{"id":"7"}"#.into()),
            (_, "/api/v1/accounts/7/statuses") => {
                let all = (0..self.posts.len()).rev().map(|at| self.status(at));
                json(200, format!("[{}]", all.collect::<Vec<_>>().join(",")))
            }
            (_, path) => panic!("{path} was asked for"),
        }
    }
}

/// Something goes wrong with a request or with its answer.
fn wrong(wall: &mut Wall, request: &Request, chance: &mut Chance) -> Result<Response, NoAnswer> {
    match chance.below(8) {
        0 => Err(NoAnswer::Unreachable),
        1 => json(503, String::new()),
        2 => json(429, String::new()),
        3 => {
            // It arrives, and is only done when everybody has given up.
            if request.method == Method::Post {
                wall.late.push(request.clone());
            }
            Err(NoAnswer::TimedOut)
        }
        4 => wall.answer(request).and(Err(NoAnswer::Unreachable)),
        5 => wall.answer(request).and(json(502, String::new())),
        6 => wall.answer(request).and(json(200, "<html>".into())),
        _ => wall.answer(request),
    }
}

/// The page goes: nothing after this line is run.
fn page_goes() -> ! {
    std::panic::resume_unwind(Box::new("the page went"))
}

/// Like [`wrong`], or the page goes before or after the server has done it.
fn worse(wall: &mut Wall, request: &Request, chance: &mut Chance) -> Result<Response, NoAnswer> {
    match chance.below(12) {
        0 => page_goes(),
        1 => {
            let _ = wall.answer(request);
            page_goes()
        }
        2 => {
            wall.late.push(request.clone());
            wall.late.retain(|it| it.method == Method::Post);
            page_goes()
        }
        _ => wrong(wall, request, chance),
    }
}

#[test]
fn whatever_is_lost_there_is_one_post_of_each_letter() {
    let client = client();
    for seed in 0..600 {
        let chance = RefCell::new(Chance::new(seed));
        let heeds = seed % 2 == 0;
        let wall = RefCell::new(Wall {
            heeds,
            ..Wall::default()
        });
        let calm = RefCell::new(false);
        let platform = Fake::new(|_, _, request| {
            let (mut wall, mut chance) = (wall.borrow_mut(), chance.borrow_mut());
            match *calm.borrow() {
                true => wall.answer(request),
                false => worse(&mut wall, request, &mut chance),
            }
        });
        let software = if heeds {
            "mastodon 4.5.0"
        } else {
            "gotosocial 0.20"
        };
        let texts = ["Good morning", "Good night"];
        for (at, text) in texts.iter().enumerate() {
            let one = sending(&client, &format!("key{at}"), text);
            block_on(keep(&platform, &one)).unwrap();
        }
        for round in 0..60 {
            *calm.borrow_mut() = round > 45;
            // Now and then there is no room to write anything down.
            platform.fill(round <= 45 && chance.borrow_mut().below(6) == 0);
            // Each round begins as after a reload: with what was kept.
            for mut one in block_on(outbox(&platform)) {
                let now = platform.now();
                let Some(due) = one.due(now) else { continue };
                platform.pass(Millis((due.0 - now.0).max(0)));
                let attempt = || block_on(attempt(&platform, &client, &mut one, about(software)));
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(attempt));
                for text in texts {
                    let count = wall.borrow().posts.iter().filter(|it| it.0 == text).count();
                    assert!(
                        count <= 1,
                        "seed {seed}, round {round}: {text} {count} times"
                    );
                }
            }
        }
        for one in block_on(outbox(&platform)) {
            assert!(
                matches!(one.stage, Stage::Sent { .. }),
                "seed {seed}: {one:?}"
            );
        }
        assert_eq!(wall.borrow().posts.len(), 2, "seed {seed}");
    }
}

#[test]
fn what_cannot_be_noted_is_not_sent() {
    let client = client();
    let platform = Fake::new(|_, _, _| unreachable!("it was sent"));
    let mut one = sending(&client, "key", "Hello");
    platform.fill(true);
    let sent = block_on(attempt(&platform, &client, &mut one, about("mastodon 4")));
    assert_eq!(sent, Err(Failure::NotKept));
    assert!(
        matches!(one.stage, Stage::Waiting { .. }),
        "{:?}",
        one.stage
    );
}

/// The answer to what was answered first, the same words: not this letter.
#[test]
fn a_letter_is_not_taken_for_another_with_the_same_words() {
    let client = client();
    let status = r#"[{"id":"1","uri":"https://a.example/p/1","created_at":"2026-11-18T11:06:40Z",
        "in_reply_to_id":"5","account":{"acct":"me","url":"https://a.example/@me"},
        "content":"<p>@bo yes</p>","visibility":"public"}]"#;
    let posted = RefCell::new(0);
    let platform = Fake::new(
        |_, _, request| match (request.method, request.path.as_str()) {
            (_, "/api/v1/accounts/verify_credentials") => json(200, r#"{"id":"7"}"#.into()),
            (Method::Get, _) => json(200, status.into()),
            _ => {
                *posted.borrow_mut() += 1;
                Err(NoAnswer::TimedOut)
            }
        },
    );
    let mut one = sending(&client, "key", "@cy@c.example yes");
    one.letter.answers = Some(PostUri::new("https://b.example/p/9"));
    one.stage = Stage::Unsure {
        after: platform.now(),
    };
    let about = About {
        answers: Some(LocalId::new("6")),
        ..about("gotosocial 0.20")
    };
    let _ = block_on(attempt(&platform, &client, &mut one, about));
    assert_eq!(*posted.borrow(), 1, "it was not there, and is sent");
}

/// What cannot be read may be the letter.
#[test]
fn a_list_that_cannot_be_read_whole_proves_nothing() {
    let client = client();
    let platform = Fake::new(|_, _, request| match request.path.as_str() {
        "/api/v1/accounts/verify_credentials" => json(200, r#"{"id":"7"}"#.into()),
        "/api/v1/accounts/7/statuses" => json(200, r#"[{"id":"1"}]"#.into()),
        path => panic!("{path} was asked for"),
    });
    let mut one = sending(&client, "key", "Hello");
    one.stage = Stage::Unsure {
        after: platform.now(),
    };
    let _ = block_on(attempt(
        &platform,
        &client,
        &mut one,
        about("gotosocial 0.20"),
    ));
    assert!(matches!(one.stage, Stage::Unsure { .. }), "{:?}", one.stage);
}

#[test]
fn a_time_that_another_clock_wrote_holds_nothing_up() {
    let client = client();
    let mut one = sending(&client, "key", "Hello");
    let now = Millis(1_795_000_000_000);
    one.stage = Stage::Unsure {
        after: Millis(now.0 + 26 * 3_600_000),
    };
    assert_eq!(one.due(now), Some(now));
    one.stage = Stage::Unsure {
        after: Millis(now.0 + 600_000),
    };
    assert_eq!(one.due(now), Some(Millis(now.0 + 600_000)));
}

/// One attempt at a letter of which nothing was sent, with this answer to it.
fn answered(answer: Result<Response, NoAnswer>) -> (Sending, usize) {
    let client = client();
    let count = RefCell::new(0);
    let platform = Fake::new(|_, _, _| {
        *count.borrow_mut() += 1;
        answer.clone()
    });
    let mut one = sending(&client, "key", "Hello");
    let _ = block_on(attempt(&platform, &client, &mut one, about("mastodon 4")));
    let asked = *count.borrow();
    drop(platform);
    (one, asked)
}

#[test]
fn a_letter_that_is_not_taken_is_refused_in_the_servers_words() {
    let body = r#"{"error":"Text character limit of 500 exceeded"}"#;
    let (one, asked) = answered(json(422, body.into()));
    assert!(
        matches!(&one.stage, Stage::Refused { why } if why.contains("character limit")),
        "{:?}",
        one.stage
    );
    assert_eq!((asked, one.due(Millis(1_795_000_000_000))), (1, None));
}

#[test]
fn a_server_that_asks_to_wait_is_left_alone_for_as_long_as_it_says() {
    let (one, asked) = answered(Ok(Response {
        status: 429,
        retry_after: Some("300".into()),
        ..Response::default()
    }));
    assert_eq!(asked, 1);
    assert_eq!(
        one.due(Millis(1_795_000_000_000)),
        Some(Millis(1_795_000_300_000))
    );
}

#[test]
fn what_may_have_arrived_is_not_tried_again_at_once() {
    let (one, _) = answered(Err(NoAnswer::TimedOut));
    assert_eq!(
        one.stage,
        Stage::Unsure {
            after: Millis(1_795_000_000_000 + 2 * UNSURE.0)
        }
    );
    assert_eq!(
        one.due(Millis(1_795_000_000_000)),
        Some(Millis(1_795_000_000_000 + 2 * UNSURE.0))
    );
}

#[test]
fn a_dead_token_loses_no_letter() {
    let (one, _) = answered(json(
        401,
        r#"{"error":"The access token is invalid"}"#.into(),
    ));
    assert!(
        matches!(one.stage, Stage::Waiting { .. }),
        "{:?}",
        one.stage
    );
}

/// F23.
#[test]
fn a_server_that_has_seen_the_key_has_the_letter() {
    let client = client();
    let wall = RefCell::new(Wall::default());
    let platform = Fake::new(|_, _, request| match request.method {
        Method::Post if !wall.borrow().posts.is_empty() => {
            json(400, r#"{"error":"Duplicate idempotency key."}"#.into())
        }
        _ => wall.borrow_mut().answer(request),
    });
    let mut one = sending(&client, "key", "Hello");
    let _ = block_on(attempt(
        &platform,
        &client,
        &mut one,
        about("pixelfed 0.12"),
    ));
    one.stage = Stage::Waiting {
        after: platform.now(),
    };
    let _ = block_on(attempt(
        &platform,
        &client,
        &mut one,
        about("pixelfed 0.12"),
    ));
    assert!(
        matches!(one.stage, Stage::Unsure { .. }),
        "its post has yet to be found: {:?}",
        one.stage
    );
    let _ = block_on(attempt(
        &platform,
        &client,
        &mut one,
        about("pixelfed 0.12"),
    ));
    assert!(matches!(one.stage, Stage::Sent { .. }), "{:?}", one.stage);
}

/// F30.
#[test]
fn a_post_that_more_may_see_than_was_asked_for_says_so() {
    let client = client();
    let wall = RefCell::new(Wall {
        visibility: Some("public"),
        ..Wall::default()
    });
    let platform = Fake::new(|_, _, request| wall.borrow_mut().answer(request));
    let mut one = sending(&client, "key", "Hello");
    one.letter.audience = Audience::Followers;
    let _ = block_on(attempt(&platform, &client, &mut one, about("mastodon 4")));
    assert!(matches!(
        one.stage,
        Stage::Sent {
            wider: Some(Audience::Public),
            ..
        }
    ));
}

/// F31.
#[test]
fn an_answer_to_what_the_server_does_not_know_is_not_sent_as_something_else() {
    let client = client();
    let platform = Fake::new(|_, _, request| {
        assert_eq!(request.path, "/api/v2/search");
        json(200, r#"{"statuses":[],"accounts":[],"hashtags":[]}"#.into())
    });
    let mut one = sending(&client, "key", "Hello");
    one.letter.answers = Some(PostUri::new("https://b.example/p/1"));
    let _ = block_on(attempt(&platform, &client, &mut one, about("mastodon 4")));
    assert!(
        matches!(&one.stage, Stage::Refused { why } if why.contains("NotFound")),
        "{:?}",
        one.stage
    );
}
