//! The stream of everyday posts, replies, boosts and likes, oldest first.

use super::scenes;
use crate::clock::{DAY, MINUTE, Millis};
use crate::corpus::{self, names, phrases};
use crate::random::{Chance, hash};
use crate::world::id::{PersonNo, PostNo};
use crate::world::post::{Draft, Picture, Visibility};
use crate::world::{World, text};

pub fn write(world: &mut World) {
    let total = world.plan.posts;
    let mut chance = Chance::new(hash(&[world.plan.seed, 0xB00C]));
    let times = times(world, &mut chance);
    let mut scenes = scenes::plan(total);
    for at in times {
        let n = world.posts.len();
        let no = match scenes.get(&n).copied() {
            Some(scene) => scenes::play(world, scene, at, &mut chance, &mut scenes),
            None => everyday(world, at, &mut chance),
        };
        react(world, no, at, &mut chance);
    }
}

/// One time per post, oldest first, denser near now.
fn times(world: &World, chance: &mut Chance) -> Vec<Millis> {
    let (now, total) = (world.plan.now, world.plan.posts);
    let span = 4.0 * DAY as f64 * (total as f64 / 300.0).max(0.5).powf(0.7);
    let mut times: Vec<Millis> = (0..total)
        .map(|n| {
            let share = (n as f64 + chance.below(100) as f64 / 100.0) / total as f64;
            now - 3 * MINUTE - (span * share.powf(1.4)) as Millis
        })
        .collect();
    times.sort_unstable();
    times
}

pub fn someone(world: &World, chance: &mut Chance) -> PersonNo {
    PersonNo(chance.below(world.people.len()) as u32)
}

/// A post of the recent past that anybody may react to.
pub fn recent(world: &World, chance: &mut Chance, reach: usize) -> Option<PostNo> {
    let len = world.posts.len();
    (0..8)
        .filter_map(|_| len.checked_sub(1 + chance.below(reach.min(len.max(1)))))
        .map(|n| PostNo(n as u32))
        .find(|no| world.post(*no).visibility.open() && world.post(*no).boost_of.is_none())
}

fn everyday(world: &mut World, at: Millis, chance: &mut Chance) -> PostNo {
    let author = someone(world, chance);
    match chance.below(100) {
        0..17 => boost(world, author, at, chance),
        17..40 => reply(world, author, at, chance),
        _ => original(world, author, at, chance),
    }
}

fn boost(world: &mut World, author: PersonNo, at: Millis, chance: &mut Chance) -> PostNo {
    match popular(world, chance) {
        Some(no) if world.boost_by(author, no).is_none() => {
            world.boost(author, no, Draft::new(author, at))
        }
        _ => original(world, author, at, chance),
    }
}

/// Boosts gather on the same posts: every tenth post of late is a favourite.
fn popular(world: &World, chance: &mut Chance) -> Option<PostNo> {
    let len = world.posts.len() as u32;
    let tenth = (len / 10 * 10).checked_sub(10 * chance.below(3) as u32);
    let favourite = tenth.map(PostNo).filter(|no| {
        no.0 < len
            && world.post(*no).visibility == Visibility::Public
            && world.post(*no).boost_of.is_none()
    });
    favourite
        .filter(|_| chance.percent(60))
        .or_else(|| recent(world, chance, 40))
}

fn reply(world: &mut World, author: PersonNo, at: Millis, chance: &mut Chance) -> PostNo {
    match recent(world, chance, 30) {
        Some(parent) => answer(world, author, parent, (at, corpus::reply(chance))),
        None => original(world, author, at, chance),
    }
}

/// A reply that mentions whom it answers.
pub fn answer(
    world: &mut World,
    author: PersonNo,
    parent: PostNo,
    (at, words): (Millis, String),
) -> PostNo {
    let to = world.post(parent).author;
    let words = if to == author {
        words
    } else {
        format!("@{} {words}", world.handle(to))
    };
    let mut draft = Draft::new(author, at);
    draft.words = text::words(world, author, &words);
    draft.words.language = Some("en".to_owned());
    draft.visibility = world.post(parent).visibility;
    draft.reply_to = Some(parent);
    world.publish(draft)
}

pub fn original(world: &mut World, author: PersonNo, at: Millis, chance: &mut Chance) -> PostNo {
    let name = world.person(author).name.clone();
    let language = names::PEOPLE
        .iter()
        .find(|p| p.0 == name)
        .map_or("en", |p| p.2);
    let (mut words, language) = match world.person(author).bot {
        true => (corpus::forecast(chance), "en".to_owned()),
        false => corpus::talk(language, chance),
    };
    if chance.percent(8) {
        let friend = someone(world, chance);
        words = format!("{words} @{}", world.handle(friend));
    }
    let mut draft = Draft::new(author, at);
    draft.words = text::words(world, author, &words);
    draft.words.at = at;
    draft.words.language = Some(language).filter(|_| !chance.percent(5));
    if chance.percent(22) {
        draft.words.pictures = pictures(world, 1 + chance.below(4), chance);
        draft.words.sensitive = chance.percent(10);
    }
    if chance.percent(6) {
        draft.words.cw = (*chance.pick(phrases::WARNINGS)).to_owned();
        draft.words.sensitive = true;
    }
    draft.visibility = match chance.below(100) {
        0..8 => Visibility::Unlisted,
        8..14 => Visibility::Private,
        14..16 => Visibility::Direct,
        _ => Visibility::Public,
    };
    draft.application = Some("Web".to_owned());
    world.publish(draft)
}

pub fn pictures(world: &World, count: usize, chance: &mut Chance) -> Vec<Picture> {
    const SHAPES: &[(u32, u32)] = &[(1200, 800), (800, 1200), (1000, 1000), (1600, 700)];
    (0..count)
        .map(|n| {
            let shape = *chance.pick(SHAPES);
            let number = world.posts.len() as u32 * 4 + n as u32;
            Picture {
                alt: chance
                    .percent(70)
                    .then(|| (*chance.pick(phrases::ALTS)).to_owned()),
                focus: chance.percent(30).then_some((-0.25, 0.5)),
                ..Picture::new(number, shape)
            }
        })
        .collect()
}

/// Likes from those who could have seen it.
fn react(world: &mut World, no: PostNo, at: Millis, chance: &mut Chance) {
    let post = world.post(no);
    if post.boost_of.is_some() || !post.visibility.open() {
        return;
    }
    let author = post.author;
    let wanted = if chance.percent(10) {
        8 + chance.below(32)
    } else {
        chance.below(9)
    };
    let fans: Vec<PersonNo> = world.person(author).followers.iter().copied().collect();
    for _ in 0..wanted.min(fans.len()) {
        let fan = *chance.pick(&fans);
        world.like(fan, no, at + MINUTE);
    }
}
