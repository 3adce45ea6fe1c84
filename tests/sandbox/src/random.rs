//! Repeatable chance: the same seed gives the same world.

/// The splitmix64 generator: tiny, fast, good enough for believable variety.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `limit` (0 when `limit` is 0).
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// True in `percent` of 100 cases.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `items`; the list must not be empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// Spreads the bits of a number: a hash for small things.
pub fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// One hash of several numbers.
pub fn hash(parts: &[u64]) -> u64 {
    parts.iter().fold(0x5EED, |sum, part| {
        mix(sum ^ mix(part.wrapping_add(0x9E37_79B9)))
    })
}

/// A long hexadecimal word, for tokens and secrets of this sandbox only: not for real secrets.
pub fn word(parts: &[u64]) -> String {
    (0..4)
        .map(|n| format!("{:016x}", hash(&[hash(parts), n])))
        .collect::<String>()[..43]
        .to_owned()
}
