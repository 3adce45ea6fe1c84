//! Notifications: one by one, or in the server's groups.
//! <https://docs.joinmastodon.org/methods/grouped_notifications/>

use std::collections::HashMap;

use super::{
    actors::{AUTHOR, Author, Reading, author},
    posts::seen,
    timelines::max_id,
};
use crate::{
    core::{
        http::{Body, Request, Response, encode},
        id::{LocalId, PostUri},
        notification::{Kind, Person, Tidings, Told},
        post::Seen,
        rich_text::clean_text,
        time::parse_time,
        timeline::Cursor,
    },
    protocol::{
        BadAnswer, Call, Viewer, answer,
        json::{self, Json},
    },
};

/// Notifications a page: Mastodon gives no more groups than this.
const PAGE: &str = "40";
/// The longest words of a server that are shown.
const TEXT: usize = 500;
/// The most people of a group who are looked at.
const PEOPLE: usize = 16;

/// `GET /api/v2/notifications`, or `/api/v1/notifications`
pub fn page(groups: bool, older_than: Option<&Cursor>) -> Call<Tidings> {
    let path = match groups {
        true => "/api/v2/notifications",
        false => "/api/v1/notifications",
    };
    let request = Request::get(path).with("limit", PAGE);
    let request = match older_than {
        Some(cursor) => request.with("max_id", cursor.0.clone()),
        None => request,
    };
    let read = if groups { read_groups } else { read_list };
    Call { request, read }
}

/// `POST /api/v1/follow_requests/:id/authorize`, or `/reject`
pub fn answer_request(person: &LocalId, yes: bool) -> Call<()> {
    let verb = if yes { "authorize" } else { "reject" };
    let path = format!("/api/v1/follow_requests/{}/{verb}", encode(person.as_str()));
    Call {
        request: Request::post(path, Body::Empty).at_most(1 << 20),
        read: |_, response| answer::success(response).map(drop),
    }
}

/// The kind that a word stands for.
fn kind(word: &str, reaction: Option<String>) -> Kind {
    match word {
        "mention" => Kind::Mention,
        "status" => Kind::NewPost,
        "reblog" => Kind::Boost,
        "favourite" => Kind::Like,
        // Pleroma and Akkoma; Glitch, Fedibird and Iceshrimp.
        "pleroma:emoji_reaction" | "emoji_reaction" | "reaction" => {
            Kind::Reaction(reaction.unwrap_or_default())
        }
        "follow" => Kind::Follow,
        "follow_request" => Kind::FollowRequest,
        "poll" => Kind::PollEnd,
        "update" | "quoted_update" => Kind::Edit,
        "quote" => Kind::Quote,
        "move" => Kind::Moved,
        "severed_relationships" => Kind::Severed,
        "moderation_warning" => Kind::Warning,
        "admin.report" | "pleroma:report" => Kind::Report,
        "admin.sign_up" => Kind::SignUp,
        other => Kind::Unknown(clean_text(other, 60)),
    }
}

/// What the server says of it in words. Mastodon 4.6 gives a `fallback` for
/// kinds that a client may not know.
fn text(of: Json) -> Option<String> {
    let fallback = of.get("fallback")?;
    if fallback.is_text() {
        let said = clean_text(&fallback.as_text()?, TEXT);
        return (!said.is_empty()).then_some(said);
    }
    let said = |key| fallback.text(key).map(|it| clean_text(&it, TEXT));
    let parts = [said("title"), said("summary")];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|it| !it.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn read_list(viewer: &Viewer, response: &Response) -> Result<Tidings, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Notification[]", why.to_string());
    let mut reading = Reading::new(viewer);
    let mut tidings = Tidings::default();
    let is_list = json::items(&body, AUTHOR, |notification| {
        match single(notification, &mut reading) {
            Some((told, seen)) => {
                tidings.told.push(told);
                tidings.seen.extend(seen);
            }
            None => tidings.skipped += 1,
        }
    });
    if !is_list.map_err(|error| garbled(&error))? {
        return Err(garbled(&"it is no list"));
    }
    tidings.older = older(response, &tidings.told);
    Ok(tidings)
}

/// <https://docs.joinmastodon.org/entities/Notification/>
fn single<'a>(of: Json<'_, 'a>, reading: &mut Reading<'a>) -> Option<(Told, Option<Seen>)> {
    let id = LocalId::new(&*of.name("id")?);
    let seen = of.map("status").and_then(|it| seen(it, reading, 1));
    let people: Vec<Person> = reading.author(of).and_then(person).into_iter().collect();
    let reaction = of.text("emoji").map(|it| clean_text(&it, 60));
    let told = Told {
        name: id.as_str().to_owned(),
        kind: kind(&of.text("type")?, reaction),
        at: parse_time(&of.text("created_at")?)?,
        newest: id,
        count: people.len() as u32,
        people,
        post: seen.as_ref().map(|seen| seen.post.uri.clone()),
        text: text(of),
    };
    Some((told, seen))
}

/// Somebody, if the server names them.
pub fn person(author: Author) -> Option<Person> {
    Some((LocalId::new(author.local?), author.actor))
}

/// <https://docs.joinmastodon.org/entities/GroupedNotificationsResults/>
fn read_groups(viewer: &Viewer, response: &Response) -> Result<Tidings, BadAnswer> {
    let body = answer::success(response)?;
    let at = "GroupedNotificationsResults";
    let garbled = |why: &dyn ToString| answer::garbled(response, at, why.to_string());
    let answer = json::outermost(&body).map_err(|error| garbled(&error))?;
    let list = |key| answer.root().get(key).filter(|it| it.is_list());
    let groups = list("notification_groups").ok_or_else(|| garbled(&"it has no groups"))?;
    let source = |key| list(key).map_or("[]", Json::source);

    let mut people: HashMap<LocalId, Person> = HashMap::new();
    let each = json::items(source("accounts"), "", |account| {
        let known = author(account, viewer).and_then(person);
        people.extend(known.map(|known| (known.0.clone(), known)));
    });
    each.map_err(|error| garbled(&error))?;

    let mut tidings = Tidings::default();
    let mut posts: HashMap<LocalId, PostUri> = HashMap::new();
    let mut reading = Reading::new(viewer);
    let each = json::items(source("statuses"), AUTHOR, |status| {
        match seen(status, &mut reading, 1) {
            Some(seen) => {
                posts.insert(seen.sighting.local.clone(), seen.post.uri.clone());
                tidings.seen.push(seen);
            }
            None => tidings.skipped += 1,
        }
    });
    each.map_err(|error| garbled(&error))?;

    let each = json::items(groups.source(), "", |of| match group(of, &people, &posts) {
        Some(told) => tidings.told.push(told),
        None => tidings.skipped += 1,
    });
    each.map_err(|error| garbled(&error))?;
    tidings.older = older(response, &tidings.told);
    Ok(tidings)
}

/// <https://docs.joinmastodon.org/entities/NotificationGroup/>
fn group(
    of: Json,
    people: &HashMap<LocalId, Person>,
    posts: &HashMap<LocalId, PostUri>,
) -> Option<Told> {
    let id = |key| of.name(key).map(|id| LocalId::new(&*id));
    let newest = id("page_max_id").or_else(|| id("most_recent_notification_id"))?;
    let sample = of.list("sample_account_ids").take(PEOPLE);
    let sample = sample.filter_map(|id| {
        let id = id.as_text().unwrap_or(id.source().into());
        people.get(&LocalId::new(&*id)).cloned()
    });
    let people: Vec<Person> = sample.collect();
    let known = people.len() as u32;
    let post = id("status_id");
    Some(Told {
        name: of.text("group_key")?.into_owned(),
        kind: kind(&of.text("type")?, None),
        newest,
        at: parse_time(&of.text("latest_page_notification_at")?)?,
        count: of.count("notifications_count").unwrap_or(known).max(known),
        people,
        post: post.and_then(|post| posts.get(&post).cloned()),
        text: text(of),
    })
}

/// Where to go on: as the server says, or below the last.
fn older(response: &Response, told: &[Told]) -> Option<Cursor> {
    match response.link.as_deref() {
        Some(link) => max_id(link).map(Cursor),
        None => told
            .last()
            .map(|told| Cursor(told.newest.as_str().to_owned())),
    }
}
