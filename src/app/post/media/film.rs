//! Films, with and without sound, and sounds alone.

use leptos::{ev::Event, prelude::*};

use super::blur;
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, el, live},
            icon::{Glyph, icon},
        },
        words,
    },
    browser::{dom, film},
    core::post::Media,
};

/// A film with the browser's own controls; nothing of it is loaded before it
/// is wanted.
pub fn film(media: &Media) -> Bit {
    let film = screen(media).at("controls", "").at("preload", "none");
    Bit::Many(vec![blur(media, None).into(), source(film, media).into()])
}

/// A short film that plays over and over while it is seen, unless the reader
/// wants stillness or little to be loaded; and its button, which must not stand
/// in a link.
pub fn looping(media: &Media) -> (Bit, El) {
    let (playing, failed) = (RwSignal::new(false), RwSignal::new(false));
    // The reader's word, which holds when it comes back into view.
    let wanted = RwSignal::new(!film::wants_stillness() && !film::saves_data());
    let screen = screen(media)
        .at("loop", "")
        .at("preload", "none")
        .on("play", move |_: Event| playing.set(true))
        .on("pause", move |_: Event| playing.set(false))
        .on("error", move |_: Event| failed.set(true));
    film::mute(screen.node());
    let it = screen.node().clone();
    let watching = dom::on_near(screen.node(), "0px", move |seen| {
        match seen && wanted.get_untracked() {
            true => film::play(&it),
            false => film::pause(&it),
        }
    });
    StoredValue::new_local(watching);
    let button = toggle(&screen, playing, wanted);
    let lost = move || {
        failed
            .get()
            .then(|| el("span").class("media__failed").put(words::FILM_NOT_COME))
    };
    let screen = source(screen, media);
    let film = vec![blur(media, None).into(), screen.into(), live(lost)];
    (Bit::Many(film), button)
}

/// Plays and halts.
fn toggle(screen: &El, playing: RwSignal<bool>, wanted: RwSignal<bool>) -> El {
    let it = screen.node().clone();
    let said = move || match playing.get() {
        true => words::PAUSE.to_owned(),
        false => words::PLAY.to_owned(),
    };
    let press = move || {
        let play = !playing.get_untracked();
        wanted.set(play);
        match play {
            true => film::play(&it),
            false => film::pause(&it),
        }
    };
    button("media__play")
        .live("aria-label", move || Some(said()))
        .click(press)
        .put(live(move || match playing.get() {
            true => icon(Glyph::Pause),
            false => icon(Glyph::Play),
        }))
}

/// A screen without a film on it yet.
fn screen(media: &Media) -> El {
    let poster = media.preview.as_ref().filter(|_| !film::saves_data());
    el("video")
        .class("media__it")
        .at("playsinline", "")
        .at("aria-label", media.alt.as_deref().unwrap_or(words::NO_ALT))
        .maybe("poster", poster.map(ToString::to_string).as_deref())
}

fn source(screen: El, media: &Media) -> El {
    screen.maybe(
        "src",
        media.url.as_ref().map(ToString::to_string).as_deref(),
    )
}

/// A sound with its title and length.
pub fn sound(media: &Media, url: &str) -> El {
    let title = media.alt.as_deref().unwrap_or(words::SOUND);
    let length = media
        .seconds
        .map(|it| el("span").class("dim").put(words::duration(it)));
    let caption = el("figcaption")
        .class("media__title")
        .put(el("bdi").at("dir", "auto").put(title))
        .put(length);
    let player = el("audio")
        .at("controls", "")
        .at("preload", "none")
        .at("aria-label", title)
        .at("src", url);
    el("figure").class("media__sound").put(caption).put(player)
}
