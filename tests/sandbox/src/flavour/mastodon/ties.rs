//! What else is between two people: notes, hidden servers, whom both know, reports.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::accounts::change;
use super::ask::Ask;
use super::render::{View, account, accounts};
use super::reply::{Refusal, Reply, good};
use crate::clock;
use crate::hub::Hub;
use crate::world::id::{PersonNo, ServerNo};

const LONGEST_NOTE: usize = 2_000;
const LONGEST_COMMENT: usize = 1_000;

/// GoToSocial does not know the address.
fn only_mastodon(ask: &Ask, hub: &Hub) -> Result<(), Refusal> {
    match hub.world.server(ask.server).software().0 {
        "mastodon" => Ok(()),
        _ => Err(Refusal::new(StatusCode::NOT_FOUND, "Not Found")),
    }
}

pub fn note(ask: &Ask, hub: &mut Hub) -> Reply {
    let said = ask.text("comment").unwrap_or_default();
    if said.chars().count() > LONGEST_NOTE {
        return Err(Refusal::invalid("Comment is too long"));
    }
    change(ask, hub, "write:accounts", |hub, me, other| {
        if let Some(desk) = hub.world.desks.get_mut(&me) {
            desk.notes.remove(&other);
            if !said.is_empty() {
                desk.notes.insert(other, said.clone());
            }
        }
    })
}

pub fn hidden(ask: &Ask, hub: &mut Hub) -> Reply {
    only_mastodon(ask, hub)?;
    let me = ask.need("read:blocks")?;
    let desk = hub.world.desks.get(&me).ok_or_else(Refusal::not_found)?;
    let domains = desk.hidden.iter().map(|s| &hub.world.server(*s).domain);
    good(domains.map(|domain| json!(domain)).collect())
}

/// The server that `domain` names, for who may hide it.
fn whole(ask: &Ask, hub: &Hub) -> Result<(PersonNo, ServerNo), Refusal> {
    only_mastodon(ask, hub)?;
    let me = ask.need("write:blocks")?;
    let domain = ask.text("domain").unwrap_or_default();
    let found = hub.world.find_server(&domain);
    let found = found.filter(|it| *it != ask.server);
    let found = found.ok_or_else(|| Refusal::invalid("Domain is not a valid domain name"));
    Ok((me, found?))
}

pub fn hide(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, server) = whole(ask, hub)?;
    hub.world.hide(me, server);
    good(json!({}))
}

pub fn show(ask: &Ask, hub: &mut Hub) -> Reply {
    let (me, server) = whole(ask, hub)?;
    if let Some(desk) = hub.world.desks.get_mut(&me) {
        desk.hidden.remove(&server);
    }
    good(json!({}))
}

/// For each asked for: who of those whom one follows follows them, too.
pub fn familiar(ask: &Ask, hub: &mut Hub) -> Reply {
    only_mastodon(ask, hub)?;
    let me = ask.need("read:follows")?;
    let view = View::new(&hub.world, ask.server, Some(me));
    let mine = &hub.world.person(me).follows;
    let of = |id: String| {
        let no = view.here().find_person(&id)?;
        let both = hub.world.person(no).followers.intersection(mine);
        let both: Vec<PersonNo> = both.copied().collect();
        Some(json!({"id": id, "accounts": accounts(&view, &both)}))
    };
    good(ask.list("id").into_iter().filter_map(of).collect())
}

/// The three tags that somebody uses most stand for those that they chose.
pub fn featured(ask: &Ask, hub: &mut Hub) -> Reply {
    let no = ask.person(hub)?;
    if only_mastodon(ask, hub).is_err() {
        return good(json!([]));
    }
    let mut tags: Vec<(usize, String)> = Vec::new();
    let theirs = hub
        .world
        .posts
        .iter()
        .filter(|it| it.author == no && !it.deleted);
    for tag in theirs
        .flat_map(|it| it.revisions.last())
        .flat_map(|it| &it.tags)
    {
        match tags.iter_mut().find(|(_, it)| it == tag) {
            Some((count, _)) => *count += 1,
            None => tags.push((1, tag.clone())),
        }
    }
    tags.sort_by(|a, b| b.cmp(a));
    let base = hub.world.server(ask.server).base();
    let show = |(at, (count, name)): (usize, &(usize, String))| {
        json!({
            "id": (at + 1).to_string(), "name": name, "url": format!("{base}/tags/{name}"),
            // A text, as Mastodon has it.
            "statuses_count": count.to_string(), "last_status_at": clock::date(clock::now()),
        })
    };
    good(tags.iter().take(3).enumerate().map(show).collect())
}

/// Tells the moderators, and those of the other server if they are to be.
pub fn report(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:reports")?;
    let here = hub.world.server(ask.server);
    let about = ask.text("account_id").and_then(|id| here.find_person(&id));
    let about = about.ok_or_else(Refusal::not_found)?;
    let comment = ask.text("comment").unwrap_or_default();
    if comment.chars().count() > LONGEST_COMMENT {
        return Err(Refusal::invalid("Comment is too long"));
    }
    let rules = ask.list("rule_ids");
    let usual = if rules.is_empty() {
        "other"
    } else {
        "violation"
    };
    let category = ask.text("category").unwrap_or_else(|| usual.to_owned());
    if !matches!(&*category, "spam" | "legal" | "violation" | "other") {
        return Err(Refusal::invalid("Category is not included in the list"));
    }
    if rules.iter().any(|id| !matches!(&**id, "1" | "2")) {
        return Err(Refusal::invalid("Rule ids does not reference valid rules"));
    }
    let posts = ask.list("status_ids");
    let theirs = |id: &String| {
        here.find_post(id)
            .filter(|no| hub.world.post(*no).author == about)
    };
    let found: Option<Vec<_>> = posts.iter().map(theirs).collect();
    let uris = found.ok_or_else(Refusal::not_found)?;
    let uris: Vec<&str> = uris.iter().map(|no| &*hub.world.post(*no).uri).collect();
    let far = hub.world.person(about).server != ask.server;
    let forwarded = far && ask.flag("forward") == Some(true);
    let told = json!({
        "server": here.name, "by": hub.world.short_handle(me),
        "about": hub.world.short_handle(about), "category": category, "rule_ids": rules,
        "posts": uris, "comment": comment, "forwarded": forwarded,
    });
    let answer = answer(ask, hub, (me, about), &told, &posts);
    hub.reports.push(told);
    good(answer)
}

fn answer(
    ask: &Ask,
    hub: &Hub,
    who: (PersonNo, PersonNo),
    told: &Value,
    posts: &[String],
) -> Value {
    let view = View::new(&hub.world, ask.server, Some(who.0));
    json!({
        "id": (hub.reports.len() + 1).to_string(), "action_taken": false,
        "action_taken_at": null, "category": told["category"], "comment": told["comment"],
        "forwarded": told["forwarded"], "created_at": clock::iso(clock::now()),
        "status_ids": posts, "rule_ids": told["rule_ids"],
        "target_account": account(&view, who.1),
    })
}
