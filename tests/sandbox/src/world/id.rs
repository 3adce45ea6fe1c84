//! Names of things: positions in the world, and the ids each server gives them.

use crate::clock::Millis;
use crate::random;

/// A post or boost, anywhere in the world.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct PostNo(pub u32);

/// A person, anywhere in the world.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct PersonNo(pub u32);

/// One of the servers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ServerNo(pub u8);

impl PostNo {
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

impl PersonNo {
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

impl ServerNo {
    pub fn at(self) -> usize {
        usize::from(self.0)
    }
}

/// What a server sorts by: milliseconds in the upper 48 bits, a local mark in the lower 16.
pub type Key = u64;

/// The first key of a moment.
pub fn key_at(at: Millis) -> Key {
    at << 16
}

/// How a server writes its keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdStyle {
    /// Decimal digits, too long for a JavaScript number: Mastodon.
    Snowflake,
    /// 26 letters and digits: GoToSocial, Misskey.
    Ulid,
}

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl IdStyle {
    pub fn show(self, key: Key) -> String {
        match self {
            Self::Snowflake => key.to_string(),
            Self::Ulid => {
                let wide = (u128::from(key) << 64) | u128::from(random::mix(key));
                (0..26)
                    .rev()
                    .map(|n| char::from(CROCKFORD[(wide >> (5 * n)) as usize & 31]))
                    .collect()
            }
        }
    }

    /// Understands what [`IdStyle::show`] wrote.
    pub fn read(self, text: &str) -> Option<Key> {
        match self {
            Self::Snowflake => text.parse().ok(),
            Self::Ulid if text.len() == 26 => {
                let wide = text.bytes().try_fold(0_u128, |sum, byte| {
                    let digit = CROCKFORD
                        .iter()
                        .position(|c| *c == byte.to_ascii_uppercase())?;
                    Some((sum << 5) | digit as u128)
                })?;
                Some((wide >> 64) as Key)
            }
            Self::Ulid => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_styles_can_be_read_again_and_sort_like_their_keys() {
        let (old, new) = (
            key_at(1_785_000_000_000) | 77,
            key_at(1_785_000_000_001) | 3,
        );
        for style in [IdStyle::Snowflake, IdStyle::Ulid] {
            assert_eq!(style.read(&style.show(old)), Some(old));
            assert!(style.show(old) < style.show(new));
        }
        assert_eq!(IdStyle::Ulid.show(old).len(), 26);
    }
}
