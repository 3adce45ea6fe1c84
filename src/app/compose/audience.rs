//! Who will see a letter, in a plain sentence.

use leptos::{ev::Event, prelude::*};

use super::desk::Desk;
use crate::{
    app::{
        kit::el::{Bit, El, el, react, show, text},
        words,
    },
    core::{outbox::letter::Quotable, post::Audience},
};

const ALL: [Audience; 4] = [
    Audience::Public,
    Audience::Unlisted,
    Audience::Followers,
    Audience::Direct,
];

const POLICIES: [Option<Quotable>; 4] = [
    None,
    Some(Quotable::Everybody),
    Some(Quotable::Followers),
    Some(Quotable::Nobody),
];

/// The choice.
pub fn choice(desk: Desk) -> El {
    let options = ALL.iter().enumerate().map(|(at, audience)| {
        el("option")
            .at("value", &at.to_string())
            .put(words::audience_name(audience))
    });
    let picked = RwSignal::new(String::new());
    react(move || {
        let at = desk
            .audience
            .with(|it| ALL.iter().position(|one| one == it));
        picked.set(at.unwrap_or(ALL.len() - 1).to_string());
    });
    el("select")
        .class("compose__select")
        .at("aria-label", words::WHO_SEES_IT)
        .at("aria-describedby", "compose-audience")
        .put(options.collect::<Vec<_>>())
        .typed(picked)
        .on("change", move |_: Event| {
            let at = picked.get_untracked().parse::<usize>().ok();
            if let Some(audience) = at.and_then(|at| ALL.get(at)) {
                desk.chosen.set_value(true);
                desk.audience.set(audience.clone());
                desk.changed();
            }
        })
}

/// Who may quote it: asked where a chosen server knows of quotes, and anybody may see
/// the post.
pub fn quoting(desk: Desk) -> Bit {
    let asked = move || {
        let open = desk.audience.with(Audience::is_open);
        let from = desk.from.get();
        open && from.iter().any(|id| desk.limits_of(id).quotes)
    };
    show(asked, move || {
        let picked = RwSignal::new(String::new());
        react(move || {
            let now = desk.quotable.get();
            let at = POLICIES.iter().position(|it| *it == now).unwrap_or(0);
            picked.set(at.to_string());
        });
        let option = |(at, policy): (usize, &Option<Quotable>)| {
            el("option")
                .at("value", &at.to_string())
                .put(words::quotable(*policy))
        };
        el("select")
            .class("compose__select")
            .at("aria-label", words::WHO_QUOTES)
            .put(POLICIES.iter().enumerate().map(option).collect::<Vec<_>>())
            .typed(picked)
            .on("change", move |_: Event| {
                let at = picked.get_untracked().parse::<usize>().ok();
                if let Some(policy) = at.and_then(|at| POLICIES.get(at)) {
                    desk.quotable.set(*policy);
                    desk.changed();
                }
            })
    })
}

/// What the choice means, for the accounts and the text that there are.
pub fn said(desk: Desk) -> El {
    let said = move || {
        let from = desk.from.get();
        let handles = from.iter().filter_map(|id| desk.state.account(id));
        let handles: Vec<String> = handles.map(|it| it.actor.handle.to_string()).collect();
        words::who_sees(&desk.audience.get(), &handles, &desk.named())
    };
    el("p")
        .class("dim small")
        .at("id", "compose-audience")
        .at("aria-live", "polite")
        .put(el("bdi").put(text(said)))
}

impl Desk {
    /// Whom what is on the desk names.
    pub(super) fn named(&self) -> Vec<String> {
        let texts = self.sheets.get();
        let texts = texts.iter().map(|it| it.text.get());
        named(&texts.collect::<Vec<_>>().join("\n"))
    }
}

/// Whom a text names, as it stands there: servers find a name wherever no word runs
/// into it.
fn named(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let in_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '@' | '.' | '-' | ':');
    for (at, _) in text.match_indices('@') {
        let (before, rest) = text.split_at(at);
        let runs_in = |it: char| it.is_alphanumeric() || matches!(it, '_' | '/' | '=' | '@' | '.');
        let own = rest
            .chars()
            .nth(1)
            .is_some_and(|it| it.is_alphanumeric() || it == '_');
        // A full stop alone before it is a way to show an answer to all.
        let is_word = before.ends_with(runs_in) && !matches!(before.trim_start(), ".");
        if is_word || !own {
            continue;
        }
        let end = rest.find(|it| !in_name(it)).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        let name = name.trim_end_matches(|it: char| !it.is_alphanumeric() && it != '_');
        if !found.iter().any(|it| it == name) {
            found.push(name.to_owned());
        }
    }
    found
}
