//! Coming back from a server's sign-in page, with every query that somebody
//! may have put there.

use skein::{
    core::{
        account::{Account, Server, Token},
        http::{Body, NoAnswer, Origin, Request, Response, decode_form},
        id::Millis,
    },
    engine::{
        fake::{Fake, block_on},
        session::{NotSignedIn, Wish, begin, finish, is_coming_back},
    },
    protocol::detect,
};

use super::{
    places::mastodon_4_6 as place,
    recorded::{hostile, json},
};

const HOME: &str = "https://skein.example/";

/// A server that gives a token for any code.
fn answer(_: &Origin, _: Option<&str>, request: &Request) -> Result<Response, NoAnswer> {
    Ok(match request.path.as_str() {
        "/api/v1/apps" => json(r#"{"client_id":"client","client_secret":"secret"}"#),
        "/oauth/token" => json(r#"{"access_token":"t0ken","token_type":"Bearer"}"#),
        _ => place.one("api_v1_accounts_verify_credentials").response(),
    })
}

fn server() -> Server {
    let instance = place.one("api_v2_instance").response();
    let instance = (detect::instance_v2().read)(&place.viewer(), &instance).unwrap();
    detect::mastodon_server(place.origin(), instance, None)
}

/// Begins a sign-in; gives the `state` that must come back.
fn begun(platform: &Fake) -> String {
    let url = block_on(begin(platform, &server(), HOME, Wish::default()))
        .unwrap()
        .url;
    let (page, query) = url.split_once('?').unwrap();
    assert_eq!(page, format!("{}/oauth/authorize", place.origin));
    let pairs = decode_form(query);
    assert!(pairs.contains(&("code_challenge_method".into(), "S256".into())));
    pairs.into_iter().find(|(key, _)| key == "state").unwrap().1
}

fn back(platform: &Fake, query: &str) -> Result<(Account, Token), NotSignedIn> {
    let arrival = block_on(finish(platform, query, &[]))?;
    Ok((arrival.account, arrival.token))
}

fn case(name: &str) -> String {
    let cases = hostile("oauth_callback_cases.json");
    let case = cases.iter().find(|case| case["case"] == name).unwrap();
    case["query"].as_str().unwrap().to_owned()
}

fn with(query: &str, state: &str) -> String {
    ["GOOD", "USED", "OLD"]
        .iter()
        .fold(query.to_owned(), |query, word| query.replace(word, state))
}

fn signed_in(result: Result<(Account, Token), NotSignedIn>) -> Account {
    match result {
        Ok((account, token)) => {
            assert_eq!(token.reveal(), "t0ken");
            account
        }
        Err(why) => panic!("{why:?}"),
    }
}

#[test]
fn every_case_is_a_sign_in_that_comes_back() {
    let cases = hostile("oauth_callback_cases.json");
    assert_eq!(cases.len(), 6);
    for query in cases.iter().filter_map(|case| case["query"].as_str()) {
        assert!(
            is_coming_back(query) && is_coming_back(&format!("?{query}")),
            "{query}"
        );
    }
    for query in [
        "",
        "?",
        "code=a",
        "state=a",
        "?utm_source=x",
        "codes=a&states=b",
    ] {
        assert!(!is_coming_back(query), "{query}");
    }
}

#[test]
fn a_good_one_signs_in() {
    let platform = Fake::new(answer);
    let state = begun(&platform);
    let account = signed_in(back(&platform, &with(&case("ok"), &state)));
    assert_eq!(
        account.actor.handle.to_string(),
        "@mastodonpy_test@localhost:3000"
    );
    assert!(
        platform
            .sent()
            .iter()
            .all(|sent| !sent.target.contains("code=")),
        "codes stay out of addresses"
    );
}

#[test]
fn a_replayed_one_is_refused() {
    let platform = Fake::new(answer);
    let query = with(&case("replayed"), &begun(&platform));
    signed_in(back(&platform, &query));
    assert_eq!(
        back(&platform, &query).err(),
        Some(NotSignedIn::NotBegunHere)
    );
}

#[test]
fn one_that_nobody_began_is_refused() {
    let platform = Fake::new(answer);
    begun(&platform);
    for query in [
        case("ok"),
        "code=a&state=".into(),
        "code=a".into(),
        "code=a&state=x&state=y".into(),
    ] {
        assert_eq!(
            back(&platform, &query).err(),
            Some(NotSignedIn::NotBegunHere),
            "{query}"
        );
    }
    assert_eq!(platform.sent().len(), 1, "only the registration was sent");
}

#[test]
fn a_denied_one_is_just_that_whatever_its_words() {
    let platform = Fake::new(answer);
    let query = with(&case("denied"), &begun(&platform));
    assert_eq!(back(&platform, &query).err(), Some(NotSignedIn::Denied));
}

#[test]
fn two_codes_are_refused_and_neither_is_sent() {
    let platform = Fake::new(answer);
    let query = with(&case("two codes"), &begun(&platform));
    assert!(back(&platform, &query).is_err());
    assert!(
        platform
            .sent()
            .iter()
            .all(|sent| sent.target != "/oauth/token")
    );
}

#[test]
fn an_old_one_is_refused() {
    let platform = Fake::new(answer);
    let query = with(&case("expired state 11 min"), &begun(&platform));
    platform.pass(Millis(11 * 60_000));
    assert_eq!(back(&platform, &query).err(), Some(NotSignedIn::TooLate));
}

#[test]
fn a_code_with_a_line_break_travels_in_a_form_alone() {
    let mut codes = Vec::new();
    let platform = Fake::new(|to: &Origin, token: Option<&str>, request: &Request| {
        if let Body::Form(pairs) = &request.body {
            codes.extend(
                pairs
                    .iter()
                    .filter(|(key, _)| *key == "code")
                    .map(|(_, code)| code.clone()),
            );
        }
        answer(to, token, request)
    });
    let query = with(&case("code with spaces/newline"), &begun(&platform));
    signed_in(back(&platform, &query));
    drop(platform);
    assert_eq!(codes, ["a\r\nb"]);
}

#[test]
fn the_token_goes_to_the_server_that_gave_it_alone() {
    let platform = Fake::new(answer);
    let query = with(&case("ok"), &begun(&platform));
    signed_in(back(&platform, &query));
    for sent in platform.sent() {
        assert_eq!(sent.to, place.origin);
        assert!(sent.token.is_none_or(|token| token == "t0ken"));
    }
    let forged = format!(
        "{}&iss=https%3A%2F%2Fevil.example",
        with(&case("ok"), &begun(&platform))
    );
    assert_eq!(
        back(&platform, &forged).err(),
        Some(NotSignedIn::NotBegunHere),
        "RFC 9207"
    );
}

#[test]
fn what_is_no_token_is_not_taken_for_one() {
    for body in [
        "{}",
        "[]",
        r#"{"access_token":""}"#,
        r#"{"access_token":"a\r\nX: y"}"#,
        r#"{"access_token":7}"#,
        "<html>",
    ] {
        let platform = Fake::new(move |to: &Origin, token: Option<&str>, request: &Request| {
            if request.path == "/oauth/token" {
                Ok(json(body))
            } else {
                answer(to, token, request)
            }
        });
        let query = with(&case("ok"), &begun(&platform));
        let why = back(&platform, &query).err();
        assert!(
            matches!(why, Some(NotSignedIn::Failed(_))),
            "{body}: {why:?}"
        );
    }
}
