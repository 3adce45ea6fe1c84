//! The rows, and where the reader is among them.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use leptos::{ev::KeyboardEvent, prelude::*, reactive::owner::Owner};

use super::rows::{gap, unreadable};
use crate::{
    app::{
        kit::{
            el::{El, el, react},
            reel::{Goal, Reel, Told},
        },
        parts,
        post::{card::post_card, stand::Opened},
        route::{Route, Router, use_router},
        state::{State, Tail, use_state},
    },
    browser::{clock, dom},
    core::{
        id::{Millis, PostUri},
        outbox::letter::Purpose,
        timeline::{Row, RowKey, Shown},
    },
    engine::keeping::Place,
};

/// So many screens of rows are loaded ahead at least, so that nobody waits at
/// the end; and so many more as the reader passes within this time.
const AHEAD: f64 = 3.0;
const LOOK_AHEAD: f64 = 2_500.0;
/// More posts than this are looked through for what was opened of them.
const MANY: usize = 500;
/// Where a row begins that is gone to: below what covers the top of the screen.
const BELOW_HEAD: f64 = 130.0;

/// The feed (WAI-ARIA feed pattern): Page Down and Page Up, or j and k, go
/// from post to post; Enter opens one. `above` stands above it.
pub fn feed(above: &El) -> El {
    let state = use_state();
    let list = list(state, use_router());
    let rows = Rows::new(state);
    let reel: Reel<Shown> = Reel::new(&list, rows.clone());
    reel.stays_under(above);
    let (seen, shown) = (reel.clone(), rows.clone());
    state.ask_place(move || shown.time_of(&seen.last_seen()?));
    let (seen, shown) = (reel.clone(), rows.clone());
    state.ask_first(move || shown.time_of(&seen.first_seen()?));
    let seen = reel.clone();
    state.ask_rest(move || seen.tell_place());
    let mut fetched = false;
    react(move || {
        let now = state.rows.get();
        // With posts to read there is time for what comes next.
        if !now.is_empty() && !std::mem::replace(&mut fetched, true) {
            set_timeout(parts::fetch_soon, Duration::from_secs(1));
        }
        let was_empty = rows.now.replace(now.clone()).is_empty();
        let goal = rows.goal(&reel, was_empty);
        reel.set(now, &goal);
        rows.refresh(&reel);
    });
    list
}

/// The element that the rows stand in.
fn list(state: State, router: Router) -> El {
    el("div")
        .class("feed")
        // A feed without an article in it is none.
        .live("role", move || {
            let any = state.rows.with(|rows| !rows.is_empty());
            any.then(|| "feed".to_owned())
        })
        .live("aria-busy", move || {
            Some((state.tail.get() == Tail::Loading).to_string())
        })
        .at("aria-labelledby", "timeline-title")
        .on("keydown", move |event| keys(&event, router))
}

/// What the list asks about rows.
#[derive(Clone)]
struct Rows {
    state: State,
    now: Rc<RefCell<Arc<Vec<Shown>>>>,
    /// The rows on the page.
    signals: Rc<RefCell<HashMap<Shown, ArcRwSignal<Row>>>>,
    /// What the reader opened of posts, also of those that left the page since.
    opened: Rc<RefCell<HashMap<PostUri, Opened>>>,
    /// Outlives the rows.
    owner: Owner,
    pace: Rc<Pace>,
}

impl Rows {
    fn new(state: State) -> Self {
        Self {
            state,
            now: Rc::default(),
            signals: Rc::default(),
            opened: Rc::default(),
            owner: Owner::current().unwrap_or_default(),
            pace: Rc::default(),
        }
    }

    /// Where the reader goes with the rows that are there now.
    fn goal(&self, reel: &Reel<Shown>, was_empty: bool) -> Goal<Shown> {
        let now = self.now.borrow();
        if let Some(key) = self.state.take_to_row() {
            let row = now.iter().find(|row| row.is(&key));
            return row.map_or(Goal::Stay, |row| Goal::Row(row.clone(), BELOW_HEAD));
        }
        if self.state.take_to_top() {
            return Goal::Top;
        }
        if now.is_empty() || !reel.is_shown() {
            return Goal::Stay;
        }
        let switched_on = self.state.take_switched_on();
        let before = || self.state.place_before().filter(|_| switched_on);
        match self.state.take_last_place().or_else(before) {
            Some(place) => back(&now, &place),
            // Who is at the top when an account comes in wants the newest of all.
            None if was_empty || switched_on && dom::scroll_top() == 0.0 => Goal::Top,
            None => Goal::Stay,
        }
    }

    /// When a row, or the next above it that has one, has its time.
    fn time_of(&self, row: &Shown) -> Option<Millis> {
        let above = || {
            let now = self.now.borrow();
            let at = now.iter().position(|it| it == row)?;
            now.get(..at)?.iter().rev().find_map(|row| row.time())
        };
        row.time().or_else(above)
    }

    /// Tells the rows on the page what they are now.
    fn refresh(&self, reel: &Reel<Shown>) {
        let on_page = reel.on_page();
        let mut signals = self.signals.borrow_mut();
        signals.retain(|key, _| reel.is_drawn(key));
        let mut changed = Vec::new();
        for (at, key) in on_page {
            let now = self.now.borrow();
            let Some((signal, row)) = signals.get(&key).zip(now.get(at)) else {
                continue;
            };
            if signal.with_untracked(|shown| *shown != **row) {
                changed.push((signal.clone(), (**row).clone()));
            }
        }
        drop(signals);
        for (signal, row) in changed {
            signal.set(row);
        }
        self.forget_untouched();
    }

    /// Of posts that left the page only what the reader opened is remembered.
    fn forget_untouched(&self) {
        let mut opened = self.opened.borrow_mut();
        if opened.len() < MANY {
            return;
        }
        let signals = self.signals.borrow();
        let drawn: Vec<&PostUri> = signals.keys().filter_map(post_of).collect();
        opened.retain(|uri, it| {
            let stays = drawn.contains(&uri) || !it.is_untouched();
            if !stays {
                it.forget();
            }
            stays
        });
    }

    fn opened(&self, uri: &PostUri) -> Opened {
        *self
            .opened
            .borrow_mut()
            .entry(uri.clone())
            .or_insert_with(|| self.owner.with(|| Opened::new(false)))
    }
}

/// Where the reader was: at the post, or at what stands there now.
fn back(rows: &[Shown], place: &Place) -> Goal<Shown> {
    let key = place.post.clone().map(RowKey::Post);
    let same = key.and_then(|key| rows.iter().find(|row| row.is(&key)));
    let next = |row: &&Shown| row.time().is_some_and(|it| it <= place.time);
    let row = same.or_else(|| rows.iter().find(next));
    row.map_or(Goal::Stay, |row| Goal::Row(row.clone(), place.offset))
}

impl Told<Shown> for Rows {
    fn draw(&self, shown: &Shown) -> El {
        match &**shown {
            Row::Post { post, .. } => {
                let opened = self.opened(post);
                let uri = post.clone();
                let signal = ArcRwSignal::new((**shown).clone());
                self.signals
                    .borrow_mut()
                    .insert(shown.clone(), signal.clone());
                post_card(&uri, signal, opened)
            }
            Row::Gap { .. } => gap(self.state, shown),
            Row::Unreadable { account, .. } => unreadable(self.state, account),
        }
        .at("aria-setsize", "-1")
    }

    fn ahead(&self, below: f64, above: f64) {
        let wanted = AHEAD.max(self.pace.screens_within(LOOK_AHEAD, above));
        self.state.near_end(below < wanted);
    }

    fn rests(&self, row: &Shown, offset: f64, near: &[Shown]) {
        // For when the feed is hidden.
        self.state.place();
        let near = near.iter().filter_map(post_of).cloned().collect();
        let time = self.time_of(row);
        self.state.rests_at(row, time, offset, near);
    }
}

fn post_of(row: &Shown) -> Option<&PostUri> {
    match &**row {
        Row::Post { post, .. } => Some(post),
        _ => None,
    }
}

/// How fast the reader goes down.
#[derive(Default)]
struct Pace {
    last: Cell<Option<(Millis, f64)>>,
    /// Screens in a millisecond.
    speed: Cell<f64>,
}

impl Pace {
    /// How many screens the reader, who is `top` screens down, passes within so
    /// many milliseconds.
    fn screens_within(&self, millis: f64, top: f64) -> f64 {
        let now = clock::now();
        let Some((then, was)) = self.last.replace(Some((now, top))) else {
            return 0.0;
        };
        let passed = (now.0 - then.0) as f64;
        let fresh = match passed {
            // Twice in one frame says nothing.
            ..1.0 => self.speed.get(),
            1.0..500.0 => (top - was) / passed,
            _ => 0.0,
        };
        let speed = self.speed.get() * 0.8 + fresh.max(0.0) * 0.2;
        self.speed.set(speed);
        speed * millis
    }
}

/// What the keyboard does in a list of posts.
pub fn keys(event: &KeyboardEvent, router: Router) {
    let Some((target, typing)) = dom::key_target(event) else {
        return;
    };
    let by = match event.key().as_str() {
        "PageDown" | "j" if !typing => 1,
        "PageUp" | "k" if !typing => -1,
        "Enter" if target.class_list().contains("post") => {
            if let Some(uri) = target.get_attribute("data-uri") {
                router.go(Route::Post(PostUri::new(&uri)));
            }
            return;
        }
        "r" if !typing && target.class_list().contains("post") => {
            if let Some(uri) = target.get_attribute("data-uri") {
                event.prevent_default();
                router.go(Route::Write(Purpose::Answer(PostUri::new(&uri))));
            }
            return;
        }
        _ => return,
    };
    if dom::step_focus(&target, "article", by) {
        event.prevent_default();
    }
}
