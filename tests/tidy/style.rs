//! What holds for the style sheets.

use super::source::{Source, block};

/// Properties for which there is a logical one, so that right-to-left scripts
/// need no second sheet.
const PHYSICAL: [&str; 8] = [
    "margin-left",
    "margin-right",
    "padding-left",
    "padding-right",
    "border-left",
    "border-right",
    "left",
    "right",
];

/// At-rules that may stand outside of a layer: they hold no rules themselves.
const FREE: [&str; 5] = ["@layer", "@property", "@font-face", "@import", "@charset"];

/// The layers that `layers.css` puts in order.
pub fn layers(tree: &[Source]) -> Vec<String> {
    let sheet = tree.iter().find(|source| source.path == "style/layers.css");
    let named = sheet.and_then(|sheet| sheet.bare.split_once("@layer")?.1.split_once(';'));
    let (names, _) = named.expect("style/layers.css names the layers first");
    names
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect()
}

pub fn faults(source: &Source, layers: &[String]) -> Vec<String> {
    if !source.is("css") {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for (at, _) in source.bare.match_indices("!important") {
        faults.push(source.fault(at, "!important: a later layer wins without"));
    }
    for (at, _) in source.bare.match_indices("@layer") {
        let rest = source.bare.get(at + 6..).unwrap_or_default();
        let names = rest.split(['{', ';']).next().unwrap_or_default();
        for name in names.split(',').map(str::trim) {
            if !layers.iter().any(|layer| layer == name) {
                faults.push(source.fault(at, &format!("layers.css knows no layer {name:?}")));
            }
        }
    }
    for (at, property) in properties(source) {
        if PHYSICAL.iter().any(|name| {
            property == *name
                || property
                    .strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with('-'))
        }) {
            faults.push(source.fault(at, &format!("{property}: use the logical property")));
        }
    }
    faults.extend(outside(source));
    faults
}

/// The names before the colons of declarations.
fn properties(source: &Source) -> Vec<(usize, &str)> {
    let mut properties = Vec::new();
    let mut at = 0;
    for part in source.code.split_inclusive(['{', '}', ';']) {
        if let Some((name, _)) = part.split_once(':').filter(|_| !part.ends_with('{')) {
            properties.push((at + name.len() - name.trim_start().len(), name.trim()));
        }
        at += part.len();
    }
    properties
}

/// Rules outside of every layer: they would win over all layers.
fn outside(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    let mut at = 0;
    while let Some(rest) = source.bare.get(at..).filter(|rest| !rest.trim().is_empty()) {
        at += rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        if !FREE.iter().any(|rule| rest.starts_with(rule)) {
            faults.push(source.fault(at, "a rule outside of every layer"));
        }
        let block = block(&source.bare, at);
        let end = rest.find(';').map_or(source.bare.len(), |end| at + end + 1);
        at = if end < block.start { end } else { block.end };
    }
    faults
}

#[test]
fn what_a_sheet_may_not_do_is_found() {
    let known = ["kit".to_owned(), "base".to_owned()];
    let faults = |css: &str| faults(&Source::new("style/a.css", css), &known);
    let rule = |rule: &str| faults(&format!("@layer kit {{\n  .a {{ {rule} }}\n}}"));
    for bad in [
        "margin-left: 1px",
        "color: red; padding-right:0",
        "left: 0;",
        "right:0",
        "border-left-width: 1px",
        "color: red !important",
    ] {
        assert_eq!(rule(bad).len(), 1, "{bad}: {:?}", rule(bad));
        assert!(
            rule(bad)[0].starts_with("style/a.css:2: "),
            "{:?}",
            rule(bad)
        );
    }
    for good in [
        "margin-inline-start: 1px",
        "inset: auto 0",
        "text-align: start",
        "--left: 1px",
        "/* left: 0 */",
        "background: url(\"a;left:0\")",
    ] {
        assert_eq!(rule(good), [""; 0], "{good}");
    }
    assert_eq!(faults("@layer kits { a { b: c } }").len(), 1);
    assert_eq!(
        faults(
            "@layer base, kit;\n@layer kit { a:hover { b: c } @media (width < 1px) { d { e: f } } }"
        ),
        [""; 0]
    );
    assert_eq!(faults(".a { b: c }\n@layer kit { }\n.d { e: f }").len(), 2);
}
