//! Stretches in which tags do not have their usual meaning.

use std::borrow::Cow;

use super::super::clean::clean_text;
use super::super::entities;
use super::super::tokenizer::{Tag, Token};
use super::names::is_block;

pub enum Other {
    /// Nothing in it is wanted.
    Dropped {
        name: String,
        /// Elements of the same name that are open, this one included.
        depth: usize,
    },
    /// Every space counts.
    Pre {
        language: Option<String>,
        text: String,
        fresh: bool,
    },
    Math {
        tex: Option<String>,
        display: bool,
        in_tex: bool,
        /// What the formula's elements say, for want of TeX.
        text: String,
    },
}

impl Other {
    pub fn dropped(name: &str) -> Other {
        Other::Dropped {
            name: name.to_owned(),
            depth: 1,
        }
    }

    /// The stretch that a tag begins, if it does.
    pub fn begun_by(tag: &Tag) -> Option<Other> {
        match tag.name.as_ref() {
            "script" | "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript"
            | "plaintext" | "textarea" | "title" | "template" | "object" | "form" | "select"
            | "audio" | "video" | "canvas" | "head" | "rp" | "datalist" => {
                Some(Other::dropped(&tag.name))
            }
            "pre" | "listing" => Some(Other::Pre {
                language: language(tag),
                text: String::new(),
                fresh: true,
            }),
            "math" if !tag.self_closing => Some(Other::Math {
                tex: tag.attribute("alttext").map(Cow::into_owned),
                display: tag.has_word("display", "block"),
                in_tex: false,
                text: String::new(),
            }),
            _ => None,
        }
    }

    /// Whether the stretch has ended with the token, and whether the token has
    /// its usual meaning after all.
    pub fn take(&mut self, token: &Token) -> (bool, bool) {
        match self {
            Other::Dropped { name, depth } => take_dropped(name, depth, token),
            Other::Pre {
                language,
                text,
                fresh,
            } => (take_code(language, text, fresh, token), false),
            Other::Math {
                tex, in_tex, text, ..
            } => (take_math(tex, in_tex, text, token), false),
        }
    }
}

fn take_dropped(name: &str, depth: &mut usize, token: &Token) -> (bool, bool) {
    match token {
        // Paragraphs do not nest: any block ends one.
        Token::Open(tag) if name == "p" && is_block(&tag.name) => return (true, true),
        Token::Open(tag) if tag.name == name => *depth += 1,
        Token::Close(tag) if tag.name == name => *depth -= 1,
        // `<rp>` and `<head>` need no end tag.
        Token::Open(tag) if name == "rp" && tag.name == "rt" => return (true, true),
        Token::Open(tag) if name == "head" && tag.name == "body" => return (true, true),
        Token::Close(tag) if name == "rp" && tag.name == "ruby" => return (true, true),
        _ => {}
    }
    (*depth == 0, false)
}

fn take_code(
    language_of: &mut Option<String>,
    text: &mut String,
    fresh: &mut bool,
    token: &Token,
) -> bool {
    match token {
        Token::Text(raw) => {
            // The line break after `<pre>` is not part of the text.
            let raw = if *fresh {
                raw.strip_prefix('\n').unwrap_or(raw)
            } else {
                raw
            };
            entities::decode(raw, false, text);
        }
        Token::Open(tag) if tag.name == "br" => text.push('\n'),
        Token::Open(tag) if tag.name == "code" && language_of.is_none() => {
            *language_of = language(tag)
        }
        Token::Close(tag) if matches!(tag.name.as_ref(), "pre" | "listing") => return true,
        Token::Open(tag) | Token::Close(tag) => {
            if is_block(&tag.name) && !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
        }
    }
    *fresh = false;
    false
}

fn take_math(
    tex: &mut Option<String>,
    in_tex: &mut bool,
    text: &mut String,
    token: &Token,
) -> bool {
    match token {
        Token::Text(raw) if *in_tex => entities::decode(raw, false, tex.get_or_insert_default()),
        Token::Text(raw) => entities::decode(raw, false, text),
        Token::Open(tag) if tag.name == "annotation" => {
            *in_tex = tag
                .attribute("encoding")
                .is_some_and(|kind| kind == "application/x-tex");
            if *in_tex {
                *tex = None;
            }
        }
        Token::Close(tag) if tag.name == "annotation" => *in_tex = false,
        Token::Close(tag) if tag.name == "math" => return true,
        _ => {}
    }
    false
}

/// `language-rust`, `lang-rust` or `highlight-rust` among the classes.
fn language(tag: &Tag) -> Option<String> {
    let class = tag.attribute("class")?;
    let mut words = class.split_ascii_whitespace();
    let name = words.find_map(|word| {
        ["language-", "lang-"]
            .iter()
            .find_map(|prefix| word.strip_prefix(prefix))
    })?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "+-#._".contains(c);
    (!name.is_empty() && name.len() <= 32 && name.chars().all(plain)).then(|| name.to_owned())
}

/// Code without its last line break and without what no text may hold.
pub fn clean_code(text: &str, max_chars: usize) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    clean_text(text.trim_end(), max_chars)
}
