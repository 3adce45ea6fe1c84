//! Files on their way before their letter, and edits.

use std::cell::RefCell;

use super::super::*;
use super::wall::{Wall, about, attempt, client, json, sending};
use crate::{
    core::{
        http::{Method, NoAnswer},
        outbox::letter::Attached,
    },
    engine::fake::{Fake, block_on},
};

pub fn picture(id: &str) -> Attached {
    Attached {
        id: id.to_owned(),
        name: format!("{id}.png"),
        mime: "image/png".into(),
        ..Attached::default()
    }
}

/// F28: what has left before a crash need not leave again.
#[test]
fn a_file_that_the_server_has_is_not_sent_again() {
    let client = client();
    let wall = RefCell::new(Wall::default());
    let platform = Fake::new(|_, _, request| wall.borrow_mut().answer(request));
    let mut one = sending(&client, "key", "Look");
    one.letter.media = vec![picture("a"), picture("b")];
    // The first attempt is told to wait, after both files have left.
    let first = Fake::new(|_, _, request| match request.path.as_str() {
        "/api/v1/statuses" => json(429, String::new()),
        _ => wall.borrow_mut().answer(request),
    });
    let _ = block_on(attempt(&first, &client, &mut one, about("mastodon 4")));
    assert_eq!((wall.borrow().files.len(), one.uploads.len()), (2, 2));
    let seen = block_on(attempt(&platform, &client, &mut one, about("mastodon 4")));
    assert!(seen.is_ok(), "{seen:?}");
    assert_eq!(wall.borrow().files.len(), 2);
    assert_eq!(wall.borrow().attached, [vec![0, 1]]);
    assert!(one.is_as_meant());
}

/// F26.
#[test]
fn a_file_that_a_server_cannot_work_up_is_named_and_nothing_is_posted() {
    let client = client();
    let platform = Fake::new(|_, _, request| match request.path.as_str() {
        "/api/v2/media" => json(202, r#"{"id":"1","url":null}"#.into()),
        "/api/v1/media/1" => json(422, r#"{"error":"Error processing thumbnail"}"#.into()),
        path => panic!("{path} was asked for"),
    });
    let mut one = sending(&client, "key", "Look");
    one.letter.media = vec![picture("cat")];
    let _ = block_on(attempt(&platform, &client, &mut one, about("mastodon 4")));
    assert!(
        matches!(&one.stage, Stage::Refused { why } if why.contains("cat.png")),
        "{:?}",
        one.stage
    );
}

/// F26: for minutes on end, and then not.
#[test]
fn a_file_that_is_worked_on_for_ever_is_asked_for_again_and_given_up() {
    let client = client();
    let platform = Fake::new(|_, _, request| match request.path.as_str() {
        "/api/v2/media" => json(202, r#"{"id":"1","url":null}"#.into()),
        "/api/v1/media/1" => json(206, r#"{"id":"1","url":null}"#.into()),
        path => panic!("{path} was asked for"),
    });
    let mut one = sending(&client, "key", "Look");
    one.letter.media = vec![picture("cat")];
    one.made = platform.now();
    let mut tries = 0;
    while let Some(due) = one.due(platform.now()) {
        platform.pass(Millis((due.0 - platform.now().0).max(0)));
        let _ = block_on(attempt(&platform, &client, &mut one, about("mastodon 4")));
        tries += 1;
        assert!(tries < 100, "{:?}", one.stage);
    }
    assert!(tries > 10, "{tries}");
    assert!(matches!(one.stage, Stage::Refused { .. }));
    let uploads = platform.sent();
    let uploads = uploads.iter().filter(|it| it.target == "/api/v2/media");
    assert_eq!(uploads.count(), 1, "it left once");
}

/// F27, and a file that somebody took away.
#[test]
fn a_file_that_is_refused_or_gone_ends_the_letter() {
    for answer in [json(413, String::new()), Err(NoAnswer::NoFile)] {
        let (one, asked) = {
            let client = client();
            let platform = Fake::new(|_, _, _| answer.clone());
            let mut one = sending(&client, "key", "Look");
            one.letter.media = vec![picture("cat")];
            let _ = block_on(attempt(&platform, &client, &mut one, about("mastodon 4")));
            (one, platform.sent().len())
        };
        assert!(
            matches!(one.stage, Stage::Refused { .. }),
            "{:?}",
            one.stage
        );
        assert_eq!(asked, 1);
    }
}

#[test]
fn a_server_that_leaves_pictures_out_is_told_of() {
    let client = client();
    let wall = RefCell::new(Wall::default());
    let platform = Fake::new(|_, _, request| {
        let answer = wall.borrow_mut().answer(request);
        wall.borrow_mut().attached.iter_mut().for_each(Vec::clear);
        match request.path.as_str() {
            "/api/v1/statuses" => json(200, wall.borrow().status(0)),
            _ => answer,
        }
    });
    let mut one = sending(&client, "key", "Look");
    one.letter.media = vec![picture("cat")];
    let _ = block_on(attempt(&platform, &client, &mut one, about("mastodon 4")));
    assert!(
        matches!(one.stage, Stage::Sent { lacks: true, .. }),
        "{:?}",
        one.stage
    );
    assert!(one.is_to_be_told());
}

#[test]
fn an_edit_whose_answer_is_lost_is_made_again_and_nothing_is_looked_for() {
    let client = client();
    let platform = Fake::new(|_, _, request| {
        assert_eq!(
            (request.method, request.path.as_str()),
            (Method::Put, "/api/v1/statuses/5")
        );
        Err(NoAnswer::TimedOut)
    });
    let mut one = sending(&client, "key", "Better");
    one.letter.edits = Some(PostUri::new("https://a.example/p/5"));
    for _ in 0..2 {
        let about = About {
            names: Names {
                edits: Some(LocalId::new("5")),
                ..Names::default()
            },
            ..about("gotosocial 0.20")
        };
        let _ = block_on(attempt(&platform, &client, &mut one, about));
    }
    assert_eq!(platform.sent().len(), 2);
    assert!(matches!(one.stage, Stage::Unsure { .. }), "{:?}", one.stage);
}

/// What is taken back while a file is on its way is not posted, nor comes it back.
#[test]
fn what_is_taken_back_in_the_midst_of_an_attempt_is_not_posted() {
    let client = client();
    let wall = RefCell::new(Wall::default());
    let platform = Fake::new(|_, _, request| wall.borrow_mut().answer(request));
    let mut one = sending(&client, "key", "Look");
    one.letter.media = vec![picture("cat")];
    block_on(keep(&platform, &one)).unwrap();
    // What was read from the shelf before it was taken from there.
    block_on(forget(&platform, "key"));
    let sent = block_on(super::super::attempt(
        &platform,
        &client,
        &mut one,
        about("mastodon 4"),
    ));
    assert_eq!(sent, Err(Failure::Withdrawn));
    assert!(wall.borrow().posts.is_empty());
    assert!(block_on(outbox(&platform)).is_empty());
}
