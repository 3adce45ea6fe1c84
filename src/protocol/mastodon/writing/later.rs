//! Letters that the server keeps, to post them later.
//! <https://docs.joinmastodon.org/methods/scheduled_statuses/>

use super::{super::actors::AUTHOR, POST_BYTES, posts, uploads};
use crate::{
    core::{
        http::{Body, Method, Request, Response, encode},
        id::{LocalId, Millis},
        outbox::letter::{Attached, Letter, Names, Question, Quotable, Scheduled, Written},
        post::Audience,
        time::{parse_time, write_time},
    },
    protocol::{
        BadAnswer, Call, Unsupported, Viewer, answer,
        json::{self, Json},
    },
};

/// Mastodon keeps three hundred for one account.
const MOST: usize = 400;

/// Options of a poll: twice as many as any server allows.
const OPTIONS: usize = 50;

/// Software that keeps letters (read in their sources).
const KEEP: [&str; 7] = [
    "mastodon",
    "glitch",
    "hometown",
    "fedibird",
    "akkoma",
    "pleroma",
    "friendica",
];

/// Whether software of this name and version keeps letters. GoToSocial does since 0.19;
/// before, a time in the past made a post of that date.
pub fn keeps_letters(software: &str) -> bool {
    let software = software.to_lowercase();
    let version = |rest: &str| {
        let mut parts = rest.trim().split(['.', '-', '+', ' ']);
        let mut part = || parts.next()?.parse::<u32>().ok();
        Some((part()?, part()?))
    };
    match software.strip_prefix("gotosocial") {
        Some(rest) => version(rest).is_some_and(|it| it >= (0, 19)),
        None => KEEP.iter().any(|name| software.starts_with(name)),
    }
}

/// `POST /api/v1/statuses` with `scheduled_at`
pub fn write_later(
    letter: &Letter,
    names: &Names,
    key: &str,
) -> Result<Call<Written>, Unsupported> {
    let at = letter.at.filter(|_| names.edits.is_none());
    let at = at.ok_or(Unsupported)?;
    let mut request = super::write(letter, names, key)?.request;
    if let Body::Form(form) = &mut request.body {
        form.push(("scheduled_at", write_time(at)));
    }
    Ok(Call {
        request,
        read: read_written,
    })
}

/// A server that knows of no such thing has posted it, and answers with the post.
fn read_written(viewer: &Viewer, response: &Response) -> Result<Written, BadAnswer> {
    match read_one(viewer, response) {
        Ok(kept) => Ok(Written::Kept(Box::new(kept))),
        Err(BadAnswer::Garbled { .. }) => {
            let seen = posts::read_post(viewer, response)?;
            Ok(Written::Posted(Box::new(seen)))
        }
        Err(why) => Err(why),
    }
}

/// `GET /api/v1/scheduled_statuses`
pub fn scheduled(older_than: Option<&LocalId>) -> Call<(Vec<Scheduled>, usize)> {
    let request = Request::get("/api/v1/scheduled_statuses").with("limit", "40");
    Call {
        request: match older_than {
            Some(local) => request.with("max_id", local.as_str()),
            None => request,
        },
        read: read_all,
    }
}

fn path(local: &LocalId) -> String {
    format!("/api/v1/scheduled_statuses/{}", encode(local.as_str()))
}

/// `GET /api/v1/scheduled_statuses/:id`
pub fn scheduled_one(local: &LocalId) -> Call<Scheduled> {
    Call {
        request: Request::get(path(local)).at_most(POST_BYTES),
        read: read_one,
    }
}

/// `PUT /api/v1/scheduled_statuses/:id`
pub fn reschedule(local: &LocalId, at: Millis) -> Call<Scheduled> {
    let form = vec![("scheduled_at", write_time(at))];
    Call {
        request: Request::of(Method::Put, path(local), Body::Form(form)).at_most(POST_BYTES),
        read: read_one,
    }
}

/// `DELETE /api/v1/scheduled_statuses/:id`
pub fn unschedule(local: &LocalId) -> Call<()> {
    Call {
        request: Request::of(Method::Delete, path(local), Body::Empty).at_most(POST_BYTES),
        read: |_, response| answer::success(response).map(drop),
    }
}

fn read_one(viewer: &Viewer, response: &Response) -> Result<Scheduled, BadAnswer> {
    let body = answer::success(response)?;
    let garbled =
        |why: &dyn ToString| answer::garbled(response, "ScheduledStatus", why.to_string());
    let one = json::whole(&body).map_err(|error| garbled(&error))?;
    let one = one_of(viewer, one.root());
    one.ok_or_else(|| garbled(&"it lacks id, time or params"))
}

fn read_all(viewer: &Viewer, response: &Response) -> Result<(Vec<Scheduled>, usize), BadAnswer> {
    let body = answer::success(response)?;
    let garbled =
        |why: &dyn ToString| answer::garbled(response, "ScheduledStatus[]", why.to_string());
    let (mut all, mut skipped) = (Vec::new(), 0);
    let is_list = json::items(&body, AUTHOR, |item| match one_of(viewer, item) {
        Some(one) if all.len() < MOST => all.push(one),
        _ => skipped += 1,
    });
    match is_list.map_err(|error| garbled(&error))? {
        true => Ok((all, skipped)),
        false => Err(garbled(&"it is no list")),
    }
}

/// <https://docs.joinmastodon.org/entities/ScheduledStatus/>
fn one_of(viewer: &Viewer, one: Json) -> Option<Scheduled> {
    let params = one.map("params")?;
    let at = parse_time(&one.text("scheduled_at")?)?;
    let media = one.list("media_attachments").take(posts::MEDIA);
    // One that cannot be read would be lost where it is taken back.
    let media: Option<Vec<Attached>> = media.map(|it| uploads::one(viewer, it)).collect();
    let text = |key: &str| {
        let text = params.text(key).unwrap_or_default();
        text.chars().take(super::SOURCE_LETTERS).collect::<String>()
    };
    let local = |key: &str| params.name(key).map(|it| LocalId::new(&*it));
    let language = params.text("language").map(|it| it.into_owned());
    Some(Scheduled {
        local: LocalId::new(&*one.name("id")?),
        at,
        letter: Letter {
            text: text("text"),
            warning: text("spoiler_text"),
            language: language.filter(|it| posts::is_language(it)),
            audience: audience(params.text("visibility").as_deref()),
            media: media?,
            sensitive: is_true(params, "sensitive"),
            quotable: params
                .text("quote_approval_policy")
                .and_then(|it| policy(&it)),
            poll: params.map("poll").map(question),
            at: Some(at),
            ..Letter::default()
        },
        answers: local("in_reply_to_id"),
        quotes: local("quoted_status_id"),
    })
}

/// Where none is named the account's own choice holds, which nobody knows here: whoever
/// takes it back begins with the narrowest.
fn audience(word: Option<&str>) -> Audience {
    match word {
        Some("public") => Audience::Public,
        Some("unlisted") => Audience::Unlisted,
        Some("private") => Audience::Followers,
        None | Some("direct") => Audience::Direct,
        Some(word) => Audience::Unknown(word.chars().take(40).collect()),
    }
}

/// By its word, or as the bit that stands for it in Mastodon's database: that comes
/// first where both are there.
fn policy(word: &str) -> Option<Quotable> {
    match word {
        "public" | "131072" => Some(Quotable::Everybody),
        "followers" | "262144" => Some(Quotable::Followers),
        "nobody" | "0" => Some(Quotable::Nobody),
        _ => None,
    }
}

/// Servers keep what the form said: some as text.
fn is_true(params: Json, key: &str) -> bool {
    let text = params.text(key);
    params.flag(key) == Some(true) || text.is_some_and(|it| matches!(&*it, "true" | "1"))
}

fn question(poll: Json) -> Question {
    let options = poll.list("options").take(OPTIONS);
    Question {
        options: options
            .filter_map(|it| it.as_text().map(|it| it.into_owned()))
            .collect(),
        multiple: is_true(poll, "multiple"),
        hides: is_true(poll, "hide_totals"),
        lasts: poll
            .count("expires_in")
            .unwrap_or(Question::default().lasts),
    }
}
