//! Timelines: home, public, hashtag, list.

use serde_json::Value;

use super::ask::Ask;
use super::pages;
use super::render::{View, status};
use super::reply::{Refusal, Reply};
use crate::hub::Hub;
use crate::world::id::{Key, PersonNo, PostNo};
use crate::world::page::page;
use crate::world::person::Index;

const PAGE: (usize, usize) = (20, 40);

pub fn home(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:statuses")?;
    let desk = hub.world.desks.get(&me).ok_or_else(Refusal::not_found)?;
    answer(ask, hub, &desk.home, |_| true)
}

pub fn public(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.may("read:statuses")?;
    let server = hub.world.server(ask.server);
    let (local, remote) = (
        ask.flag("local") == Some(true),
        ask.flag("remote") == Some(true),
    );
    let media = ask.flag("only_media") == Some(true);
    let index = if local { &server.local } else { &server.all };
    answer(ask, hub, index, |no| {
        let post = hub.world.post(no);
        let here = hub.world.origin(no) == ask.server;
        post.visibility == crate::world::post::Visibility::Public
            && post.boost_of.is_none()
            && post.reply_to.is_none()
            && !(remote && here)
            && (!media
                || post
                    .revisions
                    .last()
                    .is_some_and(|r| !r.pictures.is_empty()))
    })
}

pub fn tag(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.may("read:statuses")?;
    let empty = Index::new();
    let name = ask.segment("id").to_lowercase();
    let index = hub
        .world
        .server(ask.server)
        .tags
        .get(&name)
        .unwrap_or(&empty);
    answer(ask, hub, index, |_| true)
}

pub fn list(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:lists")?;
    let desk = hub.world.desks.get(&me).ok_or_else(Refusal::not_found)?;
    let number: Option<u64> = ask.segment("id").parse().ok();
    let list = number
        .and_then(|n| desk.lists.get(&n))
        .ok_or_else(Refusal::not_found)?;
    let empty = Index::new();
    let index = if list.members.is_empty() {
        &empty
    } else {
        &desk.home
    };
    answer(ask, hub, index, |no| {
        list.members.contains(&hub.world.post(no).author)
    })
}

fn answer(ask: &Ask, hub: &Hub, index: &Index, keep: impl Fn(PostNo) -> bool) -> Reply {
    let span = ask.span(hub, PAGE.0, PAGE.1);
    let view = View::new(&hub.world, ask.server, ask.viewer());
    let found = page(index, span, |no| shown(hub, ask.viewer(), *no) && keep(*no));
    Ok(pages::timeline(ask, hub, rendered(&view, &found)))
}

/// Not deleted, and not by somebody this person blocked or muted.
pub fn shown(hub: &Hub, viewer: Option<PersonNo>, no: PostNo) -> bool {
    let world = &hub.world;
    let post = world.post(no);
    if post.deleted || post.boost_of.is_some_and(|o| world.post(o).deleted) {
        return false;
    }
    let Some(viewer) = viewer else {
        return true;
    };
    let barred = |p: PersonNo| world.bars(viewer, p);
    !barred(post.author) && !post.boost_of.is_some_and(|o| barred(world.post(o).author))
}

pub fn rendered(view: &View, found: &[(Key, PostNo)]) -> Vec<(Key, Value)> {
    found
        .iter()
        .filter_map(|(key, no)| Some((*key, status(view, *no)?)))
        .collect()
}
