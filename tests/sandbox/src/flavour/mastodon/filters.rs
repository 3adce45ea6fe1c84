//! Filters (v2), and which of them a post meets.

use serde_json::{Value, json};

use super::ask::{Ask, truth};
use super::render::View;
use super::reply::{Refusal, Reply, good};
use crate::clock;
use crate::hub::Hub;
use crate::world::id::{PersonNo, PostNo};
use crate::world::person::{Filter, Keyword};

fn show(id: u64, filter: &Filter) -> Value {
    let keywords: Vec<Value> = filter
        .keywords
        .iter()
        .map(|k| json!({"id": k.id.to_string(), "keyword": k.word, "whole_word": k.whole}))
        .collect();
    json!({
        "id": id.to_string(), "title": filter.title, "context": filter.context,
        "expires_at": filter.expires.map(clock::iso), "filter_action": filter.action,
        "keywords": keywords, "statuses": [],
    })
}

/// `FilterResult`s for a post.
pub fn matches(view: &View, no: PostNo) -> Vec<Value> {
    let desk = view.viewer.and_then(|p| view.world.desks.get(&p));
    let Some(desk) = desk.filter(|d| !d.filters.is_empty()) else {
        return Vec::new();
    };
    let post = view.world.post(no);
    if Some(post.author) == view.viewer {
        return Vec::new();
    }
    let Some(words) = view.world.words(view.server, post.boost_of.unwrap_or(no)) else {
        return Vec::new();
    };
    let text = format!("{} {}", words.cw, words.text).to_lowercase();
    let met = desk
        .filters
        .iter()
        .filter(|(_, f)| f.expires.is_none_or(|end| end > view.now));
    met.filter_map(|(id, filter)| {
        let hits: Vec<&str> = filter
            .keywords
            .iter()
            .filter(|k| contains(&text, &k.word.to_lowercase(), k.whole))
            .map(|k| k.word.as_str())
            .collect();
        let result = json!({
            "filter": show(*id, filter), "keyword_matches": hits, "status_matches": null
        });
        (!hits.is_empty()).then_some(result)
    })
    .collect()
}

fn contains(text: &str, word: &str, whole: bool) -> bool {
    let edge = |c: Option<char>| !whole || !c.is_some_and(char::is_alphanumeric);
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            edge(text[..at].chars().next_back()) && edge(text[at + word.len()..].chars().next())
        })
}

fn number(ask: &Ask) -> Result<u64, Refusal> {
    ask.segment("id").parse().map_err(|_| Refusal::not_found())
}

fn find<'a>(ask: &Ask, hub: &'a mut Hub, me: PersonNo) -> Result<&'a mut Filter, Refusal> {
    let desk = hub
        .world
        .desks
        .get_mut(&me)
        .ok_or_else(Refusal::not_found)?;
    desk.filters
        .get_mut(&number(ask)?)
        .ok_or_else(Refusal::not_found)
}

pub fn all(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:filters")?;
    let desk = hub.world.desks.get(&me).ok_or_else(Refusal::not_found)?;
    good(desk.filters.iter().map(|(id, f)| show(*id, f)).collect())
}

pub fn get(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("read:filters")?;
    good(show(number(ask)?, find(ask, hub, me)?))
}

fn items(value: Option<&Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(list)) => list.clone(),
        Some(Value::Object(map)) => map.values().cloned().collect(),
        _ => Vec::new(),
    }
}

fn fill(ask: &Ask, hub: &mut Hub, filter: &mut Filter) -> Result<(), Refusal> {
    if let Some(title) = ask.text("title") {
        filter.title = title;
    }
    if ask.params.get("context").is_some() {
        filter.context = ask.list("context");
    }
    filter.action = ask
        .text("filter_action")
        .unwrap_or_else(|| filter.action.clone());
    if let Some(seconds) = ask.number("expires_in") {
        filter.expires = Some(clock::now() + seconds * clock::SECOND);
    }
    for item in items(ask.params.get("keywords_attributes")) {
        let id = item["id"].as_str().and_then(|id| id.parse::<u64>().ok());
        if truth(&item["_destroy"]) == Some(true) {
            filter.keywords.retain(|k| Some(k.id) != id);
            continue;
        }
        let word = item["keyword"].as_str().unwrap_or("").to_owned();
        let whole = truth(&item["whole_word"]).unwrap_or(false);
        match filter.keywords.iter_mut().find(|k| Some(k.id) == id) {
            Some(keyword) => (keyword.word, keyword.whole) = (word, whole),
            None => filter.keywords.push(Keyword {
                id: hub.world.tick(),
                word,
                whole,
            }),
        }
    }
    if filter.title.is_empty() || filter.context.is_empty() {
        return Err(Refusal::invalid("Title can't be blank, Context is invalid"));
    }
    Ok(())
}

pub fn create(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:filters")?;
    let mut filter = Filter {
        title: String::new(),
        context: Vec::new(),
        action: "warn".to_owned(),
        expires: None,
        keywords: Vec::new(),
    };
    fill(ask, hub, &mut filter)?;
    let id = hub.world.tick();
    let value = show(id, &filter);
    if let Some(desk) = hub.world.desks.get_mut(&me) {
        desk.filters.insert(id, filter);
    }
    good(value)
}

pub fn update(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:filters")?;
    let mut filter = find(ask, hub, me)?.clone();
    fill(ask, hub, &mut filter)?;
    *find(ask, hub, me)? = filter;
    get_changed(ask, hub, me)
}

fn get_changed(ask: &Ask, hub: &mut Hub, me: PersonNo) -> Reply {
    good(show(number(ask)?, find(ask, hub, me)?))
}

pub fn delete(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:filters")?;
    find(ask, hub, me)?;
    if let Some(desk) = hub.world.desks.get_mut(&me) {
        desk.filters.remove(&number(ask)?);
    }
    good(json!({}))
}
