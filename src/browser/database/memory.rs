//! Memory in the stead of a database: for as long as the page lives.

use std::cell::RefCell;

use web_sys::Blob;

use super::{Pair, Place};
use crate::core::id::Few;

/// What is kept.
#[derive(Clone)]
pub enum Thing {
    Text(String),
    Bytes(Vec<u8>),
    Blob(Blob),
}

/// All of it, by shelf and key.
#[derive(Default)]
pub struct Memory(RefCell<Few<(&'static str, String), Thing>>);

impl Memory {
    /// Keeps something.
    pub fn keep(&self, place: Place, key: &str, thing: Thing) {
        self.0
            .borrow_mut()
            .insert((place.name, key.to_owned()), thing);
    }

    /// What lies there.
    pub fn get(&self, place: Place, key: &str) -> Option<Thing> {
        self.0.borrow().get(&(place.name, key.to_owned())).cloned()
    }

    /// A text that lies there.
    pub fn text(&self, place: Place, key: &str) -> Option<String> {
        match self.get(place, key)? {
            Thing::Text(text) => Some(text),
            Thing::Bytes(_) | Thing::Blob(_) => None,
        }
    }

    /// Takes away what lies there.
    pub fn forget(&self, place: Place, key: &str) {
        self.0.borrow_mut().remove(&(place.name, key.to_owned()));
    }

    /// Keeps bytes, and takes away what has none. Copies are in memory already.
    pub fn put(&self, all: &[(Place, &[Pair])]) {
        let own = all.iter().filter(|(place, _)| !place.copy);
        for (place, pairs) in own {
            for (key, bytes) in *pairs {
                match bytes {
                    Some(bytes) => self.keep(*place, key, Thing::Bytes(bytes.clone())),
                    None => self.forget(*place, key),
                }
            }
        }
    }

    /// The bytes that lie there.
    pub fn bytes(&self, place: Place, key: &str) -> Option<Vec<u8>> {
        match self.get(place, key)? {
            Thing::Bytes(bytes) => Some(bytes),
            Thing::Text(_) | Thing::Blob(_) => None,
        }
    }

    /// All keys of a shelf.
    pub fn keys(&self, place: Place) -> Vec<String> {
        let all = self.0.borrow();
        let on_it = all.keys().filter(|(name, _)| *name == place.name);
        on_it.map(|(_, key)| key.clone()).collect()
    }
}
