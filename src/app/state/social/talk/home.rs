//! What posts' own servers show of a conversation to anybody (decision 0012).

use std::rc::Rc;

use leptos::prelude::{Update as _, *};

use super::Talk;
use crate::{
    app::state::{Errand, Social, State},
    core::{
        http::Origin,
        id::{AccountId, PostUri},
        world::Update,
    },
    engine::{Failure, reading},
};

/// The most posts' own servers that are asked about one conversation.
const HOMES: usize = 3;

impl State {
    /// A post's own server knows most of its answers: if no account there is asked, it
    /// is asked what it shows to anybody, in nobody's name. Once for each host, and not
    /// for what is not for all.
    pub(super) fn ask_home(&self, talk: Talk, uri: &PostUri) {
        let known = self.inner.with_value(|inner| {
            let post = inner.world.post(uri)?;
            Some(post.audience.is_open())
        });
        let origin = uri.host().and_then(Origin::of_host);
        let Some(origin) = origin.filter(|_| known != Some(false)) else {
            return;
        };
        let host = origin.host().to_owned();
        let is_there = |id: &AccountId| {
            let account = self.account_now(id);
            account.is_some_and(|it| it.server.origin == origin)
        };
        if talk.asked.with_value(|asked| asked.iter().any(is_there)) {
            return;
        }
        let mut is_new = false;
        talk.homes.update_value(|homes| {
            is_new = !homes.contains(&host) && homes.len() < HOMES;
            if is_new {
                homes.push(host);
            }
        });
        if is_new {
            talk.pending.update(|pending| *pending += 1);
            let about = uri.clone();
            let failed = move |state: &Self, why| state.home_not_asked(talk, &about, why);
            let social = Social::TalkHome(talk, uri.clone());
            self.send_off(Errand::Social(Rc::new(social), Rc::new(failed)));
        }
    }

    pub(super) fn ask_home_of_root(&self, talk: Talk) {
        let root = talk
            .branches
            .try_with_untracked(|all| all.first().map(|branch| branch.post.clone()));
        if let Some(root) = root.flatten() {
            self.ask_home(talk, &root);
        }
    }

    /// Asks it. Called in the part that can wait for the first posts alone.
    pub(in crate::app::state) async fn ask_talk_home(self, talk: Talk, uri: PostUri) {
        let origin = uri.host().and_then(Origin::of_host);
        let Some((browser, origin)) = self.browser().zip(origin) else {
            talk.one_less();
            return;
        };
        let asked = self.tick();
        let answer = reading::public_conversation(&browser, &origin, &uri).await;
        if !talk.one_less() {
            return;
        }
        match answer {
            Ok(shown) => {
                talk.join(&shown.seen);
                talk.skipped.update(|all| *all += shown.skipped);
                self.apply(Update::Shown {
                    seen: shown.seen,
                    asked,
                });
                self.lay_out(talk);
                self.ask_home_of_root(talk);
            }
            Err(why) => self.no_home(talk, &uri, why),
        }
    }

    /// It could not or would not tell.
    fn no_home(&self, talk: Talk, uri: &PostUri, why: Failure) {
        let host = uri.host().unwrap_or_default().to_owned();
        talk.homes_failed
            .try_update(|failed| failed.push((host, why)));
    }

    /// A post's own server could not even be asked.
    pub(in crate::app::state) fn home_not_asked(&self, talk: Talk, uri: &PostUri, why: Failure) {
        if talk.one_less() {
            self.no_home(talk, uri, why);
        }
    }
}
