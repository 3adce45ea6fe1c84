//! Bells: who is told that somebody mentioned, liked, boosted, quoted or followed them.

use super::World;
use super::deliver::{News, Parcel};
use super::gate;
use super::id::{PersonNo, PostNo, ServerNo};
use super::person::{Notice, NoticeKind};
use crate::clock;

/// Rings for everybody on this server whom an arriving post concerns.
pub fn of_arrival(world: &mut World, server: ServerNo, no: PostNo) {
    let post = world.post(no);
    let author = post.author;
    let here = |world: &World, p: PersonNo| world.person(p).server == server && p != author;
    if let Some(original) = post.boost_of {
        let to = world.post(original).author;
        if here(world, to) {
            ring(world, to, NoticeKind::Boost, (author, Some(original)));
        }
        return;
    }
    let quoted = post.quote.map(|quoted| world.post(quoted).author);
    let mentioned = post
        .revisions
        .last()
        .map(|r| r.mentions.clone())
        .unwrap_or_default();
    for to in mentioned {
        if here(world, to) {
            ring(world, to, NoticeKind::Mention, (author, Some(no)));
        }
    }
    if let Some(to) = quoted.filter(|to| here(world, *to)) {
        ring(world, to, NoticeKind::Quote, (author, Some(no)));
    }
}

/// Rings for everybody who voted, and for the author.
pub fn of_poll(world: &mut World, no: PostNo) {
    let post = world.post(no);
    let (author, deleted) = (post.author, post.deleted);
    let voters = post
        .poll
        .iter()
        .flat_map(|poll| poll.votes.iter().map(|(p, _)| *p));
    let mut people: Vec<PersonNo> = voters.chain([author]).collect();
    people.sort_unstable();
    people.dedup();
    for to in people.into_iter().filter(|_| !deleted) {
        ring(world, to, NoticeKind::Poll, (author, Some(no)));
    }
}

/// Rings for one person, if they have a desk and want to hear from the sender.
pub fn ring(
    world: &mut World,
    to: PersonNo,
    kind: NoticeKind,
    (from, post): (PersonNo, Option<PostNo>),
) {
    let at = match (world.past, post) {
        (true, Some(no)) => world.post(no).at + clock::MINUTE,
        (true, None) => world.plan.now - clock::HOUR * (u64::from(from.0) % 90 + 2),
        _ => clock::now(),
    };
    let key = world.stamp(at);
    if world.bars(to, from) {
        return;
    }
    let notice = Notice {
        kind,
        from,
        post,
        at,
    };
    let treatment = gate::treatment(world, to, &notice);
    let Some(desk) = world.desks.get_mut(&to) else {
        return;
    };
    if desk.blocked.contains(&from) || desk.muted.contains(&from) || treatment == "drop" {
        return;
    }
    if treatment == "filter" {
        desk.gate.held.insert(key, notice);
        return;
    }
    desk.notices.insert(key, notice);
    let server = world.person(to).server;
    world.servers[server.at()].people.insert(from);
    world.tell(News::Bell { to, key, notice });
}

/// Rings wherever the person lives: at once at home, later elsewhere.
pub fn send(
    world: &mut World,
    to: PersonNo,
    kind: NoticeKind,
    (from, post): (PersonNo, Option<PostNo>),
) {
    let (home, sender) = (world.person(to).server, world.person(from).server);
    let delay = (home == sender).then_some(0);
    world.send(
        home,
        Parcel::Bell {
            to,
            kind,
            from,
            post,
        },
        delay,
    );
}

/// Takes a like's bell away again.
pub fn silence(world: &mut World, to: PersonNo, kind: NoticeKind, from: (PersonNo, PostNo)) {
    if let Some(desk) = world.desks.get_mut(&to) {
        let this = |n: &Notice| n.kind == kind && n.from == from.0 && n.post == Some(from.1);
        desk.notices.retain(|_, n| !this(n));
        desk.gate.held.retain(|_, n| !this(n));
    }
}
