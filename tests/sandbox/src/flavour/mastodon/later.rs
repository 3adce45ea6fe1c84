//! Posts that are kept until their time.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::ask::Ask;
use super::render::{View, attachment};
use super::reply::{Refusal, Reply, good};
use crate::clock::{self, MINUTE, Millis};
use crate::hub::Hub;
use crate::world::id::PersonNo;
use crate::world::person::Kept;
use crate::world::post::Draft;

/// The times that Mastodon takes begin so far ahead.
const AHEAD: Millis = 5 * MINUTE;
/// So many posts are kept for one person.
const MOST: usize = 300;

fn time(ask: &Ask) -> Result<Millis, Refusal> {
    let text = ask.text("scheduled_at").unwrap_or_default();
    let at = clock::read_iso(&text).filter(|at| *at >= clock::now() + AHEAD);
    at.ok_or_else(|| {
        Refusal::invalid("Validation failed: Scheduled at The scheduled date must be in the future")
    })
}

/// Whether a post is to be kept: what is to be posted soon, or before now, is posted at
/// once, as in Mastodon's `PostStatusService`.
pub fn is_far(ask: &Ask) -> Result<bool, Refusal> {
    let Some(text) = ask.text("scheduled_at") else {
        return Ok(false);
    };
    let at = clock::read_iso(&text);
    let at = at.ok_or_else(|| Refusal::invalid("Validation failed: Scheduled at is invalid"))?;
    Ok(at > clock::now() + AHEAD)
}

/// Keeps a post. Of one that came with a key that is known Mastodon looks for the post.
pub fn keep(
    ask: &Ask,
    hub: &mut Hub,
    (me, draft, key): (PersonNo, Draft, Option<String>),
) -> Reply {
    let kept = hub.world.desks.get(&me).map(|it| &it.kept);
    let same = |it: &Kept| key.is_some() && it.key == key;
    if kept.is_some_and(|kept| kept.values().any(same)) {
        return Err(Refusal::new(StatusCode::NOT_FOUND, "Record not found"));
    }
    let at = time(ask)?;
    if kept.is_some_and(|it| it.len() >= MOST) {
        return Err(Refusal::invalid(
            "Validation failed: You have exceeded the limit of 300 scheduled posts",
        ));
    }
    let number = hub.oauth.number();
    let params = params(ask);
    hub.world.keep(
        me,
        number,
        Kept {
            at,
            draft,
            params,
            key,
        },
    );
    one(ask, hub, me, number)
}

/// As Mastodon keeps them: `status` is called `text`, times stand elsewhere.
fn params(ask: &Ask) -> Value {
    let text = |name: &str| ask.text(name);
    json!({
        "text": text("status"), "spoiler_text": text("spoiler_text"),
        "visibility": text("visibility"), "language": text("language"),
        "in_reply_to_id": text("in_reply_to_id"), "quoted_status_id": text("quoted_status_id"),
        "sensitive": ask.flag("sensitive"), "media_ids": ask.list("media_ids"),
        "poll": ask.params.get("poll"), "idempotency": null, "with_rate_limit": false,
        "scheduled_at": null, "application_id": 1,
    })
}

fn one(ask: &Ask, hub: &Hub, me: PersonNo, number: u64) -> Reply {
    let kept = hub.world.desks.get(&me).and_then(|it| it.kept.get(&number));
    let kept = kept.ok_or_else(Refusal::not_found)?;
    good(shown(ask, hub, number, kept))
}

fn shown(ask: &Ask, hub: &Hub, number: u64, kept: &Kept) -> Value {
    let view = View::new(&hub.world, ask.server, None);
    let pictures = kept.draft.words.pictures.iter();
    let media: Vec<Value> = pictures
        .map(|it| attachment::attachment(&view, it))
        .collect();
    json!({
        "id": number.to_string(), "scheduled_at": clock::iso(kept.at),
        "params": kept.params, "media_attachments": media,
    })
}

fn number(ask: &Ask) -> Result<u64, Refusal> {
    let id = ask.segment("id");
    id.parse().map_err(|_| Refusal::not_found())
}

pub fn list(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:statuses")?;
    let desk = hub.world.desks.get(&me);
    let all = desk.into_iter().flat_map(|it| it.kept.iter().rev());
    let all: Vec<Value> = all.map(|(n, it)| shown(ask, hub, *n, it)).collect();
    good(json!(all))
}

pub fn show(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:statuses")?;
    one(ask, hub, me, number(ask)?)
}

pub fn change(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:statuses")?;
    let number = number(ask)?;
    let desk = hub.world.desks.get(&me);
    let kept = desk.and_then(|it| it.kept.get(&number)).cloned();
    let kept = kept.ok_or_else(Refusal::not_found)?;
    let at = time(ask)?;
    hub.world.keep(me, number, Kept { at, ..kept });
    one(ask, hub, me, number)
}

pub fn drop_it(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:statuses")?;
    let number = number(ask)?;
    let desk = hub.world.desks.get_mut(&me);
    let gone = desk.and_then(|it| it.kept.remove(&number));
    match gone {
        Some(_) => good(json!({})),
        None => Err(Refusal::new(StatusCode::NOT_FOUND, "Record not found")),
    }
}
