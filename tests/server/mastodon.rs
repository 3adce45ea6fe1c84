//! What only Mastodon's own recordings show: quotes, polls, media, cards,
//! edits, deeds, the stream; and the answers of Mastodons long gone.

use skein::{
    core::{
        http::{Body, Method},
        id::{LocalId, PostUri},
        outbox::Change,
        post::{Audience, MediaKind, Quote, Seen},
        time::parse_time,
        timeline::{Feed, What},
    },
    protocol::{BadAnswer, Event, Viewer, detect},
};

use super::{
    contract,
    places::mastodon_4_6 as place,
    recorded::{ADAPTER, Place, json, viewer},
};

pub const BIGBONE: Place = Place {
    folder: "mastodon/bigbone",
    ..place
};

fn id() -> LocalId {
    LocalId::new("1")
}

fn post(name: &str) -> Seen {
    (ADAPTER.post(&id()).unwrap().read)(&place.viewer(), &place.one(name).response()).unwrap()
}

fn after(change: Change, name: &str) -> Seen {
    let call = ADAPTER.change(&id(), change).unwrap();
    (call.read)(&place.viewer(), &place.one(name).response()).unwrap()
}

#[test]
fn a_boost_in_a_page_is_what_boosting_answers() {
    let recorded = place.one("post_statuses_ST_reblog");
    let body = format!("[{}]", recorded.body);
    let page = contract::page(&place.viewer(), &json(body)).unwrap();
    let seen = page.items[0].seen.as_ref().unwrap();
    let What::Boost { post, by, name } = &page.items[0].entry.what else {
        panic!("no boost")
    };
    assert_eq!(
        *post,
        PostUri::new(recorded.body["reblog"]["uri"].as_str().unwrap())
    );
    assert_eq!(by.user, recorded.body["account"]["acct"].as_str().unwrap());
    assert_eq!(by.host, "localhost:3000");
    assert_eq!(
        *name, by.user,
        "who has no display name is named by the handle"
    );
    assert_ne!(page.items[0].entry.key, seen.sighting.local);
    let author = &recorded.body["reblog"]["account"]["acct"];
    assert_eq!(Some(seen.post.author.handle.user.as_str()), author.as_str());
}

#[test]
fn a_deed_answers_with_the_post_as_it_is_then() {
    let mine = |change, name| after(change, name).sighting.mine;
    assert_eq!(
        mine(Change::Like(true), "post_statuses_ST_favourite").liked,
        Some(true)
    );
    assert_eq!(
        mine(Change::Like(false), "post_statuses_ST_unfavourite").liked,
        Some(false)
    );
    assert_eq!(
        mine(Change::Boost(true), "post_statuses_ST_reblog").boosted,
        Some(true)
    );
    assert_eq!(
        mine(Change::Boost(false), "post_statuses_ST_unreblog").boosted,
        Some(false)
    );
    assert_eq!(
        mine(Change::Save(true), "post_statuses_ST_bookmark").saved,
        Some(true)
    );
    assert_eq!(
        mine(Change::Save(false), "post_statuses_ST_unbookmark").saved,
        Some(false)
    );
}

#[test]
fn each_deed_is_a_post_to_its_own_path() {
    for (change, verb) in [
        (Change::Like(true), "favourite"),
        (Change::Like(false), "unfavourite"),
        (Change::Boost(true), "reblog"),
        (Change::Boost(false), "unreblog"),
        (Change::Save(true), "bookmark"),
        (Change::Save(false), "unbookmark"),
    ] {
        let request = ADAPTER.change(&LocalId::new("42"), change).unwrap().request;
        assert_eq!(request.target(), format!("/api/v1/statuses/42/{verb}"));
        assert_eq!((request.method, request.body), (Method::Post, Body::Empty));
    }
}

#[test]
fn the_answer_to_a_boost_is_the_boosted_post() {
    let seen = after(Change::Boost(true), "post_statuses_ST_reblog");
    let recorded = place.one("post_statuses_ST_reblog");
    assert_eq!(
        seen.sighting.local.as_str(),
        recorded.body["reblog"]["id"].as_str().unwrap()
    );
}

#[test]
fn a_quote_carries_the_quoted_post() {
    let recorded = place.one("post_statuses_quote");
    let seen = post("post_statuses_quote");
    let inner = &recorded.body["quote"]["quoted_status"];
    let uri = PostUri::new(inner["uri"].as_str().unwrap());
    assert_eq!(seen.post.quote, Some(Quote::Shown(uri.clone())));
    let quoted = seen.quoted.unwrap();
    assert_eq!(quoted.post.uri, uri);
    assert_eq!(
        quoted.sighting.local.as_str(),
        inner["id"].as_str().unwrap()
    );
}

#[test]
fn a_quote_that_is_not_accepted_is_hidden_with_the_servers_word() {
    let recorded = place.one("post_statuses_quote");
    for state in [
        "pending",
        "rejected",
        "revoked",
        "deleted",
        "unauthorized",
        "florp",
    ] {
        let mut body = recorded.body.clone();
        body["quote"]["state"] = state.into();
        let read = ADAPTER.post(&id()).unwrap().read;
        let seen = read(&place.viewer(), &json(body.to_string())).unwrap();
        assert_eq!(seen.post.quote, Some(Quote::Hidden(state.into(), None)));
        assert!(
            seen.quoted.is_none() && seen.sighting.quoted.is_none(),
            "{state}: what is not to be shown is not even kept"
        );
    }
}

#[test]
fn a_quote_of_somebody_blocked_or_muted_waits_for_the_readers_wish() {
    let recorded = place.one("post_statuses_quote");
    for state in ["blocked_account", "blocked_domain", "muted_account"] {
        let mut body = recorded.body.clone();
        body["quote"]["state"] = state.into();
        let read = ADAPTER.post(&id()).unwrap().read;
        let seen = read(&place.viewer(), &json(body.to_string())).unwrap();
        let quoted = seen.quoted.unwrap().post.uri;
        assert_eq!(
            seen.post.quote,
            Some(Quote::Hidden(state.into(), Some(quoted)))
        );
    }
}

#[test]
fn a_quote_that_is_named_only_can_be_asked_for() {
    let recorded = place.one("post_statuses_quote");
    let mut body = recorded.body.clone();
    body["quote"] = serde_json::json!({"state": "accepted", "quoted_status_id": "77"});
    let read = ADAPTER.post(&id()).unwrap().read;
    let seen = read(&place.viewer(), &json(body.to_string())).unwrap();
    assert_eq!(
        seen.post.quote,
        Some(Quote::Hidden("accepted".into(), None))
    );
    assert_eq!(seen.sighting.quoted, Some(LocalId::new("77")));
}

#[test]
fn a_status_in_place_of_a_quote_is_read_too() {
    let recorded = place.one("post_statuses_quote");
    let mut body = recorded.body.clone();
    let quoted = recorded.body["quote"]["quoted_status"].clone();
    let uri = PostUri::new(quoted["uri"].as_str().unwrap());
    let read = ADAPTER.post(&id()).unwrap().read;
    body["quote"] = quoted.clone();
    let seen = read(&place.viewer(), &json(body.to_string())).unwrap();
    assert_eq!(seen.post.quote, Some(Quote::Shown(uri.clone())));
    // Pleroma and Mitra.
    body["quote"] = serde_json::Value::Null;
    body["pleroma"] = serde_json::json!({ "quote": quoted });
    let seen = read(&place.viewer(), &json(body.to_string())).unwrap();
    assert_eq!(seen.post.quote, Some(Quote::Shown(uri)));
}

#[test]
fn polls_media_cards_edits_and_replies_are_read() {
    let seen = post("post_statuses_poll");
    let (poll, ballot) = (seen.post.poll.unwrap(), seen.sighting.ballot.unwrap());
    let wire = place.one("post_statuses_poll").body["poll"].clone();
    assert_eq!(
        poll.options.len(),
        wire["options"].as_array().unwrap().len()
    );
    assert_eq!(poll.ends, wire["expires_at"].as_str().and_then(parse_time));
    assert_eq!(ballot.local.as_str(), wire["id"].as_str().unwrap());
    assert_eq!(Some(poll.multiple), wire["multiple"].as_bool());
    assert!(poll.ends.is_some() && !ballot.closed);

    let media = post("post_statuses_media").post.media;
    let wire = place.one("post_statuses_media").body["media_attachments"].clone();
    assert_eq!(media.len(), wire.as_array().unwrap().len());
    for (medium, wire) in media.iter().zip(wire.as_array().unwrap()) {
        assert_eq!(medium.kind, MediaKind::Image);
        assert_eq!(
            medium.url.as_ref().map(|url| url.as_str()),
            wire["url"].as_str()
        );
        assert_eq!(medium.blurhash.as_deref(), wire["blurhash"].as_str());
        let size = &wire["meta"]["original"];
        let size = size["width"].as_u64().zip(size["height"].as_u64());
        assert_eq!(medium.size.map(|(w, h)| (w.into(), h.into())), size);
    }

    let card = post("api_v1_statuses_ST_card").post.card.unwrap();
    assert_eq!(
        (card.url.as_str(), card.title.as_str()),
        ("http://example.org/", "Example Domain")
    );
    assert_eq!(card.image, None);

    let edited = post("api_v1_statuses_ST_edited").post;
    assert!(edited.edited.is_some_and(|later| later > edited.published));

    let reply = post("post_statuses_reply");
    assert!(reply.sighting.parent.is_some());
    assert!(
        reply
            .post
            .reply
            .is_some_and(|to| to.handle == Some("@mastodonpy_test_2@localhost:3000".into()))
    );
}

#[test]
fn the_stream_is_read() {
    let recorded = place.one("stream_user");
    let mut kinds = Vec::new();
    for frame in recorded.body.as_array().unwrap() {
        let event = ADAPTER.event(&place.viewer(), &frame.to_string());
        let payload: serde_json::Value =
            serde_json::from_str(frame["payload"].as_str().unwrap()).unwrap();
        match event {
            Some(Event::New(item)) => {
                let seen = item.seen.unwrap();
                assert_eq!(seen.post.uri.as_str(), payload["uri"].as_str().unwrap());
                kinds.push("update");
            }
            Some(Event::Edited(seen)) => {
                assert_eq!(seen.post.uri.as_str(), payload["uri"].as_str().unwrap());
                assert!(seen.post.edited.is_some());
                kinds.push("status.update");
            }
            Some(Event::Deleted(id)) => {
                assert_eq!(id.as_str(), frame["payload"].as_str().unwrap());
                kinds.push("delete");
            }
            told => {
                assert_eq!(told, Some(Event::Told));
                assert_eq!(frame["event"], "notification");
            }
        }
    }
    assert_eq!(kinds, ["update", "status.update", "delete"]);
}

#[test]
fn the_token_stays_out_of_the_streams_address() {
    let stream = ADAPTER.stream(&Feed::Home).unwrap();
    assert!(
        stream.token_as_protocol && !stream.path.contains("token"),
        "{stream:?}"
    );
}

#[test]
fn refusals_of_every_age_are_understood() {
    let viewer = place.viewer();
    let bad = |name: &str| contract::page(&viewer, &BIGBONE.one(name).response()).unwrap_err();
    let refused = |status, message: &str| BadAnswer::Refused {
        status,
        message: message.into(),
    };
    assert_eq!(bad("error_401_unauthorized"), BadAnswer::SignedOut);
    assert_eq!(bad("error_404"), BadAnswer::Gone);
    assert_eq!(
        bad("error_403_forbidden"),
        refused(403, "This action is not allowed")
    );
    assert_eq!(
        bad("error"),
        refused(400, "Here comes the more detailed error description.")
    );
    assert_eq!(bad("error_no_description"), refused(400, "invalid_grant"));
    let invalid = "Validation failed: Domain is not a valid domain name";
    assert_eq!(bad("domain_blocks_block_error_422"), refused(422, invalid));
}

/// Somebody on the server that the old recordings are of.
fn old() -> Viewer {
    viewer("https://mstdn.jp", "mstdn.jp")
}

#[test]
fn posts_of_2017_are_read_and_keep_their_tag_uris() {
    let recorded = BIGBONE.one("timelines");
    let page = contract::page(&old(), &recorded.response()).unwrap();
    let seen = page.items[0].seen.as_ref().unwrap();
    assert_eq!(
        seen.post.uri.as_str(),
        "tag:mstdn.jp,2017-04-14:objectId=172429:objectType=Status"
    );
    assert_eq!(seen.post.author.handle.to_string(), "@test@mstdn.jp");
    assert_eq!(seen.post.author.avatar, None, "its address was no address");
    assert_eq!(seen.sighting.mine.liked, None, "null is not no");
    assert_eq!(
        seen.sighting.counts.replies, None,
        "what is missing is not zero"
    );
}

#[test]
fn a_conversation_of_2017_is_read_whole() {
    let recorded = BIGBONE.one("context");
    let call = ADAPTER.conversation(&LocalId::new("6884692")).unwrap();
    let shown = (call.read)(&old(), &recorded.response()).unwrap();
    assert_eq!((shown.seen.len(), shown.skipped), (3, 0));
    let parents: Vec<_> = shown
        .seen
        .iter()
        .map(|seen| seen.sighting.parent.as_ref())
        .collect();
    assert!(parents[0].is_none() && parents[1].is_some() && parents[2].is_some());
    assert_eq!(shown.seen[0].post.media[0].size, Some((1280, 960)));
    assert_eq!(shown.seen[0].post.audience, Audience::Public);
}

#[test]
fn a_closed_poll_is_read() {
    let recorded = BIGBONE.one("status_with_poll");
    let seen = (ADAPTER.post(&id()).unwrap().read)(&old(), &recorded.response()).unwrap();
    let ballot = seen.sighting.ballot.unwrap();
    assert_eq!(seen.post.poll.unwrap().options.len(), 2);
    assert_eq!(
        (ballot.tally, ballot.votes, ballot.closed),
        (vec![Some(6), Some(4)], Some(10), true)
    );
}

#[test]
fn instances_of_every_age_are_read() {
    for (document, version) in [
        ("instance_extended", "4.0.0rc1"),
        ("instance_v1_extended", "3.5.3"),
    ] {
        let response = BIGBONE.one(document).response();
        let instance = (detect::instance_v2().read)(&old(), &response).unwrap();
        assert_eq!(instance.title, "Mastodon", "{document}");
        assert_eq!(instance.version, version);
        assert_eq!(instance.handle_host, "mastodon.social");
        assert_eq!(instance.streaming.as_deref(), Some("wss://mastodon.social"));
    }
    let index = (detect::nodeinfo_index().read)(&old(), &BIGBONE.one("nodeinfo").response());
    assert_eq!(
        index.unwrap().map(|(_, path)| path).as_deref(),
        Some("/nodeinfo/2.0")
    );
    let info = BIGBONE.one("nodeinfo_server_info").response();
    let (name, version) = (detect::nodeinfo("/nodeinfo/2.0").read)(&old(), &info).unwrap();
    assert_eq!(
        (name.as_str(), version.as_str()),
        ("mastodon", "4.1.2+nightly-20230523")
    );
}
