//! Polls.

use super::ask::Ask;
use super::render::{View, extra};
use super::reply::{Refusal, Reply, good};
use crate::clock;
use crate::hub::Hub;
use crate::world::id::PostNo;

fn find(ask: &Ask, hub: &Hub) -> Result<PostNo, Refusal> {
    let server = hub.world.server(ask.server);
    let key = server
        .ids
        .read(ask.segment("id"))
        .map(|key| key ^ extra::POLL_MARK);
    let found = key.and_then(|key| server.all.get(&key)).copied();
    found
        .filter(|no| hub.world.post(*no).poll.is_some() && hub.world.may_see(ask.viewer(), *no))
        .ok_or_else(Refusal::not_found)
}

pub fn get(ask: &Ask, hub: &mut Hub) -> Reply {
    ask.may("read:statuses")?;
    let no = find(ask, hub)?;
    let view = View::new(&hub.world, ask.server, ask.viewer());
    good(extra::poll(&view, no).ok_or_else(Refusal::not_found)?)
}

pub fn vote(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("write:statuses")?;
    let no = find(ask, hub)?;
    let choices: Vec<usize> = ask
        .list("choices")
        .iter()
        .filter_map(|c| c.parse().ok())
        .collect();
    let now = clock::now();
    let over = hub
        .world
        .post(no)
        .poll
        .as_ref()
        .and_then(|p| p.expires)
        .is_some_and(|e| e <= now);
    if over {
        return Err(Refusal::invalid("The poll has already ended"));
    }
    if !hub.world.vote(me, no, &choices, now) {
        return Err(Refusal::invalid("You have already voted on this poll"));
    }
    get(ask, hub)
}
