//! Posting, and what must be known for it.
//! <https://docs.joinmastodon.org/methods/statuses/#create>

use super::{POST_BYTES, posts};
use crate::{
    core::{
        http::{Body, Request, Response, encode},
        id::LocalId,
        outbox::letter::{Letter, Limits},
        post::{Audience, Seen},
    },
    protocol::{BadAnswer, Call, Shown, Unsupported, Viewer, answer, json},
};

/// 1 MiB: rules and thumbnails stand beside the limits.
const INSTANCE_BYTES: usize = 1 << 20;

/// Software that makes one post of two requests with one `Idempotency-Key`
/// (read in its sources; Mastodon for an hour).
const HEEDS: [&str; 9] = [
    "mastodon",
    "glitch",
    "hometown",
    "akkoma",
    "pleroma",
    "mitra",
    "hollo",
    "iceshrimp",
    "fedibird",
];

/// `POST /api/v1/statuses`
pub fn write(
    letter: &Letter,
    answers: Option<&LocalId>,
    key: &str,
) -> Result<Call<Seen>, Unsupported> {
    let visibility = match &letter.audience {
        Audience::Public => "public",
        Audience::Unlisted => "unlisted",
        Audience::Followers => "private",
        Audience::Direct => "direct",
        Audience::Unknown(_) => return Err(Unsupported),
    };
    let mut form = vec![
        ("status", letter.text.clone()),
        ("visibility", visibility.to_owned()),
    ];
    if !letter.warning.is_empty() {
        form.push(("spoiler_text", letter.warning.clone()));
    }
    form.extend(letter.language.clone().map(|it| ("language", it)));
    form.extend(answers.map(|it| ("in_reply_to_id", it.as_str().to_owned())));
    let request = Request::post("/api/v1/statuses", Body::Form(form));
    Ok(Call {
        request: request.once(key).at_most(POST_BYTES),
        read: posts::read_post,
    })
}

/// Whether software of this name and version heeds the key.
pub fn heeds_keys(software: &str) -> bool {
    let software = software.to_lowercase();
    HEEDS.iter().any(|name| software.starts_with(name))
}

/// `GET /api/v1/accounts/verify_credentials`
pub fn own_name() -> Call<LocalId> {
    Call {
        request: Request::get("/api/v1/accounts/verify_credentials").at_most(POST_BYTES),
        read: read_own_name,
    }
}

fn read_own_name(_: &Viewer, response: &Response) -> Result<LocalId, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Account", why.to_string());
    let account = json::whole(&body).map_err(|error| garbled(&error))?;
    let name = account.root().name("id").map(|id| LocalId::new(&*id));
    name.ok_or_else(|| garbled(&"it lacks id"))
}

/// `GET /api/v1/accounts/:id/statuses`, without boosts
pub fn posts_of(person: &LocalId) -> Call<Shown> {
    let path = format!("/api/v1/accounts/{}/statuses", encode(person.as_str()));
    Call {
        request: Request::get(path)
            .with("limit", "20")
            .with("exclude_reblogs", "true"),
        read: posts::read_list,
    }
}

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
    let configured = instance
        .map("configuration")
        .and_then(|it| it.map("statuses"));
    let count = |key: &str| configured.and_then(|it| it.count(key)).filter(|it| *it > 0);
    // Pleroma and its relatives; they count links as they are.
    let own = instance.count("max_toot_chars").filter(|it| *it > 0);
    let found = match (count("max_characters"), own) {
        (Some(characters), _) => Limits {
            characters,
            link: count("characters_reserved_per_url").unwrap_or_default(),
        },
        (None, Some(characters)) => Limits {
            characters,
            link: 0,
        },
        (None, None) => return Err(garbled(&"it tells no limits")),
    };
    Ok(found)
}
