//! Lists of people.

use serde_json::{Value, json};

use super::accounts::people_page;
use super::ask::Ask;
use super::reply::{Refusal, Reply, good};
use crate::hub::Hub;
use crate::world::id::PersonNo;
use crate::world::person::List;

pub fn show(id: u64, list: &List) -> Value {
    json!({
        "id": id.to_string(), "title": list.title, "replies_policy": list.replies_policy,
        "exclusive": list.exclusive,
    })
}

fn number(ask: &Ask) -> Result<u64, Refusal> {
    ask.segment("id").parse().map_err(|_| Refusal::not_found())
}

fn find<'a>(ask: &Ask, hub: &'a mut Hub, me: PersonNo) -> Result<&'a mut List, Refusal> {
    let desk = hub
        .world
        .desks
        .get_mut(&me)
        .ok_or_else(Refusal::not_found)?;
    desk.lists
        .get_mut(&number(ask)?)
        .ok_or_else(Refusal::not_found)
}

pub fn all(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:lists")?;
    let desk = hub.world.desks.get(&me).ok_or_else(Refusal::not_found)?;
    good(
        desk.lists
            .iter()
            .map(|(id, list)| show(*id, list))
            .collect(),
    )
}

pub fn create(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:lists")?;
    let title = ask.text("title").filter(|t| !t.trim().is_empty());
    let list = List {
        title: title.ok_or_else(|| Refusal::invalid("Title can't be blank"))?,
        replies_policy: ask
            .text("replies_policy")
            .unwrap_or_else(|| "list".to_owned()),
        exclusive: ask.flag("exclusive").unwrap_or(false),
        members: Default::default(),
    };
    let id = hub.world.tick();
    let value = show(id, &list);
    if let Some(desk) = hub.world.desks.get_mut(&me) {
        desk.lists.insert(id, list);
    }
    good(value)
}

pub fn get(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:lists")?;
    good(show(number(ask)?, find(ask, hub, me)?))
}

pub fn update(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:lists")?;
    let list = find(ask, hub, me)?;
    if let Some(title) = ask.text("title") {
        list.title = title;
    }
    if let Some(policy) = ask.text("replies_policy") {
        list.replies_policy = policy;
    }
    list.exclusive = ask.flag("exclusive").unwrap_or(list.exclusive);
    good(show(number(ask)?, list))
}

pub fn delete(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:lists")?;
    find(ask, hub, me)?;
    if let Some(desk) = hub.world.desks.get_mut(&me) {
        desk.lists.remove(&number(ask)?);
    }
    good(json!({}))
}

pub fn members(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:lists")?;
    let people: Vec<PersonNo> = find(ask, hub, me)?.members.iter().copied().collect();
    Ok(people_page(ask, hub, &people))
}

fn named(ask: &Ask, hub: &Hub) -> Vec<PersonNo> {
    let server = hub.world.server(ask.server);
    ask.list("account_ids")
        .iter()
        .filter_map(|id| server.find_person(id))
        .collect()
}

pub fn add(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:lists")?;
    let people = named(ask, hub);
    let follows = &hub.world.person(me).follows;
    if people.is_empty() || people.iter().any(|p| *p != me && !follows.contains(p)) {
        return Err(Refusal::not_found());
    }
    find(ask, hub, me)?.members.extend(people);
    good(json!({}))
}

pub fn remove(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:lists")?;
    let people = named(ask, hub);
    find(ask, hub, me)?.members.retain(|p| !people.contains(p));
    good(json!({}))
}
