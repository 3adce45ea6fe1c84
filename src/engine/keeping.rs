//! What was read, kept for the next visit: posts, lanes, and where the reader
//! is. Copies all: what cannot be kept, or read again, is asked for anew.
//!
//! Records are postcard behind a byte that names their form. A record of
//! another form, or a broken one, is as good as none.

use std::collections::BTreeSet;

use serde::{Serialize, de::DeserializeOwned};

use super::{NotKept, Pair, Platform, Shelf, marking::keep_told, notifying::keep_read};
use crate::core::{
    id::{AccountId, Few, Millis, PostUri},
    timeline::{Feed, Lane, Source},
    world::{Kept, World},
};

mod lanes;

pub use lanes::Written;

/// The form of the records. To be raised whenever a type in them changes.
const FORM: u8 = 2;
/// The name of the home timeline's place.
const HOME: &str = "home";
/// How many posts are kept, if there is room.
pub const MOST: usize = 20_000;
/// How many records are looked at in one go.
const SOME: usize = 200;

/// Where the reader is in a timeline.
#[derive(Clone, PartialEq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The first post that is seen.
    pub post: Option<PostUri>,
    /// Its time, for when it is gone.
    pub time: Millis,
    /// How many pixels it begins below the top of the screen.
    pub offset: f64,
    /// How far down rows have been drawn.
    pub drawn: Option<Millis>,
    /// The posts on the screen and near it.
    pub near: Vec<PostUri>,
}

/// What has changed since it was last kept.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    pub posts: BTreeSet<PostUri>,
    pub lanes: Few<Source, ()>,
    pub place: Option<Place>,
}

impl Changes {
    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty() && self.lanes.is_empty() && self.place.is_none()
    }
}

/// Records to be written, shelf by shelf; a record without bytes goes.
pub type Records = Vec<(Shelf, Vec<Pair>)>;

pub(super) fn pack<T: Serialize>(value: &T) -> Option<Vec<u8>> {
    postcard::to_extend(value, vec![FORM]).ok()
}

pub(super) fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (form, record) = bytes.split_first()?;
    (*form == FORM)
        .then(|| postcard::from_bytes(record).ok())
        .flatten()
}

fn name(source: &Source) -> String {
    match source.feed {
        Feed::Home => format!("{} {HOME}", source.account.as_str()),
    }
}

/// The records of what has changed, as the world is now.
pub fn records(world: &World, changes: Changes, written: &mut Written) -> Records {
    let post = |uri: &PostUri| {
        let kept = world.kept(uri).and_then(|kept| pack(&kept));
        (uri.as_str().to_owned(), kept)
    };
    // What has left memory meanwhile is kept as it is.
    let posts = changes.posts.iter().filter(|uri| !world.is_away(uri));
    let lane = |source: &Source| written.records(source, world.lane(source));
    let place = changes.place.as_ref().and_then(pack);
    let place = place.map(|bytes| (HOME.to_owned(), Some(bytes)));
    vec![
        (Shelf::Posts, posts.map(post).collect()),
        (Shelf::Lanes, changes.lanes.keys().flat_map(lane).collect()),
        (Shelf::Places, place.into_iter().collect()),
    ]
}

/// The same records without posts that are not needed.
pub fn only(records: &Records, needed: &BTreeSet<PostUri>) -> Records {
    let needed: BTreeSet<&str> = needed.iter().map(PostUri::as_str).collect();
    let mut records = records.clone();
    let posts = records
        .iter_mut()
        .filter(|(shelf, _)| *shelf == Shelf::Posts);
    for (_, pairs) in posts {
        pairs.retain(|(uri, bytes)| bytes.is_none() || needed.contains(uri.as_str()));
    }
    records
}

/// Writes records.
///
/// # Errors
/// There is no room, or the database is broken.
pub async fn keep(platform: &impl Platform, records: &Records) -> Result<(), NotKept> {
    platform.put(records).await
}

/// Where the reader was, and the posts that were on the screen.
pub async fn last_view(platform: &impl Platform) -> Option<(Place, Vec<Kept>)> {
    let place = platform.get(Shelf::Places, &[HOME.to_owned()]).await;
    let place: Place = unpack(place.first()?.as_deref()?)?;
    let posts = posts(platform, &place.near).await;
    Some((place, posts))
}

/// The lanes of these accounts, and what of them is written down.
pub async fn lanes(
    platform: &impl Platform,
    accounts: &[AccountId],
) -> (Vec<(Source, Lane)>, Written) {
    let sources = accounts.iter().map(home).collect();
    lanes::read(platform, sources).await
}

fn home(account: &AccountId) -> Source {
    Source {
        account: account.clone(),
        feed: Feed::Home,
    }
}

/// Posts by their uris, as far as they are kept.
pub async fn posts(platform: &impl Platform, uris: &[PostUri]) -> Vec<Kept> {
    let names: Vec<String> = uris.iter().map(|uri| uri.as_str().to_owned()).collect();
    let found = platform.get(Shelf::Posts, &names).await;
    let read = |bytes: Option<Vec<u8>>| unpack(&bytes?);
    found.into_iter().filter_map(read).collect()
}

/// Takes an account's part out of all that is kept.
pub async fn forget(platform: &impl Platform, account: &AccountId) {
    let lane = lanes::names(platform, &home(account)).await;
    let lane = lane.into_iter().map(|name| (name, None)).collect();
    let lane = (Shelf::Lanes, lane);
    // It names posts, perhaps of theirs alone.
    let place = (Shelf::Places, vec![(HOME.to_owned(), None)]);
    let _ = platform.put(&[lane, place]).await;
    keep_told(platform, account, None).await;
    keep_read(platform, account, None).await;
    each_post(platform, |uri, mut kept| {
        let before = kept.sightings.len();
        kept.sightings.retain(|it| it.account != *account);
        if kept.sightings.len() == before {
            return None;
        }
        kept.by = kept.by.filter(|by| by != account);
        let left = (!kept.sightings.is_empty()).then(|| pack(&kept)).flatten();
        Some((uri, left))
    })
    .await;
}

/// Takes away runs of lanes that nothing names any longer: those that two tabs
/// wrote, each for itself.
pub async fn sweep(platform: &impl Platform) {
    let orphans = lanes::orphans(platform).await;
    let gone = orphans.into_iter().map(|name| (name, None)).collect();
    let _ = platform.put(&[(Shelf::Lanes, gone)]).await;
}

/// Makes room: posts go that are in none of these, and that nobody set aside.
/// Drafts, keys and accounts are none of these shelves.
pub async fn evict(platform: &impl Platform, needed: &BTreeSet<PostUri>) {
    each_post(platform, |uri, kept| {
        let stays = kept.is_saved() || needed.contains(&kept.post.uri);
        (!stays).then_some((uri, None))
    })
    .await;
}

/// How many posts are kept.
pub async fn count(platform: &impl Platform) -> usize {
    platform.keys(Shelf::Posts).await.len()
}

/// Looks at every kept post, some at a time, and writes what is to change.
/// Records that cannot be read go.
async fn each_post(platform: &impl Platform, mut look: impl FnMut(String, Kept) -> Option<Pair>) {
    let keys = platform.keys(Shelf::Posts).await;
    for keys in keys.chunks(SOME) {
        let found = platform.get(Shelf::Posts, keys).await;
        let mut changed = Vec::new();
        for (uri, bytes) in keys.iter().zip(found) {
            match bytes.as_deref().and_then(unpack::<Kept>) {
                Some(kept) => changed.extend(look(uri.clone(), kept)),
                None => changed.push((uri.clone(), None)),
            }
        }
        let _ = platform.put(&[(Shelf::Posts, changed)]).await;
    }
}

#[cfg(test)]
mod tests;
