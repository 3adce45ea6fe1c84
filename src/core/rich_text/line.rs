//! The line under construction: text with its formats.
//!
//! Formats are opened lazily, when there is content to put into them. So an
//! empty `<b></b>` leaves no trace, white space stays outside, and a format
//! that is open where a paragraph ends goes on in the next, as in a browser.

use super::clean::{Filter, plain_words};
use super::emoji::{Piece, Shelf};
use super::link::{self, Target};
use super::plain::of_inlines;
use super::{Around, Inline};

/// Together with the nesting of blocks this keeps a tree within 32 levels.
const MAX_NESTED: usize = 10;
/// Formats that leave no level behind count here.
const MAX_OPEN: usize = 64;

/// What a tag does to the text in it.
pub enum Format {
    /// Nothing; it is here for its end tag.
    Plain,
    Strong,
    Emphasis,
    Deleted,
    Underline,
    Small,
    Sub,
    Sup,
    Mark,
    Code,
    Ruby,
    RubyText,
    Link(Target),
    /// Mastodon: the part of an address that is not shown.
    Invisible,
    /// Mastodon: an address that goes on invisibly.
    Ellipsis,
}

/// What must come before the next content.
#[derive(Clone, Copy, PartialEq)]
enum Pending {
    Nothing,
    Space,
    Break,
}

pub struct Line<'a> {
    /// Tag name and format, as they are open in the source.
    formats: Vec<(&'static str, Format)>,
    /// The content of the first so many formats.
    frames: Vec<Vec<Inline>>,
    done: Vec<Inline>,
    pending: Pending,
    filter: Filter,
    shelf: Shelf<'a>,
    around: &'a Around<'a>,
    /// Nodes made so far, of which the caller keeps count.
    pub nodes: usize,
    /// Characters taken so far.
    pub chars: usize,
    /// Characters that will be taken at most.
    max_chars: usize,
}

impl<'a> Line<'a> {
    pub fn new(around: &'a Around<'a>, max_chars: usize) -> Line<'a> {
        Line {
            formats: Vec::new(),
            frames: Vec::new(),
            done: Vec::new(),
            pending: Pending::Nothing,
            filter: Filter::default(),
            shelf: Shelf::new(around.emoji),
            around,
            nodes: 0,
            chars: 0,
            max_chars,
        }
    }

    /// How many formats are open; to be given to [`Line::close_down_to`].
    pub fn open_formats(&self) -> usize {
        self.formats.len()
    }

    pub fn is_in_link(&self) -> bool {
        self.formats
            .iter()
            .any(|(_, format)| matches!(format, Format::Link(_)))
    }

    /// Whether the format of that tag is open.
    pub fn is_in(&self, tag: &str) -> bool {
        self.formats.iter().any(|(name, _)| *name == tag)
    }

    /// Opens a format if there is room for it.
    pub fn open(&mut self, tag: &'static str, format: Format) {
        let nested = self
            .formats
            .iter()
            .filter(|(_, f)| !matches!(f, Format::Plain))
            .count();
        let format = if nested < MAX_NESTED {
            format
        } else {
            Format::Plain
        };
        if self.formats.len() < MAX_OPEN {
            self.formats.push((tag, format));
        }
    }

    /// Closes the innermost format of that tag; those within it go on.
    pub fn close(&mut self, tag: &str) {
        if let Some(at) = self.formats.iter().rposition(|(name, _)| *name == tag) {
            self.end_frames(at);
            self.formats.remove(at);
        }
    }

    /// Closes all but the first `count` formats.
    pub fn close_down_to(&mut self, count: usize) {
        self.end_frames(count);
        self.formats.truncate(count);
    }

    /// A `<br>`. False if it is the second in a row: then a new paragraph is due.
    pub fn line_break(&mut self) -> bool {
        let second = self.pending == Pending::Break;
        if !self.is_blank() {
            self.pending = Pending::Break;
        }
        !second
    }

    /// Text with its references resolved; white space is not yet collapsed.
    pub fn text(&mut self, text: &str) {
        // The shelf is lent out while the pieces are written.
        let shelf = std::mem::replace(&mut self.shelf, Shelf::new(&[]));
        let in_code = self
            .formats
            .iter()
            .any(|(_, format)| matches!(format, Format::Code));
        if in_code {
            self.characters(text);
        } else {
            shelf.split(text, |piece| match piece {
                Piece::Text(text) => self.characters(text),
                Piece::Emoji(emoji) => {
                    let (name, url) = (emoji.name.clone(), emoji.url.clone());
                    self.put(Inline::Emoji { name, url });
                }
            });
        }
        self.shelf = shelf;
    }

    /// Text that stays as it is.
    pub fn put_text(&mut self, text: &str) {
        let before = self.open_frame();
        let merged = match before.last_mut() {
            Some(Inline::Text(last)) => {
                last.push_str(text);
                true
            }
            _ => false,
        };
        if !merged {
            before.push(Inline::Text(text.to_owned()));
            self.nodes += 1;
        }
    }

    /// Something that is not text.
    pub fn put(&mut self, inline: Inline) {
        if let Inline::Emoji { url, .. } = &inline {
            self.nodes += link::weight(url);
        }
        self.nodes += 1;
        self.chars += 1;
        self.open_frame().push(inline);
    }

    /// Ends the line and hands it over, empty if it shows nothing.
    pub fn finish(&mut self) -> Vec<Inline> {
        self.end_frames(0);
        self.pending = Pending::Nothing;
        let mut line = std::mem::take(&mut self.done);
        trim_end(&mut line);
        if line.iter().all(is_blank) {
            Vec::new()
        } else {
            line
        }
    }

    fn is_blank(&self) -> bool {
        self.done.is_empty() && self.frames.iter().all(Vec::is_empty)
    }

    fn characters(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let words = plain_words(rest);
            if self.chars + words > self.max_chars {
                return self.odd_characters(rest);
            }
            let (plain, after) = rest.split_at_checked(words).unwrap_or(("", rest));
            if words > 0 {
                self.put_text(plain);
                self.chars += words;
                self.filter = Filter::default();
            }
            let odd = after.bytes().take_while(|b| !b.is_ascii_graphic());
            let (odd, after) = after.split_at_checked(odd.count()).unwrap_or((after, ""));
            self.odd_characters(odd);
            rest = after;
        }
    }

    fn odd_characters(&mut self, text: &str) {
        let mut run = String::new();
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C') {
                self.flush(&mut run);
                self.filter.keeps(c);
                if self.pending == Pending::Nothing && !self.is_blank() {
                    self.pending = Pending::Space;
                }
            } else if self.filter.keeps(c) {
                if self.chars >= self.max_chars {
                    break;
                }
                self.chars += 1;
                run.push(c);
            }
        }
        self.flush(&mut run);
    }

    fn flush(&mut self, run: &mut String) {
        if !run.is_empty() {
            self.put_text(run);
            run.clear();
        }
    }

    /// The frame for content: what was pending is written, and the formats
    /// that were still closed are opened.
    fn open_frame(&mut self) -> &mut Vec<Inline> {
        match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Nothing => {}
            Pending::Space => self.push_space(),
            Pending::Break => {
                self.nodes += 1;
                self.top().push(Inline::Break);
            }
        }
        while self.frames.len() < self.formats.len() {
            self.frames.push(Vec::new());
            self.nodes += 1;
        }
        self.top()
    }

    fn push_space(&mut self) {
        self.chars += 1;
        if let Some(Inline::Text(last)) = self.top().last_mut() {
            last.push(' ');
            return;
        }
        self.nodes += 1;
        self.top().push(Inline::Text(" ".to_owned()));
    }

    fn top(&mut self) -> &mut Vec<Inline> {
        self.frames.last_mut().unwrap_or(&mut self.done)
    }

    /// Ends the frames from number `from` on.
    fn end_frames(&mut self, from: usize) {
        while self.frames.len() > from {
            let Some(content) = self.frames.pop() else {
                return;
            };
            let format = self.formats.get(self.frames.len());
            if let Some((_, Format::Link(target))) = format {
                self.nodes += target.weight();
                self.chars += if content.iter().all(is_blank) {
                    link::MAX_STAND_IN
                } else {
                    0
                };
            }
            let above = self.frames.last_mut().unwrap_or(&mut self.done);
            if let Some((_, format)) = format {
                wrap(format, content, self.around, above);
            }
        }
    }
}

/// Puts finished content into the frame above it.
fn wrap(format: &Format, content: Vec<Inline>, around: &Around, above: &mut Vec<Inline>) {
    // A link with nothing visible in it must be seen all the same.
    if content.is_empty() && !matches!(format, Format::Link(_)) {
        return;
    }
    above.push(match format {
        Format::Plain | Format::Ruby => return append(above, content),
        Format::Invisible => return,
        Format::Ellipsis => {
            append(above, content);
            return append(above, vec![Inline::Text("…".to_owned())]);
        }
        Format::RubyText => return put_ruby(above, of_inlines(&content)),
        Format::Strong => Inline::Strong(content),
        Format::Emphasis => Inline::Emphasis(content),
        Format::Deleted => Inline::Deleted(content),
        Format::Underline => Inline::Underline(content),
        Format::Small => Inline::Small(content),
        Format::Sub => Inline::Sub(content),
        Format::Sup => Inline::Sup(content),
        Format::Mark => Inline::Mark(content),
        Format::Code => Inline::Code(of_inlines(&content)),
        Format::Link(target) => target.link(content, around),
    });
}

fn append(above: &mut Vec<Inline>, content: Vec<Inline>) {
    for inline in content {
        match (above.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, inline) => above.push(inline),
        }
    }
}

/// The ruby text belongs to all that came after the last ruby in this element.
fn put_ruby(above: &mut Vec<Inline>, over: String) {
    let is_ruby = |inline: &Inline| matches!(inline, Inline::Ruby { .. });
    let from = above.iter().rposition(is_ruby).map_or(0, |at| at + 1);
    let base = above.split_off(from);
    above.push(if base.is_empty() {
        Inline::Text(over)
    } else {
        Inline::Ruby { base, over }
    });
}

/// Drops white space and line breaks at the end.
fn trim_end(line: &mut Vec<Inline>) {
    while let Some(last) = line.last_mut() {
        match last {
            Inline::Break => {}
            Inline::Text(text) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    return;
                }
            }
            _ => return,
        }
        line.pop();
    }
}

/// Whether the inline shows nothing at all.
fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.trim().is_empty(),
        Inline::Break => true,
        Inline::Strong(inner)
        | Inline::Emphasis(inner)
        | Inline::Deleted(inner)
        | Inline::Underline(inner)
        | Inline::Small(inner)
        | Inline::Sub(inner)
        | Inline::Sup(inner)
        | Inline::Mark(inner) => inner.iter().all(is_blank),
        Inline::Ruby { .. } | Inline::Math(_) | Inline::Link { .. } | Inline::Emoji { .. } => false,
    }
}
