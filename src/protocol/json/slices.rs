//! Lists that are too long to be read in one go.

use super::{DEPTH, Document, Json, Malformed, Scan};

/// A list of which some items are read at a time.
pub struct Slices {
    text: String,
    at: usize,
    /// Nothing has been read yet.
    fresh: bool,
    /// Nothing is left to be read.
    done: bool,
}

impl Slices {
    /// `None`: the text does not begin as a list does.
    pub fn new(text: String) -> Option<Self> {
        let mut scan = Scan::new(&text);
        let at = scan.eat(b'[').then_some(scan.at)?;
        Some(Self {
            text,
            at,
            fresh: true,
            done: false,
        })
    }

    /// Hands over up to `most` items more, each a document of its own. `Ok(false)`:
    /// that was the last.
    pub fn next(&mut self, most: usize, mut take: impl FnMut(Json)) -> Result<bool, Malformed> {
        if self.done {
            return Ok(false);
        }
        let mut document = Document::new(&self.text, DEPTH);
        document.scan.at = self.at;
        let more = document.some(most, self.fresh, &mut take);
        self.at = document.scan.at;
        self.fresh = false;
        self.done = more != Some(true);
        more.ok_or(Malformed { at: self.at })
    }
}

impl<'a> Document<'a> {
    /// Whether items are left; `None` where it is no JSON.
    fn some(
        &mut self,
        most: usize,
        fresh: bool,
        take: &mut dyn FnMut(Json<'_, 'a>),
    ) -> Option<bool> {
        if fresh && self.scan.eat(b']') {
            return self.end().map(|()| false);
        }
        for _ in 0..most {
            self.nodes.clear();
            self.value()?;
            take(self.root());
            if !self.scan.eat(b',') {
                self.scan.eat(b']').then_some(())?;
                return self.end().map(|()| false);
            }
        }
        Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, most: usize) -> Option<Result<Vec<String>, Malformed>> {
        let mut slices = Slices::new(text.into())?;
        let mut all = Vec::new();
        loop {
            match slices.next(most, |item| all.push(item.source().to_owned())) {
                Ok(true) => {}
                Ok(false) => return Some(Ok(all)),
                Err(malformed) => return Some(Err(malformed)),
            }
        }
    }

    #[test]
    fn slices_of_a_list_are_the_list() {
        for most in 1..5 {
            for (text, items) in [
                (" [1, [2,3] ,{\"a\":4}]\n", &["1", "[2,3]", "{\"a\":4}"][..]),
                ("[]", &[]),
                ("[ \"]\" ]", &["]"]),
            ] {
                assert_eq!(read(text, most).unwrap().unwrap(), items, "{text}, {most}");
            }
        }
    }

    #[test]
    fn what_is_no_list_or_broken_is_told() {
        for text in ["{}", "", "x", "\"[]\""] {
            assert!(read(text, 2).is_none(), "{text}");
        }
        for text in [
            "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1]]", "[1,2,3}", "[] x",
        ] {
            assert!(read(text, 2).unwrap().is_err(), "{text}");
        }
    }
}
