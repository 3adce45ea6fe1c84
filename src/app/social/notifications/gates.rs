//! Who waits to be let through to the notifications, and whom of those who are in
//! them one follows.

use leptos::prelude::*;

use super::{row::begin, rules};
use crate::{
    app::{
        kit::{
            avatar::{Size, avatar},
            el::{Bit, El, button, each, el, live, react, show, text},
            icon::{Glyph, icon},
            time::ago,
        },
        post::head::name,
        route::{Route, to},
        state::{AtGate, Gate, Line, Rules, State},
        timeline::skeleton,
        words,
    },
    core::{
        id::{AccountId, LocalId},
        notification::Waiting,
        timeline::Cursor,
    },
};

/// What is shown below the filters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Waiting,
    Rules,
}

/// The filter by whom one follows.
pub fn followed(on: RwSignal<bool>) -> El {
    button("chip")
        .live("aria-pressed", move || Some(on.get().to_string()))
        .click(move || on.update(|on| *on = !*on))
        .put(words::PEOPLE_I_FOLLOW)
}

/// Asks whom one follows while that filter is on, and says what is not known.
pub fn kin(state: State, gate: Gate, on: RwSignal<bool>) -> Bit {
    react(move || {
        if on.get() {
            state.ask_for_kin(gate);
        }
    });
    let asks = move || gate.kin.asked.with(|asked| !asked.is_empty());
    let trouble = move || kin_trouble(state, gate);
    let unknown = Memo::new(move |_| {
        let none = |group: &crate::core::notification::Group| gate.kin.is_of(group).is_none();
        on.get() && state.groups.with(|groups| groups.iter().any(none))
    });
    let some_failed = move || gate.kin.troubles.with(|all| all.iter().next().is_some());
    let said = move || {
        let said = text(move || match asks() {
            true => words::ASKING_KIN.to_owned(),
            false => words::KIN_TOO_MANY.to_owned(),
        });
        el("p").class("notices__end").at("role", "status").put(said)
    };
    Bit::Many(vec![
        show(move || on.get() && some_failed(), trouble),
        show(move || unknown.get() && !some_failed(), said),
    ])
}

fn kin_trouble(state: State, gate: Gate) -> El {
    let failed = move || {
        let all = gate.kin.troubles.get();
        let line = |(id, why): (&AccountId, _)| {
            let handle = untrack(|| handle(state, id));
            el("p").put(words::kin_unknown(&handle, why))
        };
        all.iter().map(line).collect::<Vec<El>>()
    };
    let again = button("button").click(move || {
        gate.kin.troubles.update(|all| *all = Default::default());
    });
    el("div")
        .class("reach")
        .at("role", "status")
        .put(live(failed))
        .put(again.put(words::TRY_AGAIN))
}

fn handle(state: State, id: &AccountId) -> String {
    let account = state.account(id);
    account.map_or_else(String::new, |it| it.actor.handle.to_string())
}

/// The ways to those who wait and to the rules, and what is open of it.
pub fn gates(state: State, gate: Gate) -> Bit {
    let open = RwSignal::new(None::<Open>);
    react(move || {
        if state.ready.get() {
            state.look_at_gates(gate);
        }
    });
    let some_rules = Memo::new(move |_| {
        let all = gate.rules.get();
        all.iter().any(|(_, rules)| rules.known().is_some())
    });
    let ways = move || ways(gate, open);
    Bit::Many(vec![
        show(move || some_rules.get(), ways),
        live(move || match open.get() {
            None => Bit::Nothing,
            Some(Open::Waiting) => untrack(|| lines(state, gate)).into(),
            Some(Open::Rules) => untrack(|| rules::rules(state, gate)).into(),
        }),
    ])
}

fn ways(gate: Gate, open: RwSignal<Option<Open>>) -> El {
    let people = Memo::new(move |_| {
        let all = gate.rules.get();
        let each = all.iter().filter_map(|(_, rules)| rules.known());
        each.map(|it| it.people).fold(0, u32::saturating_add)
    });
    // Who was last to be answered leaves an open list, that says so.
    let waits = move || people.get() > 0 || open.get() == Some(Open::Waiting);
    let way = move |what: Open| {
        button("gate__way")
            .live("aria-expanded", move || {
                Some((open.get() == Some(what)).to_string())
            })
            .click(move || {
                let now = open.get_untracked();
                open.set((now != Some(what)).then_some(what));
            })
    };
    let waiting = move || {
        way(Open::Waiting)
            .put(icon(Glyph::People))
            .put(text(move || words::waiting(people.get())))
    };
    let rules = way(Open::Rules).put(icon(Glyph::Lock)).put(words::GATES);
    el("div").class("gate").put(show(waits, waiting)).put(rules)
}

/// Who waits, by account.
fn lines(state: State, gate: Gate) -> El {
    let accounts = Memo::new(move |_| {
        let all = gate.rules.get();
        let with = all.iter().filter(|(_, it)| it.known().is_some());
        with.map(|(id, _)| id.clone()).collect::<Vec<_>>()
    });
    for account in accounts.get_untracked() {
        let any = gate.rules.with_untracked(|all| {
            let known = all.get(&account).and_then(Rules::known);
            known.is_some_and(|it| it.people > 0)
        });
        if any {
            state.at_gate(gate, AtGate::Waiting(account, None));
        }
    }
    el("section")
        .class("gate__open")
        .at("aria-label", words::WAITING)
        .put(el("p").class("dim small").put(words::WAITING_TEXT))
        .put(each(
            move || accounts.get(),
            move |id| line(state, gate, id),
        ))
}

fn line(state: State, gate: Gate, account: AccountId) -> El {
    let about = account.clone();
    let now = Memo::new(move |_| {
        let line = gate.lines.with(|all| all.get(&about).cloned());
        line.unwrap_or_default()
    });
    let of = StoredValue::new(account.clone());
    let keys = move || now.with(|it| it.people.iter().map(|one| one.id.clone()).collect());
    let draw = move |id: LocalId| {
        let found = now.with_untracked(|it| it.people.iter().find(|one| one.id == id).cloned());
        match found {
            Some(waiting) => person(state, gate, &of.get_value(), &waiting),
            None => el("li"),
        }
    };
    el("div")
        .class("gate__line")
        .put(whose(state, &account))
        .put(el("ul").put(each(keys, draw)))
        .put(line_end(state, gate, (of, now)))
}

/// What is said below those who wait, and the way on.
fn line_end(state: State, gate: Gate, (of, now): (StoredValue<AccountId>, Memo<Line>)) -> Bit {
    let ask = move |from: Option<Cursor>| {
        state.at_gate(gate, AtGate::Waiting(of.get_value(), from));
    };
    let empty = move || now.with(|it| it.people.is_empty() && it.trouble.is_none());
    let trouble = move || {
        let why = now.with(|it| it.trouble.clone());
        why.map(|why| {
            let again = button("button").click(move || ask(None));
            el("div")
                .class("reach")
                .at("role", "status")
                .put(el("p").put(words::not_waiting(&why)))
                .put(again.put(words::TRY_AGAIN))
        })
    };
    let more = move || {
        let load = button("button").click(move || ask(now.with_untracked(|it| it.older.clone())));
        load.put(words::MORE_WAITING)
    };
    let small = |said: &str| el("p").class("dim small").put(said);
    let skipped = move || now.with(|it| (it.skipped > 0).then(|| words::not_read(it.skipped)));
    Bit::Many(vec![
        show(move || now.with(|it| it.loading) && empty(), skeleton),
        show(
            move || empty() && now.with(|it| !it.loading),
            move || small(words::NOBODY_WAITS),
        ),
        live(trouble),
        live(move || skipped().map(|said| small(&said))),
        show(
            move || now.with(|it| it.older.is_some() && !it.loading),
            more,
        ),
    ])
}

/// Of which account it is.
pub fn whose(state: State, account: &AccountId) -> El {
    let found = untrack(|| state.account(account));
    let hue = found.as_ref().map(|it| it.hue.to_string());
    el("h2")
        .class("gate__whose")
        .style("--hue", &hue.unwrap_or_default())
        .put(el("span").class("chip__dot"))
        .put(el("bdi").put(untrack(|| handle(state, account))))
}

fn person(state: State, gate: Gate, account: &AccountId, waiting: &Waiting) -> El {
    let (_, actor) = &waiting.person;
    let words = el("span")
        .class("around__words")
        .put(el("bdi").class("around__name").put(name(actor)))
        .put(el("bdi").class("dim small").put(actor.handle.to_string()));
    let face = avatar(actor.avatar.as_ref(), &actor.plain_name(), Size::Full);
    let link = to(Route::Person(actor.handle.clone())).class("gate__who");
    let facts = waiting.post.as_ref().map(|uri| state.facts(uri));
    let last = facts.map(|facts| live(move || facts.get().map(|post| begin(&post))));
    let told = el("p")
        .class("dim small gate__held")
        .put(waiting.count.map(words::held_back))
        .put(" ")
        .put(ago(waiting.at, state.clock, words::NOW));
    el("li")
        .class("gate__person")
        .put(link.put(face).put(words))
        .put(told)
        .put(last)
        .put(answers(state, gate, account, waiting))
}

fn answers(state: State, gate: Gate, account: &AccountId, waiting: &Waiting) -> El {
    let (_, actor) = &waiting.person;
    let handle = actor.handle.to_string();
    let this = (account.clone(), waiting.id.clone());
    let about = this.clone();
    let busy = Memo::new(move |_| gate.busy.with(|all| all.contains(&about)));
    let answer = move |yes: bool, class: &str, said: &str| {
        let (account, id) = this.clone();
        button(class)
            .at("aria-label", &format!("{said}: {handle}"))
            .live("aria-disabled", move || {
                busy.get().then(|| "true".to_owned())
            })
            .click(move || {
                if !busy.get_untracked() {
                    let deed = AtGate::Answer(account.clone(), id.clone(), yes);
                    state.at_gate(gate, deed);
                }
            })
            .put(said)
    };
    el("div")
        .class("notice__answers")
        .put(answer(true, "button button--main", words::LET_THROUGH))
        .put(answer(false, "button", words::TURN_AWAY))
}
