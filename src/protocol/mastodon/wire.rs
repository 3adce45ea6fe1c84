//! The API's JSON, read tolerantly: a scalar of the wrong type is as good as
//! missing, a broken part of a list is left out.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::core::rich_text::clean_text;

/// <https://docs.joinmastodon.org/entities/Status/>
#[derive(Deserialize)]
pub struct Status {
    #[serde(default, deserialize_with = "name")]
    pub id: Option<String>,
    #[serde(default, deserialize_with = "name")]
    pub uri: Option<String>,
    #[serde(default, deserialize_with = "name")]
    pub url: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub created_at: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub edited_at: Option<String>,
    pub account: Account,
    #[serde(default, deserialize_with = "text")]
    pub content: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub spoiler_text: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub sensitive: Option<bool>,
    #[serde(default, deserialize_with = "text")]
    pub visibility: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub language: Option<String>,
    #[serde(default, deserialize_with = "list")]
    pub media_attachments: Vec<Attachment>,
    #[serde(default, deserialize_with = "list")]
    pub mentions: Vec<Mention>,
    #[serde(default, deserialize_with = "list")]
    pub tags: Vec<Tag>,
    #[serde(default, deserialize_with = "list")]
    pub emojis: Vec<Emoji>,
    #[serde(default, deserialize_with = "part")]
    pub poll: Option<Poll>,
    #[serde(default, deserialize_with = "part")]
    pub card: Option<Card>,
    /// A Quote (with `state`) or, on Akkoma and others, a Status.
    #[serde(default)]
    pub quote: Option<Box<RawValue>>,
    /// The boosted post.
    #[serde(default, deserialize_with = "part")]
    pub reblog: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "name")]
    pub in_reply_to_id: Option<String>,
    #[serde(default, deserialize_with = "name")]
    pub in_reply_to_account_id: Option<String>,
    #[serde(default, deserialize_with = "count")]
    pub replies_count: Option<u32>,
    #[serde(default, deserialize_with = "count")]
    pub reblogs_count: Option<u32>,
    #[serde(default, deserialize_with = "count")]
    pub favourites_count: Option<u32>,
    #[serde(default, deserialize_with = "flag")]
    pub favourited: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    pub reblogged: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    pub bookmarked: Option<bool>,
}

/// <https://docs.joinmastodon.org/entities/Account/>
#[derive(Deserialize)]
pub struct Account {
    #[serde(default, deserialize_with = "name")]
    pub id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub acct: Option<String>,
    #[serde(default, deserialize_with = "name")]
    pub uri: Option<String>,
    #[serde(default, deserialize_with = "name")]
    pub url: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub display_name: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub avatar: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub bot: Option<bool>,
    #[serde(default, deserialize_with = "list")]
    pub emojis: Vec<Emoji>,
}

/// <https://docs.joinmastodon.org/entities/MediaAttachment/>
#[derive(Deserialize)]
pub struct Attachment {
    #[serde(default, rename = "type", deserialize_with = "text")]
    pub kind: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub url: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub preview_url: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub description: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub blurhash: Option<String>,
    #[serde(default, deserialize_with = "part")]
    pub meta: Option<Meta>,
}

#[derive(Deserialize)]
pub struct Meta {
    #[serde(default, deserialize_with = "part")]
    pub original: Option<Size>,
    #[serde(default, deserialize_with = "part")]
    pub small: Option<Size>,
    #[serde(default, deserialize_with = "part")]
    pub focus: Option<Focus>,
}

#[derive(Deserialize)]
pub struct Size {
    #[serde(default, deserialize_with = "count")]
    pub width: Option<u32>,
    #[serde(default, deserialize_with = "count")]
    pub height: Option<u32>,
    /// Seconds.
    #[serde(default, deserialize_with = "part")]
    pub duration: Option<f64>,
}

#[derive(Deserialize)]
pub struct Focus {
    pub x: f32,
    pub y: f32,
}

#[derive(Deserialize)]
pub struct Mention {
    #[serde(default, deserialize_with = "name")]
    pub id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub acct: Option<String>,
    #[serde(default, deserialize_with = "name")]
    pub url: Option<String>,
}

#[derive(Deserialize)]
pub struct Tag {
    #[serde(default, deserialize_with = "text")]
    pub name: Option<String>,
}

#[derive(Deserialize)]
pub struct Emoji {
    #[serde(default, deserialize_with = "text")]
    pub shortcode: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub url: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub static_url: Option<String>,
}

/// <https://docs.joinmastodon.org/entities/Poll/>
#[derive(Deserialize)]
pub struct Poll {
    #[serde(default, deserialize_with = "list")]
    pub options: Vec<PollOption>,
    #[serde(default, deserialize_with = "count")]
    pub votes_count: Option<u32>,
    #[serde(default, deserialize_with = "count")]
    pub voters_count: Option<u32>,
    #[serde(default, deserialize_with = "text")]
    pub expires_at: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub expired: Option<bool>,
}

#[derive(Deserialize)]
pub struct PollOption {
    #[serde(default, deserialize_with = "text")]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "count")]
    pub votes_count: Option<u32>,
}

/// <https://docs.joinmastodon.org/entities/PreviewCard/>. `html` is never read.
#[derive(Deserialize)]
pub struct Card {
    #[serde(default, deserialize_with = "text")]
    pub url: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub description: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub provider_name: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub image: Option<String>,
}

/// <https://docs.joinmastodon.org/entities/Quote/>
#[derive(Deserialize)]
pub struct Quote {
    #[serde(default, deserialize_with = "text")]
    pub state: Option<String>,
    #[serde(default)]
    pub quoted_status: Option<Box<RawValue>>,
}

/// <https://docs.joinmastodon.org/entities/Context/>
#[derive(Deserialize)]
pub struct Context {
    #[serde(default, deserialize_with = "part")]
    pub ancestors: Option<Vec<Box<RawValue>>>,
    #[serde(default, deserialize_with = "part")]
    pub descendants: Option<Vec<Box<RawValue>>>,
}

/// <https://docs.joinmastodon.org/entities/Search/>
#[derive(Deserialize)]
pub struct Search {
    #[serde(default, deserialize_with = "part")]
    pub statuses: Option<Vec<Box<RawValue>>>,
}

/// Reads a part on its own; one that is broken is as good as missing.
pub fn read<T: DeserializeOwned>(raw: &RawValue) -> Option<T> {
    serde_json::from_str(raw.get()).ok()
}

fn part<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    let raw = Option::<Box<RawValue>>::deserialize(from)?;
    Ok(raw.and_then(|raw| read(&raw)))
}

/// The most parts of one list that are taken: no honest post has more.
const PARTS: usize = 500;

fn list<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Vec<T>, D::Error> {
    let raw = Option::<Box<RawValue>>::deserialize(from)?;
    let raw: Vec<&RawValue> = raw
        .as_deref()
        .and_then(|raw| serde_json::from_str(raw.get()).ok())
        .unwrap_or_default();
    Ok(raw.into_iter().take(PARTS).filter_map(read).collect())
}

fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(match from.deserialize_any(AnyScalar)? {
        Scalar::Text(text) => Some(text),
        Scalar::Whole(number) => Some(number.to_string()),
        _ => None,
    })
}

/// Longer than any honest id or address of a post or a person.
const NAME_BYTES: usize = 1_024;

/// What something is known by, to machines: not empty, not endless, and without
/// characters that nobody sees.
fn name<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(text(from)?.filter(|name| is_name(name)))
}

/// See [`name`].
pub fn is_name(text: &str) -> bool {
    let clean = !text.contains(char::is_control) && clean_text(text, NAME_BYTES) == text;
    clean && !text.is_empty() && text.len() <= NAME_BYTES
}

/// A count. Negative ones, as Mastodon gives for what is hidden, are unknown.
fn count<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    Ok(match from.deserialize_any(AnyScalar)? {
        Scalar::Whole(number) => u32::try_from(number).ok(),
        // snac once gave counts as strings.
        Scalar::Text(text) => text.parse().ok(),
        _ => None,
    })
}

fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    Ok(match from.deserialize_any(AnyScalar)? {
        Scalar::Flag(flag) => Some(flag),
        _ => None,
    })
}

enum Scalar {
    Text(String),
    Whole(i128),
    Flag(bool),
    Other,
}

struct AnyScalar;

impl<'de> Visitor<'de> for AnyScalar {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("anything")
    }
    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }
    fn visit_string<E>(self, text: String) -> Result<Scalar, E> {
        Ok(Scalar::Text(text))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::Whole(number.into()))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Whole(number.into()))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Scalar, E> {
        Ok(Scalar::Other)
    }
    fn visit_bool<E>(self, flag: bool) -> Result<Scalar, E> {
        Ok(Scalar::Flag(flag))
    }
    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::Other)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }
}
