//! How what is on the desk is written down.

use leptos::{prelude::*, task::spawn_local};

use super::Desk;
use crate::{
    app::route::Route,
    browser::clock::Timer,
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

    fn keep_soon(self) {
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

    /// Throws a draft away.
    pub fn throw_away(self, id: String) {
        spawn_local(async move {
            self.state.forget_draft(id).await;
            self.look_at_others().await;
        });
    }
}
