use std::cell::RefCell;

mod carrying;
mod later;
mod wall;

use super::*;
use crate::{
    core::{
        dice::Chance,
        http::{Method, NoAnswer, Response},
        outbox::letter::UNSURE,
        post::Audience,
    },
    engine::fake::{Fake, block_on},
};

use carrying::picture;
use wall::{Wall, about, attempt, client, json, sending, worse};

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
            let mut one = sending(&client, &format!("key{at}"), text);
            // One of them carries two files.
            if at == 1 {
                one.letter.media = vec![picture("a"), picture("b")];
            }
            block_on(keep(&platform, &one)).unwrap();
        }
        for round in 0..60 {
            *calm.borrow_mut() = round > 45;
            // Now and then there is no room to write anything down.
            platform.fill(round <= 45 && chance.borrow_mut().below(6) == 0);
            // Each round begins as after a reload: with what was kept.
            for mut one in block_on(outbox(&platform)) {
                let now = platform.now();
                // Whose file never left is given up; who wrote it tries again.
                if matches!(&one.stage, Stage::Refused { why } if why.contains("NoAnswer")) {
                    one.stage = Stage::Waiting { after: now };
                    one.tries = 0;
                    let _ = block_on(keep(&platform, &one));
                }
                let Some(due) = one.due(now) else { continue };
                platform.pass(Millis((due.0 - now.0).max(0)));
                let attempt = || {
                    block_on(super::attempt(
                        &platform,
                        &client,
                        &mut one,
                        about(software),
                    ))
                };
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
        let wall = wall.borrow();
        assert_eq!(wall.posts.len(), 2, "seed {seed}");
        for (at, post) in wall.posts.iter().enumerate() {
            let files = if post.0 == texts[1] { 2 } else { 0 };
            assert_eq!(wall.attached[at].len(), files, "seed {seed}: {}", post.0);
        }
    }
}

#[test]
fn what_cannot_be_noted_is_not_sent() {
    let client = client();
    let platform = Fake::new(|_, _, _| unreachable!("it was sent"));
    let mut one = sending(&client, "key", "Hello");
    block_on(keep(&platform, &one)).unwrap();
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
        names: Names {
            answers: Some(LocalId::new("6")),
            ..Names::default()
        },
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
