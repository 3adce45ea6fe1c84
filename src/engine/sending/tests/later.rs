//! Letters that a server keeps, to post them later.

use std::cell::RefCell;

use super::{
    super::{Failure, Millis, Sending, Stage, Written, keep, outbox},
    wall::*,
};
use crate::{
    core::{dice::Chance, http::NoAnswer},
    engine::Platform as _,
    engine::fake::{Fake, block_on},
};

const NOW: i64 = 1_795_000_000_000;

fn later(client: &crate::engine::Client, id: &str, at: i64) -> Sending {
    let mut one = sending(client, id, "Good morning");
    one.letter.at = Some(Millis(NOW + at));
    one
}

#[test]
fn whatever_is_lost_the_server_keeps_each_letter_once() {
    let client = client();
    for seed in 0..300 {
        let chance = RefCell::new(Chance::new(seed));
        let (heeds, software) = match seed % 2 {
            0 => (true, "mastodon 4.5.0"),
            _ => (false, "gotosocial 0.20"),
        };
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
        // Its time is so far away that it does not come while this lasts.
        block_on(keep(&platform, &later(&client, "key", 1_000_000_000))).unwrap();
        for round in 0..60 {
            *calm.borrow_mut() = round > 45;
            for mut one in block_on(outbox(&platform)) {
                let now = platform.now();
                let Some(due) = one.due(now) else { continue };
                platform.pass(Millis((due.0 - now.0).max(0)));
                let attempt = || {
                    let about = about(software);
                    block_on(super::super::attempt(&platform, &client, &mut one, about))
                };
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(attempt));
                let kept = wall.borrow().kept.len();
                assert!(kept <= 1, "seed {seed}, round {round}: {kept} times");
            }
        }
        let all = block_on(outbox(&platform));
        assert!(
            matches!(all[0].stage, Stage::Scheduled { .. }),
            "seed {seed}: {:?}",
            all[0]
        );
        assert_eq!(wall.borrow().kept.len(), 1, "seed {seed}");
        assert!(wall.borrow().posts.is_empty(), "seed {seed}: it was posted");
    }
}

#[test]
fn what_comes_too_late_is_not_sent_at_another_time() {
    let client = client();
    let platform = Fake::new(|_, _, _| unreachable!("it was sent"));
    // Servers post at once what is to be posted within five minutes.
    let mut one = later(&client, "key", 5 * 60_000);
    let answer = block_on(attempt(
        &platform,
        &client,
        &mut one,
        about("gotosocial 0.20"),
    ));
    assert_eq!(answer, Err(Failure::TooLate));
    assert!(
        matches!(one.stage, Stage::Refused { .. }),
        "{:?}",
        one.stage
    );
}

#[test]
fn what_was_kept_and_is_posted_by_now_is_found_among_the_posts() {
    let client = client();
    let status = r#"[{"id":"1","uri":"https://a.example/p/1","created_at":"2026-11-18T11:16:40Z",
        "account":{"acct":"me","url":"https://a.example/@me"},"content":"<p>Good morning</p>",
        "visibility":"public"}]"#;
    let wall = RefCell::new(Wall::default());
    let platform = Fake::new(|_, _, request| {
        let answer = wall.borrow_mut().answer(request);
        match request.path.as_str() {
            "/api/v1/statuses" => Err(NoAnswer::TimedOut),
            "/api/v1/accounts/7/statuses" => json(200, status.into()),
            _ => answer,
        }
    });
    let mut one = later(&client, "key", 600_000);
    let about = || about("gotosocial 0.20");
    let _ = block_on(attempt(&platform, &client, &mut one, about()));
    assert!(matches!(one.stage, Stage::Unsure { .. }), "{:?}", one.stage);
    // Its time has come before anybody asked.
    wall.borrow_mut().kept.clear();
    platform.pass(Millis(700_000));
    let _ = block_on(attempt(&platform, &client, &mut one, about()));
    assert!(
        matches!(one.stage, Stage::Sent { early: false, .. }),
        "{:?}",
        one.stage
    );
}

#[test]
fn a_server_that_does_not_wait_is_told_of() {
    let client = client();
    let status = r#"{"id":"1","uri":"https://a.example/p/1","created_at":"2026-11-18T11:06:40Z",
        "account":{"acct":"me","url":"https://a.example/@me"},"content":"<p>Good morning</p>",
        "visibility":"public"}"#;
    let platform = Fake::new(|_, _, _| json(200, status.into()));
    let mut one = later(&client, "key", 86_400_000);
    let written = block_on(attempt(&platform, &client, &mut one, about("mastodon 4.5")));
    assert!(matches!(written, Ok(Written::Posted(_))), "{written:?}");
    assert!(
        matches!(one.stage, Stage::Sent { early: true, .. }),
        "{:?}",
        one.stage
    );
    assert!(one.is_to_be_told());
}

/// Two with the same words at the same time: one answers, one was kept as another.
#[test]
fn a_letter_is_not_taken_for_another_that_is_kept() {
    let client = client();
    let kept = RefCell::new(0);
    let list = r#"[{"id":"s1","scheduled_at":"2126-01-01T00:00:00Z","media_attachments":[],
        "params":{"text":"thanks","visibility":"public","in_reply_to_id":"5"}},
        {"id":"s2","scheduled_at":"2126-01-01T00:00:00Z","media_attachments":[],
        "params":{"text":"thanks","visibility":"public"}}]"#;
    let platform = Fake::new(
        |_, _, request| match (request.method, request.path.as_str()) {
            (_, "/api/v1/scheduled_statuses") => json(200, list.into()),
            (_, "/api/v1/accounts/verify_credentials") => json(200, r#"{"id":"7"}"#.into()),
            (crate::core::http::Method::Get, _) => json(200, "[]".into()),
            _ => {
                *kept.borrow_mut() += 1;
                Err(NoAnswer::TimedOut)
            }
        },
    );
    let mut one = sending(&client, "key", "thanks");
    one.letter.at = crate::core::time::parse_time("2126-01-01T00:00:00Z");
    one.stage = Stage::Unsure {
        after: platform.now(),
    };
    let other = [crate::core::id::LocalId::new("s2")];
    let about = super::super::About {
        kept: &other,
        ..about("gotosocial 0.20")
    };
    let _ = block_on(attempt(&platform, &client, &mut one, about));
    assert_eq!(*kept.borrow(), 1, "neither is this letter: it is sent");
}
