//! Letters: drafts, and those on their way.

use futures_util::future::join_all;
use leptos::{
    prelude::{Update as _, *},
    task::spawn_local,
};

use super::{Errand, State};
use crate::{
    app::{platform::Browser, words},
    browser::{
        clock::{self, Timer},
        crypto,
        tabs::{self, Tabs, lock},
    },
    core::{
        id::{AccountId, Millis, PostUri},
        outbox::letter::{Draft, Letter, Limits, Sending, Stage, UNSURE},
        post::Seen,
        timeline::Ask,
        world::{Tick, Update},
    },
    engine::{
        Failure, NotKept, Platform, Shelf, drafts,
        sending::{self, About},
    },
};

/// The name of the lock, and of the line to the other tabs.
const OUTBOX: &str = "outbox";
/// For so long it is remembered what a letter became: another with the same words
/// is another post.
const REMEMBERED: Millis = Millis(30 * 60_000);
/// The longest that a timer is set for.
const LONGEST: Millis = Millis(15 * 60_000);

/// What is on its way.
#[derive(Default)]
pub(super) struct Writing {
    tabs: Option<Tabs>,
    timer: Option<Timer>,
    /// An attempt at all that is due is asked for, and has not begun.
    asked: bool,
    /// What is not to be sent after all.
    withdrawn: Vec<String>,
}

impl State {
    /// Sends what was left on its way when the page was closed.
    pub(super) fn look_at_outbox(&self) {
        let state = *self;
        spawn_local(async move {
            let Some(browser) = state.browser() else {
                return;
            };
            if !browser.keys(Shelf::Outbox).await.is_empty() {
                state.send_off(Errand::Outbox);
            }
        });
    }

    /// All drafts, the newest first.
    pub async fn drafts(self) -> Vec<Draft> {
        match self.browser() {
            Some(browser) => drafts::all(&browser).await,
            None => Vec::new(),
        }
    }

    /// Writes a draft down; one that is blank goes. What another tab has made of it
    /// meanwhile stays: then this one gets a name of its own. Answers with the draft
    /// as it is kept; `None`: there was no room.
    pub async fn keep_draft(self, draft: Draft) -> Option<Draft> {
        let browser = self.browser()?;
        let kept = drafts::one(&browser, &draft.id).await;
        let is_others = kept.is_some_and(|kept| kept.changed != draft.changed);
        let draft = match is_others {
            true => Draft {
                id: new_name(),
                ..draft
            },
            false => draft,
        };
        if draft.letter.is_blank() {
            drafts::forget(&browser, &draft.id).await;
            return Some(draft);
        }
        let draft = Draft {
            changed: clock::now(),
            ..draft
        };
        let kept = drafts::keep(&browser, &draft).await;
        kept.is_ok().then_some(draft)
    }

    /// Throws a draft away.
    pub async fn forget_draft(self, id: String) {
        if let Some(browser) = self.browser() {
            drafts::forget(&browser, &id).await;
        }
    }

    /// How much an account's server takes: as it said last, and then as it says now.
    pub async fn limits(self, account: AccountId, told: impl Fn(Limits)) {
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            return;
        };
        if let Some(limits) = drafts::kept_limits(&browser, &account).await {
            told(limits);
        }
        if let Ok(limits) = drafts::ask_limits(&browser, &client).await {
            told(limits);
        }
    }

    /// Puts a letter on its way from each of these accounts, and throws its draft
    /// away.
    ///
    /// # Errors
    /// There is no room to keep it: nothing is on its way.
    pub async fn put_on_its_way(self, draft: &Draft) -> Result<(), NotKept> {
        let browser = self.browser().ok_or(NotKept)?;
        let mut sent = Vec::new();
        for account in &draft.from {
            let one = Sending::new(
                new_name(),
                account.clone(),
                draft.letter.clone(),
                clock::now(),
            );
            sent.push(one);
        }
        sending::begin(&browser, &sent, &draft.id).await?;
        self.outbox.update(|all| all.extend(sent));
        self.tell_outbox();
        self.send_off(Errand::Outbox);
        Ok(())
    }

    /// Does not send a letter, or forgets what became of it.
    pub fn unsend(&self, id: &str) {
        let (state, id) = (*self, id.to_owned());
        self.outbox.update(|all| all.retain(|it| it.id != id));
        self.inner
            .update_value(|inner| inner.writing.withdrawn.push(id.clone()));
        spawn_local(async move {
            // At once: another tab may be about to send it.
            if let Some(browser) = state.browser() {
                sending::forget(&browser, &id).await;
            }
            state.tell_outbox();
        });
    }

    /// Tries a letter again that was refused.
    pub fn resend(&self, id: &str) {
        let (state, id) = (*self, id.to_owned());
        spawn_local(async move {
            let Some(browser) = state.browser() else {
                return;
            };
            let again = async move {
                let mut all = sending::outbox(&browser).await;
                for one in all.iter_mut().filter(|it| it.id == id) {
                    if let Stage::Refused { .. } | Stage::Waiting { .. } = one.stage {
                        one.stage = Stage::Waiting {
                            after: clock::now(),
                        };
                        let _ = sending::keep(&browser, one).await;
                    }
                }
            };
            lock::alone(OUTBOX, again).await;
            state.send_off(Errand::Outbox);
        });
    }

    /// Turns a letter that was refused into a draft again.
    pub async fn take_back(self, one: &Sending) -> Option<Draft> {
        let draft = Draft {
            id: new_name(),
            letter: one.letter.clone(),
            from: vec![one.account.clone()],
            changed: clock::now(),
        };
        let kept = self.keep_draft(draft).await?;
        self.unsend(&one.id);
        Some(kept)
    }

    /// What was to be sent as an account that is signed out of is a draft again.
    pub(super) async fn take_back_all(self, account: &AccountId) {
        let Some(browser) = self.browser() else {
            return;
        };
        for one in sending::outbox(&browser).await {
            if one.account == *account {
                match one.due(clock::now()) {
                    Some(_) => drop(self.take_back(&one).await),
                    None => self.unsend(&one.id),
                }
            }
        }
        drafts::forget_limits(&browser, account).await;
    }

    /// Sends all that is due, one tab at a time. Called in the part for letters alone.
    pub async fn drive_outbox(self) {
        let Some(browser) = self.browser() else {
            return;
        };
        let mut asked = true;
        self.inner.update_value(|inner| {
            asked = std::mem::replace(&mut inner.writing.asked, true);
        });
        if asked {
            return;
        }
        self.heed_outbox();
        lock::alone(OUTBOX, async move {
            self.inner.update_value(|inner| inner.writing.asked = false);
            while self.drive_once(&browser).await {}
        })
        .await;
        self.inner.update_value(|inner| inner.writing.asked = false);
        self.tell_outbox();
    }

    /// Tries the first due letter of each account. `false`: none is due.
    async fn drive_once(&self, browser: &Browser) -> bool {
        let all = sending::outbox(browser).await;
        let all = forget_old(browser, all).await;
        self.outbox.set(all.clone());
        let now = clock::now();
        let (due, next) = self.due(&all, now);
        if due.is_empty() || !self.online.get_untracked() {
            self.drive_later(next);
            return false;
        }
        let taken: Vec<PostUri> = all.iter().filter_map(became).collect();
        let attempts = due
            .into_iter()
            .map(|one| self.try_one(browser, one, &taken));
        let kept = join_all(attempts).await.into_iter().all(|kept| kept);
        if !kept {
            // What became of it could not be written down: nothing is tried on and on.
            self.drive_later(Some(Millis(now.0 + UNSURE.0)));
        }
        kept
    }

    /// The first letter of each account that is due, and when the next of all is.
    fn due(&self, all: &[Sending], now: Millis) -> (Vec<Sending>, Option<Millis>) {
        let (mut due, mut next): (Vec<Sending>, Option<Millis>) = (Vec::new(), None);
        for one in all {
            let able = self.client(&one.account).is_some() && !self.is_withdrawn(&one.id);
            let Some(at) = one.due(now).filter(|_| able) else {
                continue;
            };
            let first = due.iter().all(|it| it.account != one.account);
            match at <= now {
                true if first => due.push(one.clone()),
                true => {}
                false => next = Some(next.map_or(at, |next| next.min(at))),
            }
        }
        (due, next)
    }

    fn is_withdrawn(&self, id: &String) -> bool {
        self.inner
            .with_value(|inner| inner.writing.withdrawn.contains(id))
    }

    /// Tries one. `false`: what became of it could not be written down.
    async fn try_one(&self, browser: &Browser, mut one: Sending, taken: &[PostUri]) -> bool {
        let account = self.account_now(&one.account);
        let Some((client, account)) = self.client(&one.account).zip(account) else {
            return true;
        };
        let asked = self.tick();
        let answers = one.letter.answers.as_ref().and_then(|uri| {
            self.inner.with_value(|inner| {
                let sighting = inner.world.sighting(uri, &one.account);
                sighting.map(|it| it.local.clone())
            })
        });
        let about = About {
            software: &account.server.software,
            answers,
            taken,
            words: words::why,
        };
        let seen = sending::attempt(browser, &client, &mut one, about).await;
        if self.is_withdrawn(&one.id) && one.due(clock::now()).is_some() {
            sending::forget(browser, &one.id).await;
            return true;
        }
        self.outbox.update(|all| {
            if let Some(known) = all.iter_mut().find(|it| it.id == one.id) {
                known.clone_from(&one);
            }
        });
        match seen {
            Ok(seen) => {
                self.tell(words::posted(&account.actor.handle.to_string()));
                self.show_sent(seen, &one.letter, asked);
            }
            Err(Failure::SignedOut) => self.check_token(&one.account),
            Err(why) => self.line_heeds(&one.account, &why),
        }
        self.tell_outbox();
        sending::outbox(browser).await.contains(&one)
    }

    /// What was posted is there at once, in its conversation and in the timeline.
    fn show_sent(&self, seen: Seen, letter: &Letter, asked: Tick) {
        let (account, uri) = (seen.sighting.account.clone(), seen.post.uri.clone());
        self.apply(Update::Shown {
            seen: vec![seen],
            asked,
        });
        if let Some(answered) = &letter.answers {
            self.sent.set(Some((uri, answered.clone())));
        }
        let streams = self
            .lanes
            .with_untracked(|lanes| lanes.get(&account).is_some_and(|lane| lane.streaming));
        if !streams {
            self.load(account, Ask::Newest);
        }
    }

    fn drive_later(&self, next: Option<Millis>) {
        let state = *self;
        let timer = next.map(|at| {
            let wait = Millis((at.0 - clock::now().0).clamp(500, LONGEST.0));
            Timer::new(wait, move || state.send_off(Errand::Outbox))
        });
        self.inner.update_value(|inner| inner.writing.timer = timer);
    }

    /// Hears when other tabs put something on its way, or bring it further.
    fn heed_outbox(&self) {
        let state = *self;
        self.inner.update_value(|inner| {
            inner.writing.tabs.get_or_insert_with(|| {
                tabs::listen(OUTBOX, move || {
                    spawn_local(async move {
                        if let Some(browser) = state.browser() {
                            state.outbox.set(sending::outbox(&browser).await);
                        }
                    });
                })
            });
        });
    }

    fn tell_outbox(&self) {
        self.heed_outbox();
        self.inner.with_value(|inner| {
            inner.writing.tabs.iter().for_each(Tabs::tell);
        });
    }
}

/// What became of a letter.
fn became(one: &Sending) -> Option<PostUri> {
    match &one.stage {
        Stage::Sent { uri, .. } => Some(uri.clone()),
        _ => None,
    }
}

/// Forgets what was sent some time ago, and is as it was meant to be.
async fn forget_old(browser: &Browser, all: Vec<Sending>) -> Vec<Sending> {
    let until = clock::now().0 - REMEMBERED.0;
    let mut kept = Vec::new();
    for one in all {
        let is_old = matches!(one.stage, Stage::Sent { wider: None, at, .. } if at.0 < until);
        match is_old {
            true => sending::forget(browser, &one.id).await,
            false => kept.push(one),
        }
    }
    kept
}

/// A name that nobody has used and nobody can guess.
pub fn new_name() -> String {
    let bytes = crypto::random();
    bytes
        .iter()
        .take(16)
        .map(|it| format!("{it:02x}"))
        .collect()
}
