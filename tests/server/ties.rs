//! What is done about people beyond following: reports, hidden servers, and what
//! stands beside somebody.

use serde_json::json;
use skein::{
    core::{
        actor::{Ground, Report, Tie},
        http::{Body, Method},
        id::LocalId,
    },
    protocol::BadAnswer,
};

use super::{
    mastodon::BIGBONE,
    places::{gotosocial, snac, takahe},
    recorded::{ADAPTER, BESIDE, json as answer, viewer},
};

fn id(name: &str) -> LocalId {
    LocalId::new(name)
}

fn read<T>(call: skein::protocol::Call<T>, body: &str) -> Result<T, BadAnswer> {
    let viewer = viewer("https://a.example", "a.example");
    (call.read)(&viewer, &answer(body.to_owned()))
}

#[test]
fn a_report_says_what_was_chosen_and_no_more() {
    let report = Report {
        ground: Ground::Rules,
        rules: vec![id("2"), id("4")],
        posts: Vec::new(),
        comment: "Again & again".into(),
        forward: true,
    };
    let form = |report: &Report| {
        let request = BESIDE.report(&id("7"), &[id("8"), id("9")], report);
        let request = request.unwrap().request;
        assert_eq!(
            (request.method, &*request.path),
            (Method::Post, "/api/v1/reports")
        );
        let Body::Form(form) = request.body else {
            panic!("it is a form")
        };
        let pairs: Vec<String> = form.iter().map(|(k, v)| format!("{k}={v}")).collect();
        pairs.join("|")
    };
    assert_eq!(
        form(&report),
        "account_id=7|category=violation|forward=true|comment=Again & again|\
         status_ids[]=8|status_ids[]=9|rule_ids[]=2|rule_ids[]=4"
    );
    // Rules go with no other ground: Mastodon would refuse it.
    let spam = Report {
        ground: Ground::Spam,
        comment: String::new(),
        ..report
    };
    assert_eq!(
        form(&spam),
        "account_id=7|category=spam|forward=true|status_ids[]=8|status_ids[]=9"
    );
}

#[test]
fn a_report_is_done_when_the_server_says_so_and_not_by_anything_else() {
    let call = || BESIDE.report(&id("7"), &[], &Report::default()).unwrap();
    let recorded = BIGBONE.one("reports").response();
    assert_eq!((call().read)(&BIGBONE.viewer(), &recorded), Ok(()));
    for body in ["<html>Sign in to the hotel</html>", "[]", "null", ""] {
        assert!(read(call(), body).is_err(), "{body:?}");
    }
}

#[test]
fn rules_are_read_as_each_server_lists_them() {
    let rules = |place: &super::recorded::Place, name: &str| {
        let call = BESIDE.rules().unwrap();
        (call.read)(&place.viewer(), &place.one(name).response())
    };
    let listed = rules(&BIGBONE, "instance_rules_success").unwrap();
    let wire = BIGBONE.one("instance_rules_success").body;
    assert_eq!(listed.len(), wire.as_array().unwrap().len());
    assert_eq!(Some(&*listed[0].text), wire[0]["text"].as_str());
    assert_eq!(rules(&gotosocial, "api_v1_instance_rules"), Ok(Vec::new()));
    assert_eq!(rules(&snac, "api_v1_instance_rules"), Err(BadAnswer::Gone));
    let odd = json!([{"id": 3, "text": "Be\u{202e} kind.", "hint": null}, {"text": "?"}, 5]);
    let read = read(BESIDE.rules().unwrap(), &odd.to_string()).unwrap();
    assert_eq!((read.len(), &*read[0].text), (1, "Be kind."));
}

#[test]
fn servers_are_hidden_and_shown_by_their_host() {
    let hide = BESIDE.hide_server("far.example", true).unwrap();
    assert_eq!(hide.request.method, Method::Post);
    assert_eq!(
        hide.request.body,
        Body::Form(vec![("domain", "far.example".into())])
    );
    assert_eq!(read(hide, "{}"), Ok(()));
    let show = BESIDE.hide_server("far.example", false).unwrap();
    assert_eq!(show.request.method, Method::Delete);
    assert_eq!(
        show.request.target(),
        "/api/v1/domain_blocks?domain=far.example"
    );
    assert!(read(show, "<html>").is_err());
    let refused = BIGBONE.one("domain_blocks_block_error_422").response();
    let call = BESIDE.hide_server("?", true).unwrap();
    let refused = (call.read)(&BIGBONE.viewer(), &refused);
    assert!(matches!(
        refused,
        Err(BadAnswer::Refused { status: 422, .. })
    ));
    let hidden = read(
        BESIDE.hidden_servers().unwrap(),
        r#"["a.example","bücher.example",{},null,"no host/"]"#,
    );
    assert_eq!(hidden.unwrap(), ["a.example", "xn--bcher-kva.example"]);
}

#[test]
fn who_can_hide_servers_is_known_by_what_was_seen() {
    let can = |software: &str| BESIDE.hides_servers(software);
    for place in [gotosocial, snac, takahe] {
        assert!(!can(place.software), "{}", place.software);
    }
    for software in ["mastodon 4.5.0", "Akkoma 3.10", "pixelfed 0.12", "", "new"] {
        assert!(can(software), "{software}");
    }
}

#[test]
fn a_relation_is_read_as_each_server_tells_it() {
    for place in [gotosocial, snac, takahe] {
        let recorded = place.one("api_v1_accounts_relationships_id_ME");
        let call = ADAPTER.relations(&[id("1")]).unwrap();
        let all = (call.read)(&place.viewer(), &recorded.response()).unwrap();
        let [one] = all.as_slice() else {
            panic!("{}: one was asked for", place.folder)
        };
        assert_eq!(Some(one.person.as_str()), recorded.body[0]["id"].as_str());
        assert!(!one.server_hidden && one.note.is_empty());
    }
    let body = json!([{"id": "8", "domain_blocking": true}]);
    let call = ADAPTER.relations(&[id("8")]).unwrap();
    assert!(read(call, &body.to_string()).unwrap()[0].server_hidden);
}

#[test]
fn a_note_is_sent_as_it_was_written() {
    let call = ADAPTER.tie(&id("7"), &Tie::Note(String::new())).unwrap();
    assert_eq!(
        call.request.body,
        Body::Form(vec![("comment", String::new())])
    );
}

#[test]
fn whom_both_know_and_what_somebody_writes_about_is_read() {
    let call = BESIDE.familiar(&id("1")).unwrap();
    assert_eq!(
        call.request.target(),
        "/api/v1/accounts/familiar_followers?id%5B%5D=1"
    );
    let recorded = BIGBONE.one("accounts_find_familiar_followers_success");
    let people = (call.read)(&BIGBONE.viewer(), &recorded.response()).unwrap();
    let handles: Vec<&str> = people.iter().map(|it| &*it.actor.handle.user).collect();
    assert_eq!(handles, ["moss", "vivianrose"]);

    let call = BESIDE.topics(&id("a/b")).unwrap();
    assert_eq!(
        call.request.target(),
        "/api/v1/accounts/a%2Fb/featured_tags"
    );
    let recorded = BIGBONE.one("accounts_get_featured_tags_success");
    let topics = (call.read)(&BIGBONE.viewer(), &recorded.response()).unwrap();
    assert_eq!(topics.len(), recorded.body.as_array().unwrap().len());
    assert_eq!(Some(&*topics[0].name), recorded.body[0]["name"].as_str());
    let odd = json!([{"name": "#trains", "statuses_count": "12"}, {"name": ""}, {"statuses_count": 3}, "x"]);
    let topics = read(BESIDE.topics(&id("1")).unwrap(), &odd.to_string()).unwrap();
    assert_eq!(topics.len(), 1);
    assert_eq!((&*topics[0].name, topics[0].posts), ("trains", Some(12)));
}

#[test]
fn the_languages_of_a_follow_are_told_and_changed_apart_from_the_rest() {
    let body = json!([
        {"id": "1", "following": true, "languages": null},
        {"id": "2", "following": true, "languages": ["en", "de\u{202e}", 5, ""]},
        {"id": "3", "following": true},
    ]);
    let all = read(ADAPTER.relations(&[]).unwrap(), &body.to_string()).unwrap();
    let languages: Vec<_> = all.into_iter().map(|it| it.languages).collect();
    let some = ["en", "de", "5"].map(String::from).to_vec();
    assert_eq!(languages, [Some(Vec::new()), Some(some), None]);
    let sent = |tags: &[&str]| {
        let tags = tags.iter().map(|it| (*it).to_owned()).collect();
        let request = ADAPTER
            .tie(&id("7"), &Tie::Languages(tags))
            .unwrap()
            .request;
        assert_eq!(request.path, "/api/v1/accounts/7/follow");
        request.body
    };
    let json = |text: &str| Body::Json(text.to_owned());
    assert_eq!(sent(&["en", "de"]), json(r#"{"languages":["en","de"]}"#));
    assert_eq!(sent(&[]), json(r#"{"languages":[]}"#));
    assert_eq!(sent(&["e\"n"]), json(r#"{"languages":[]}"#));
}

#[test]
fn whom_a_server_shuts_out_is_told_but_for_those_who_are_only_limited() {
    let call = BESIDE.shut_out().unwrap();
    assert_eq!(call.request.target(), "/api/v1/instance/domain_blocks");
    let body = json!([
        {"domain": "bad.example", "severity": "suspend", "comment": "Spam"},
        {"domain": "loud.example", "severity": "silence"},
        {"domain": "ve**.example", "severity": "suspend"},
        {"severity": "suspend"}, 7,
    ]);
    let told = read(call, &body.to_string()).unwrap();
    assert!(told.contains(&"bad.example".to_owned()));
    assert!(!told.contains(&"loud.example".to_owned()));
    let unsaid = snac.one("api_v1_instance_rules").response();
    let call = BESIDE.shut_out().unwrap();
    assert!((call.read)(&snac.viewer(), &unsaid).is_err());
}
