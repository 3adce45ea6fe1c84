//! How much a server takes.

use crate::{
    core::{
        http::{Request, Response},
        outbox::letter::Limits,
    },
    protocol::{
        BadAnswer, Call, Viewer, answer,
        json::{self, Json},
    },
};

/// 1 MiB: rules and thumbnails stand beside the limits.
const INSTANCE_BYTES: usize = 1 << 20;
/// No server has so many kinds of files.
const KINDS: usize = 200;
/// Mastodon's API of 4.5 has quotes.
/// <https://docs.joinmastodon.org/entities/Instance/#api_versions>
const QUOTES: u32 = 7;

/// `GET /api/v2/instance`, and `/api/v1/instance` for servers that are older.
/// <https://docs.joinmastodon.org/entities/Instance/>
pub fn limits(older: bool) -> Call<Limits> {
    let path = match older {
        true => "/api/v1/instance",
        false => "/api/v2/instance",
    };
    Call {
        request: Request::get(path).at_most(INSTANCE_BYTES),
        read: read_limits,
    }
}

fn read_limits(_: &Viewer, response: &Response) -> Result<Limits, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Instance", why.to_string());
    let instance = json::whole(&body).map_err(|error| garbled(&error))?;
    let instance = instance.root();
    let configured = instance.map("configuration");
    let of_posts = configured.and_then(|it| it.map("statuses"));
    // Pleroma and its relatives; they count links as they are.
    let own = count(Some(instance), "max_toot_chars");
    let (characters, link) = match (count(of_posts, "max_characters"), own) {
        (Some(characters), _) => (characters, count(of_posts, "characters_reserved_per_url")),
        (None, Some(characters)) => (characters, None),
        (None, None) => return Err(garbled(&"it tells no limits")),
    };
    let api = instance
        .map("api_versions")
        .and_then(|it| it.count("mastodon"));
    let mut limits = Limits {
        characters,
        link: link.unwrap_or_default(),
        quotes: api.is_some_and(|api| api >= QUOTES),
        ..Limits::default()
    };
    // None at all is said, too.
    let media = of_posts.and_then(|it| it.count("max_media_attachments"));
    set(&mut limits.media, media);
    read_media(&mut limits, instance, configured);
    let polls = configured.and_then(|it| it.map("polls"));
    read_polls(&mut limits, polls.or_else(|| instance.map("poll_limits")));
    Ok(limits)
}

/// A limit that is told takes the place of Mastodon's own.
fn set(limit: &mut u32, told: Option<u32>) {
    *limit = told.unwrap_or(*limit);
}

fn read_media(limits: &mut Limits, instance: Json, configured: Option<Json>) {
    let media = configured.and_then(|it| it.map("media_attachments"));
    let own = |key: &str| count(Some(instance), key);
    let bytes = |key: &str| count(media, key).or_else(|| own("upload_limit"));
    limits.picture_bytes = bytes("image_size_limit").unwrap_or_default().into();
    limits.film_bytes = bytes("video_size_limit").unwrap_or_default().into();
    let pixels = count(media, "image_matrix_limit");
    limits.picture_pixels = pixels.unwrap_or_default().into();
    limits.kinds = media.map(kinds).unwrap_or_default();
    let alt = count(media, "description_limit").or_else(|| own("description_limit"));
    set(&mut limits.alt, alt);
}

fn read_polls(limits: &mut Limits, polls: Option<Json>) {
    set(
        &mut limits.options,
        polls.and_then(|it| it.count("max_options")),
    );
    let option = count(polls, "max_characters_per_option");
    let option = option.or_else(|| count(polls, "max_option_chars"));
    set(&mut limits.option, option);
    set(&mut limits.poll_from, count(polls, "min_expiration"));
    set(&mut limits.poll_to, count(polls, "max_expiration"));
}

/// A number that is not nought.
fn count(of: Option<Json>, key: &str) -> Option<u32> {
    of?.count(key).filter(|it| *it > 0)
}

fn kinds(media: Json) -> Vec<String> {
    let all = media.list("supported_mime_types").take(KINDS);
    let all = all.filter_map(|it| it.as_text());
    all.map(|it| it.to_lowercase()).collect()
}
