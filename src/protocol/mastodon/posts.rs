//! Statuses → posts and sightings.

use std::sync::Arc;

use serde_json::value::RawValue;

use super::{
    actors::{actor, emojis},
    wire,
};
use crate::{
    core::{
        actor::{Actor, Handle},
        http::Response,
        id::{LocalId, PostUri},
        picture::blurhash::is_blurhash,
        post::{
            Audience, Card, Counts, Media, MediaKind, Mine, Poll, Post, Quote, ReplyTo, Seen,
            Sighting,
        },
        rich_text::{
            Around, CustomEmoji, Mention, clean_text, parse_html, parse_name, parse_plain,
        },
        safe_url::SafeUrl,
        time::parse_time,
    },
    protocol::{BadAnswer, Shown, Viewer, answer},
};

/// The most attachments and poll options that are taken: twice as many as any
/// server allows.
const MEDIA: usize = 32;
const OPTIONS: usize = 50;

/// Reads one status. A boost is read as the post that it boosts: that is how
/// Mastodon answers to `reblog`.
pub fn read_post(viewer: &Viewer, response: &Response) -> Result<Seen, BadAnswer> {
    let status: wire::Status = answer::json(response, "Status")?;
    let inner = status
        .reblog
        .as_deref()
        .and_then(wire::read::<wire::Status>);
    let seen = seen(inner.unwrap_or(status), viewer, 1);
    seen.ok_or_else(|| BadAnswer::Garbled {
        at: "Status",
        why: "it lacks id, uri or author".into(),
    })
}

/// Reads `GET /api/v1/statuses/:id/context`.
pub fn read_conversation(viewer: &Viewer, response: &Response) -> Result<Shown, BadAnswer> {
    let context: wire::Context = answer::json(response, "Context")?;
    let parts = [context.ancestors, context.descendants];
    if parts.iter().all(Option::is_none) {
        return Err(answer::garbled(response, "Context", "it has no posts"));
    }
    Ok(shown(parts.iter().flatten().flatten(), viewer))
}

/// Reads the posts of a search.
pub fn read_found(viewer: &Viewer, response: &Response) -> Result<Shown, BadAnswer> {
    let search: wire::Search = answer::json(response, "Search")?;
    let none = || answer::garbled(response, "Search", "it has no posts");
    Ok(shown(search.statuses.ok_or_else(none)?.iter(), viewer))
}

fn shown<'a>(statuses: impl Iterator<Item = &'a Box<RawValue>>, viewer: &Viewer) -> Shown {
    let mut shown = Shown::default();
    for raw in statuses {
        match wire::read(raw).and_then(|status| seen(status, viewer, 1)) {
            Some(seen) => shown.seen.push(seen),
            None => shown.skipped += 1,
        }
    }
    shown
}

/// A status as a post and its sighting. `None` if it lacks what names it. Of
/// quotes within quotes, `quotes` are followed.
pub fn seen(mut status: wire::Status, viewer: &Viewer, quotes: u8) -> Option<Seen> {
    let local = LocalId::new(status.id.as_deref()?);
    let uri = PostUri::new(status.uri.as_deref().or(status.url.as_deref())?);
    let (quote, quoted) = quote(status.quote.take(), viewer, quotes);
    let sighting = Sighting {
        account: viewer.account.clone(),
        local,
        mine: Mine {
            liked: status.favourited,
            boosted: status.reblogged,
            saved: status.bookmarked,
        },
        counts: Counts {
            replies: status.replies_count,
            boosts: status.reblogs_count,
            likes: status.favourites_count,
        },
        parent: status.in_reply_to_id.clone().map(LocalId::new),
    };
    let post = post(status, uri, quote, viewer)?;
    Some(Seen {
        post,
        sighting,
        quoted,
    })
}

fn post(status: wire::Status, uri: PostUri, quote: Option<Quote>, viewer: &Viewer) -> Option<Post> {
    let author = Arc::new(actor(&status.account, viewer)?);
    let published = status.created_at.as_deref().and_then(parse_time)?;
    let emoji = emojis(&status.emojis);
    let mentions = mentions(&status.mentions, viewer);
    let tags: Vec<String> = status
        .tags
        .iter()
        .filter_map(|tag| tag.name.clone())
        .collect();
    let around = Around {
        mentions: &mentions,
        tags: &tags,
        emoji: &emoji,
        hide_quote_fallback: matches!(quote, Some(Quote::Shown(_))),
    };
    let text = parse_html(status.content.as_deref().unwrap_or_default(), &around);
    let reply = reply(&status, &author, viewer);
    let attached = status.media_attachments.iter().take(MEDIA);
    let warning = status.spoiler_text.as_deref().unwrap_or_default();
    Some(Post {
        web: status.url.as_deref().and_then(SafeUrl::parse),
        published,
        edited: status.edited_at.as_deref().and_then(parse_time),
        warning: parse_plain(warning, &emoji),
        sensitive: status.sensitive.unwrap_or(false),
        text,
        language: status.language.as_deref().and_then(language),
        media: attached.map(media).collect(),
        poll: status.poll.map(|poll| self::poll(poll, &emoji)),
        card: status.card.and_then(card),
        quote,
        reply,
        audience: audience(status.visibility.as_deref()),
        uri,
        author,
    })
}

/// A language tag that is fit for `lang=`: letters, digits and hyphens.
fn language(tag: &str) -> Option<String> {
    let fit = tag.len() <= 35 && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (fit && tag.len() >= 2).then(|| tag.to_owned())
}

fn mentions(mentions: &[wire::Mention], viewer: &Viewer) -> Vec<Mention> {
    let mention = |mention: &wire::Mention| {
        let url = mention.url.clone()?;
        let handle = Handle::new(mention.acct.as_deref()?, &viewer.handle_host).to_string();
        Some(Mention {
            actor: url.clone(),
            url,
            handle,
        })
    };
    mentions.iter().filter_map(mention).collect()
}

/// Whether the post answers somebody, and whom. The parent may be unknown to
/// the server (`in_reply_to_id` null) though the account is named.
fn reply(status: &wire::Status, author: &Actor, viewer: &Viewer) -> Option<ReplyTo> {
    let to = status.in_reply_to_account_id.as_deref();
    if to.is_none() && status.in_reply_to_id.is_none() {
        return None;
    }
    if to.is_some() && to == status.account.id.as_deref() {
        return Some(ReplyTo {
            handle: Some(author.handle.to_string()),
        });
    }
    let named = status
        .mentions
        .iter()
        .find(|mention| to.is_some() && mention.id.as_deref() == to);
    let handle = named.and_then(|mention| mention.acct.as_deref());
    Some(ReplyTo {
        handle: handle.map(|acct| Handle::new(acct, &viewer.handle_host).to_string()),
    })
}

fn audience(visibility: Option<&str>) -> Audience {
    match visibility {
        Some("public") => Audience::Public,
        Some("unlisted") => Audience::Unlisted,
        Some("private") => Audience::Followers,
        Some("direct") => Audience::Direct,
        other => Audience::Unknown(clean_text(other.unwrap_or_default(), 40)),
    }
}

fn media(media: &wire::Attachment) -> Media {
    let kind = match media.kind.as_deref() {
        Some("image") => MediaKind::Image,
        Some("gifv") => MediaKind::Gifv,
        Some("video") => MediaKind::Video,
        Some("audio") => MediaKind::Audio,
        other => MediaKind::Unknown(clean_text(other.unwrap_or_default(), 40)),
    };
    let meta = media.meta.as_ref();
    let size = meta.and_then(|meta| meta.original.as_ref().or(meta.small.as_ref()));
    let seconds = meta.and_then(|meta| meta.original.as_ref()?.duration);
    let alt = media
        .description
        .as_deref()
        .map(|alt| clean_text(alt, 5_000));
    Media {
        kind,
        url: media.url.as_deref().and_then(SafeUrl::media),
        preview: media.preview_url.as_deref().and_then(SafeUrl::media),
        alt: alt.filter(|alt| !alt.trim().is_empty()),
        size: size.and_then(|size| {
            size.width
                .filter(|w| *w > 0)
                .zip(size.height.filter(|h| *h > 0))
        }),
        focus: meta
            .and_then(|meta| meta.focus.as_ref())
            .map(|focus| (focus.x.clamp(-1.0, 1.0), focus.y.clamp(-1.0, 1.0))),
        blurhash: media.blurhash.clone().filter(|hash| is_blurhash(hash)),
        seconds: seconds
            .filter(|it| (0.5..1e6).contains(it))
            .map(|it| it.round() as u32),
    }
}

fn poll(poll: wire::Poll, emoji: &[CustomEmoji]) -> Poll {
    let option = |option: wire::PollOption| {
        (
            parse_name(option.title.as_deref().unwrap_or_default(), emoji),
            option.votes_count,
        )
    };
    Poll {
        options: poll.options.into_iter().take(OPTIONS).map(option).collect(),
        votes: poll.votes_count,
        voters: poll.voters_count,
        ends: poll.expires_at.as_deref().and_then(parse_time),
        closed: poll.expired.unwrap_or(false),
    }
}

fn card(card: wire::Card) -> Option<Card> {
    let text = |text: Option<String>| clean_text(text.as_deref().unwrap_or_default(), 500);
    let url = SafeUrl::parse(card.url.as_deref()?)?;
    let title = text(card.title);
    // A card without a title says no more than the link itself.
    (!title.trim().is_empty()).then(|| Card {
        url,
        title,
        description: text(card.description),
        provider: text(card.provider_name),
        image: card.image.as_deref().and_then(SafeUrl::media),
    })
}

/// A quote comes in two shapes: `{state, quoted_status}`, or (Akkoma, Friendica,
/// Iceshrimp.NET) a status itself.
fn quote(
    raw: Option<Box<RawValue>>,
    viewer: &Viewer,
    quotes: u8,
) -> (Option<Quote>, Option<Box<Seen>>) {
    let Some(raw) = raw.filter(|raw| raw.get() != "null") else {
        return (None, None);
    };
    let quote: Option<wire::Quote> = wire::read(&raw);
    let state = quote.as_ref().and_then(|quote| quote.state.clone());
    let inner = match &state {
        Some(_) => quote.and_then(|quote| quote.quoted_status),
        None => Some(raw),
    };
    let status = inner
        .filter(|_| quotes > 0)
        .and_then(|raw| wire::read::<wire::Status>(&raw));
    match status.and_then(|status| seen(status, viewer, quotes - 1)) {
        Some(quoted) if state.as_deref().is_none_or(|state| state == "accepted") => (
            Some(Quote::Shown(quoted.post.uri.clone())),
            Some(Box::new(quoted)),
        ),
        _ => (
            state.map(|state| Quote::Hidden(clean_text(&state, 40))),
            None,
        ),
    }
}
