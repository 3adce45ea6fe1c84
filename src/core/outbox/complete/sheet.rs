//! Many pictures in rows under titles, of which some are on the page: where each
//! stands, and which is next to which.

use std::ops::Range;

/// How high a row is, in pixels, and as wide each picture in it.
pub const ROW: f64 = 48.0;
/// How high a title is.
pub const TITLE: f64 = 36.0;
/// So much above and below of what is seen is on the page, too.
const AROUND: f64 = 2.0 * ROW;
/// Rows of one step by the page.
const PAGE: usize = 5;

/// A line of the sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// Of the section with this number.
    Title(usize),
    /// The places of its pictures.
    Row(Range<usize>),
}

/// A way to go from one picture to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Before,
    After,
    Up,
    Down,
    PageUp,
    PageDown,
    /// To the beginning of its row, and to the end.
    Begin,
    End,
}

/// See the module's words.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    lines: Vec<(f64, Line)>,
    items: Vec<usize>,
    height: f64,
}

impl Sheet {
    /// Sections of pictures, by whatever number each has, in rows of so many.
    pub fn new(sections: Vec<Vec<usize>>, columns: usize) -> Self {
        let (columns, mut sheet) = (columns.max(1), Self::default());
        for (number, section) in sections.into_iter().enumerate() {
            if section.is_empty() {
                continue;
            }
            sheet.add(Line::Title(number), TITLE);
            let (begin, end) = (sheet.items.len(), sheet.items.len() + section.len());
            sheet.items.extend(section);
            for from in (begin..end).step_by(columns) {
                sheet.add(Line::Row(from..end.min(from + columns)), ROW);
            }
        }
        sheet
    }

    fn add(&mut self, line: Line, height: f64) {
        self.lines.push((self.height, line));
        self.height += height;
    }

    /// How high all of it is.
    pub fn height(&self) -> f64 {
        self.height
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is nothing on it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many pictures there are.
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// A line, and how far down it begins.
    pub fn line(&self, number: usize) -> Option<&(f64, Line)> {
        self.lines.get(number)
    }

    /// The number that a picture came with, by its place.
    pub fn item(&self, place: usize) -> Option<usize> {
        self.items.get(place).copied()
    }

    /// The lines near what is seen: so far scrolled, so high.
    pub fn near(&self, scrolled: f64, room: f64) -> Range<usize> {
        let below = |edge: f64| self.lines.partition_point(|(top, _)| *top < edge);
        let from = below(scrolled - AROUND).saturating_sub(1);
        from..below(scrolled + room + AROUND)
    }

    /// The line on which a picture stands.
    fn line_of(&self, place: usize) -> usize {
        // Titles begin with the row below them.
        let begins = |line: &(f64, Line)| match line {
            (_, Line::Row(row)) => row.start <= place,
            (_, Line::Title(_)) => false,
        };
        self.lines.iter().rposition(begins).unwrap_or_default()
    }

    /// How far down the row of a picture begins, and how far it goes.
    pub fn extent(&self, place: usize) -> (f64, f64) {
        let top = self.line(self.line_of(place)).map_or(0.0, |(top, _)| *top);
        (top, top + ROW)
    }

    /// The picture that one comes to; the first one from nowhere. `None`: there is
    /// none at all.
    pub fn step(&self, from: Option<usize>, step: Step) -> Option<usize> {
        let last = self.items.len().checked_sub(1)?;
        let Some(from) = from.filter(|from| *from <= last) else {
            return Some(0);
        };
        Some(match step {
            Step::Before => from.saturating_sub(1),
            Step::After => last.min(from + 1),
            Step::Up => self.rows_on(from, 1, true),
            Step::Down => self.rows_on(from, 1, false),
            Step::PageUp => self.rows_on(from, PAGE, true),
            Step::PageDown => self.rows_on(from, PAGE, false),
            Step::Begin => self.row_of(from).map_or(from, |row| row.start),
            Step::End => self.row_of(from).map_or(from, |row| row.end - 1),
        })
    }

    fn row_of(&self, place: usize) -> Option<Range<usize>> {
        match self.line(self.line_of(place))? {
            (_, Line::Row(row)) => Some(row.clone()),
            (_, Line::Title(_)) => None,
        }
    }

    /// Some rows up or down, as far as there are, in the same column if it has one.
    fn rows_on(&self, from: usize, count: usize, up: bool) -> usize {
        let line = self.line_of(from);
        let row = |(_, line): &(f64, Line)| match line {
            Line::Row(row) => Some(row.clone()),
            Line::Title(_) => None,
        };
        let here = self.row_of(from).map_or(from, |row| row.start);
        let to = match up {
            true => {
                let above = self.lines.iter().take(line).rev().filter_map(row);
                above.take(count).last()
            }
            false => {
                let below = self.lines.iter().skip(line + 1).filter_map(row);
                below.take(count).last()
            }
        };
        to.map_or(from, |row| (row.start + from - here).min(row.end - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two sections: 0 1 2 / 3 4 and 5 6.
    fn sheet() -> Sheet {
        Sheet::new(vec![vec![10, 11, 12, 13, 14], Vec::new(), vec![20, 21]], 3)
    }

    #[test]
    fn sections_have_a_title_and_rows_and_empty_ones_nothing() {
        let sheet = sheet();
        let lines: Vec<_> = (0..sheet.len())
            .map(|it| sheet.line(it).unwrap().1.clone())
            .collect();
        let all = [
            Line::Title(0),
            Line::Row(0..3),
            Line::Row(3..5),
            Line::Title(2),
            Line::Row(5..7),
        ];
        assert_eq!(lines, all);
        assert_eq!(sheet.height(), 2.0 * TITLE + 3.0 * ROW);
        assert_eq!((sheet.item(5), sheet.item(7)), (Some(20), None));
        assert!(Sheet::new(vec![Vec::new()], 0).is_empty());
    }

    #[test]
    fn steps_keep_their_column_and_stay_on_the_sheet() {
        let sheet = sheet();
        let step = |from, step| sheet.step(Some(from), step).unwrap();
        assert_eq!(sheet.step(None, Step::Down), Some(0));
        assert_eq!(sheet.step(Some(99), Step::Up), Some(0));
        assert_eq!((step(0, Step::Before), step(6, Step::After)), (0, 6));
        assert_eq!((step(1, Step::Down), step(2, Step::Down)), (4, 4));
        assert_eq!((step(4, Step::Down), step(3, Step::Down)), (6, 5));
        assert_eq!(
            (step(6, Step::Up), step(5, Step::Up), step(1, Step::Up)),
            (4, 3, 1)
        );
        assert_eq!((step(0, Step::PageDown), step(6, Step::PageUp)), (5, 1));
        assert_eq!(
            (step(4, Step::Begin), step(0, Step::End), step(3, Step::End)),
            (3, 2, 4)
        );
        assert_eq!(Sheet::default().step(None, Step::Down), None);
    }

    #[test]
    fn of_twenty_thousand_pictures_few_are_on_the_page() {
        let sheet = Sheet::new(vec![(0..20_000).collect()], 8);
        for scrolled in [0.0, 5_000.0, sheet.height() - 400.0, sheet.height()] {
            let near = sheet.near(scrolled, 400.0);
            assert!(near.len() <= 15, "{near:?}");
            let (top, _) = sheet.line(near.start).unwrap();
            assert!(*top <= scrolled, "{near:?}");
            let end = sheet.line(near.end).map_or(sheet.height(), |(top, _)| *top);
            assert!(end >= (scrolled + 400.0).min(sheet.height()));
        }
        let (top, bottom) = sheet.extent(19_999);
        assert_eq!((bottom, bottom - top), (sheet.height(), ROW));
    }
}
