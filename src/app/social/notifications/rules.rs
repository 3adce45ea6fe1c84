//! What becomes of what strangers send: a choice for each account and each kind of
//! stranger that its server knows.

use leptos::{ev::Event, prelude::*};

use super::gates::whose;
use crate::{
    app::{
        kit::el::{Bit, El, button, each, el, live, react},
        state::{AtGate, Gate, Rules, State},
        words,
    },
    core::{
        id::AccountId,
        notification::{Policy, Treatment, Whose},
    },
};

const WAYS: [Treatment; 3] = [Treatment::Tell, Treatment::Hold, Treatment::Drop];

/// The rules of all accounts.
pub fn rules(state: State, gate: Gate) -> El {
    let accounts = Memo::new(move |_| {
        let ids = gate.rules.get();
        ids.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>()
    });
    el("section")
        .class("gate__open")
        .at("aria-label", words::GATES)
        .put(el("p").class("dim small").put(words::GATES_TEXT))
        .put(each(move || accounts.get(), move |id| one(state, gate, id)))
}

fn one(state: State, gate: Gate, account: AccountId) -> El {
    let about = account.clone();
    // Which rules there are: a change of one draws nothing anew.
    let shape = Memo::new(move |_| {
        gate.rules.with(|all| match all.get(&about) {
            Some(Rules::Known(policy)) => Ok((shape(policy), policy.older)),
            Some(Rules::Nothing) => Err(words::HOLDS_NOTHING.to_owned()),
            Some(Rules::Failed(why)) => Err(words::rules_unknown(why)),
            Some(Rules::Asked) | None => Err(words::LOADING.to_owned()),
        })
    });
    let id = account.clone();
    let body = live(move || match shape.get() {
        Err(said) => Bit::Many(vec![
            el("p").class("dim small").put(said).into(),
            again(state, gate, &id).into(),
        ]),
        Ok((kinds, older)) => {
            let rule = |whose: &Whose| untrack(|| choice(state, gate, &id, *whose, older));
            Bit::from(kinds.iter().map(rule).collect::<Vec<El>>())
        }
    });
    el("div")
        .class("gate__line")
        .put(whose(state, &account))
        .put(body)
}

fn shape(policy: &Policy) -> Vec<Whose> {
    policy.rules.iter().map(|(whose, _)| *whose).collect()
}

fn again(state: State, gate: Gate, id: &AccountId) -> Option<El> {
    let failed = |rules: &Rules| matches!(rules, Rules::Failed(_));
    let failed = gate
        .rules
        .with_untracked(|all| all.get(id).is_some_and(failed));
    let id = id.clone();
    failed.then(|| {
        button("button")
            .click(move || state.at_gate(gate, AtGate::Rules(id.clone())))
            .put(words::TRY_AGAIN)
    })
}

/// The ways that can be chosen: those of the server's kind, and what it says now.
fn ways(older: bool, now: Option<Treatment>) -> Vec<Treatment> {
    let unknown = now.filter(|it| matches!(it, Treatment::Unknown(_)));
    match older {
        true => WAYS.into_iter().take(2).collect(),
        false => WAYS.into_iter().chain(unknown).collect(),
    }
}

fn choice(state: State, gate: Gate, account: &AccountId, whose: Whose, older: bool) -> El {
    let about = account.clone();
    let now = move || {
        gate.rules.with(|all| {
            let policy = all.get(&about).and_then(Rules::known);
            policy.and_then(|it| it.of(whose).cloned())
        })
    };
    let ways = ways(older, untrack(&now));
    let option = |(at, way): (usize, &Treatment)| {
        let option = el("option").at("value", &at.to_string());
        option.put(words::treatment(way))
    };
    let options: Vec<El> = ways.iter().enumerate().map(option).collect();
    let picked = RwSignal::new(String::new());
    let known = ways.clone();
    // A choice that was refused goes back to what holds.
    react(move || {
        let now = now();
        let at = known.iter().position(|it| Some(it) == now.as_ref());
        picked.set(at.unwrap_or_default().to_string());
    });
    let this = (account.clone(), whose);
    let busy = move || gate.changing.with(|all| all.contains(&this));
    let select = el("select").class("compose__select").put(options);
    let select = select.typed(picked).live_flag("disabled", busy);
    let account = account.clone();
    let chosen = move |_: Event| {
        let at = picked.get_untracked().parse::<usize>().ok();
        if let Some(way) = at.and_then(|at| ways.get(at)) {
            let deed = AtGate::Rule(account.clone(), whose, way.clone());
            state.at_gate(gate, deed);
        }
    };
    el("label")
        .class("gate__rule")
        .put(el("span").put(words::of_whom(whose)))
        .put(select.on("change", chosen))
}
