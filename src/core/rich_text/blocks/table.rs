//! A table under construction.

use super::super::{Block, Inline};

#[derive(Default)]
pub struct Row {
    /// Whether each cell is a `<th>`.
    heads: Vec<bool>,
    cells: Vec<Vec<Inline>>,
}

#[derive(Default)]
pub struct Table {
    head: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
}

impl Row {
    pub fn push(&mut self, heads: bool, cell: Vec<Inline>) {
        self.heads.push(heads);
        self.cells.push(cell);
    }
}

impl Table {
    /// The first row is the head if it consists of header cells.
    pub fn push(&mut self, row: Row) {
        let is_head = row.heads.iter().all(|heads| *heads);
        if row.cells.iter().all(Vec::is_empty) {
            return;
        }
        if is_head && self.head.is_empty() && self.rows.is_empty() {
            self.head = row.cells;
        } else {
            self.rows.push(row.cells);
        }
    }

    pub fn into_block(self) -> Option<Block> {
        let empty = self.head.is_empty() && self.rows.is_empty();
        (!empty).then_some(Block::Table {
            head: self.head,
            rows: self.rows,
        })
    }
}
