//! In which languages somebody's posts are wanted by who follows them.

use leptos::prelude::*;

use super::menu::Part;
use crate::{
    app::{
        kit::el::{Bit, El, button, el, show},
        social::profile::report::check,
        state::{State, Visit},
        words,
    },
    browser::language,
    core::{
        actor::{Follows, Tie},
        timeline::Row,
    },
};

/// The choice, while it is open.
pub fn languages(part: &Part) -> Bit {
    let (now, choosing) = (part.now, part.choosing);
    let follows = move || now.with(|now| now.as_ref().is_some_and(|it| it.follows == Follows::Yes));
    let part = part.clone();
    show(move || choosing.get() && follows(), move || choice(&part))
}

/// Those that are chosen, those that the reader reads, and those of the posts that
/// are listed.
fn offered(state: State, visit: Visit, chosen: &[String]) -> Vec<String> {
    let mut all = language::all();
    let rows = visit.rows.get_untracked();
    let posts = rows.iter().filter_map(|row| match row {
        Row::Post { post, .. } => state.post(post)?.language.clone(),
        _ => None,
    });
    all.extend(posts);
    // As servers name them: regions are no languages to them.
    let main = |tag: &String| tag.split('-').next().unwrap_or_default().to_lowercase();
    let mut offered = chosen.to_vec();
    for tag in all.iter().map(main) {
        if !tag.is_empty() && !offered.contains(&tag) {
            offered.push(tag);
        }
    }
    offered
}

fn choice(part: &Part) -> El {
    let now = part.now.get_untracked();
    let chosen = now.and_then(|it| it.languages).unwrap_or_default();
    let offered = untrack(|| offered(part.state, part.visit, &chosen));
    let chosen = RwSignal::new(chosen);
    let one = |tag: &String| {
        let on = chosen.with_untracked(|all| all.contains(tag));
        let (said, tag) = (language::name(tag), tag.clone());
        check(on, said, move |on| {
            chosen.update(|all| {
                all.retain(|it| *it != tag);
                if on {
                    all.push(tag.clone());
                }
            });
        })
    };
    let kept = part.clone();
    let keep = button("button").click(move || {
        let tie = Tie::Languages(chosen.get_untracked());
        kept.state.tie_as(kept.visit, &kept.id, tie);
        kept.choosing.set(false);
    });
    let legend = el("legend").class("small").put(words::LANGUAGES_TITLE);
    let choices = el("div").class("tie__languages");
    el("fieldset")
        .class("report__part tie__note")
        .put(legend)
        .put(choices.put(offered.iter().map(one).collect::<Vec<_>>()))
        .put(el("p").put(keep.put(words::LANGUAGES_SAVE)))
}
