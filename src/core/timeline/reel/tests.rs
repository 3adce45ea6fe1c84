use super::*;
use crate::core::dice::Chance;

/// A page as a browser lays it out: true heights, and a scroll position.
struct Page {
    reel: Reel<u32>,
    rows: Vec<u32>,
    heights: HashMap<u32, f64>,
    /// What was told of the rows on the page: a browser tells what has changed.
    told: HashMap<u32, f64>,
    scrolled: f64,
    screen: f64,
    clamped: bool,
}

impl Page {
    fn new(rows: Vec<u32>) -> Self {
        let mut page = Self {
            reel: Reel::default(),
            rows: Vec::new(),
            heights: HashMap::new(),
            told: HashMap::new(),
            scrolled: 0.0,
            screen: 900.0,
            clamped: false,
        };
        page.set(rows);
        page.scroll_to(0.0);
        page
    }

    fn height(&self, row: u32) -> f64 {
        let born = 60.0 + f64::from(row.wrapping_mul(2_654_435_761) % 700);
        self.heights.get(&row).copied().unwrap_or(born)
    }

    fn set(&mut self, rows: Vec<u32>) {
        self.rows = rows.clone();
        self.reel.set_rows(Arc::new(rows));
        self.lay_out();
    }

    fn scroll_to(&mut self, top: f64) {
        let end = self.reel.above() + self.mounted_height() + self.reel.below() - self.screen;
        self.scrolled = top.min(end).max(0.0);
        let view = View {
            top: self.scrolled,
            height: self.screen,
        };
        self.reel.seen(view);
        self.lay_out();
    }

    /// What the browser does before it paints: scrolls as told, measures.
    fn lay_out(&mut self) {
        for _ in 0..20 {
            self.shift();
            let mounted: Vec<u32> = self.reel.mounted().copied().collect();
            self.told.retain(|row, _| mounted.contains(row));
            for row in mounted {
                let height = self.height(row);
                if self.told.insert(row, height) != Some(height) {
                    self.reel.measured(&row, height);
                }
            }
            self.shift();
            let view = View {
                top: self.scrolled,
                height: self.screen,
            };
            let before = self.reel.range();
            self.reel.seen(view);
            if self.reel.range() == before {
                return self.shift();
            }
        }
        panic!("it never comes to rest");
    }

    fn shift(&mut self) {
        let to = self.scrolled + self.reel.take_shift();
        self.clamped |= to < -0.5;
        self.scrolled = to;
    }

    fn mounted_height(&self) -> f64 {
        self.reel.mounted().map(|row| self.height(*row)).sum()
    }

    /// Where on the screen a row begins; only what is on the page is anywhere.
    fn place(&self, row: u32) -> Option<f64> {
        let mut top = self.reel.above() - self.scrolled;
        for at in self.reel.mounted() {
            if *at == row {
                return Some(top);
            }
            top += self.height(*at);
        }
        None
    }

    fn first_seen(&self) -> u32 {
        let seen = |row: &&u32| {
            let top = self.place(**row).unwrap();
            top + self.height(**row) > 0.0
        };
        *self.reel.mounted().find(seen).unwrap()
    }

    fn anchor(&self) -> u32 {
        *self.reel.anchor().unwrap().0
    }

    fn covers_the_screen(&self) -> bool {
        let top = self.reel.above() - self.scrolled;
        let bottom = top + self.mounted_height();
        let range = self.reel.range();
        (top <= 0.5 || range.start == 0)
            && (bottom >= self.screen - 0.5 || range.end == self.rows.len())
    }
}

fn rows(count: u32) -> Vec<u32> {
    (0..count).map(|row| row + 1_000_000).collect()
}

#[test]
fn few_rows_are_on_the_page_however_many_there_are() {
    let mut page = Page::new(rows(100_000));
    for step in 0..2_000 {
        page.scroll_to(f64::from(step) * 300.0);
        assert!(page.covers_the_screen());
        assert!(page.reel.mounted().count() < 60);
    }
    assert!(page.reel.range().start > 1_000);
}

#[test]
fn a_leap_far_down_lands_on_rows() {
    let mut page = Page::new(rows(10_000));
    page.scroll_to(1_500_000.0);
    assert!(page.covers_the_screen());
    assert!(page.reel.range().start > 2_500, "{:?}", page.reel.range());
    page.scroll_to(0.0);
    assert!(page.covers_the_screen());
}

#[test]
fn scrolling_moves_rows_by_as_much_as_it_scrolls() {
    let mut page = Page::new(rows(500));
    page.scroll_to(40_000.0);
    page.reel.settle();
    page.lay_out();
    for by in [-120.0, -700.0, 350.0, -900.0, -40.0, 1_300.0].repeat(8) {
        let row = page.first_seen();
        let (before, was) = (page.place(row).unwrap(), page.scrolled);
        page.scroll_to(was + by);
        if let Some(now) = page.place(row) {
            assert!((now - (before - by)).abs() < 1.0, "{row}: {before} → {now}");
        }
    }
}

#[test]
fn the_way_back_to_the_top_ends_at_the_top() {
    let mut page = Page::new(rows(300));
    page.scroll_to(30_000.0);
    page.reel.settle();
    page.lay_out();
    for _ in 0..1_000 {
        page.scroll_to(page.scrolled - 250.0);
    }
    assert_eq!(page.reel.range().start, 0);
    assert!(page.reel.above().abs() < 0.5 && page.scrolled.abs() < 0.5);
}

#[test]
fn a_place_is_found_again() {
    let mut page = Page::new(rows(2_000));
    let row = 1_000_700;
    for offset in [-35.0, 0.0, 312.0, 800.0] {
        assert!(page.reel.go_to(&row, offset));
        page.lay_out();
        assert!((page.place(row).unwrap() - offset).abs() < 1.0, "{offset}");
        page.scroll_to(0.0);
    }
    assert!(page.reel.go_to(&row, 100.0));
    page.lay_out();
    assert!(page.covers_the_screen());
    assert!(!page.reel.go_to(&7, 0.0));
}

#[test]
fn a_place_among_the_rows_on_the_page_is_found() {
    let mut page = Page::new(rows(200));
    page.scroll_to(9_000.0);
    let there = page.anchor();
    for (row, offset) in [(there + 2, 100.0), (there, 400.0), (there - 1, -20.0)] {
        assert!(page.reel.go_to(&row, offset));
        page.lay_out();
        assert!((page.place(row).unwrap() - offset).abs() < 1.0, "{row}");
        assert!(page.covers_the_screen());
    }
}

#[test]
fn a_list_that_empties_and_fills_is_shown() {
    let mut page = Page::new(rows(50));
    page.set(Vec::new());
    assert_eq!(page.reel.mounted().count(), 0);
    page.set(rows(3));
    assert_eq!(page.reel.mounted().count(), 3);
    page.set(rows(60));
    assert!(page.covers_the_screen());
}

/// What may happen to a list while somebody reads.
fn happens(page: &mut Page, chance: &mut Chance, fresh: &mut u32) {
    let mut rows = page.rows.clone();
    match chance.below(6) {
        0 => {
            let new = (0..chance.below(30)).map(|_| {
                *fresh += 1;
                *fresh
            });
            let new: Vec<u32> = new.collect();
            rows.splice(0..0, new);
        }
        1 => rows.extend((0..chance.below(40)).map(|_| {
            *fresh += 1;
            *fresh
        })),
        2 if rows.len() > 50 => {
            // Never what is read.
            let seen = page.anchor();
            let at = chance.below(rows.len());
            if rows.get(at) != Some(&seen) {
                rows.remove(at);
            }
        }
        3 => {
            let seen = page.anchor();
            let mounted: Vec<u32> = page.reel.mounted().copied().collect();
            let row = mounted[chance.below(mounted.len())];
            // What is read may grow at its foot, which its top outlives.
            let lowest = if row == seen { page.height(row) } else { 40.0 };
            page.heights.insert(row, lowest + chance.below(500) as f64);
            return page.lay_out();
        }
        4 => {
            page.reel.settle();
            return page.lay_out();
        }
        _ => {
            let at = rows.iter().position(|row| *row == page.anchor()).unwrap();
            *fresh += 1;
            rows.insert(chance.below(at + 1), *fresh);
        }
    }
    page.set(rows);
}

#[test]
fn whatever_happens_what_is_read_stays_where_it_is() {
    for seed in 1..200 {
        let mut chance = Chance::new(seed);
        let mut fresh = 0;
        let mut page = Page::new(rows(120));
        for step in 0..60 {
            let to = chance.below(20_000) as f64;
            match chance.below(4) {
                0 => page.scroll_to(to),
                _ => page.scroll_to(page.scrolled + to / 20.0 - 400.0),
            }
            page.clamped = false;
            let row = page.anchor();
            let before = page.place(row).unwrap();
            happens(&mut page, &mut chance, &mut fresh);
            let now = page.place(row);
            assert!(page.covers_the_screen(), "seed {seed}, step {step}");
            if !page.clamped {
                let moved = now.map(|now| (now - before).abs());
                assert!(
                    moved.is_some_and(|by| by < 1.0),
                    "seed {seed}, step {step}: {before} → {now:?}"
                );
            }
        }
    }
}

#[test]
fn what_is_in_hand_unfolds_downwards() {
    let mut page = Page::new(rows(300));
    page.scroll_to(9_000.0);
    let mounted: Vec<u32> = page.reel.mounted().copied().collect();
    let seen = |row: &&u32| {
        page.place(**row)
            .is_some_and(|top| top > -200.0 && top < 600.0)
    };
    for row in mounted.iter().filter(seen).copied().collect::<Vec<_>>() {
        let before = page.place(row).unwrap();
        page.reel.hold(Some(row));
        page.heights.insert(row, page.height(row) + 300.0);
        page.lay_out();
        assert!((page.place(row).unwrap() - before).abs() < 1.0);
    }
}

#[test]
fn the_page_is_long_enough_for_rows_that_are_not_measured() {
    let mut reel = Reel::default();
    reel.set_rows(Arc::new(rows(20)));
    reel.seen(View {
        top: 0.0,
        height: 900.0,
    });
    assert!(reel.go_to(&1_000_014, 100.0));
    let top = reel.view().top;
    // Nothing is drawn yet: there is but the room.
    assert!(reel.above() + reel.below() >= top + 900.0);
}
