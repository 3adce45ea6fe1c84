//! What is offered while somebody writes: people, tags, custom emoji.
//!
//! [`begun`] says what is being named before the caret, [`Known`] finds names by a part of
//! them, and [`put`] says what the text becomes when one is taken. Places in the
//! text are those of the browser: UTF-16 code units.

mod begun;
mod emoji;
mod fold;
mod index;
mod known;
mod said;

pub use begun::{Begun, Kind, begun, is_named, is_tag, put};
pub use emoji::{Book, Emoji, LONGEST, Picture, Shelf, is_shortcode};
pub use fold::fold;
pub use index::Index;
pub use known::{Known, MOST, People, Tags};
pub use said::{Said, look_through};

/// So many are offered at once.
pub const OFFERED: usize = 8;
