//! Search, and finding what this server has not heard of yet.

use serde_json::{Value, json};

use super::accounts::find;
use super::ask::Ask;
use super::render::{View, accounts, extra, status};
use super::reply::{Refusal, Reply, good};
use crate::hub::Hub;
use crate::world::id::{PersonNo, PostNo};

pub fn search(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.may("read:search")?;
    let query = ask.text("q").unwrap_or_default();
    let resolve = ask.flag("resolve") == Some(true);
    if me.is_none() && resolve {
        let text =
            "Search queries that resolve remote resources are not supported without authentication";
        return Err(Refusal::new(axum::http::StatusCode::UNAUTHORIZED, text));
    }
    let wants = |kind: &str| ask.text("type").is_none_or(|t| t == kind);
    let people = if wants("accounts") {
        people(ask, hub)
    } else {
        Vec::new()
    };
    let posts = if wants("statuses") {
        posts(ask, hub, query.trim())
    } else {
        Vec::new()
    };
    let tags = if wants("hashtags") {
        tags(ask, hub, query.trim())
    } else {
        Vec::new()
    };
    let view = View::new(&hub.world, ask.server, me);
    good(json!({
        "accounts": accounts(&view, &people),
        "statuses": posts.iter().filter_map(|p| status(&view, *p)).collect::<Vec<_>>(),
        "hashtags": tags.iter().map(|t| tag_entity(&view, t)).collect::<Vec<_>>(),
    }))
}

fn tag_entity(view: &View, name: &str) -> Value {
    let mut value = extra::tag(view, name);
    value["history"] = json!([]);
    value["following"] = json!(false);
    value
}

/// People by handle, address or part of a name; unknown ones only with `resolve`.
pub fn people(ask: &Ask, hub: &mut Hub) -> Vec<PersonNo> {
    let query = ask.text("q").unwrap_or_default();
    let query = query.trim();
    let resolve = ask.flag("resolve") == Some(true);
    let exact = if query.starts_with("http") {
        hub.world.find_person(query)
    } else {
        find(ask, hub, query)
    };
    if let Some(person) = exact {
        let home = hub.world.person(person).server;
        let resolve = resolve && !hub.world.are_apart(ask.server, home);
        let known = &mut hub.world.servers[ask.server.at()].people;
        if resolve && ask.viewer().is_some() {
            known.insert(person);
        }
        return if known.contains(&person) {
            vec![person]
        } else {
            Vec::new()
        };
    }
    let part = query.trim_start_matches('@').to_lowercase();
    if part.is_empty() || query.starts_with("http") {
        return Vec::new();
    }
    let known = hub.world.server(ask.server).people.iter().copied();
    let fits = |p: &PersonNo| {
        let person = hub.world.person(*p);
        person.name.contains(&part) || person.display.to_lowercase().contains(&part)
    };
    known
        .filter(fits)
        .skip(ask.number("offset").unwrap_or(0) as usize)
        .take(ask.limit(20, 40))
        .collect()
}

fn posts(ask: &Ask, hub: &mut Hub, query: &str) -> Vec<PostNo> {
    let Some(me) = ask.viewer() else {
        return Vec::new();
    };
    if query.starts_with("http://") || query.starts_with("https://") {
        return resolve(ask, hub, query, me).into_iter().collect();
    }
    let word = query.to_lowercase();
    if word.is_empty() {
        return Vec::new();
    }
    let world = &hub.world;
    let fits = |no: &PostNo| {
        let words = world.words(ask.server, *no);
        world.may_see(Some(me), *no) && words.is_some_and(|w| w.text.to_lowercase().contains(&word))
    };
    let newest = world
        .server(ask.server)
        .all
        .values()
        .rev()
        .take(5000)
        .copied();
    newest
        .filter(fits)
        .skip(ask.number("offset").unwrap_or(0) as usize)
        .take(ask.limit(20, 40))
        .collect()
}

/// A post by its address. With `resolve`, the server fetches what it may.
fn resolve(ask: &Ask, hub: &mut Hub, address: &str, me: PersonNo) -> Option<PostNo> {
    let no = hub.world.find_post(address)?;
    if hub.world.post(no).deleted || !hub.world.may_see(Some(me), no) {
        return None;
    }
    let known = hub.world.server(ask.server).knows(no);
    if hub.world.are_apart(ask.server, hub.world.origin(no)) {
        return known.then_some(no);
    }
    if !known && ask.flag("resolve") == Some(true) && hub.world.post(no).visibility.open() {
        if let Some(original) = hub.world.post(no).boost_of {
            hub.world.learn(ask.server, original);
        }
        hub.world.learn(ask.server, no);
    }
    hub.world.server(ask.server).knows(no).then_some(no)
}

fn tags(ask: &Ask, hub: &Hub, query: &str) -> Vec<String> {
    let part = query.trim_start_matches('#').to_lowercase();
    if part.is_empty() || part.starts_with("http") {
        return Vec::new();
    }
    let mut found: Vec<String> = hub
        .world
        .server(ask.server)
        .tags
        .keys()
        .filter(|t| t.starts_with(&part))
        .cloned()
        .collect();
    found.sort();
    found.truncate(ask.limit(20, 40));
    found
}
