//! The blocks under construction: a stack of those that are open.

mod table;

use super::{Block, Inline};
use table::{Row, Table};

/// Together with the nesting of inlines this keeps a tree within 32 levels.
const MAX_OPEN: usize = 20;

/// A block whose end is still to come. The last four take lines only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    Quote,
    List,
    Item,
    Details,
    Table,
    Row,
    Summary,
    Heading,
    Cell,
}

/// What an open block has collected.
enum Content {
    Blocks(Vec<Block>),
    Items(Option<i64>, Vec<Vec<Block>>),
    Details(Option<Vec<Inline>>, Vec<Block>),
    Table(Table),
    Row(Row),
    Heading(u8, Vec<Block>),
    Line { heads: bool, inlines: Vec<Inline> },
}

#[derive(Default)]
pub struct Blocks {
    root: Vec<Block>,
    stack: Vec<(Open, Content)>,
    /// Open tags for which there was no room.
    flattened: usize,
}

impl Blocks {
    /// The innermost open block.
    pub fn top(&self) -> Option<Open> {
        self.stack.last().map(|(open, _)| *open)
    }

    /// Whether blocks have no place here, only lines.
    pub fn takes_lines_only(&self) -> bool {
        matches!(self.top(), Some(Open::Summary | Open::Heading | Open::Cell))
    }

    pub fn open_quote(&mut self) {
        self.push(Open::Quote, Content::Blocks(Vec::new()));
    }

    pub fn open_list(&mut self, start: Option<i64>) {
        // `<ul><ul>`: the inner list belongs to the item before it.
        if self.top() == Some(Open::List) {
            let last = self.last_item();
            self.push(Open::Item, Content::Blocks(last));
        }
        self.push(Open::List, Content::Items(start, Vec::new()));
    }

    pub fn open_item(&mut self) {
        self.push(Open::Item, Content::Blocks(Vec::new()));
    }

    pub fn open_details(&mut self) {
        self.push(Open::Details, Content::Details(None, Vec::new()));
    }

    pub fn open_summary(&mut self) {
        self.push(
            Open::Summary,
            Content::Line {
                heads: false,
                inlines: Vec::new(),
            },
        );
    }

    pub fn open_heading(&mut self, level: u8) {
        self.push(Open::Heading, Content::Heading(level, Vec::new()));
    }

    pub fn open_table(&mut self) {
        self.push(Open::Table, Content::Table(Table::default()));
    }

    pub fn open_row(&mut self) {
        self.push(Open::Row, Content::Row(Row::default()));
    }

    pub fn open_cell(&mut self, heads: bool) {
        self.push(
            Open::Cell,
            Content::Line {
                heads,
                inlines: Vec::new(),
            },
        );
    }

    /// Whether such a block is open and may be closed from here. A cell keeps
    /// what is in it from closing what is around the table.
    pub fn can_close(&self, open: Open) -> bool {
        let mut inner = self.stack.iter().rev().map(|(open, _)| *open);
        let found = inner
            .find(|o| *o == open || (*o == Open::Cell && open != Open::Table && open != Open::Row));
        found == Some(open)
    }

    /// Whether an item is open in the innermost list.
    pub fn is_in_item(&self) -> bool {
        let mut inner = self.stack.iter().rev().map(|(open, _)| *open);
        let found = inner.find(|open| matches!(open, Open::Item | Open::List | Open::Cell));
        found == Some(Open::Item)
    }

    pub fn open_cells(&self) -> usize {
        self.stack
            .iter()
            .filter(|(open, _)| *open == Open::Cell)
            .count()
    }

    /// Closes the innermost block of this kind with all that is in it.
    pub fn close(&mut self, open: Open) {
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        while self.can_close(open) {
            let Some((closed, content)) = self.stack.pop() else {
                return;
            };
            self.attach(content);
            if closed == open {
                return;
            }
        }
    }

    /// Closes all that is open.
    pub fn finish(mut self) -> Vec<Block> {
        while let Some((_, content)) = self.stack.pop() {
            self.attach(content);
        }
        self.root
    }

    /// A line of text, as the place it stands in wants it.
    pub fn put_line(&mut self, line: Vec<Inline>) {
        if line.is_empty() {
            return;
        }
        match self.stack.last_mut() {
            Some((_, Content::Heading(level, blocks))) => blocks.push(Block::Heading(*level, line)),
            Some((_, Content::Line { inlines, .. })) => {
                if !inlines.is_empty() {
                    inlines.push(Inline::Break);
                }
                inlines.extend(line);
            }
            _ => self.put(Block::Paragraph(line)),
        }
    }

    /// A whole block, into the innermost place that takes one. What stands in
    /// a table outside of its cells comes before the table, as in a browser.
    pub fn put(&mut self, block: Block) {
        for (_, content) in self.stack.iter_mut().rev() {
            match content {
                Content::Blocks(blocks)
                | Content::Details(_, blocks)
                | Content::Heading(_, blocks) => {
                    return blocks.push(block);
                }
                Content::Items(_, items) => return items.push(vec![block]),
                Content::Table(_) | Content::Row(_) | Content::Line { .. } => {}
            }
        }
        self.root.push(block);
    }

    fn push(&mut self, open: Open, content: Content) {
        if self.stack.len() < MAX_OPEN {
            self.stack.push((open, content));
        } else {
            self.flattened += 1;
        }
    }

    fn last_item(&mut self) -> Vec<Block> {
        match self.stack.last_mut() {
            Some((_, Content::Items(_, items))) => items.pop().unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// Puts the content of a closed block into the one around it.
    fn attach(&mut self, content: Content) {
        match (content, self.stack.last_mut()) {
            (Content::Blocks(blocks), Some((Open::List, Content::Items(_, items)))) => {
                if !blocks.is_empty() {
                    items.push(blocks);
                }
            }
            (Content::Line { inlines, .. }, Some((_, Content::Details(summary @ None, _)))) => {
                *summary = Some(inlines);
            }
            (Content::Line { heads, inlines }, Some((_, Content::Row(row)))) => {
                row.push(heads, inlines)
            }
            (Content::Row(row), Some((_, Content::Table(table)))) => table.push(row),
            (Content::Heading(_, blocks), _) => {
                blocks.into_iter().for_each(|block| self.put(block))
            }
            (content, _) => {
                if let Some(block) = whole(content) {
                    self.put(block);
                }
            }
        }
    }
}

/// The block that a closed one has become, unless there is nothing in it.
fn whole(content: Content) -> Option<Block> {
    match content {
        Content::Blocks(blocks) => (!blocks.is_empty()).then_some(Block::Quote(blocks)),
        Content::Items(start, items) => (!items.is_empty()).then_some(Block::List { start, items }),
        Content::Details(None, body) if body.is_empty() => None,
        Content::Details(summary, body) => Some(Block::Details {
            summary: summary.unwrap_or_default(),
            body,
        }),
        Content::Table(table) => table.into_block(),
        Content::Line { inlines, .. } => (!inlines.is_empty()).then_some(Block::Paragraph(inlines)),
        Content::Row(_) | Content::Heading(..) => None,
    }
}
