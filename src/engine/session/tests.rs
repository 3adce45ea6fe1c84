//! Signing in and out, over servers that are honest, forgetful, or hostile.

mod finishing;
mod looking;
mod secrets;
mod staying;
mod web;

use super::*;
use crate::{core::http::NoAnswer, engine::fake::block_on};
use web::{HOME, Web, pairs_of, value};

fn origin(host: &str) -> Origin {
    Origin::of(&format!("https://{host}")).expect("a host")
}

/// What there is to know of the server at `host`, as [`look`] finds it out.
fn server(web: &Web, host: &str) -> Server {
    match block_on(look(&web.fake, host)) {
        Look::Usable(server) => *server,
        other => panic!("{other:?}"),
    }
}

/// Begins a sign-in at `host`: the URL of the server's page.
fn begun(web: &Web, host: &str) -> String {
    let server = server(web, host);
    block_on(begin(&web.fake, &server, HOME, Wish::default()))
        .expect("it begins")
        .url
}

/// Somebody says yes on the page at `url`: the query that they come back with.
fn consent(web: &Web, url: &str, who: &str) -> String {
    let state = value(&pairs_of(url), "state");
    let (host, _) = url["https://".len()..].split_once('/').expect("a path");
    let code = web.grant(host, who, url);
    format!("?code={code}&state={state}")
}

fn finished(web: &Web, query: &str) -> Result<(Account, Token), NotSignedIn> {
    let arrival = block_on(finish(&web.fake, query, &[]))?;
    Ok((arrival.account, arrival.token))
}

/// Signs `who` in at `host`, beside the accounts that are there.
fn signed_in(web: &Web, host: &str, who: &str, accounts: &[Account]) -> (Account, Token) {
    let url = begun(web, host);
    let query = consent(web, &url, who);
    match block_on(finish(&web.fake, &query, accounts)) {
        Ok(arrival) => (arrival.account, arrival.token),
        Err(why) => panic!("{why:?}"),
    }
}

/// Both halves of signing out.
async fn sign_out(
    platform: &impl Platform,
    account: &Account,
    token: Option<Token>,
    others: &[Account],
    home: &str,
) -> Result<(), Failure> {
    let app = delete(platform, account, others, home).await;
    revoke(platform, account, token, app).await
}

#[test]
fn the_servers_page_is_asked_for_with_all_that_protects_the_way_back() {
    let web = Web::new(&["one.example"]);
    let url = begun(&web, "one.example");
    assert!(url.starts_with("https://one.example/oauth/authorize?"));
    let pairs = pairs_of(&url);
    assert_eq!(value(&pairs, "response_type"), "code");
    assert_eq!(value(&pairs, "redirect_uri"), HOME);
    assert_eq!(value(&pairs, "code_challenge_method"), "S256");
    assert_eq!(value(&pairs, "force_login"), "true");
    assert_eq!(value(&pairs, "scope"), oauth::SCOPES);
    let state = value(&pairs, "state");
    assert_eq!(state.len(), 43, "256 bits in base64url");
    assert_ne!(
        state,
        value(&pairs_of(&begun(&web, "one.example")), "state")
    );
    assert!(!url.contains("secret"));
}

#[test]
fn the_challenge_is_the_digest_of_the_verifier_that_is_told_in_the_end() {
    let web = Web::new(&["one.example"]);
    let url = begun(&web, "one.example");
    finished(&web, &consent(&web, &url, "ana")).expect("it is signed in");
    let form = web
        .form("/oauth/token")
        .pop()
        .expect("a token was asked for");
    let verifier = value(&form, "code_verifier");
    let digest = block_on(web.digest(verifier.as_bytes())).expect("a digest");
    assert_eq!(value(&pairs_of(&url), "code_challenge"), base64url(&digest));
    assert_eq!(verifier.len(), 43);
    assert!(!url.contains(&verifier));
    assert_eq!(value(&form, "redirect_uri"), HOME);
    assert_eq!(value(&form, "grant_type"), "authorization_code");
}

#[test]
fn an_app_is_registered_once_with_each_server() {
    let web = Web::new(&["one.example", "two.example"]);
    let first = begun(&web, "one.example");
    let second = begun(&web, "one.example");
    assert_eq!(web.asked("one.example", "/api/v1/apps"), 1);
    let id = |url: &str| value(&pairs_of(url), "client_id");
    assert_eq!(id(&first), id(&second));
    let other = begun(&web, "two.example");
    assert_eq!(web.asked("two.example", "/api/v1/apps"), 1);
    assert_ne!(id(&first), id(&other), "each server its own");
}

#[test]
fn a_registration_for_less_is_made_anew_and_what_was_signed_in_with_it_is_revoked() {
    let web = Web::new(&["one.example"]);
    let (ana, token) = signed_in(&web, "one.example", "ana", &[]);
    // As an older version asked for it.
    let key = format!("https://one.example {HOME}");
    let kept = block_on(web.fake.load(Shelf::Registrations, &key)).expect("a registration");
    let less = kept.replace("read:bookmarks ", "");
    assert_ne!(kept, less);
    block_on(web.fake.replace(Shelf::Registrations, &key, &less)).expect("it is kept");
    let url = begun(&web, "one.example");
    assert_eq!(web.asked("one.example", "/api/v1/apps"), 2);
    assert_eq!(value(&pairs_of(&url), "scope"), oauth::SCOPES);
    begun(&web, "one.example");
    assert_eq!(web.asked("one.example", "/api/v1/apps"), 2);
    block_on(sign_out(&web.fake, &ana, Some(token), &[], HOME)).expect("it is revoked");
}

#[test]
fn a_registration_that_nobody_uses_is_made_anew_after_an_hour() {
    let web = Web::new(&["one.example"]);
    begun(&web, "one.example");
    web.fake.pass(Millis(59 * 60_000));
    begun(&web, "one.example");
    assert_eq!(web.asked("one.example", "/api/v1/apps"), 1);
    web.fake.pass(Millis(2 * 60_000));
    // The server forgot it meanwhile, as Mastodon does.
    let url = begun(&web, "one.example");
    assert_eq!(web.asked("one.example", "/api/v1/apps"), 2);
    finished(&web, &consent(&web, &url, "ana")).expect("it is signed in");
    web.fake.pass(Millis(48 * 60 * 60_000));
    begun(&web, "one.example");
    assert_eq!(web.asked("one.example", "/api/v1/apps"), 2, "it is in use");
}

#[test]
fn a_registration_that_another_tab_forgot_is_there_for_the_sign_out() {
    let web = Web::new(&["one.example"]);
    let (ana, token) = signed_in(&web, "one.example", "ana", &[]);
    let url = begun(&web, "one.example");
    let query = consent(&web, &url, "bo");
    block_on(sign_out(&web.fake, &ana, Some(token), &[], HOME)).expect("it is revoked");
    let (bo, token) = finished(&web, &query).expect("it is signed in");
    block_on(sign_out(&web.fake, &bo, Some(token), &[], HOME)).expect("it is revoked, too");
}

#[test]
fn a_server_that_knows_coarse_scopes_alone_is_asked_for_those() {
    let web = Web::new(&["one.example"]);
    web.change("one.example", |site| site.coarse = true);
    let server = server(&web, "one.example");
    let way = block_on(begin(&web.fake, &server, HOME, Wish::default())).expect("it begins");
    assert!(way.coarse, "and the user is told");
    let url = way.url;
    assert_eq!(value(&pairs_of(&url), "scope"), oauth::COARSE_SCOPES);
    assert_eq!(web.asked("one.example", "/api/v1/apps"), 2);
    finished(&web, &consent(&web, &url, "ana")).expect("it is signed in");
    let form = web
        .form("/oauth/token")
        .pop()
        .expect("a token was asked for");
    assert_eq!(value(&form, "scope"), oauth::COARSE_SCOPES);
}

#[test]
fn a_server_that_registers_nobody_says_so_and_nothing_is_kept() {
    let web = Web::new(&["one.example"]);
    let server = server(&web, "one.example");
    web.change("one.example", |site| site.registers = false);
    let failed = block_on(begin(&web.fake, &server, HOME, Wish::default()));
    assert!(
        matches!(failed, Err(Failure::Refused { status: 403, .. })),
        "{failed:?}"
    );
    assert!(
        block_on(web.all(Shelf::Attempts))
            .expect("it answers")
            .is_empty()
    );
    assert!(
        block_on(web.all(Shelf::Registrations))
            .expect("it answers")
            .is_empty()
    );
    web.change("one.example", |site| site.down = true);
    let failed = block_on(begin(&web.fake, &server, HOME, Wish::default()));
    assert_eq!(failed, Err(Failure::NoAnswer(NoAnswer::Unreachable)));
}

#[test]
fn only_a_query_with_a_code_and_a_state_or_an_error_is_a_sign_in_coming_back() {
    assert!(is_coming_back("?code=1&state=2"));
    assert!(is_coming_back("error=access_denied&state=2"));
    assert!(
        is_coming_back("?error=access_denied"),
        "it must leave the address"
    );
    for query in ["", "?", "?code=1", "?state=2", "?q=code&x=state"] {
        assert!(!is_coming_back(query), "{query}");
    }
}
