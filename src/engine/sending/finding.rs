//! Looking for a letter of which nobody knows whether it has arrived.

use super::{About, CLOCKS, later, posted};
use crate::{
    core::{
        id::{LocalId, PostUri},
        outbox::letter::{Letter, Sending, Written, same_words},
        post::{Post, Seen},
        rich_text::plain_line,
    },
    engine::{Client, Failure, Platform, run},
};

/// Looks whether the server has the letter.
pub(super) async fn find_written(
    platform: &impl Platform,
    client: &Client,
    sending: &Sending,
    (answers, about): (&Option<LocalId>, &About<'_>),
) -> Result<Option<Written>, Failure> {
    if sending.letter.at.is_some()
        && let Some(kept) = later::find(platform, client, sending, answers, about.kept).await?
    {
        return Ok(Some(Written::Kept(Box::new(kept))));
    }
    let found = find_sent(platform, client, sending, (answers, about.taken)).await?;
    Ok(found.map(posted))
}

/// Looks for the letter among what the account has posted last: an answer to the
/// same post or none, and nothing that another letter has become.
async fn find_sent(
    platform: &impl Platform,
    client: &Client,
    sending: &Sending,
    (answers, taken): (&Option<LocalId>, &[PostUri]),
) -> Result<Option<Seen>, Failure> {
    let own = run(platform, client, client.letters().own_name()?).await?;
    let shown = run(platform, client, client.letters().posts_of(&own)?).await?;
    let letter = &sending.letter;
    let is_it = |seen: &Seen| {
        let post = &seen.post;
        post.published.0 > sending.made.0 - CLOCKS
            && !taken.contains(&post.uri)
            && seen.sighting.parent == *answers
            && same_words(&letter.warning, &plain_line(&post.warning))
            && same_words(&letter.text, &post.text.plain())
            && carries(post, letter)
    };
    match shown.seen.into_iter().find(is_it) {
        // What could not be read may be the letter.
        None if shown.skipped > 0 => Err(Failure::Garbled {
            at: "Status[]",
            why: String::new(),
        }),
        found => Ok(found),
    }
}

/// Whether what a post carries can be what the letter did: servers may leave some of
/// it out, and add nothing. Without words nothing else tells which letter it was.
fn carries(post: &Post, letter: &Letter) -> bool {
    let (has, had) = (post.media.len(), letter.media.len());
    let less = has < had && !letter.text.trim().is_empty();
    (has == had || less) && (post.poll.is_none() || letter.poll.is_some())
}
