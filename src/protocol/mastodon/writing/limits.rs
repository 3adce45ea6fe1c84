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
    let media = configured.and_then(|it| it.map("media_attachments"));
    let polls = configured.and_then(|it| it.map("polls"));
    let polls = polls.or_else(|| instance.map("poll_limits"));
    let any = Limits::default();
    let bytes = |key: &str| count(media, key).or_else(|| count(Some(instance), "upload_limit"));
    let told = |found: Option<u32>, else_: u32| found.unwrap_or(else_);
    let api = instance
        .map("api_versions")
        .and_then(|it| it.count("mastodon"));
    Ok(Limits {
        characters,
        link: link.unwrap_or_default(),
        media: told(count(of_posts, "max_media_attachments"), any.media),
        picture_bytes: bytes("image_size_limit").unwrap_or_default().into(),
        picture_pixels: count(media, "image_matrix_limit")
            .unwrap_or_default()
            .into(),
        film_bytes: bytes("video_size_limit").unwrap_or_default().into(),
        kinds: media.map(kinds).unwrap_or_default(),
        alt: told(
            count(media, "description_limit")
                .or_else(|| count(Some(instance), "description_limit")),
            any.alt,
        ),
        options: told(count(polls, "max_options"), any.options),
        option: told(
            count(polls, "max_characters_per_option").or_else(|| count(polls, "max_option_chars")),
            any.option,
        ),
        poll_from: told(count(polls, "min_expiration"), any.poll_from),
        poll_to: told(count(polls, "max_expiration"), any.poll_to),
        quotes: api.is_some_and(|api| api >= QUOTES),
    })
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
