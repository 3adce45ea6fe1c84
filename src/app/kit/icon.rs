//! One set of icons, drawn with strokes on a 24-pixel grid.

use std::cell::RefCell;

use super::el::{El, svg};

/// The icons there are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    Home,
    Bell,
    Find,
    People,
    Plus,
    Reply,
    Talk,
    Check,
    Boost,
    Like,
    Save,
    Out,
    Back,
    Close,
    Lock,
    Quiet,
    Mail,
    Warning,
    Play,
    Pause,
    Minus,
    /// Three dots: what else there is.
    More,
    Pin,
    Link,
    Pen,
    Copy,
    Share,
    Translate,
    Picture,
    Poll,
    /// To the one before, and to the next.
    Before,
    After,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Home => "M3 11 12 4l9 7v9h-6v-6H9v6H3z",
            Self::Bell => "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
            Self::Find => "M10.5 17a6.5 6.5 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500 21 21",
            Self::People => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-3.800 3.200-6 6.500-6s5.900 2.200 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.300M18.200 14.600c1.900.9 3 2.700 3.300 5.400"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Reply => "M10 8 4 13l6 5v-3c6 0 9 2 10 5 0-7-4-10-10-10z",
            Self::Talk => "M4 5h16v11H11l-5 4v-4H4z",
            Self::Check => "M5 12.500l4.500 4.500L19 7.500",
            Self::Boost => {
                "M4 13V9a2 2 0 0 1 2-2h11M14 4l3 3-3 3M20 11v4a2 2 0 0 1-2 2H7M10 20l-3-3 3-3"
            }
            Self::Like => {
                "M12 20s-8-4.600-8-10.200A4.400 4.400 0 0 1 12 7a4.400 4.400 0 0 1 8 2.800C20 15.400 12 20 12 20z"
            }
            Self::Save => "M6 4h12v17l-6-4-6 4z",
            Self::Out => {
                "M13 4h7v7M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5"
            }
            Self::Back => "M19 12H5M11 5l-7 7 7 7",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Lock => "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
            Self::Quiet => "M20 14.500A8.500 8.500 0 1 1 9.500 4a6.600 6.600 0 0 0 10.500 10.500z",
            Self::Mail => "M3 6h18v12H3zM3 7l9 7 9-7",
            Self::Play => "M8 5v14l11-7z",
            Self::Pause => "M8 5v14M16 5v14",
            Self::Minus => "M5 12h14",
            Self::More => "M5 12h.01M12 12h.01M19 12h.01",
            Self::Pen => "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
            Self::Pin => "M9 4h6l-1 6 4 4H6l4-4zM12 14v6",
            Self::Link => {
                "M10 14a4 4 0 0 0 6 .400l3-3a4 4 0 0 0-5.700-5.700l-1.500 1.500M14 10a4 4 0 0 0-6-.400l-3 3a4 4 0 0 0 5.700 5.700l1.500-1.500"
            }
            Self::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            Self::Share => "M12 15V4M8 8l4-4 4 4M5 13v7h14v-7",
            Self::Translate => {
                "M4 6h9M8.500 4v2M11 6c-1 4-4 7-7 8M6.500 9c1 2 3 4 5 5M13 20l4-9 4 9M14.500 17h5"
            }
            Self::Picture => "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4",
            Self::Poll => "M5 20v-7M12 20V5M19 20v-10",
            Self::Before => "M15 5l-7 7 7 7",
            Self::After => "M9 5l7 7-7 7",
            Self::Warning => "M12 4 2.500 20h19zM12 10v4.500M12 17.300v.01",
        }
    }
}

thread_local! {
    /// Those drawn so far: a page shows hundreds, and to copy one is cheap.
    static DRAWN: RefCell<Vec<(Glyph, El)>> = RefCell::default();
}

/// An icon. Decoration: what it stands for is said beside it.
pub fn icon(glyph: Glyph) -> El {
    DRAWN.with_borrow_mut(|drawn| {
        if let Some((_, icon)) = drawn.iter().find(|(of, _)| *of == glyph) {
            return icon.copy();
        }
        let icon = drawing("icon", "0 0 24 24").put(svg("path").at("d", glyph.path()));
        drawn.push((glyph, icon.copy()));
        icon
    })
}

/// The app's mark: three threads wound into one another.
pub fn mark() -> El {
    let thread = |class, path| svg("path").class(class).at("d", path);
    drawing("mark", "0 0 26 26")
        .put(thread("mark__a", "M3 7c7 0 7 12 20 12"))
        .put(thread("mark__b", "M3 13c8 0 8 0 20 0"))
        .put(thread("mark__c", "M3 19C10 19 10 7 23 7"))
}

fn drawing(class: &str, view: &str) -> El {
    svg("svg")
        .class(class)
        .at("viewBox", view)
        .at("aria-hidden", "true")
}
