//! `Status`.

use serde_json::{Value, json};

use super::extra::{card, emojis, mention, poll, tag};
use super::{View, account, attachment};
use crate::clock;
use crate::world::id::PostNo;
use crate::world::post::{Post, Revision};

/// The post as this viewer gets it here; `None` if this server does not know it.
pub fn status(view: &View, no: PostNo) -> Option<Value> {
    let mut value = plain(view, no)?;
    let post = view.world.post(no);
    if let Some(original) = post.boost_of {
        value["reblog"] = status(view, original)?;
    }
    if let Some(quoted) = post.quote {
        value["quote"] = quote(view, quoted);
        reshape(&mut value, &post.raw);
    }
    let said = post.raw.as_object().into_iter().flatten();
    for (key, said) in
        said.filter(|(key, _)| !matches!(key.as_str(), "quote_state" | "quote_shape"))
    {
        value[key] = said.clone();
    }
    Some(value)
}

/// A quote as other servers tell it, or in another state.
fn reshape(value: &mut Value, raw: &Value) {
    if let Some(state) = raw["quote_state"].as_str() {
        value["quote"]["state"] = json!(state);
    }
    let quoted = value["quote"]["quoted_status"].take();
    match raw["quote_shape"].as_str() {
        Some("shallow") => value["quote"]["quoted_status_id"] = quoted["id"].clone(),
        Some("status") => value["quote"] = quoted,
        Some("pleroma") => {
            value["quote"] = Value::Null;
            value["pleroma"] = json!({ "quote": quoted });
        }
        _ => value["quote"]["quoted_status"] = quoted,
    }
}

/// Who may quote it, and whether the viewer may.
/// <https://docs.joinmastodon.org/entities/Status/#quote_approval>
fn approval(view: &View, no: PostNo) -> Value {
    let automatic = match view.world.post(no).quotable.as_deref() {
        Some("nobody") => Vec::new(),
        Some(word @ "followers") => vec![word],
        _ => vec!["public"],
    };
    let may = view.viewer.is_some_and(|me| view.world.may_quote(me, no));
    let current = if may { "automatic" } else { "denied" };
    json!({"automatic": automatic, "manual": [], "current_user": current})
}

fn quote(view: &View, quoted: PostNo) -> Value {
    if view.world.post(quoted).deleted {
        return json!({"state": "deleted", "quoted_status": null});
    }
    match plain(view, quoted).filter(|_| view.world.may_see(view.viewer, quoted)) {
        Some(mut inner) => {
            // Of a quote within a quote Mastodon tells the name alone.
            let deeper = view.world.post(quoted).quote;
            if let Some(id) = deeper.and_then(|no| view.here().post_id(no)) {
                inner["quote"] = json!({"state": "accepted", "quoted_status_id": id});
            }
            json!({"state": "accepted", "quoted_status": inner})
        }
        None => json!({"state": "pending", "quoted_status": null}),
    }
}

fn plain(view: &View, no: PostNo) -> Option<Value> {
    let post = view.world.post(no);
    let id = view.here().post_id(no)?;
    let empty = Revision::default();
    let words = view.world.words(view.server, no).unwrap_or(&empty);
    let parent = post.reply_to.filter(|p| view.here().knows(*p));
    let local = view.world.person(post.author).server == view.server;
    let application = post.application.as_ref().filter(|_| local);
    let language = post
        .boost_of
        .and_then(|o| view.world.words(view.server, o))
        .unwrap_or(words);
    let mut value = json!({
        "id": id, "created_at": clock::iso(post.at),
        "in_reply_to_id": parent.and_then(|p| view.here().post_id(p)),
        "in_reply_to_account_id": parent.map(|p| view.person_id(view.world.post(p).author)),
        "sensitive": words.sensitive, "spoiler_text": words.cw,
        "visibility": post.visibility.word(), "language": language.language,
        "uri": post.uri, "url": url(view, no),
        "edited_at": edited(view, no, post),
        "content": words.html, "reblog": null, "quote": null,
        "application": application.map(|name| json!({"name": name, "website": null})),
        "account": account(view, post.author),
        "media_attachments":
            words.pictures.iter().map(|p| attachment::attachment(view, p)).collect::<Vec<_>>(),
        "mentions": words.mentions.iter().map(|p| mention(view, *p)).collect::<Vec<_>>(),
        "tags": words.tags.iter().map(|t| tag(view, t)).collect::<Vec<_>>(),
        "emojis": emojis(view, view.world.person(post.author).server, &format!("{} {}", words.cw, words.html)),
        "card": post.card.as_ref().map(|c| card(view, c)), "poll": poll(view, no),
    });
    add_counts(view, no, &mut value);
    add_flags(view, no, &mut value);
    if view.here().quotes() {
        value["quote_approval"] = approval(view, no);
    }
    Some(value)
}

/// Where people read it: a boost leads to its post's uri, as in Mastodon.
fn url(view: &View, no: PostNo) -> String {
    let post = view.world.post(no);
    if post.boost_of.is_some() {
        return post.uri.clone();
    }
    post.uri
        .replacen("/users/", "/@", 1)
        .replacen("/statuses/", "/", 1)
}

fn edited(view: &View, no: PostNo, post: &Post) -> Option<String> {
    let known = view.here().revisions.get(&no).copied().unwrap_or(0);
    let words = post.revisions.get(known).filter(|_| known > 0)?;
    Some(clock::iso(words.at))
}

/// What this server has heard: all about its own posts, of others only what its people did.
fn add_counts(view: &View, no: PostNo, value: &mut Value) {
    let (likes, boosts, replies) = counts(view, no);
    value["favourites_count"] = json!(likes);
    value["reblogs_count"] = json!(boosts);
    value["replies_count"] = json!(replies);
    let policy = json!({"automatic": ["public"], "manual": [], "current_user": "automatic"});
    let open = view.world.post(no).visibility.open();
    let quotes = view
        .world
        .post(no)
        .quotes
        .iter()
        .filter(|q| view.here().knows(**q));
    value["quotes_count"] = json!(quotes.count());
    value["quote_approval"] = if open {
        policy
    } else {
        json!({"automatic": [], "manual": [], "current_user": "denied"})
    };
}

pub fn counts(view: &View, no: PostNo) -> (usize, usize, usize) {
    let world = view.world;
    let post = world.post(no);
    let origin = world.origin(no) == view.server;
    let likes = post.likes.iter().filter(|like| {
        world.person(like.by).server == view.server || (origin && like.heard <= view.now)
    });
    let known = |list: &[PostNo]| list.iter().filter(|p| view.here().knows(**p)).count();
    let replies = post
        .replies
        .iter()
        .filter(|r| world.post(**r).visibility.open() && view.here().knows(**r));
    (likes.count(), known(&post.boosts), replies.count())
}

/// `favourited` and the like exist only for somebody.
fn add_flags(view: &View, no: PostNo, value: &mut Value) {
    let Some(viewer) = view.viewer else { return };
    let (world, post) = (view.world, view.world.post(no));
    let desk = world.desks.get(&viewer);
    value["favourited"] = json!(post.likes.iter().any(|like| like.by == viewer));
    value["reblogged"] = json!(world.boost_by(viewer, no).is_some());
    value["bookmarked"] = json!(desk.is_some_and(|d| d.bookmarks.values().any(|p| *p == no)));
    value["muted"] = json!(desk.is_some_and(|d| d.hushed.contains(&no)));
    if post.author == viewer && post.boost_of.is_none() {
        value["pinned"] = json!(world.person(viewer).pins.contains(&no));
    }
    value["filtered"] = json!(super::super::filters::matches(view, no));
}
