//! One picture at a time, with its words and its ways.

use leptos::prelude::*;

use super::{Shown, bar, keys, slide};
use crate::{
    app::{
        kit::el::{El, button, el, live, react, show, text},
        words,
    },
    browser::{dom, film::saves_data},
    core::{
        post::picture::zoom::{Point, Stage, View},
        post::{Media, MediaKind},
    },
};

/// What the viewer knows. A handle.
#[derive(Clone, Copy)]
pub struct Viewer {
    shown: StoredValue<Shown>,
    /// Whether the lightbox is open.
    pub open: RwSignal<bool>,
    /// Which one is looked at.
    pub at: RwSignal<usize>,
    /// How close, and where.
    pub view: RwSignal<View>,
    /// How far a finger has taken it that has not been lifted yet.
    pub drawn: RwSignal<Point>,
    /// The picture's own pixels, as far as known.
    pub pixels: RwSignal<Option<(u32, u32)>>,
    /// How large the stage is; asked for when it matters.
    room: StoredValue<Option<El>, LocalStorage>,
}

impl Viewer {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.shown.with_value(|shown| shown.album.len())
    }

    /// The one that is looked at; its place is tracked.
    pub fn media(&self) -> Option<Media> {
        self.neighbour(self.at.get())
    }

    fn neighbour(&self, at: usize) -> Option<Media> {
        self.shown.with_value(|shown| shown.album.get(at).cloned())
    }

    /// Whether it can be zoomed.
    pub fn is_picture(&self) -> bool {
        let kind = |it: Media| it.kind == MediaKind::Image;
        self.neighbour(self.at.get_untracked()).is_some_and(kind)
    }

    /// Goes to one of them, if there is such a one.
    pub fn go(&self, at: usize) {
        if at < self.count() && at != self.at.get_untracked() {
            self.view.set(View::WHOLE);
            self.drawn.set((0.0, 0.0));
            self.pixels.set(self.neighbour(at).and_then(|it| it.size));
            self.at.set(at);
        }
    }

    /// Goes on by so many.
    pub fn step(&self, by: isize) {
        if let Some(at) = self.at.get_untracked().checked_add_signed(by) {
            self.go(at);
        }
    }

    /// The stage as it is now, and the middle of it on the screen.
    pub fn stage(&self) -> (Stage, Point) {
        let rect = self.room.with_value(|room| {
            let rect = room.as_ref()?.node().get_bounding_client_rect();
            Some((rect.left(), rect.top(), rect.width(), rect.height()))
        });
        let (left, top, width, height) = rect.unwrap_or_default();
        let pixels = self.pixels.get_untracked().unwrap_or((1, 1));
        let stage = Stage {
            room: (width, height),
            picture: (pixels.0.into(), pixels.1.into()),
        };
        (stage, (left + width / 2.0, top + height / 2.0))
    }

    /// Nearer or farther, around a point of the stage.
    pub fn zoom(&self, factor: f64, around: Point) {
        if self.is_picture() {
            let (stage, _) = self.stage();
            self.view
                .update(|view| *view = stage.zoomed(*view, factor, around));
        }
    }

    /// Pushed, if it is close.
    pub fn push(&self, by: Point) {
        let (stage, _) = self.stage();
        self.view.update(|view| *view = stage.pushed(*view, by));
    }

    /// Whether what follows lies to the left.
    pub fn runs_left(&self) -> bool {
        self.room
            .with_value(|room| Some(room.as_ref()?.node().closest("[dir=rtl]").ok()?.is_some()))
            .unwrap_or(false)
    }
}

/// All that stands in the lightbox.
pub fn viewer(shown: Shown, open: RwSignal<bool>) -> El {
    let first = shown.album.get(shown.at).and_then(|it| it.size);
    let viewer = Viewer {
        at: RwSignal::new(shown.at),
        shown: StoredValue::new(shown),
        open,
        view: RwSignal::new(View::WHOLE),
        drawn: RwSignal::new((0.0, 0.0)),
        pixels: RwSignal::new(first),
        room: StoredValue::new_local(None),
    };
    let stage = slide::stage(viewer);
    viewer.room.set_value(Some(stage.clone()));
    let inner = el("div")
        .class("lightbox__inner")
        .at("tabindex", "-1")
        .on("keydown", move |event| keys::pressed(viewer, &event))
        .put(bar::bar(viewer))
        .put(stage)
        .put(bar::ways(viewer))
        .put(live(move || description(viewer)))
        .put(said(viewer));
    preload(viewer);
    let focused = inner.html();
    request_animation_frame(move || dom::focus_still(&focused));
    inner
}

/// For screen readers, when another one is looked at.
fn said(viewer: Viewer) -> El {
    let first = viewer.at.get_untracked();
    let moved = StoredValue::new(false);
    el("p")
        .class("unseen")
        .at("role", "status")
        .put(text(move || {
            let at = viewer.at.get();
            moved.update_value(|moved| *moved |= at != first);
            let alt = viewer.media().and_then(|it| it.alt);
            match moved.get_value() {
                true => words::place_said(
                    at + 1,
                    viewer.count(),
                    alt.as_deref().unwrap_or(words::NO_ALT),
                ),
                false => String::new(),
            }
        }))
}

/// Shorter descriptions than this are shown on any screen.
const SHORT: usize = 120;

/// The description, whole; on a small screen a long one is folded at first.
fn description(viewer: Viewer) -> El {
    let said = el("div").class("lightbox__said");
    let Some(alt) = viewer.media().and_then(|it| it.alt) else {
        return said
            .class("lightbox__said lightbox__said--none")
            .put(words::NO_ALT);
    };
    let is_short = alt.len() < SHORT;
    let whole = move || {
        el("p")
            .class("lightbox__alt")
            .at("dir", "auto")
            .at("tabindex", "0")
            .put(alt.as_str())
    };
    if is_short {
        return said.put(whole());
    }
    let open = RwSignal::new(!dom::matches("(width < 600px), (height < 500px)"));
    let toggle = button("lightbox__toggle")
        .live("aria-expanded", move || Some(open.get().to_string()))
        .click(move || open.update(|open| *open = !*open))
        .put(words::DESCRIPTION);
    said.put(toggle).put(show(move || open.get(), whole))
}

/// Those beside the one that is looked at are fetched, unless little is to be
/// loaded.
fn preload(viewer: Viewer) {
    if saves_data() {
        return;
    }
    let fetched = StoredValue::new_local(Vec::<El>::new());
    react(move || {
        let at = viewer.at.get();
        let beside = [at.checked_add(1), at.checked_sub(1)].into_iter().flatten();
        let pictures = beside
            .filter_map(|at| viewer.neighbour(at))
            .filter(|it| it.kind == MediaKind::Image);
        let urls = pictures.filter_map(|it| it.url.map(|url| url.to_string()));
        let fetch = |url: String| {
            el("img")
                .at("referrerpolicy", "no-referrer")
                .at("src", &url)
        };
        fetched.set_value(urls.map(fetch).collect());
    });
}
