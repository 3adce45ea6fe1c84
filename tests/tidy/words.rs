//! Words that may not be in the source.

use super::{layers::words, source::Source};

/// Text that becomes markup or code, and stores that any script can read.
const UNSAFE: [&str; 7] = [
    "inner_html",
    "insert_adjacent_html",
    "outer_html",
    "document.write",
    "eval(",
    "localStorage",
    "local_storage",
];

/// What is left behind while writing.
const UNFINISHED: [&str; 4] = ["todo!", "unimplemented!", "dbg!", "#[ignore"];

/// What brings the program down, or talks where nobody hears.
const LOUD: [&str; 6] = [
    ".unwrap()",
    ".expect(",
    "println!",
    "print!",
    "eprintln!",
    "eprint!",
];

/// Names of things that are nothing in particular.
const VAGUE: [&str; 7] = [
    "Manager", "Helper", "Helpers", "Util", "Utils", "Handler", "Service",
];

/// Paths of one machine. Put together here, so that this file has none.
const MACHINES: [&str; 4] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("../sha", "red"),
];

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Where `needle` stands, not as the end of a longer word.
fn found<'a>(text: &'a str, needle: &'a str) -> impl Iterator<Item = usize> + 'a {
    let begins_word = is_word(needle.chars().next());
    text.match_indices(needle)
        .map(|(at, _)| at)
        .filter(move |at| {
            !(begins_word
                && is_word(
                    text.get(..*at)
                        .and_then(|before| before.chars().next_back()),
                ))
        })
}

/// Words that are forbidden for all, or in the source alone.
pub fn forbidden(source: &Source) -> Vec<String> {
    let shipped = ["src", "public", "style"]
        .iter()
        .any(|folder| source.within(folder));
    let mut faults = Vec::new();
    if shipped || source.path == "index.html" {
        for word in UNSAFE {
            faults.extend(
                found(&source.bare, word)
                    .map(|at| source.fault(at, &format!("{word} is forbidden"))),
            );
        }
    }
    if source.is("rs") {
        for word in UNFINISHED {
            faults.extend(
                found(&source.code, word)
                    .map(|at| source.fault(at, &format!("{word} is unfinished work"))),
            );
        }
    }
    if source.is("rs") && source.within("src") {
        let code = source.without_tests().code;
        for word in LOUD {
            faults.extend(
                found(&code, word).map(|at| source.fault(at, &format!("{word} outside of tests"))),
            );
        }
    }
    faults
}

/// Types whose names say nothing.
pub fn vague_names(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    for keyword in ["struct", "enum", "trait", "type"]
        .iter()
        .filter(|_| source.is("rs"))
    {
        for at in words(&source.code, keyword) {
            let rest = source
                .code
                .get(at + keyword.len()..)
                .unwrap_or_default()
                .trim_start();
            let name: String = rest.chars().take_while(|c| is_word(Some(*c))).collect();
            if VAGUE.iter().any(|vague| name.ends_with(vague)) {
                faults.push(source.fault(at, &format!("{name}: say what it is")));
            }
        }
    }
    faults
}

/// Ways in which a token could be printed.
pub fn printable_tokens(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    if !(source.is("rs") && source.within("src")) {
        return faults;
    }
    for at in words(&source.code, "struct") {
        let rest = source.code.get(at + 6..).unwrap_or_default().trim_start();
        let before = source.code.get(..at).unwrap_or_default();
        let head = before
            .rfind(['}', ';'])
            .map_or(before, |end| before.get(end..).unwrap_or_default());
        if words(rest, "Token").next() == Some(0)
            && (head.contains("Debug") || head.contains("Display"))
        {
            faults.push(source.fault(at, "Token may not be printable"));
        }
    }
    for at in words(&source.code, "impl") {
        let head = source
            .code
            .get(at..)
            .unwrap_or_default()
            .split('{')
            .next()
            .unwrap_or_default();
        let Some((printer, whom)) = head.split_once(" for ") else {
            continue;
        };
        let whom = whom.trim().rsplit("::").next().unwrap_or_default();
        let prints = ["Debug", "Display", "Serialize"]
            .iter()
            .any(|name| words(printer, name).next().is_some());
        if whom == "Token" && prints {
            faults.push(source.fault(at, "Token may not be printable"));
        }
    }
    faults
}

/// Paths that exist on one machine alone.
pub fn machine_paths(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    for path in MACHINES {
        for (at, _) in source.text.match_indices(path) {
            // Within a longer path, or an address, it is a folder like any other.
            let before = source
                .text
                .get(..at)
                .and_then(|before| before.chars().next_back());
            if !(is_word(before) || before.is_some_and(|c| ".-}$*/".contains(c))) {
                faults.push(source.fault(at, &format!("{path} is a path of one machine")));
            }
        }
    }
    faults
}

#[cfg(test)]
fn check(check: fn(&Source) -> Vec<String>, path: &str, text: &str) -> usize {
    check(&Source::new(path, text)).len()
}

#[test]
fn forbidden_words_are_found_in_code_and_not_in_comments() {
    for text in [
        "x.set_inner_html(y)",
        "a.inner_html(b)",
        "js(\"eval(1)\")",
        "w.local_storage()",
        "todo!()",
        "a.unwrap()",
        "b.expect(\"c\")",
        "println!(\"x\")",
        "dbg!(x)",
        "#[ignore]\nfn a() {}",
        "#[ignore = \"later\"]\nfn a() {}",
    ] {
        let want = usize::from(!text.contains("set_inner"));
        assert_eq!(check(forbidden, "src/a.rs", text), want, "{text}");
    }
    assert_eq!(
        check(
            forbidden,
            "public/boot.js",
            "localStorage.x = 1; document.write(2)"
        ),
        2
    );
    for text in [
        "// inner_html, .unwrap()",
        "a.unwrap_or(b)",
        "let medieval = eval_all();",
        "medieval(x)",
        "a.expected(b)",
        "#[cfg(test)]\nmod tests { fn a() { b.unwrap(); } }",
        "const A: &str = \".unwrap()\";",
    ] {
        assert_eq!(check(forbidden, "src/a.rs", text), 0, "{text}");
    }
    assert_eq!(check(forbidden, "tests/a.rs", "a.unwrap(); println!()"), 0);
    assert_eq!(check(forbidden, "tests/a.rs", "#[ignore]\nfn a() {}"), 1);
}

#[test]
fn vague_names_are_found() {
    for text in [
        "struct PostManager;",
        "pub enum StringUtils {}",
        "trait EventHandler {}",
        "type XService = u8;",
    ] {
        assert_eq!(check(vague_names, "src/a.rs", text), 1, "{text}");
    }
    for text in [
        "struct Utility;",
        "// struct PostManager",
        "fn handler() {}",
        "struct Managers;",
    ] {
        assert_eq!(check(vague_names, "src/a.rs", text), 0, "{text}");
    }
}

#[test]
fn a_printable_token_is_found() {
    for text in [
        "#[derive(Clone, Debug)]\npub struct Token(String);",
        "impl fmt::Debug for Token {}",
        "impl std::fmt::Display for Token {",
        "impl serde::Serialize for super::Token {",
    ] {
        assert_eq!(check(printable_tokens, "src/a.rs", text), 1, "{text}");
    }
    for text in [
        "#[derive(Debug)]\nstruct A;\n/// No Debug.\n#[derive(Clone)]\npub struct Token(String);",
        "#[derive(Debug)]\nstruct Tokens;",
        "impl fmt::Debug for TokenKind {}",
        "impl Clone for Token {}",
    ] {
        assert_eq!(check(printable_tokens, "src/a.rs", text), 0, "{text}");
    }
}

#[test]
fn paths_of_one_machine_are_found() {
    for path in MACHINES {
        assert_eq!(
            check(machine_paths, "docs/a.md", &format!("see {path}x")),
            1,
            "{path}"
        );
        assert_eq!(
            check(machine_paths, "script/a", &format!("\"$cache/usr{path}x\"")),
            0,
            "{path}"
        );
    }
    assert_eq!(
        check(
            machine_paths,
            "docs/a.md",
            "https://a.example/home/x, target/work/x"
        ),
        0
    );
}
