use super::*;
use crate::core::{
    id::{ActorUri, LocalId},
    outbox::letter::Held,
};

fn me() -> AccountId {
    AccountId::new(
        "https://a.example",
        &ActorUri::new("https://a.example/u/me"),
    )
}

fn letter(text: &str, warning: &str) -> Letter {
    Letter {
        text: text.to_owned(),
        warning: warning.to_owned(),
        ..Letter::default()
    }
}

fn picture(bytes: u64, size: (u32, u32)) -> Attached {
    Attached {
        name: "cat.png".into(),
        mime: "image/png".into(),
        bytes,
        size: Some(size),
        ..Attached::default()
    }
}

fn with(media: Vec<Attached>) -> Letter {
    Letter {
        media,
        ..Letter::default()
    }
}

fn asking(options: &[&str], lasts: u32) -> Letter {
    let poll = Question {
        options: options.iter().map(|it| (*it).to_owned()).collect(),
        lasts,
        ..Question::default()
    };
    Letter {
        poll: Some(poll),
        ..letter("?", "")
    }
}

#[test]
fn text_and_warning_share_the_room() {
    let limits = Limits {
        characters: 10,
        ..Limits::default()
    };
    assert_eq!(limits.left(&letter("12345", "678")), 2);
    assert_eq!(limits.check(&letter("12345", "67890"), &me()), Ok(()));
    assert_eq!(
        limits.check(&letter("123456", "67890"), &me()),
        Err(Unfit::TooLong(1))
    );
    assert_eq!(limits.check(&letter("  \n", "x"), &me()), Err(Unfit::Empty));
}

#[test]
fn a_picture_needs_no_text() {
    let limits = Limits::default();
    assert_eq!(limits.check(&with(vec![picture(1, (1, 1))]), &me()), Ok(()));
}

#[test]
fn what_was_not_said_is_allowed_and_what_was_said_is_the_limit() {
    let large = with(vec![picture(9 << 30, (60_000, 60_000))]);
    assert_eq!(Limits::default().check(&large, &me()), Ok(()));
    let limits = Limits {
        picture_bytes: 100,
        picture_pixels: 1_000,
        film_bytes: 200,
        kinds: vec!["image/png".into(), "video/mp4".into()],
        ..Limits::default()
    };
    let check = |one: Attached| limits.check(&with(vec![one]), &me());
    assert_eq!(check(picture(100, (10, 100))), Ok(()));
    assert_eq!(
        check(picture(101, (10, 100))),
        Err(Unfit::TooLarge("cat.png".into(), 100))
    );
    assert_eq!(
        check(picture(100, (11, 100))),
        Err(Unfit::TooWide("cat.png".into(), 1_000))
    );
    let film = Attached {
        mime: "video/mp4".into(),
        ..picture(200, (9_999, 9_999))
    };
    assert_eq!(check(film), Ok(()));
    let tiff = Attached {
        mime: "image/tiff".into(),
        ..picture(1, (1, 1))
    };
    assert_eq!(check(tiff), Err(Unfit::Kind("cat.png".into())));
    let five = with(vec![picture(1, (1, 1)); 5]);
    assert_eq!(limits.check(&five, &me()), Err(Unfit::TooMany(4)));
    let told = Attached {
        alt: "x".repeat(1_501),
        ..picture(1, (1, 1))
    };
    assert_eq!(check(told), Err(Unfit::LongAlt("cat.png".into(), 1_500)));
}

#[test]
fn what_one_server_has_can_be_posted_from_there_alone() {
    let held = Attached {
        held: Some(Held {
            account: me(),
            local: LocalId::new("1"),
            preview: None,
        }),
        ..picture(9 << 40, (1, 1))
    };
    let limits = Limits {
        picture_bytes: 1,
        ..Limits::default()
    };
    assert_eq!(limits.check(&with(vec![held.clone()]), &me()), Ok(()));
    let other = AccountId::new(
        "https://b.example",
        &ActorUri::new("https://b.example/u/me"),
    );
    assert_eq!(
        limits.check(&with(vec![held]), &other),
        Err(Unfit::Elsewhere("cat.png".into()))
    );
}

#[test]
fn a_poll_has_something_to_choose_from_and_an_end() {
    let limits = Limits::default();
    let check = |letter: &Letter| limits.check(letter, &me());
    assert_eq!(check(&asking(&["yes", "no", " "], 300)), Ok(()));
    assert_eq!(check(&asking(&["yes", " "], 300)), Err(Unfit::NoChoice));
    assert_eq!(
        check(&asking(&["yes", "yes "], 300)),
        Err(Unfit::SameChoice("yes".into()))
    );
    assert_eq!(
        check(&asking(&["1", "2", "3", "4", "5"], 300)),
        Err(Unfit::ManyChoices(4))
    );
    let long = "x".repeat(51);
    assert_eq!(
        check(&asking(&["a", &long], 300)),
        Err(Unfit::LongChoice(long.clone(), 50))
    );
    assert_eq!(
        check(&asking(&["a", "b"], 299)),
        Err(Unfit::PollTime(300, 2_629_746))
    );
    let both = Letter {
        media: vec![picture(1, (1, 1))],
        ..asking(&["a", "b"], 300)
    };
    assert_eq!(check(&both), Err(Unfit::PollAndMedia));
}

#[test]
fn a_quote_is_never_sent_as_something_else() {
    let quote = Letter {
        quotes: Some(crate::core::id::PostUri::new("https://b.example/1")),
        ..letter("See", "")
    };
    let limits = Limits::default();
    assert_eq!(limits.check(&quote, &me()), Err(Unfit::NoQuotes));
    let able = Limits {
        quotes: true,
        ..limits
    };
    assert_eq!(able.check(&quote, &me()), Ok(()));
}
