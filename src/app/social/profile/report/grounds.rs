//! What is wrong, and which rules were broken.

use leptos::{ev::Event, prelude::*};

use super::{check, host};
use crate::{
    app::{
        kit::el::{Bit, El, el, live, show},
        state::{State, Visit},
        words,
    },
    core::{
        actor::{Ground, Rule},
        id::AccountId,
    },
    engine::Failure,
};

/// The grounds; below that of the rules, the rules.
pub fn grounds(state: State, visit: Visit) -> El {
    let ground = visit.report.ground;
    let name = format!("ground-{}", state.number());
    let choice = |it: Ground| {
        let input = el("input")
            .at("type", "radio")
            .at("name", &name)
            .flag("checked", ground.get_untracked() == it)
            .on("change", move |_: Event| ground.set(it));
        el("label")
            .class("choice")
            .put(input)
            .put(el("span").class("choice__words").put(words::ground(it)))
    };
    let broken = move || ground.get() == Ground::Rules;
    el("fieldset")
        .class("report__part")
        .put(el("legend").class("field__label").put(words::REPORT_WHY))
        .put(choice(Ground::Spam))
        .put(choice(Ground::Rules))
        .put(show(broken, move || rules(state, visit)))
        .put(choice(Ground::Illegal))
        .put(choice(Ground::Other))
}

fn rules(state: State, visit: Visit) -> El {
    let now = Memo::new(move |_| {
        let by = visit.report.by.get()?;
        let rules = visit.report.rules.with(|all| all.get(&by).cloned());
        Some((by, rules))
    });
    el("fieldset")
        .class("report__part report__rules")
        .put(el("legend").class("field__label").put(words::REPORT_RULES))
        .put(live(move || {
            now.get()
                .map(|(by, rules)| untrack(|| listed(state, visit, &by, rules)))
        }))
}

fn listed(
    state: State,
    visit: Visit,
    by: &AccountId,
    rules: Option<Result<Vec<Rule>, Failure>>,
) -> Bit {
    let said = |said: String| el("p").class("dim small").put(said).into();
    match rules {
        None => said(words::LOADING.to_owned()),
        Some(Err(why)) => said(words::no_rules(&host(state, by), &why)),
        Some(Ok(rules)) if rules.is_empty() => said(words::REPORT_NO_RULES.to_owned()),
        Some(Ok(rules)) => {
            let rules = rules.iter().map(|it| one(visit, it));
            rules.collect::<Vec<El>>().into()
        }
    }
}

fn one(visit: Visit, rule: &Rule) -> El {
    let broken = visit.report.broken;
    let id = rule.local.clone();
    let on = broken.with_untracked(|all| all.contains(&id));
    let hint = (!rule.hint.is_empty()).then(|| {
        let hint = el("span").class("dim small choice__hint").at("dir", "auto");
        hint.put(rule.hint.as_str())
    });
    let words = el("span").at("dir", "auto").put(rule.text.as_str());
    let said = Bit::Many(vec![words.into(), hint.into()]);
    check(on, said, move |on| {
        broken.update(|all| {
            all.retain(|it| *it != id);
            if on {
                all.push(id.clone());
            }
        });
    })
}
