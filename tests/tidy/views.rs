//! Words for the reader, which belong into one place.

use std::ops::Range;

use super::{
    layers::words,
    source::{Source, block},
};

/// Words for the reader that stand in a view instead of in `words.rs`: strings
/// and bare text between tags, and attributes that are read out.
pub fn words_in_views(source: &Source) -> Vec<String> {
    if !(source.is("rs") && source.within("src/app")) || source.path.starts_with("src/app/words") {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let mut done = 0;
    for at in words(&source.code, "view") {
        if at < done
            || !source
                .code
                .get(at..)
                .is_some_and(|rest| rest.starts_with("view! {"))
        {
            continue;
        }
        let view = block(&source.code, at);
        done = view.end;
        faults.extend(said_in_strings(source, view.clone()));
        faults.extend(said_bare(source, view));
    }
    faults
        .into_iter()
        .map(|at| source.fault(at, "words for the reader belong into words.rs"))
        .collect()
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

fn said_in_strings(source: &Source, view: Range<usize>) -> Vec<usize> {
    let quotes: Vec<usize> = source
        .code
        .match_indices('"')
        .map(|(at, _)| at)
        .filter(|at| view.contains(at))
        .collect();
    let said = |pair: &&[usize]| {
        let [open, close] = **pair else { return false };
        let before = source.code.get(..open).unwrap_or_default().trim_end();
        let after = source
            .code
            .get(close + 1..)
            .unwrap_or_default()
            .trim_start();
        let child = before.ends_with('>') && !before.ends_with("=>") && !before.ends_with("->");
        let block = before
            .strip_suffix('{')
            .map(str::trim_end)
            .is_some_and(|before| {
                before.ends_with('>') && !before.ends_with("=>") && after.starts_with('}')
            });
        let told = ["aria-label=", "title=", "alt=", "placeholder="]
            .iter()
            .any(|name| before.ends_with(name));
        (child || block || told) && has_letters(source.bare.get(open..close).unwrap_or_default())
    };
    quotes.chunks(2).filter(said).map(|pair| pair[0]).collect()
}

/// Text without quotes: what stands between `>` and `</`.
fn said_bare(source: &Source, view: Range<usize>) -> Vec<usize> {
    let ends = source
        .code
        .match_indices("</")
        .map(|(at, _)| at)
        .filter(|at| view.contains(at));
    let said = |end: usize| {
        let before = source.code.get(..end)?;
        let begin = before.rfind(['>', '{', '}', '"'])?;
        let bare = before.get(begin..)?.strip_prefix('>')?;
        has_letters(bare).then_some(begin + 1)
    };
    ends.filter_map(said).collect()
}

#[test]
fn words_in_a_view_are_found() {
    let check = |path: &str, text: &str| words_in_views(&Source::new(path, text)).len();
    let view = |inner: &str| format!("fn a() {{ view! {{ {inner} }} }}");
    for inner in [
        "<p>\"Loading\"</p>",
        "<p>{\"Loading\"}</p>",
        "<p>Loading</p>",
        "<b>{x}</b><p>\n  Please wait\n</p>",
        "<img alt=\"A cat\" />",
        "<button aria-label=\"Close\"></button>",
        "<p class=\"a\">\"x\"</p>",
    ] {
        assert_eq!(check("src/app/a.rs", &view(inner)), 1, "{inner}");
    }
    for inner in [
        "<p class=\"panel\">{words::LOADING}</p>",
        "<rp>\"(\"</rp>",
        "<img alt=\"\" />",
        "<p>{name}</p>",
        "{move || match x { A => \"link\", _ => { \"y\" } }}",
        "<Show when=move || a > b>{c}</Show>",
        "<p>{x}\" · \"{y}</p>",
    ] {
        assert_eq!(check("src/app/a.rs", &view(inner)), 0, "{inner}");
    }
    assert_eq!(check("src/app/words.rs", &view("<p>\"x\"</p>")), 0);
}
