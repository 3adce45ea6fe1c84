//! Uploads, and the pictures drawn on the spot.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::ask::{Ask, File};
use super::render::{View, attachment};
use super::reply::{self, Refusal, Reply, good};
use crate::hub::{Hub, Upload};
use crate::picture;
use crate::sound;
use crate::world::post::Picture;

const LARGEST: usize = 16 << 20;
const KINDS: &[&str] = &[
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/avif",
    "video/mp4",
    "video/webm",
    "audio/mpeg",
    "audio/ogg",
];

/// The new way: 202 at once, 206 while it is being worked on, then 200.
pub fn upload(ask: &Ask, hub: &mut Hub) -> Reply {
    let number = take(ask, hub, 1)?;
    let mut value = show(ask, hub, number)?;
    value["url"] = Value::Null;
    Ok(reply::with_status(StatusCode::ACCEPTED, &value))
}

/// The old way: 200 and ready.
pub fn upload_now(ask: &Ask, hub: &mut Hub) -> Reply {
    let number = take(ask, hub, 0)?;
    good(show(ask, hub, number)?)
}

fn take(ask: &Ask, hub: &mut Hub, waits: u32) -> Result<u64, Refusal> {
    ask.need("write:media")?;
    let file = ask.files.iter().find(|f| f.field == "file");
    let file = file.ok_or_else(|| Refusal::invalid("File can't be blank"))?;
    keep(ask, hub, file, waits)
}

/// Keeps a file; gives its number.
pub fn keep(ask: &Ask, hub: &mut Hub, file: &File, waits: u32) -> Result<u64, Refusal> {
    if file.bytes.len() > LARGEST {
        return Err(Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Request Entity Too Large",
        ));
    }
    if !KINDS.contains(&file.mime.as_str()) {
        return Err(Refusal::invalid(
            "File content type is invalid, File is invalid",
        ));
    }
    let number = hub.oauth.number();
    let upload = Upload {
        mime: file.mime.clone(),
        size: png_size(&file.bytes).unwrap_or((1200, 800)),
        bytes: file.bytes.clone(),
        alt: ask.text("description"),
        focus: focus(ask),
        waits,
    };
    hub.uploads.insert(number, upload);
    Ok(number)
}

fn focus(ask: &Ask) -> Option<(f32, f32)> {
    let text = ask.text("focus")?;
    let (x, y) = text.split_once(',')?;
    Some((x.trim().parse().ok()?, y.trim().parse().ok()?))
}

fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    (bytes.get(1..4)? == b"PNG").then_some((number(16)?, number(20)?))
}

fn show(ask: &Ask, hub: &Hub, number: u64) -> Result<Value, Refusal> {
    let upload = hub.uploads.get(&number).ok_or_else(Refusal::not_found)?;
    let view = View::new(&hub.world, ask.server, None);
    Ok(attachment::attachment(&view, &as_picture(number, upload)))
}

fn as_picture(number: u64, upload: &Upload) -> Picture {
    Picture {
        alt: upload.alt.clone(),
        focus: upload.focus,
        upload: Some(upload.mime.clone()),
        ..Picture::new(number as u32, upload.size)
    }
}

fn number(ask: &Ask, hub: &Hub, id: &str) -> Result<u64, Refusal> {
    let view = View::new(&hub.world, ask.server, None);
    let found = attachment::upload_number(&view, id).filter(|n| hub.uploads.contains_key(n));
    found.ok_or_else(Refusal::not_found)
}

pub fn get(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.need("write:media")?;
    let number = number(ask, hub, ask.segment("id"))?;
    let mut value = show(ask, hub, number)?;
    let upload = hub
        .uploads
        .get_mut(&number)
        .ok_or_else(Refusal::not_found)?;
    let waits = upload.waits;
    upload.waits = waits.saturating_sub(1);
    if waits > 0 {
        value["url"] = Value::Null;
        return Ok(reply::with_status(StatusCode::PARTIAL_CONTENT, &value));
    }
    good(value)
}

pub fn describe(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.need("write:media")?;
    let number = number(ask, hub, ask.segment("id"))?;
    if let Some(upload) = hub.uploads.get_mut(&number) {
        upload.alt = ask.text("description").or(upload.alt.take());
        upload.focus = focus(ask).or(upload.focus);
    }
    good(show(ask, hub, number)?)
}

pub fn delete(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.need("write:media")?;
    let number = number(ask, hub, ask.segment("id"))?;
    hub.uploads.remove(&number);
    good(json!({}))
}

/// The pictures a new post brings along.
pub fn attached(ask: &Ask, hub: &mut Hub) -> Result<Vec<Picture>, Refusal> {
    let ids = ask.list("media_ids");
    if ids.len() > 4 {
        return Err(Refusal::invalid("Cannot attach more than 4 files"));
    }
    let view = View::new(&hub.world, ask.server, None);
    let old = old_pictures(ask, hub);
    let mut pictures = Vec::new();
    for id in ids {
        if let Some(kept) = old.iter().find(|p| attachment::id(&view, p) == id) {
            pictures.push(kept.clone());
            continue;
        }
        let number = number(ask, hub, &id)?;
        let upload = hub.uploads.get(&number).ok_or_else(Refusal::not_found)?;
        if upload.waits > 0 {
            return Err(Refusal::invalid(
                "Cannot attach files that have not finished processing. Try again in a moment!",
            ));
        }
        pictures.push(as_picture(number, upload));
    }
    Ok(pictures)
}

/// What an edit says of the pictures: `media_attributes`.
pub fn describe_all(ask: &Ask, hub: &Hub, pictures: &mut [Picture]) {
    let view = View::new(&hub.world, ask.server, None);
    let all = ask.params.get("media_attributes").and_then(Value::as_array);
    for told in all.into_iter().flatten() {
        let id = told["id"].as_str().unwrap_or_default();
        let Some(picture) = pictures
            .iter_mut()
            .find(|it| attachment::id(&view, it) == id)
        else {
            continue;
        };
        if let Some(alt) = told["description"].as_str() {
            picture.alt = Some(alt.to_owned()).filter(|alt| !alt.is_empty());
        }
        if let Some((x, y)) = told["focus"].as_str().and_then(|it| it.split_once(',')) {
            picture.focus = x.parse().ok().zip(y.parse().ok());
        }
    }
}

/// What the post being edited has already.
fn old_pictures(ask: &Ask, hub: &Hub) -> Vec<Picture> {
    let post = hub.world.server(ask.server).find_post(ask.segment("id"));
    let words = post.and_then(|no| hub.world.words(ask.server, no));
    words.map(|w| w.pictures.clone()).unwrap_or_default()
}

/// A second and a half of a ball that flies over a sea.
const LOOP: &[u8] = include_bytes!("../../../media/loop.webm");

/// `/media/{kind}/{number}.png`: faces, headers, emoji, uploads, films, sounds.
pub fn file(ask: &Ask, hub: &mut Hub) -> Reply {
    let name = ask.segment("name");
    let stem = name.strip_suffix(".png").unwrap_or(name);
    let number = || stem.parse::<u32>().map_err(|_| Refusal::not_found());
    let (mime, bytes) = match ask.segment("kind") {
        "avatar" => ("image/png", picture::portrait(number()?, 120)),
        "header" => ("image/png", picture::landscape(number()?, 900, 300)),
        "film" => ("video/webm", LOOP.to_vec()),
        "sound" => ("audio/wav", sound::tone()),
        "emoji" => ("image/png", picture::emoji(stem)),
        "upload" => {
            let upload = hub
                .uploads
                .get(&u64::from(number()?))
                .ok_or_else(Refusal::not_found)?;
            return Ok(bytes_reply(&upload.mime, upload.bytes.clone()));
        }
        _ => return Err(Refusal::not_found()),
    };
    Ok(bytes_reply(mime, bytes))
}

/// `/media/picture/{number}/{width}x{height}.png`.
pub fn drawn(ask: &Ask, _hub: &mut Hub) -> Reply {
    let number: u32 = ask
        .segment("number")
        .parse()
        .map_err(|_| Refusal::not_found())?;
    let size = ask
        .segment("size")
        .strip_suffix(".png")
        .and_then(|s| s.split_once('x'));
    let parse = |text: &str| text.parse::<u32>().ok().filter(|n| (1..=2000).contains(n));
    let size = size.and_then(|(w, h)| Some((parse(w)?, parse(h)?)));
    let (width, height) = size.ok_or_else(Refusal::not_found)?;
    Ok(bytes_reply(
        "image/png",
        picture::landscape(number, width, height),
    ))
}

fn bytes_reply(mime: &str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    reply::set(&mut response, header::CONTENT_TYPE, mime);
    reply::set(
        &mut response,
        header::CACHE_CONTROL,
        "public, max-age=2419200, immutable",
    );
    response
}
