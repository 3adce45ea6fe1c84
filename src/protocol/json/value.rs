//! One value, read tolerantly: a scalar of the wrong type is as good as
//! missing. Of two entries of one key the first counts.

use std::borrow::Cow;

use super::scan::unescape;
use crate::core::rich_text::clean_text;

/// What a value is.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    Null,
    True,
    False,
    Whole,
    /// A number that is not whole, or written as if it were not.
    Broken,
    Text,
    /// A text with escapes in it.
    Escaped,
    List,
    Map,
}

impl Kind {
    /// What opens with that byte.
    pub fn of(opening: u8) -> Self {
        if opening == b'{' {
            Self::Map
        } else {
            Self::List
        }
    }
}

/// A value where it stands in its document.
pub struct Node<'a> {
    /// As it is written; empty in a list.
    pub key: &'a str,
    pub text: &'a str,
    pub at: usize,
    /// How many nodes it takes, itself and all in it.
    pub size: usize,
    mark: u32,
    kind: Kind,
}

impl<'a> Node<'a> {
    pub fn new(key: &'a str, kind: Kind, text: &'a str, at: usize) -> Self {
        let size = usize::from(!matches!(kind, Kind::List | Kind::Map));
        Self {
            key,
            text,
            at,
            size,
            mark: mark(key),
            kind,
        }
    }
}

/// Tells most keys apart, and quickly: its length and three of its bytes.
fn mark(key: &str) -> u32 {
    let bytes = key.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let length = bytes.len();
    u32::from_le_bytes([
        length as u8,
        byte(0),
        byte(length / 2),
        byte(length.wrapping_sub(1)),
    ])
}

/// A value with all that is in it.
#[derive(Clone, Copy)]
pub struct Json<'t, 'a> {
    /// Its own, and those in it.
    nodes: &'t [Node<'a>],
}

/// Longer than any honest id or address of a post or a person.
const NAME_BYTES: usize = 1_024;

impl<'t, 'a> Json<'t, 'a> {
    pub(super) fn new(nodes: &'t [Node<'a>]) -> Self {
        Self { nodes }
    }

    pub(super) fn kind(self) -> Kind {
        self.nodes.first().map_or(Kind::Null, |node| node.kind)
    }

    /// A list, map or number as it is written.
    pub fn source(self) -> &'a str {
        self.nodes.first().map_or("", |node| node.text)
    }

    /// The nodes of what is in it.
    pub(super) fn inner(self) -> &'t [Node<'a>] {
        self.nodes.get(1..).unwrap_or_default()
    }

    /// Whether it is a map: that which all entities are.
    pub fn is_map(self) -> bool {
        self.kind() == Kind::Map
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.nodes.len() < 2
    }

    /// Whether it is a text.
    pub fn is_text(self) -> bool {
        matches!(self.kind(), Kind::Text | Kind::Escaped)
    }

    /// Whether it is a list.
    pub fn is_list(self) -> bool {
        self.kind() == Kind::List
    }

    /// What stands under a key, unless it is null.
    pub fn get(self, key: &str) -> Option<Json<'t, 'a>> {
        self.under(key).filter(|found| found.kind() != Kind::Null)
    }

    /// Whether there is such a key, be there null under it.
    pub fn has(self, key: &str) -> bool {
        self.under(key).is_some()
    }

    fn under(self, key: &str) -> Option<Json<'t, 'a>> {
        if !self.is_map() {
            return None;
        }
        let wanted = mark(key);
        let mut rest = self.nodes.get(1..)?;
        loop {
            let node = rest.first()?;
            if node.mark == wanted && node.key == key {
                return rest.get(..node.size).map(Json::new);
            }
            rest = rest.get(node.size..)?;
        }
    }

    /// A map under a key.
    pub fn map(self, key: &str) -> Option<Json<'t, 'a>> {
        self.get(key).filter(|value| value.is_map())
    }

    /// The items of the list under a key; none if there is no list.
    pub fn list(self, key: &str) -> impl Iterator<Item = Json<'t, 'a>> {
        let list = self.get(key).filter(|value| value.is_list());
        let mut rest = list
            .and_then(|list| list.nodes.get(1..))
            .unwrap_or_default();
        std::iter::from_fn(move || {
            let (item, after) = rest.split_at_checked(rest.first()?.size)?;
            rest = after;
            Some(Json::new(item))
        })
    }

    /// This value as text, be it a text or a whole number.
    pub fn as_text(self) -> Option<Cow<'a, str>> {
        let node = self.nodes.first()?;
        match node.kind {
            Kind::Text => Some(Cow::Borrowed(node.text)),
            Kind::Escaped => Some(Cow::Owned(unescape(node.text))),
            // What is longer was meant to be no number of anything.
            Kind::Whole if node.text.len() <= 20 => Some(Cow::Borrowed(node.text)),
            _ => None,
        }
    }

    /// A text, or a whole number as it is written.
    pub fn text(self, key: &str) -> Option<Cow<'a, str>> {
        self.get(key)?.as_text()
    }

    /// What something is known by, to machines: not empty, not endless, and without
    /// characters that nobody sees.
    pub fn name(self, key: &str) -> Option<Cow<'a, str>> {
        self.text(key).filter(|name| is_name(name))
    }

    /// A count. Negative ones, as Mastodon gives for what is hidden, are unknown.
    pub fn count(self, key: &str) -> Option<u32> {
        // snac once gave counts as strings.
        self.text(key)?.parse().ok()
    }

    pub fn flag(self, key: &str) -> Option<bool> {
        match self.get(key)?.kind() {
            Kind::True => Some(true),
            Kind::False => Some(false),
            _ => None,
        }
    }

    /// Any number, as near as its first fifteen digits tell.
    pub fn number(self, key: &str) -> Option<f32> {
        let value = self.get(key)?;
        matches!(value.kind(), Kind::Whole | Kind::Broken).then(|| near(value.source()))
    }
}

/// The standard library's way of reading numbers weighs ten thousand bytes.
fn near(number: &str) -> f32 {
    let (digits, power) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (mut sum, mut shift, mut point) = (0_i64, 0_i32, false);
    for byte in digits.bytes() {
        match byte {
            b'.' => point = true,
            b'0'..=b'9' if sum < 100_000_000_000_000 => {
                sum = sum * 10 + i64::from(byte - b'0');
                shift -= i32::from(point);
            }
            b'0'..=b'9' => shift += i32::from(!point),
            _ => {}
        }
    }
    let power = power.trim_start_matches('+').parse().unwrap_or(0_i32);
    let size = sum as f64 * 10_f64.powi(power.saturating_add(shift).clamp(-300, 300));
    (if number.starts_with('-') { -size } else { size }) as f32
}

/// See [`Json::name`].
pub fn is_name(text: &str) -> bool {
    if text.is_empty() || text.len() > NAME_BYTES {
        return false;
    }
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        || (!text.contains(char::is_control) && clean_text(text, NAME_BYTES) == text)
}
