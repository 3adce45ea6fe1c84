//! The bytes of a JSON text: spaces, texts, numbers, words (RFC 8259).

use super::value::Kind;

pub struct Scan<'a> {
    text: &'a str,
    pub at: usize,
}

impl<'a> Scan<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    #[inline(always)]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no space.
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte()? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    pub fn skip(&mut self) {
        self.at += 1;
    }

    /// Takes the next byte that is no space, if it is this one.
    pub fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// What was passed since `start`.
    pub fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or("")
    }

    /// Whether the rest begins with `text`.
    pub fn goes_on(&self, text: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let Some(rest) = rest.get(..text.len()) else {
            return false;
        };
        // Eight at a time: that is not what comparing does in Wasm.
        let (ours, our_end) = text.as_bytes().as_chunks::<8>();
        let (theirs, their_end) = rest.as_chunks::<8>();
        let word = |eight: &[u8; 8]| u64::from_le_bytes(*eight);
        ours.iter().zip(theirs).all(|(a, b)| word(a) == word(b)) && our_end == their_end
    }

    /// A value that has no others in it, and begins with `first`.
    pub fn scalar(&mut self, first: u8) -> Option<(Kind, &'a str)> {
        let at = self.at;
        let kind = match first {
            b'"' => return self.string(),
            b't' => self.word("true", Kind::True)?,
            b'f' => self.word("false", Kind::False)?,
            b'n' => self.word("null", Kind::Null)?,
            _ => self.number()?,
        };
        Some((kind, self.since(at)))
    }

    fn word(&mut self, word: &str, kind: Kind) -> Option<Kind> {
        let found = self.text.get(self.at..)?.starts_with(word);
        self.at += word.len();
        found.then_some(kind)
    }

    fn number(&mut self) -> Option<Kind> {
        self.at += usize::from(self.byte() == Some(b'-'));
        // No digits follow upon a zero.
        match self.byte()? {
            b'0' => self.at += 1,
            _ => self.digits()?,
        }
        let mut kind = Kind::Whole;
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
            kind = Kind::Broken;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.digits()?;
            kind = Kind::Broken;
        }
        Some(kind)
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    /// A text, from its quote on; what is between the quotes is given as it stands.
    pub fn string(&mut self) -> Option<(Kind, &'a str)> {
        self.at += 1;
        let start = self.at;
        let mut kind = Kind::Text;
        loop {
            self.at += plain(self.text.as_bytes().get(self.at..)?);
            match self.byte()? {
                b'"' => break,
                b'\\' => {
                    kind = Kind::Escaped;
                    self.escape()?;
                }
                _ => return None,
            }
        }
        let text = self.text.get(start..self.at);
        self.at += 1;
        Some((kind, text?))
    }

    fn escape(&mut self) -> Option<()> {
        self.at += 2;
        match self.text.as_bytes().get(self.at - 1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
            b'u' => {
                let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
                digits.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                self.at += 4;
            }
            _ => return None,
        }
        Some(())
    }
}

/// How many bytes come before the first quote, backslash or control character.
fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = ONES << 7;
    // The top bit of each byte that is zero, and perhaps of some above it.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let mut at = 0;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*eight);
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let found = zeros(word ^ (ONES * 0x22)) | zeros(word ^ (ONES * 0x5C)) | control;
        if found & TOPS != 0 {
            return at + (found & TOPS).trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let ends = |byte: &u8| matches!(byte, 0..0x20 | b'"' | b'\\');
    at + rest.iter().position(ends).unwrap_or(rest.len())
}

/// A text without its escapes. Half a surrogate pair is no character.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let (c, used) = escaped(after);
        out.push(c);
        rest = after.get(used..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

/// The character that is written so after a backslash, and in how many bytes.
fn escaped(text: &str) -> (char, usize) {
    let c = match text.as_bytes().first() {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(text),
        Some(other) => char::from(*other),
        None => '\\',
    };
    (c, 1)
}

fn unicode(text: &str) -> (char, usize) {
    let code = |from: usize| {
        let digits = text.get(from..from + 4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let high = code(1).unwrap_or(0xFFFD);
    let low = || code(7).filter(|low| matches!(low, 0xDC00..0xE000));
    if matches!(high, 0xD800..0xDC00)
        && text.get(5..7) == Some("\\u")
        && let Some(low) = low()
    {
        let both = 0x10000 + ((high & 0x3FF) << 10 | low & 0x3FF);
        return (char::from_u32(both).unwrap_or('\u{FFFD}'), 11);
    }
    (char::from_u32(high).unwrap_or('\u{FFFD}'), 5)
}
