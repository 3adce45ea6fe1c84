//! Servers that tell of a post's own answers and of nothing below them: those answers
//! are asked about, too.

use std::collections::VecDeque;

use leptos::prelude::{Update as _, *};

use super::Talk;
use crate::{
    app::state::State,
    core::{
        id::{AccountId, LocalId},
        post::Seen,
        world::{Tick, Update},
    },
    engine::reading,
};

/// The most answers that one server is asked about.
const MOST: usize = 60;
/// So many answers in which nothing is new are enough.
const FRUITLESS: usize = 3;

/// What one server has told of a conversation, by its own names.
#[derive(Default)]
struct Told(Vec<LocalId>);

impl Told {
    /// Whether there is something that it had not told.
    fn learn(&mut self, seen: &[Seen]) -> bool {
        let before = self.0.len();
        for one in seen {
            if !self.0.contains(&one.sighting.local) {
                self.0.push(one.sighting.local.clone());
            }
        }
        self.0.len() > before
    }
}

impl State {
    /// Asks about one after another, those that stand higher first. Ends after some
    /// answers in which this server told nothing that it had not told before: it may
    /// count what it shows to nobody.
    pub(super) async fn ask_below(&self, talk: Talk, account: &AccountId, untold: Vec<LocalId>) {
        let mut untold = VecDeque::from(untold);
        let (mut told, mut fruitless) = (Told::default(), 0);
        for _ in 0..MOST {
            let Some((browser, client)) = self.browser().zip(self.client(account)) else {
                return;
            };
            let Some(post) = untold.pop_front() else {
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
                Ok(shown) => {
                    fruitless = match told.learn(&shown.seen) {
                        true => 0,
                        false => fruitless + 1,
                    };
                    untold.extend(reading::untold(&post, &shown.seen));
                    self.take_below(talk, shown.seen, shown.skipped, asked);
                }
                Err(failure) => {
                    self.heed(account, &failure);
                    self.not_told(talk, account.clone(), failure);
                    break;
                }
            }
            if fruitless == FRUITLESS {
                break;
            }
        }
        talk.unheard.update(|all| *all += untold.len());
    }

    fn take_below(&self, talk: Talk, seen: Vec<Seen>, skipped: usize, asked: Tick) {
        talk.join(&seen);
        talk.skipped.update(|all| *all += skipped);
        self.apply(Update::Shown { seen, asked });
        self.lay_out(talk);
    }
}
