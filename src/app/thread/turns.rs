//! Much to draw: what is near the screen at once, the rest as it comes near, or
//! when there is nothing else to do.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use leptos::prelude::request_animation_frame;

use crate::{
    app::kit::el::El,
    browser::{
        address::{self, Listening},
        clock::{self, Timer},
        dom,
    },
    core::id::Millis,
};

/// For so many milliseconds of a frame something is drawn.
const AT_A_TIME: i64 = 8;
/// When an answer comes, for so many: there is nothing to read or to scroll yet.
const AT_ONCE: i64 = 2 * AT_A_TIME;
/// How many screens away something is near.
const NEAR: f64 = 2.0;
/// How long the page must have rested for what is far to be drawn too: whoever
/// searches the page, or has it read aloud, finds all of it.
const REST: Millis = Millis(4_000);

/// What waits to be drawn. A handle.
#[derive(Clone)]
pub struct Turns(Rc<RefCell<Waiting>>);

/// An element, and what draws in it.
type Later = (El, Box<dyn FnOnce()>);

struct Waiting {
    all: Vec<Later>,
    /// When drawing at once began, and when it was last done.
    began: Millis,
    last: Millis,
    /// The next frame is asked for.
    asked: bool,
    rest: Option<Timer>,
    _scrolling: Option<Listening>,
}

impl Default for Turns {
    fn default() -> Self {
        let turns = Self(Rc::new(RefCell::new(Waiting {
            all: Vec::new(),
            began: clock::now(),
            last: clock::now(),
            asked: false,
            rest: None,
            _scrolling: None,
        })));
        let weak = Rc::downgrade(&turns.0);
        let scrolling = address::listen_within("scroll", move || with(&weak, Self::go_on));
        turns.0.borrow_mut()._scrolling = Some(scrolling);
        turns
    }
}

impl Waiting {
    /// Whether what comes now is drawn at once: for a part of a frame, and again
    /// when the next answer comes.
    fn is_time_left(&mut self) -> bool {
        let now = clock::now();
        if now.0 - std::mem::replace(&mut self.last, now).0 > 2 * AT_ONCE {
            self.began = now;
        }
        self.all.is_empty() && now.0 - self.began.0 < AT_ONCE
    }
}

impl Turns {
    /// Draws something of `of`: at once what is in a `hurry`, and what comes
    /// first until a part of a frame is over. The rest waits, and is forgotten
    /// if `of` leaves the page meanwhile.
    pub fn draw(&self, of: &El, hurry: bool, draw: impl FnOnce() + 'static) {
        let is_time_left = self.0.borrow_mut().is_time_left();
        if hurry || is_time_left {
            return draw();
        }
        let waiting: Later = (of.clone(), Box::new(draw));
        self.0.borrow_mut().all.push(waiting);
        self.go_on();
    }

    fn go_on(&self) {
        let mut waiting = self.0.borrow_mut();
        if waiting.all.is_empty() || std::mem::replace(&mut waiting.asked, true) {
            return;
        }
        let again = Rc::downgrade(&self.0);
        request_animation_frame(move || with(&again, |turns| turns.step(NEAR)));
    }

    /// Draws what is so many screens away at most, for a part of a frame.
    fn step(&self, screens: f64) {
        let waiting = {
            let mut inner = self.0.borrow_mut();
            inner.asked = false;
            std::mem::take(&mut inner.all)
        };
        // To ask where one stands after another was drawn would cost a layout each.
        let is_near = |(of, _): &(El, _)| dom::is_within(of.node(), screens);
        let near: Vec<bool> = waiting.iter().map(is_near).collect();
        let (mut left, mut more, mut any) = (Vec::new(), false, false);
        let began = clock::now();
        for ((of, draw), near) in waiting.into_iter().zip(near) {
            // However slow the page is, it goes on.
            let is_time_left = !any || clock::now().0 - began.0 < AT_A_TIME;
            match near && is_time_left {
                _ if !of.node().is_connected() => {}
                true => {
                    any = true;
                    draw();
                }
                false => {
                    more |= near;
                    left.push((of, draw));
                }
            }
        }
        self.wait(left, more, screens);
    }

    /// What is left waits: for the next frame if `more` of it is near, else until
    /// it comes near or the page has rested.
    fn wait(&self, mut left: Vec<Later>, more: bool, screens: f64) {
        let mut inner = self.0.borrow_mut();
        // What came meanwhile stands behind.
        left.append(&mut inner.all);
        inner.all = left;
        let again = Rc::downgrade(&self.0);
        let rest = move || with(&again, |turns| turns.step(f64::INFINITY));
        let is_far = screens > NEAR;
        let wait = if more && is_far { Millis(0) } else { REST };
        inner.rest = (!inner.all.is_empty()).then(|| Timer::new(wait, rest));
        drop(inner);
        if more && !is_far {
            self.go_on();
        }
    }
}

fn with(weak: &Weak<RefCell<Waiting>>, act: impl FnOnce(&Turns)) {
    if let Some(waiting) = weak.upgrade() {
        act(&Turns(waiting));
    }
}
