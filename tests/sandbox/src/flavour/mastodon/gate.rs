//! Who is let through to the notifications. GoToSocial has no such thing.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::ask::Ask;
use super::pages;
use super::render::{View, account, status};
use super::reply::{Refusal, Reply, good};
use crate::clock;
use crate::hub::Hub;
use crate::world::gate::{Gate, RULES};
use crate::world::id::{Key, PersonNo};
use crate::world::page::page;
use crate::world::person::Notice;

fn gate(ask: &Ask, hub: &Hub, me: PersonNo) -> Result<Gate, Refusal> {
    if hub.world.server(ask.server).software().0 != "mastodon" {
        return Err(Refusal::new(StatusCode::NOT_FOUND, "Not Found"));
    }
    let desk = hub.world.desks.get(&me).ok_or_else(Refusal::not_found)?;
    Ok(desk.gate.clone())
}

fn show(gate: &Gate) -> Reply {
    let mut value = json!({"summary": {
        "pending_requests_count": gate.waiting().len(),
        "pending_notifications_count": gate.held.len(),
    }});
    for name in RULES {
        value[name] = json!(gate.rule(name));
    }
    good(value)
}

pub fn policy(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:notifications")?;
    show(&gate(ask, hub, me)?)
}

pub fn set_policy(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:notifications")?;
    let mut gate = gate(ask, hub, me)?;
    for name in RULES {
        if let Some(word) = ask.text(name) {
            if !["accept", "filter", "drop"].contains(&word.as_str()) {
                return Err(Refusal::invalid("it is not included in the list"));
            }
            gate.rules.insert(name.to_owned(), word);
        }
    }
    let answer = show(&gate);
    if let Some(desk) = hub.world.desks.get_mut(&me) {
        desk.gate = gate;
    }
    answer
}

fn request(view: &View, key: Key, from: PersonNo, held: &[Notice]) -> Value {
    let posts = held.iter().rev().filter_map(|notice| notice.post);
    let last = posts.filter_map(|no| status(view, no)).next();
    let at = |notice: Option<&Notice>| notice.map(|it| clock::iso(it.at));
    json!({
        "id": view.here().ids.show(key), "created_at": at(held.first()),
        "updated_at": at(held.last()), "notifications_count": held.len().to_string(),
        "account": account(view, from), "last_status": last,
    })
}

pub fn requests(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:notifications")?;
    let gate = gate(ask, hub, me)?;
    let view = View::new(&hub.world, ask.server, Some(me));
    let span = ask.span(hub, 40, 80);
    let waiting = gate.waiting();
    let who = waiting.iter().map(|(key, (from, _))| (*key, *from));
    let found = page(&who.collect(), span, |_| true);
    let items = found.iter().filter_map(|(key, from)| {
        let (_, held) = waiting.get(key)?;
        Some((*key, request(&view, *key, *from, held)))
    });
    Ok(pages::paged(ask, hub, span.limit, items.collect()))
}

pub fn merged(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:notifications")?;
    gate(ask, hub, me)?;
    good(json!({"merged": true}))
}

pub fn accept(ask: &Ask, hub: &mut Hub) -> Reply {
    answer(ask, hub, true)
}

pub fn dismiss(ask: &Ask, hub: &mut Hub) -> Reply {
    answer(ask, hub, false)
}

fn answer(ask: &Ask, hub: &mut Hub, yes: bool) -> Reply {
    let me = ask.need("write:notifications")?;
    let mut gate = gate(ask, hub, me)?;
    let ids = hub.world.server(ask.server).ids;
    let key = ids.read(ask.segment("id"));
    let waiting = gate.waiting();
    let (from, _) = key
        .and_then(|key| waiting.get(&key))
        .ok_or_else(Refusal::not_found)?;
    let held = std::mem::take(&mut gate.held);
    let (theirs, others): (Vec<_>, Vec<_>) = held.into_iter().partition(|(_, n)| n.from == *from);
    gate.held = others.into_iter().collect();
    if yes {
        gate.through.insert(*from);
    }
    if let Some(desk) = hub.world.desks.get_mut(&me) {
        if yes {
            desk.notices.extend(theirs);
        }
        desk.gate = gate;
    }
    good(json!({}))
}
