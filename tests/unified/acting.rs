//! Acting on posts as either account.

use serde_json::json;
use skein::{
    core::{
        http::NoAnswer,
        id::{LocalId, PostUri},
        outbox::Change,
        timeline::Ask,
    },
    engine::Failure,
};

use crate::{
    life::{A, B, Life, id_of},
    servers::{Copy, Fault, Site, answer, copy, token_of},
};

const POST: &str = "https://a.example/p/1";

/// A post that came through account A; B's server can find it, if asked.
fn seen_by_a() -> Life {
    let a = Site::with(vec![Copy {
        likes: 3,
        ..copy("a-local-77", POST, 30)
    }]);
    let b = Site {
        elsewhere: vec![copy("b-local-5001", POST, 30)],
        ..Site::with(vec![copy("b-local-4", "https://b.example/p/4", 20)])
    };
    let mut life = Life::new(a, b);
    life.load(A, Ask::Newest).unwrap();
    life.load(B, Ask::Newest).unwrap();
    life
}

#[test]
fn a_like_is_shown_at_once_and_sent_by_the_servers_own_id() {
    let mut life = seen_by_a();
    let wish = life.wish(A, POST, Change::Like(true));
    assert_eq!(life.like(A, POST), (Some(true), true, Some(4)));
    assert!(
        !life
            .targets(A)
            .iter()
            .any(|target| target.contains("favourite"))
    );
    life.send(A, &wish).unwrap();
    assert_eq!(life.like(A, POST), (Some(true), false, Some(4)));
    assert_eq!(
        life.targets(A).last().unwrap(),
        "/api/v1/statuses/a-local-77/favourite"
    );
}

#[test]
fn acting_as_b_on_a_post_that_came_through_a_makes_bs_server_find_it() {
    let mut life = seen_by_a();
    let before = life.targets(A).len();
    let wish = life.wish(B, POST, Change::Like(true));
    assert_eq!(life.like(B, POST).0, Some(true), "shown before it is found");
    life.send(B, &wish).unwrap();
    let targets = life.targets(B);
    assert!(
        targets[1].starts_with("/api/v2/search?q=https%3A%2F%2Fa.example%2Fp%2F1&resolve=true")
    );
    assert_eq!(targets[2], "/api/v1/statuses/b-local-5001/favourite");
    assert_eq!(targets.len(), 3);
    assert_eq!(
        life.targets(A).len(),
        before,
        "nothing is asked of A's server"
    );
    assert_eq!(life.like(B, POST), (Some(true), false, Some(3)));
    assert_eq!(life.like(A, POST).0, Some(false), "A did not like it");
    let named = life.world.named(&id_of(B), &LocalId::new("b-local-5001"));
    assert_eq!(named, Some(&PostUri::new(POST)));
    life.act(B, POST, Change::Boost(true)).unwrap();
    assert_eq!(
        life.targets(B).last().unwrap(),
        "/api/v1/statuses/b-local-5001/reblog"
    );
    assert_eq!(life.targets(B).len(), 4, "it is not looked for twice");
}

#[test]
fn nothing_of_one_account_reaches_the_others_server() {
    let mut life = seen_by_a();
    life.act(A, POST, Change::Like(true)).unwrap();
    life.act(B, POST, Change::Like(true)).unwrap();
    life.act(B, POST, Change::Boost(true)).unwrap();
    life.act(A, POST, Change::Save(true)).unwrap();
    for (host, other, id) in [(A, B, "b-local"), (B, A, "a-local")] {
        let sent = life.sent(host);
        assert!(sent.len() > 2);
        for sent in sent {
            assert_eq!(sent.token.as_deref(), Some(token_of(host).as_str()));
            assert!(!sent.target.contains(&token_of(host)), "{sent:?}");
            let all = format!("{sent:?}");
            assert!(
                !all.contains(&token_of(other)) && !all.contains(id),
                "{all}"
            );
        }
    }
    assert_eq!(
        life.fake.sent().len(),
        life.sent(A).len() + life.sent(B).len()
    );
}

#[test]
fn a_post_that_bs_server_cannot_find_is_told_and_the_wish_taken_back() {
    let mut life = seen_by_a();
    life.on(B, |site| site.elsewhere.clear());
    assert_eq!(
        life.act(B, POST, Change::Like(true)),
        Err(Failure::NotFound)
    );
    assert_eq!(life.like(B, POST), (None, false, Some(3)));
    // A server that finds something else has not found it.
    let path = "/api/v2/search";
    let other = life.web.borrow()[B].status(B, "b-local-4").unwrap();
    life.on(B, |site| {
        site.fails(
            path,
            1,
            &Fault::Instead(answer(200, &json!({"statuses": [other]}))),
        )
    });
    assert_eq!(
        life.act(B, POST, Change::Like(true)),
        Err(Failure::NotFound)
    );
    assert!(
        !life
            .targets(B)
            .iter()
            .any(|target| target.ends_with("favourite"))
    );
}

const LIKE: &str = "/api/v1/statuses/a-local-77/favourite";
const ITSELF: &str = "/api/v1/statuses/a-local-77";

#[test]
fn after_a_lost_answer_the_server_is_asked_what_became_of_it() {
    let mut life = seen_by_a();
    life.on(A, |site| site.fails(LIKE, 1, &Fault::Lost));
    life.act(A, POST, Change::Like(true)).unwrap();
    assert_eq!(life.like(A, POST), (Some(true), false, Some(4)));
    assert_eq!(
        life.targets(A)[1..],
        [LIKE, ITSELF],
        "asked, not done again"
    );
}

#[test]
fn a_like_that_never_reached_the_server_is_taken_back() {
    let lost = Fault::Instead(Err(NoAnswer::TimedOut));
    let mut life = seen_by_a();
    life.on(A, |site| site.fails(LIKE, 1, &lost));
    let told = life.act(A, POST, Change::Like(true));
    assert_eq!(told, Err(Failure::NoAnswer(NoAnswer::TimedOut)));
    assert_eq!(life.like(A, POST), (Some(false), false, Some(3)));
    life.on(A, |site| {
        site.fails(LIKE, 1, &Fault::Lost);
        site.fails(ITSELF, 1, &lost);
    });
    let told = life.act(A, POST, Change::Like(true));
    assert_eq!(
        told,
        Err(Failure::NoAnswer(NoAnswer::TimedOut)),
        "the first reason is told"
    );
    life.load(A, Ask::Newest).unwrap();
    assert_eq!(
        life.like(A, POST),
        (Some(true), false, Some(4)),
        "and the next page tells the truth"
    );
}

#[test]
fn an_unlike_whose_answer_is_lost_is_found_out_too() {
    let unlike = "/api/v1/statuses/a-local-77/unfavourite";
    let mut life = seen_by_a();
    life.act(A, POST, Change::Like(true)).unwrap();
    life.on(A, |site| site.fails(unlike, 1, &Fault::Lost));
    life.act(A, POST, Change::Like(false)).unwrap();
    assert_eq!(life.like(A, POST), (Some(false), false, Some(3)));
}

#[test]
fn a_refusal_is_told_in_the_servers_words_and_taken_back() {
    let mut life = seen_by_a();
    let no = json!({"error": "You are not allowed to do that"});
    life.on(A, |site| {
        site.fails(LIKE, 1, &Fault::Instead(answer(403, &no)))
    });
    let told = life.act(A, POST, Change::Like(true));
    let message = "You are not allowed to do that".to_owned();
    assert_eq!(
        told,
        Err(Failure::Refused {
            status: 403,
            message
        })
    );
    assert_eq!(life.like(A, POST), (Some(false), false, Some(3)));
    assert_eq!(
        life.targets(A)[1..],
        [LIKE],
        "a clear answer is not asked about"
    );
}

#[test]
fn a_post_that_is_gone_and_a_dead_token_are_told_apart() {
    let mut life = seen_by_a();
    for (status, why) in [
        (404, Failure::Gone),
        (410, Failure::Gone),
        (401, Failure::SignedOut),
    ] {
        let no = answer(status, &json!({"error": "no"}));
        life.on(A, |site| {
            site.fails(ITSELF, 1, &Fault::Instead(no.clone()));
            site.fails(LIKE, 1, &Fault::Instead(no));
        });
        assert_eq!(life.act(A, POST, Change::Like(true)), Err(why));
        assert_eq!(life.like(A, POST), (Some(false), false, Some(3)));
    }
}

#[test]
fn a_deed_that_the_server_does_not_know_does_not_make_the_post_gone() {
    let mut life = seen_by_a();
    let no = answer(404, &json!({"error": "no"}));
    life.on(A, |site| site.fails(LIKE, 1, &Fault::Instead(no)));
    assert_eq!(
        life.act(A, POST, Change::Like(true)),
        Err(Failure::Unsupported)
    );
}
