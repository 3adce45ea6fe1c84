//! Notifications: one by one (v1) and grouped (v2).

use serde_json::{Value, json};

use super::ask::Ask;
use super::pages;
use super::render::{
    View, account, notification, notification::group_key, notification::word, status,
};
use super::reply::{self, Refusal, Reply, good};
use crate::clock;
use crate::hub::Hub;
use crate::world::id::{Key, PersonNo};
use crate::world::page::page;
use crate::world::person::{Desk, Notice};

fn desk(hub: &Hub, me: PersonNo) -> Result<&Desk, Refusal> {
    hub.world.desks.get(&me).ok_or_else(Refusal::not_found)
}

fn wanted(ask: &Ask, notice: &Notice) -> bool {
    let kind = word(notice.kind).to_owned();
    let (only, without) = (ask.list("types"), ask.list("exclude_types"));
    (only.is_empty() || only.contains(&kind)) && !without.contains(&kind)
}

pub fn list(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:notifications")?;
    let view = View::new(&hub.world, ask.server, Some(me));
    let span = ask.span(hub, 40, 80);
    let from = ask
        .text("account_id")
        .and_then(|id| view.here().find_person(&id));
    let found = page(&desk(hub, me)?.notices, span, |n| {
        let there = n.post.is_none_or(|p| view.here().knows(p));
        wanted(ask, n) && there && from.is_none_or(|p| n.from == p)
    });
    let items = found
        .iter()
        .filter_map(|(k, n)| Some((*k, notification(&view, *k, n)?)));
    Ok(pages::timeline(ask, hub, items.collect()))
}

pub fn get(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:notifications")?;
    let view = View::new(&hub.world, ask.server, Some(me));
    let key = view
        .here()
        .ids
        .read(ask.segment("id"))
        .ok_or_else(Refusal::not_found)?;
    let notice = desk(hub, me)?
        .notices
        .get(&key)
        .ok_or_else(Refusal::not_found)?;
    good(notification(&view, key, notice).ok_or_else(Refusal::not_found)?)
}

pub fn clear(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:notifications")?;
    if let Some(desk) = hub.world.desks.get_mut(&me) {
        desk.notices.clear();
    }
    good(json!({}))
}

pub fn dismiss(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:notifications")?;
    let key = hub.world.server(ask.server).ids.read(ask.segment("id"));
    let desk = hub
        .world
        .desks
        .get_mut(&me)
        .ok_or_else(Refusal::not_found)?;
    key.and_then(|k| desk.notices.remove(&k))
        .ok_or_else(Refusal::not_found)?;
    good(json!({}))
}

pub fn unread(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:notifications")?;
    let ids = hub.world.server(ask.server).ids;
    let desk = desk(hub, me)?;
    let read = desk
        .markers
        .get("notifications")
        .and_then(|m| ids.read(&m.last_read))
        .unwrap_or(0);
    good(json!({"count": desk.notices.range(read + 1..).take(100).count()}))
}

/// The notices of a page, gathered by group, newest group first.
fn groups(view: &View, found: &[(Key, Notice)]) -> Vec<(String, Vec<(Key, Notice)>)> {
    let mut groups: Vec<(String, Vec<(Key, Notice)>)> = Vec::new();
    for (key, notice) in found {
        let name = group_key(view, *key, notice);
        match groups.iter_mut().find(|(n, _)| *n == name) {
            Some((_, members)) => members.push((*key, *notice)),
            None => groups.push((name, vec![(*key, *notice)])),
        }
    }
    groups
}

pub fn grouped(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:notifications")?;
    let view = View::new(&hub.world, ask.server, Some(me));
    let span = ask.span(hub, 40, 80);
    let found = page(&desk(hub, me)?.notices, span, |n| {
        wanted(ask, n) && n.post.is_none_or(|p| view.here().knows(p))
    });
    let groups = groups(&view, &found);
    let keys: Vec<(Key, Value)> = found.iter().map(|(k, _)| (*k, Value::Null)).collect();
    let links = pages::timeline(ask, hub, keys);
    let mut response = reply::json(&envelope(&view, &groups));
    if let Some(link) = links.headers().get("link") {
        response.headers_mut().insert("link", link.clone());
    }
    Ok(response)
}

/// One group by its key.
pub fn group(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:notifications")?;
    let view = View::new(&hub.world, ask.server, Some(me));
    let all = desk(hub, me)?.notices.iter().rev().map(|(k, n)| (*k, *n));
    let members: Vec<_> = all
        .filter(|(k, n)| group_key(&view, *k, n) == ask.segment("id"))
        .collect();
    if members.is_empty() {
        return Err(Refusal::not_found());
    }
    good(envelope(&view, &[(ask.segment("id").to_owned(), members)]))
}

pub fn dismiss_group(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:notifications")?;
    let view = View::new(&hub.world, ask.server, Some(me));
    let notices = desk(hub, me)?.notices.iter();
    let keys: Vec<Key> = notices
        .filter(|(k, n)| group_key(&view, **k, n) == ask.segment("id"))
        .map(|(k, _)| *k)
        .collect();
    if let Some(desk) = hub.world.desks.get_mut(&me) {
        desk.notices.retain(|k, _| !keys.contains(k));
    }
    good(json!({}))
}

/// `GroupedNotificationsResults`: people and posts once, groups by their ids.
fn envelope(view: &View, groups: &[(String, Vec<(Key, Notice)>)]) -> Value {
    let id = |key: Key| view.here().ids.show(key);
    let mut people: Vec<PersonNo> = Vec::new();
    let mut posts = Vec::new();
    let mut shown = Vec::new();
    for (name, members) in groups {
        let (Some((newest, first)), Some((oldest, _))) = (members.first(), members.last()) else {
            continue;
        };
        let sample: Vec<PersonNo> = members.iter().map(|(_, n)| n.from).take(8).collect();
        let mut value = json!({
            "group_key": name, "notifications_count": members.len(), "type": word(first.kind),
            "most_recent_notification_id": id(*newest), "page_min_id": id(*oldest),
            "page_max_id": id(*newest), "latest_page_notification_at": clock::iso(first.at),
            "sample_account_ids": sample.iter().map(|p| view.person_id(*p)).collect::<Vec<_>>(),
        });
        if let Some(post) = first.post {
            value["status_id"] = json!(view.here().post_id(post));
            posts.push(post);
        }
        people.extend(sample);
        shown.push(value);
    }
    people.sort_unstable();
    people.dedup();
    posts.sort_unstable();
    posts.dedup();
    json!({
        "accounts": people.iter().map(|p| account(view, *p)).collect::<Vec<_>>(),
        "statuses": posts.iter().filter_map(|p| status(view, *p)).collect::<Vec<_>>(),
        "notification_groups": shown,
    })
}
