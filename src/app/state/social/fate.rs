//! What has become of the user's accounts: moved, renamed. Their tokens stay.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;

use crate::{
    app::state::{Errand, Social, State},
    browser::clock,
    core::{
        account::SignedIn,
        actor::Fate,
        id::{AccountId, Few, Millis},
    },
    engine::people::own,
};

/// So long a server's word holds.
const HOLDS: Millis = Millis(120_000);

thread_local! {
    /// When each was asked, and what became of it.
    static KNOWN: RefCell<Few<AccountId, (Millis, Vec<Fate>)>> = RefCell::new(Few::default());
}

/// What has become of each. A handle.
#[derive(Clone, Copy)]
pub struct Fates(pub RwSignal<Few<AccountId, Vec<Fate>>>);

impl State {
    /// Finds out what has become of the accounts, as long as the owner lives.
    pub fn fates(&self) -> Fates {
        let fates = Fates(RwSignal::new(Few::default()));
        let able = self.accounts.with_untracked(|all| {
            let able = all.iter().filter(|it| it.state == SignedIn::Yes);
            able.map(|it| it.id.clone()).collect::<Vec<_>>()
        });
        for id in able {
            let known = KNOWN.with_borrow(|all| all.get(&id).cloned());
            let (asked, known) = known.unwrap_or_default();
            fates.0.update(|all| drop(all.insert(id.clone(), known)));
            if clock::now().0 - asked.0 >= HOLDS.0 {
                let errand = Rc::new(Social::Fate(fates, id));
                // What could not be asked is not known.
                self.send_off(Errand::Social(errand, Rc::new(|_, _| {})));
            }
        }
        fates
    }

    /// Asks. Called in the part that can wait for the first posts alone.
    pub(in crate::app::state) async fn look_at_fate(self, fates: Fates, id: AccountId) {
        let Some((browser, client)) = self.browser().zip(self.client(&id)) else {
            return;
        };
        let now = match own::look_at(&browser, &client).await {
            Ok(now) => now,
            Err(why) => return self.heed(&id, &why),
        };
        let Some(was) = self.account_now(&id) else {
            return; // Signed out of meanwhile.
        };
        let mut fate = Fate::of(&was.actor, &now);
        KNOWN.with_borrow_mut(|all| {
            let known = all.get(&id).map(|(_, known)| known.clone());
            // By now it goes by its new name here, too.
            let renamed = known.into_iter().flatten();
            let renamed = renamed.filter(|it| matches!(it, Fate::Renamed(_)));
            if !fate.iter().any(|it| matches!(it, Fate::Renamed(_))) {
                fate.extend(renamed);
            }
            all.insert(id.clone(), (clock::now(), fate.clone()));
        });
        if was.actor != now.actor {
            self.change_account(&id, move |it| it.actor = now.actor);
        }
        fates.0.try_update(|all| drop(all.insert(id, fate)));
    }
}
