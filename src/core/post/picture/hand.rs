//! Fingers on a picture: what they mean.

use super::zoom::Point;

/// A finger, or a pointer with its button held, by its number.
#[derive(Clone, Copy, Debug)]
struct Finger {
    number: i32,
    at: Point,
}

/// All fingers on the picture.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    fingers: Vec<Finger>,
    /// Where the first one came down, and when, in milliseconds.
    began: Option<(Point, f64)>,
    /// There were two: this is no tap any more, and no swipe.
    pinched: bool,
    tapped: Option<(Point, f64)>,
}

/// What fingers do while they move.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Motion {
    /// One of them goes by so much; all in all since it came down, by `whole`.
    Drag {
        by: Point,
        whole: Point,
    },
    /// Two go apart by a factor, around a point that goes by so much.
    Pinch {
        factor: f64,
        around: Point,
        by: Point,
    },
    Nothing,
}

/// What fingers have done when the last one is lifted.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Gesture {
    Tap(Point),
    DoubleTap(Point),
    SwipeLeft,
    SwipeRight,
    SwipeDown,
    Nothing,
}

/// A tap moves no farther than this, and a second one is no farther from it.
const STILL: f64 = 10.0;
const NEAR: f64 = 40.0;
/// The most milliseconds between two taps.
const TWICE: f64 = 300.0;
/// A swipe goes so far; or half as far within a quarter of a second.
const FAR: f64 = 80.0;
const QUICK: f64 = 250.0;

impl Hand {
    /// A finger comes down.
    pub fn down(&mut self, number: i32, at: Point, time: f64) {
        self.fingers.retain(|finger| finger.number != number);
        if self.fingers.len() < 2 {
            self.fingers.push(Finger { number, at });
        }
        match self.fingers.len() {
            1 => (self.began, self.pinched) = (Some((at, time)), false),
            _ => self.pinched = true,
        }
    }

    /// A finger moves.
    pub fn moved(&mut self, number: i32, to: Point) -> Motion {
        let other = self
            .fingers
            .iter()
            .find(|it| it.number != number)
            .map(|it| it.at);
        let Some(finger) = self.fingers.iter_mut().find(|it| it.number == number) else {
            return Motion::Nothing;
        };
        let from = std::mem::replace(&mut finger.at, to);
        match (other, self.began) {
            (Some(other), _) => Motion::Pinch {
                factor: length(way(other, to)) / length(way(other, from)).max(1.0),
                around: half(other, to),
                by: way(half(other, from), half(other, to)),
            },
            (None, Some((begin, _))) if !self.pinched => Motion::Drag {
                by: way(from, to),
                whole: way(begin, to),
            },
            (None, _) => Motion::Drag {
                by: way(from, to),
                whole: (0.0, 0.0),
            },
        }
    }

    /// A finger is lifted.
    pub fn up(&mut self, number: i32, at: Point, time: f64) -> Gesture {
        let held = self.fingers.len();
        self.fingers.retain(|finger| finger.number != number);
        let last = held == 1 && self.fingers.is_empty();
        let Some((begin, since)) = self.began.filter(|_| last && !self.pinched) else {
            return Gesture::Nothing;
        };
        self.began = None;
        let whole = way(begin, at);
        if length(whole) > STILL {
            return swipe(whole, time - since);
        }
        let twice = self
            .tapped
            .take()
            .is_some_and(|(before, when)| time - when < TWICE && length(way(before, at)) < NEAR);
        if !twice {
            self.tapped = Some((at, time));
            return Gesture::Tap(at);
        }
        Gesture::DoubleTap(at)
    }

    /// The browser has taken the fingers for something else.
    pub fn let_go(&mut self) {
        self.fingers.clear();
        self.began = None;
    }
}

fn swipe((x, y): Point, millis: f64) -> Gesture {
    let far = if millis < QUICK { FAR / 2.0 } else { FAR };
    if y > far && y > 1.5 * x.abs() {
        return Gesture::SwipeDown;
    }
    match x.abs() > far && x.abs() > 1.5 * y.abs() {
        true if x < 0.0 => Gesture::SwipeLeft,
        true => Gesture::SwipeRight,
        false => Gesture::Nothing,
    }
}

fn way(from: Point, to: Point) -> Point {
    (to.0 - from.0, to.1 - from.1)
}

fn half(a: Point, b: Point) -> Point {
    ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)
}

fn length(way: Point) -> f64 {
    way.0.hypot(way.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(to: Point, millis: f64) -> Gesture {
        let mut hand = Hand::default();
        hand.down(1, (100.0, 100.0), 0.0);
        hand.moved(1, to);
        hand.up(1, to, millis)
    }

    #[test]
    fn a_stroke_far_or_quick_enough_is_a_swipe() {
        assert_eq!(stroke((10.0, 105.0), 400.0), Gesture::SwipeLeft);
        assert_eq!(stroke((190.0, 90.0), 400.0), Gesture::SwipeRight);
        assert_eq!(stroke((150.0, 100.0), 100.0), Gesture::SwipeRight);
        assert_eq!(stroke((150.0, 100.0), 400.0), Gesture::Nothing);
        assert_eq!(stroke((110.0, 200.0), 400.0), Gesture::SwipeDown);
        assert_eq!(stroke((100.0, 0.0), 100.0), Gesture::Nothing, "upwards");
        assert_eq!(stroke((190.0, 190.0), 100.0), Gesture::Nothing, "askew");
    }

    #[test]
    fn two_taps_in_one_place_are_a_double_tap() {
        let mut hand = Hand::default();
        let mut tap = |at: Point, time: f64| {
            hand.down(1, at, time);
            hand.up(1, at, time + 50.0)
        };
        assert_eq!(tap((5.0, 5.0), 0.0), Gesture::Tap((5.0, 5.0)));
        assert_eq!(tap((8.0, 5.0), 200.0), Gesture::DoubleTap((8.0, 5.0)));
        assert_eq!(
            tap((8.0, 5.0), 300.0),
            Gesture::Tap((8.0, 5.0)),
            "a third begins anew"
        );
        assert_eq!(tap((8.0, 5.0), 900.0), Gesture::Tap((8.0, 5.0)), "too late");
        assert_eq!(
            tap((90.0, 5.0), 1000.0),
            Gesture::Tap((90.0, 5.0)),
            "too far"
        );
    }

    #[test]
    fn two_fingers_pinch_around_what_lies_between_them() {
        let mut hand = Hand::default();
        hand.down(1, (0.0, 0.0), 0.0);
        hand.down(2, (100.0, 0.0), 10.0);
        let pinch = Motion::Pinch {
            factor: 2.0,
            around: (100.0, 0.0),
            by: (50.0, 0.0),
        };
        assert_eq!(hand.moved(2, (200.0, 0.0)), pinch);
        assert_eq!(hand.up(1, (0.0, 0.0), 20.0), Gesture::Nothing);
        // The one that is left may go on pushing, but swipes no more.
        let drag = Motion::Drag {
            by: (-180.0, 0.0),
            whole: (0.0, 0.0),
        };
        assert_eq!(hand.moved(2, (20.0, 0.0)), drag);
        assert_eq!(hand.up(2, (20.0, 0.0), 30.0), Gesture::Nothing);
    }

    #[test]
    fn a_finger_that_is_not_down_does_nothing() {
        let mut hand = Hand::default();
        assert_eq!(hand.moved(1, (9.0, 9.0)), Motion::Nothing);
        assert_eq!(hand.up(1, (9.0, 9.0), 1.0), Gesture::Nothing);
        hand.down(1, (0.0, 0.0), 0.0);
        hand.let_go();
        assert_eq!(hand.up(1, (300.0, 0.0), 10.0), Gesture::Nothing);
    }
}
