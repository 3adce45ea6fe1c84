//! What is offered while somebody writes, as servers know it: their emoji, people,
//! tags.
//!
//! Emoji are kept by server: a record that says when they were asked for and how
//! many parts there are, and the parts. All of it is a copy.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Client, Failure, Pair, Platform, Shelf,
    keeping::{pack, unpack},
    run,
};
use crate::core::{actor::Actor, http::Origin, id::Millis, outbox::complete::Emoji};

/// After this time a server is asked for its emoji again.
const DAY: i64 = 24 * 60 * 60_000;
/// Where it is kept which emoji were used last. No server is called so.
const USED: &str = "used";
/// So many of these are remembered.
const MOST_USED: usize = 24;

#[derive(Serialize, Deserialize)]
struct Head {
    asked: Millis,
    parts: u16,
}

fn part(server: &Origin, number: u16) -> String {
    format!("{} {number}", server.as_str())
}

async fn one<T: for<'a> Deserialize<'a>>(platform: &impl Platform, key: &str) -> Option<T> {
    let found = platform.get(Shelf::Emoji, &[key.to_owned()]).await;
    unpack(found.first()?.as_deref()?)
}

/// The emoji of a server that are kept, part by part. Whether they are of the last
/// day; `None`: they are not there, or not all of them.
pub async fn kept_emoji(
    platform: &impl Platform,
    server: &Origin,
    mut take: impl FnMut(Vec<Emoji>),
) -> Option<bool> {
    let head: Head = one(platform, server.as_str()).await?;
    for number in 0..head.parts {
        take(one(platform, &part(server, number)).await?);
    }
    let age = platform.now().0 - head.asked.0;
    // What was asked for in the future was asked for by another clock.
    Some((0..DAY).contains(&age))
}

/// Asks a server for its emoji, and keeps them. They are handed over part by part,
/// with time for others between.
///
/// # Errors
/// They could not be read, or not to their end: what was kept before stays.
pub async fn ask_emoji(
    platform: &impl Platform,
    client: &Client,
    server: &Origin,
    mut take: impl FnMut(Vec<Emoji>),
) -> Result<(), Failure> {
    let mut list = match run(platform, client, client.letters().emoji()?).await {
        // It has no such thing, and will have none tomorrow.
        Err(Failure::Gone) => None,
        list => Some(list?),
    };
    let mut pairs: Vec<Pair> = Vec::new();
    while let Some(list) = &mut list
        && let Some(some) = list.some()?
    {
        let key = part(server, pairs.len() as u16);
        pairs.push((key, pack(&some)));
        take(some);
        platform.sleep(Millis(0)).await;
    }
    let head = Head {
        asked: platform.now(),
        parts: pairs.len() as u16,
    };
    pairs.extend(parts_from(platform, server, head.parts).await);
    pairs.push((server.as_str().to_owned(), pack(&head)));
    // Without room they are asked for again.
    let _ = platform.put(&[(Shelf::Emoji, pairs)]).await;
    Ok(())
}

/// That the kept parts of a server go, from a number on.
async fn parts_from(platform: &impl Platform, server: &Origin, from: u16) -> Vec<Pair> {
    let head: Option<Head> = one(platform, server.as_str()).await;
    let until = head.map_or(0, |head| head.parts);
    let gone = (from..until).map(|number| (part(server, number), None));
    gone.collect()
}

/// Forgets the emoji of a server where nobody is signed in any longer.
pub async fn forget_emoji(platform: &impl Platform, server: &Origin) {
    let mut gone = parts_from(platform, server, 0).await;
    gone.push((server.as_str().to_owned(), None));
    let _ = platform.put(&[(Shelf::Emoji, gone)]).await;
}

/// The shortcodes that were used last, the last one first.
pub async fn used_emoji(platform: &impl Platform) -> Vec<String> {
    one(platform, USED).await.unwrap_or_default()
}

/// One was used. Answers with all that were, as above.
pub async fn use_emoji(platform: &impl Platform, name: &str) -> Vec<String> {
    let mut used = used_emoji(platform).await;
    used.retain(|it| it != name);
    used.insert(0, name.to_owned());
    used.truncate(MOST_USED);
    let pair = (USED.to_owned(), pack(&used));
    let _ = platform.put(&[(Shelf::Emoji, vec![pair])]).await;
    used
}

/// People whom an account's server would offer.
///
/// # Errors
/// It could not be asked.
pub async fn people(
    platform: &impl Platform,
    client: &Client,
    typed: &str,
) -> Result<Vec<Arc<Actor>>, Failure> {
    run(platform, client, client.letters().suggest_people(typed)?).await
}

/// Tags that an account's server would offer.
///
/// # Errors
/// It could not be asked.
pub async fn tags(
    platform: &impl Platform,
    client: &Client,
    typed: &str,
) -> Result<Vec<String>, Failure> {
    run(platform, client, client.letters().suggest_tags(typed)?).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        core::http::{NoAnswer, Response},
        engine::fake::{self, Fake, block_on},
    };

    fn origin() -> Origin {
        Origin::of_host("a.example").unwrap()
    }

    fn list(count: usize) -> String {
        let one = |n| {
            format!(r#"{{"shortcode":"e{n}","url":"https://a.example/{n}.png","category":"All"}}"#)
        };
        let all: Vec<String> = (0..count).map(one).collect();
        format!("[{}]", all.join(","))
    }

    /// A server whose answers come in turn, and then none.
    fn server(answers: Vec<(u16, String)>) -> Fake<'static> {
        let mut answers = answers.into_iter();
        Fake::new(move |_, _, _| {
            let (status, body) = answers.next().ok_or(NoAnswer::Unreachable)?;
            Ok(Response {
                status,
                body: body.into(),
                ..Response::default()
            })
        })
    }

    fn ask(fake: &Fake) -> Result<usize, Failure> {
        let mut count = 0;
        let (client, server) = (fake::client("a.example"), origin());
        let asked = ask_emoji(fake, &client, &server, |some| count += some.len());
        block_on(asked).map(|()| count)
    }

    fn kept(fake: &Fake) -> (usize, Option<bool>) {
        let mut count = 0;
        let fresh = block_on(kept_emoji(fake, &origin(), |some| count += some.len()));
        (count, fresh)
    }

    #[test]
    fn emoji_are_kept_for_a_day_in_as_many_parts_as_it_takes() {
        let fake = server(vec![(200, list(1_000)), (200, list(10))]);
        assert_eq!(kept(&fake), (0, None));
        assert_eq!(ask(&fake), Ok(1_000));
        assert_eq!(kept(&fake), (1_000, Some(true)));
        fake.pass(Millis(DAY));
        assert_eq!(kept(&fake), (1_000, Some(false)));
        // Fewer than before: of the others nothing is left.
        assert_eq!(ask(&fake), Ok(10));
        assert_eq!(kept(&fake), (10, Some(true)));
        assert_eq!(block_on(fake.keys(Shelf::Emoji)).len(), 2);
        block_on(forget_emoji(&fake, &origin()));
        assert_eq!(block_on(fake.keys(Shelf::Emoji)), [""; 0]);
    }

    #[test]
    fn what_was_kept_stays_if_no_more_can_be_had() {
        let cut = list(1_000);
        let cut = cut[..cut.len() / 2].to_owned();
        let fake = server(vec![(200, list(3)), (200, cut), (403, String::new())]);
        assert_eq!(ask(&fake), Ok(3));
        for _ in 0..3 {
            assert!(ask(&fake).is_err());
            assert_eq!(kept(&fake), (3, Some(true)));
        }
    }

    #[test]
    fn a_server_without_such_a_thing_has_none_for_a_day() {
        let fake = server(vec![(404, String::new())]);
        assert_eq!(ask(&fake), Ok(0));
        assert_eq!(kept(&fake), (0, Some(true)));
    }

    #[test]
    fn no_more_are_taken_than_a_server_can_honestly_have() {
        let fake = server(vec![(200, list(20_100))]);
        assert_eq!(ask(&fake), Ok(20_000));
    }

    #[test]
    fn what_was_used_last_stands_first() {
        let fake = server(Vec::new());
        for name in ["a", "b", "a"] {
            block_on(use_emoji(&fake, name));
        }
        assert_eq!(block_on(used_emoji(&fake)), ["a", "b"]);
        for n in 0..100 {
            block_on(use_emoji(&fake, &n.to_string()));
        }
        let used = block_on(used_emoji(&fake));
        assert_eq!((used.len(), &*used[0]), (MOST_USED, "99"));
    }
}
