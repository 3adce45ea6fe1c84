//! The preview of a link.

use serde::{Deserialize, Serialize};

use crate::core::{actor::Handle, id::Millis, safe_url::SafeUrl};

/// The preview of a link, as a server read it from the page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Card {
    pub url: SafeUrl,
    pub title: String,
    pub description: String,
    /// The name that the site goes by.
    pub provider: String,
    pub image: Option<SafeUrl>,
    pub image_alt: Option<String>,
    /// Width and height of the image.
    pub size: Option<(u32, u32)>,
    pub blurhash: Option<String>,
    pub authors: Vec<CardAuthor>,
    pub published: Option<Millis>,
}

/// Who wrote what a card is of.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CardAuthor {
    pub name: String,
    pub url: Option<SafeUrl>,
    /// Their account in the fediverse, where the page and the account name
    /// each other.
    pub handle: Option<Handle>,
}

impl Card {
    /// Whether its image is wide enough to stand above the words.
    pub fn is_wide(&self) -> bool {
        let wide = |(width, height): (u32, u32)| width >= 400 && width * 4 >= height * 5;
        self.image.is_some() && self.size.is_some_and(wide)
    }
}
