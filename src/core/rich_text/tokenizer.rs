//! HTML into tags and text, by the states of the HTML standard that matter
//! to somebody who keeps no comments, doctypes or scripts.
//!
//! Every byte is looked at a bounded number of times: what an unclosed quote,
//! comment or raw element swallows is gone for good, as in a browser.

mod raw;
mod tag;

pub use tag::Tag;

/// What the builder of the tree gets to see.
pub enum Token<'a> {
    /// Still with its character references.
    Text(&'a str),
    Open(Tag<'a>),
    Close(Tag<'a>),
}

pub struct Tokenizer<'a> {
    rest: &'a str,
    /// A drawing or a formula has begun. Whether one is still in it only a whole
    /// parser could tell, and in there what is raw elsewhere is markup.
    foreign: bool,
}

impl<'a> Tokenizer<'a> {
    pub fn new(html: &'a str) -> Tokenizer<'a> {
        Tokenizer {
            rest: html,
            foreign: false,
        }
    }

    /// Takes the next `bytes` off the front.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Skips what lies before and up to the next `>`.
    fn skip_bogus_comment(&mut self) {
        self.take(self.rest.find('>').map_or(self.rest.len(), |at| at + 1));
    }

    /// What follows could be read in two ways: nothing of it is.
    fn give_up(&mut self) {
        self.rest = "";
    }

    /// A tag whose `<` or `</` is `lead` bytes long; nothing at the end of the text.
    fn tag(&mut self, lead: usize) -> Option<Tag<'a>> {
        let (tag, used) = self.rest.get(lead..).and_then(tag::read).unzip();
        self.take(used.map_or(self.rest.len(), |used| lead + used));
        tag
    }

    /// A start tag, and past the content that is no markup if it has such.
    fn open(&mut self) -> Option<Token<'a>> {
        let tag = self.tag(1)?;
        self.foreign |= matches!(tag.name.as_ref(), "svg" | "math");
        if raw::is_raw(&tag.name) {
            let content = self.take(raw::content_length(&tag.name, self.rest));
            if self.foreign && content.contains('<') {
                self.give_up();
            }
        }
        Some(Token::Open(tag))
    }
}

impl<'a> Iterator for Tokenizer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let mut bytes = self.rest.bytes();
            match (bytes.next()?, bytes.next(), bytes.next()) {
                (b'<', Some(b'a'..=b'z' | b'A'..=b'Z'), _) => return self.open(),
                (b'<', Some(b'/'), Some(b'a'..=b'z' | b'A'..=b'Z')) => {
                    return self.tag(2).map(Token::Close);
                }
                (b'<', Some(b'/'), None) => return Some(Token::Text(self.take(2))),
                (b'<', Some(b'!'), _) if self.rest.starts_with("<!--") => {
                    self.take(4 + raw::comment_length(self.rest.get(4..)?));
                }
                (b'<', Some(b'!'), _) if self.foreign && self.rest.starts_with("<![CDATA[") => {
                    self.give_up();
                }
                (b'<', Some(b'/' | b'!' | b'?'), _) => self.skip_bogus_comment(),
                (first, ..) => {
                    let lead = usize::from(first == b'<');
                    let text = self.rest.get(lead..)?;
                    let length = text.find('<').unwrap_or(text.len());
                    return Some(Token::Text(self.take(lead + length)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Opening tags as `<name>`, closing ones as `</name>`, text as it is.
    fn read(html: &str) -> String {
        let show = |token: Token| match token {
            Token::Text(text) => text.to_owned(),
            Token::Open(tag) => format!("<{}>", tag.name),
            Token::Close(tag) => format!("</{}>", tag.name),
        };
        Tokenizer::new(html).map(show).collect()
    }

    #[test]
    fn tags_and_text_are_told_apart() {
        assert_eq!(read("a<B class=x>b</B >c"), "a<b>b</b>c");
        assert_eq!(read("1 < 2 <3 <"), "1 < 2 <3 <");
        assert_eq!(read("<br/><br / ><br/x>"), "<br><br><br>");
        assert_eq!(read("a</"), "a</");
        assert_eq!(read("a</>b</ c>d<?php ?>e"), "abde");
    }

    #[test]
    fn what_a_drawing_makes_of_raw_text_is_not_guessed() {
        assert_eq!(read("<svg>a<style>b</style>c"), "<svg>a<style></style>c");
        for html in [
            "<svg>a<style><a title=\"</style>b\">",
            "<svg>a<style></svg><a title='</style>b'>",
            "<svg>a<![CDATA[ <b> ]]>c",
        ] {
            let shown = read(html);
            assert!(
                shown.ends_with("a") || shown.ends_with("a<style>"),
                "{shown}"
            );
        }
        assert_eq!(read("<style><a title=\"</style>b"), "<style></style>b");
    }

    #[test]
    fn a_quoted_bracket_does_not_end_a_tag() {
        assert_eq!(read("<a title='>' href=\">\">x"), "<a>x");
        assert_eq!(read("<a =\">\">x"), "<a>\">x");
    }

    #[test]
    fn comments_and_declarations_are_gone() {
        for html in [
            "a<!-- <b> -->b",
            "a<!-->b",
            "a<!--->b",
            "a<!-- --!>b",
            "a<!-- -- ->--->b",
            "a<!doctype html>b",
            "a<![CDATA[<b]]>b",
        ] {
            assert_eq!(read(html), "ab", "{html}");
        }
    }

    #[test]
    fn what_is_not_closed_swallows_the_rest() {
        for (html, seen) in [
            ("a<b title=\"x>y</b>", "a"),
            ("a<!-- b", "a"),
            ("a<b ", "a"),
            ("a<script>b", "a<script>"),
            ("a<plaintext></plaintext>", "a<plaintext>"),
        ] {
            assert_eq!(read(html), seen, "{html}");
        }
    }

    #[test]
    fn raw_elements_hold_no_tags() {
        assert_eq!(read("<style><b></style >x"), "<style></style>x");
        assert_eq!(read("<title></titles></TITLE>x"), "<title></title>x");
        assert_eq!(read("<textarea></textarea/>x"), "<textarea></textarea>x");
        assert_eq!(read("<xmp></xmp"), "<xmp>");
    }

    #[test]
    fn a_script_in_a_comment_in_a_script_is_one_script() {
        let html = "<script><!--<script></script>--></script>x";
        assert_eq!(read(html), "<script></script>x");
        assert_eq!(read("<script><!--</script>x-->"), "<script></script>x-->");
    }
}
