//! How large and from where a picture is looked at. Pixels of the screen,
//! reckoned from the middle of the stage on which it is shown.

/// A place or a way on the screen: to the right, and down.
pub type Point = (f64, f64);

/// The stage, and the picture on it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stage {
    /// Width and height of the stage.
    pub room: Point,
    /// Width and height of the picture, in its own pixels.
    pub picture: Point,
}

/// How the picture lies on the stage.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct View {
    /// 1: all of it is seen.
    pub scale: f64,
    /// Where its middle is.
    pub middle: Point,
}

impl View {
    /// All of the picture, in the middle.
    pub const WHOLE: View = View {
        scale: 1.0,
        middle: (0.0, 0.0),
    };

    /// Whether it is larger than the stage needs.
    pub fn is_close(&self) -> bool {
        self.scale > 1.001
    }
}

impl Stage {
    /// How large the whole picture is drawn: never larger than it is.
    pub fn fitted(&self) -> Point {
        let (width, height) = (self.picture.0.max(1.0), self.picture.1.max(1.0));
        let share = (self.room.0 / width)
            .min(self.room.1 / height)
            .clamp(0.0, 1.0);
        (width * share, height * share)
    }

    /// The largest scale: twice its own pixels, and four times at the least.
    fn most(&self) -> f64 {
        let own = self.picture.0.max(1.0) / self.fitted().0.max(1.0);
        (own * 2.0).clamp(4.0, 16.0)
    }

    /// Nearer or farther by `factor`; what is at `point` stays there.
    pub fn zoomed(&self, view: View, factor: f64, point: Point) -> View {
        // `clamp` would bring along how to write numbers, for its panic.
        let scale = (view.scale * factor).min(self.most()).max(1.0);
        let grown = scale / view.scale.max(0.001);
        let keep = |middle: f64, at: f64| at + (middle - at) * grown;
        self.held(View {
            scale,
            middle: (keep(view.middle.0, point.0), keep(view.middle.1, point.1)),
        })
    }

    /// Pushed by so much.
    pub fn pushed(&self, view: View, by: Point) -> View {
        self.held(View {
            middle: (view.middle.0 + by.0, view.middle.1 + by.1),
            ..view
        })
    }

    /// Whether a point is on the picture rather than beside it.
    pub fn is_on(&self, view: View, point: Point) -> bool {
        let (width, height) = self.fitted();
        let within =
            |middle: f64, at: f64, size: f64| (at - middle).abs() <= size * view.scale / 2.0;
        within(view.middle.0, point.0, width) && within(view.middle.1, point.1, height)
    }

    /// Its edges are not drawn into the stage: no ground is shown where there
    /// is picture.
    fn held(&self, view: View) -> View {
        let (width, height) = self.fitted();
        let hold = |middle: f64, size: f64, room: f64| {
            let most = ((size * view.scale - room) / 2.0).max(0.0);
            middle.min(most).max(-most)
        };
        View {
            middle: (
                hold(view.middle.0, width, self.room.0),
                hold(view.middle.1, height, self.room.1),
            ),
            ..view
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGE: Stage = Stage {
        room: (400.0, 800.0),
        picture: (1600.0, 800.0),
    };

    #[test]
    fn a_whole_picture_fits_and_is_never_blown_up() {
        assert_eq!(STAGE.fitted(), (400.0, 200.0));
        let small = Stage {
            picture: (100.0, 50.0),
            ..STAGE
        };
        assert_eq!(small.fitted(), (100.0, 50.0));
    }

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let view = STAGE.zoomed(View::WHOLE, 2.0, (100.0, 0.0));
        assert_eq!((view.scale, view.middle), (2.0, (-100.0, 0.0)));
        // Twice its own pixels is the end, and so is all of it.
        assert_eq!(STAGE.zoomed(view, 100.0, (0.0, 0.0)).scale, 8.0);
        assert_eq!(STAGE.zoomed(view, 0.01, (50.0, 0.0)), View::WHOLE);
    }

    #[test]
    fn a_picture_is_pushed_as_far_as_its_edge() {
        let close = STAGE.zoomed(View::WHOLE, 2.0, (0.0, 0.0));
        assert_eq!(STAGE.pushed(close, (-150.0, 90.0)).middle, (-150.0, 0.0));
        assert_eq!(STAGE.pushed(close, (900.0, 0.0)).middle, (200.0, 0.0));
        assert_eq!(STAGE.pushed(View::WHOLE, (30.0, 30.0)), View::WHOLE);
    }

    #[test]
    fn beside_the_picture_is_not_on_it() {
        assert!(STAGE.is_on(View::WHOLE, (190.0, -90.0)));
        assert!(!STAGE.is_on(View::WHOLE, (0.0, 120.0)));
    }

    #[test]
    fn a_stage_or_picture_without_size_does_no_harm() {
        let nothing = Stage {
            room: (0.0, 0.0),
            picture: (0.0, 0.0),
        };
        let view = nothing.zoomed(View::WHOLE, 3.0, (5.0, 5.0));
        assert!(view.scale.is_finite() && view.middle.0.is_finite());
    }
}
