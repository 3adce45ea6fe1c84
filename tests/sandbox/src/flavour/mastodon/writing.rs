//! Writing, editing and deleting posts.

use axum::http::StatusCode;
use serde_json::json;

use super::ask::{Ask, truth};
use super::later;
use super::media;
use super::render::{View, status};
use super::reply::{Refusal, Reply, good};
use super::statuses::show;
use crate::clock;
use crate::hub::Hub;
use crate::world::id::{PersonNo, PostNo};
use crate::world::person::NoticeKind;
use crate::world::post::{Draft, Poll, Revision, Visibility};
use crate::world::text;

pub fn create(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:statuses")?;
    let key = ask
        .headers
        .get("idempotency-key")
        .and_then(|v| v.to_str().ok())
        .map(str::to_owned)
        .filter(|_| hub.world.server(ask.server).heeds_keys());
    let already = key
        .as_ref()
        .and_then(|k| hub.world.desks.get(&me)?.sent.get(k).copied());
    if let Some(no) = already.filter(|no| !hub.world.post(*no).deleted) {
        return show(ask, hub, no);
    }
    let draft = draft(ask, hub, me)?;
    if later::is_far(ask)? {
        return later::keep(ask, hub, (me, draft, key));
    }
    let no = hub.world.publish(draft);
    if let (Some(key), Some(desk)) = (key, hub.world.desks.get_mut(&me)) {
        desk.sent.insert(key, no);
    }
    show(ask, hub, no)
}

fn draft(ask: &Ask, hub: &mut Hub, me: PersonNo) -> Result<Draft, Refusal> {
    let poll = poll(ask)?;
    let mut draft = Draft::new(me, clock::now());
    draft.words = words(ask, hub, me)?;
    if poll.is_some() && !draft.words.pictures.is_empty() {
        return Err(Refusal::invalid(
            "Cannot attach a poll and media to the same post",
        ));
    }
    draft.poll = poll;
    if let Some(word) = ask.text("visibility") {
        draft.visibility = Visibility::read(&word)
            .ok_or_else(|| Refusal::invalid("Visibility is not included in the list"))?;
    }
    let find = |name: &str| {
        ask.text(name).filter(|id| !id.is_empty()).map(|id| {
            let found = hub.world.server(ask.server).find_post(&id);
            found.filter(|no| hub.world.may_see(Some(me), *no))
        })
    };
    if let Some(parent) = find("in_reply_to_id") {
        let text = "The post you are trying to reply to does not appear to exist.";
        let parent = parent.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, text))?;
        draft.reply_to = Some(hub.world.post(parent).boost_of.unwrap_or(parent));
    }
    let quotes = hub.world.server(ask.server).quotes();
    if let Some(quoted) = find("quoted_status_id").filter(|_| quotes) {
        let text = "The post you are trying to quote does not appear to exist.";
        let quoted = quoted.filter(|no| hub.world.may_quote(me, *no));
        let quoted = quoted.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, text))?;
        draft.quote = Some(quoted);
    }
    draft.quotable = ask.text("quote_approval_policy").filter(|_| quotes);
    let app = ask.token.as_ref().and_then(|t| hub.oauth.apps.get(&t.app));
    draft.application = app.map(|app| app.name.clone());
    Ok(draft)
}

/// Text, warning, language and pictures, checked as Mastodon checks them.
fn words(ask: &Ask, hub: &mut Hub, me: PersonNo) -> Result<Revision, Refusal> {
    let plain = ask.text("status").unwrap_or_default();
    let cw = ask.text("spoiler_text").unwrap_or_default();
    let pictures = media::attached(ask, hub)?;
    if plain.trim().is_empty() && pictures.is_empty() {
        return Err(Refusal::invalid("Text can't be blank"));
    }
    let longest = hub.world.server(ask.server).longest();
    if length(&plain) + cw.chars().count() > longest {
        let text = format!("Text character limit of {longest} exceeded");
        return Err(Refusal::invalid(&text));
    }
    let mut words = text::words(&hub.world, me, &plain);
    words.at = clock::now();
    words.sensitive = ask.flag("sensitive").unwrap_or(false) || !cw.is_empty();
    words.cw = cw;
    words.language = ask
        .text("language")
        .or(Some("en".to_owned()))
        .filter(|l| !l.is_empty());
    words.pictures = pictures;
    Ok(words)
}

/// A link counts as 23 characters, a mention without its server.
fn length(text: &str) -> usize {
    let counted = |word: &str| match word.strip_prefix('@').and_then(|h| h.split_once('@')) {
        _ if word.starts_with("http://") || word.starts_with("https://") => 23,
        Some((name, _)) => 1 + name.chars().count(),
        None => word.chars().count(),
    };
    text.split_inclusive(char::is_whitespace)
        .map(|part| {
            let word = part.trim_end();
            counted(word) + part.chars().count() - word.chars().count()
        })
        .sum()
}

fn poll(ask: &Ask) -> Result<Option<Poll>, Refusal> {
    let Some(asked) = ask.params.get("poll").filter(|p| p.is_object()) else {
        return Ok(None);
    };
    let options: Vec<String> = asked["options"]
        .as_array()
        .map(|list| {
            list.iter()
                .filter_map(|o| o.as_str().map(str::to_owned))
                .collect()
        })
        .unwrap_or_default();
    if options.len() < 2 {
        return Err(Refusal::invalid("Poll options must be more than one"));
    }
    if options.len() > 4 {
        return Err(Refusal::invalid(
            "Poll options can't contain more than 4 items",
        ));
    }
    let lifetime = match &asked["expires_in"] {
        serde_json::Value::String(text) => text.parse().ok(),
        other => other.as_u64(),
    };
    let lifetime = lifetime.filter(|s| *s >= 300);
    let lifetime = lifetime.ok_or_else(|| Refusal::invalid("Poll expires at is too soon"))?;
    Ok(Some(Poll {
        options,
        votes: Vec::new(),
        expires: Some(clock::now() + lifetime * clock::SECOND),
        multiple: truth(&asked["multiple"]).unwrap_or(false),
        hide_totals: truth(&asked["hide_totals"]).unwrap_or(false),
    }))
}

fn own(ask: &Ask, hub: &Hub, me: PersonNo) -> Result<PostNo, Refusal> {
    let no = ask.post(hub)?;
    let own = hub.world.post(no).author == me && hub.world.post(no).boost_of.is_none();
    if own {
        Ok(no)
    } else {
        Err(Refusal::not_found())
    }
}

pub fn edit(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:statuses")?;
    let no = own(ask, hub, me)?;
    let mut words = words(ask, hub, me)?;
    let old = hub.world.words(ask.server, no).cloned().unwrap_or_default();
    media::describe_all(ask, hub, &mut words.pictures);
    if ask.params.get("language").is_none() {
        words.language = old.language;
    }
    hub.world.posts[no.at()].poll = poll(ask)?;
    hub.world.edit(no, words);
    for boost in hub.world.post(no).boosts.clone() {
        let to = hub.world.post(boost).author;
        crate::world::notice::send(&mut hub.world, to, NoticeKind::Edit, (me, Some(no)));
    }
    show(ask, hub, no)
}

/// Answers with the deleted post and its text, for "delete and redraft".
pub fn delete(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:statuses")?;
    let no = ask.post(hub)?;
    if hub.world.post(no).author != me {
        return Err(Refusal::not_found());
    }
    let view = View::new(&hub.world, ask.server, Some(me));
    let mut value = status(&view, no).ok_or_else(Refusal::not_found)?;
    value["text"] = json!(hub.world.words(ask.server, no).map(|w| w.text.clone()));
    hub.world.delete(no);
    good(value)
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn links_and_mentions_count_as_in_mastodon() {
        assert_eq!(
            length("hi @bo@two.localhost:8750\nhttps://example.org/a/very/long/way/to/go"),
            3 + 3 + 1 + 23
        );
    }
}
