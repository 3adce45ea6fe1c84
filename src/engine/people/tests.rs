use super::*;
use crate::{
    core::{
        actor::{Follows, Ground, Report},
        http::{NoAnswer, Response},
        id::PostUri,
    },
    engine::fake::{self, Fake, block_on},
};

fn answers(all: &'static [(&str, u16, &str)]) -> Fake<'static> {
    Fake::new(move |_, _, request| {
        let found = all.iter().find(|it| it.0 == request.path);
        let (_, status, body) = found.ok_or(NoAnswer::Unreachable)?;
        Ok(Response {
            status: *status,
            body: (*body).into(),
            ..Response::default()
        })
    })
}

fn mira() -> Handle {
    Handle::new("mira@far.example", "")
}

const FOUND: &str = r#"{"accounts":[
    {"id":"1","acct":"mira@near.example","url":"https://near.example/@mira"},
    {"id":"2","acct":"Mira@far.example","url":"https://far.example/@mira"}]}"#;
const FOLLOWED: &str = r#"{"id":"2","following":false,"requested":true}"#;

#[test]
fn who_is_not_known_is_found_first_and_by_the_whole_handle() {
    let fake = answers(&[
        ("/api/v2/search", 200, FOUND),
        ("/api/v1/accounts/2/follow", 200, FOLLOWED),
    ]);
    let client = fake::client("a.example");
    let wish = Tie::Follow {
        boosts: true,
        notify: false,
    };
    let (profile, relation) = block_on(tie(&fake, &client, &mira(), None, &wish)).unwrap();
    assert_eq!(profile.local.as_str(), "2");
    assert_eq!(relation.follows, Follows::Asked);
    let sent = fake.sent();
    assert!(sent[0].target.contains("q=%40mira%40far.example"));
    assert!(sent[0].target.contains("resolve=true"));
}

#[test]
fn somebody_else_of_that_name_is_not_taken_for_them() {
    let fake = answers(&[("/api/v2/search", 200, FOUND)]);
    let other = Handle::new("mira@other.example", "");
    let found = block_on(find(&fake, &fake::client("a.example"), &other));
    assert_eq!(found.unwrap_err(), Failure::NotFound);
}

#[test]
fn their_own_server_is_asked_as_anybody_may_and_without_a_token() {
    let fake = answers(&[(
        "/api/v1/accounts/lookup",
        200,
        r#"{"id":"7","acct":"mira","url":"https://far.example/@mira","statuses_count":412}"#,
    )]);
    let origin = Origin::of_host("far.example").unwrap();
    let asked = Asked::Public(origin);
    let profile = block_on(look_up(&fake, &asked, &mira())).unwrap();
    assert_eq!(profile.actor.handle, mira());
    assert_eq!(profile.tally.posts, Some(412));
    assert!(asked.account().is_public());
    let sent = fake.sent();
    assert_eq!(sent[0].token, None);
    assert_eq!(sent[0].target, "/api/v1/accounts/lookup?acct=mira");
}

#[test]
fn a_stranger_is_believed_of_its_own_people_alone() {
    let somebody_else =
        r#"{"id":"7","acct":"Gargron@social.example","url":"https://far.example/@mira"}"#;
    let posts = r#"[
        {"id":"1","uri":"https://far.example/1","created_at":"2026-01-01T00:00:00Z","content":"mine",
            "account":{"id":"7","acct":"mira","url":"https://far.example/@mira"}},
        {"id":"2","uri":"https://far.example/2","created_at":"2026-01-01T00:00:00Z","content":"not mine",
            "account":{"id":"8","acct":"Gargron@social.example","url":"https://far.example/@x"}},
        {"id":"3","uri":"https://good.example/3","created_at":"2026-01-01T00:00:00Z","content":"whose?",
            "account":{"id":"7","acct":"mira","url":"https://far.example/@mira"}}]"#;
    let fake = Fake::new(move |_, _, request| {
        let body = match request.path.ends_with("/statuses") {
            true => posts,
            false => somebody_else,
        };
        Ok(Response {
            status: 200,
            body: body.into(),
            ..Response::default()
        })
    });
    let asked = Asked::Public(Origin::of_host("far.example").unwrap());
    let found = block_on(look_up(&fake, &asked, &mira()));
    assert_eq!(found.unwrap_err(), Failure::NotFound);
    let id = LocalId::new("7");
    let page = super::posts(&fake, &asked, &id, Part::Posts, None);
    let page = block_on(page).unwrap();
    let keys: Vec<_> = page.items.iter().map(|it| it.entry.key.as_str()).collect();
    assert_eq!(keys, ["1"]);
}

#[test]
fn a_report_goes_to_the_accounts_server_by_its_names_and_finds_what_it_lacks() {
    let post = r#"{"statuses":[{"id":"55","uri":"https://far.example/1","content":"x",
        "created_at":"2026-01-01T00:00:00Z",
        "account":{"id":"2","acct":"mira@far.example","url":"https://far.example/@mira"}}]}"#;
    let fake = Fake::new(move |_, _, request| {
        let people = request.query.iter().any(|(_, value)| value == "accounts");
        let body = match (&*request.path, people) {
            ("/api/v2/search", true) => FOUND,
            ("/api/v2/search", false) => post,
            _ => r#"{"id":"1"}"#,
        };
        Ok(Response {
            status: 200,
            body: body.into(),
            ..Response::default()
        })
    });
    let client = fake::client("a.example");
    let accused = beside::Accused {
        handle: mira(),
        local: None,
        posts: vec![
            (PostUri::new("https://far.example/1"), None),
            (
                PostUri::new("https://far.example/2"),
                Some(LocalId::new("56")),
            ),
        ],
    };
    let report = Report {
        ground: Ground::Spam,
        comment: "Look".into(),
        ..Report::default()
    };
    block_on(beside::report(&fake, &client, &accused, &report)).unwrap();
    let sent = fake.sent();
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|it| it.to == "https://a.example"));
    let last = &sent[2];
    assert_eq!(last.target, "/api/v1/reports");
}

#[test]
fn a_server_without_rules_or_without_hiding_says_so() {
    let fake = answers(&[
        ("/api/v1/instance/rules", 404, "{}"),
        ("/api/v1/domain_blocks", 404, "{}"),
    ]);
    let client = fake::client("a.example");
    assert_eq!(block_on(beside::rules(&fake, &client)), Ok(Vec::new()));
    let hidden = block_on(beside::hide(&fake, &client, "far.example", true));
    assert_eq!(hidden, Err(Failure::Unsupported));
}

#[test]
fn which_of_two_servers_shuts_the_other_out_is_asked_of_both() {
    let told = |by: &'static str, host: &'static str| {
        let fake = Fake::new(move |origin, token, _| {
            let ours = origin.as_str() == "https://a.example";
            assert_eq!(token.is_some(), ours, "a token goes home alone");
            let list = format!(r#"[{{"domain":"{host}","severity":"suspend"}}]"#);
            let body = if origin.host() == by {
                list
            } else {
                "[]".into()
            };
            Ok(Response {
                status: 200,
                body: body.into(),
                ..Response::default()
            })
        });
        let far = Asked::Public(Origin::of_host("sub.far.example").unwrap());
        block_on(beside::wall(&fake, &fake::client("a.example"), &far))
    };
    assert_eq!(told("a.example", "far.example"), beside::Wall::Here);
    assert_eq!(told("sub.far.example", "a.example"), beside::Wall::There);
    assert_eq!(told("a.example", "ar.example"), beside::Wall::Untold);
}

const POINTS: &str = r#"{"subject":"acct:mira@far.example","links":[
    {"rel":"self","type":"application/activity+json","href":"https://social.other.example/users/mira"}]}"#;
const SHOWN: &str = r#"{"id":"7","acct":"mira","url":"https://social.other.example/@mira"}"#;

/// The handle's host tells where mira is; what her server says of her.
fn split<'a>(there: &'static str) -> Fake<'a> {
    Fake::new(move |origin, token, request| {
        assert_eq!(token, None);
        let (status, body) = match (origin.host(), &*request.path) {
            ("far.example", "/.well-known/webfinger") => (200, POINTS),
            ("social.other.example", "/.well-known/webfinger") => (200, there),
            ("social.other.example", "/api/v1/accounts/lookup") => (200, SHOWN),
            _ => (404, ""),
        };
        Ok(Response {
            status,
            body: body.into(),
            ..Response::default()
        })
    })
}

#[test]
fn a_server_with_another_name_than_its_handles_is_found_if_it_agrees() {
    let fake = split(POINTS);
    let (asked, profile) = block_on(home::at_home(&fake, &mira())).unwrap();
    assert_eq!(profile.actor.handle, mira());
    assert_eq!(asked.account().host(), "social.other.example");
    let there = Handle::new("mira@social.other.example", "");
    let name = block_on(home::true_name(&fake, &there));
    assert_eq!(name, Some(mira()));
    assert_eq!(block_on(home::true_name(&fake, &mira())), None);
}

#[test]
fn a_host_that_points_at_somebody_elses_server_is_not_believed() {
    let other = r#"{"subject":"acct:mira@social.other.example","links":[]}"#;
    let fake = split(other);
    assert!(block_on(home::at_home(&fake, &mira())).is_err());
    // Nor a server that calls somebody by another's name.
    let liar = split(r#"{"subject":"acct:gargron@far.example","links":[]}"#);
    let there = Handle::new("mira@social.other.example", "");
    assert_eq!(block_on(home::true_name(&liar, &there)), None);
}

#[test]
fn who_is_looked_at_is_asked_for_at_their_own_server_then_where_they_were_read_then_at_the_first() {
    let all = ["a.example", "b.example", "c.example"].map(fake::account);
    let who = |handle: &str, readers: &[AccountId]| {
        let found = nearest(&all, &Handle::new(handle, ""), readers);
        found.map(|id| id.host().to_owned())
    };
    let read = [all[1].id.clone()];
    assert_eq!(who("x@c.example", &read).as_deref(), Some("c.example"));
    assert_eq!(who("x@far.example", &read).as_deref(), Some("b.example"));
    assert_eq!(who("x@far.example", &[]).as_deref(), Some("a.example"));
    assert_eq!(nearest(&[], &mira(), &[]), None);
}
