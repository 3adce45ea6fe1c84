//! Set pieces every world has: a long thread, a poll, quotes, edits, four pictures.

use std::collections::BTreeMap;

use super::posts::{answer, original, pictures, someone};
use crate::clock::{HOUR, MINUTE, Millis};
use crate::corpus::{self, phrases};
use crate::random::{Chance, hash};
use crate::world::id::{PersonNo, PostNo};
use crate::world::post::{Card, Draft, Poll, Revision, Visibility};
use crate::world::{World, text};

#[derive(Clone, Copy, Debug)]
pub enum Scene {
    /// Starts a thread of so many replies.
    Talk(usize),
    /// Another voice in the thread begun by that post.
    Voice(PostNo),
    Poll,
    Quote,
    Edited,
    Gallery,
    Card,
    Direct,
}

/// Which scene is played as which post.
pub fn plan(total: usize) -> BTreeMap<usize, Scene> {
    let mut scenes = BTreeMap::new();
    let rounds = (total / 300).clamp(1, 300);
    for round in 0..rounds {
        let (start, length) = (total * round / rounds, total / rounds);
        let cast = [
            (10, Scene::Poll),
            (22, Scene::Edited),
            (30, Scene::Talk((length / 6).clamp(4, 40))),
            (41, Scene::Gallery),
            (52, Scene::Direct),
            (63, Scene::Card),
            (74, Scene::Quote),
            (80, Scene::Poll),
            (85, Scene::Gallery),
            (89, Scene::Card),
            (93, Scene::Edited),
            (96, Scene::Quote),
        ];
        for (percent, scene) in cast {
            scenes.insert(start + length * percent / 100, scene);
        }
    }
    scenes
}

pub fn play(
    world: &mut World,
    scene: Scene,
    at: Millis,
    chance: &mut Chance,
    scenes: &mut BTreeMap<usize, Scene>,
) -> PostNo {
    let author = someone(world, chance);
    match scene {
        Scene::Talk(voices) => talk(world, at, voices, scenes),
        Scene::Voice(root) => voice(world, root, at, chance),
        Scene::Poll => poll(world, author, at, chance),
        Scene::Quote => quote(world, author, at, chance),
        Scene::Edited => edited(world, author, at, chance),
        Scene::Gallery => gallery(world, author, at, chance),
        Scene::Card => card(world, author, at, chance),
        Scene::Direct => direct(world, author, at, chance),
    }
}

fn draft(world: &World, author: PersonNo, at: Millis, words: &str) -> Draft {
    let mut draft = Draft::new(author, at);
    draft.words = text::words(world, author, words);
    draft.words.at = at;
    draft.words.language = Some("en".to_owned());
    draft
}

fn talk(
    world: &mut World,
    at: Millis,
    voices: usize,
    scenes: &mut BTreeMap<usize, Scene>,
) -> PostNo {
    let author = *world.desks.keys().next().unwrap_or(&PersonNo(0));
    let words = "The town wants to close the little station by the river. What do you remember of it?\n\nI will read all answers out loud at the meeting on Friday. #trains #town";
    let no = world.publish(draft(world, author, at, words));
    let free = (no.at() + 1..).filter(|n| n % 4 != 0).take(voices);
    for n in free {
        scenes.entry(n).or_insert(Scene::Voice(no));
    }
    no
}

/// Half of the voices go deeper, the others answer anyone.
fn voice(world: &mut World, root: PostNo, at: Millis, chance: &mut Chance) -> PostNo {
    let mut thread = vec![root];
    let mut next = 0;
    while let Some(no) = thread.get(next).copied() {
        thread.extend(
            world
                .post(no)
                .replies
                .iter()
                .filter(|r| world.post(**r).visibility.open()),
        );
        next += 1;
    }
    let last = *thread.iter().max().unwrap_or(&root);
    let parent = match chance.below(100) {
        0..40 => last,
        40..60 => root,
        _ => *chance.pick(&thread),
    };
    let author = someone(world, chance);
    answer(world, author, parent, (at, corpus::reply(chance)))
}

fn poll(world: &mut World, author: PersonNo, at: Millis, chance: &mut Chance) -> PostNo {
    let (question, options) = chance.pick(phrases::POLLS);
    let mut draft = draft(world, author, at, question);
    let votes = (0..world.people.len() as u32)
        .map(PersonNo)
        .filter(|p| *p != author && !world.desks.contains_key(p))
        .filter(|p| hash(&[at, u64::from(p.0)]) % 100 < 40)
        .map(|p| (p, chance.below(options.len())))
        .collect();
    draft.poll = Some(Poll {
        options: options.iter().map(|o| (*o).to_owned()).collect(),
        votes,
        expires: Some(at + 72 * HOUR),
        multiple: options.len() > 3,
        hide_totals: false,
    });
    world.publish(draft)
}

fn quote(world: &mut World, author: PersonNo, at: Millis, chance: &mut Chance) -> PostNo {
    let quoted = (0..world.posts.len() as u32)
        .rev()
        .take(60)
        .map(PostNo)
        .find(|no| {
            let post = world.post(*no);
            post.visibility == Visibility::Public
                && post.boost_of.is_none()
                && post.author != author
        });
    let Some(quoted) = quoted else {
        return original(world, author, at, chance);
    };
    let url = world.post(quoted).uri.clone();
    let mut draft = draft(
        world,
        author,
        at,
        "This, exactly. I have nothing to add but a cup of tea.",
    );
    let inline = format!(
        "<p class=\"quote-inline\">RE: {}</p>",
        text::link_html(&url)
    );
    draft.words.html = format!("{inline}{}", draft.words.html);
    draft.quote = Some(quoted);
    world.publish(draft)
}

fn edited(world: &mut World, author: PersonNo, at: Millis, chance: &mut Chance) -> PostNo {
    let words = corpus::small_talk(chance);
    let no = world.publish(draft(world, author, at, &format!("{words} (tpyo)")));
    let mended: Revision = {
        let mut mended = text::words(world, author, &words);
        mended.at = at + 4 * MINUTE;
        mended.language = Some("en".to_owned());
        mended
    };
    world.edit(no, mended);
    no
}

fn gallery(world: &mut World, author: PersonNo, at: Millis, chance: &mut Chance) -> PostNo {
    let mut draft = draft(
        world,
        author,
        at,
        "Four windows of one train journey. :train: #trains",
    );
    draft.words.pictures = pictures(world, 4, chance);
    world.publish(draft)
}

fn card(world: &mut World, author: PersonNo, at: Millis, chance: &mut Chance) -> PostNo {
    let (url, title, description, site) = *chance.pick(phrases::CARDS);
    let mut draft = draft(world, author, at, &format!("Good news for once: {url}"));
    draft.card = Some(Card {
        url: url.to_owned(),
        title: title.to_owned(),
        description: description.to_owned(),
        site: site.to_owned(),
        picture: chance.percent(60).then_some(world.posts.len() as u32),
    });
    world.publish(draft)
}

fn direct(world: &mut World, author: PersonNo, at: Millis, chance: &mut Chance) -> PostNo {
    let logins: Vec<PersonNo> = world
        .desks
        .keys()
        .copied()
        .filter(|p| *p != author)
        .collect();
    let to = *chance.pick(&logins);
    let words = format!(
        "@{} are you coming on Friday? I saved you a seat.",
        world.handle(to)
    );
    let mut draft = draft(world, author, at, &words);
    draft.visibility = Visibility::Direct;
    world.publish(draft)
}
