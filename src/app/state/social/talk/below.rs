//! Servers that tell of a post's own answers and of nothing below them: those answers
//! are asked about, too.

use std::collections::VecDeque;

use leptos::prelude::{Update as _, *};

use super::Talk;
use crate::{
    app::state::State,
    core::{
        id::{AccountId, LocalId},
        world::Update,
    },
    engine::reading,
};

/// The most answers that one server is asked about.
const MOST: usize = 60;

impl State {
    /// Asks about one after another, those that stand higher first. Ends with an answer
    /// in which nothing is new: a server may count what it shows to nobody.
    pub(super) async fn ask_below(&self, talk: Talk, account: &AccountId, untold: Vec<LocalId>) {
        let mut untold = VecDeque::from(untold);
        for _ in 0..MOST {
            let line = self.browser().zip(self.client(account));
            let Some(((browser, client), post)) = line.zip(untold.pop_front()) else {
                return;
            };
            let asked = self.tick();
            let answer = reading::around(&browser, &client, &post).await;
            // The reader may have gone elsewhere, or signed out.
            let is_here = talk.pending.try_get_untracked().is_some();
            if !is_here || self.client(account).is_none() {
                return;
            }
            match answer {
                Ok(shown) if talk.join(&shown.seen) => {
                    untold.extend(reading::untold(&post, &shown.seen));
                    talk.skipped.update(|all| *all += shown.skipped);
                    self.apply(Update::Shown {
                        seen: shown.seen,
                        asked,
                    });
                    self.lay_out(talk);
                }
                Ok(_) => return,
                Err(failure) => {
                    self.heed(account, &failure);
                    return self.not_told(talk, account.clone(), failure);
                }
            }
        }
        talk.unheard.update(|all| *all += untold.len());
    }
}
