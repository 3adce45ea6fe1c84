//! The small entities inside others: `CustomEmoji`, `Tag`, `Mention`, `Poll`, `PreviewCard`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::View;
use super::attachment;
use crate::clock;
use crate::world::id::{PersonNo, PostNo, ServerNo};
use crate::world::post::Card;
use crate::world::text::encode;

/// The custom emoji that a text uses, which is somebody's of the server `home`.
pub fn emojis(view: &View, home: ServerNo, text: &str) -> Vec<Value> {
    let known = &view.world.server(home).emoji;
    let parts: BTreeSet<&str> = text.split(':').skip(1).collect();
    let used = parts.into_iter().filter(|code| known.contains_key(*code));
    used.filter(|code| text.contains(&format!(":{code}:")))
        .map(|code| emoji(view, code))
        .collect()
}

pub fn emoji(view: &View, code: &str) -> Value {
    let url = format!("{}/media/emoji/{code}.png", view.here().base());
    json!({"shortcode": code, "url": url, "static_url": url, "visible_in_picker": true})
}

pub fn tag(view: &View, name: &str) -> Value {
    let name = name.to_lowercase();
    json!({"name": name, "url": format!("{}/tags/{}", view.here().base(), encode(&name))})
}

pub fn mention(view: &View, no: PersonNo) -> Value {
    let person = view.world.person(no);
    let home = view.world.server(person.server);
    let local = person.server == view.server;
    json!({
        "id": view.person_id(no), "username": person.name,
        "url": format!("{}/@{}", home.base(), person.name),
        "acct": if local { person.name.clone() } else { view.world.handle(no) },
    })
}

/// A poll's id is its post's, turned over, so that nobody takes one for the other.
pub const POLL_MARK: u64 = 0xFFFF;

pub fn poll(view: &View, no: PostNo) -> Option<Value> {
    let post = view.world.post(no);
    let poll = post.poll.as_ref()?;
    let key = view.here().key(no)?;
    let expired = poll.expires.is_some_and(|end| end <= view.now);
    let hidden = poll.hide_totals && !expired;
    let options: Vec<Value> = poll
        .options
        .iter()
        .enumerate()
        .map(|(n, title)| {
            let votes = poll.votes.iter().filter(|(_, choice)| *choice == n).count();
            json!({"title": title, "votes_count": if hidden { Value::Null } else { json!(votes) }})
        })
        .collect();
    let mut voters: Vec<PersonNo> = poll.votes.iter().map(|(p, _)| *p).collect();
    voters.sort_unstable();
    voters.dedup();
    let mut value = json!({
        "id": view.here().ids.show(key ^ POLL_MARK), "expires_at": poll.expires.map(clock::iso),
        "expired": expired, "multiple": poll.multiple, "votes_count": poll.votes.len(),
        "voters_count": voters.len(), "options": options,
        "emojis": emojis(view, view.world.person(post.author).server, &poll.options.join(" ")),
    });
    if let Some(viewer) = view.viewer {
        let own: Vec<usize> = poll
            .votes
            .iter()
            .filter(|(p, _)| *p == viewer)
            .map(|(_, c)| *c)
            .collect();
        value["voted"] = json!(!own.is_empty() || post.author == viewer);
        value["own_votes"] = json!(own);
    }
    Some(value)
}

pub fn card(view: &View, card: &Card) -> Value {
    let base = view.here().base();
    let picture = card
        .picture
        .map(|n| format!("{base}/media/picture/{n}/640x336.png"));
    json!({
        "url": card.url, "title": card.title, "description": card.description,
        "language": "en", "type": "link", "author_name": "", "author_url": "",
        "provider_name": card.site, "provider_url": "", "html": "",
        "width": if picture.is_some() { 640 } else { 0 },
        "height": if picture.is_some() { 336 } else { 0 },
        "image": picture, "image_description": "", "embed_url": "",
        "blurhash": card.picture.map(attachment::blurhash), "published_at": null, "authors": [],
    })
}
