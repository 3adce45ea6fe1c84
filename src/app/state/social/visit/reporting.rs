//! A report that is being written, about whom one visits.

use leptos::prelude::*;

use super::{Call, View, Visit};
use crate::{
    app::state::State,
    core::{
        actor::{Ground, Report, Rule},
        id::{AccountId, Few, LocalId, PostUri},
    },
    engine::{
        Failure,
        people::beside::{self, Accused},
        people::is_same,
    },
};

/// The report. A handle.
#[derive(Clone, Copy)]
pub struct Reporting {
    pub open: RwSignal<bool>,
    /// As whom.
    pub by: RwSignal<Option<AccountId>>,
    pub ground: RwSignal<Ground>,
    /// The rules that were broken, as that account's server names them.
    pub broken: RwSignal<Vec<LocalId>>,
    pub posts: RwSignal<Vec<PostUri>>,
    pub comment: RwSignal<String>,
    pub forward: RwSignal<bool>,
    /// The rules of each account's server; of one that is asked there are none yet.
    pub rules: RwSignal<Few<AccountId, Result<Vec<Rule>, Failure>>>,
    pub sending: RwSignal<bool>,
    /// Why it was not sent.
    pub trouble: RwSignal<Option<Failure>>,
    /// Whose server has it, and whether the other was to be told.
    pub done: RwSignal<Option<(AccountId, bool)>>,
}

impl Reporting {
    /// Nothing yet; with a post, one that is opened for it.
    pub fn new(post: Option<PostUri>) -> Self {
        Self {
            open: RwSignal::new(post.is_some()),
            by: RwSignal::new(None),
            ground: RwSignal::new(Ground::default()),
            broken: RwSignal::new(Vec::new()),
            posts: RwSignal::new(post.into_iter().collect()),
            comment: RwSignal::new(String::new()),
            forward: RwSignal::new(false),
            rules: RwSignal::new(Few::default()),
            sending: RwSignal::new(false),
            trouble: RwSignal::new(None),
            done: RwSignal::new(None),
        }
    }

    fn letter(&self) -> Report {
        Report {
            ground: self.ground.get_untracked(),
            rules: self.broken.get_untracked(),
            posts: self.posts.get_untracked(),
            comment: self.comment.get_untracked().trim().to_owned(),
            forward: self.forward.get_untracked(),
        }
    }
}

impl State {
    /// The accounts that can report whom one visits: all but themselves.
    pub fn reporters(&self, visit: Visit) -> Vec<AccountId> {
        let handle = visit.handle.get_value();
        let others = self.able.get().into_iter();
        let others = others.filter(|it| !is_same(&it.actor.handle, &handle));
        others.map(|it| it.id.clone()).collect()
    }

    /// Opens the report, as an account; without one, as that which has shown the
    /// post that it is about, or the first.
    pub fn begin_report(&self, visit: Visit, by: Option<AccountId>) {
        let all = untrack(|| self.reporters(visit));
        let post = visit
            .report
            .posts
            .with_untracked(|all| all.first().cloned());
        let sighted = post.map(|uri| untrack(|| self.sighted_by(&uri)));
        let saw = sighted.unwrap_or_default();
        let saw = saw.into_iter().find(|id| all.contains(id));
        let first = || all.first().cloned();
        let Some(by) = by.or(saw).or_else(first) else {
            return;
        };
        visit.report.done.set(None);
        visit.report.trouble.set(None);
        visit.report.open.set(true);
        self.report_as(visit, by);
    }

    /// Whom it is from: that account's server gets it, and has rules of its own.
    pub fn report_as(&self, visit: Visit, by: AccountId) {
        visit.report.broken.set(Vec::new());
        visit.report.trouble.set(None);
        let known = visit
            .report
            .rules
            .with_untracked(|all| all.contains_key(&by));
        if !known {
            self.call(visit, Call::Rules(by.clone()));
        }
        visit.report.by.set(Some(by));
    }

    /// Sends it off.
    pub fn send_report(&self, visit: Visit) {
        let report = visit.report;
        let by = report.by.get_untracked();
        if let Some(by) = by.filter(|_| !report.sending.get_untracked()) {
            report.sending.set(true);
            report.trouble.set(None);
            self.call(visit, Call::Report(by, Box::new(report.letter())));
        }
    }

    pub(super) async fn rules_of(self, visit: Visit, account: AccountId) {
        let line = self.browser().zip(self.client(&account));
        let rules = match line {
            Some((browser, client)) => beside::rules(&browser, &client).await,
            None => Err(Failure::SignedOut),
        };
        visit.take_rules(&account, rules);
    }

    pub(super) async fn report(self, visit: Visit, account: AccountId, report: Report) {
        let line = self.browser().zip(self.client(&account));
        let done = match line.zip(visit.handle.try_get_value()) {
            Some(((browser, client), handle)) => {
                let name = |uri: &PostUri| {
                    let local = self.inner.with_value(|inner| {
                        let sighting = inner.world.sighting(uri, &account)?;
                        Some(sighting.local.clone())
                    });
                    (uri.clone(), local)
                };
                let accused = Accused {
                    handle,
                    local: visit.local(&account),
                    posts: report.posts.iter().map(name).collect(),
                };
                beside::report(&browser, &client, &accused, &report).await
            }
            None => Err(Failure::SignedOut),
        };
        if let Err(why) = &done {
            self.heed(&account, why);
        }
        visit.reported(&account, report.forward, done);
    }
}

impl Visit {
    pub(super) fn take_rules(&self, account: &AccountId, rules: Result<Vec<Rule>, Failure>) {
        let rules_of = self.report.rules;
        rules_of.try_update(|all| drop(all.insert(account.clone(), rules)));
    }

    /// It is with the server, or not.
    pub(super) fn reported(&self, by: &AccountId, forward: bool, done: Result<(), Failure>) {
        let report = self.report;
        report.sending.try_set(false);
        match done {
            Ok(()) => {
                report.done.try_set(Some((by.clone(), forward)));
                report.posts.try_set(Vec::new());
                report.comment.try_set(String::new());
            }
            Err(why) => drop(report.trouble.try_set(Some(why))),
        }
    }

    /// Their posts that can be chosen: those that a report was begun with, and those
    /// that are listed.
    pub fn choosable(&self, state: State) -> Vec<PostUri> {
        const MOST: usize = 20;
        let mut all = self.report.posts.get_untracked();
        let handle = self.handle.get_value();
        let theirs = |uri: &PostUri| {
            let post = untrack(|| state.post(uri));
            post.is_some_and(|it| is_same(&it.author.handle, &handle))
        };
        for row in self.rows.get() {
            if let crate::core::timeline::Row::Post { post, .. } = row
                && all.len() < MOST
                && !all.contains(&post)
                && theirs(&post)
            {
                all.push(post);
            }
        }
        all
    }

    /// Whether their server has said that it does not know them, or nothing yet.
    pub(super) fn home_is_mute(&self) -> bool {
        let mute = |view: &View| matches!(view, View::Unknown | View::Failed(_));
        let all = self.views.try_with_untracked(|all| {
            let mut homes = all.iter().filter(|(id, _)| id.is_public());
            homes.any(|(_, view)| mute(view))
        });
        all == Some(true)
    }
}
