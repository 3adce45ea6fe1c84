//! Whether the servers would take what is on the desk.

use leptos::{prelude::*, task::spawn_local};

use super::{super::twice::SOONEST, Desk};
use crate::{
    app::{kit::el::react, words},
    browser::clock,
    core::{
        id::{AccountId, Few},
        outbox::letter::{Attached, Leave, Letter, Limits, Purpose, Unfit},
        post::Audience,
    },
};

impl Desk {
    pub(super) fn ask_limits(self) {
        let mut asked: Vec<AccountId> = Vec::new();
        let state = self.state;
        react(move || {
            for id in self.from.get() {
                if asked.contains(&id) || state.account(&id).is_none() {
                    continue;
                }
                asked.push(id.clone());
                let limits = self.limits;
                let told = {
                    let id = id.clone();
                    move |found| {
                        limits.try_update(|all| all.extend([(id.clone(), found)]));
                    }
                };
                spawn_local(async move { state.limits(id, told).await });
            }
        });
    }

    /// How much one account's server takes, as far as known.
    pub fn limits_of(&self, id: &AccountId) -> Limits {
        self.limits
            .with(|all| all.get(id).cloned().unwrap_or_default())
    }

    /// Asks whether those who post may quote what is quoted.
    pub(super) fn ask_leave(self) {
        let Some(Purpose::Quote(uri)) = self.purpose.try_get_value() else {
            return;
        };
        let mut asked: Vec<AccountId> = Vec::new();
        react(move || {
            for id in self.from.get() {
                if asked.contains(&id) || !self.limits_of(&id).quotes {
                    continue;
                }
                asked.push(id.clone());
                let (state, leaves, uri) = (self.state, self.leaves, uri.clone());
                spawn_local(async move {
                    if let Some(leave) = state.may_quote(&id, &uri).await {
                        leaves.try_update(|all| all.extend([(id, leave)]));
                    }
                });
            }
        });
    }

    /// Whom the accounts' posts go to where nothing else is said: of several, the fewest.
    pub(super) fn own_audience(&self) -> Audience {
        let from = self.from.get();
        let own = from.iter().filter_map(|id| self.limits_of(id).audience);
        own.min_by_key(Audience::width).unwrap_or(Audience::Public)
    }

    /// A letter of its own begins with whom the accounts' posts go to where nothing else
    /// is said: of several, with the fewest.
    pub(super) fn heed_own_audience(self) {
        if !self.is_new() {
            return;
        }
        react(move || {
            let own = self.own_audience();
            let settled = self.chosen.get_value() || !self.fresh.get_value();
            if !settled && self.audience.with_untracked(|it| *it != own) {
                self.audience.set(own);
            }
        });
    }

    /// Those who post and have this leave to quote.
    fn with_leave(&self, leave: Leave) -> Vec<String> {
        let from = self.from.get();
        let leaves = self.leaves.get();
        let these = from.iter().filter(|id| leaves.get(id) == Some(&leave));
        let accounts = these.filter_map(|id| self.state.account(id));
        accounts.map(|it| it.actor.handle.to_string()).collect()
    }

    /// Whom the author is asked for, before others see what is quoted.
    pub fn asks_leave(&self) -> Option<String> {
        let asking = self.with_leave(Leave::Asked);
        (!asking.is_empty()).then(|| words::leave_asked(&asking))
    }

    /// How many files the strictest of the chosen servers takes, and which that is.
    pub fn most_files(&self) -> Option<(u32, String)> {
        let from = self.from.get();
        let accounts = from.iter().filter_map(|id| self.state.account(id));
        let all = accounts.map(|it| {
            let most = self.limits_of(&it.id).media;
            (most, it.server.origin.display_host())
        });
        all.min_by_key(|(most, _)| *most)
    }

    /// Why it cannot be posted as it is.
    pub(super) fn unfit(&self) -> Option<String> {
        if self.unknown.get() {
            return Some(match self.edits() {
                true => words::EDITED_UNKNOWN.to_owned(),
                false => words::ANSWERED_UNKNOWN.to_owned(),
            });
        }
        if self.from.with(Vec::is_empty) {
            return Some(words::FROM_NOBODY.to_owned());
        }
        let refused = self.with_leave(Leave::Refused);
        if !refused.is_empty() {
            return Some(words::leave_refused(&refused));
        }
        let letters = self.letters();
        let own = self.unfit_anywhere(&letters).map(str::to_owned);
        own.or_else(|| self.unfit_somewhere(&letters))
    }

    /// What no server is asked about.
    fn unfit_anywhere(&self, letters: &[Letter]) -> Option<&'static str> {
        let busy = |all: &Vec<super::Sheet>| all.iter().any(|it| it.busy.get() > 0);
        let is_answer = letters.first().is_some_and(|it| it.answers.is_some());
        if self.sheets.with(busy) {
            Some(words::FILES_BUSY)
        } else if self.warned.get() && self.warning.with(|it| it.trim().is_empty()) {
            Some(words::WARNING_EMPTY)
        } else if is_answer && self.goes_to_nobody() {
            Some(words::NOBODY_NAMED)
        } else {
            self.unfit_later(letters)
        }
    }

    /// It is for those whom it names, and names nobody; who goes on with what they said
    /// themselves may mean that.
    fn goes_to_nobody(&self) -> bool {
        let purpose = self.purpose.get_value();
        let answered = purpose.about().and_then(|uri| self.state.post(uri));
        let from = self.from.get();
        let own = |id: &AccountId| self.state.account(id).map(|it| it.actor.uri);
        let is_own = answered.is_some_and(|post| {
            let author = Some(&post.author.uri);
            from.iter().any(|id| own(id).as_ref() == author)
        });
        !is_own && self.audience.get() == Audience::Direct && self.named().is_empty()
    }

    /// What one of the chosen servers would not take.
    fn unfit_somewhere(&self, letters: &[Letter]) -> Option<String> {
        let from = self.from.get();
        // What was left empty below others is not sent.
        let last = |(at, it): &(usize, &Letter)| *at == 0 || !it.is_blank();
        let sent = letters.iter().enumerate().filter(last);
        let several = letters.len() > 1;
        let mut all = sent.flat_map(|(at, letter)| from.iter().map(move |id| (at, letter, id)));
        all.find_map(|(at, letter, id)| {
            let host = self.state.account(id)?.server.origin.display_host();
            let why = self.limits_of(id).check(letter, id).err()?;
            let said = words::unfit(&host, &why);
            Some(match several {
                true => words::unfit_at(at + 1, &said),
                false => said,
            })
        })
    }

    /// Asks once for words for those who cannot see what is attached.
    pub(super) fn wants_words(&self) -> Option<String> {
        let bare = |it: &&Attached| it.alt.trim().is_empty();
        let letters = self.letters();
        let bare = letters.iter().flat_map(|it| &it.media).filter(bare).count();
        let now = clock::now();
        let asked = self.undescribed.get_value();
        // The other half of a double click has read nothing.
        if bare == 0 || asked.is_some_and(|asked| now.0 - asked.0 > SOONEST.0) {
            return None;
        }
        self.undescribed.set_value(Some(asked.unwrap_or(now)));
        Some(words::undescribed(bare))
    }

    /// # Errors
    /// A chosen server takes no such files.
    pub(super) fn taken_by_all(self, one: Attached) -> Result<Attached, String> {
        let from = self.from.try_get_untracked().unwrap_or_default();
        let why = from.iter().find_map(|id| {
            let limits = untrack(|| self.limits_of(id));
            let takes = limits.kinds.is_empty() || limits.kinds.contains(&one.mime);
            let account = untrack(|| self.state.account(id)).filter(|_| !takes)?;
            let host = account.server.origin.display_host();
            Some(words::unfit(&host, &Unfit::Kind(one.name.clone())))
        });
        why.map_or(Ok(one), Err)
    }

    /// The same picture, smaller if a chosen server would not take it as it is.
    pub(super) async fn made_to_fit(self, one: Attached) -> Attached {
        // Who left meanwhile has no desk any more.
        let from = self.from.try_get_untracked().unwrap_or_default();
        let limits = |all: &Few<AccountId, Limits>| {
            let of = |id: &AccountId| all.get(id).cloned().unwrap_or_default();
            from.iter().map(of).collect::<Vec<_>>()
        };
        let all = self.limits.try_with_untracked(limits).unwrap_or_default();
        let least = |of: fn(&Limits) -> u64| {
            let told = all.iter().map(of).filter(|it| *it > 0);
            told.min().unwrap_or(u64::MAX)
        };
        let (pixels, bytes) = (least(|it| it.picture_pixels), least(|it| it.picture_bytes));
        let takes = |it: &Limits| it.kinds.is_empty() || it.kinds.contains(&one.mime);
        let fits = one.pixels() <= pixels && one.bytes <= bytes && all.iter().all(takes);
        // What moves would stand still.
        let still = one.is_picture() && one.mime != "image/gif";
        if fits || !still || one.held.is_some() || one.size.is_none() {
            return one;
        }
        self.state.shrink(&one, pixels, bytes).await.unwrap_or(one)
    }

    /// The same for all that is on the desk: other accounts may be chosen by now.
    pub(super) async fn make_all_fit(self) {
        for sheet in self.sheets.get_untracked() {
            let Some(media) = sheet.media.try_get_untracked() else {
                return;
            };
            for one in media {
                let fitting = self.made_to_fit(one.clone()).await;
                if fitting != one {
                    sheet.media.try_update(|all| {
                        if let Some(known) = all.iter_mut().find(|it| it.id == one.id) {
                            // It may have been described meanwhile.
                            *known = Attached {
                                alt: std::mem::take(&mut known.alt),
                                focus: known.focus,
                                ..fitting
                            };
                        }
                    });
                }
            }
        }
    }
}
