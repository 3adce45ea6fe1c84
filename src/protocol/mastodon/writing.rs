//! Posting, and what must be known for it.
//! <https://docs.joinmastodon.org/methods/statuses/#create>

mod later;
mod limits;
mod quoting;
mod uploads;

use std::sync::Arc;

use super::{Mastodon, POST_BYTES, completing, posts, status_path};
use crate::{
    core::{
        actor::Actor,
        http::{Body, Method, Request, Response, encode},
        id::{LocalId, Millis},
        outbox::{
            complete::Emoji,
            letter::{
                Attached, Leave, Letter, Limits, Names, Question, Scheduled, Source, Standing,
                Upload, Written,
            },
        },
        post::{Audience, Seen},
    },
    protocol::{
        BadAnswer, Call, Carried, Letters, LongList, Shown, Unsupported, Viewer, answer, json,
    },
};
use limits::limits;
use uploads::{describe, held, upload, upload_state};

/// No server takes so much of a text.
const SOURCE_LETTERS: usize = 200_000;

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

impl Letters for Mastodon {
    /// `POST /api/v1/statuses`
    fn write(&self, letter: &Letter, names: &Names, key: &str) -> Result<Call<Seen>, Unsupported> {
        write(letter, names, key)
    }

    /// `POST /api/v1/statuses` with `scheduled_at`
    fn write_later(
        &self,
        letter: &Letter,
        names: &Names,
        key: &str,
    ) -> Result<Call<Written>, Unsupported> {
        later::write_later(letter, names, key)
    }

    /// Those that were seen to (docs/servers.md).
    fn keeps_letters(&self, software: &str) -> bool {
        later::keeps_letters(software)
    }

    /// `GET /api/v1/scheduled_statuses`
    fn scheduled(
        &self,
        older_than: Option<&LocalId>,
    ) -> Result<Call<(Vec<Scheduled>, usize)>, Unsupported> {
        Ok(later::scheduled(older_than))
    }

    /// `GET /api/v1/scheduled_statuses/:id`
    fn scheduled_one(&self, local: &LocalId) -> Result<Call<Scheduled>, Unsupported> {
        Ok(later::scheduled_one(local))
    }

    /// `PUT /api/v1/scheduled_statuses/:id`
    fn reschedule(&self, local: &LocalId, at: Millis) -> Result<Call<Scheduled>, Unsupported> {
        Ok(later::reschedule(local, at))
    }

    /// `DELETE /api/v1/scheduled_statuses/:id`
    fn unschedule(&self, local: &LocalId) -> Result<Call<()>, Unsupported> {
        Ok(later::unschedule(local))
    }

    /// `POST /api/v2/media`, or `/api/v1/media`
    fn upload(
        &self,
        one: &Attached,
        older: bool,
        name: &str,
    ) -> Result<Carried<Upload>, Unsupported> {
        Ok(upload(one, older, name))
    }

    /// `GET /api/v1/media/:id`
    fn upload_state(&self, local: &LocalId) -> Result<Call<Upload>, Unsupported> {
        Ok(upload_state(local))
    }

    /// `PUT /api/v1/media/:id`
    fn describe(&self, local: &LocalId, one: &Attached) -> Result<Call<Upload>, Unsupported> {
        Ok(describe(local, one))
    }

    /// `DELETE /api/v1/statuses/:id`
    fn delete(&self, local: &LocalId) -> Result<Call<()>, Unsupported> {
        Ok(delete(local))
    }

    /// `GET /api/v1/statuses/:id`
    fn held(&self, local: &LocalId) -> Result<Call<Standing>, Unsupported> {
        Ok(held(local))
    }

    /// `GET /api/v1/statuses/:id`
    fn may_quote(&self, local: &LocalId) -> Result<Call<Option<Leave>>, Unsupported> {
        Ok(quoting::may_quote(local))
    }

    /// `GET /api/v1/statuses/:id/source`
    fn source(&self, local: &LocalId) -> Result<Call<Source>, Unsupported> {
        Ok(source(local))
    }

    /// Of those that are spoken to through this API; the others ignore the key
    /// (docs/servers.md).
    fn heeds_keys(&self, software: &str) -> bool {
        heeds_keys(software)
    }

    /// `GET /api/v1/accounts/verify_credentials`
    fn own_name(&self) -> Result<Call<LocalId>, Unsupported> {
        Ok(own_name())
    }

    /// `GET /api/v1/accounts/verify_credentials`
    fn own_audience(&self) -> Result<Call<Option<Audience>>, Unsupported> {
        Ok(own_audience())
    }

    /// `GET /api/v1/accounts/:id/statuses`
    fn posts_of(&self, person: &LocalId) -> Result<Call<Shown>, Unsupported> {
        Ok(posts_of(person))
    }

    /// `GET /api/v2/instance`, or `/api/v1/instance`
    fn limits(&self, older: bool) -> Result<Call<Limits>, Unsupported> {
        Ok(limits(older))
    }

    /// `GET /api/v1/custom_emojis`
    fn emoji(&self) -> Result<Call<LongList<Emoji>>, Unsupported> {
        Ok(completing::emoji())
    }

    /// `GET /api/v1/accounts/search`
    fn suggest_people(&self, words: &str) -> Result<Call<Vec<Arc<Actor>>>, Unsupported> {
        Ok(completing::people(words))
    }

    /// `GET /api/v2/search?type=hashtags`
    fn suggest_tags(&self, words: &str) -> Result<Call<Vec<String>>, Unsupported> {
        Ok(completing::tags(words))
    }
}

/// `POST /api/v1/statuses`; of an edit `PUT /api/v1/statuses/:id`
fn write(letter: &Letter, names: &Names, key: &str) -> Result<Call<Seen>, Unsupported> {
    let mut form = vec![("status", letter.text.clone())];
    if !letter.warning.is_empty() || names.edits.is_some() {
        form.push(("spoiler_text", letter.warning.clone()));
    }
    if letter.sensitive || names.edits.is_some() {
        form.push(("sensitive", letter.sensitive.to_string()));
    }
    form.extend(letter.language.clone().map(|it| ("language", it)));
    let media = names.media.iter().map(|it| it.as_str().to_owned());
    form.extend(media.map(|it| ("media_ids[]", it)));
    if let Some(question) = &letter.poll {
        form.extend(asked(question));
    }
    let request = match &names.edits {
        Some(local) => {
            form.extend(described(letter, names));
            Request::of(Method::Put, status_path(local, ""), Body::Form(form))
        }
        None => {
            form.push(("visibility", visibility(&letter.audience)?.to_owned()));
            let name = |local: &LocalId| local.as_str().to_owned();
            form.extend(names.answers.iter().map(|it| ("in_reply_to_id", name(it))));
            form.extend(
                letter
                    .quotable
                    .map(|it| ("quote_approval_policy", quoting::policy(it).to_owned())),
            );
            form.extend(names.quotes.iter().map(|it| ("quoted_status_id", name(it))));
            Request::post("/api/v1/statuses", Body::Form(form))
        }
    };
    Ok(Call {
        request: request.once(key).at_most(POST_BYTES),
        read: posts::read_post,
    })
}

fn visibility(audience: &Audience) -> Result<&'static str, Unsupported> {
    match audience {
        Audience::Public => Ok("public"),
        Audience::Unlisted => Ok("unlisted"),
        Audience::Followers => Ok("private"),
        Audience::Direct => Ok("direct"),
        Audience::Unknown(_) => Err(Unsupported),
    }
}

/// <https://docs.joinmastodon.org/methods/statuses/#create>, `poll[…]`
fn asked(question: &Question) -> Vec<(&'static str, String)> {
    let options = question.asked().into_iter();
    let options = options.map(|it| ("poll[options][]", it.to_owned()));
    let rest = [
        ("poll[expires_in]", question.lasts.to_string()),
        ("poll[multiple]", question.multiple.to_string()),
        ("poll[hide_totals]", question.hides.to_string()),
    ];
    options.chain(rest).collect()
}

/// What an edit says of media that were there before.
/// <https://docs.joinmastodon.org/methods/statuses/#edit>, `media_attributes`
fn described(letter: &Letter, names: &Names) -> Vec<(&'static str, String)> {
    let mut form = Vec::new();
    for (one, local) in letter.media.iter().zip(&names.media) {
        form.push(("media_attributes[][id]", local.as_str().to_owned()));
        form.push(("media_attributes[][description]", one.alt.clone()));
        let focus = one.focus_words();
        form.extend(focus.map(|it| ("media_attributes[][focus]", it)));
    }
    form
}

/// `DELETE /api/v1/statuses/:id`
fn delete(local: &LocalId) -> Call<()> {
    Call {
        request: Request::of(Method::Delete, status_path(local, ""), Body::Empty)
            .at_most(POST_BYTES),
        read: |_, response| answer::success(response).map(drop),
    }
}

/// `GET /api/v1/statuses/:id/source`
/// <https://docs.joinmastodon.org/entities/StatusSource/>
fn source(local: &LocalId) -> Call<Source> {
    Call {
        request: Request::get(status_path(local, "/source")).at_most(POST_BYTES),
        read: read_source,
    }
}

fn read_source(_: &Viewer, response: &Response) -> Result<Source, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "StatusSource", why.to_string());
    let source = json::whole(&body).map_err(|error| garbled(&error))?;
    let source = source.root();
    let text = source.get("text").and_then(|it| it.as_text());
    let text = text.ok_or_else(|| garbled(&"it lacks text"))?;
    let cut = |text: &str| text.chars().take(SOURCE_LETTERS).collect::<String>();
    Ok(Source {
        text: cut(&text),
        warning: source
            .get("spoiler_text")
            .and_then(|it| it.as_text())
            .map_or_else(String::new, |it| cut(&it)),
    })
}

/// Whether software of this name and version heeds the key.
fn heeds_keys(software: &str) -> bool {
    let software = software.to_lowercase();
    HEEDS.iter().any(|name| software.starts_with(name))
}

/// `GET /api/v1/accounts/verify_credentials`
fn own_name() -> Call<LocalId> {
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

/// `GET /api/v1/accounts/verify_credentials`, `source.privacy`
/// <https://docs.joinmastodon.org/entities/Account/#source-privacy>
fn own_audience() -> Call<Option<Audience>> {
    Call {
        read: read_own_audience,
        request: own_name().request,
    }
}

fn read_own_audience(_: &Viewer, response: &Response) -> Result<Option<Audience>, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Account", why.to_string());
    let account = json::whole(&body).map_err(|error| garbled(&error))?;
    let word = account
        .root()
        .map("source")
        .and_then(|it| it.text("privacy"));
    Ok(match word.as_deref() {
        Some("public") => Some(Audience::Public),
        Some("unlisted") => Some(Audience::Unlisted),
        Some("private") => Some(Audience::Followers),
        Some("direct") => Some(Audience::Direct),
        _ => None,
    })
}

/// `GET /api/v1/accounts/:id/statuses`, without boosts
fn posts_of(person: &LocalId) -> Call<Shown> {
    let path = format!("/api/v1/accounts/{}/statuses", encode(person.as_str()));
    Call {
        request: Request::get(path)
            .with("limit", "20")
            .with("exclude_reblogs", "true"),
        read: posts::read_list,
    }
}
