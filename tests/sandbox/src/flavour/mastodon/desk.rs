//! What a person keeps: bookmarks, likes, blocks, mutes, markers, preferences.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::accounts::people_page;
use super::ask::Ask;
use super::pages;
use super::render::View;
use super::reply::{Refusal, Reply, good};
use super::timelines::rendered;
use crate::clock;
use crate::hub::Hub;
use crate::world::id::PersonNo;
use crate::world::page::page;
use crate::world::person::{Desk, Index, Marker};

fn desk(hub: &Hub, me: PersonNo) -> Result<&Desk, Refusal> {
    hub.world.desks.get(&me).ok_or_else(Refusal::not_found)
}

pub fn bookmarks(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:bookmarks")?;
    kept(ask, hub, me, &desk(hub, me)?.bookmarks)
}

pub fn favourites(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:favourites")?;
    kept(ask, hub, me, &desk(hub, me)?.favourites)
}

fn kept(ask: &Ask, hub: &Hub, me: PersonNo, index: &Index) -> Reply {
    let view = View::new(&hub.world, ask.server, Some(me));
    let span = ask.span(hub, 20, 40);
    let found = page(index, span, |no| view.here().knows(*no));
    Ok(pages::paged(ask, hub, span.limit, rendered(&view, &found)))
}

pub fn blocks(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:blocks")?;
    let people: Vec<PersonNo> = desk(hub, me)?.blocked.iter().copied().collect();
    Ok(people_page(ask, hub, &people))
}

pub fn mutes(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:mutes")?;
    let people: Vec<PersonNo> = desk(hub, me)?.muted.iter().copied().collect();
    Ok(people_page(ask, hub, &people))
}

pub fn markers(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:statuses")?;
    let wanted = ask.list("timeline");
    let markers = desk(hub, me)?
        .markers
        .iter()
        .filter(|(name, _)| wanted.contains(name));
    good(Value::Object(
        markers.map(|(name, m)| (name.clone(), show(m))).collect(),
    ))
}

fn show(marker: &Marker) -> Value {
    json!({
        "last_read_id": marker.last_read, "version": marker.version,
        "updated_at": clock::iso(marker.at),
    })
}

pub fn set_markers(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:statuses")?;
    let ids = hub.world.server(ask.server).ids;
    let desk = hub
        .world
        .desks
        .get_mut(&me)
        .ok_or_else(Refusal::not_found)?;
    let mut answer = json!({});
    for name in ["home", "notifications"] {
        let Some(id) = ask.params[name]["last_read_id"].as_str() else {
            continue;
        };
        if ids.read(id).is_none() {
            return Err(Refusal::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "Validation failed",
            ));
        }
        let old = desk.markers.get(name).map_or(0, |m| m.version);
        let marker = Marker {
            last_read: id.to_owned(),
            version: old + 1,
            at: clock::now(),
        };
        answer[name] = show(&marker);
        desk.markers.insert(name.to_owned(), marker);
    }
    good(answer)
}

pub fn preferences(ask: &Ask, _hub: &mut Hub) -> Reply {
    ask.need("read:accounts")?;
    good(json!({
        "posting:default:visibility": "public", "posting:default:sensitive": false,
        "posting:default:language": null, "posting:default:quote_policy": "public",
        "reading:expand:media": "default", "reading:expand:spoilers": false,
        "reading:autoplay:gifs": false,
    }))
}
