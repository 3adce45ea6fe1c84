//! Which part of the source may know which other.

use super::source::Source;

/// A layer, and the layers that it may import.
const LAYERS: [(&str, &[&str]); 8] = [
    ("core", &["core"]),
    ("protocol", &["core", "protocol"]),
    ("engine", &["core", "protocol", "engine"]),
    ("sign", &["core", "sign"]),
    ("browser", &["core", "browser"]),
    ("app", &["core", "engine", "browser", "app"]),
    ("widget", &["core", "protocol", "browser", "widget"]),
    ("bin", &["app", "sign", "widget"]),
];

/// Crates that reach the browser.
const BROWSER: [&str; 6] = [
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo_net",
    "getrandom",
];

/// Files outside `browser` that may name such crates, and why.
const EXCEPTIONS: [(&str, &str); 7] = [
    ("src/app/kit/dialog.rs", "opens the dialog that it made"),
    ("src/app/kit/el.rs", "makes the elements of all views"),
    ("src/app/kit/el/live.rs", "changes what stands in them"),
    ("src/app/kit/menu.rs", "moves the focus among its items"),
    (
        "src/app/kit/reel.rs",
        "puts rows on the page and takes them off",
    ),
    ("src/app/kit/reel/page.rs", "holds the rows on the page"),
    (
        "src/app/kit/time.rs",
        "lets `Intl` write dates, which has no other door",
    ),
];

fn layer(path: &str) -> Option<(&'static str, &'static [&'static str])> {
    let rest = path.strip_prefix("src/")?;
    let name = rest.split('/').next()?.trim_end_matches(".rs");
    LAYERS.into_iter().find(|(layer, _)| *layer == name)
}

/// How many modules a file lies below the root.
fn depth(path: &str) -> usize {
    path.split('/').count() - 1
}

fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

/// Where a word stands in code, as a whole word.
pub fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = code.as_bytes();
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| {
            !(is_word(bytes.get(at + word.len())) || *at > 0 && is_word(bytes.get(at - 1)))
        })
}

/// The first names of a path or group of paths: `a::b`, `{a::b, c}`.
fn heads(rest: &str) -> Vec<(usize, String)> {
    let name = |text: &str| -> String {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '*')
            .collect()
    };
    let Some(group) = rest.strip_prefix('{') else {
        return vec![(0, name(rest))];
    };
    let mut heads = Vec::new();
    let (mut depth, mut fresh) = (0, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && depth == 0 && !c.is_whitespace() => {
                heads.push((at + 1, name(group.get(at..).unwrap_or_default())));
                fresh = false;
            }
            _ => {}
        }
    }
    heads
}

/// Paths from the root of the crate: `crate::`, enough of `super::`, `skein::`.
fn roots(source: &Source) -> Vec<usize> {
    let code = &source.code;
    let climb = "super::".repeat(depth(&source.path));
    let climbs = words(code, "super").filter(|at| {
        let rest = code.get(*at..).unwrap_or_default();
        let before = code.get(..*at).unwrap_or_default();
        rest.starts_with(&climb) && !before.ends_with("super::")
    });
    let mut ends: Vec<usize> = climbs.map(|at| at + climb.len()).collect();
    for root in ["crate", "skein"] {
        let paths = words(code, root).map(|at| at + root.len());
        ends.extend(
            paths
                .filter(|at| code.get(*at..).is_some_and(|rest| rest.starts_with("::")))
                .map(|at| at + 2),
        );
    }
    ends
}

/// What a file imports that its layer may not.
pub fn imports(source: &Source) -> Vec<String> {
    let Some((layer, allowed)) = layer(&source.path).filter(|_| source.is("rs")) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for root in roots(source) {
        for (at, name) in heads(source.code.get(root..).unwrap_or_default()) {
            let known = LAYERS.iter().any(|(layer, _)| *layer == name);
            if known && !allowed.contains(&name.as_str()) {
                faults.push(source.fault(root + at, &format!("{layer} may not use {name}")));
            }
            if name == "*" || name == "self" {
                faults.push(source.fault(root + at, "name what is imported from the root"));
            }
        }
    }
    for name in BROWSER {
        let may = layer == "browser" || EXCEPTIONS.iter().any(|(path, _)| *path == source.path);
        let found = words(&source.code, name).filter(|_| !may);
        faults.extend(found.map(|at| source.fault(at, &format!("{layer} may not use {name}"))));
    }
    let leptos = words(&source.code, "leptos").filter(|_| layer != "app");
    faults.extend(leptos.map(|at| source.fault(at, &format!("{layer} may not use leptos"))));
    faults
}

/// Exceptions that nobody needs any more.
pub fn idle_exceptions(tree: &[Source]) -> Vec<String> {
    let needed = |path: &str| {
        let mut files = tree.iter().filter(|source| source.path == path);
        files.any(|source| {
            BROWSER
                .iter()
                .any(|name| words(&source.code, name).next().is_some())
        })
    };
    let idle = EXCEPTIONS.iter().filter(|(path, _)| !needed(path));
    idle.map(|(path, _)| format!("{path}:1: needs no exception in tests/tidy/layers.rs"))
        .collect()
}

#[test]
fn a_layer_may_not_import_upwards() {
    let faults = |path: &str, text: &str| imports(&Source::new(path, text));
    let one = |path: &str, text: &str, want: &str| assert_eq!(faults(path, text), [want], "{text}");
    one(
        "src/core/post.rs",
        "\nuse crate::engine::Client;",
        "src/core/post.rs:2: core may not use engine",
    );
    one(
        "src/core/post.rs",
        "use crate::{core::{id::Millis, time}, app};",
        "src/core/post.rs:1: core may not use app",
    );
    one(
        "src/app/a.rs",
        "use crate::{\n  core::x,\n  protocol::y,\n};",
        "src/app/a.rs:3: app may not use protocol",
    );
    one(
        "src/engine.rs",
        "fn f() { crate::browser::dom::x() }",
        "src/engine.rs:1: engine may not use browser",
    );
    one(
        "src/browser/a.rs",
        "use super::super::engine::x;",
        "src/browser/a.rs:1: browser may not use engine",
    );
    one(
        "src/protocol.rs",
        "use super::engine::x;",
        "src/protocol.rs:1: protocol may not use engine",
    );
    one(
        "src/core.rs",
        "use crate::*;",
        "src/core.rs:1: name what is imported from the root",
    );
    one(
        "src/bin/app.rs",
        "fn main() { skein::core::x() }",
        "src/bin/app.rs:1: bin may not use core",
    );
    one(
        "src/core/a.rs",
        "#[cfg(test)] mod tests { use crate::protocol::x; }",
        "src/core/a.rs:1: core may not use protocol",
    );
    assert_eq!(
        faults(
            "src/app/a.rs",
            "use crate::{app::{b, c}, core::d, engine::e, browser::f};"
        ),
        [""; 0]
    );
    assert_eq!(
        faults(
            "src/core/a.rs",
            "/// [`crate::engine`]\n// crate::app\nconst A: &str = \"crate::app\";"
        ),
        [""; 0]
    );
    assert_eq!(
        faults("src/core/a/b.rs", "use super::super::engine;"),
        [""; 0],
        "that is core::engine"
    );
}

#[test]
fn the_browser_is_for_one_layer_and_the_framework_for_another() {
    let faults = |path, text| imports(&Source::new(path, text)).len();
    assert_eq!(faults("src/core/a.rs", "use web_sys::Window;"), 1);
    assert_eq!(
        faults(
            "src/app/a.rs",
            "use wasm_bindgen::JsCast; let w: js_sys::Date;"
        ),
        2
    );
    assert_eq!(faults("src/browser/a.rs", "use web_sys::Window;"), 0);
    assert_eq!(faults("src/app/kit/time.rs", "use js_sys::Date;"), 0);
    assert_eq!(faults("src/browser/a.rs", "use leptos::prelude::*;"), 1);
    assert_eq!(
        faults("src/app/a.rs", "use leptos::prelude::*; // web_sys"),
        0
    );
    assert_eq!(idle_exceptions(&[]).len(), EXCEPTIONS.len());
}
