//! The tree as text: files, and what in them is code.

use std::{fs, path::Path};

/// Folders that are made, fetched, or other people's.
const SKIPPED: [&str; 8] = [
    "target",
    "dist",
    ".git",
    "node_modules",
    "corpora",
    "vectors",
    "report",
    "results",
];

/// One file of the tree.
pub struct Source {
    /// From the root, with `/`.
    pub path: String,
    /// As it is.
    pub text: String,
    /// The same without comments: every character of them is a space.
    pub bare: String,
    /// The same without what stands in strings, too.
    pub code: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let (bare, code) = match path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("rs") => strip(text, true),
            Some("css" | "mjs" | "js") => strip(text, false),
            _ => (text.to_owned(), text.to_owned()),
        };
        Self {
            path: path.into(),
            text: text.into(),
            bare,
            code,
        }
    }

    pub fn is(&self, ending: &str) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, end)| end == ending)
    }

    pub fn within(&self, folder: &str) -> bool {
        self.path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    }

    pub fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// `path:line: what`, for a place in any of the three texts.
    pub fn fault(&self, at: usize, what: &str) -> String {
        let line = self
            .text
            .as_bytes()
            .iter()
            .take(at)
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        format!("{}:{line}: {what}", self.path)
    }

    /// A copy in which the tests within a Rust file are blank.
    pub fn without_tests(&self) -> Self {
        let is_test = self.path.ends_with("/tests.rs") || self.path.contains("/tests/");
        let mut gone: Vec<(usize, usize)> = Vec::new();
        if is_test {
            gone.push((0, self.code.len()));
        }
        for (at, _) in self.code.match_indices("#[cfg(test)]") {
            gone.push((at, item_end(&self.code, at)));
        }
        let blank = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            for byte in gone.iter().flat_map(|(from, to)| *from..*to) {
                bytes[byte] = if bytes[byte] == b'\n' { b'\n' } else { b' ' };
            }
            String::from_utf8(bytes).unwrap()
        };
        Self {
            path: self.path.clone(),
            text: self.text.clone(),
            bare: blank(&self.bare),
            code: blank(&self.code),
        }
    }
}

/// Where the item that begins at `at` ends: at its `;` or its last brace.
fn item_end(code: &str, at: usize) -> usize {
    let bytes = code.as_bytes();
    let mut depth = 0;
    for (place, byte) in bytes.iter().enumerate().skip(at) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return place + 1,
            b'}' => depth -= 1,
            b';' if depth == 0 => return place + 1,
            _ => {}
        }
    }
    bytes.len()
}

/// Where the braces that open at or after `at` close again.
pub fn block(code: &str, at: usize) -> std::ops::Range<usize> {
    let open = code
        .get(at..)
        .and_then(|rest| rest.find('{'))
        .map_or(code.len(), |open| at + open);
    open..item_end(code, open)
}

/// Blanks comments, and comments and strings. Bytes keep their places.
fn strip(text: &str, rust: bool) -> (String, String) {
    let bytes = text.as_bytes();
    let (mut bare, mut code) = (bytes.to_vec(), bytes.to_vec());
    let blank = |out: &mut Vec<u8>, from: usize, to: usize| {
        for byte in &mut out[from..to] {
            *byte = if *byte == b'\n' { b'\n' } else { b' ' };
        }
    };
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let wordy = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
        let comment = comment(rest, rust, at == 0 || bytes[at - 1].is_ascii_whitespace());
        if comment > 0 {
            blank(&mut bare, at, at + comment);
            blank(&mut code, at, at + comment);
            at += comment;
        } else if let Some((open, length)) = string(rest, rust, wordy) {
            blank(&mut code, at + open, (at + length - 1).max(at + open));
            at += length;
        } else {
            at += 1;
        }
    }
    (
        String::from_utf8(bare).unwrap(),
        String::from_utf8(code).unwrap(),
    )
}

/// The length of a comment that begins here; 0 if none does. In scripts and
/// styles `//` may stand in an address: only after a space does it begin one.
fn comment(rest: &[u8], rust: bool, after_space: bool) -> usize {
    if rest.starts_with(b"//") && (rust || after_space) {
        return rest
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(rest.len());
    }
    if !rest.starts_with(b"/*") {
        return 0;
    }
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest[at..] {
            [b'/', b'*', ..] if rust || depth == 0 => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Where the content of a string that begins here begins, and its whole length.
fn string(rest: &[u8], rust: bool, wordy: bool) -> Option<(usize, usize)> {
    let raw = rest
        .iter()
        .skip(1)
        .take_while(|byte| **byte == b'#')
        .count();
    if rust && !wordy && rest[0] == b'r' && rest.get(raw + 1) == Some(&b'"') {
        let close: Vec<u8> = [b"\"".as_slice(), &vec![b'#'; raw]].concat();
        let body = &rest[raw + 2..];
        let end = body.windows(close.len()).position(|part| part == close)?;
        return Some((raw + 2, raw + 2 + end + close.len()));
    }
    let quote = rest[0];
    let is_string = quote == b'"' || !rust && matches!(quote, b'\'' | b'`');
    // A lifetime has no second quote: 'a; a character has one: 'a', '\n'.
    let is_char = rust && quote == b'\'' && (rest.get(1) == Some(&b'\\') || closes_soon(rest));
    if !is_string && !is_char {
        return None;
    }
    let mut at = 1;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    Some((1, (at + 1).min(rest.len())))
}

fn closes_soon(rest: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&rest[..rest.len().min(8)]).into_owned();
    text.chars().nth(2) == Some('\'')
}

/// Every text file of ours, in order.
pub fn tree() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    walk(root, root, &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(sources.len() > 100, "the tree was not found");
    sources
}

fn walk(root: &Path, folder: &Path, out: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                walk(root, &path, out);
            }
        } else if !["Cargo.lock", "package-lock.json", ".git"].contains(&name.as_str())
            && let Ok(text) = fs::read_to_string(&path)
        {
            let path = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            out.push(Source::new(&path, &text));
        }
    }
}

#[test]
fn comments_and_strings_are_told_from_code() {
    let text = "let a = \"// no\"; // yes \"\nlet b = '\"'; /* /* x */ y */ r#\"q\"# 'a 'é'";
    let source = Source::new("src/a.rs", text);
    assert_eq!(source.bare.len(), text.len());
    assert!(source.bare.contains("\"// no\"") && !source.bare.contains("yes"));
    assert!(!source.bare.contains('y'), "{}", source.bare);
    assert!(source.bare.contains("r#\"q\"#") && !source.code.contains('q'));
    assert!(source.code.contains("let b = ' ';") && source.code.contains("'a "));
}

#[test]
fn tests_are_told_from_what_they_test() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { x } }\nfn c() {}\n#[cfg(test)]\nmod t;\nfn d() {}";
    let code = Source::new("src/a.rs", text).without_tests().code;
    for (part, is_there) in [
        ("a()", true),
        ("b()", false),
        ("c()", true),
        ("mod t", false),
        ("d()", true),
    ] {
        assert_eq!(code.contains(part), is_there, "{part}");
    }
    assert!(
        Source::new("src/a/tests/b.rs", "fn a() {}")
            .without_tests()
            .code
            .trim()
            .is_empty()
    );
}
