//! The world as a whole: reset, overview, tokens, violation reports.

use serde_json::{Value, json};

use super::Outcome;
use crate::clock;
use crate::hub::Hub;

pub fn reset(hub: &mut Hub, body: &Value) -> Outcome {
    let mut plan = hub.world.plan.clone();
    plan.now = clock::now();
    plan.seed = body["seed"].as_u64().unwrap_or(plan.seed);
    plan.posts = body["posts"]
        .as_u64()
        .map_or(plan.posts, |n| n as usize)
        .min(1_000_000);
    plan.delay = body["delay_ms"].as_u64().unwrap_or(plan.delay);
    hub.reset(plan);
    Ok(world(hub))
}

pub fn world(hub: &Hub) -> Value {
    let world = &hub.world;
    let servers: Vec<Value> = world
        .servers
        .iter()
        .map(|s| json!({"name": s.name, "domain": s.domain, "url": s.base(), "posts": s.all.len()}))
        .collect();
    let logins: Vec<Value> = world
        .desks
        .iter()
        .map(|(p, desk)| {
            json!({
                "account": world.short_handle(*p), "handle": world.handle(*p),
                "server": world.server(world.person(*p).server).name,
                "username": world.person(*p).name, "password": "sandbox",
                "home": desk.home.len(), "notifications": desk.notices.len(),
            })
        })
        .collect();
    json!({
        "servers": servers, "logins": logins, "seed": world.plan.seed,
        "delay_ms": world.plan.delay, "people": world.people.len(), "posts": world.posts.len(),
    })
}

pub fn revoke(hub: &mut Hub, body: &Value) -> Outcome {
    let person = super::people::find(hub, &body["account"])?;
    Ok(json!({"revoked": hub.oauth.revoke_all(person)}))
}

/// Both forms: `{"csp-report": {…}}`, and a list of reports.
pub fn report(hub: &mut Hub, body: &Value) -> Outcome {
    match body {
        Value::Array(reports) => hub.csp.extend(reports.iter().cloned()),
        other => hub
            .csp
            .push(other.get("csp-report").unwrap_or(other).clone()),
    }
    Ok(json!({}))
}

/// Many more custom emoji on a server: `wave_0`, `wave_1`, …
pub fn emoji(hub: &mut Hub, body: &Value) -> Outcome {
    let name = body["server"].as_str().unwrap_or("one");
    let count = body["count"].as_u64().unwrap_or(0).min(100_000);
    let server = hub.world.servers.iter_mut().find(|it| it.name == name);
    let server = server.ok_or_else(|| format!("no server {name}"))?;
    let codes = (0..count).map(|number| (format!("wave_{number}"), Some("Waves")));
    server.emoji.extend(codes);
    Ok(json!({"emoji": server.emoji.len()}))
}
