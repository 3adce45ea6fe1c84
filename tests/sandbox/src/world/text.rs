//! From what somebody typed to the HTML that Mastodon would make of it.

use super::World;
use super::id::{PersonNo, ServerNo};
use super::post::Revision;

/// The wording of a post: HTML, mentions and tags drawn from plain text.
pub fn words(world: &World, author: PersonNo, text: &str) -> Revision {
    let home = world.person(author).server;
    let mut words = Revision {
        text: text.to_owned(),
        ..Revision::default()
    };
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let lines: Vec<String> = part
                .lines()
                .map(|line| line_html(world, home, line, &mut words))
                .collect();
            format!("<p>{}</p>", lines.join("<br />"))
        })
        .collect();
    words.html = paragraphs.concat();
    words
}

fn line_html(world: &World, home: ServerNo, line: &str, words: &mut Revision) -> String {
    let mut html = String::new();
    let mut rest = line;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let fresh = !before.is_alphanumeric() && before != '/';
        let found = if fresh {
            token(world, home, rest, words)
        } else {
            None
        };
        let length = if let Some((length, made)) = found {
            html.push_str(&made);
            length
        } else {
            html.push_str(&escape(&rest[..first.len_utf8()]));
            first.len_utf8()
        };
        before = rest[..length].chars().next_back().unwrap_or(' ');
        rest = &rest[length..];
    }
    html
}

/// A link, mention or hashtag at the start of `rest`: its length and its HTML.
fn token(
    world: &World,
    home: ServerNo,
    rest: &str,
    words: &mut Revision,
) -> Option<(usize, String)> {
    if rest.starts_with("https://") || rest.starts_with("http://") {
        let end = rest
            .find(|c: char| c.is_whitespace() || "<>\"".contains(c))
            .unwrap_or(rest.len());
        let link = rest[..end].trim_end_matches(['.', ',', ')', '!', '?', ';', ':']);
        return Some((link.len(), link_html(link)));
    }
    if let Some(name) = rest.strip_prefix('#') {
        let end = name
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(name.len());
        let tag = &name[..end];
        if tag.is_empty() || tag.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        if !words.tags.iter().any(|t| t.eq_ignore_ascii_case(tag)) {
            words.tags.push(tag.to_owned());
        }
        let href = format!(
            "{}/tags/{}",
            world.server(home).base(),
            encode(&tag.to_lowercase())
        );
        let html = format!(
            "<a href=\"{href}\" class=\"mention hashtag\" rel=\"tag\">#<span>{tag}</span></a>"
        );
        return Some((tag.len() + 1, html));
    }
    mention(world, home, rest, words)
}

fn mention(
    world: &World,
    home: ServerNo,
    rest: &str,
    words: &mut Revision,
) -> Option<(usize, String)> {
    let handle = rest.strip_prefix('@')?;
    let end = handle
        .find(|c: char| !(c.is_ascii_alphanumeric() || "_-.:@".contains(c)))
        .unwrap_or(handle.len());
    let handle = handle[..end].trim_end_matches(['.', ':', '@', '-']);
    let (name, server) = match handle.split_once('@') {
        Some((name, server)) => (name, world.find_server(server)?),
        None => (handle, home),
    };
    let person = world.find_on(server, name)?;
    if !words.mentions.contains(&person) {
        words.mentions.push(person);
    }
    let href = format!(
        "{}/@{}",
        world.server(server).base(),
        world.person(person).name
    );
    let html = format!(
        "<span class=\"h-card\" translate=\"no\"><a href=\"{href}\" class=\"u-url mention\">@<span>{name}</span></a></span>"
    );
    Some((handle.len() + 1, html))
}

/// Mastodon hides the scheme and what is beyond thirty characters.
pub fn link_html(link: &str) -> String {
    let shown = ["https://www.", "http://www.", "https://", "http://"]
        .iter()
        .find(|prefix| link.starts_with(**prefix))
        .map_or(0, |prefix| prefix.len());
    let cut = link[shown..]
        .char_indices()
        .nth(30)
        .map_or(link.len(), |(at, _)| shown + at);
    let class = if cut < link.len() { "ellipsis" } else { "" };
    format!(
        "<a href=\"{}\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">{}</span><span class=\"{class}\">{}</span><span class=\"invisible\">{}</span></a>",
        escape(link),
        escape(&link[..shown]),
        escape(&link[shown..cut]),
        escape(&link[cut..])
    )
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Percent-encodes everything that is not unreserved.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::build::tests::small;

    #[test]
    fn text_becomes_mastodon_html() {
        let world = small(60);
        let ana = world.find_person("ana@one").unwrap();
        let words = words(
            &world,
            ana,
            "Hi @bo & @haru@three #Bread\nhttps://example.org/a.\n\nEnd",
        );
        assert_eq!(words.mentions.len(), 2);
        assert_eq!(words.tags, ["Bread"]);
        assert!(words.html.starts_with("<p>Hi <span class=\"h-card\""));
        assert!(
            words
                .html
                .contains("<span class=\"invisible\">https://</span>")
        );
        assert!(words.html.contains("&amp; "));
        assert!(words.html.ends_with("</a>.</p><p>End</p>"));
    }
}
