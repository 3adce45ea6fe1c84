//! A post as it was, and as it is in another language.

use super::{
    actors::{AUTHOR, emojis},
    polls::titles,
    posts::{MEDIA, is_language, media, mentions},
};
use crate::{
    core::{
        http::Response,
        post::{Media, Translation, Version},
        rich_text::{Around, CustomEmoji, RichText, clean_text, parse_html, parse_plain},
        time::parse_time,
    },
    protocol::{
        BadAnswer, Viewer, answer,
        json::{self, Json},
    },
};

/// The most versions that are read.
const VERSIONS: usize = 200;

/// Reads `GET /api/v1/statuses/:id/history`, newest first.
/// <https://docs.joinmastodon.org/entities/StatusEdit/>
pub fn read_history(viewer: &Viewer, response: &Response) -> Result<Vec<Version>, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "StatusEdit[]", why.to_string());
    let mut versions = Vec::new();
    let is_list = json::items(&body, AUTHOR, |edit| {
        versions.extend(version(edit, viewer));
        if versions.len() > VERSIONS {
            // The oldest come first: of all but the very first the oldest goes.
            versions.remove(1);
        }
    });
    if !is_list.map_err(|error| garbled(&error))? {
        return Err(garbled(&"it is no list"));
    }
    // Servers give the oldest first. One that does not is put right, and of two
    // of the same moment the later stays the later.
    versions.reverse();
    versions.sort_by_key(|version| std::cmp::Reverse(version.at));
    Ok(versions)
}

fn version(edit: Json, viewer: &Viewer) -> Option<Version> {
    let emoji = emojis(edit);
    let attached = edit
        .list("media_attachments")
        .filter(|media| media.is_map());
    let media: Vec<Media> = attached.take(MEDIA).map(media).collect();
    let poll = edit.map("poll");
    Some(Version {
        at: parse_time(&edit.text("created_at")?)?,
        warning: parse_plain(&edit.text("spoiler_text").unwrap_or_default(), &emoji),
        sensitive: edit.flag("sensitive").unwrap_or(false),
        text: html(edit, viewer, &emoji),
        media,
        options: poll.map(|poll| titles(poll, &emoji)).unwrap_or_default(),
    })
}

/// Reads `POST /api/v1/statuses/:id/translate`.
/// <https://docs.joinmastodon.org/entities/Translation/>
pub fn read_translation(viewer: &Viewer, response: &Response) -> Result<Translation, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Translation", why.to_string());
    let whole = json::whole(&body).map_err(|error| garbled(&error))?;
    let it = whole.root();
    if it.text("content").is_none() {
        return Err(garbled(&"it has no content"));
    }
    let emoji = emojis(it);
    let from = it.text("detected_source_language");
    Ok(Translation {
        warning: parse_plain(&it.text("spoiler_text").unwrap_or_default(), &emoji),
        text: html(it, viewer, &emoji),
        options: it
            .map("poll")
            .map(|poll| titles(poll, &emoji))
            .unwrap_or_default(),
        from: from
            .filter(|tag| is_language(tag))
            .map(|tag| tag.into_owned()),
        provider: clean_text(&it.text("provider").unwrap_or_default(), 60),
    })
}

fn html(of: Json, viewer: &Viewer, emoji: &[CustomEmoji]) -> RichText {
    let mentions = mentions(of, viewer);
    let around = Around {
        mentions: &mentions,
        tags: &[],
        emoji,
        hide_quote_fallback: false,
        // A translation does not say whether they are.
        hide_pictures: of.flag("sensitive").unwrap_or(true),
    };
    parse_html(&of.text("content").unwrap_or_default(), &around)
}
