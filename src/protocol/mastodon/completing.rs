//! What is offered while somebody writes.

use std::{borrow::Cow, sync::Arc};

use super::actors::{author, media};
use crate::{
    core::{
        actor::Actor,
        http::Request,
        outbox::complete::{Emoji, MOST, OFFERED, is_shortcode, is_tag},
        rich_text::clean_text,
    },
    protocol::{
        Call, LongList, answer,
        json::{self, Json},
    },
};

/// 8 MiB: enough for twenty thousand emoji.
const EMOJI_BYTES: usize = 8 << 20;
/// 1 MiB: enough for a few people.
const FEW_BYTES: usize = 1 << 20;
/// The longest name of a category.
const CATEGORY: usize = 60;

/// `GET /api/v1/custom_emojis`
/// <https://docs.joinmastodon.org/methods/custom_emojis/>
pub fn emoji() -> Call<LongList<Emoji>> {
    Call {
        request: Request::get("/api/v1/custom_emojis").at_most(EMOJI_BYTES),
        read: |_, response| LongList::of(response, "CustomEmoji[]", MOST, one),
    }
}

/// <https://docs.joinmastodon.org/entities/CustomEmoji/>. Those that the server
/// does not want to be offered are none.
fn one(emoji: Json) -> Option<Emoji> {
    if emoji.flag("visible_in_picker") == Some(false) {
        return None;
    }
    let name = emoji.text("shortcode").filter(|name| is_shortcode(name))?;
    let category = clean_text(&emoji.text("category").unwrap_or_default(), CATEGORY);
    Some(Emoji {
        name: name.into_owned(),
        category: category.trim().replace(['\n', '\t'], " "),
        // Hundreds that move would be a fair.
        url: media(emoji, "static_url").or_else(|| media(emoji, "url"))?,
    })
}

/// `GET /api/v1/accounts/search`
/// <https://docs.joinmastodon.org/methods/accounts/#search>
pub fn people(words: &str) -> Call<Vec<Arc<Actor>>> {
    let request = Request::get("/api/v1/accounts/search")
        .with("q", words)
        .with("limit", OFFERED.to_string())
        .with("resolve", "false");
    Call {
        request: request.at_most(FEW_BYTES),
        read: |viewer, response| {
            let body = answer::success(response)?;
            let garbled =
                |why: &dyn ToString| answer::garbled(response, "Account[]", why.to_string());
            let mut people = Vec::new();
            let take = |it: Json| people.extend(author(it, viewer).map(|author| author.actor));
            match json::items(&body, "", take).map_err(|error| garbled(&error))? {
                true => Ok(people),
                false => Err(garbled(&"it is no list")),
            }
        },
    }
}

/// `GET /api/v2/search?type=hashtags`
/// <https://docs.joinmastodon.org/methods/search/#v2>
pub fn tags(words: &str) -> Call<Vec<String>> {
    let request = Request::get("/api/v2/search")
        .with("q", words)
        .with("type", "hashtags")
        .with("limit", OFFERED.to_string());
    Call {
        request: request.at_most(FEW_BYTES),
        read: |_, response| {
            let body = answer::success(response)?;
            let found =
                json::whole(&body).map_err(|error| answer::garbled(response, "Search", error))?;
            let list = found.root().get("hashtags").filter(|it| it.is_list());
            if list.is_none() {
                return Err(answer::garbled(response, "Search", "it has no hashtags"));
            }
            // Servers of before give names alone.
            let name = |it: Json| {
                it.text("name")
                    .or_else(|| it.as_text())
                    .map(Cow::into_owned)
            };
            let names = found.root().list("hashtags").filter_map(name);
            Ok(names.filter(|name| is_tag(name)).collect())
        },
    }
}
