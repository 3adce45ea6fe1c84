//! JSON, read once and without recursion into a flat list of its values.
//!
//! Texts are borrowed and unescaped when somebody asks for them. What is too
//! deep or too much is read over, as if it were not there.

mod record;
mod scan;
mod slices;
mod value;

pub use record::record;
pub use slices::Slices;
pub use value::{Json, is_name};

use scan::Scan;
use value::{Kind, Node};

/// The most entries of one list or map that are kept: no honest post has more.
const ENTRIES: usize = 500;
/// The most values of one document that are kept.
const VALUES: usize = 1 << 16;
/// Deeper than anything that is looked for.
const DEPTH: usize = 32;
/// The most maps that are kept in mind, and their length, in case they come again.
const REPEATS: usize = 64;
const REPEAT_BYTES: usize = 1 << 15;
/// Stands for the place of a value that is not kept.
const NOWHERE: usize = usize::MAX >> 1;

/// That a text is no JSON.
#[derive(Debug)]
pub struct Malformed {
    at: usize,
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no JSON at byte {}", self.at)
    }
}

/// One document, of which all is kept.
pub fn whole(text: &str) -> Result<Document<'_>, Malformed> {
    Document::read(text, DEPTH)
}

/// One document, of which the outermost entries are kept; those that have
/// entries themselves are there as text (see [`Json::source`]).
pub fn outermost(text: &str) -> Result<Document<'_>, Malformed> {
    Document::read(text, 1)
}

/// Reads a list, and hands over one item after the other: each is a document
/// of its own. `Ok(false)` if the text is JSON, but no list.
///
/// Maps under the key `repeats` are known to come again and again, word for
/// word. From the second time on they have no entries, but the very same
/// [`Json::source`] as the first.
pub fn items<'a>(
    text: &'a str,
    repeats: &'a str,
    mut take: impl FnMut(Json<'_, 'a>),
) -> Result<bool, Malformed> {
    let mut document = Document::new(text, DEPTH);
    document.repeats = repeats;
    let is_list = document.scan.peek() == Some(b'[');
    let read = if is_list {
        document.items(&mut take)
    } else {
        document.value()
    };
    match read.and_then(|()| document.end()) {
        Some(()) => Ok(is_list),
        None => Err(document.malformed()),
    }
}

/// A text and the values in it, in the order in which they stand.
pub struct Document<'a> {
    scan: Scan<'a>,
    nodes: Vec<Node<'a>>,
    /// The lists and maps that are open: twice their place, and one for a map.
    open: Vec<usize>,
    depth: usize,
    /// The key of maps that come again, and those that came.
    repeats: &'a str,
    known: Vec<&'a str>,
}

impl<'a> Document<'a> {
    fn new(text: &'a str, depth: usize) -> Self {
        Self {
            scan: Scan::new(text),
            nodes: Vec::new(),
            open: Vec::new(),
            depth,
            repeats: "",
            known: Vec::new(),
        }
    }

    fn read(text: &'a str, depth: usize) -> Result<Self, Malformed> {
        let mut document = Self::new(text, depth);
        match document.value().and_then(|()| document.end()) {
            Some(()) => Ok(document),
            None => Err(document.malformed()),
        }
    }

    /// The outermost value.
    pub fn root(&self) -> Json<'_, 'a> {
        Json::new(&self.nodes)
    }

    fn malformed(&self) -> Malformed {
        Malformed { at: self.scan.at }
    }

    /// Nothing may follow.
    fn end(&mut self) -> Option<()> {
        self.scan.peek().is_none().then_some(())
    }

    /// Hands over the items of a list, each as soon as it is read.
    fn items(&mut self, take: &mut dyn FnMut(Json<'_, 'a>)) -> Option<()> {
        self.scan.skip();
        if self.scan.eat(b']') {
            return Some(());
        }
        loop {
            self.nodes.clear();
            self.value()?;
            take(self.root());
            if !self.scan.eat(b',') {
                return self.scan.eat(b']').then_some(());
            }
        }
    }

    /// Reads one value with all that is in it; `None` where it is no JSON.
    fn value(&mut self) -> Option<()> {
        self.open.clear();
        let mut key = "";
        loop {
            let first = self.scan.peek()?;
            let at = self.scan.at;
            if let Some(known) = self.known(key, first) {
                self.scan.at += known.len();
                let place = self.push(key, Kind::Map, known, at);
                if let Some(node) = self.nodes.get_mut(place) {
                    node.size = 1;
                }
            } else if let b'{' | b'[' = first {
                self.scan.skip();
                let place = self.push(key, Kind::of(first), "", at);
                self.open.push(place << 1 | usize::from(first == b'{'));
                // `]` and `}` are two after `[` and `{`.
                if self.scan.peek()? != first + 2 {
                    key = self.key(first == b'{')?;
                    continue;
                }
            } else {
                let (kind, text) = self.scan.scalar(first)?;
                self.push(key, kind, text, at);
            }
            match self.after()? {
                Some(next) => key = next,
                None => return Some(()),
            }
        }
    }

    /// What comes after a value: the key of the next (`""` in a list), or the
    /// end of all.
    fn after(&mut self) -> Option<Option<&'a str>> {
        while let Some(&open) = self.open.last() {
            let is_map = open & 1 == 1;
            match (self.scan.peek()?, is_map) {
                (b',', _) => {
                    self.scan.skip();
                    return self.key(is_map).map(Some);
                }
                (b'}', true) | (b']', false) => {
                    self.scan.skip();
                    self.open.pop();
                    self.close(open >> 1, is_map);
                }
                _ => return None,
            }
        }
        Some(None)
    }

    fn key(&mut self, is_map: bool) -> Option<&'a str> {
        if !is_map {
            return Some("");
        }
        (self.scan.peek()? == b'"').then_some(())?;
        let (_, key) = self.scan.string()?;
        (self.scan.peek()? == b':').then(|| self.scan.skip())?;
        Some(key)
    }

    /// Keeps a value if there is room for it, and says where.
    fn push(&mut self, key: &'a str, kind: Kind, text: &'a str, at: usize) -> usize {
        if let Some(&around) = self.open.last() {
            let too_much = self.open.len() > self.depth || self.nodes.len() >= VALUES;
            match self.nodes.get_mut(around >> 1) {
                // Until it is closed, a list or map counts its entries there.
                Some(around) if !too_much && around.size < ENTRIES => around.size += 1,
                _ => return NOWHERE,
            }
        }
        self.nodes.push(Node::new(key, kind, text, at));
        self.nodes.len() - 1
    }

    fn close(&mut self, place: usize, is_map: bool) {
        let after = self.nodes.len();
        let Some(node) = self.nodes.get_mut(place) else {
            return;
        };
        node.size = after - place;
        node.text = self.scan.since(node.at);
        let repeats = is_map && !node.key.is_empty() && node.key == self.repeats;
        if repeats && self.known.len() < REPEATS && node.text.len() < REPEAT_BYTES {
            self.known.push(node.text);
        }
    }

    /// A map that came before, if the very same comes now.
    fn known(&self, key: &str, first: u8) -> Option<&'a str> {
        if first != b'{' || key.is_empty() || key != self.repeats {
            return None;
        }
        self.known
            .iter()
            .copied()
            .find(|known| self.scan.goes_on(known))
    }
}

#[cfg(test)]
mod tests;
