//! People: reading, following, blocking, muting, one's own profile.

use serde_json::{Value, json};

use super::ask::Ask;
use super::pages;
use super::render::{View, account, accounts, relationship};
use super::reply::{Refusal, Reply, good};
use super::timelines::{rendered, shown};
use crate::hub::Hub;
use crate::world::id::PersonNo;
use crate::world::page::page;
use crate::world::person::Index;
use crate::world::post::Visibility;

pub fn get(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.may("read:accounts")?;
    let no = ask.person(hub)?;
    good(account(
        &View::new(&hub.world, ask.server, ask.viewer()),
        no,
    ))
}

pub fn many(ask: &Ask, hub: &mut Hub) -> Reply {
    let view = View::new(&hub.world, ask.server, ask.viewer());
    let people: Vec<PersonNo> = ask
        .list("id")
        .iter()
        .filter_map(|id| view.here().find_person(id))
        .collect();
    good(Value::Array(accounts(&view, &people)))
}

pub fn lookup(ask: &Ask, hub: &mut Hub) -> Reply {
    let acct = ask.text("acct").unwrap_or_default();
    let found = find(ask, hub, &acct);
    // By the host of handles, and by no other.
    let named = |p: &PersonNo| {
        let host = acct
            .trim_start_matches('@')
            .split_once('@')
            .map(|(_, host)| host);
        let home = hub.world.server(hub.world.person(*p).server);
        host.is_none_or(|host| home.handles.is_none() || home.handle_host() == host)
    };
    let found = found.filter(named);
    let known = found.filter(|p| hub.world.server(ask.server).people.contains(p));
    let no = known.ok_or_else(Refusal::not_found)?;
    good(account(
        &View::new(&hub.world, ask.server, ask.viewer()),
        no,
    ))
}

/// `bo` is somebody here, `bo@two…` is known or not.
pub fn find(ask: &Ask, hub: &Hub, acct: &str) -> Option<PersonNo> {
    let acct = acct.trim_start_matches('@');
    if acct.contains('@') {
        return hub.world.find_person(acct);
    }
    hub.world.find_on(ask.server, acct)
}

pub fn statuses(ask: &Ask, hub: &mut Hub) -> Reply {
    let viewer = ask.may("read:statuses")?;
    let no = ask.person(hub)?;
    let view = View::new(&hub.world, ask.server, viewer);
    if ask.flag("pinned") == Some(true) {
        return pinned(ask, hub, no);
    }
    let on = |name: &str| ask.flag(name) == Some(true);
    let (no_replies, no_boosts) = (on("exclude_replies"), on("exclude_reblogs"));
    let media = on("only_media");
    let tag = ask.text("tagged").map(|t| t.to_lowercase());
    let empty = Index::new();
    let index = view.here().authors.get(&no).unwrap_or(&empty);
    let span = ask.span(hub, 20, 40);
    let found = page(index, span, |p| {
        let post = hub.world.post(*p);
        let words = post.revisions.last();
        let to_other = post
            .reply_to
            .is_some_and(|r| hub.world.post(r).author != no);
        let skipped = no_replies && to_other || no_boosts && post.boost_of.is_some();
        let hidden = post.visibility == Visibility::Direct && viewer != Some(no);
        !skipped
            && !hidden
            && (!media || words.is_some_and(|w| !w.pictures.is_empty()))
            && tag.as_ref().is_none_or(|t| {
                words.is_some_and(|w| w.tags.iter().any(|x| x.to_lowercase() == *t))
            })
            && hub.world.may_see(viewer, *p)
            && !post.deleted
            && (viewer == Some(no) || shown(hub, viewer, *p))
    });
    Ok(pages::paged(ask, hub, span.limit, rendered(&view, &found)))
}

fn pinned(ask: &Ask, hub: &Hub, no: PersonNo) -> Reply {
    let view = View::new(&hub.world, ask.server, ask.viewer());
    let pins = hub.world.person(no).pins.iter();
    let pins: Vec<_> = pins
        .filter_map(|p| Some((view.here().key(*p)?, *p)))
        .collect();
    Ok(pages::timeline(ask, hub, rendered(&view, &pins)))
}

pub fn followers(ask: &Ask, hub: &mut Hub) -> Reply {
    let no = ask.person(hub)?;
    let people: Vec<PersonNo> = hub.world.person(no).followers.iter().copied().collect();
    Ok(people_page(ask, hub, &people))
}

pub fn following(ask: &Ask, hub: &mut Hub) -> Reply {
    let no = ask.person(hub)?;
    let people: Vec<PersonNo> = hub.world.person(no).follows.iter().copied().collect();
    Ok(people_page(ask, hub, &people))
}

/// People in pages; the cursor is a place in the list, as it is an inner id in Mastodon.
pub fn people_page(ask: &Ask, hub: &Hub, people: &[PersonNo]) -> axum::response::Response {
    let view = View::new(&hub.world, ask.server, ask.viewer());
    let span = ask.span(hub, 40, 80);
    let index = people
        .iter()
        .enumerate()
        .map(|(n, p)| ((n as u64 + 1) << 20, *p))
        .collect();
    let found = page(&index, span, |_| true);
    let items: Vec<(u64, Value)> = found
        .iter()
        .map(|(k, p)| (*k, account(&view, *p)))
        .collect();
    pages::paged(ask, hub, span.limit, items)
}

pub fn relationships(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:follows")?;
    let view = View::new(&hub.world, ask.server, Some(me));
    let people = ask
        .list("id")
        .into_iter()
        .filter_map(|id| view.here().find_person(&id));
    good(people.map(|p| relationship(&view, me, p)).collect())
}

/// Does something to another person, and answers with the new relationship.
pub fn change(
    ask: &Ask,
    hub: &mut Hub,
    scope: &str,
    work: impl Fn(&mut Hub, PersonNo, PersonNo),
) -> Reply {
    let (me, other) = (ask.need(scope)?, ask.person(hub)?);
    if me == other {
        let text = "This action is not allowed";
        return Err(Refusal::new(axum::http::StatusCode::FORBIDDEN, text));
    }
    work(hub, me, other);
    good(relationship(
        &View::new(&hub.world, ask.server, Some(me)),
        me,
        other,
    ))
}

pub fn follow(ask: &Ask, hub: &mut Hub) -> Reply {
    let languages = ask.list("languages");
    change(ask, hub, "write:follows", |hub, me, other| {
        // What is not said stays as it is.
        let said = ask.params.get("languages").is_some();
        if let Some(desk) = hub.world.desks.get_mut(&me).filter(|_| said) {
            desk.languages.remove(&other);
            if !languages.is_empty() {
                desk.languages.insert(other, languages.clone());
            }
        }
        hub.world.follow(me, other)
    })
}

pub fn unfollow(ask: &Ask, hub: &mut Hub) -> Reply {
    change(ask, hub, "write:follows", |hub, me, other| {
        hub.world.unfollow(me, other)
    })
}

pub fn block(ask: &Ask, hub: &mut Hub) -> Reply {
    change(ask, hub, "write:blocks", |hub, me, other| {
        hub.world.block(me, other)
    })
}

pub fn unblock(ask: &Ask, hub: &mut Hub) -> Reply {
    change(ask, hub, "write:blocks", |hub, me, other| {
        if let Some(desk) = hub.world.desks.get_mut(&me) {
            desk.blocked.remove(&other);
        }
    })
}

pub fn mute(ask: &Ask, hub: &mut Hub) -> Reply {
    change(ask, hub, "write:mutes", |hub, me, other| {
        hub.world.mute(me, other)
    })
}

pub fn unmute(ask: &Ask, hub: &mut Hub) -> Reply {
    change(ask, hub, "write:mutes", |hub, me, other| {
        if let Some(desk) = hub.world.desks.get_mut(&me) {
            desk.muted.remove(&other);
        }
        hub.world.backfill(me, other);
    })
}

/// Lists this account is in.
pub fn lists(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, other) = (ask.need("read:lists")?, ask.person(hub)?);
    let desk = hub.world.desks.get(&me).ok_or_else(Refusal::not_found)?;
    let lists = desk
        .lists
        .iter()
        .filter(|(_, list)| list.members.contains(&other));
    good(
        lists
            .map(|(id, list)| super::lists::show(*id, list))
            .collect(),
    )
}

pub fn search(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.need("read:accounts")?;
    let found = super::search::people(ask, hub);
    let view = View::new(&hub.world, ask.server, ask.viewer());
    good(json!(accounts(&view, &found)))
}
