//! Reading one post and reacting to it.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::ask::Ask;
use super::pages;
use super::render::{View, account, accounts, attachment, extra, status};
use super::reply::{Refusal, Reply, good};
use crate::clock;
use crate::hub::Hub;
use crate::world::id::{PersonNo, PostNo};
use crate::world::post::{Draft, Poll, Visibility};

/// The post as the asking person sees it.
pub fn show(ask: &Ask, hub: &Hub, no: PostNo) -> Reply {
    let view = View::new(&hub.world, ask.server, ask.viewer());
    good(status(&view, no).ok_or_else(Refusal::not_found)?)
}

pub fn get(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.may("read:statuses")?;
    let no = ask.post(hub)?;
    show(ask, hub, no)
}

/// Several posts at once, by `id[]`.
pub fn many(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.may("read:statuses")?;
    let view = View::new(&hub.world, ask.server, ask.viewer());
    let found = ask
        .list("id")
        .into_iter()
        .filter_map(|id| view.here().find_post(&id));
    let visible = found.filter(|no| hub.world.may_see(ask.viewer(), *no));
    good(visible.filter_map(|no| status(&view, no)).collect())
}

pub fn context(ask: &Ask, hub: &mut Hub) -> Reply {
    let viewer = ask.may("read:statuses")?;
    let no = ask.post(hub)?;
    let view = View::new(&hub.world, ask.server, viewer);
    let visible = |no: &PostNo| {
        view.here().knows(*no) && hub.world.may_see(viewer, *no) && !hub.world.post(*no).deleted
    };
    let mut ancestors = Vec::new();
    let mut above = hub.world.post(no).reply_to;
    while let Some(parent) = above.filter(|p| view.here().knows(*p)) {
        if visible(&parent) {
            ancestors.push(parent);
        }
        above = hub.world.post(parent).reply_to;
    }
    ancestors.reverse();
    let mut descendants = Vec::new();
    let mut stack = vec![no];
    while let Some(next) = stack.pop() {
        if next != no {
            descendants.push(next);
        }
        // A reply whose parent is unknown here hangs in the air: nobody finds it.
        stack.extend(
            hub.world
                .post(next)
                .replies
                .iter()
                .rev()
                .filter(|r| visible(r)),
        );
    }
    let draw = |list: &[PostNo]| {
        list.iter()
            .filter_map(|no| status(&view, *no))
            .collect::<Value>()
    };
    good(json!({"ancestors": draw(&ancestors), "descendants": draw(&descendants)}))
}

pub fn history(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.may("read:statuses")?;
    let no = ask.post(hub)?;
    let view = View::new(&hub.world, ask.server, ask.viewer());
    let post = hub.world.post(no);
    let known = view.here().revisions.get(&no).copied().unwrap_or(0);
    let entries = post
        .revisions
        .iter()
        .take(known + 1)
        .enumerate()
        .map(|(n, words)| {
            json!({
                "content": words.html, "spoiler_text": words.cw, "sensitive": words.sensitive,
                "created_at": clock::iso(if n == 0 { post.at } else { words.at }),
                "account": account(&view, post.author), "quote": null, "poll": post.poll.as_ref().map(poll_asked),
                "media_attachments": words.pictures.iter()
                    .map(|p| attachment::attachment(&view, p)).collect::<Vec<_>>(),
                "emojis": extra::emojis(&view, hub.world.person(post.author).server, &words.html),
            })
        });
    good(entries.collect())
}

/// A translation that anybody can check: each text begins with its language.
pub fn translate(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.need("read:statuses")?;
    let no = ask.post(hub)?;
    let post = hub.world.post(no);
    if !post.visibility.open() {
        let why = "This action is not allowed";
        return Err(Refusal::new(StatusCode::FORBIDDEN, why));
    }
    let view = View::new(&hub.world, ask.server, ask.viewer());
    let words = hub
        .world
        .words(ask.server, no)
        .ok_or_else(Refusal::not_found)?;
    let to = ask.text("lang").unwrap_or_else(|| "en".to_owned());
    let said = |text: &str| match text {
        "" => String::new(),
        text => format!("[{to}] {text}"),
    };
    let poll = post.poll.as_ref().map(|poll| {
        let titles = poll
            .options
            .iter()
            .map(|title| json!({ "title": said(title) }));
        json!({"id": "1", "options": titles.collect::<Vec<_>>()})
    });
    good(json!({
        "content": words.html.replacen("<p>", &format!("<p>[{to}] "), 1),
        "spoiler_text": said(&words.cw), "language": to, "poll": poll,
        "media_attachments": [], "detected_source_language": words.language,
        "provider": "Sandbox", "emojis": extra::emojis(&view, hub.world.person(post.author).server, &words.html),
    }))
}

fn poll_asked(poll: &Poll) -> Value {
    let titles = poll.options.iter().map(|title| json!({ "title": title }));
    json!({ "options": titles.collect::<Vec<_>>() })
}

pub fn source(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.need("read:statuses")?;
    let no = ask.post(hub)?;
    let words = hub
        .world
        .words(ask.server, no)
        .ok_or_else(Refusal::not_found)?;
    let id = ask.segment("id");
    good(json!({"id": id, "text": words.text, "spoiler_text": words.cw}))
}

pub fn favourite(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, no) = (ask.need("write:favourites")?, proper(ask, hub)?);
    hub.world.like(me, no, clock::now());
    show(ask, hub, no)
}

pub fn unfavourite(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, no) = (ask.need("write:favourites")?, proper(ask, hub)?);
    hub.world.unlike(me, no);
    show(ask, hub, no)
}

pub fn reblog(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, no) = (ask.need("write:statuses")?, proper(ask, hub)?);
    let post = hub.world.post(no);
    let own_private = post.visibility == Visibility::Private && post.author == me;
    if !post.visibility.open() && !own_private {
        return Err(Refusal::new(
            axum::http::StatusCode::FORBIDDEN,
            "This action is not allowed",
        ));
    }
    let mut draft = Draft::new(me, clock::now());
    let asked = ask.text("visibility").and_then(|v| Visibility::read(&v));
    draft.visibility = if own_private {
        Visibility::Private
    } else {
        asked.unwrap_or(Visibility::Public)
    };
    let boost = hub.world.boost(me, no, draft);
    show(ask, hub, boost)
}

pub fn unreblog(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, no) = (ask.need("write:statuses")?, proper(ask, hub)?);
    hub.world.unboost(me, no);
    show(ask, hub, no)
}

pub fn bookmark(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, no) = (ask.need("write:bookmarks")?, proper(ask, hub)?);
    hub.world.bookmark(me, no, true);
    show(ask, hub, no)
}

pub fn unbookmark(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, no) = (ask.need("write:bookmarks")?, proper(ask, hub)?);
    hub.world.bookmark(me, no, false);
    show(ask, hub, no)
}

pub fn pin(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, no) = (ask.need("write:accounts")?, ask.post(hub)?);
    if hub.world.post(no).author != me {
        return Err(Refusal::invalid("Someone else's post cannot be pinned"));
    }
    let pins = &mut hub.world.people[me.at()].pins;
    if !pins.contains(&no) {
        pins.insert(0, no);
    }
    show(ask, hub, no)
}

pub fn unpin(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, no) = (ask.need("write:accounts")?, ask.post(hub)?);
    hub.world.people[me.at()].pins.retain(|p| *p != no);
    show(ask, hub, no)
}

pub fn mute(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, no) = (ask.need("write:mutes")?, proper(ask, hub)?);
    if let Some(desk) = hub.world.desks.get_mut(&me) {
        desk.hushed.insert(no);
    }
    show(ask, hub, no)
}

pub fn unmute(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, no) = (ask.need("write:mutes")?, proper(ask, hub)?);
    if let Some(desk) = hub.world.desks.get_mut(&me) {
        desk.hushed.remove(&no);
    }
    show(ask, hub, no)
}

/// The post itself, also when a boost's id was given.
fn proper(ask: &Ask, hub: &Hub) -> Result<PostNo, Refusal> {
    let no = ask.post(hub)?;
    Ok(hub.world.post(no).boost_of.unwrap_or(no))
}

pub fn favourited_by(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.may("read:accounts")?;
    let no = ask.post(hub)?;
    let view = View::new(&hub.world, ask.server, ask.viewer());
    let origin = hub.world.origin(no) == ask.server;
    let known = |p: PersonNo| origin || hub.world.person(p).server == ask.server;
    let likes = hub
        .world
        .post(no)
        .likes
        .iter()
        .rev()
        .map(|like| like.by)
        .filter(|p| known(*p));
    let people: Vec<PersonNo> = likes.take(ask.limit(40, 80)).collect();
    good(Value::Array(accounts(&view, &people)))
}

pub fn reblogged_by(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.may("read:accounts")?;
    let no = ask.post(hub)?;
    let view = View::new(&hub.world, ask.server, ask.viewer());
    let span = ask.span(hub, 40, 80);
    let boosts = hub.world.post(no).boosts.iter().rev();
    let found: Vec<_> = boosts
        .filter_map(|b| Some((view.here().key(*b)?, *b)))
        .filter(|(key, _)| span.max.is_none_or(|max| *key < max))
        .take(span.limit)
        .map(|(key, b)| (key, account(&view, hub.world.post(b).author)))
        .collect();
    Ok(pages::paged(ask, hub, span.limit, found))
}
