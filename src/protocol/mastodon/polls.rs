//! Polls. <https://docs.joinmastodon.org/entities/Poll/>

use crate::{
    core::{
        http::Response,
        id::LocalId,
        post::{Ballot, Choices, Mine, Poll},
        rich_text::{CustomEmoji, Inline, parse_name},
        time::parse_time,
    },
    protocol::{
        BadAnswer, Viewer, answer,
        json::{self, Json},
    },
};

/// The most options that are taken: twice as many as any server allows.
const OPTIONS: usize = 50;

/// What is asked.
pub fn poll(poll: Json, emoji: &[CustomEmoji]) -> Poll {
    let ends = poll.text("expires_at");
    Poll {
        options: titles(poll, emoji),
        multiple: poll.flag("multiple").unwrap_or(false),
        ends: ends.and_then(|ends| parse_time(&ends)),
    }
}

/// The words of a poll's options.
pub fn titles(poll: Json, emoji: &[CustomEmoji]) -> Vec<Vec<Inline>> {
    let title = |option: Json| parse_name(&option.text("title").unwrap_or_default(), emoji);
    options(poll).map(title).collect()
}

fn options<'t, 'a>(poll: Json<'t, 'a>) -> impl Iterator<Item = Json<'t, 'a>> {
    let options = poll.list("options").filter(|option| option.is_map());
    options.take(OPTIONS)
}

/// What the server counts in a status' poll. A poll without a name cannot be
/// voted in, but seen.
pub fn ballot(status: Json) -> Option<Box<Ballot>> {
    let poll = status.map("poll")?;
    Some(Box::new(Ballot {
        local: LocalId::new(poll.name("id").as_deref().unwrap_or_default()),
        tally: options(poll)
            .map(|option| option.count("votes_count"))
            .collect(),
        votes: poll.count("votes_count"),
        voters: poll.count("voters_count"),
        closed: poll.flag("expired").unwrap_or(false),
    }))
}

/// What the account did in a status' poll.
pub fn mine(status: Json) -> Mine {
    let Some(poll) = status.map("poll") else {
        return Mine::default();
    };
    let place = |place: Json| place.as_text()?.parse::<usize>().ok();
    let choices: Choices = poll.list("own_votes").filter_map(place).collect();
    Mine {
        voted: poll.flag("voted"),
        choices,
        ..Mine::default()
    }
}

/// Reads the answer to a vote: a poll. What it counts now is asked for with
/// its post.
pub fn read_voted(_: &Viewer, response: &Response) -> Result<(), BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Poll", why.to_string());
    let poll = json::whole(&body).map_err(|error| garbled(&error))?;
    let options = poll.root().get("options");
    let is_poll = options.is_some_and(Json::is_list);
    is_poll
        .then_some(())
        .ok_or_else(|| garbled(&"it has no options"))
}
