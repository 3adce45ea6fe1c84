//! Coming back from the server's page: what is believed, and what is not.

use super::{
    web::{answer, in_url, invalid_grant},
    *,
};

/// How often any server was asked for a token.
fn redeemed(web: &Web) -> usize {
    web.form("/oauth/token").len()
}

fn refused(web: &Web, query: &str) -> NotSignedIn {
    let asked = redeemed(web);
    let Err(why) = finished(web, query) else {
        panic!("{query}")
    };
    assert_eq!(redeemed(web), asked, "no code is told on: {query}");
    why
}

#[test]
fn who_comes_back_with_a_code_is_signed_in() {
    let web = Web::new(&["one.example"]);
    let url = begun(&web, "one.example");
    let (account, token) = finished(&web, &consent(&web, &url, "ana")).expect("it is signed in");
    assert_eq!(account.actor.handle.to_string(), "@ana@one.example");
    assert_eq!(
        account.id.as_str(),
        "https://one.example https://one.example/users/ana"
    );
    assert_eq!((account.state, account.shown), (SignedIn::Yes, true));
    assert_eq!(token.reveal(), "token-0-ana-of-one.example");
    assert!(
        block_on(web.all(Shelf::Attempts))
            .expect("it answers")
            .is_empty()
    );
}

#[test]
fn a_state_is_good_for_one_time() {
    let web = Web::new(&["one.example"]);
    let query = consent(&web, &begun(&web, "one.example"), "ana");
    finished(&web, &query).expect("it is signed in");
    assert_eq!(refused(&web, &query), NotSignedIn::NotBegunHere);
}

#[test]
fn a_state_that_nobody_began_with_is_refused() {
    let web = Web::new(&["one.example"]);
    let query = consent(&web, &begun(&web, "one.example"), "ana");
    let state = value(&pairs_of(&query), "state");
    for forged in [
        "?code=x&state=AAAA".to_owned(),
        "?code=x&state=".to_owned(),
        "?code=x".to_owned(),
        format!("?code=x&state={state}&state={state}"),
        format!("?code=x&state={}", &state[1..]),
    ] {
        assert_eq!(refused(&web, &forged), NotSignedIn::NotBegunHere);
    }
    finished(&web, &query).expect("the true one is still good");
}

#[test]
fn a_code_goes_to_the_server_of_its_attempt_and_to_no_other() {
    let web = Web::new(&["one.example", "evil.example"]);
    let honest = begun(&web, "one.example");
    let lure = begun(&web, "evil.example");
    let code = web.grant("one.example", "ana", &honest);
    let state = value(&pairs_of(&lure), "state");
    // The evil server's state with the code of the honest one.
    let mixed = finished(
        &web,
        &format!("?code={code}&state={state}&iss=https://evil.example"),
    );
    assert!(mixed.is_err());
    assert_eq!(web.asked("one.example", "/oauth/token"), 0);
    let state = value(&pairs_of(&honest), "state");
    let web_before = web.asked("evil.example", "/oauth/token");
    finished(&web, &format!("?code={code}&state={state}")).expect("it is signed in");
    assert_eq!(web.asked("evil.example", "/oauth/token"), web_before);
    assert_eq!(web.asked("one.example", "/oauth/token"), 1);
    let told = web
        .got()
        .into_iter()
        .filter(|got| got.host == "evil.example");
    let secrets = told.flat_map(|got| got.form).map(|(_, value)| value);
    assert!(
        !secrets
            .into_iter()
            .any(|value| value.ends_with("@one.example"))
    );
}

#[test]
fn an_issuer_that_is_another_server_is_refused() {
    let web = Web::new(&["one.example"]);
    for issuer in [
        "https://evil.example",
        "http://evil.example",
        "http://one.example",
        "nonsense",
    ] {
        let query = consent(&web, &begun(&web, "one.example"), "ana");
        let query = format!("{query}&iss={}", in_url(issuer));
        assert_eq!(refused(&web, &query), NotSignedIn::NotBegunHere, "{issuer}");
    }
    let query = consent(&web, &begun(&web, "one.example"), "ana");
    let query = format!("{query}&iss={}", in_url("https://one.example/"));
    finished(&web, &query).expect("it says who it is");
}

#[test]
fn two_sign_ins_at_once_work_in_any_order() {
    for turned in [false, true] {
        let web = Web::new(&["one.example", "two.example"]);
        let urls = [
            begun(&web, "one.example"),
            begun(&web, "two.example"),
            begun(&web, "one.example"),
        ];
        let mut queries: Vec<_> = urls
            .iter()
            .zip(["ana", "bo", "cy"])
            .map(|(url, who)| consent(&web, url, who))
            .collect();
        if turned {
            queries.reverse();
        }
        for query in queries {
            finished(&web, &query).expect("it is signed in");
        }
        assert_eq!(web.asked("one.example", "/api/v1/apps"), 1);
    }
}

#[test]
fn a_sign_in_that_takes_eleven_minutes_is_too_late() {
    let web = Web::new(&["one.example"]);
    let query = consent(&web, &begun(&web, "one.example"), "ana");
    web.pass(Millis(11 * 60_000));
    assert_eq!(refused(&web, &query), NotSignedIn::TooLate);
    assert_eq!(
        refused(&web, &query),
        NotSignedIn::NotBegunHere,
        "it is used up"
    );
    let query = consent(&web, &begun(&web, "one.example"), "ana");
    web.pass(Millis(9 * 60_000));
    finished(&web, &query).expect("nine are not too many");
}

#[test]
fn who_says_no_is_not_signed_in() {
    let web = Web::new(&["one.example"]);
    let state = value(&pairs_of(&begun(&web, "one.example")), "state");
    let query = format!("?error=access_denied&error_description=%3Cb%3Eno&state={state}");
    assert_eq!(refused(&web, &query), NotSignedIn::Denied);
    assert_eq!(refused(&web, &query), NotSignedIn::NotBegunHere);
    assert!(
        block_on(web.all(Shelf::Accounts))
            .expect("it answers")
            .is_empty()
    );
}

#[test]
fn a_server_that_failed_is_not_taken_for_somebody_who_said_no() {
    let web = Web::new(&["one.example"]);
    for error in ["server_error", "invalid_scope", "temporarily_unavailable"] {
        let state = value(&pairs_of(&begun(&web, "one.example")), "state");
        let why = refused(&web, &format!("?error={error}&state={state}"));
        assert!(matches!(why, NotSignedIn::Failed(_)), "{error}: {why:?}");
    }
}

#[test]
fn of_two_codes_none_is_taken() {
    let web = Web::new(&["one.example"]);
    let query = consent(&web, &begun(&web, "one.example"), "ana");
    refused(&web, &format!("{query}&code=another"));
}

#[test]
fn a_code_is_never_more_than_a_value_in_a_form() {
    let web = Web::new(&["one.example"]);
    let state = value(&pairs_of(&begun(&web, "one.example")), "state");
    let code = "x\r\nHost: evil.example&client_id=other#";
    finished(&web, &format!("?code={}&state={state}", in_url(code)))
        .err()
        .expect("no such code");
    let form = web.form("/oauth/token").pop().expect("it was asked");
    assert_eq!(value(&form, "code"), code);
    let sent = crate::core::http::encode_form(&form);
    assert!(!sent.contains(['\r', '\n', '#', ' ']), "{sent}");
    assert_eq!(value(&decode_form(&sent), "client_id"), "app1@one.example");
    assert!(web.sent().iter().all(|sent| !sent.target.contains("evil")));
}

#[test]
fn a_servers_words_are_text_and_no_more() {
    let web = Web::new(&["one.example"]);
    let words = r#"{"error":"invalid_request","error_description":"<img src=x onerror=alert(1)>\u0000\u202eevil"}"#;
    web.says("one.example", "/oauth/token", answer(400, words));
    let query = consent(&web, &begun(&web, "one.example"), "ana");
    let message = "<img src=x onerror=alert(1)>evil".to_owned();
    let failure = Failure::Refused {
        status: 400,
        message,
    };
    assert_eq!(
        finished(&web, &query).err(),
        Some(NotSignedIn::Failed(failure))
    );
}

#[test]
fn a_forgotten_app_is_registered_anew_for_the_next_try_and_once() {
    let web = Web::new(&["one.example"]);
    let first = begun(&web, "one.example");
    let query = consent(&web, &first, "ana");
    web.change("one.example", |site| site.forgetful = true);
    finished(&web, &query)
        .err()
        .expect("the server forgot the app");
    assert_eq!(redeemed(&web), 1, "the code is told once");
    assert_eq!(web.asked("one.example", "/api/v1/apps"), 2);
    web.change("one.example", |site| site.forgetful = false);
    let second = begun(&web, "one.example");
    assert_eq!(web.asked("one.example", "/api/v1/apps"), 2);
    let id = |url: &str| value(&pairs_of(url), "client_id");
    assert_ne!(id(&first), id(&second));
    finished(&web, &consent(&web, &second, "ana")).expect("it is signed in");
}

#[test]
fn a_code_that_is_refused_is_no_reason_to_register_anew() {
    let web = Web::new(&["one.example"]);
    web.says("one.example", "/oauth/token", invalid_grant());
    let query = consent(&web, &begun(&web, "one.example"), "ana");
    finished(&web, &query).err().expect("the code has expired");
    assert_eq!(web.asked("one.example", "/api/v1/apps"), 1);
}

#[test]
fn an_answer_that_holds_no_token_signs_nobody_in() {
    for body in [
        "{}",
        "<html>",
        r#"{"access_token":""}"#,
        r#"{"access_token":"a\r\nb"}"#,
        "null",
    ] {
        let web = Web::new(&["one.example"]);
        web.says("one.example", "/oauth/token", answer(200, body));
        let query = consent(&web, &begun(&web, "one.example"), "ana");
        let why = finished(&web, &query).err();
        assert!(matches!(why, Some(NotSignedIn::Failed(_))), "{body}");
        assert!(
            block_on(web.all(Shelf::Tokens))
                .expect("it answers")
                .is_empty()
        );
        assert!(
            block_on(web.all(Shelf::Accounts))
                .expect("it answers")
                .is_empty()
        );
    }
}

#[test]
fn who_comes_back_comes_to_where_they_wanted_to_go() {
    let web = Web::new(&["one.example"]);
    let server = server(&web, "one.example");
    let wish = |typed: &str| Wish {
        typed: typed.into(),
        place: "/post?uri=x".into(),
    };
    let come = |typed: &str| {
        let url = block_on(begin(&web.fake, &server, HOME, wish(typed)))
            .expect("it begins")
            .url;
        let query = consent(&web, &url, "ana");
        match block_on(finish(&web.fake, &query, &[])) {
            Ok(arrival) => (arrival.place, arrival.other_than),
            Err(why) => panic!("{why:?}"),
        }
    };
    let place = "/post?uri=x".to_owned();
    assert_eq!(come("one.example"), (place.clone(), None));
    assert_eq!(come("@Ana@one.example"), (place.clone(), None));
    let other = Some("@bo@one.example".to_owned());
    assert_eq!(come("bo@one.example"), (place, other));
}
