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
pub mod sheet;

pub use begun::{Begun, Kind, begun, is_named, is_tag, put};
pub use emoji::{Book, Emoji, LONGEST, Picture, Shelf, is_shortcode};
pub use fold::fold;
pub use index::Index;
pub use known::{Known, MOST, People, Tags};
pub use said::{Said, look_through};

use std::sync::Arc;

use crate::core::actor::Actor;

/// So many are offered at once.
pub const OFFERED: usize = 8;

/// Something that can be put into the text.
#[derive(Clone, PartialEq, Debug)]
pub enum Offer {
    Person(Arc<Actor>),
    /// Without its sign.
    Tag(String),
    Emoji(Picture),
}

impl Offer {
    /// What stands in the text for it, by which servers know it: no two are alike.
    pub fn word(&self) -> String {
        match self {
            Self::Person(actor) => format!("@{}@{}", actor.handle.user, actor.handle.host),
            Self::Tag(name) => format!("#{name}"),
            Self::Emoji(picture) => format!(":{}:", picture.name),
        }
    }
}

/// Takes what is offered in addition: what stands there already keeps its place, so
/// that nothing moves away under a finger.
pub fn add(offers: &mut Vec<Offer>, more: Vec<Offer>) {
    for offer in more {
        let word = offer.word();
        let is_it = |it: &Offer| it.word().eq_ignore_ascii_case(&word);
        let is_new = match &offer {
            // Emoji are told apart by case.
            Offer::Emoji(_) => !offers.iter().any(|it| it.word() == word),
            _ => !offers.iter().any(is_it),
        };
        if is_new && offers.len() < OFFERED {
            offers.push(offer);
        }
    }
}
