//! Words for the reader, which belong into one place.

use super::source::Source;

/// Attributes that are read out or shown.
const TOLD: [&str; 4] = ["aria-label", "title", "alt", "placeholder"];

/// Words for the reader that stand in a view instead of in `words.rs`: what is
/// put into an element, and attributes that are read out.
pub fn words_in_views(source: &Source) -> Vec<String> {
    if !(source.is("rs") && source.within("src/app")) || source.path.starts_with("src/app/words") {
        return Vec::new();
    }
    let mut openings = vec![".put(".to_owned()];
    for name in TOLD {
        openings.push(format!(".at(\"{name}\","));
        openings.push(format!(".live(\"{name}\", move || Some("));
    }
    let faults = openings
        .iter()
        .flat_map(|opening| said_after(source, opening));
    faults
        .map(|at| source.fault(at, "words for the reader belong into words.rs"))
        .collect()
}

/// Where a string with letters follows one of these.
fn said_after(source: &Source, opening: &str) -> Vec<usize> {
    let found = source.bare.match_indices(opening);
    let said = |at: usize| {
        let begin = at + opening.len();
        let rest = source.bare.get(begin..)?;
        let text = rest.trim_start().strip_prefix('"')?;
        let inner = text.split('"').next()?;
        inner.chars().any(char::is_alphabetic).then_some(begin)
    };
    found.filter_map(|(at, _)| said(at)).collect()
}

#[test]
fn words_in_a_view_are_found() {
    let check = |path: &str, text: &str| words_in_views(&Source::new(path, text)).len();
    let view = |inner: &str| format!("fn a() {{ {inner} }}");
    for inner in [
        "el(\"p\").put(\"Loading\")",
        "el(\"p\")\n.put(\n  \"Please wait\",\n)",
        "el(\"img\").at(\"alt\", \"A cat\")",
        "button(\"x\").at(\"aria-label\", \"Close\")",
    ] {
        assert_eq!(check("src/app/a.rs", &view(inner)), 1, "{inner}");
    }
    for inner in [
        "el(\"p\").class(\"panel\").put(words::LOADING)",
        "el(\"rp\").put(\"(\")",
        "el(\"img\").at(\"alt\", \"\")",
        "el(\"p\").put(name).put(\" · \")",
        "el(\"a\").at(\"rel\", \"nofollow\")",
    ] {
        assert_eq!(check("src/app/a.rs", &view(inner)), 0, "{inner}");
    }
    assert_eq!(check("src/app/words.rs", &view("el(\"p\").put(\"x\")")), 0);
}
