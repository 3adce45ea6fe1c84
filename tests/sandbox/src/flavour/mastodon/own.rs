//! One's own profile: shown with its source, and changed.

use serde_json::Value;

use super::ask::Ask;
use super::media;
use super::render::{View, account};
use super::reply::{Refusal, Reply, good};
use crate::hub::Hub;
use crate::world::id::PersonNo;

pub fn me(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:accounts").or_else(|_| ask.need("profile"))?;
    show(ask, hub, me)
}

fn show(ask: &Ask, hub: &Hub, me: PersonNo) -> Reply {
    let view = View::new(&hub.world, ask.server, Some(me));
    good(account::credential(&view, me))
}

/// The fields that are asked for, if any are: by place or as a list.
fn fields(ask: &Ask) -> Option<Vec<(String, String)>> {
    let all: Vec<Value> = match ask.params.get("fields_attributes")? {
        Value::Object(map) => map.values().cloned().collect(),
        Value::Array(list) => list.clone(),
        _ => return None,
    };
    let text = |field: &Value, key: &str| field[key].as_str().unwrap_or("").to_owned();
    let pairs = all.iter().map(|it| (text(it, "name"), text(it, "value")));
    Some(
        pairs
            .filter(|(name, value)| !name.is_empty() || !value.is_empty())
            .collect(),
    )
}

/// What the server would not take.
fn check(ask: &Ask, hub: &Hub) -> Result<(), Refusal> {
    let server = hub.world.server(ask.server);
    let long = |name: &str, most: usize| {
        let text = ask.text(name).unwrap_or_default();
        text.chars().count() > most
    };
    let mastodon = server.software().0 == "mastodon";
    if mastodon && long("display_name", 30) {
        let text = "Display name is too long (maximum is 30 characters)";
        return Err(Refusal::invalid(text));
    }
    if mastodon && long("note", 500) {
        return Err(Refusal::invalid(
            "Note is too long (maximum is 500 characters)",
        ));
    }
    let fields = fields(ask).unwrap_or_default();
    if fields.len() > server.fields() {
        return Err(Refusal::invalid("Fields are too many"));
    }
    if fields.iter().any(|(name, _)| name.is_empty()) {
        return Err(Refusal::invalid(
            "Fields can't have values with empty labels",
        ));
    }
    Ok(())
}

pub fn update_me(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:accounts")?;
    check(ask, hub)?;
    let pictures = pictures(ask, hub)?;
    let person = &mut hub.world.people[me.at()];
    if let Some(name) = ask.text("display_name") {
        person.display = name;
    }
    if let Some(note) = ask.text("note") {
        person.note = note;
    }
    person.bot = ask.flag("bot").unwrap_or(person.bot);
    person.locked = ask.flag("locked").unwrap_or(person.locked);
    if let Some(fields) = fields(ask) {
        person.fields = fields;
    }
    let settings = &mut person.settings;
    for (name, place) in [
        ("discoverable", &mut settings.discoverable),
        ("indexable", &mut settings.indexable),
        ("hide_collections", &mut settings.hide_collections),
    ] {
        *place = ask.flag(name).unwrap_or(*place);
    }
    if let Some(source) = ask.params.get("source") {
        let text = |name: &str| source[name].as_str().map(str::to_owned);
        settings.privacy = text("privacy").unwrap_or(settings.privacy.clone());
        settings.language = text("language").or(settings.language.clone());
        let sensitive = source.get("sensitive").and_then(super::ask::truth);
        settings.sensitive = sensitive.unwrap_or(settings.sensitive);
    }
    for (place, name) in ["avatar", "header"].into_iter().enumerate() {
        if let Some(text) = ask.text(&format!("{name}_description")) {
            settings.texts[place] = text;
        }
        settings.pictures[place] = pictures[place].or(settings.pictures[place]);
    }
    show(ask, hub, me)
}

fn pictures(ask: &Ask, hub: &mut Hub) -> Result<[Option<u64>; 2], Refusal> {
    let mut taken = [None; 2];
    for (place, name) in ["avatar", "header"].into_iter().enumerate() {
        if let Some(file) = ask.files.iter().find(|file| file.field == name) {
            taken[place] = Some(media::keep(ask, hub, file, 0)?);
        }
    }
    Ok(taken)
}
