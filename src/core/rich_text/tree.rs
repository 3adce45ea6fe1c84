//! From tags to the tree: what each tag means.

mod names;
mod other;

use super::blocks::{Blocks, Open};
use super::line::{Format, Line};
use super::link::Target;
use super::tokenizer::{Tag, Token, Tokenizer};
use super::{Around, Block, Inline, RichText, entities};
use crate::core::safe_url::SafeUrl;
use names::{first_number, format_of, heading_level, is_block};
use other::Other;

const MAX_BYTES: usize = 1024 * 1024;
/// Below 5,000: what is open when it is reached may still add levels.
const MAX_NODES: usize = 4_800;
/// Below 200,000: one token may go beyond by a few spaces and names.
const MAX_CHARS: usize = 199_000;

/// See [`super::parse_html`].
pub fn parse(html: &str, around: &Around) -> RichText {
    let html = html
        .get(..html.floor_char_boundary(MAX_BYTES))
        .unwrap_or("");
    let mut builder = Builder {
        line: Line::new(around, MAX_CHARS),
        blocks: Blocks::default(),
        cells: Vec::new(),
        inner_tables: 0,
        other: None,
        hide_quote_fallback: around.hide_quote_fallback,
        hide_pictures: around.hide_pictures,
        decoded: String::new(),
    };
    for token in Tokenizer::new(html) {
        builder.take(token);
        if builder.is_full() {
            builder.line.put_text("…");
            break;
        }
    }
    RichText {
        blocks: builder.finish(),
    }
}

/// Whether it is one of the tags that most posts consist of.
fn is_common(name: &str) -> bool {
    matches!(name, "p" | "a" | "br" | "span")
}

struct Builder<'a> {
    line: Line<'a>,
    blocks: Blocks,
    /// How many formats were open where each open cell began.
    cells: Vec<usize>,
    /// Open tables within a cell or heading, of which only the lines are kept.
    inner_tables: usize,
    /// Where tags do not have their usual meaning.
    other: Option<Other>,
    hide_quote_fallback: bool,
    hide_pictures: bool,
    decoded: String,
}

impl Builder<'_> {
    fn is_full(&self) -> bool {
        self.line.nodes >= MAX_NODES || self.line.chars >= MAX_CHARS
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_other();
        self.end_line();
        self.blocks.finish()
    }

    fn take(&mut self, token: Token) {
        if let Some(other) = &mut self.other {
            let (ended, again) = other.take(&token);
            if ended {
                self.end_other();
            }
            if !again {
                return;
            }
        }
        match token {
            Token::Text(text) => {
                if !text.contains('&') {
                    return self.line.text(text);
                }
                self.decoded.clear();
                entities::decode(text, false, &mut self.decoded);
                self.line.text(&self.decoded);
            }
            Token::Open(tag) => self.open(&tag),
            Token::Close(tag) => self.close(&tag),
        }
    }

    fn open(&mut self, tag: &Tag) {
        let may_hold_quote = matches!(tag.name.as_ref(), "p" | "span" | "div" | "blockquote");
        if self.hide_quote_fallback && may_hold_quote && tag.has_class("quote-inline") {
            self.other = Some(Other::dropped(&tag.name));
        } else if let Some(other) = (!is_common(&tag.name))
            .then(|| Other::begun_by(tag))
            .flatten()
        {
            if matches!(other, Other::Pre { .. }) {
                self.end_line();
            }
            self.other = Some(other);
        } else if !self.open_inline(tag) && !self.open_table_part(tag) {
            self.open_block(tag);
        }
    }

    /// Whether the tag was one that stands within a line.
    fn open_inline(&mut self, tag: &Tag) -> bool {
        let name = tag.name.as_ref();
        match name {
            "br" => {
                if !self.line.line_break() {
                    self.end_line();
                }
            }
            "img" | "image" => self.picture(tag),
            "a" => {
                self.line.close("a");
                self.line
                    .open("a", Target::of(tag).map_or(Format::Plain, Format::Link));
            }
            "span" => {
                let in_link = self.line.is_in_link();
                let format = match () {
                    () if in_link && tag.has_class("invisible") => Format::Invisible,
                    () if in_link && tag.has_class("ellipsis") => Format::Ellipsis,
                    () => Format::Plain,
                };
                self.line.open("span", format);
            }
            "rt" => {
                self.line.close("rt");
                let format = if self.line.is_in("ruby") {
                    Format::RubyText
                } else {
                    Format::Plain
                };
                self.line.open("rt", format);
            }
            _ => match format_of(name) {
                Some((name, format)) => self.line.open(name, format),
                None => return false,
            },
        }
        true
    }

    fn open_table_part(&mut self, tag: &Tag) -> bool {
        let name = tag.name.as_ref();
        if !matches!(name, "table" | "tr" | "td" | "th") {
            return false;
        }
        self.end_line();
        if self.inner_tables > 0 || (name == "table" && self.blocks.takes_lines_only()) {
            self.inner_tables += usize::from(name == "table");
            return true;
        }
        self.line.nodes += 1;
        match name {
            "table" => self.blocks.open_table(),
            "tr" => self.open_row(),
            _ => self.open_cell(name == "th"),
        }
        true
    }

    fn open_row(&mut self) {
        self.close_block(Open::Row);
        if self.blocks.top() == Some(Open::Table) {
            self.blocks.open_row();
        }
    }

    fn open_cell(&mut self, heads: bool) {
        self.close_block(Open::Cell);
        if self.blocks.top() == Some(Open::Table) {
            self.blocks.open_row();
        }
        if self.blocks.top() == Some(Open::Row) {
            self.cells.push(self.line.open_formats());
            self.blocks.open_cell(heads);
        }
    }

    fn open_block(&mut self, tag: &Tag) {
        let name = tag.name.as_ref();
        if !is_block(name) {
            return;
        }
        self.end_line();
        if name == "li" {
            self.close_item();
        }
        if self.blocks.takes_lines_only() {
            return;
        }
        match (name, heading_level(name)) {
            (_, Some(level)) => self.blocks.open_heading(level),
            ("blockquote", _) => self.blocks.open_quote(),
            ("ul" | "menu", _) => self.blocks.open_list(None),
            ("ol", _) => self.blocks.open_list(Some(first_number(tag))),
            ("li", _) if self.blocks.top() == Some(Open::List) => self.blocks.open_item(),
            ("details", _) => self.blocks.open_details(),
            ("summary", _) if self.blocks.top() == Some(Open::Details) => {
                self.blocks.open_summary()
            }
            ("hr", _) => {
                self.line.nodes += 1;
                self.blocks.put(Block::Rule);
            }
            _ => {}
        }
        self.line.nodes += 1;
    }

    fn close(&mut self, tag: &Tag) {
        let name = tag.name.as_ref();
        let open = match name {
            "a" | "span" => return self.line.close(name),
            "p" => return self.end_line(),
            "br" => {
                self.open_inline(tag);
                return;
            }
            "blockquote" => Open::Quote,
            "ul" | "ol" | "menu" => Open::List,
            "li" => return self.close_item(),
            "details" => Open::Details,
            "summary" => Open::Summary,
            "table" | "tr" | "td" | "th" if self.inner_tables > 0 => {
                self.inner_tables -= usize::from(name == "table");
                return self.end_line();
            }
            "table" => Open::Table,
            "tr" => Open::Row,
            "td" | "th" => Open::Cell,
            _ if heading_level(name).is_some() => Open::Heading,
            _ if is_block(name) => return self.end_line(),
            _ => {
                return self
                    .line
                    .close(format_of(name).map_or(name, |(name, _)| name));
            }
        };
        self.close_block(open);
    }

    /// Ends a list item, unless the list is one around ours.
    fn close_item(&mut self) {
        self.end_line();
        if self.blocks.is_in_item() {
            self.blocks.close(Open::Item);
        }
    }

    fn close_block(&mut self, open: Open) {
        self.end_line();
        self.blocks.close(open);
        if matches!(open, Open::Heading | Open::Summary) {
            self.inner_tables = 0;
        }
        // A cell's formats end with it.
        while self.cells.len() > self.blocks.open_cells() {
            if let Some(formats) = self.cells.pop() {
                self.line.close_down_to(formats);
            }
        }
    }

    fn end_line(&mut self) {
        let line = self.line.finish();
        if !line.is_empty() {
            self.line.nodes += 1;
            self.blocks.put_line(line);
        }
    }

    /// Writes down what came of a stretch with other rules.
    fn end_other(&mut self) {
        match self.other.take() {
            Some(Other::Pre { language, text, .. }) if !text.trim().is_empty() => {
                let text = other::clean_code(&text, MAX_CHARS.saturating_sub(self.line.chars));
                self.line.chars += text.chars().count();
                self.put_block_or(
                    Block::Code {
                        language,
                        text: text.clone(),
                    },
                    Inline::Code(text),
                );
            }
            Some(Other::Math {
                tex: Some(tex),
                display,
                ..
            }) if !tex.trim().is_empty() => {
                let tex = super::clean_text(tex.trim(), 10_000);
                self.line.chars += tex.chars().count();
                if display {
                    self.put_block_or(Block::Math(tex.clone()), Inline::Math(tex));
                } else {
                    self.line.put(Inline::Math(tex));
                }
            }
            Some(Other::Math { text, .. }) => self.line.text(&text),
            _ => {}
        }
    }

    /// A block where one may stand, else its likeness in the line.
    fn put_block_or(&mut self, block: Block, inline: Inline) {
        if self.blocks.takes_lines_only() {
            return self.line.put(inline);
        }
        self.end_line();
        self.line.nodes += 1;
        self.blocks.put(block);
    }

    fn picture(&mut self, tag: &Tag) {
        let alt = super::clean_text(tag.attribute("alt").unwrap_or_default().trim(), 5_000);
        let url = tag.attribute("src").and_then(|src| SafeUrl::media(&src));
        let name = alt.trim_matches(':');
        let is_emoji = tag.has_class("emoji") || tag.has_class("custom-emoji");
        match url {
            Some(url) if is_emoji && !name.is_empty() => {
                let name = name.to_owned();
                self.line.put(Inline::Emoji { name, url });
            }
            Some(url) if !self.blocks.takes_lines_only() => {
                self.line.chars += alt.chars().count();
                let block = match self.hide_pictures {
                    true => {
                        self.line.nodes += 2;
                        super::link::to_picture(url, alt)
                    }
                    false => Block::Picture { url, alt },
                };
                self.put_block_or(block, Inline::Break);
            }
            _ => self.line.text(&alt),
        }
    }
}

#[cfg(test)]
mod tests;
