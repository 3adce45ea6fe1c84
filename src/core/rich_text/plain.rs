//! The tree as plain text.

use super::{Block, Inline};

pub fn of_blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    push_blocks(blocks, &mut out);
    out
}

pub fn of_inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_inlines(inlines, &mut out);
    out
}

/// The same without the names of emoji: they are drawn, nobody reads them.
pub fn of_letters(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push(inlines, &mut out, &|_, _| {});
    out
}

fn new_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn push_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        new_line(out);
        match block {
            Block::Paragraph(line) | Block::Heading(_, line) => push_inlines(line, out),
            Block::Quote(inner) => push_blocks(inner, out),
            Block::List { items, .. } => items.iter().for_each(|item| push_blocks(item, out)),
            Block::Rule => {}
            Block::Details { summary, body } => {
                push_inlines(summary, out);
                push_blocks(body, out);
            }
            Block::Table { head, rows } => {
                push_row(head, out);
                rows.iter().for_each(|row| push_row(row, out));
            }
            Block::Code { text, .. } | Block::Math(text) => out.push_str(text),
            Block::Picture { alt, .. } => out.push_str(alt),
        }
    }
}

fn push_row(cells: &[Vec<Inline>], out: &mut String) {
    new_line(out);
    for cell in cells {
        if !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
        push_inlines(cell, out);
    }
}

fn push_inlines(inlines: &[Inline], out: &mut String) {
    push(inlines, out, &|name, out| out.extend([":", name, ":"]));
}

fn push(inlines: &[Inline], out: &mut String, emoji: &dyn Fn(&str, &mut String)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Deleted(inner)
            | Inline::Underline(inner)
            | Inline::Small(inner)
            | Inline::Sub(inner)
            | Inline::Sup(inner)
            | Inline::Mark(inner)
            | Inline::Link {
                children: inner, ..
            } => push(inner, out, emoji),
            Inline::Ruby { base, over } => {
                push(base, out, emoji);
                out.extend(["(", over, ")"]);
            }
            Inline::Emoji { name, .. } => emoji(name, out),
        }
    }
}
