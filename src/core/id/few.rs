//! Things by their names, where they are few: a list in the names' order.

/// Values by their keys, in the keys' order. To come and to go takes time
/// linear in their number; where they may be many, the standard library's maps
/// are better, at some thousand bytes of code for every type that they hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Few<K, V> {
    /// The place of a key, or the one where it would be.
    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(key))
    }

    pub fn get(&self, key: &K) -> Option<&V> {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.place(key).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Puts a value in, and gives the one that was there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let former = self.remove(&key);
        if let Err(place) = self.place(&key) {
            self.0.insert(place, (key, value));
        }
        former
    }

    pub fn remove(&mut self, key: &K) -> Option<V> {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }

    /// The value of a key, which is there afterwards.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.0.insert(place, (key, V::default()));
            place
        });
        #[allow(clippy::indexing_slicing, reason = "it was found or put there")]
        &mut self.0[place].1
    }

    /// Keeps those for which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| keep(key, value));
    }
}

impl<K, V> Few<K, V> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }

    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.0.into_iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Extend<(K, V)> for Few<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// A row of numbers that looks like none.
    fn dice() -> impl Iterator<Item = u32> {
        std::iter::successors(Some(7_u32), |it| {
            Some(it.wrapping_mul(48_271) % 0x7FFF_FFFF)
        })
    }

    #[test]
    fn does_what_a_map_does() {
        let (mut few, mut map) = (Few::default(), BTreeMap::new());
        for roll in dice().take(2_000) {
            let (deed, key) = (roll % 5, roll / 5 % 40);
            match deed {
                0 => assert_eq!(few.remove(&key), map.remove(&key)),
                1 => {
                    *few.or_default(key) += 1;
                    *map.entry(key).or_default() += 1;
                }
                2 => {
                    few.retain(|it, _| it % 11 != key % 11);
                    map.retain(|it, _| it % 11 != key % 11);
                }
                _ => assert_eq!(few.insert(key, roll), map.insert(key, roll)),
            }
            assert_eq!(few.get(&key), map.get(&key));
            assert_eq!(few.get_mut(&key), map.get_mut(&key));
            assert_eq!(few.contains_key(&key), map.contains_key(&key));
            assert!(few.iter().eq(map.iter()) && few.keys().eq(map.keys()));
            assert!(few.iter_mut().eq(map.iter_mut()));
        }
        assert!(few.into_values().eq(map.into_values()));
    }
}
