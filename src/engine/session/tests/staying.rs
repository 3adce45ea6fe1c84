//! Accounts after they are signed in: kept, told apart, signed out of.

use super::*;

fn ids(web: &Web) -> Vec<String> {
    let restored = block_on(restore(&web.fake)).expect("it answers");
    restored
        .iter()
        .map(|(account, _)| account.id.as_str().to_owned())
        .collect()
}

#[test]
fn an_account_is_there_again_after_a_restart() {
    let web = Web::new(&["one.example", "two.example"]);
    let (ana, ana_token) = signed_in(&web, "one.example", "ana", &[]);
    web.pass(Millis(60_000));
    let (bo, bo_token) = signed_in(&web, "two.example", "bo", std::slice::from_ref(&ana));
    let restored = block_on(restore(&web.fake)).expect("it answers");
    let accounts: Vec<_> = restored
        .iter()
        .map(|(account, _)| account.clone())
        .collect();
    assert_eq!(accounts, [ana, bo], "oldest first");
    let tokens: Vec<_> = restored
        .iter()
        .flat_map(|(_, token)| token)
        .map(Token::reveal)
        .collect();
    assert_eq!(tokens, [ana_token.reveal(), bo_token.reveal()]);
}

#[test]
fn an_account_whose_token_cannot_be_opened_is_kept() {
    let web = Web::new(&["one.example"]);
    let (ana, _) = signed_in(&web, "one.example", "ana", &[]);
    block_on(web.take(Shelf::Tokens, ana.id.as_str()));
    let restored = block_on(restore(&web.fake)).expect("it answers");
    assert!(matches!(restored.as_slice(), [(account, None)] if *account == ana));
}

#[test]
fn two_accounts_on_one_server_are_two() {
    let web = Web::new(&["one.example"]);
    let (ana, ana_token) = signed_in(&web, "one.example", "ana", &[]);
    let (bo, bo_token) = signed_in(&web, "one.example", "bo", std::slice::from_ref(&ana));
    assert_ne!(ana.id, bo.id);
    assert_ne!(ana.hue, bo.hue);
    assert_ne!(ana_token.reveal(), bo_token.reveal());
    assert_eq!(ids(&web).len(), 2);
}

#[test]
fn the_same_name_on_two_servers_is_two_accounts() {
    let web = Web::new(&["one.example", "two.example"]);
    let (here, _) = signed_in(&web, "one.example", "ana", &[]);
    let (there, _) = signed_in(&web, "two.example", "ana", std::slice::from_ref(&here));
    assert_ne!(here.id, there.id);
    assert_eq!(ids(&web).len(), 2);
}

#[test]
fn the_same_account_again_keeps_its_colour_and_gets_a_new_token() {
    let web = Web::new(&["one.example", "two.example"]);
    let (other, _) = signed_in(&web, "two.example", "bo", &[]);
    let (mut before, old) = signed_in(&web, "one.example", "ana", std::slice::from_ref(&other));
    before.state = SignedIn::Again;
    web.pass(Millis(60_000));
    let accounts = [other, before.clone()];
    let (after, new) = signed_in(&web, "one.example", "ana", &accounts);
    assert_eq!(
        (&after.id, after.hue, after.added),
        (&before.id, before.hue, before.added)
    );
    assert_eq!(after.state, SignedIn::Yes);
    assert_ne!(old.reveal(), new.reveal());
    assert_eq!(ids(&web).len(), 2);
    let kept = block_on(web.load(Shelf::Tokens, after.id.as_str()));
    assert_eq!(kept.as_deref(), Some(new.reveal()));
}

#[test]
fn signing_out_revokes_on_the_server_and_deletes_here() {
    let web = Web::new(&["one.example", "two.example"]);
    let (ana, token) = signed_in(&web, "one.example", "ana", &[]);
    let (bo, _) = signed_in(&web, "two.example", "bo", std::slice::from_ref(&ana));
    let secret = token.reveal().to_owned();
    block_on(sign_out(
        &web.fake,
        &ana,
        Some(token),
        std::slice::from_ref(&bo),
        HOME,
    ))
    .expect("it answers");
    let form = web.form("/oauth/revoke").pop().expect("it was told");
    assert_eq!(value(&form, "token"), secret);
    assert_eq!(value(&form, "client_secret"), "secret1@one.example");
    assert_eq!(web.asked("two.example", "/oauth/revoke"), 0);
    web.change("one.example", |site| assert!(site.tokens.is_empty()));
    assert_eq!(ids(&web), [bo.id.as_str()]);
    let left = block_on(web.all(Shelf::Tokens)).expect("it answers");
    assert_eq!(left, ["token-0-bo-of-two.example"]);
    assert!(
        !block_on(web.all(Shelf::Registrations))
            .expect("it answers")
            .iter()
            .any(|app| app.contains("one.example\""))
    );
}

#[test]
fn signing_out_of_one_account_leaves_another_on_the_same_server() {
    let web = Web::new(&["one.example"]);
    let (ana, token) = signed_in(&web, "one.example", "ana", &[]);
    let (bo, bo_token) = signed_in(&web, "one.example", "bo", std::slice::from_ref(&ana));
    block_on(sign_out(
        &web.fake,
        &ana,
        Some(token),
        std::slice::from_ref(&bo),
        HOME,
    ))
    .expect("it answers");
    let client = Client::new(&bo, bo_token);
    assert!(!block_on(is_dead(&web.fake, &client)));
    assert_eq!(
        block_on(web.all(Shelf::Registrations))
            .expect("it answers")
            .len(),
        1,
        "its app is still in use"
    );
    assert_eq!(ids(&web), [bo.id.as_str()]);
}

#[test]
fn signing_out_works_when_the_server_is_down() {
    let web = Web::new(&["one.example"]);
    let (ana, token) = signed_in(&web, "one.example", "ana", &[]);
    web.change("one.example", |site| site.down = true);
    let told = block_on(sign_out(&web.fake, &ana, Some(token), &[], HOME));
    assert_eq!(
        told,
        Err(Failure::NoAnswer(NoAnswer::Unreachable)),
        "so that it can be said"
    );
    assert!(ids(&web).is_empty());
    for shelf in Shelf::ALL {
        assert!(
            block_on(web.all(shelf)).expect("it answers").is_empty(),
            "{}",
            shelf.name()
        );
    }
}

#[test]
fn a_token_is_dead_when_the_server_says_so_twice_and_not_when_it_is_down() {
    let web = Web::new(&["one.example"]);
    let (ana, token) = signed_in(&web, "one.example", "ana", &[]);
    let client = Client::new(&ana, token);
    web.change("one.example", |site| site.down = true);
    assert!(!block_on(is_dead(&web.fake, &client)));
    web.change("one.example", |site| {
        site.down = false;
        site.tokens.clear();
    });
    assert!(block_on(is_dead(&web.fake, &client)));
}

#[test]
fn a_token_travels_to_its_own_server_alone_and_never_in_an_address() {
    let web = Web::new(&["one.example", "two.example"]);
    let mut accounts: Vec<Account> = Vec::new();
    let mut tokens = Vec::new();
    for (host, who) in [
        ("one.example", "ana"),
        ("two.example", "bo"),
        ("one.example", "cy"),
        ("two.example", "bo"),
        ("one.example", "ana"),
    ] {
        let (account, token) = signed_in(&web, host, who, &accounts);
        accounts.retain(|known| known.id != account.id);
        accounts.push(account);
        tokens.push((host, token.reveal().to_owned()));
    }
    for (account, token) in block_on(restore(&web.fake)).expect("it answers") {
        block_on(sign_out(&web.fake, &account, token, &accounts, HOME)).expect("it answers");
    }
    assert_eq!(
        (tokens.len(), web.form("/oauth/revoke").len()),
        (5, 5),
        "a token that was replaced is revoked, too"
    );
    for (host, token) in &tokens {
        for sent in web.sent() {
            assert!(!sent.target.contains(token.as_str()), "{sent:?}");
            assert!(!sent.to.contains(token.as_str()));
        }
        for got in web.got().iter().filter(|got| got.host != *host) {
            assert!(!format!("{got:?}").contains(token.as_str()), "{got:?}");
        }
    }
    let secrets = web.got().into_iter().filter(|got| !got.form.is_empty());
    for got in secrets {
        let told = got.form.iter().filter(|(key, _)| key == "client_secret");
        assert!(
            told.into_iter()
                .all(|(_, secret)| secret.ends_with(&got.host)),
            "{got:?}"
        );
    }
}
