//! The preview of a link; a film is played in it when the reader asks for it.

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live, out},
            icon::{Glyph, icon},
            time::moment,
        },
        words,
    },
    browser::{dom::decimal, film::saves_data},
    core::{
        post::{Card, CardAuthor},
        safe_url::{SafeUrl, player::player},
    },
};

/// What a link leads to.
pub fn preview(card: &Card) -> El {
    let film = player(&card.url);
    el("div")
        .class("preview")
        .flag("data-wide", card.is_wide() || film.is_some())
        .put(match film {
            Some(player) => stage(card, player),
            None => picture(card).into(),
        })
        .put(said(card))
}

fn picture(card: &Card) -> Option<El> {
    let image = card.image.as_ref().filter(|_| !saves_data())?;
    let picture = el("img")
        .class("preview__image")
        .at("alt", card.image_alt.as_deref().unwrap_or_default())
        .at("loading", "lazy")
        .at("decoding", "async")
        .at("referrerpolicy", "no-referrer");
    let picture = match card.size.filter(|_| card.is_wide()) {
        // Room is kept for it before it comes.
        Some((width, height)) => {
            let ratio = (f64::from(width) / f64::from(height)).clamp(1.2, 2.4);
            picture.style("aspect-ratio", &decimal(ratio, 3))
        }
        None => picture,
    };
    Some(picture.at("src", &image.to_string()))
}

/// A film's picture and what starts it. Nothing of the player is fetched before.
fn stage(card: &Card, player: String) -> Bit {
    let playing = RwSignal::new(false);
    let host = SafeUrl::parse(&player).and_then(|it| it.display_host());
    let said = words::play_at(&card.title, host.as_deref().unwrap_or_default());
    let (card, title) = (card.clone(), card.title.clone());
    live(move || match playing.get() {
        true => frame(&player, &title),
        false => button("preview__play")
            .at("aria-label", &said)
            .at("title", &said)
            .click(move || playing.set(true))
            .put(picture(&card))
            .put(el("span").class("media__sign").put(icon(Glyph::Play))),
    })
}

/// The player keeps an origin of its own, which it needs, and which never is
/// the page's: see [`player`].
fn frame(player: &str, title: &str) -> El {
    // Of this machine's own addresses one may be the page's.
    let foreign = SafeUrl::parse(player).is_some_and(|it| !it.is_loopback());
    let sandbox = match foreign {
        true => "allow-scripts allow-same-origin allow-popups allow-presentation",
        false => "allow-scripts allow-popups allow-presentation",
    };
    // YouTube plays nothing for who does not say where they are.
    let named = player.starts_with("https://www.youtube-nocookie.com/");
    let referrer = if named {
        "strict-origin"
    } else {
        "no-referrer"
    };
    let frame = el("iframe")
        .class("preview__player")
        .at("title", title)
        .at("sandbox", sandbox)
        .at("allow", "fullscreen; autoplay; picture-in-picture")
        .at("referrerpolicy", referrer)
        .at("loading", "eager");
    frame.at("src", player)
}

fn said(card: &Card) -> El {
    let host = el("span")
        .class("preview__host")
        .put(icon(Glyph::Out))
        .put(card.url.display_host().unwrap_or_default());
    let published = card.published.map(|time| format!(" · {}", moment(time)));
    let title = out(&card.url.to_string())
        .class("preview__title")
        .at("dir", "auto")
        .put(card.title.as_str());
    let more = (!card.description.is_empty()).then(|| {
        el("span")
            .class("preview__more")
            .at("dir", "auto")
            .put(card.description.as_str())
    });
    el("span")
        .class("preview__words")
        .put(host.put(published))
        .put(title)
        .put(more)
        .put(authors(&card.authors))
}

fn authors(authors: &[CardAuthor]) -> Option<El> {
    let mut all: Vec<Bit> = Vec::new();
    for author in authors {
        all.push(if all.is_empty() { words::BY } else { ", " }.into());
        let handle = author.handle.as_ref().map(ToString::to_string);
        let name = match author.name.trim() {
            "" => handle.clone().unwrap_or_default(),
            name => name.to_owned(),
        };
        all.push(match &author.url {
            Some(url) => out(&url.to_string())
                .class("preview__author")
                .maybe("title", handle.as_deref())
                .put(el("bdi").put(name))
                .into(),
            None => el("bdi").put(name).into(),
        });
    }
    let line = el("span").class("preview__authors");
    (!all.is_empty()).then(|| line.put(Bit::Many(all)))
}
