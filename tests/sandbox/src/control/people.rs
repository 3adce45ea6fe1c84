//! Acting as anybody.

use serde_json::{Value, json};

use super::Outcome;
use crate::clock;
use crate::hub::Hub;
use crate::world::id::{PersonNo, PostNo};
use crate::world::person::{Filter, Keyword};
use crate::world::post::Draft;
use crate::world::text;

pub fn find(hub: &Hub, handle: &Value) -> Result<PersonNo, String> {
    let handle = handle.as_str().ok_or("a person is missing")?;
    hub.world
        .find_person(handle)
        .ok_or_else(|| format!("nobody is called {handle}"))
}

pub fn find_post(hub: &Hub, uri: &Value) -> Result<PostNo, String> {
    let uri = uri.as_str().ok_or("uri is missing")?;
    let found = hub
        .world
        .find_post(uri)
        .filter(|no| !hub.world.post(*no).deleted);
    found.ok_or_else(|| format!("no post at {uri}"))
}

pub fn list(hub: &Hub) -> Value {
    let world = &hub.world;
    (0..world.people.len() as u32)
        .map(PersonNo)
        .map(|p| {
            json!({
                "handle": world.short_handle(p), "uri": world.person_uri(p),
                "server": world.server(world.person(p).server).name,
                "local": world.desks.contains_key(&p), "display_name": world.person(p).display,
            })
        })
        .collect()
}

/// Lets the time come of all that somebody has scheduled; says how many.
pub fn post_kept(hub: &mut Hub, body: &Value) -> Outcome {
    let me = find(hub, &body["as"])?;
    let desk = hub.world.desks.get(&me).ok_or("nobody signs in as them")?;
    let all: Vec<u64> = desk.kept.keys().copied().collect();
    for number in &all {
        hub.world.post_kept(me, *number, clock::Millis::MAX);
    }
    Ok(json!({ "posted": all.len() }))
}

pub fn act(hub: &mut Hub, body: &Value) -> Outcome {
    let me = find(hub, &body["as"])?;
    let now = clock::now();
    let deed = body["do"].as_str().ok_or("do is missing")?;
    if matches!(deed, "follow" | "unfollow") {
        let other = find(hub, &body["who"])?;
        match deed {
            "follow" => hub.world.follow(me, other),
            _ => hub.world.unfollow(me, other),
        }
        return Ok(json!({}));
    }
    let no = find_post(hub, &body["uri"])?;
    let no = match deed {
        "delete" => no,
        _ => hub.world.post(no).boost_of.unwrap_or(no),
    };
    match deed {
        "like" => hub.world.like(me, no, now),
        "unlike" => hub.world.unlike(me, no),
        "boost" => {
            let boost = hub.world.boost(me, no, Draft::new(me, now));
            return Ok(json!({"uri": hub.world.post(boost).uri}));
        }
        "unboost" => hub.world.unboost(me, no),
        "bookmark" => hub.world.bookmark(me, no, true),
        "vote" => vote(hub, me, no, body)?,
        "edit" => edit(hub, no, body)?,
        "delete" => hub.world.delete(no),
        _ => return Err(format!("do: {deed} is unknown")),
    }
    Ok(json!({}))
}

fn vote(hub: &mut Hub, me: PersonNo, no: PostNo, body: &Value) -> Result<(), String> {
    let choices = body["choices"].as_array().ok_or("choices are missing")?;
    let choices: Vec<usize> = choices
        .iter()
        .filter_map(|choice| Some(choice.as_u64()? as usize))
        .collect();
    let voted = hub.world.vote(me, no, &choices, clock::now());
    voted.then_some(()).ok_or("it cannot be voted so".into())
}

/// A filter of somebody's: `as`, `title`, `words`, `action`, `context`.
pub fn filter(hub: &mut Hub, body: &Value) -> Outcome {
    let me = find(hub, &body["as"])?;
    let texts = |name: &str| -> Vec<String> {
        let list = body[name].as_array().into_iter().flatten();
        list.filter_map(|it| it.as_str().map(str::to_owned))
            .collect()
    };
    let text = |name: &str, usual: &str| body[name].as_str().unwrap_or(usual).to_owned();
    let keyword = |word| Keyword {
        id: hub.world.tick(),
        word,
        whole: true,
    };
    let keywords: Vec<Keyword> = texts("words").into_iter().map(keyword).collect();
    let context = Some(texts("context")).filter(|it| !it.is_empty());
    let filter = Filter {
        title: text("title", "A filter"),
        context: context.unwrap_or_else(|| vec!["home".to_owned()]),
        action: text("action", "warn"),
        expires: None,
        keywords,
    };
    let id = hub.world.tick();
    let desk = hub.world.desks.get_mut(&me).ok_or("nobody signs in so")?;
    desk.filters.insert(id, filter);
    Ok(json!({ "id": id.to_string() }))
}

/// Handles of a server's people have another host from now on: `server`, `host`.
pub fn split(hub: &mut Hub, body: &Value) -> Outcome {
    let found = body["server"]
        .as_str()
        .and_then(|it| hub.world.find_server(it));
    let server = found.ok_or("server: no such server")?;
    let site = hub.world.plan.site.clone();
    let host = body["host"].as_str().ok_or("host is missing")?;
    hub.world.servers[server.at()].handles = Some(format!("{host}.{site}"));
    Ok(json!({}))
}

/// Somebody says that they have moved: `who`, `to`.
pub fn move_house(hub: &mut Hub, body: &Value) -> Outcome {
    let (who, to) = (find(hub, &body["who"])?, find(hub, &body["to"])?);
    if hub.world.person(to).moved.is_some() {
        return Err("to: they have moved, too".to_owned());
    }
    hub.world.people[who.at()].moved = Some(to);
    Ok(json!({}))
}

/// A server calls somebody otherwise from now on: `who`, `name`.
pub fn rename(hub: &mut Hub, body: &Value) -> Outcome {
    let who = find(hub, &body["who"])?;
    let name = body["name"].as_str().ok_or("name is missing")?.to_owned();
    let (server, old) = (
        hub.world.person(who).server,
        hub.world.person(who).name.clone(),
    );
    if hub.world.find_on(server, &name).is_some() {
        return Err("name: it is taken".to_owned());
    }
    hub.world.names.remove(&(server, old.to_lowercase()));
    hub.world.names.insert((server, name.to_lowercase()), who);
    hub.world.people[who.at()].name = name;
    Ok(json!({}))
}

/// A server has nothing to do with another from now on: `server`, `against`.
pub fn wall(hub: &mut Hub, body: &Value) -> Outcome {
    let server = |name: &str| {
        let found = body[name].as_str().and_then(|it| hub.world.find_server(it));
        found.ok_or_else(|| format!("{name}: no such server"))
    };
    let (here, there) = (server("server")?, server("against")?);
    hub.world.servers[here.at()].shuts_out.insert(there);
    let known = &mut hub.world.servers;
    let locals: Vec<PersonNo> = (0..hub.world.people.len() as u32).map(PersonNo).collect();
    for no in locals {
        let home = hub.world.people[no.at()].server;
        if home == there {
            known[here.at()].people.remove(&no);
        }
        if home == here {
            known[there.at()].people.remove(&no);
        }
    }
    Ok(json!({}))
}

fn edit(hub: &mut Hub, no: PostNo, body: &Value) -> Result<(), String> {
    let plain = body["text"].as_str().ok_or("text is missing")?;
    let author = hub.world.post(no).author;
    let old = hub
        .world
        .post(no)
        .revisions
        .last()
        .cloned()
        .unwrap_or_default();
    let mut words = text::words(&hub.world, author, plain);
    (words.cw, words.sensitive) = (old.cw, old.sensitive);
    (words.pictures, words.language) = (old.pictures, old.language);
    words.at = clock::now();
    hub.world.edit(no, words);
    Ok(())
}
