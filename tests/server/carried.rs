//! What a post carries, read from one server's words: filters, cards, polls,
//! former versions, translations.

use serde_json::{Value, json};
use skein::core::{
    id::LocalId,
    post::{Choices, Seen, Version},
    timeline::What,
};
use skein::protocol::BadAnswer;

use super::{
    contract,
    recorded::{ADAPTER, json as answer, viewer},
};

fn me() -> skein::protocol::Viewer {
    viewer("https://a.example", "a.example")
}

fn status(with: Value) -> Value {
    let mut status: Value = serde_json::from_str(super::fields::GOOD).unwrap();
    for (key, value) in with.as_object().unwrap() {
        status[key] = value.clone();
    }
    status
}

fn seen(with: Value) -> Seen {
    let call = ADAPTER.post(&LocalId::new("1")).unwrap();
    (call.read)(&me(), &answer(status(with).to_string())).unwrap()
}

fn filter(action: &str, context: &[&str]) -> Value {
    json!({"filtered": [{"filter": {"title": "T", "filter_action": action, "context": context}}]})
}

fn what(with: Value) -> What {
    let page = format!("[{}]", status(with));
    let page = contract::page(&me(), &answer(page)).unwrap();
    page.items[0].entry.what.clone()
}

#[test]
fn a_filter_is_told_with_where_it_is_meant() {
    let filtered = |context: &[&str]| {
        let seen = seen(filter("warn", context));
        let met = &seen.sighting.filtered[0];
        (met.title.clone(), met.hides, met.timelines, met.talks)
    };
    assert_eq!(filtered(&["home"]), ("T".into(), false, true, false));
    assert_eq!(filtered(&["thread"]), ("T".into(), false, false, true));
    assert_eq!(filtered(&[]), ("T".into(), false, true, true));
}

#[test]
fn only_a_filter_that_hides_at_home_takes_a_post_out_and_it_keeps_its_place() {
    assert!(matches!(what(filter("hide", &["home"])), What::Hidden(_)));
    for (action, context) in [("hide", "thread"), ("warn", "home"), ("florp", "home")] {
        let what = what(filter(action, &[context]));
        assert!(matches!(what, What::Post(_)), "{action} {context}");
    }
}

#[test]
fn what_a_boost_boosts_is_filtered_with_it() {
    let boost = |outer: Value, inner: Value| {
        let mut boost = status(outer);
        boost["reblog"] = status(inner);
        what(boost)
    };
    let (hide, none) = (|| filter("hide", &["home"]), || json!({}));
    assert!(matches!(boost(hide(), none()), What::Hidden(_)));
    assert!(matches!(boost(none(), hide()), What::Hidden(_)));
    assert!(matches!(boost(none(), none()), What::Boost { .. }));
}

#[test]
fn a_filter_that_blurs_veils_the_media_alone() {
    let seen = seen(filter("blur", &["home"]));
    assert!(seen.post.sensitive && seen.sighting.filtered.is_empty());
}

#[test]
fn the_authors_of_a_card_are_a_list_or_of_old_one_name() {
    let card = |more: Value| {
        let mut card = json!({"url": "https://d.example/", "title": "T"});
        for (key, value) in more.as_object().unwrap() {
            card[key] = value.clone();
        }
        seen(json!({ "card": card })).post.card.unwrap()
    };
    let authors = json!({"author_name": "Old", "authors": [
        {"name": "Eve", "url": "https://d.example/eve", "account": {"acct": "eve@c.example"}},
        {"name": "", "url": "javascript:x", "account": null}]});
    let listed = card(authors).authors;
    assert_eq!(
        listed.len(),
        1,
        "who has neither name nor account is nobody"
    );
    let handle = listed[0].handle.as_ref().unwrap().to_string();
    assert_eq!(
        (listed[0].name.as_str(), handle.as_str()),
        ("Eve", "@eve@c.example")
    );
    let old = card(json!({"author_name": "Old", "author_url": "https://d.example/old"}));
    assert_eq!(
        old.authors[0].url.as_ref().unwrap().as_str(),
        "https://d.example/old"
    );
    assert!(
        card(json!({"authors": 7, "width": 0, "height": 5}))
            .size
            .is_none()
    );
}

#[test]
fn what_the_account_voted_for_is_told_by_places() {
    let poll = |more: Value| {
        let mut poll =
            json!({"id": "77", "multiple": true, "options": [{"title": "a", "votes_count": null}]});
        for (key, value) in more.as_object().unwrap() {
            poll[key] = value.clone();
        }
        seen(json!({ "poll": poll })).sighting
    };
    let voted = poll(json!({"voted": true, "own_votes": [2, 0, "5", null, 1e9, -1]}));
    let places: Choices = [0, 2, 5].into_iter().collect();
    assert_eq!((voted.mine.voted, voted.mine.choices), (Some(true), places));
    let ballot = voted.ballot.unwrap();
    assert_eq!((ballot.local.as_str(), ballot.tally), ("77", vec![None]));
    assert_eq!(poll(json!({})).mine.voted, None, "not said is not no");
}

#[test]
fn a_vote_names_the_poll_and_the_places() {
    let choices: Choices = [0, 2].into_iter().collect();
    let call = ADAPTER.vote(&LocalId::new("a/b"), choices).unwrap();
    assert_eq!(call.request.path, "/api/v1/polls/a%2Fb/votes");
    assert_eq!(
        format!("{:?}", call.request.body),
        r#"Form([("choices[]", "0"), ("choices[]", "2")])"#
    );
    let read = |body: Value| (call.read)(&me(), &answer(body.to_string()));
    assert_eq!(read(json!({"id": "1", "options": []})), Ok(()));
    assert!(matches!(read(json!([])), Err(BadAnswer::Garbled { .. })));
}

fn versions(all: Value) -> Result<Vec<Version>, BadAnswer> {
    let call = ADAPTER.history(&LocalId::new("1")).unwrap();
    (call.read)(&me(), &answer(all.to_string()))
}

#[test]
fn versions_come_newest_first_and_a_broken_one_costs_the_others_nothing() {
    let version = |at: &str, text: &str| json!({"created_at": at, "content": text});
    let told = versions(json!([
        version("2026-01-01T00:00:00Z", "first"),
        version("never", "broken"),
        version("2026-01-02T00:00:00Z", "second"),
        version("2026-01-02T00:00:00Z", "third"),
        7,
    ]));
    let texts: Vec<_> = told.unwrap().iter().map(|it| it.text.plain()).collect();
    assert_eq!(texts, ["third", "second", "first"]);
    assert!(matches!(
        versions(json!({})),
        Err(BadAnswer::Garbled { .. })
    ));
}

#[test]
fn a_translation_without_words_is_none() {
    let call = ADAPTER.translate(&LocalId::new("1"), "en").unwrap();
    let read = |body: Value| (call.read)(&me(), &answer(body.to_string()));
    let whole = read(
        json!({"content": "<p>Good</p>", "detected_source_language": "de", "provider": "X",
        "poll": {"options": [{"title": "Yes"}]}}),
    );
    let whole = whole.unwrap();
    assert_eq!(
        (
            whole.text.plain().as_str(),
            whole.from.as_deref(),
            whole.provider.as_str()
        ),
        ("Good", Some("de"), "X")
    );
    assert_eq!(whole.options.len(), 1);
    assert!(matches!(
        read(json!({"language": "en"})),
        Err(BadAnswer::Garbled { .. })
    ));
}
