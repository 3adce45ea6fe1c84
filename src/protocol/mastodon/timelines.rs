//! Pages of statuses → pages of entries.

use super::{
    actors::{AUTHOR, Reading},
    filters,
    posts::seen,
};
use crate::{
    core::{
        http::{Response, decode_form},
        id::{LocalId, Millis},
        post::Seen,
        time::parse_time,
        timeline::{Cursor, Entry, Item, Page, What},
    },
    protocol::{
        BadAnswer, Viewer, answer,
        json::{self, Json},
    },
};

/// Begins the names that we give to items without an id.
const MADE_UP: char = '?';

/// The most items of one page that are looked at, whatever was asked for.
const ITEMS: usize = 400;

/// Mastodon is still putting the home timeline together: what it gives is not
/// all there is.
const PARTIAL: u16 = 206;

/// Reads an array of statuses. An item that cannot be read keeps its place.
pub fn read_page(viewer: &Viewer, response: &Response) -> Result<Page, BadAnswer> {
    let body = answer::success(response)?;
    let mut reading = Reading::new(viewer);
    let mut items: Vec<Item> = Vec::new();
    let mut whole = true;
    let is_list = json::items(&body, AUTHOR, |status| {
        whole = items.len() < ITEMS;
        if whole {
            let above = items.last().map(|item| &item.entry);
            let item = item(status, &mut reading);
            items.push(item.unwrap_or_else(|| unreadable(status, above, items.len())));
        }
    });
    let garbled = |why: &dyn ToString| answer::garbled(response, "Status[]", why.to_string());
    if !is_list.map_err(|error| garbled(&error))? {
        return Err(garbled(&"it is no list"));
    }
    Ok(Page {
        older: older(response, &items, whole),
        items,
    })
}

/// One status as an item; `None` if it cannot be read.
pub fn item<'a>(status: Json<'_, 'a>, reading: &mut Reading<'a>) -> Option<Item> {
    let key = LocalId::new(&*status.name("id")?);
    let time = parse_time(&status.text("created_at")?)?;
    let Some(boosted) = status.get("reblog") else {
        let seen = seen(status, reading, 1)?;
        let uri = seen.post.uri.clone();
        let what = match filters::hides(status) {
            true => What::Hidden(uri),
            false => What::Post(uri),
        };
        return Some(posted(key, time, what, seen));
    };
    let by = reading.author(status)?.actor;
    let seen = seen(boosted, reading, 1)?;
    // Filters are told of the boost, or of what it boosts.
    let post = seen.post.uri.clone();
    let what = match filters::hides(status) || filters::hides(boosted) {
        true => What::Hidden(post),
        false => What::Boost {
            post,
            by: by.handle.clone(),
            name: by.plain_name(),
        },
    };
    Some(posted(key, time, what, seen))
}

fn posted(key: LocalId, time: Millis, what: What, seen: Seen) -> Item {
    Item {
        entry: Entry { key, time, what },
        seen: Some(seen),
    }
}

/// A placeholder. It takes its neighbour's time, and its own id where it has
/// one, so that the same broken item is the same entry when it comes again.
fn unreadable(status: Json, above: Option<&Entry>, place: usize) -> Item {
    let id = status.name("id");
    let near = above.map_or("", |entry| entry.key.as_str());
    let key = LocalId::new(&*id.unwrap_or_else(|| format!("{MADE_UP}{place}:{near}").into()));
    let time = above.map_or(Millis::MIN, |entry| entry.time);
    Item {
        entry: Entry {
            key,
            time,
            what: What::Unreadable,
        },
        seen: None,
    }
}

/// Where to go on. `Link` is believed in its query alone: its host may be that
/// of a proxy, or a lie. Servers that hide it, and pages that are not whole,
/// are asked below the last id that is the server's own.
fn older(response: &Response, items: &[Item], whole: bool) -> Option<Cursor> {
    let own = |item: &&Item| !item.entry.key.as_str().starts_with(MADE_UP);
    let last = || items.iter().rev().find(own);
    match response.link.as_deref() {
        Some(link) if whole && response.status != PARTIAL => max_id(link).map(Cursor),
        _ => last().map(|item| Cursor(item.entry.key.as_str().to_owned())),
    }
}

/// The `max_id` of the link with `rel=next` (RFC 8288). A target may have
/// commas in it; what belongs to it ends where the next one begins.
pub fn max_id(link: &str) -> Option<String> {
    let links = link.split('<').skip(1);
    links
        .filter_map(|link| link.split_once('>'))
        .filter(|(_, rest)| is_next(rest))
        .find_map(|(target, _)| {
            let (_, query) = target.split_once('?')?;
            let mut pairs = decode_form(query).into_iter();
            pairs
                .find(|(key, value)| key == "max_id" && !value.is_empty())
                .map(|(_, value)| value)
        })
}

fn is_next(parameters: &str) -> bool {
    let parts = parameters.split([';', ',']);
    let mut rels = parts.filter_map(|part| part.trim().strip_prefix("rel="));
    rels.any(|rel| rel.trim_matches('"').split(' ').any(|rel| rel == "next"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::id::{AccountId, ActorUri};

    fn viewer() -> Viewer {
        let actor = ActorUri::new("https://a.example/u/ana");
        Viewer {
            account: AccountId::new("https://a.example", &actor),
            handle_host: "a.example".into(),
        }
    }

    fn page(body: &str, link: Option<&str>) -> Page {
        let response = Response {
            status: 200,
            body: body.into(),
            link: link.map(Into::into),
            ..Response::default()
        };
        read_page(&viewer(), &response).unwrap()
    }

    fn status(id: &str) -> String {
        format!(
            r#"{{"id":"{id}","uri":"https://a.example/s/{id}","created_at":"2026-01-01T00:00:00Z",
            "account":{{"id":"9","acct":"x","url":"https://a.example/@x"}},"content":"<p>hi</p>"}}"#
        )
    }

    #[test]
    fn one_broken_item_keeps_its_place_and_loses_nothing() {
        let body = format!("[{},{{\"id\":\"8\"}},7,{}]", status("9"), status("6"));
        let page = page(&body, None);
        let keys: Vec<_> = page
            .items
            .iter()
            .map(|item| item.entry.key.as_str())
            .collect();
        assert_eq!(keys, ["9", "8", "?2:8", "6"]);
        assert_eq!(
            page.items.iter().filter(|item| item.seen.is_none()).count(),
            2
        );
        assert_eq!(page.older, Some(Cursor("6".into())));
    }

    #[test]
    fn only_the_query_of_a_link_is_believed() {
        let body = format!("[{}]", status("9"));
        let older = |link| page(&body, Some(link)).older.map(|cursor| cursor.0);
        assert_eq!(
            older(
                r#"<https://evil.example/x?max_id=5>; rel="next", <https://a.example/?min_id=9>; rel="prev""#
            ),
            Some("5".into())
        );
        assert_eq!(
            older("</api/v1/x?max_id=1>;rel=\"prev next\""),
            Some("1".into())
        );
        assert_eq!(older(r#"<https://a.example/?min_id=9>; rel="prev""#), None);
        assert_eq!(
            older("<https://a.example/?types=a,b&max_id=5>; rel=next"),
            Some("5".into())
        );
        assert_eq!(older("garbage"), None);
        assert_eq!(page("[]", None).older, None);
    }

    #[test]
    fn ids_are_kept_to_the_last_digit() {
        let body = status("1").replace("\"id\":\"1\"", "\"id\":113456789012345678");
        assert_eq!(
            page(&format!("[{body}]"), None).items[0].entry.key.as_str(),
            "113456789012345678"
        );
    }
}
