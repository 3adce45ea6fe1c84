//! What people here are called and what they talk about.

pub mod names;
pub mod phrases;
pub mod scripts;

use crate::random::Chance;
use phrases::{TOPICS, Topic};

/// A little text on one of the topics, in English. No sentence comes twice.
pub fn small_talk(chance: &mut Chance) -> String {
    about(chance.pick(TOPICS), chance)
}

/// What the weather bot says.
pub fn forecast(chance: &mut Chance) -> String {
    let thing = chance.pick(phrases::FORECASTS);
    format!(
        "{thing} {}° at noon, wind {}. #weather",
        chance.below(30),
        1 + chance.below(8)
    )
}

fn about(topic: &Topic, chance: &mut Chance) -> String {
    let mut lines: Vec<&str> = topic.lines.to_vec();
    let mut things: Vec<&str> = topic.things.to_vec();
    let long = chance.percent(14);
    let count = if long {
        lines.len().min(things.len())
    } else {
        1 + chance.below(3)
    };
    let mut text = String::new();
    for n in 0..count {
        let line = lines.swap_remove(chance.below(lines.len()));
        let thing = things.swap_remove(chance.below(things.len()));
        text += match n {
            0 => "",
            _ if long && n % 2 == 0 => "\n\n",
            _ => " ",
        };
        text += &capital(&line.replace("{}", thing));
    }
    if chance.percent(10) {
        text = format!("{text} {}", chance.pick(phrases::EMOJI));
    }
    if chance.percent(18) {
        text = format!("{text}\n\n{}", chance.pick(topic.links));
    }
    if chance.percent(30) {
        let tags = topic.tags.iter().filter(|_| chance.percent(60));
        let tags: Vec<String> = tags.map(|tag| format!("#{tag}")).collect();
        text = format!("{text}\n\n{}", tags.join(" "))
            .trim_end()
            .to_owned();
    }
    text
}

fn capital(line: &str) -> String {
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
            let second = *chance.pick(lines);
            let text = if second != first && chance.percent(40) {
                format!("{first}\n\n{second}")
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
