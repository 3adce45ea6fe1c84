//! Reads the tree as text and reports what the compiler does not mind, in
//! lines of `path:line: what`. Every check is itself tested on bad snippets.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

#[path = "tidy/faults.rs"]
mod faults;
#[path = "tidy/functions.rs"]
mod functions;
#[path = "tidy/layers.rs"]
mod layers;
#[path = "tidy/source.rs"]
mod source;
#[path = "tidy/style.rs"]
mod style;
#[path = "tidy/views.rs"]
mod views;
#[path = "tidy/words.rs"]
mod words;

use std::collections::BTreeMap;

use source::{Source, tree};

/// The most lines that a file may have.
const LINES: usize = 400;
/// Files that may be longer, and why.
const LONG: [(&str, &str); 0] = [];
/// The most files that a folder of the source may hold.
const FILES: usize = 14;
/// Folders that may hold more, and why.
const CROWDED: [(&str, &str); 0] = [];

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn all(check: impl Fn(&Source) -> Vec<String>) {
    none(tree().iter().flat_map(check).collect());
}

#[test]
fn every_layer_keeps_to_its_place() {
    let tree = tree();
    none(
        tree.iter()
            .flat_map(layers::imports)
            .chain(layers::idle_exceptions(&tree))
            .collect(),
    );
}

#[test]
fn no_forbidden_word_is_in_the_source() {
    all(words::forbidden);
}

#[test]
fn names_say_what_things_are() {
    all(words::vague_names);
}

#[test]
fn a_token_cannot_be_printed() {
    all(words::printable_tokens);
    let tokens = tree()
        .iter()
        .filter(|source| source.within("src") && source.code.contains("struct Token("))
        .count();
    assert_eq!(
        tokens, 1,
        "there is one type for tokens, and the check finds it"
    );
}

#[test]
fn no_path_of_one_machine_is_in_the_tree() {
    all(words::machine_paths);
}

#[test]
fn words_for_the_reader_are_in_one_place() {
    all(views::words_in_views);
}

#[test]
fn style_sheets_keep_to_their_layers() {
    let tree = tree();
    let layers = style::layers(&tree);
    none(
        tree.iter()
            .flat_map(|source| style::faults(source, &layers))
            .collect(),
    );
}

#[test]
fn every_fault_has_the_tests_that_are_promised() {
    none(faults::unkept(&tree()));
}

fn is_ours(source: &Source) -> bool {
    let ours = ["src", "style", "public", "tests"]
        .iter()
        .any(|folder| source.within(folder));
    ours && ["rs", "css", "mjs", "js"]
        .iter()
        .any(|ending| source.is(ending))
}

fn too_long(source: &Source) -> Option<String> {
    let lines = source.lines();
    let excused = LONG.iter().any(|(path, _)| *path == source.path);
    (is_ours(source) && lines > LINES && !excused)
        .then(|| format!("{}:{lines}: longer than {LINES} lines", source.path))
}

#[test]
fn files_are_short() {
    let tree = tree();
    none(tree.iter().filter_map(too_long).collect());
    let mut lines: Vec<_> = tree
        .iter()
        .filter(|source| is_ours(source))
        .map(Source::lines)
        .collect();
    lines.sort_unstable();
    let median = lines[lines.len() / 2];
    println!("{} files, {median} lines in the median", lines.len());
    if median > 120 {
        println!("the median should be 120 lines at most");
    }
}

#[test]
fn functions_are_short() {
    let tree = tree();
    let excused = &functions::LONG;
    none(
        tree.iter()
            .flat_map(|source| functions::too_long(source, excused))
            .chain(functions::idle_exceptions(&tree, excused))
            .collect(),
    );
}

fn crowded(tree: &[Source]) -> Vec<String> {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for source in tree.iter().filter(|source| source.within("src")) {
        let (folder, _) = source.path.rsplit_once('/').unwrap();
        *folders.entry(folder).or_default() += 1;
    }
    let full = folders.iter().filter(|(folder, files)| {
        **files > FILES && !CROWDED.iter().any(|(excused, _)| excused == *folder)
    });
    full.map(|(folder, files)| format!("{folder}:1: {files} files are more than one idea"))
        .collect()
}

fn misnamed(source: &Source) -> Option<String> {
    let is_mod = source.path.ends_with("/mod.rs");
    is_mod.then(|| format!("{}:1: a module is x.rs beside x/", source.path))
}

#[test]
fn folders_and_modules_are_laid_out_alike() {
    let tree = tree();
    none(
        crowded(&tree)
            .into_iter()
            .chain(tree.iter().filter_map(misnamed))
            .collect(),
    );
}

#[test]
fn long_files_crowded_folders_and_mod_rs_are_found() {
    let of = |path: &str, lines: usize| Source::new(path, &"x\n".repeat(lines));
    assert!(too_long(&of("src/a.rs", 400)).is_none());
    assert_eq!(
        too_long(&of("src/a.rs", 401)).as_deref(),
        Some("src/a.rs:401: longer than 400 lines")
    );
    assert!(too_long(&of("tests/e2e/a.spec.mjs", 401)).is_some());
    assert!(too_long(&of("tests/server/a.json", 4_000)).is_none());
    let folder = |files: usize| {
        (0..files)
            .map(|n| of(&format!("src/a/{n}.rs"), 1))
            .collect::<Vec<_>>()
    };
    assert!(crowded(&folder(14)).is_empty());
    assert_eq!(
        crowded(&folder(15)),
        ["src/a:1: 15 files are more than one idea"]
    );
    assert!(
        misnamed(&of("src/a/mod.rs", 1)).is_some() && misnamed(&of("src/a/amod.rs", 1)).is_none()
    );
}
