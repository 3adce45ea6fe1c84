//! What a link is: a mention, a hashtag or a way out; and whether it lies.

mod misleading;

use super::plain::{of_inlines, of_letters};
use super::tokenizer::Tag;
use super::{Around, Block, Inline, LinkKind};
use crate::core::safe_url::SafeUrl;

/// More mentions than these are not looked through for every link.
const MAX_MENTIONS: usize = 1_000;

/// Nor such as are unreasonably long: every link to them holds a copy.
const MAX_MENTION_BYTES: usize = 2_048;
/// The characters of a link's target that stand in for a missing text.
pub const MAX_STAND_IN: usize = 64;

/// An `<a>` whose text is still to come.
pub struct Target {
    url: SafeUrl,
    /// As it was written, if that was otherwise, for comparison with what the
    /// server named.
    href: Option<String>,
    says_mention: bool,
    says_tag: bool,
}

impl Target {
    /// `None` if the tag leads nowhere that is safe.
    pub fn of(tag: &Tag) -> Option<Target> {
        let href = tag.attribute("href")?;
        let says_tag = tag.has_class("hashtag") || tag.has_word("rel", "tag");
        let url = SafeUrl::parse(&href)?;
        let href = Some(href.trim()).filter(|href| *href != url.as_str());
        Some(Target {
            href: href.map(str::to_owned),
            url,
            says_mention: !says_tag && (tag.has_class("mention") || tag.has_class("u-url")),
            says_tag,
        })
    }

    /// See [`weight`].
    pub fn weight(&self) -> usize {
        weight(&self.url)
    }

    /// The link around its text.
    pub fn link(&self, mut children: Vec<Inline>, around: &Around) -> Inline {
        let mut text = of_inlines(&children);
        if text.trim().is_empty() && !shows_emoji(&children) {
            text = stand_in(&self.url);
            children = vec![Inline::Text(text.clone())];
        }
        let text = text.trim();
        let misleading = misleading::is_misleading(&of_letters(&children), &self.url);
        let (kind, misleading) = match self.named_mention(around) {
            // A handle's host need not be that of the actor's page.
            Some((handle, kind)) => (kind, misleading && !is_handle(text, &handle)),
            None => {
                let tag = self.tag(text, around);
                let mention = || self.mention(text).filter(|_| !misleading);
                (tag.or_else(mention).unwrap_or(LinkKind::Web), misleading)
            }
        };
        let url = self.url.clone();
        Inline::Link {
            url,
            kind,
            children,
            misleading,
        }
    }

    /// One of the mentions that the server listed, by its handle.
    fn named_mention(&self, around: &Around) -> Option<(String, LinkKind)> {
        let is_this = |url: &str| Some(url) == self.href.as_deref() || url == self.url.as_str();
        let fits = |text: &str| text.len() <= MAX_MENTION_BYTES;
        let mut mentions = around.mentions.iter().take(MAX_MENTIONS);
        let mention = mentions.find(|m| is_this(&m.url) || is_this(&m.actor))?;
        if !fits(&mention.actor) || !fits(&mention.handle) {
            return None;
        }
        let handle = mention.handle.trim_start_matches('@').to_owned();
        let actor = mention.actor.clone();
        Some((handle.clone(), LinkKind::Mention { actor, handle }))
    }

    /// A mention by its class, or by the likeness of text and address: the
    /// server may have listed none (foreign HTML).
    fn mention(&self, text: &str) -> Option<LinkKind> {
        let name = text.strip_prefix(['@', '＠', '!'])?;
        let user = name.split('@').next()?;
        let meant = self.says_mention || self.url.path().strip_prefix("/@") == Some(user);
        if !meant || user.is_empty() || name.contains(char::is_whitespace) {
            return None;
        }
        let handle = match name.contains('@') {
            true => name.to_owned(),
            false => format!("{name}@{}", self.url.authority()?),
        };
        let actor = self.url.as_str().to_owned();
        Some(LinkKind::Mention { actor, handle })
    }

    fn tag(&self, text: &str, around: &Around) -> Option<LinkKind> {
        let name = match text.strip_prefix(['#', '＃']) {
            Some(name) => name,
            None if self.says_tag => text,
            None => return None,
        };
        let known = |tag: &String| tag.to_lowercase() == name.to_lowercase();
        let meant = self.says_tag
            || self.leads_to_tag() && !self.says_mention
            || around.tags.iter().take(MAX_MENTIONS).any(known);
        let fit = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '#');
        (meant && fit).then(|| LinkKind::Tag(name.to_owned()))
    }

    /// `…/tags/x` or `…/tag/x`.
    fn leads_to_tag(&self) -> bool {
        let path = self.url.path().split(['?', '#']).next().unwrap_or("");
        let mut segments = path.trim_end_matches('/').rsplit('/');
        segments.next().is_some_and(|name| !name.is_empty())
            && matches!(segments.next(), Some("tags" | "tag"))
    }
}

/// What stands for a picture that is not to be seen yet: a link to it, which says
/// what it shows, or else where it lies.
pub fn to_picture(url: SafeUrl, alt: String) -> Block {
    let said = match alt.is_empty() {
        true => url.as_str().to_owned(),
        false => alt,
    };
    Block::Paragraph(vec![Inline::Link {
        url,
        kind: LinkKind::Web,
        children: vec![Inline::Text(said)],
        misleading: false,
    }])
}

/// How many more nodes a URL counts for: one `<a>` around a thousand
/// paragraphs makes a thousand copies.
pub fn weight(url: &SafeUrl) -> usize {
    url.as_str().len() / 512
}

/// Where a link leads in truth, to be said beside one whose text names another
/// place: its host, or the addresses that it writes to. These are whole, since
/// what was cut off could be the host.
pub fn destination(url: &SafeUrl) -> String {
    let addresses = || match url.path().split('?').next() {
        Some(to) if !to.is_empty() => to.to_owned(),
        _ => url.path().to_owned(),
    };
    url.display_host().unwrap_or_else(addresses)
}

fn stand_in(url: &SafeUrl) -> String {
    let text = url.as_str();
    match text.get(..MAX_STAND_IN - 1) {
        Some(start) if text.len() > MAX_STAND_IN => format!("{start}…"),
        _ => text.to_owned(),
    }
}

fn is_handle(text: &str, handle: &str) -> bool {
    text.trim_start_matches('@').eq_ignore_ascii_case(handle)
}

fn shows_emoji(children: &[Inline]) -> bool {
    children
        .iter()
        .any(|child| matches!(child, Inline::Emoji { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_has_a_destination_that_can_be_shown() {
        for (url, shown) in [
            ("https://A.example:8443/x", "a.example"),
            ("https://bücher.example/", "bücher.example"),
            ("gemini://a.example", "a.example"),
            ("mailto:a@evil.example?subject=x", "a@evil.example"),
            ("mailto:?to=a@evil.example", "?to=a@evil.example"),
            ("xmpp:a@evil.example/work", "a@evil.example/work"),
        ] {
            assert_eq!(destination(&SafeUrl::parse(url).unwrap()), shown, "{url}");
        }
    }
}
