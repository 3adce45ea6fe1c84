//! How long functions are.

use super::{
    layers::words,
    source::{Source, block},
};

/// The most lines that a function may have, from `fn` to its last brace.
const LINES: usize = 40;

/// A function that may have more lines: in which file, its name, how many.
pub type Long = (&'static str, &'static str, usize);

/// Functions that may be longer, and why. One that is so no more leaves the list.
pub const LONG: [Long; 1] = [
    // A table grows with what is in it: the paths of all glyphs.
    ("src/app/kit/icon.rs", "path", usize::MAX),
];

/// A function with a body: where it begins, its name, its lines.
struct Function<'a> {
    at: usize,
    name: &'a str,
    lines: usize,
}

/// The functions in a file, those within others too. What a trait only declares
/// has no body; nor has a type, `fn(u8) -> u8`, a name.
fn functions(code: &str) -> impl Iterator<Item = Function<'_>> {
    words(code, "fn").filter_map(move |at| {
        let rest = code.get(at + 2..)?.trim_start();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'))?;
        let name = rest.get(..end).filter(|name| !name.is_empty())?;
        let body = block(code, at);
        let head = code.get(at..body.start)?;
        // `[u8; 32]` among what it takes and gives ends nothing.
        let mut depth = 0;
        let declared = head.chars().any(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                _ => {}
            }
            c == ';' && depth == 0
        });
        let lines = code.get(at..body.end)?.lines().count();
        (!declared).then_some(Function { at, name, lines })
    })
}

/// Functions outside of tests that are longer than they may be.
pub fn too_long(source: &Source, excused: &[Long]) -> Vec<String> {
    if !(source.is("rs") && source.within("src")) {
        return Vec::new();
    }
    let code = source.without_tests().code;
    let limit = |name: &str| {
        let mut known = excused.iter();
        let known = known.find(|(path, of, _)| *path == source.path && *of == name);
        known.map_or(LINES, |(_, _, lines)| *lines)
    };
    functions(&code)
        .filter(|it| it.lines > limit(it.name))
        .map(|it| {
            let (name, lines, limit) = (it.name, it.lines, limit(it.name));
            source.fault(
                it.at,
                &format!("{name} has {lines} lines, and may have {limit}"),
            )
        })
        .collect()
}

/// Exceptions that nothing needs any more.
pub fn idle_exceptions(tree: &[Source], excused: &[Long]) -> Vec<String> {
    let is_needed = |(path, name, _): &&Long| {
        let mut files = tree.iter().filter(|source| source.path == *path);
        files.any(|source| {
            let code = source.without_tests().code;
            functions(&code).any(|it| it.name == *name && it.lines > LINES)
        })
    };
    let idle = excused.iter().filter(|it| !is_needed(it));
    idle.map(|(path, name, _)| format!("{path}:1: {name} needs no exception any more"))
        .collect()
}

/// A function of so many lines.
fn long(head: &str, lines: usize) -> String {
    format!("{head} {{\n{}}}\n", "    x();\n".repeat(lines - 2))
}

#[test]
fn long_functions_are_found() {
    let check = |path: &str, text: &str| too_long(&Source::new(path, text), &[]);
    for head in [
        "fn a()",
        "pub(super) async fn a<'a>(b: &'a str) -> [u8; 32]",
        "impl A {\n    const fn a(self, b: fn(u8) -> u8) -> char",
    ] {
        let line = head.lines().count();
        let short = long(head, 40);
        assert_eq!(check("src/a.rs", &short), [""; 0], "{head}");
        assert_eq!(
            check("src/a.rs", &long(head, 41)),
            [format!("src/a.rs:{line}: a has 41 lines, and may have 40")],
        );
    }
    let within = format!("fn a() {{\n{}}}\n", long("fn b()", 41));
    assert_eq!(check("src/a.rs", &within).len(), 2, "{within}");
    let many = "    fn b(&self, c: [u8; 3]) -> [u8; 32];\n".repeat(50);
    for free in [
        format!("trait A {{\n{many}}}\n"),
        format!("struct A {{\n    b: fn(u8) -> u8,\n{}}}\n", "\n".repeat(50)),
        format!("#[cfg(test)]\nmod tests {{ {} }}", long("fn a()", 50)),
        format!("// fn a() {{\n{}// }}", "\n".repeat(50)),
    ] {
        assert_eq!(check("src/a.rs", &free), [""; 0], "{free}");
    }
    for path in ["src/a/tests.rs", "tests/a.rs", "src/a.css"] {
        assert_eq!(check(path, &long("fn a()", 50)), [""; 0], "{path}");
    }
}

#[test]
fn exceptions_have_a_limit_and_an_end() {
    let excused = [("src/a.rs", "a", 45)];
    let source = |name: &str, lines: usize| {
        let text = long(&format!("fn {name}()"), lines);
        Source::new("src/a.rs", &text)
    };
    for (name, lines, faults, idle) in [
        ("a", 45, 0, 0),
        ("a", 46, 1, 0),
        ("a", 41, 0, 0),
        ("a", 40, 0, 1),
        ("b", 41, 1, 1),
    ] {
        let source = source(name, lines);
        assert_eq!(too_long(&source, &excused).len(), faults, "{name} {lines}");
        let found = idle_exceptions(&[source], &excused);
        assert_eq!(found.len(), idle, "{name} {lines}: {found:?}");
    }
    assert_eq!(
        idle_exceptions(&[], &excused),
        ["src/a.rs:1: a needs no exception any more"]
    );
}
