//! Filters that a status meets.
//! <https://docs.joinmastodon.org/entities/FilterResult/>

use crate::{
    core::{post::Filtered, rich_text::clean_text},
    protocol::json::Json,
};

/// The most filters that are named of one post.
const FILTERS: usize = 8;

/// The account's filters that a status meets, by the server's own judgement.
/// One that only blurs media (`blur`, Mastodon 4.4) is none: see [`blurs`].
pub fn met(status: Json) -> Vec<Filtered> {
    let filters = results(status).filter(|filter| action(*filter) != "blur");
    filters.take(FILTERS).map(filtered).collect()
}

/// Whether a filter asks for media to be veiled.
pub fn blurs(status: Json) -> bool {
    results(status).any(|filter| action(filter) == "blur")
}

/// Whether a filter leaves the status out of timelines.
pub fn hides(status: Json) -> bool {
    met(status).iter().any(|it| it.hides && it.timelines)
}

fn results<'t, 'a>(status: Json<'t, 'a>) -> impl Iterator<Item = Json<'t, 'a>> {
    let results = status.list("filtered");
    results.filter_map(|result| result.map("filter"))
}

fn action(filter: Json) -> String {
    let action = filter.text("filter_action");
    action.map_or_else(String::new, |action| action.into_owned())
}

fn filtered(filter: Json) -> Filtered {
    let title = filter.text("title").unwrap_or_default();
    let mut contexts = filter.list("context").filter_map(Json::as_text).peekable();
    // A filter that does not say where it is meant is meant everywhere.
    let everywhere = contexts.peek().is_none();
    let (mut timelines, mut talks) = (everywhere, everywhere);
    for context in contexts {
        timelines |= context == "home";
        talks |= context == "thread";
    }
    Filtered {
        title: clean_text(&title, 100),
        hides: action(filter) == "hide",
        timelines,
        talks,
    }
}
