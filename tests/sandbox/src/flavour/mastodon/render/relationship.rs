//! `Relationship`.

use serde_json::{Value, json};

use super::View;
use crate::world::id::PersonNo;

pub fn relationship(view: &View, me: PersonNo, other: PersonNo) -> Value {
    let world = view.world;
    let desk = world.desks.get(&me);
    let follows = world.person(me).follows.contains(&other);
    let theirs = world.person(other).server;
    let mut value = json!({
        "id": view.person_id(other), "following": follows, "showing_reblogs": follows,
        "notifying": false,
        "followed_by": world.person(other).follows.contains(&me),
        "blocking": desk.is_some_and(|d| d.blocked.contains(&other)),
        "blocked_by": world.desks.get(&other).is_some_and(|d| d.blocked.contains(&me)),
        "muting": desk.is_some_and(|d| d.muted.contains(&other)),
        "muting_notifications": desk.is_some_and(|d| d.muted.contains(&other)),
        "muting_expires_at": null, "requested": false, "requested_by": false,
        "domain_blocking": desk.is_some_and(|d| d.hidden.contains(&theirs)),
        "endorsed": false,
        "note": desk.and_then(|d| d.notes.get(&other)).map_or("", String::as_str),
    });
    // GoToSocial knows no languages of follows.
    if view.here().software().0 == "mastodon" {
        value["languages"] = json!(desk.and_then(|d| d.languages.get(&other)));
    }
    value
}
