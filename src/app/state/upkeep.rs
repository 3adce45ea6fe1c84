//! The database is kept within its bounds, and room is made where there is
//! none. A part of its own: most visits do without it for long.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Errand, State};
use crate::{
    app::platform::Browser,
    browser::clock,
    core::id::Millis,
    engine::{
        Platform,
        keeping::{self, Records},
    },
};

/// The posts of how many rows stay when there is no room, and when that was
/// too many.
const NEEDED: [usize; 3] = [
    keeping::MOST / 20,
    keeping::MOST / 200,
    keeping::MOST / 1_000,
];
/// How long a browser without room is left alone with making some.
const FULL: Millis = Millis(120_000);

impl State {
    /// Runs an errand to the database. Called in the part that looks after it
    /// alone.
    pub async fn look_after(self, errand: Rc<Errand>) {
        let Some(browser) = self.browser() else {
            return;
        };
        match &*errand {
            Errand::Room(records) => self.make_room(&browser, records).await,
            Errand::Tidy => self.tidy(&browser).await,
            _ => {}
        }
    }

    async fn tidy(&self, browser: &Browser) {
        keeping::sweep(browser).await;
        if keeping::count(browser).await > keeping::MOST {
            let needed = self.with_company(self.in_reach(keeping::MOST / 2));
            keeping::evict(browser, &needed).await;
        }
    }

    /// There is no room for these: what is not in reach goes first. If that
    /// helps nothing, it is not done again all the time.
    async fn make_room(&self, browser: &Browser, records: &Records) {
        let until = self.inner.with_value(|inner| inner.keeping.full_until);
        if until.is_some_and(|until| (1..=FULL.0).contains(&(until.0 - clock::now().0))) {
            return;
        }
        let mut kept = false;
        for rows in NEEDED {
            if !kept {
                let needed = self.with_company(self.in_reach(rows));
                keeping::evict(browser, &needed).await;
                let records = keeping::only(records, &needed);
                kept = keeping::keep(browser, &records).await.is_ok();
            }
        }
        let until = (!kept).then(|| Millis(clock::now().0 + FULL.0));
        self.inner
            .update_value(|inner| inner.keeping.full_until = until);
        if !kept && browser.lasts() {
            self.tell_no_room();
        }
    }
}
