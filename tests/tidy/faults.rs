//! What docs/faults.md promises: that there is a test for each fault, by name.

use super::source::Source;

const TABLE: &str = "docs/faults.md";

/// The rows that must be there.
fn rows() -> impl Iterator<Item = String> {
    let faults = (1..=25)
        .chain(28..=31)
        .chain(33..=49)
        .chain(51..=55)
        .chain(61..=62);
    let faults = faults.map(|number| format!("F{number}"));
    faults.chain(["P1", "P2", "P3", "P4", "P5"].map(Into::into))
}

/// A test that the table names: in which row, in which file.
struct Claim<'a> {
    at: usize,
    row: &'a str,
    file: &'a str,
    test: &'a str,
}

/// Names stand in backticks in the last column, each behind its file's.
fn claims(table: &Source) -> Vec<Claim<'_>> {
    let mut claims = Vec::new();
    let mut at = 0;
    for line in table.text.split_inclusive('\n') {
        let cells: Vec<&str> = line.trim().trim_matches('|').split(" | ").collect();
        let mut file = "";
        for name in cells.get(2).unwrap_or(&"").split('`').skip(1).step_by(2) {
            match name.starts_with("src/") || name.starts_with("tests/") {
                true => file = name,
                false => claims.push(Claim {
                    at,
                    row: cells[0].trim(),
                    file,
                    test: name,
                }),
            }
        }
        at += line.len();
    }
    claims
}

fn has_test(source: &Source, name: &str) -> bool {
    if source.is("rs") {
        return source.code.contains(&format!("fn {name}("));
    }
    let quotes = ['"', '`', '\''];
    quotes.iter().any(|quote| {
        let title = format!("test({quote}{name}{quote}");
        source.bare.contains(&title)
    })
}

/// Tests that are named and do not exist, and rows without any.
pub fn unkept(tree: &[Source]) -> Vec<String> {
    let Some(table) = tree.iter().find(|source| source.path == TABLE) else {
        return vec![format!("{TABLE}:1: it is missing")];
    };
    let claims = claims(table);
    let exists = |claim: &Claim| {
        let file = tree.iter().find(|source| source.path == claim.file);
        file.is_some_and(|file| has_test(file, claim.test))
    };
    let missing = claims.iter().filter(|claim| !exists(claim));
    let missing = missing.map(|claim| {
        let what = format!("{}: no test {} in {}", claim.row, claim.test, claim.file);
        table.fault(claim.at, &what)
    });
    let bare = rows().filter(|row| claims.iter().all(|claim| claim.row != row));
    missing
        .chain(bare.map(|row| format!("{TABLE}:1: {row} has no test")))
        .collect()
}

#[test]
fn tests_that_are_promised_and_missing_are_found() {
    let all: Vec<String> = rows()
        .map(|row| format!("| {row} | x | `tests/a.rs` `a` |\n"))
        .collect();
    let tree = |table: &str| {
        let code = "#[test]\nfn a() {}\n// fn b() {}\n";
        let story =
            "test(\"it is so\", async () => {});\ntest(`it ${is} so`, 1); // test(\"or not\"";
        vec![
            Source::new(TABLE, table),
            Source::new("tests/a.rs", code),
            Source::new("tests/e2e/a.spec.mjs", story),
        ]
    };
    let found = |more: &str| unkept(&tree(&format!("{}{more}", all.concat())));
    assert!(found("").is_empty());
    let story =
        "| F9 | x | `tests/e2e/a.spec.mjs` `it is so`, `it ${is} so` · `tests/a.rs` `a` |\n";
    assert!(found(story).is_empty());
    for wrong in [
        "`tests/a.rs` `b`",
        "`tests/b.rs` `a`",
        "`a`",
        "`tests/e2e/a.spec.mjs` `or not`",
    ] {
        let faults = found(&format!("| F9 | x | {wrong} |\n"));
        assert_eq!(faults.len(), 1, "{wrong}: {faults:?}");
        assert!(
            faults[0].starts_with("docs/faults.md:59: F9: no test"),
            "{faults:?}"
        );
    }
    let without = all.concat().replace("| F20 |", "| F99 |");
    assert_eq!(
        unkept(&tree(&without)),
        ["docs/faults.md:1: F20 has no test"]
    );
    assert_eq!(unkept(&[]).len(), 1);
}
