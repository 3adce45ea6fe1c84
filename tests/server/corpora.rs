//! What others have collected to break readers, as plain strings.

use std::{fs, path::PathBuf};

use serde_json::Value;

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpora")
        .join(name)
}

fn json(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder(name)).unwrap()).unwrap()
}

fn fields(list: &Value, field: &str) -> Vec<String> {
    let strings = list.as_array().unwrap().iter();
    strings
        .filter_map(|case| case[field].as_str())
        .map(str::to_owned)
        .collect()
}

/// Tricks on eyes: directions, invisible characters, floods, likenesses.
fn tricks() -> Vec<String> {
    let flood = |piece: &str| piece.repeat(700);
    let plain = [
        "\u{202e}txt.exe",
        "a\u{2066}b\u{2069}c",
        "\u{200f}\u{061c}abc",
        "a\u{200b}b\u{2060}c\u{feff}d",
        "\u{3164}",
        "\u{2800}\u{00ad}\u{180e}",
        "\u{e0061}\u{e007f}",
        "\u{fff9}a\u{fffa}b\u{fffb}",
        "a\u{0}b\u{7f}c\u{85}d",
        "x\u{2028}y\u{2029}z",
        "✔ ✅ ☑ ✓ \u{1f6e1}\u{fe0f}",
        ":verified: Ana :verified:",
        "@good@mаstodon.social",
        "good@mastodon.social@evil.example",
        "@ana@one.example ",
        "java\tscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "blob:https://a.example/1",
        "filesystem:https://a.example/t/1",
        "//evil.example/",
        "https:\\\\evil.example\\@good.example",
        "https://good.example@evil.example/",
        "https://mаstodon.social/",
        "https://xn--a.example/",
        "ws://a.example",
        "wss://u:p@a.example",
        "\" onerror=\"window.__pwn=1",
        "{{7*7}}",
        "${7*7}",
    ];
    let floods = [
        "\u{301}",
        "a\u{301}\u{200d}",
        "\u{20dd}",
        "\u{1d167}",
        "\u{1f4a9}",
        "👨‍👩‍👧",
        ":blob:",
        "\u{fdfd}",
        "\u{202e}",
        "\u{200d}",
        "﷽",
        "<b>",
        "&amp;",
        "@a@b.example ",
        "#a ",
        "https://a.example/ ",
        "\n",
    ];
    let plain = plain.iter().map(|text| (*text).to_owned());
    plain
        .chain(floods.iter().map(|piece| flood(piece)))
        .collect()
}

/// All of them: some two thousand.
pub fn strings() -> Vec<String> {
    let mut all = tricks();
    all.extend(fields(&json("dompurify/expect.json"), "payload"));
    all.extend(serde_json::from_value::<Vec<String>>(json("blns/blns.json")).unwrap());
    all.extend(fields(&json("url/urltestdata.json"), "input"));
    for file in ["test1", "test2", "domjs"] {
        all.extend(fields(
            &json(&format!("html5lib/{file}.test"))["tests"],
            "input",
        ));
    }
    all
}

/// The files of the JSON test suite with their names.
pub fn documents() -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder("jsontestsuite/test_parsing")).unwrap();
    let mut all: Vec<_> = files
        .map(|file| file.unwrap())
        .map(|file| {
            (
                file.file_name().into_string().unwrap(),
                fs::read(file.path()).unwrap(),
            )
        })
        .collect();
    all.sort();
    all
}
