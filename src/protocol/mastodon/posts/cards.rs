//! Previews of links. <https://docs.joinmastodon.org/entities/PreviewCard/>

use super::super::actors;
use crate::{
    core::{
        actor::Handle,
        post::{Card, CardAuthor, picture::blurhash::is_blurhash},
        rich_text::clean_text,
        safe_url::SafeUrl,
        time::parse_time,
    },
    protocol::{Viewer, json::Json},
};

/// The most authors that are taken.
const AUTHORS: usize = 8;

/// A card. Its `html` is never read. `None` for one without a title: it says no
/// more than the link itself.
pub fn card(card: Json, viewer: &Viewer) -> Option<Card> {
    let text = |key| clean_text(&card.text(key).unwrap_or_default(), 500);
    let url = SafeUrl::parse(&card.text("url")?)?;
    let title = text("title");
    let size = card.count("width").zip(card.count("height"));
    let published = card.text("published_at");
    let blurhash = card.text("blurhash").map(|hash| hash.into_owned());
    (!title.trim().is_empty()).then(|| Card {
        url,
        title,
        description: text("description"),
        provider: text("provider_name"),
        image: actors::media(card, "image"),
        image_alt: Some(text("image_description")).filter(|alt| !alt.trim().is_empty()),
        size: size.filter(|(width, height)| *width > 0 && *height > 0),
        blurhash: blurhash.filter(|hash| is_blurhash(hash)),
        authors: authors(card, viewer),
        published: published.and_then(|time| parse_time(&time)),
    })
}

/// Since Mastodon 4.3 a list; before, one name and address.
fn authors(card: Json, viewer: &Viewer) -> Vec<CardAuthor> {
    let listed = card.list("authors").filter(|author| author.is_map());
    let listed = listed.take(AUTHORS).filter_map(|author| {
        let handle = author.map("account").and_then(|it| it.text("acct"));
        named(author, "name", "url", handle.as_deref(), viewer)
    });
    let listed: Vec<CardAuthor> = listed.collect();
    match listed.is_empty() {
        true => {
            let one = named(card, "author_name", "author_url", None, viewer);
            one.into_iter().collect()
        }
        false => listed,
    }
}

fn named(
    of: Json,
    name: &str,
    url: &str,
    acct: Option<&str>,
    viewer: &Viewer,
) -> Option<CardAuthor> {
    let name = clean_text(&of.text(name).unwrap_or_default(), 100);
    let handle = acct.map(|acct| Handle::new(acct, &viewer.handle_host));
    let shown = !name.trim().is_empty() || handle.is_some();
    shown.then(|| CardAuthor {
        name,
        url: of.text(url).and_then(|url| SafeUrl::parse(&url)),
        handle,
    })
}
