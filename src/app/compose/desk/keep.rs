//! How what is on the desk is written down.

use leptos::{prelude::*, task::spawn_local};

use super::{Desk, begun};
use crate::{
    app::{route::Route, state::new_name},
    browser::{
        clock::{self, Timer},
        dom,
    },
    core::{
        id::Millis,
        outbox::letter::{Draft, Letter},
    },
};

/// How long one may type before it is written down.
const GATHER: Millis = Millis(400);

impl Desk {
    /// Something was changed: it is written down soon.
    pub fn changed(self) {
        self.trouble.set(None);
        self.keep_soon();
    }

    /// The same, but what is said to be wrong is so still.
    pub fn keep_soon(self) {
        let soon = move || match self.keeping.try_get_value() {
            // What was written before is not known to be kept yet.
            Some(true) => self.keep_soon(),
            _ => self.keep(),
        };
        self.timer.set_value(Some(Timer::new(GATHER, soon)));
    }

    /// Writes down what is on the desk.
    pub(super) fn keep(self) {
        if self
            .timer
            .try_update_value(Option::take)
            .flatten()
            .is_none()
        {
            return;
        }
        if self.edits() && self.unknown.get_untracked() {
            return; // What is to be changed is not there yet.
        }
        let mut draft = self.draft();
        if self.is_blank() {
            draft.letter = Letter::default();
            draft.rest.clear();
        }
        let (any, id) = (!draft.is_blank(), draft.id.clone());
        self.keeping.set_value(true);
        spawn_local(async move {
            let kept = self.state.keep_draft(draft).await;
            let is_kept = kept.is_some();
            self.saved
                .try_set(Some(is_kept).filter(|_| any || !is_kept));
            self.keeping.try_update_value(|keeping| *keeping = false);
            // Another tab may have gone on with the same draft: this is another then.
            let same = self.id.try_get_untracked() == Some(id);
            if let Some(kept) = kept.filter(|_| any && same) {
                self.id.set(kept.id);
                self.kept.set_value(kept.changed);
            }
        });
    }

    /// Looks which other drafts there are.
    pub async fn look_at_others(self) {
        let all = self.state.drafts().await;
        if let Some(id) = self.id.try_get_untracked() {
            let others = all.into_iter().filter(|it| it.id != id).collect();
            self.others.try_set(others);
        }
    }

    /// Goes on with another draft; what is on the desk is kept.
    pub fn change_to(self, draft: Draft) {
        self.keep();
        let purpose = draft.letter.purpose();
        if purpose == self.purpose.get_value() {
            self.lay_out(draft);
            return spawn_local(async move { self.look_at_others().await });
        }
        // It belongs on another page, as the newest of its kind there.
        spawn_local(async move {
            if self.state.keep_draft(draft).await.is_some() {
                self.router.replace(Route::Write(purpose));
            }
        });
    }

    /// Throws away what is on the desk.
    pub fn clear(self) {
        self.timer.set_value(None);
        spawn_local(self.begin_anew());
    }

    /// Begins with what it is for, as if there had been no draft.
    async fn begin_anew(self) {
        // A draft that is being written down just now would come back.
        while self.keeping.try_get_value() == Some(true) {
            clock::sleep(Millis(20)).await;
        }
        let (Some(id), Some(purpose)) = (self.id.try_get_untracked(), self.purpose.try_get_value())
        else {
            return;
        };
        self.id.set(new_name());
        self.fresh.set_value(true);
        self.saved.set(None);
        self.first.set_value(Letter::default());
        self.lay_out_letter(begun(&purpose), &[]);
        self.chosen.set_value(false);
        if self.is_new() {
            self.audience.set(untrack(|| self.own_audience()));
        }
        if let Some(uri) = purpose.about() {
            self.unknown.set(true);
            let under = self.owner.get_value();
            under.with(|| self.wait_for(uri.clone()));
        }
        self.throw_away(id);
        dom::focus("compose-text");
    }

    /// Whether there is anything to throw away.
    pub fn is_worth_clearing(&self) -> bool {
        self.saved.get() == Some(true)
    }

    /// Throws a draft away.
    pub fn throw_away(self, id: String) {
        spawn_local(async move {
            self.state.forget_draft(id).await;
            self.look_at_others().await;
        });
    }
}
