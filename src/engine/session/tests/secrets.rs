//! Whatever a token is made of, and whatever is asked and answered with it: it
//! stands in the header that is meant for it, and nowhere else.

use super::{
    web::{Got, answer},
    *,
};
use crate::{
    core::{
        dice::Chance,
        http::encode,
        id::{LocalId, PostUri},
        outbox::Change,
        timeline::{Ask, Cursor, Feed},
    },
    engine::{live, reading},
};

const HOSTS: [&str; 2] = ["one.example", "two.example"];

/// Any visible ASCII, which is what a token may be of (RFC 6750).
fn any_token(dice: &mut Chance) -> String {
    let length = 12 + dice.below(60);
    let any = (0..length).map(|_| char::from(b'!' + dice.below(94) as u8));
    any.collect()
}

/// A text with the token in it, or the token as others may write it.
fn holds(text: &str, token: &str) -> bool {
    let debug = format!("{token:?}");
    let escaped = debug.trim_matches('"');
    [token, escaped, &encode(token)]
        .iter()
        .any(|form| text.contains(form))
}

/// One thing that the app does with a token, and what it is told.
async fn ask_something(web: &Web, client: &Client, dice: &mut Chance) -> String {
    let fake = &web.fake;
    let local = LocalId::new(format!("{}", dice.below(9_000)));
    let uri = PostUri::new("https://three.example/p/7");
    let with = client.protocol();
    let on = dice.below(2) == 0;
    let mut changes = [Change::Like(on), Change::Boost(on), Change::Save(on)].into_iter();
    let cursor = Ask::Older(Cursor("77".into()));
    match dice.below(9) {
        0 => format!("{:?}", run(fake, client, with.verify()).await),
        1 => format!(
            "{:?}",
            reading::page(fake, client, &Feed::Home, &Ask::Newest).await
        ),
        2 => format!(
            "{:?}",
            reading::page(fake, client, &Feed::Home, &cursor).await
        ),
        3 => format!(
            "{:?}",
            reading::conversation(fake, client, &uri, Some(&local)).await
        ),
        4 => format!(
            "{:?}",
            reading::conversation(fake, client, &uri, None).await
        ),
        5 => format!("{:?}", reading::entry(fake, client, &local, &uri).await),
        6 => format!("{}", is_dead(fake, client).await),
        7 => {
            let said = format!(
                r#"{{"event":"update","payload":{:?}}}"#,
                client.token().reveal()
            );
            format!("{:?}", live::hear(client, &said, true))
        }
        _ => {
            let change = changes.nth(dice.below(3)).expect("one of three");
            let call = with
                .change(&local, change)
                .unwrap_or_else(|_| panic!("{change:?}"));
            format!("{:?}", run(fake, client, call).await)
        }
    }
}

/// The server tells a token back in whatever it answers, or answers as it should.
fn babbles(web: &Web, host: &str, token: &str, dice: &mut Chance) {
    let words = serde_json::json!({"error": format!("The token {token} is not liked")});
    let odd = serde_json::json!([token, {"id": 7, "content": token}]);
    let status = [200, 400, 403, 422, 500][dice.below(5)];
    let body = [
        words.to_string(),
        odd.to_string(),
        odd[1].to_string(),
        token.to_owned(),
    ];
    let says = (dice.below(3) > 0).then(|| answer(status, &body[dice.below(4)]));
    web.change(host, |site| site.always = says);
}

fn check_requests(web: &Web, tokens: &[(&str, String)]) {
    for got in web.got() {
        let Got {
            host,
            path,
            token,
            query,
            form,
        } = got;
        if let Some(sent) = &token {
            let own = tokens
                .iter()
                .any(|(home, token)| *home == host && token == sent);
            assert!(own || sent == "none", "{sent} went to {host}");
        }
        for (home, token) in tokens {
            let said = query.iter().chain(&form);
            let told = said.filter(|(key, value)| holds(key, token) || holds(value, token));
            let told: Vec<_> = told.map(|(key, _)| key.as_str()).collect();
            let revoked = host == *home && path == "/oauth/revoke";
            assert_eq!(
                told,
                if revoked && !told.is_empty() {
                    vec!["token"]
                } else {
                    vec![]
                }
            );
            assert!(!holds(&path, token), "{path}");
        }
    }
}

fn check_shelves(web: &Web, tokens: &[(&str, String)]) {
    for shelf in Shelf::ALL {
        let values = block_on(web.all(shelf)).expect("it answers");
        let names = block_on(web.keys(shelf));
        let records = block_on(web.get(shelf, &names)).into_iter().flatten();
        let records = records.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let own = shelf == Shelf::Tokens;
        for text in names.iter().cloned().chain(values).chain(records) {
            assert!(!text.contains("refresh-"), "what nobody needs is not kept");
            for (_, token) in tokens {
                assert!(
                    text == *token && own || !holds(&text, token),
                    "{shelf:?}: {text}"
                );
            }
        }
    }
}

#[test]
fn a_token_of_any_kind_is_in_its_own_header_and_nowhere_else() {
    for seed in 1..=150 {
        let dice = &mut Chance::new(seed * 0x9E37_79B9);
        let web = Web::new(&HOSTS);
        let mut accounts = Vec::new();
        let mut tokens = Vec::new();
        for host in HOSTS {
            let salt = any_token(dice);
            web.change(host, |site| site.salt = salt);
            let (account, token) = signed_in(&web, host, "ana", &accounts);
            tokens.push((host, token.reveal().to_owned()));
            accounts.push(account);
        }
        for _ in 0..24 {
            let at = dice.below(2);
            let (host, token) = &tokens[at];
            let client = Client::new(&accounts[at], Token::new(token.clone()));
            babbles(&web, host, token, dice);
            let told = block_on(ask_something(&web, &client, dice));
            assert!(!holds(&told, token), "{told}");
            let address = live::stream_address(&client, &accounts[at].server);
            assert!(address.is_none_or(|(url, _)| !holds(&url, token)));
        }
        check_shelves(&web, &tokens);
        for host in HOSTS {
            web.change(host, |site| site.always = None);
        }
        for (account, (_, token)) in accounts.iter().zip(&tokens) {
            let token = Some(Token::new(token.clone()));
            block_on(sign_out(&web.fake, account, token, &[], HOME)).expect("it answers");
        }
        check_requests(&web, &tokens);
        let revoked = web.form("/oauth/revoke");
        assert_eq!(revoked.len(), 2);
    }
}
