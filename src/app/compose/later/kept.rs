//! What is scheduled, at all accounts' servers.

use leptos::{prelude::*, task::spawn_local};

use super::{super::desk::Desk, field};
use crate::{
    app::{
        kit::{
            el::{Bit, El, button, each, el, live, show},
            time::moment,
        },
        words,
    },
    browser::clock,
    core::{
        account::Account,
        id::{AccountId, Millis},
        outbox::letter::{AHEAD, Draft, MARGIN, Scheduled, same_time},
    },
    engine::Failure,
};

/// How much of a text is shown.
const SHOWN: usize = 160;

/// The list of one account.
#[derive(Clone)]
struct Kept {
    desk: Desk,
    id: AccountId,
    who: String,
    /// What its server said; `None`: nothing yet.
    told: RwSignal<Option<Told>>,
    /// Its server is asked to do something.
    busy: RwSignal<bool>,
    /// Why a thing that was wished was not done.
    trouble: RwSignal<Option<String>>,
}

/// What is scheduled, and how many could not be read.
type Told = Result<(Vec<Scheduled>, usize), Failure>;

/// The list, asked for when it is opened.
pub fn kept(desk: Desk) -> Bit {
    let keepers = move || {
        let all = desk.state.able.get();
        let all = all.iter().filter(|it| desk.state.keeps_letters(it));
        all.map(|it| it.id.clone()).collect::<Vec<_>>()
    };
    let of = move |id: AccountId| match desk.state.account(&id) {
        Some(account) => of_account(desk, &account),
        None => el("div"),
    };
    show(
        move || desk.is_new() && !keepers().is_empty(),
        move || {
            let open = RwSignal::new(false);
            el("section")
                .class("drafts scheduled")
                .at("aria-labelledby", "scheduled-title")
                .put(title(open))
                .put(show(
                    move || open.get(),
                    move || el("div").put(each(keepers, of)),
                ))
        },
    )
}

fn title(open: RwSignal<bool>) -> El {
    let toggle = button("scheduled__toggle")
        .live("aria-expanded", move || Some(open.get().to_string()))
        .click(move || open.update(|open| *open = !*open))
        .put(words::SCHEDULED);
    el("h2").at("id", "scheduled-title").put(toggle)
}

fn of_account(desk: Desk, account: &Account) -> El {
    let kept = Kept {
        desk,
        id: account.id.clone(),
        who: account.actor.handle.to_string(),
        told: RwSignal::new(None),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    kept.ask();
    let (trouble, own) = (kept.trouble, kept.clone());
    let trouble = live(move || trouble.get().map(|why| el("p").put(why)));
    el("section")
        .put(el("h3").put(el("bdi").put(kept.who.clone())))
        .put(el("div").at("role", "alert").put(trouble))
        .put(live(move || own.shown()))
}

impl Kept {
    fn ask(&self) {
        let own = self.clone();
        spawn_local(async move {
            let found = own.desk.state.scheduled(&own.id).await;
            own.told.try_set(Some(found));
        });
    }

    fn shown(&self) -> Bit {
        match self.told.get() {
            None => el("p").class("dim").put(words::LOADING).into(),
            Some(Err(why)) => {
                let own = self.clone();
                let again = button("button").click(move || {
                    own.told.set(None);
                    own.ask();
                });
                let said = words::scheduled_unknown(&self.who, &why);
                el("p")
                    .put(el("bdi").put(said))
                    .put(" ")
                    .put(again.put(words::TRY_AGAIN))
                    .into()
            }
            Some(Ok((all, skipped))) => {
                let mut lines: Vec<Bit> = Vec::new();
                if all.is_empty() && skipped == 0 {
                    let none = el("p").class("dim").put(words::SCHEDULED_NONE);
                    lines.push(none.into());
                }
                let rows = all.iter().map(|it| self.row(it));
                lines.push(el("ul").put(rows.collect::<Vec<_>>()).into());
                if skipped > 0 {
                    let said = words::scheduled_skipped(&self.who, skipped);
                    lines.push(el("p").class("dim").put(said).into());
                }
                Bit::Many(lines)
            }
        }
    }

    fn row(&self, one: &Scheduled) -> El {
        let draft = Draft {
            letter: one.letter.clone(),
            ..Draft::default()
        };
        let about = words::draft(&draft);
        let mut said: String = about.trim().chars().take(SHOWN).collect();
        if about.trim().chars().count() > SHOWN {
            said.push('…');
        }
        let changes = RwSignal::new(false);
        let change = button("button")
            .live("aria-expanded", move || Some(changes.get().to_string()))
            .click(move || changes.update(|it| *it = !*it))
            .put(words::CHANGE_TIME);
        let (own, taken) = (self.clone(), one.clone());
        let back = button("button")
            .click(move || own.take_back(taken.clone()))
            .put(words::WRITE_ANEW);
        let (own, timed) = (self.clone(), one.clone());
        el("li")
            .class("scheduled__one")
            .put(el("p").class("dim small").put(format!(
                "{} · {}",
                moment(one.at),
                words::audience_name(&one.letter.audience)
            )))
            .put(el("p").at("dir", "auto").put(said))
            .put(el("div").class("scheduled__tools").put(change).put(back))
            .put(show(move || changes.get(), move || own.timing(&timed)))
    }

    /// Another time for one.
    fn timing(&self, one: &Scheduled) -> El {
        let typed = RwSignal::new(clock::local(one.at));
        let (own, former) = (self.clone(), one.clone());
        let save = button("button button--main").click(move || {
            let Some(at) = clock::read_local(&typed.get_untracked()) else {
                return own.trouble.set(Some(words::LATER_NO_TIME.to_owned()));
            };
            if at.0 < clock::now().0 + AHEAD.0 + MARGIN.0 {
                return own.trouble.set(Some(words::LATER_SOON.to_owned()));
            }
            if own.busy.get_untracked() {
                return;
            }
            own.busy.set(true);
            let (own, former) = (own.clone(), former.clone());
            spawn_local(async move {
                let done = own.desk.state.reschedule(&own.id, &former, at).await;
                own.done(done.map(|one| one.at), at);
            });
        });
        el("div")
            .class("later")
            .put(field(typed, || {}))
            .put(save.put(words::SAVE_TIME))
    }

    /// Says what became of it, and looks anew.
    fn done(&self, done: Result<Millis, Failure>, asked: Millis) {
        let why = match done {
            Ok(at) => (!same_time(at, asked)).then(|| words::other_time(&moment(at))),
            Err(why) => Some(words::not_rescheduled(&why)),
        };
        self.busy.try_set(false);
        self.trouble.try_set(why);
        self.ask();
    }

    fn take_back(&self, one: Scheduled) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let own = self.clone();
        spawn_local(async move {
            let state = own.desk.state;
            match state.take_back_scheduled(&own.id, &one).await {
                Ok((draft, doubt)) => {
                    state.tell(words::taken_back(&draft.letter, doubt.as_ref()));
                    own.busy.try_set(false);
                    if !own.told.is_disposed() {
                        own.desk.change_to(draft);
                        own.ask();
                    }
                }
                Err(why) => own.done(Err(why), one.at),
            }
        });
    }
}
