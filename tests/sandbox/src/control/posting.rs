//! Posting as anybody, and the whole truth about a post.

use serde_json::{Value, json};

use super::Outcome;
use super::people::{find, find_post};
use crate::clock::{self, DAY};
use crate::flavour::mastodon::counts;
use crate::hub::Hub;
use crate::random::Chance;
use crate::world::build::pictures;
use crate::world::id::{PersonNo, PostNo, ServerNo};
use crate::world::post::{Draft, Picture, Poll, Visibility};
use crate::world::text;

pub fn post(hub: &mut Hub, body: &Value) -> Outcome {
    let author = find(hub, &body["as"])?;
    let at = match body["at"].as_str() {
        Some(text) => clock::read_iso(text).ok_or("at: not a time")?,
        None => clock::now(),
    };
    let mut draft = Draft::new(author, at);
    words(hub, &mut draft, body)?;
    if let Some(word) = body["visibility"].as_str() {
        draft.visibility = Visibility::read(word).ok_or("visibility: unknown")?;
    }
    if body["in_reply_to"].is_string() {
        draft.reply_to = Some(find_post(hub, &body["in_reply_to"])?);
    }
    if body["quote"].is_string() {
        draft.quote = Some(find_post(hub, &body["quote"])?);
    }
    if let Some(options) = body["poll"].as_array() {
        draft.poll = Some(poll(options, at, &body["poll_is"]));
    }
    draft.quotable = body["quotable"].as_str().map(str::to_owned);
    draft.raw = body["raw"].clone();
    if let Some(names) = body["known_on"].as_array() {
        draft.known_on = Some(servers(hub, names)?);
    }
    draft.delay = body["delay_ms"].as_u64();
    let no = hub.world.publish(draft);
    Ok(json!({"uri": hub.world.post(no).uri, "ids": ids(hub, no)}))
}

fn words(hub: &Hub, draft: &mut Draft, body: &Value) -> Result<(), String> {
    let html = body["html"].as_str();
    let plain = body["text"].as_str().or(html).ok_or("text is missing")?;
    draft.words = text::words(&hub.world, draft.author, plain);
    if let Some(html) = html {
        draft.words.html = html.to_owned();
    }
    draft.words.at = draft.at;
    draft.words.cw = body["cw"].as_str().unwrap_or("").to_owned();
    draft.words.sensitive = body["sensitive"]
        .as_bool()
        .unwrap_or(!draft.words.cw.is_empty());
    draft.words.language = Some(body["language"].as_str().unwrap_or("en").to_owned());
    let count = body["pictures"].as_u64().unwrap_or(0).min(16) as usize;
    let mut chance = Chance::new(hub.world.posts.len() as u64);
    draft.words.pictures = pictures(&hub.world, count, &mut chance);
    let media = body["media"].as_array().map(Vec::as_slice);
    let first = hub.world.posts.len() as u32 * 64;
    for (words, number) in media.unwrap_or_default().iter().zip(first..) {
        draft.words.pictures.push(medium(words, number));
    }
    Ok(())
}

/// A picture, film or sound as it is asked for.
fn medium(words: &Value, number: u32) -> Picture {
    let side = |name: &str, usual| words[name].as_u64().map_or(usual, |n| n.min(2_000) as u32);
    let text = |name: &str| words[name].as_str().map(str::to_owned);
    let part = |at: usize| Some(words["focus"].get(at)?.as_f64()? as f32);
    Picture {
        alt: text("alt"),
        focus: part(0).zip(part(1)),
        kind: text("kind").filter(|kind| kind != "image"),
        broken: words["broken"].as_bool().unwrap_or(false),
        plain: words["blurhash"].as_bool() == Some(false),
        ..Picture::new(number, (side("width", 1_200), side("height", 800)))
    }
}

/// `is` may say `multiple`, `hide_totals`, and `ends`: after how many seconds.
fn poll(options: &[Value], at: u64, is: &Value) -> Poll {
    let length = is["ends"].as_u64().map_or(DAY, |it| it * clock::SECOND);
    Poll {
        options: options
            .iter()
            .filter_map(|o| o.as_str().map(str::to_owned))
            .collect(),
        votes: Vec::new(),
        expires: Some(at + length),
        multiple: is["multiple"].as_bool().unwrap_or(false),
        hide_totals: is["hide_totals"].as_bool().unwrap_or(false),
    }
}

fn servers(hub: &Hub, names: &[Value]) -> Result<Vec<ServerNo>, String> {
    let find = |name: &Value| hub.world.find_server(name.as_str().unwrap_or(""));
    names
        .iter()
        .map(|n| find(n).ok_or_else(|| format!("{n}: no such server")))
        .collect()
}

/// The local id on every server that knows it by now.
fn ids(hub: &Hub, no: PostNo) -> Value {
    let known = hub
        .world
        .servers
        .iter()
        .filter_map(|s| Some((s.name.clone(), json!(s.post_id(no)?))));
    Value::Object(known.collect())
}

pub fn truth(hub: &Hub, uri: &str) -> Outcome {
    let no = hub
        .world
        .find_post(uri)
        .ok_or_else(|| format!("no post at {uri}"))?;
    let world = &hub.world;
    let post = world.post(no);
    let names = |people: Vec<PersonNo>| {
        people
            .into_iter()
            .map(|p| json!(world.short_handle(p)))
            .collect::<Value>()
    };
    let boosters = post.boosts.iter().filter(|b| !world.post(**b).deleted);
    let per_server = world.servers.iter().filter_map(|s| {
        let (likes, boosts, replies) = counts(world, s.no, no);
        let view =
            json!({"id": s.post_id(no)?, "likes": likes, "boosts": boosts, "replies": replies});
        Some((s.name.clone(), view))
    });
    Ok(json!({
        "uri": post.uri, "author": world.short_handle(post.author), "deleted": post.deleted,
        "visibility": post.visibility.word(), "created_at": clock::iso(post.at),
        "html": post.revisions.last().map(|r| r.html.clone()),
        "text": post.revisions.last().map(|r| r.text.clone()),
        "revisions": post.revisions.len(),
        "liked_by": names(post.likes.iter().map(|like| like.by).collect()),
        "boosted_by": names(boosters.map(|b| world.post(*b).author).collect()),
        "in_reply_to": post.reply_to.map(|p| world.post(p).uri.clone()),
        "replies": post.replies.iter().map(|p| world.post(*p).uri.clone()).collect::<Vec<_>>(),
        "servers": Value::Object(per_server.collect()),
        "votes": post.poll.as_ref().map(|poll| poll.votes.iter()
            .map(|(p, choice)| json!({"who": world.short_handle(*p), "choice": choice}))
            .collect::<Vec<_>>()),
    }))
}
