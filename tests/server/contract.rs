//! What holds for every recorded server.

use serde_json::{Value, json};
use skein::{
    core::{
        account::{Features, Server},
        actor::Handle,
        id::{LocalId, PostUri},
        outbox::Change,
        post::Choices,
        time::parse_time,
        timeline::{Cursor, Feed, Marked, Page, What},
    },
    protocol::{
        BadAnswer, Viewer,
        detect::{self, Instance},
        features,
    },
};

use super::recorded::{ADAPTER, Place, Recorded, json as answer};

/// Reads a page of the home timeline.
pub fn page(viewer: &Viewer, response: &skein::core::http::Response) -> Result<Page, BadAnswer> {
    (ADAPTER.page(&Feed::Home, None).unwrap().read)(viewer, response)
}

fn read(place: &Place, recorded: &Recorded) -> Page {
    page(&place.viewer(), &recorded.response())
        .unwrap_or_else(|bad| panic!("{}: {bad:?}", recorded.name))
}

fn text<'a>(status: &'a Value, key: &str) -> &'a str {
    status[key].as_str().unwrap_or_default()
}

pub fn every_page_is_read_whole(place: &Place) {
    let pages = place.pages();
    assert!(
        pages
            .iter()
            .any(|page| page.statuses().is_some_and(|items| !items.is_empty()))
    );
    for recorded in pages {
        let page = read(place, &recorded);
        let wire = recorded.statuses().unwrap();
        assert_eq!(page.items.len(), wire.len(), "{}", recorded.name);
        for (item, status) in page.items.iter().zip(wire) {
            let at = format!("{} {}", recorded.name, status["id"]);
            let seen = item
                .seen
                .as_ref()
                .unwrap_or_else(|| panic!("{at} was not read"));
            assert_eq!(item.entry.key.as_str(), text(status, "id"), "{at}");
            assert_eq!(
                Some(item.entry.time),
                parse_time(text(status, "created_at")),
                "{at}"
            );
            assert_eq!(seen.sighting.account, place.viewer().account, "{at}");
            assert_eq!(seen.sighting.local.as_str(), text(status, "id"), "{at}");
            assert_eq!(
                seen.sighting.mine.liked,
                status["favourited"].as_bool(),
                "{at}"
            );
            let count = |key: &str| status[key].as_u64().map(|count| count as u32);
            assert_eq!(seen.sighting.counts.replies, count("replies_count"), "{at}");
            assert_eq!(
                seen.post.text.is_empty(),
                text(status, "content").is_empty(),
                "{at}"
            );
        }
    }
}

pub fn every_post_has_its_canonical_uri(place: &Place) {
    let mut local = 0;
    for recorded in place.pages() {
        let page = read(place, &recorded);
        for (item, status) in page.items.iter().zip(recorded.statuses().unwrap()) {
            let post = &item.seen.as_ref().unwrap().post;
            let uri = post.uri.as_str();
            assert_eq!(
                uri,
                text(status, "uri"),
                "the recorded uris are in normal form already"
            );
            assert_eq!(PostUri::new(uri), post.uri);
            assert!(
                uri.starts_with("https://") || uri.starts_with("http://"),
                "{uri}"
            );
            let handle = &post.author.handle;
            assert_eq!(
                post.uri.host(),
                Some(handle.host.as_str()),
                "{uri} by {handle}"
            );
            assert!(
                !handle.user.is_empty() && !handle.user.contains('@'),
                "{handle}"
            );
            assert_eq!(
                post.author.uri.host(),
                post.uri.host(),
                "{:?}",
                post.author.uri
            );
            local += usize::from(handle.host == place.host);
        }
    }
    assert!(local > 0, "a recording must hold local posts");
}

pub fn a_boost_names_its_booster_and_what_it_boosts(place: &Place) {
    let home = place.one("api_v1_timelines_home");
    let inner = home.statuses().unwrap()[0].clone();
    // Nothing of the post itself may stem from the boost around it.
    let mut outer = inner.clone();
    outer["id"] = json!("boost-1");
    outer["uri"] = json!(format!("{}/activity", text(&inner, "uri")));
    outer["created_at"] = json!("2027-01-01T00:00:00.000Z");
    outer["account"]["acct"] = json!("eve@elsewhere.test");
    outer["account"]["display_name"] = json!("Eve");
    outer["content"] = json!("");
    outer["reblog"] = inner.clone();
    let page = page(&place.viewer(), &answer(json!([outer]).to_string())).unwrap();
    let [item] = page.items.as_slice() else {
        panic!("one item, not {}", page.items.len())
    };
    let seen = item.seen.as_ref().unwrap();
    let uri = PostUri::new(text(&inner, "uri"));
    let by = Handle {
        user: "eve".into(),
        host: "elsewhere.test".into(),
    };
    assert_eq!(
        item.entry.what,
        What::Boost {
            post: uri.clone(),
            by,
            name: "Eve".into()
        }
    );
    assert_eq!(item.entry.key.as_str(), "boost-1");
    assert_eq!(
        Some(item.entry.time),
        parse_time("2027-01-01T00:00:00.000Z")
    );
    assert_eq!(seen.post.uri, uri);
    assert_eq!(seen.sighting.local.as_str(), text(&inner, "id"));
    assert_ne!(seen.post.author.handle.user, "eve");
    assert!(!seen.post.text.is_empty());
}

pub fn the_cursor_asks_for_the_next_page(place: &Place) {
    for recorded in place.pages() {
        let page = read(place, &recorded);
        let last = recorded
            .statuses()
            .unwrap()
            .last()
            .map(|status| text(status, "id"));
        let want = match recorded.response().link {
            Some(link) => named_by_link(&link),
            None => last.map(str::to_owned),
        };
        assert_eq!(page.older, want.clone().map(Cursor), "{}", recorded.name);
        let Some(want) = want else { continue };
        let call = ADAPTER.page(&Feed::Home, page.older.as_ref()).unwrap();
        let target = call.request.target();
        assert!(target.starts_with("/api/v1/timelines/home?"), "{target}");
        assert!(
            target.ends_with(&format!("&max_id={want}")),
            "{target} lacks {want}"
        );
    }
    // Without `Link`, which not every server lets a script see, the last id serves.
    let mut blind = place.one("api_v1_timelines_home");
    blind.headers.clear();
    let last = blind
        .statuses()
        .unwrap()
        .last()
        .map(|status| text(status, "id").to_owned());
    assert_eq!(read(place, &blind).older, last.map(Cursor));
}

fn named_by_link(link: &str) -> Option<String> {
    let next = link
        .split(", ")
        .find(|link| link.contains("rel=\"next\""))?;
    let (_, rest) = next.split_once("max_id=")?;
    Some(rest.split(['&', '>']).next()?.to_owned())
}

pub fn a_first_page_is_asked_for_without_a_cursor(_: &Place) {
    let request = ADAPTER.page(&Feed::Home, None).unwrap().request;
    assert!(!request.target().contains("max_id"), "{}", request.target());
}

pub fn every_refusal_is_understood(place: &Place) {
    let id = LocalId::new("1");
    let uri = PostUri::new("https://a.example/1");
    for recorded in place.all() {
        if (200..300).contains(&recorded.status) || recorded.status == 101 {
            continue;
        }
        let want = match recorded.status {
            401 => BadAnswer::SignedOut,
            404 | 410 => BadAnswer::Gone,
            status => {
                let message = recorded.body["error"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned();
                match message.contains("scope") {
                    true => BadAnswer::OutOfScope,
                    false => BadAnswer::Refused { status, message },
                }
            }
        };
        let (viewer, response) = (place.viewer(), recorded.response());
        let at = &recorded.name;
        assert_eq!(page(&viewer, &response).err(), Some(want.clone()), "{at}");
        let post = (ADAPTER.post(&id).unwrap().read)(&viewer, &response);
        assert_eq!(post.err(), Some(want.clone()), "{at}");
        let shown = (ADAPTER.conversation(&id).unwrap().read)(&viewer, &response);
        assert_eq!(shown.err(), Some(want.clone()), "{at}");
        let found = (ADAPTER.find(&uri).unwrap().read)(&viewer, &response);
        assert_eq!(found.err(), Some(want.clone()), "{at}");
        let liked = (ADAPTER.change(&id, Change::Like(true)).unwrap().read)(&viewer, &response);
        assert_eq!(liked.err(), Some(want.clone()), "{at}");
        let actor = (ADAPTER.verify().read)(&viewer, &response);
        assert_eq!(actor.err(), Some(want), "{at}");
    }
}

pub fn single_posts_conversations_and_findings_are_read(place: &Place) {
    let id = LocalId::new("1");
    for recorded in place.all() {
        let (viewer, response) = (place.viewer(), recorded.response());
        if recorded.is_status() {
            let seen = (ADAPTER.post(&id).unwrap().read)(&viewer, &response).unwrap();
            let inner = &recorded.body["reblog"];
            let status = if inner.is_object() {
                inner
            } else {
                &recorded.body
            };
            assert_eq!(
                seen.post.uri,
                PostUri::new(text(status, "uri")),
                "{}",
                recorded.name
            );
            assert_eq!(
                seen.sighting.local.as_str(),
                text(status, "id"),
                "{}",
                recorded.name
            );
        } else if recorded.body["ancestors"].is_array() {
            let shown = (ADAPTER.conversation(&id).unwrap().read)(&viewer, &response).unwrap();
            let part = |name: &str| recorded.body[name].as_array().unwrap().len();
            assert_eq!(shown.skipped, 0, "{}", recorded.name);
            assert_eq!(shown.seen.len(), part("ancestors") + part("descendants"));
        } else if recorded.status == 200 && recorded.body["statuses"].is_array() {
            let uri = PostUri::new("https://a.example/1");
            let found = (ADAPTER.find(&uri).unwrap().read)(&viewer, &response).unwrap();
            assert_eq!(found.skipped, 0, "{}", recorded.name);
            assert_eq!(
                found.seen.len(),
                recorded.body["statuses"].as_array().unwrap().len()
            );
        }
    }
}

pub fn a_conversation_is_read_whole(place: &Place) {
    let home = place.one("api_v1_timelines_home");
    let statuses = home.statuses().unwrap();
    let (above, below) = statuses.split_at(statuses.len() / 2);
    let body = json!({"ancestors": above, "descendants": below});
    let read = ADAPTER.conversation(&LocalId::new("1")).unwrap().read;
    let shown = read(&place.viewer(), &answer(body.to_string())).unwrap();
    let uris: Vec<_> = shown
        .seen
        .iter()
        .map(|seen| seen.post.uri.as_str())
        .collect();
    let want: Vec<_> = statuses.iter().map(|status| text(status, "uri")).collect();
    assert_eq!((uris, shown.skipped), (want, 0));
}

pub fn whose_token_it_is_is_read(place: &Place) {
    let recorded = place.one("api_v1_accounts_verify_credentials");
    let actor = (ADAPTER.verify().read)(&place.viewer(), &recorded.response()).unwrap();
    assert_eq!(actor.handle.host, place.host);
    assert_eq!(actor.handle.user, text(&recorded.body, "username"));
    assert_eq!(actor.uri.host(), Some(place.host));
    assert!(actor.web.is_some());
}

/// Looks at the server as the sign-in does: instance, then NodeInfo.
fn look(place: &Place, document: &str) -> (Instance, Server) {
    let recorded = place.one(document);
    let call = if document.contains("v2") {
        detect::instance_v2()
    } else {
        detect::instance_v1()
    };
    assert!(
        recorded.request.contains(&call.request.path),
        "{}",
        recorded.request
    );
    let instance = (call.read)(&place.viewer(), &recorded.response()).unwrap();
    let nodeinfo = place.one("nodeinfo_2.0").response();
    let software = (detect::nodeinfo("/nodeinfo/2.0").read)(&place.viewer(), &nodeinfo).ok();
    (
        instance.clone(),
        detect::mastodon_server(place.origin(), instance, software),
    )
}

pub fn its_instance_documents_are_read(place: &Place) {
    for document in place.instances {
        let (instance, server) = look(place, document);
        assert_eq!(instance.title, place.title, "{document}");
        assert_eq!(instance.handle_host, place.host, "{document}");
        assert_eq!(server.title, place.title);
        assert_eq!(server.handle_host, place.host);
        assert_eq!(server.software, place.software, "{document}");
        assert_eq!(server.streaming.as_deref(), place.streaming, "{document}");
        assert_eq!(
            server.features.stream,
            place.streaming.is_some(),
            "{document}"
        );
        assert_eq!(server.origin.as_str(), place.origin);
    }
}

pub fn its_nodeinfo_is_found(place: &Place) {
    let index = place.one("well_known_nodeinfo");
    let path = (detect::nodeinfo_index().read)(&place.viewer(), &index.response()).unwrap();
    let links = index.body["links"].as_array().unwrap();
    let newest = text(links.last().unwrap(), "href");
    assert_eq!(
        path.map(|(_, path)| path).as_deref(),
        newest.find("/nodeinfo").and_then(|at| newest.get(at..))
    );
}

pub fn its_features_are_what_the_adapter_can_do(place: &Place) {
    let (_, server) = look(place, place.instances[0]);
    let (id, uri) = (LocalId::new("1"), PostUri::new("https://a.example/1"));
    let can = |change| ADAPTER.change(&id, change).is_ok();
    for (feature, able) in [
        (server.features.like, can(Change::Like(true))),
        (server.features.like, can(Change::Like(false))),
        (server.features.boost, can(Change::Boost(true))),
        (server.features.boost, can(Change::Boost(false))),
        (server.features.save, can(Change::Save(true))),
        (server.features.save, can(Change::Save(false))),
        (server.features.find, ADAPTER.find(&uri).is_ok()),
        (server.features.thread, ADAPTER.conversation(&id).is_ok()),
        (server.features.pin, can(Change::Pin(true))),
        (
            server.features.vote,
            ADAPTER.vote(&id, Choices::default()).is_ok(),
        ),
        (server.features.history, ADAPTER.history(&id).is_ok()),
        (
            server.features.markers,
            ADAPTER.marker(Marked::Home).is_ok(),
        ),
        (
            server.features.markers,
            ADAPTER.mark(Marked::Home, &id).is_ok(),
        ),
    ] {
        assert_eq!(feature, able);
    }
    let can_stream = ADAPTER.stream(&Feed::Home).is_ok();
    let said = |yes| Features {
        stream: yes,
        translate: yes,
        ..Features::default()
    };
    assert_eq!(features(ADAPTER, said(true)).stream, can_stream);
    let without = features(ADAPTER, said(false));
    assert!(
        !without.stream && !without.translate,
        "what a server does not say it does, it does not"
    );
}
