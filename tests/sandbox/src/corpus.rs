//! What people here are called and what they talk about.

pub mod names;
pub mod phrases;
pub mod scripts;

use crate::random::Chance;
use phrases::{TOPICS, Topic};

/// A little text on one of the topics, in English.
pub fn small_talk(chance: &mut Chance) -> String {
    let topic = chance.pick(TOPICS);
    let mut text = sentence(topic, chance);
    for _ in 0..chance.below(3) {
        text.push(' ');
        text.push_str(&sentence(topic, chance));
    }
    if chance.percent(12) {
        for _ in 0..2 + chance.below(3) {
            let join = if chance.percent(60) { "\n\n" } else { " " };
            text = format!(
                "{text}{join}{} {}",
                sentence(topic, chance),
                sentence(topic, chance)
            );
        }
    }
    if chance.percent(10) {
        text = format!("{text} {}", chance.pick(phrases::EMOJI));
    }
    if chance.percent(18) {
        text = format!("{text}\n\n{}", chance.pick(topic.links));
    }
    if chance.percent(30) {
        let tags: Vec<String> = topic
            .tags
            .iter()
            .filter(|_| chance.percent(60))
            .map(|tag| format!("#{tag}"))
            .collect();
        text = format!("{text}\n\n{}", tags.join(" "))
            .trim_end()
            .to_owned();
    }
    text
}

/// One sentence: an opening and an ending of the same topic, with a thing in between.
fn sentence(topic: &Topic, chance: &mut Chance) -> String {
    let thing = *chance.pick(topic.things);
    let line = chance.pick(topic.lines).replace("{}", thing);
    let mut letters = line.chars();
    letters.next().map_or(String::new(), |c| {
        c.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// A text in the person's own language, with its code.
pub fn talk(language: &str, chance: &mut Chance) -> (String, String) {
    let own = scripts::LINES.iter().find(|(code, _)| *code == language);
    match own {
        Some((code, lines)) if chance.percent(75) => {
            let first = (*chance.pick(lines)).to_owned();
            let text = if chance.percent(40) {
                format!("{first}\n\n{}", chance.pick(lines))
            } else {
                first
            };
            (text, (*code).to_owned())
        }
        _ => (small_talk(chance), "en".to_owned()),
    }
}

/// What people answer.
pub fn reply(chance: &mut Chance) -> String {
    let first = (*chance.pick(phrases::REPLIES)).to_owned();
    if chance.percent(35) {
        return format!("{first} {}", chance.pick(phrases::REPLIES));
    }
    first
}
