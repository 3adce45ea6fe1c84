//! To tell moderators of somebody.

mod grounds;
mod posts;

use leptos::{
    ev::{Event, SubmitEvent},
    prelude::*,
};

use crate::{
    app::{
        kit::el::{Bit, El, button, each, el, live, react, show, text},
        state::{State, Visit},
        words,
    },
    core::{account::Account, actor::Ground, id::AccountId, safe_url::display_authority},
};

/// As Mastodon has it.
const LONGEST: &str = "1000";

/// The report while it is open, and that it was sent.
pub fn report(state: State, visit: Visit) -> Bit {
    let report = visit.report;
    // Opened by the address, before anybody can be asked.
    react(move || {
        let waits = report.open.get() && report.by.with(Option::is_none);
        let able = !state.reporters(visit).is_empty();
        if waits && able && report.done.with_untracked(Option::is_none) {
            untrack(|| state.begin_report(visit, None));
        }
    });
    show(
        move || report.open.get(),
        move || {
            let whom = visit.handle.get_value().to_string();
            let title = el("h2")
                .at("id", "report-title")
                .at("tabindex", "-1")
                .put(words::report_title(&whom));
            let here = title.clone();
            request_animation_frame(move || here.focus());
            el("section")
                .class("report")
                .at("aria-labelledby", "report-title")
                .put(title)
                .put(live(move || inner(state, visit)))
        },
    )
}

fn inner(state: State, visit: Visit) -> El {
    let report = visit.report;
    if let Some((by, forwarded)) = report.done.get() {
        return untrack(|| done(state, visit, &by, forwarded));
    }
    match report.by.with(Option::is_some) {
        true => untrack(|| form(state, visit)),
        false => el("div")
            .class("report__form")
            .put(el("p").put(words::REPORT_NOBODY))
            .put(close(visit, words::CLOSE)),
    }
}

fn done(state: State, visit: Visit, by: &AccountId, forwarded: bool) -> El {
    let other = display_authority(&visit.handle.get_value().host);
    let host = host(state, by);
    let said = words::reported(&host, forwarded.then_some(&other));
    el("div")
        .class("report__form")
        .put(el("p").at("role", "status").put(said))
        .put(close(visit, words::CLOSE))
}

fn close(visit: Visit, said: &str) -> El {
    button("button")
        .click(move || {
            visit.report.open.set(false);
            visit.report.by.set(None);
        })
        .put(said)
}

fn account(state: State, visit: Visit) -> Option<Account> {
    visit.report.by.get().and_then(|id| state.account(&id))
}

fn host(state: State, id: &AccountId) -> String {
    let account = untrack(|| state.account(id));
    account.map_or_else(
        || display_authority(id.host()),
        |it| it.server.origin.display_host(),
    )
}

/// Where they live, if that is another server than that which gets the report.
fn elsewhere(state: State, visit: Visit) -> Option<String> {
    let host = visit.handle.get_value().host;
    let other = account(state, visit)?.server.handle_host != host;
    other.then(|| display_authority(&host))
}

fn form(state: State, visit: Visit) -> El {
    let report = visit.report;
    let missing = RwSignal::new(false);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let rules = report.ground.get_untracked() == Ground::Rules;
        let none = rules && report.broken.with_untracked(Vec::is_empty);
        missing.set(none);
        if !none {
            state.send_report(visit);
        }
    };
    el("form")
        .class("report__form")
        .on("submit", send)
        .put(from(state, visit))
        .put(grounds::grounds(state, visit))
        .put(posts::posts(state, visit))
        .put(comment(visit))
        .put(forward(state, visit))
        .put(goes(state, visit))
        .put(trouble(state, visit, missing))
        .put(answers(visit))
}

/// As whom, where there is a choice.
fn from(state: State, visit: Visit) -> El {
    let all = Memo::new(move |_| state.reporters(visit));
    let chip = move |id: AccountId| {
        let account = untrack(|| state.account(&id));
        let (hue, name) =
            account.map_or((0, String::new()), |it| (it.hue, it.actor.handle.label()));
        let about = id.clone();
        button("chip")
            .live("aria-pressed", move || {
                Some((visit.report.by.get().as_ref() == Some(&about)).to_string())
            })
            .style("--hue", &hue.to_string())
            .click(move || state.report_as(visit, id.clone()))
            .put(el("span").class("chip__dot"))
            .put(el("bdi").put(name))
    };
    el("div")
        .class("report__from")
        .at("role", "group")
        .at("aria-label", words::REPORT_AS)
        .put(el("span").class("field__label").put(words::REPORT_AS))
        .put(each(move || all.get(), chip))
}

fn comment(visit: Visit) -> El {
    let label = el("span").class("field__label").put(words::REPORT_COMMENT);
    let field = el("textarea")
        .class("field__input")
        .at("dir", "auto")
        .at("rows", "3")
        .at("maxlength", LONGEST)
        .typed(visit.report.comment);
    el("label").class("field").put(label).put(field)
}

/// A choice that stands by itself.
pub fn check(on: bool, said: impl Into<Bit>, act: impl Fn(bool) + 'static) -> El {
    let input =
        el("input")
            .at("type", "checkbox")
            .flag("checked", on)
            .on("change", move |event: Event| {
                act(event_target_checked(&event));
            });
    el("label")
        .class("choice")
        .put(input)
        .put(el("span").class("choice__words").put(said))
}

fn forward(state: State, visit: Visit) -> Bit {
    let other = Memo::new(move |_| elsewhere(state, visit));
    live(move || {
        other.get().map(|other| {
            let forward = visit.report.forward;
            let on = forward.get_untracked();
            check(on, words::forward(&other), move |on| forward.set(on))
        })
    })
}

/// Who gets it, and from whom.
fn goes(state: State, visit: Visit) -> El {
    let said = text(move || {
        let Some(account) = account(state, visit) else {
            return String::new();
        };
        let host = account.server.origin.display_host();
        let handle = account.actor.handle.to_string();
        match elsewhere(state, visit).filter(|_| visit.report.forward.get()) {
            Some(other) => words::report_goes_on(&host, &handle, &other),
            None => words::report_goes(&host, &handle),
        }
    });
    el("p").class("dim small").put(said)
}

fn trouble(state: State, visit: Visit, missing: RwSignal<bool>) -> El {
    let said = text(move || {
        let why = visit.report.trouble.get();
        let by = visit.report.by.get();
        match (why.zip(by), missing.get()) {
            (Some((why, by)), _) => words::not_reported(&host(state, &by), &why),
            (None, true) => words::REPORT_CHOOSE_RULE.to_owned(),
            (None, false) => String::new(),
        }
    });
    el("p").class("trouble").at("role", "alert").put(said)
}

fn answers(visit: Visit) -> El {
    let sending = visit.report.sending;
    let said = text(move || match sending.get() {
        true => words::REPORT_SENDING.to_owned(),
        false => words::REPORT_SEND.to_owned(),
    });
    let send = el("button")
        .class("button button--main")
        .at("type", "submit")
        .live("aria-disabled", move || {
            sending.get().then(|| "true".to_owned())
        })
        .put(said);
    el("div")
        .class("report__answers")
        .put(close(visit, words::CANCEL))
        .put(send)
}
