//! Statuses → posts and sightings.

mod cards;

use std::borrow::Cow;

use super::{
    actors::{self, AUTHOR, Author, Reading, emojis},
    filters, polls,
};
use crate::{
    core::{
        actor::Handle,
        http::Response,
        id::{LocalId, PostUri},
        post::{
            Audience, Counts, Media, MediaKind, Mine, Post, Quote, ReplyTo, Seen, Sighting,
            picture::blurhash::is_blurhash,
        },
        rich_text::{Around, Mention, clean_text, parse_html, parse_plain},
        safe_url::SafeUrl,
        time::parse_time,
    },
    protocol::{
        BadAnswer, Shown, Viewer, answer,
        json::{self, Json},
    },
};
use cards::card;

/// The most attachments that are taken: twice as many as any server allows.
pub const MEDIA: usize = 32;

/// The state of a quote that may be shown.
const ACCEPTED: &str = "accepted";

/// States of a quote that its author agreed to, and the reader may not want to
/// see. What stands in any other state is not even kept.
const UNWANTED: [&str; 3] = ["blocked_account", "blocked_domain", "muted_account"];

/// Reads one status. A boost is read as the post that it boosts: that is how
/// Mastodon answers to `reblog`.
pub fn read_post(viewer: &Viewer, response: &Response) -> Result<Seen, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Status", why.to_string());
    let status = json::whole(&body).map_err(|error| garbled(&error))?;
    let status = status.root();
    let inner = status.map("reblog").unwrap_or(status);
    let seen = seen(inner, &mut Reading::new(viewer), 1);
    seen.ok_or_else(|| garbled(&"it lacks id, uri, time or author"))
}

/// Reads `GET /api/v1/statuses/:id/context`.
/// <https://docs.joinmastodon.org/entities/Context/>
pub fn read_conversation(viewer: &Viewer, response: &Response) -> Result<Shown, BadAnswer> {
    let shown = shown(viewer, response, "Context", &["ancestors", "descendants"])?;
    let again = response.refresh.as_deref().and_then(again);
    Ok(Shown { again, ..shown })
}

/// After how many seconds there may be more: `id="…", retry=3`, while it runs.
/// <https://docs.joinmastodon.org/entities/AsyncRefresh/>
fn again(header: &str) -> Option<u32> {
    let parts = header.split([',', ';']);
    let mut values = parts.filter_map(|part| part.trim().split_once('='));
    let (_, seconds) = values.find(|(name, _)| *name == "retry")?;
    let seconds: u32 = seconds.trim_matches('"').parse().ok()?;
    Some(seconds.clamp(1, 30))
}

/// Reads the posts of a search. <https://docs.joinmastodon.org/entities/Search/>
pub fn read_found(viewer: &Viewer, response: &Response) -> Result<Shown, BadAnswer> {
    shown(viewer, response, "Search", &["statuses"])
}

/// Reads an array of statuses of one person. What is a boost is left out.
pub fn read_list(viewer: &Viewer, response: &Response) -> Result<Shown, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Status[]", why.to_string());
    let mut shown = Shown::default();
    let mut reading = Reading::new(viewer);
    let is_list = json::items(&body, AUTHOR, |status| {
        if status.map("reblog").is_some() {
            return;
        }
        match seen(status, &mut reading, 1) {
            Some(seen) => shown.seen.push(seen),
            None => shown.skipped += 1,
        }
    });
    match is_list.map_err(|error| garbled(&error))? {
        true => Ok(shown),
        false => Err(garbled(&"it is no list")),
    }
}

/// The statuses of the lists under these keys.
fn shown(
    viewer: &Viewer,
    response: &Response,
    at: &'static str,
    keys: &[&str],
) -> Result<Shown, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, at, why.to_string());
    let answer = json::outermost(&body).map_err(|error| garbled(&error))?;
    let lists = keys.iter().filter_map(|key| answer.root().get(key));
    let lists: Vec<&str> = lists
        .filter(|list| list.is_list())
        .map(Json::source)
        .collect();
    if lists.is_empty() {
        return Err(garbled(&"it has no posts"));
    }
    let mut shown = Shown::default();
    let mut reading = Reading::new(viewer);
    for list in lists {
        let read = json::items(list, AUTHOR, |status| match seen(status, &mut reading, 1) {
            Some(seen) => shown.seen.push(seen),
            None => shown.skipped += 1,
        });
        read.map_err(|error| garbled(&error))?;
    }
    Ok(shown)
}

/// A status as a post and its sighting. `None` if it lacks what names it. Of
/// quotes within quotes, `quotes` are followed.
/// <https://docs.joinmastodon.org/entities/Status/>
pub fn seen<'a>(status: Json<'_, 'a>, reading: &mut Reading<'a>, quotes: u8) -> Option<Seen> {
    let local = LocalId::new(&*status.name("id")?);
    let web = status.name("url");
    let uri = PostUri::new(status.name("uri").as_ref().or(web.as_ref())?);
    let quoting = quoting(status, reading, quotes);
    let sighting = Sighting {
        account: reading.viewer.account.clone(),
        local,
        mine: Mine {
            liked: status.flag("favourited"),
            boosted: status.flag("reblogged"),
            saved: status.flag("bookmarked"),
            pinned: status.flag("pinned"),
            ..polls::mine(status)
        },
        counts: Counts {
            replies: status.count("replies_count"),
            boosts: status.count("reblogs_count"),
            likes: status.count("favourites_count"),
        },
        parent: status.name("in_reply_to_id").map(|id| LocalId::new(&*id)),
        quoted: quoting.local,
        ballot: polls::ballot(status),
        filtered: filters::met(status),
    };
    let mut post = post(status, uri, quoting.quote, reading)?;
    post.web = web.and_then(|web| SafeUrl::parse(&web));
    Some(Seen {
        post,
        sighting,
        quoted: quoting.seen,
    })
}

fn post<'a>(
    status: Json<'_, 'a>,
    uri: PostUri,
    quote: Option<Quote>,
    reading: &mut Reading<'a>,
) -> Option<Post> {
    let author = reading.author(status)?;
    let viewer = reading.viewer;
    let time = |key| status.text(key).and_then(|time| parse_time(&time));
    let published = time("created_at")?;
    let emoji = emojis(status);
    let mentions = mentions(status, viewer);
    let tags = tags(status);
    let sensitive = status.flag("sensitive").unwrap_or(false) || filters::blurs(status);
    let around = Around {
        mentions: &mentions,
        tags: &tags,
        emoji: &emoji,
        hide_quote_fallback: matches!(quote, Some(Quote::Shown(_))),
        hide_pictures: sensitive,
    };
    let text = |key| status.text(key).unwrap_or_default();
    Some(Post {
        web: None,
        published,
        edited: time("edited_at"),
        warning: parse_plain(&text("spoiler_text"), &emoji),
        sensitive,
        text: parse_html(&text("content"), &around),
        language: language(status),
        media: attached(status),
        poll: status.map("poll").map(|poll| polls::poll(poll, &emoji)),
        card: status.map("card").and_then(|it| card(it, viewer)),
        quote,
        reply: reply(status, &author, viewer),
        audience: audience(&text("visibility")),
        uri,
        author: author.actor,
    })
}

fn tags(status: Json) -> Vec<String> {
    let tags = status.list("tags").filter_map(|tag| tag.text("name"));
    tags.map(Cow::into_owned).collect()
}

fn attached(status: Json) -> Vec<Media> {
    let attached = status.list("media_attachments");
    let attached = attached.filter(|media| media.is_map());
    attached.take(MEDIA).map(media).collect()
}

fn language(status: Json) -> Option<String> {
    let tag = status.text("language").filter(|tag| is_language(tag));
    tag.map(Cow::into_owned)
}

/// Whether it is fit for `lang=`: letters, digits and hyphens.
pub fn is_language(tag: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    (2..=35).contains(&tag.len()) && tag.bytes().all(plain)
}

pub fn mentions(status: Json, viewer: &Viewer) -> Vec<Mention> {
    let mention = |mention: Json| {
        let url = mention.name("url")?.into_owned();
        let handle = Handle::new(&mention.text("acct")?, &viewer.handle_host).to_string();
        Some(Mention {
            actor: url.clone(),
            url,
            handle,
        })
    };
    status.list("mentions").filter_map(mention).collect()
}

/// Whether the post answers somebody, and whom. The parent may be unknown to
/// the server (`in_reply_to_id` null) though the account is named.
fn reply(status: Json, author: &Author, viewer: &Viewer) -> Option<ReplyTo> {
    let to = status.name("in_reply_to_account_id");
    if to.is_none() {
        let handle = None;
        return status.name("in_reply_to_id").map(|_| ReplyTo { handle });
    }
    if to.as_deref() == author.local.as_deref() {
        return Some(ReplyTo {
            handle: Some(author.actor.handle.to_string()),
        });
    }
    let mut mentions = status.list("mentions");
    let named = mentions.find(|mention| mention.name("id") == to);
    let handle = named.and_then(|mention| mention.text("acct"));
    Some(ReplyTo {
        handle: handle.map(|acct| Handle::new(&acct, &viewer.handle_host).to_string()),
    })
}

fn audience(visibility: &str) -> Audience {
    match visibility {
        "public" => Audience::Public,
        "unlisted" => Audience::Unlisted,
        "private" => Audience::Followers,
        "direct" => Audience::Direct,
        other => Audience::Unknown(clean_text(other, 40)),
    }
}

/// <https://docs.joinmastodon.org/entities/MediaAttachment/>
pub fn media(media: Json) -> Media {
    let kind = match media.text("type").unwrap_or_default().as_ref() {
        "image" => MediaKind::Image,
        "gifv" => MediaKind::Gifv,
        "video" => MediaKind::Video,
        "audio" => MediaKind::Audio,
        other => MediaKind::Unknown(clean_text(other, 40)),
    };
    let meta = media.map("meta");
    let size = meta.and_then(|meta| meta.map("original").or(meta.map("small")));
    let focus = meta.and_then(|meta| meta.map("focus"));
    let alt = media.text("description").map(|alt| clean_text(&alt, 5_000));
    let side = |size: Json, key| size.count(key).filter(|side| *side > 0);
    let point = |focus: Json, key| focus.number(key).map(|at| at.clamp(-1.0, 1.0));
    let seconds = meta.and_then(|meta| meta.map("original")?.number("duration"));
    let blurhash = media.text("blurhash").map(Cow::into_owned);
    Media {
        kind,
        url: actors::media(media, "url"),
        preview: actors::media(media, "preview_url"),
        alt: alt.filter(|alt| !alt.trim().is_empty()),
        size: size.and_then(|size| side(size, "width").zip(side(size, "height"))),
        focus: focus.and_then(|focus| point(focus, "x").zip(point(focus, "y"))),
        blurhash: blurhash.filter(|hash| is_blurhash(hash)),
        seconds: seconds
            .filter(|it| (0.5..1e6).contains(it))
            .map(|it| it.round() as u32),
    }
}

/// A quote, as far as the answer tells of it.
#[derive(Default)]
struct Quoting {
    quote: Option<Quote>,
    /// The quoted post itself.
    seen: Option<Box<Seen>>,
    /// Its local id, where it is named only.
    local: Option<LocalId>,
}

/// A quote comes in two shapes: `{state, quoted_status | quoted_status_id}`, or
/// a status itself (Akkoma, Friendica, Iceshrimp.NET; Pleroma and Mitra under
/// `pleroma`).
/// <https://docs.joinmastodon.org/entities/Quote/>
fn quoting<'a>(status: Json<'_, 'a>, reading: &mut Reading<'a>, quotes: u8) -> Quoting {
    let pleroma = || status.map("pleroma")?.map("quote");
    let Some(quote) = status.map("quote").or_else(pleroma) else {
        return Quoting::default();
    };
    let state = quote.text("state");
    let inner = match &state {
        Some(_) => quote.map("quoted_status"),
        None => Some(quote),
    };
    let state = state.map_or_else(|| ACCEPTED.to_owned(), |state| clean_text(&state, 40));
    let free = state == ACCEPTED || UNWANTED.contains(&state.as_str());
    let inner = inner.filter(|_| free);
    // Of a quote within a quote the name is enough.
    let local = inner.and_then(|inner| inner.name("id"));
    let local = local.or_else(|| quote.name("quoted_status_id").filter(|_| free));
    let local = local.map(|id| LocalId::new(&*id));
    let inner = inner.filter(|_| quotes > 0);
    let seen = inner.and_then(|status| seen(status, reading, quotes - 1));
    let uri = seen.as_ref().map(|seen| seen.post.uri.clone());
    Quoting {
        quote: Some(match uri {
            Some(uri) if state == ACCEPTED => Quote::Shown(uri),
            uri => Quote::Hidden(state, uri),
        }),
        local: local.filter(|_| seen.is_none()),
        seen: seen.map(Box::new),
    }
}
