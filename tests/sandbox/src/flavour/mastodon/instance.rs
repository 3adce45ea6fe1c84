//! What the server says about itself.

use serde_json::{Value, json};

use super::ask::Ask;
use super::render::{View, account, extra};
use super::reply::{Reply, good};
use crate::hub::Hub;
use crate::world::id::PersonNo;
use crate::world::server::Server;

fn title(server: &Server) -> String {
    let mut name = server.name.clone();
    if let Some(first) = name.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    format!("Sandbox {name}")
}

fn streaming(server: &Server) -> String {
    let scheme = if server.https { "wss" } else { "ws" };
    format!("{scheme}://{}", server.domain)
}

fn contact(hub: &Hub, ask: &Ask) -> Value {
    let view = View::new(&hub.world, ask.server, None);
    let first = (0..hub.world.people.len() as u32)
        .map(PersonNo)
        .find(|p| hub.world.person(*p).server == ask.server);
    first.map_or(Value::Null, |p| account(&view, p))
}

fn configuration(server: &Server) -> Value {
    let mut accounts = json!({"max_featured_tags": 10, "max_profile_fields": server.fields()});
    if server.software().0 == "mastodon" {
        accounts["max_pinned_statuses"] = json!(5);
        accounts["max_display_name_length"] = json!(30);
        accounts["max_note_length"] = json!(500);
    }
    json!({
        "accounts": accounts,
        "statuses": {
            "max_characters": server.longest(), "max_media_attachments": 4, "characters_reserved_per_url": 23
        },
        "media_attachments": {
            "description_limit": 1500, "image_matrix_limit": 33_177_600,
            "image_size_limit": 16_777_216, "video_frame_rate_limit": 120,
            "video_matrix_limit": 8_294_400, "video_size_limit": 103_809_024,
            "supported_mime_types": [
                "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "video/mp4",
                "video/webm", "audio/mpeg", "audio/ogg"
            ],
        },
        "polls": {
            "max_options": 4, "max_characters_per_option": 50, "min_expiration": 300,
            "max_expiration": 2_629_746
        },
    })
}

fn rules() -> Value {
    json!([
        {"id": "1", "text": "Be kind.", "hint": "Also before breakfast."},
        {"id": "2", "text": "Bring the books back.", "hint": ""},
    ])
}

pub fn v2(ask: &Ask, hub: &mut Hub) -> Reply {
    let server = hub.world.server(ask.server);
    let picture = format!(
        "{}/media/header/{}.png",
        server.base(),
        500 + server.no.at()
    );
    let mut configuration = configuration(server);
    configuration["urls"] = json!({
        "streaming": streaming(server), "status": null, "about": format!("{}/about", server.base()),
        "privacy_policy": null, "terms_of_service": null
    });
    configuration["translation"] = json!({"enabled": true});
    configuration["vapid"] = json!({"public_key": ""});
    good(json!({
        "domain": server.handle_host(), "title": title(server), "version": server.software().1,
        "source_url": "https://example.org/sandbox",
        "description": "A small server for tests and demonstrations.",
        "usage": {"users": {"active_month": 27}},
        "thumbnail": {"url": picture, "blurhash": null, "versions": {}}, "icon": [],
        "languages": ["en"], "configuration": configuration,
        "registrations": {
            "enabled": false, "approval_required": false, "reason_required": false,
            "message": null, "min_age": null, "url": null
        },
        "api_versions": if server.quotes() { json!({"mastodon": 7}) } else { Value::Null },
        "contact": {"email": "admin@example.org", "account": contact(hub, ask)},
        "rules": rules(),
    }))
}

pub fn v1(ask: &Ask, hub: &mut Hub) -> Reply {
    let server = hub.world.server(ask.server);
    let locals = hub.world.count_people(ask.server);
    good(json!({
        "uri": server.domain, "title": title(server),
        "short_description": "A small server for tests and demonstrations.",
        "description": "A small server for tests and demonstrations.",
        "email": "admin@example.org", "version": server.software().1,
        "urls": {"streaming_api": streaming(server)},
        "stats": {
            "user_count": locals, "status_count": server.all.len(),
            "domain_count": hub.world.servers.len() - 1
        },
        "thumbnail": format!("{}/media/header/{}.png", server.base(), 500 + server.no.at()),
        "languages": ["en"], "registrations": false, "approval_required": false,
        "invites_enabled": false, "configuration": configuration(server),
        "contact_account": contact(hub, ask), "rules": rules(),
    }))
}

pub fn custom_emojis(ask: &Ask, hub: &mut Hub) -> Reply {
    let view = View::new(&hub.world, ask.server, None);
    let one = |(code, category): (&String, &Option<&str>)| {
        let mut value = extra::emoji(&view, code);
        // Mastodon leaves the key out where there is no category.
        if let Some(category) = category {
            value["category"] = json!(category);
        }
        value
    };
    good(view.here().emoji.iter().map(one).collect())
}

pub fn the_rules(_ask: &Ask, _hub: &mut Hub) -> Reply {
    good(rules())
}

/// Which servers it shuts out, for anybody to read.
pub fn shut_out(ask: &Ask, hub: &mut Hub) -> Reply {
    let all = hub.world.server(ask.server).shuts_out.iter();
    let show = |it: &crate::world::id::ServerNo| {
        json!({
            "domain": hub.world.server(*it).domain, "digest": "", "severity": "suspend",
            "comment": "Too much noise",
        })
    };
    good(all.map(show).collect())
}

pub fn peers(ask: &Ask, hub: &mut Hub) -> Reply {
    let others = hub.world.servers.iter().filter(|s| s.no != ask.server);
    good(others.map(|s| json!(s.domain)).collect())
}
