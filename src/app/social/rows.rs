//! Lists in the pane of which only what is near the screen is on the page: as the
//! timeline is drawn, in another frame.

use std::{cell::RefCell, collections::HashMap, rc::Rc, sync::Arc};

use leptos::{ev::KeyboardEvent, prelude::*, reactive::owner::Owner};

use crate::{
    app::{
        kit::{
            el::{El, el, react},
            reel::{Frame as _, Goal, Pane, Reel, Told},
        },
        post::stand::Opened,
        route::Router,
        timeline,
    },
    browser::dom,
    core::{id::PostUri, notification::Key},
};

/// What names a row. One type for all lists: each would be a list of its own in Wasm.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Name {
    Post(PostUri),
    Notice(Key),
}

/// Where the reader is in a list. A handle, that outlives the list.
#[derive(Clone, Copy)]
pub struct Place {
    last: StoredValue<Option<(Name, f64)>>,
    /// The reader has only just come.
    fresh: StoredValue<bool>,
}

impl Place {
    /// At the top.
    pub fn new() -> Self {
        Self {
            last: StoredValue::new(None),
            fresh: StoredValue::new(true),
        }
    }

    /// The reader comes (back) to the page: the list goes where they were.
    pub fn comes(&self) {
        self.fresh.set_value(true);
    }

    /// The reader has only just come, and goes to no row.
    fn is_at_top(&self) -> bool {
        let nowhere = self.last.try_with_value(Option::is_none);
        self.fresh.try_get_value() == Some(true) && nowhere == Some(true)
    }

    fn goal(&self, keys: &[Name]) -> Goal<Name> {
        let last = self.last.try_get_value().flatten();
        match last.filter(|(name, _)| keys.contains(name)) {
            Some((name, offset)) => Goal::Row(name, offset),
            None => Goal::Stay,
        }
    }
}

/// What the list asks.
struct Rows {
    draw: Box<dyn Fn(&Name) -> El>,
    place: Place,
}

impl Told<Name> for Rows {
    fn draw(&self, key: &Name) -> El {
        (self.draw)(key).at("aria-setsize", "-1")
    }

    fn ahead(&self, _: f64, _: f64) {}

    fn rests(&self, key: &Name, offset: f64, _: &[Name]) {
        self.place.last.try_set_value(Some((key.clone(), offset)));
    }
}

/// The rows of these names, under what stands `above` them. Each is an `article`.
pub fn rows(
    keys: Memo<Vec<Name>>,
    above: &[&El],
    place: Place,
    draw: impl Fn(&Name) -> El + 'static,
) -> El {
    let list = el("div")
        .class("rows")
        // A feed without an article in it is none.
        .live("role", move || {
            keys.with(|keys| (!keys.is_empty()).then(|| "feed".to_owned()))
        })
        .at("aria-labelledby", "pane-title");
    let draw = Box::new(draw);
    let reel: Reel<Name, Pane> = Reel::new(&list, Rows { draw, place });
    above.iter().for_each(|above| reel.stays_under(above));
    // What is not on the page yet has no place on the screen.
    let there = RwSignal::new(false);
    request_animation_frame(move || {
        if place.is_at_top() {
            Pane::to(0.0);
        }
        let _ = there.try_set(true);
    });
    react(move || {
        let now = keys.get();
        if !there.get() {
            return;
        }
        let mut goal = Goal::Stay;
        if place.fresh.try_get_value() == Some(true) && !now.is_empty() {
            place.fresh.set_value(false);
            goal = place.goal(&now);
        }
        reel.set(Arc::new(now), &goal);
    });
    list
}

/// What the keyboard does in such a list, and on the way to it: as in the timeline.
pub fn keys(event: &KeyboardEvent, router: Router) {
    let steps = matches!(event.key().as_str(), "j" | "k");
    timeline::keys(event, router);
    let Some((_, false)) = dom::key_target(event).filter(|_| steps) else {
        return;
    };
    if !dom::is_in(event, ".rows > article") {
        dom::focus_in_view(".rows > article");
    }
    event.prevent_default();
}

/// What the reader opened of posts, also of those that left the page since. A handle.
#[derive(Clone)]
pub struct Seen(Rc<RefCell<HashMap<PostUri, Opened>>>, Owner);

impl Seen {
    /// For as long as the owner lives under which it is made.
    pub fn new() -> Self {
        Self(Rc::default(), Owner::current().unwrap_or_default())
    }

    /// Of a post.
    pub fn of(&self, uri: &PostUri) -> Opened {
        let new = || self.1.with(|| Opened::new(false));
        let mut all = self.0.borrow_mut();
        *all.entry(uri.clone()).or_insert_with(new)
    }
}
