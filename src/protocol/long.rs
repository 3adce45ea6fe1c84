//! Lists that are read some items at a time, so that the page lives meanwhile.

use super::{
    BadAnswer, answer,
    json::{Json, Slices},
};
use crate::core::http::Response;

/// So many items are read at once.
const AT_ONCE: usize = 300;

/// A list of an answer, as far as it was not read yet.
pub struct LongList<T> {
    slices: Slices,
    read: fn(Json) -> Option<T>,
    /// How many items may still be read.
    left: usize,
    at: &'static str,
}

impl<T> LongList<T> {
    /// The list that is an answer; of more than `most` items, the first. `at` names
    /// the type for the report.
    pub fn of(
        response: &Response,
        at: &'static str,
        most: usize,
        read: fn(Json) -> Option<T>,
    ) -> Result<Self, BadAnswer> {
        let body = answer::success(response)?;
        let slices = Slices::new(body.into_owned());
        let slices = slices.ok_or_else(|| answer::garbled(response, at, "it is no list"))?;
        Ok(Self {
            slices,
            read,
            left: most,
            at,
        })
    }

    /// Some items more, without those that could not be read; `None` after the last.
    pub fn some(&mut self) -> Result<Option<Vec<T>>, BadAnswer> {
        let most = self.left.min(AT_ONCE);
        self.left -= most;
        let (mut some, read, mut count) = (Vec::new(), self.read, 0);
        let more = self.slices.next(most, |item| {
            count += 1;
            some.extend(read(item));
        });
        match more {
            Ok(_) if count == 0 => Ok(None),
            Ok(_) => Ok(Some(some)),
            Err(malformed) => Err(BadAnswer::Garbled {
                at: self.at,
                why: malformed.to_string(),
            }),
        }
    }
}
