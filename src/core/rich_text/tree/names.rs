//! The vocabulary: which tag is of which sort.

use super::super::line::Format;
use super::super::tokenizer::Tag;

/// The format of a tag, and the name under which its end is looked for.
pub fn format_of(name: &str) -> Option<(&'static str, Format)> {
    Some(match name {
        "b" => ("b", Format::Strong),
        "strong" => ("strong", Format::Strong),
        "i" => ("i", Format::Emphasis),
        "em" => ("em", Format::Emphasis),
        "s" | "strike" => ("s", Format::Deleted),
        "del" => ("del", Format::Deleted),
        "u" => ("u", Format::Underline),
        "ins" => ("ins", Format::Underline),
        "small" => ("small", Format::Small),
        "sub" => ("sub", Format::Sub),
        "sup" => ("sup", Format::Sup),
        "mark" => ("mark", Format::Mark),
        "code" | "tt" | "kbd" | "samp" => ("code", Format::Code),
        "ruby" => ("ruby", Format::Ruby),
        _ => return None,
    })
}

/// The level of `h1` to `h6`.
pub fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// Tags that begin and end a line; all others are transparent.
pub fn is_block(name: &str) -> bool {
    heading_level(name).is_some()
        || matches!(
            name,
            "p" | "div"
                | "blockquote"
                | "ul"
                | "ol"
                | "menu"
                | "li"
                | "details"
                | "summary"
                | "hr"
                | "section"
                | "article"
                | "aside"
                | "header"
                | "footer"
                | "nav"
                | "main"
                | "figure"
                | "figcaption"
                | "center"
                | "address"
                | "dl"
                | "dt"
                | "dd"
                | "fieldset"
                | "legend"
                | "hgroup"
                | "caption"
                | "dialog"
                | "search"
                | "dir"
                | "body"
                | "html"
        )
}

/// Where an ordered list begins to count.
pub fn first_number(tag: &Tag) -> i64 {
    let start = tag.attribute("start");
    let number = start.and_then(|start| start.trim().parse::<i32>().ok());
    number.map_or(1, i64::from)
}
