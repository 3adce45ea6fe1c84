//! A row as it is handed about: cheap to copy, and equal to what it was before
//! as long as it has the same name, whatever was folded into it.

use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
    ops::Deref,
    sync::Arc,
};

use super::Row;

/// See the module's words.
#[derive(Clone, Debug)]
pub struct Shown(Arc<Row>);

/// What names a row: its kind, and one or two texts.
type Name<'a> = (u8, &'a str, &'a str);

impl Shown {
    /// The row, to be changed: copies that were made before stay as they are.
    pub fn change(&mut self) -> &mut Row {
        Arc::make_mut(&mut self.0)
    }

    fn name(&self) -> Name<'_> {
        match &*self.0 {
            Row::Post { post, .. } => (0, post.as_str(), ""),
            Row::Gap { account, below, .. } => (1, account.as_str(), &below.0),
            Row::Unreadable { account, key } => (2, account.as_str(), key.as_str()),
        }
    }
}

impl From<Row> for Shown {
    fn from(row: Row) -> Self {
        Self(Arc::new(row))
    }
}

impl Deref for Shown {
    type Target = Row;
    fn deref(&self) -> &Row {
        &self.0
    }
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.name() == other.name()
    }
}

impl Eq for Shown {}

impl PartialOrd for Shown {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Shown {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(&other.name())
    }
}

impl Hash for Shown {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}
