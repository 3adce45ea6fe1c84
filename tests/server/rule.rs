//! What must hold for everything that is read, whatever it was read from.

use serde_json::Value;
use skein::core::{
    actor::{Actor, Handle},
    post::{Post, Quote, Seen, Translation, Version},
    rich_text::Inline,
    safe_url::SafeUrl,
    timeline::{Entry, Item, Page, What},
};

use super::oracle::{assert_safe, check_inlines, check_tree};

/// Longer than any honest name of a post or a person.
const MAX_NAME: usize = 2_048;
const MAX_TEXT: usize = 200_000;
/// More than any living script stacks on one letter.
const MAX_MARKS: usize = 8;

/// Where text stands that people read, by the key above it.
const TEXTS: [&str; 22] = [
    "Text",
    "Code",
    "Math",
    "Tag",
    "Unknown",
    "Hidden",
    "text",
    "over",
    "user",
    "host",
    "name",
    "alt",
    "image_alt",
    "blurhash",
    "title",
    "description",
    "provider",
    "language",
    "handle",
    "kind",
    "audience",
    "plain",
];
/// Where names stand that machines compare and nobody opens.
const NAMES: [&str; 3] = ["uri", "actor", "Shown"];
/// What is fetched to be shown.
const MEDIA: [&str; 3] = ["avatar", "preview", "image"];

pub fn page(page: &Page) {
    page.items.iter().for_each(item);
}

pub fn item(item: &Item) {
    entry(&item.entry);
    assert_eq!(item.seen.is_none(), item.entry.what == What::Unreadable);
    item.seen.iter().for_each(seen);
}

fn entry(entry: &Entry) {
    name(entry.key.as_str());
    if let What::Boost { by, name, .. } = &entry.what {
        handle(by);
        text(name);
        assert!(name.chars().count() <= 512, "{name:.99}");
    }
}

pub fn seen(seen: &Seen) {
    post(&seen.post);
    name(seen.sighting.local.as_str());
    seen.sighting
        .parent
        .iter()
        .for_each(|parent| name(parent.as_str()));
    let sighting = &seen.sighting;
    sighting.quoted.iter().for_each(|it| name(it.as_str()));
    for filter in &sighting.filtered {
        text(&filter.title);
        assert!(filter.title.chars().count() <= 100);
    }
    assert!(sighting.filtered.len() <= 8);
    if let Some(ballot) = &sighting.ballot {
        name(ballot.local.as_str());
        assert!(ballot.tally.len() <= 50);
    }
    if let Some(quoted) = &seen.quoted {
        let uri = &quoted.post.uri;
        match seen.post.quote.as_ref().unwrap() {
            Quote::Shown(shown) | Quote::Hidden(_, Some(shown)) => assert_eq!(shown, uri),
            quote => panic!("{quote:?}"),
        }
        assert!(
            quoted.quoted.is_none(),
            "a quote within a quote within a quote"
        );
        post(&quoted.post);
    }
}

pub fn post(post: &Post) {
    actor(&post.author);
    check_tree(&post.text);
    check_inlines(&post.warning);
    assert!(
        post.media.len() <= 32
            && post
                .poll
                .as_ref()
                .is_none_or(|poll| poll.options.len() <= 50)
    );
    let focus = post.media.iter().filter_map(|media| media.focus);
    assert!(
        focus
            .flat_map(|(x, y)| [x, y])
            .all(|at| (-1.0..=1.0).contains(&at))
    );
    let stored = serde_json::to_value(post).unwrap();
    leaves(&stored, "");
    let again: Post = serde_json::from_value(stored).unwrap();
    assert_eq!(&again, post, "it comes out of the database as it went in");
}

pub fn version(version: &Version) {
    check_tree(&version.text);
    check_inlines(&version.warning);
    version.options.iter().for_each(|it| check_inlines(it));
    assert!(version.media.len() <= 32 && version.options.len() <= 50);
    for media in &version.media {
        leaves(&serde_json::to_value(media).unwrap(), "");
    }
}

pub fn translation(translation: &Translation) {
    check_tree(&translation.text);
    check_inlines(&translation.warning);
    translation.options.iter().for_each(|it| check_inlines(it));
    text(&translation.provider);
    assert!(translation.provider.chars().count() <= 60);
    text(translation.from.as_deref().unwrap_or_default());
}

pub fn actor(actor: &Actor) {
    handle(&actor.handle);
    check_inlines(&actor.name);
    let pictures = actor
        .name
        .iter()
        .filter(|inline| matches!(inline, Inline::Emoji { .. }))
        .count();
    let chars = actor.plain_name().chars().count();
    assert!(
        pictures <= 32 && chars <= 512,
        "{pictures} pictures, {chars} characters"
    );
    let visible = |c: char| !c.is_whitespace() && !is_invisible(c);
    let all_blank = pictures == 0 && !actor.plain_name().chars().any(visible);
    assert!(actor.name.is_empty() || !all_blank, "{:?}", actor.name);
    leaves(&serde_json::to_value(actor).unwrap(), "");
}

/// `user@host` as machines and people must read it alike.
fn handle(handle: &Handle) {
    let shown = handle.to_string();
    for part in [&handle.user, &handle.host] {
        let odd = |c: char| c.is_whitespace() || c.is_control() || c == '@' || is_invisible(c);
        assert!(!part.contains(odd), "{shown:?}");
    }
    assert!(
        handle
            .host
            .chars()
            .all(|c| c.is_ascii_graphic() || c == '\u{fffd}'),
        "{shown:?}"
    );
    assert_eq!(
        &Handle::new(&shown, "other.example"),
        handle,
        "{shown:?} reads as another"
    );
}

/// Every string in what is kept, by the key that it stands under.
fn leaves(value: &Value, key: &str) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| leaves(value, key)),
        Value::Array(list) => list.iter().for_each(|value| leaves(value, key)),
        Value::String(word) if word == "Break" || word == "Rule" => {}
        Value::String(leaf) if TEXTS.contains(&key) => text(leaf),
        Value::String(leaf) if NAMES.contains(&key) => name(leaf),
        Value::String(leaf) => {
            let url = SafeUrl::parse(leaf).unwrap_or_else(|| panic!("{key}: {leaf:.200}"));
            assert_eq!(url.as_str(), leaf);
            assert_safe(&url);
            assert!(
                !MEDIA.contains(&key) || SafeUrl::media(leaf).is_some(),
                "{key}: {leaf}"
            );
        }
        _ => {}
    }
}

pub fn text(text: &str) {
    assert!(text.chars().count() <= MAX_TEXT);
    let mut marks = 0;
    for c in text.chars() {
        let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        assert!(
            !turns && (!c.is_control() || c == '\n' || c == '\t'),
            "{text:.99?}"
        );
        marks = match c {
            '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20f0}' | '\u{1d167}'..='\u{1d169}' => {
                marks + 1
            }
            c if is_invisible(c) => marks,
            _ => 0,
        };
        assert!(marks <= MAX_MARKS, "{text:.99?}");
    }
}

fn name(name: &str) {
    assert!(name.len() <= MAX_NAME, "{} bytes: {name:.99}", name.len());
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    assert!(
        !name.contains(|c: char| c.is_control() || turns(c)),
        "{name:?}"
    );
}

/// What takes no place on screen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
