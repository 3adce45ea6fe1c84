//! What is held back of what strangers send.
//! <https://docs.joinmastodon.org/methods/notifications/#get-policy>

use super::{
    Mastodon,
    actors::{AUTHOR, Reading},
    notifications::person,
    posts::seen,
    timelines::max_id,
};
use crate::{
    core::{
        http::{Body, Method, Request, Response, encode},
        id::LocalId,
        notification::{Policy, Queue, Treatment, Waiting, Whose},
        rich_text::clean_text,
        time::parse_time,
        timeline::Cursor,
    },
    protocol::{
        BadAnswer, Call, Gates, Unsupported, Viewer, answer,
        json::{self, Json},
    },
};

const BYTES: usize = 1 << 20;
const REQUESTS: &str = "/api/v1/notifications/requests";
const NEWER: &str = "/api/v2/notifications/policy";
/// Of the pre-releases of Mastodon 4.3, and of forks made then.
const OLDER: &str = "/api/v1/notifications/policy";

impl Gates for Mastodon {
    /// `GET /api/v2/notifications/policy`, or `/api/v1/notifications/policy`
    fn policy(&self, older: bool) -> Result<Call<Policy>, Unsupported> {
        Ok(policy(older))
    }

    /// `PATCH /api/v2/notifications/policy`, or `PUT /api/v1/notifications/policy`
    fn set_policy(
        &self,
        older: bool,
        whose: Whose,
        treatment: &Treatment,
    ) -> Result<Call<Policy>, Unsupported> {
        Ok(set_policy(older, whose, treatment))
    }

    /// `GET /api/v1/notifications/requests`
    fn waiting(&self, older_than: Option<&Cursor>) -> Result<Call<Queue>, Unsupported> {
        Ok(waiting(older_than))
    }

    /// `POST /api/v1/notifications/requests/:id/accept`, or `/dismiss`
    fn answer_waiting(&self, request: &LocalId, yes: bool) -> Result<Call<()>, Unsupported> {
        Ok(answer_waiting(request, yes))
    }

    /// `GET /api/v1/notifications/requests/merged`
    fn are_merged(&self) -> Result<Call<bool>, Unsupported> {
        Ok(are_merged())
    }
}

/// `GET /api/v2/notifications/policy`, or `/api/v1/notifications/policy`
fn policy(older: bool) -> Call<Policy> {
    let path = if older { OLDER } else { NEWER };
    Call {
        request: Request::get(path).at_most(BYTES),
        read: read_policy,
    }
}

/// `PATCH /api/v2/notifications/policy`, or `PUT /api/v1/notifications/policy`
fn set_policy(older: bool, whose: Whose, treatment: &Treatment) -> Call<Policy> {
    let (newer_key, older_key) = keys(whose);
    let held = *treatment != Treatment::Tell;
    let request = match (older, older_key) {
        (true, Some(key)) => {
            let form = Body::Form(vec![(key, held.to_string())]);
            Request::of(Method::Put, OLDER, form)
        }
        _ => {
            let form = Body::Form(vec![(newer_key, word(treatment).to_owned())]);
            Request::of(Method::Patch, NEWER, form)
        }
    };
    Call {
        request: request.at_most(BYTES),
        read: read_policy,
    }
}

/// The words of a rule: the newer one, and the older where there was one.
fn keys(whose: Whose) -> (&'static str, Option<&'static str>) {
    match whose {
        Whose::NotFollowed => ("for_not_following", Some("filter_not_following")),
        Whose::NotFollowing => ("for_not_followers", Some("filter_not_followers")),
        Whose::New => ("for_new_accounts", Some("filter_new_accounts")),
        Whose::Private => ("for_private_mentions", Some("filter_private_mentions")),
        Whose::Limited => ("for_limited_accounts", None),
        Whose::Bots => ("for_bots", None),
    }
}

fn word(treatment: &Treatment) -> &str {
    match treatment {
        Treatment::Tell => "accept",
        Treatment::Hold => "filter",
        Treatment::Drop => "drop",
        Treatment::Unknown(word) => word,
    }
}

fn treatment(word: &str) -> Treatment {
    match word {
        "accept" => Treatment::Tell,
        "filter" => Treatment::Hold,
        "drop" => Treatment::Drop,
        other => Treatment::Unknown(clean_text(other, 60)),
    }
}

fn read_policy(_: &Viewer, response: &Response) -> Result<Policy, BadAnswer> {
    let body = answer::success(response)?;
    let at = "NotificationPolicy";
    let document = json::whole(&body).map_err(|error| answer::garbled(response, at, error))?;
    let of = document.root();
    let rule = |whose: Whose| {
        let (newer, older) = keys(whose);
        if let Some(word) = of.text(newer) {
            return Some((false, (whose, treatment(&word))));
        }
        let held = of.flag(older?)?;
        let treatment = if held {
            Treatment::Hold
        } else {
            Treatment::Tell
        };
        Some((true, (whose, treatment)))
    };
    let rules: Vec<_> = Whose::ALL.into_iter().filter_map(rule).collect();
    if rules.is_empty() {
        return Err(answer::garbled(response, at, "it has no rules"));
    }
    let summary = of.map("summary");
    Ok(Policy {
        older: rules.iter().all(|(older, _)| *older),
        rules: rules.into_iter().map(|(_, rule)| rule).collect(),
        people: summary
            .and_then(|it| it.count("pending_requests_count"))
            .unwrap_or_default(),
    })
}

/// `GET /api/v1/notifications/requests`
fn waiting(older_than: Option<&Cursor>) -> Call<Queue> {
    let request = Request::get(REQUESTS).with("limit", "40");
    let request = match older_than {
        Some(cursor) => request.with("max_id", cursor.0.clone()),
        None => request,
    };
    Call {
        request,
        read: read_waiting,
    }
}

fn read_waiting(viewer: &Viewer, response: &Response) -> Result<Queue, BadAnswer> {
    let body = answer::success(response)?;
    let at = "NotificationRequest[]";
    let mut reading = Reading::new(viewer);
    let mut queue = Queue::default();
    let is_list = json::items(&body, AUTHOR, |of| {
        match request(of, &mut reading, &mut queue) {
            Some(waiting) => queue.people.push(waiting),
            None => queue.skipped += 1,
        }
    });
    if !is_list.map_err(|error| answer::garbled(response, at, error))? {
        return Err(answer::garbled(response, at, "it is no list"));
    }
    queue.older = response.link.as_deref().and_then(max_id).map(Cursor);
    Ok(queue)
}

/// <https://docs.joinmastodon.org/entities/NotificationRequest/>
fn request<'a>(of: Json<'_, 'a>, reading: &mut Reading<'a>, queue: &mut Queue) -> Option<Waiting> {
    let id = LocalId::new(&*of.name("id")?);
    let person = reading.author(of).and_then(person)?;
    let last = of.map("last_status");
    let last = last.and_then(|it| seen(it, reading, 1));
    let post = last.as_ref().map(|it| it.post.uri.clone());
    queue.seen.extend(last);
    let at = of.text("updated_at").or_else(|| of.text("created_at"));
    Some(Waiting {
        id,
        person,
        count: of.count("notifications_count"),
        at: parse_time(&at?)?,
        post,
    })
}

/// `POST /api/v1/notifications/requests/:id/accept`, or `/dismiss`
fn answer_waiting(request: &LocalId, yes: bool) -> Call<()> {
    let verb = if yes { "accept" } else { "dismiss" };
    let path = format!("{REQUESTS}/{}/{verb}", encode(request.as_str()));
    Call {
        request: Request::post(path, Body::Empty).at_most(BYTES),
        read: |_, response| answer::success(response).map(drop),
    }
}

/// `GET /api/v1/notifications/requests/merged`
fn are_merged() -> Call<bool> {
    Call {
        request: Request::get(format!("{REQUESTS}/merged")).at_most(BYTES),
        read: |_, response| {
            let body = answer::success(response)?;
            let document =
                json::whole(&body).map_err(|error| answer::garbled(response, "merged", error))?;
            Ok(document.root().flag("merged").unwrap_or(true))
        },
    }
}
