//! The people around whom one visits.

use leptos::prelude::*;

use super::{Call, Visit};
use crate::{
    app::state::State,
    core::{
        actor::{Circle, People, Profile},
        id::AccountId,
        timeline::Cursor,
    },
    engine::{Failure, people},
};

/// The people around somebody, as far as they are loaded.
#[derive(Clone, PartialEq, Default)]
pub struct Around {
    pub people: Vec<Profile>,
    pub older: Option<Cursor>,
    pub loading: bool,
    pub trouble: Option<Failure>,
    from: Option<AccountId>,
}

impl State {
    /// Looks at the people around them.
    pub fn look_around(&self, visit: Visit, of: Option<Circle>) {
        visit.circle.set(of);
        visit.around.set(Around {
            loading: of.is_some(),
            ..Around::default()
        });
        if of.is_some() {
            self.call(visit, Call::Circle);
        }
    }

    /// More of them.
    pub fn look_further_around(&self, visit: Visit) {
        visit.around.update(|around| around.loading = true);
        self.call(visit, Call::Circle);
    }

    /// Their own server is asked first: the others know but some of them.
    pub(super) async fn circle(self, visit: Visit) {
        let (Some(of), Some(now)) = (
            visit.circle.try_get_untracked().flatten(),
            visit.around.try_get_untracked(),
        ) else {
            return;
        };
        let sources = match &now.from {
            Some(from) => vec![from.clone()],
            None => visit.sources(),
        };
        let mut answer = Err(Failure::NotFound);
        let mut from = None;
        for source in sources {
            if let Some(told) = self.circle_by(visit, &source, of, now.older.as_ref()).await {
                answer = told;
                from = Some(source);
            }
            // Some servers show nobody to strangers, others hide people from all.
            if answer.as_ref().is_ok_and(|it| !it.people.is_empty()) {
                break;
            }
        }
        if visit.circle.try_get_untracked().flatten() != Some(of) {
            return;
        }
        visit.around.try_update(|around| {
            around.loading = false;
            around.trouble = None;
            around.from = from;
            match answer {
                Ok(page) => {
                    around.older = page.older.filter(|_| !page.people.is_empty());
                    around.people.extend(page.people);
                }
                Err(why) => around.trouble = Some(why),
            }
        });
    }

    async fn circle_by(
        &self,
        visit: Visit,
        source: &AccountId,
        of: Circle,
        older: Option<&Cursor>,
    ) -> Option<Result<People, Failure>> {
        let (browser, asked) = self.browser().zip(self.asked(visit, source))?;
        let local = visit.local(source)?;
        Some(people::circle(&browser, &asked, &local, of, older).await)
    }
}
