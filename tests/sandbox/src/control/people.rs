//! Acting as anybody.

use serde_json::{Value, json};

use super::Outcome;
use crate::clock;
use crate::hub::Hub;
use crate::world::id::{PersonNo, PostNo};
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
        "edit" => edit(hub, no, body)?,
        "delete" => hub.world.delete(no),
        _ => return Err(format!("do: {deed} is unknown")),
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
