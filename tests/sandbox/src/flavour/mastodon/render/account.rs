//! `Account`.

use serde_json::{Value, json};

use super::View;
use super::extra::emojis;
use crate::clock::{self, DAY};
use crate::world::id::PersonNo;
use crate::world::text;

pub fn accounts(view: &View, people: &[PersonNo]) -> Vec<Value> {
    people.iter().map(|p| account(view, *p)).collect()
}

pub fn account(view: &View, no: PersonNo) -> Value {
    let world = view.world;
    let person = world.person(no);
    let home = world.server(person.server);
    let local = person.server == view.server;
    let acct = if local {
        person.name.clone()
    } else {
        format!("{}@{}", person.name, home.handle_host())
    };
    let base = view.here().base();
    let picture = |kind: &str, upload: Option<u64>| match upload {
        Some(number) => format!("{base}/media/upload/{number}.png"),
        None => format!("{base}/media/{kind}/{}.png", person.face),
    };
    let [avatar, header] = person.settings.pictures;
    let (avatar, header) = (picture("avatar", avatar), picture("header", header));
    let settings = &person.settings;
    let note = text::words(world, no, &person.note).html;
    let statuses = world.server(person.server).authors.get(&no);
    let last = statuses
        .and_then(|index| index.keys().next_back())
        .map(|key| clock::date(key >> 16));
    let mut value = json!({
        "id": view.person_id(no), "username": person.name, "acct": acct,
        "display_name": person.display, "locked": person.locked, "bot": person.bot,
        "discoverable": settings.discoverable, "indexable": settings.indexable, "group": false,
        "created_at": clock::iso(person.created / DAY * DAY), "note": note,
        "url": format!("{}/@{}", home.base(), person.name), "uri": world.person_uri(no),
        "avatar": avatar, "avatar_static": avatar, "header": header, "header_static": header,
        "followers_count": person.followers.len(), "following_count": person.follows.len(),
        "statuses_count": statuses.map_or(0, |index| index.len()), "last_status_at": last,
        "hide_collections": settings.hide_collections, "noindex": false, "roles": [],
        "emojis": emojis(view, person.server, &format!("{} {}", person.display, person.note)),
        "fields": fields(&person.fields),
    });
    if let Some(to) = person.moved.filter(|to| *to != no) {
        value["moved"] = account(view, to);
    }
    value
}

fn fields(fields: &[(String, String)]) -> Vec<Value> {
    fields
        .iter()
        .map(|(name, value)| {
            let shown = if value.starts_with("http") {
                text::link_html(value)
            } else {
                text::escape(value)
            };
            json!({"name": name, "value": shown, "verified_at": null})
        })
        .collect()
}

/// `CredentialAccount`: the account with its editable source.
pub fn credential(view: &View, no: PersonNo) -> Value {
    let person = view.world.person(no);
    let mut value = account(view, no);
    let fields: Vec<Value> = person
        .fields
        .iter()
        .map(|(name, value)| json!({"name": name, "value": value, "verified_at": null}))
        .collect();
    let settings = &person.settings;
    value["source"] = json!({
        "privacy": settings.privacy, "sensitive": settings.sensitive,
        "language": settings.language, "note": person.note,
        "fields": fields, "follow_requests_count": 0,
    });
    if view.here().software().0 == "mastodon" {
        let more = json!({
            "hide_collections": settings.hide_collections, "discoverable": settings.discoverable,
            "indexable": settings.indexable, "quote_policy": "public", "attribution_domains": [],
        });
        for (key, it) in more.as_object().into_iter().flatten() {
            value["source"][key] = it.clone();
        }
    } else {
        // GoToSocial tells neither, and keeps what the pictures show.
        for key in ["indexable", "hide_collections"] {
            value.as_object_mut().map(|it| it.remove(key));
        }
        value["avatar_description"] = json!(settings.texts[0]);
        value["header_description"] = json!(settings.texts[1]);
    }
    value["role"] = json!({
        "id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": false
    });
    value
}
