//! Whom posts speak of, and under which tags.

use crate::core::{
    post::Post,
    rich_text::{Block, Inline, LinkKind},
};

/// Something that a text names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Said<'a> {
    /// `user@host`
    Person(&'a str),
    /// Without its `#`.
    Tag(&'a str),
}

/// Hands over whom and what a post names, in its order.
pub fn look_through<'a>(post: &'a Post, tell: &mut dyn FnMut(Said<'a>)) {
    blocks(&post.text.blocks, tell);
}

fn blocks<'a>(all: &'a [Block], tell: &mut dyn FnMut(Said<'a>)) {
    for block in all {
        match block {
            Block::Paragraph(line) | Block::Heading(_, line) => inlines(line, tell),
            Block::Quote(inner) => blocks(inner, tell),
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item, tell)),
            Block::Details { body, .. } => blocks(body, tell),
            _ => {}
        }
    }
}

fn inlines<'a>(all: &'a [Inline], tell: &mut dyn FnMut(Said<'a>)) {
    for inline in all {
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Small(inner) => {
                inlines(inner, tell);
            }
            Inline::Link { kind, .. } => match kind {
                LinkKind::Mention { handle, .. } => tell(Said::Person(handle)),
                LinkKind::Tag(name) => tell(Said::Tag(name)),
                LinkKind::Web => {}
            },
            _ => {}
        }
    }
}
