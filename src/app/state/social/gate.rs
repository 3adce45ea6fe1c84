//! What servers hold back of notifications, and whom the accounts follow among
//! those who are in them: asked for while the page is open.

mod kin;

use std::rc::Rc;

use leptos::prelude::{Update as _, *};

use super::{
    lacking::{self, Lack, lacks},
    notifying::Bell,
};
use crate::{
    app::{
        platform::Browser,
        state::{Errand, Social, State},
        words,
    },
    core::{
        account::SignedIn,
        id::{AccountId, Few, LocalId},
        notification::{Policy, Treatment, Waiting, Whose},
        timeline::Cursor,
        world::Update,
    },
    engine::{Client, Failure, notifying::gate},
};
pub use kin::Kin;

/// An account's rules.
#[derive(Clone, PartialEq, Debug)]
pub enum Rules {
    Asked,
    /// Its server holds nothing back.
    Nothing,
    Known(Policy),
    Failed(Failure),
}

impl Rules {
    /// The rules, where there are any.
    pub fn known(&self) -> Option<&Policy> {
        match self {
            Self::Known(policy) => Some(policy),
            _ => None,
        }
    }
}

/// Who waits at an account's gate, as far as that is loaded.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Line {
    pub people: Vec<Waiting>,
    pub older: Option<Cursor>,
    pub skipped: usize,
    pub loading: bool,
    pub trouble: Option<Failure>,
}

/// All accounts' gates. A handle.
#[derive(Clone, Copy)]
pub struct Gate {
    pub rules: RwSignal<Few<AccountId, Rules>>,
    pub lines: RwSignal<Few<AccountId, Line>>,
    /// Requests that are being answered.
    pub busy: RwSignal<Vec<(AccountId, LocalId)>>,
    /// Rules that are being changed.
    pub changing: RwSignal<Vec<(AccountId, Whose)>>,
    pub kin: Kin,
}

/// Something that is done at a gate.
#[derive(Clone)]
pub enum AtGate {
    /// To ask for an account's rules.
    Rules(AccountId),
    /// To change one.
    Rule(AccountId, Whose, Treatment),
    /// To read who waits: from the start, or on.
    Waiting(AccountId, Option<Cursor>),
    /// To let somebody through, or not.
    Answer(AccountId, LocalId, bool),
    /// To ask whether the account follows these people.
    Kin(AccountId, Vec<LocalId>),
}

impl AtGate {
    fn account(&self) -> &AccountId {
        match self {
            Self::Rules(id)
            | Self::Rule(id, ..)
            | Self::Waiting(id, _)
            | Self::Answer(id, ..)
            | Self::Kin(id, _) => id,
        }
    }
}

impl Gate {
    /// Gates of which nothing is known yet.
    pub fn new() -> Self {
        Self {
            rules: RwSignal::new(Few::default()),
            lines: RwSignal::new(Few::default()),
            busy: RwSignal::new(Vec::new()),
            changing: RwSignal::new(Vec::new()),
            kin: Kin::new(),
        }
    }

    fn line(&self, account: &AccountId, change: impl FnOnce(&mut Line)) {
        let account = account.clone();
        self.lines.try_update(|all| change(all.or_default(account)));
    }

    fn say(&self, account: &AccountId, rules: Rules) {
        self.rules
            .try_update(|all| drop(all.insert(account.clone(), rules)));
    }

    fn done(&self, deed: &AtGate) {
        match deed {
            AtGate::Answer(account, request, _) => {
                let this = |it: &(AccountId, LocalId)| it.0 == *account && it.1 == *request;
                self.busy.try_update(|all| all.retain(|it| !this(it)));
            }
            AtGate::Rule(account, whose, _) => {
                let this = |it: &(AccountId, Whose)| it.0 == *account && it.1 == *whose;
                self.changing.try_update(|all| all.retain(|it| !this(it)));
            }
            AtGate::Rules(_) | AtGate::Waiting(..) | AtGate::Kin(..) => {}
        }
    }
}

impl Default for Gate {
    fn default() -> Self {
        Self::new()
    }
}

impl State {
    /// Asks each account's server what it holds back, once.
    pub fn look_at_gates(&self, gate: Gate) {
        let able = self.accounts.with(|all| {
            let able = all.iter().filter(|it| it.state == SignedIn::Yes);
            able.map(|it| it.id.clone()).collect::<Vec<_>>()
        });
        for account in able {
            let known = gate.rules.with_untracked(|all| all.contains_key(&account));
            if !known {
                gate.say(&account, Rules::Asked);
                self.at_gate(gate, AtGate::Rules(account));
            }
        }
    }

    /// Sends off something that is to be done at a gate.
    pub fn at_gate(&self, gate: Gate, deed: AtGate) {
        match &deed {
            AtGate::Answer(account, request, _) => {
                let this = (account.clone(), request.clone());
                gate.busy.update(|all| all.push(this));
            }
            AtGate::Rule(account, whose, _) => {
                gate.changing
                    .update(|all| all.push((account.clone(), *whose)));
            }
            AtGate::Waiting(account, _) => gate.line(account, |line| {
                line.loading = true;
                line.trouble = None;
            }),
            AtGate::Rules(_) | AtGate::Kin(..) => {}
        }
        let failed = deed.clone();
        let failed = move |state: &Self, why| state.not_at_gate(gate, &failed, why);
        self.send_off(Errand::Social(
            Rc::new(Social::Gate(gate, deed)),
            Rc::new(failed),
        ));
    }

    /// Does it. Called in the part that can wait for the first posts alone.
    pub(in crate::app::state) async fn do_at_gate(self, gate: Gate, deed: AtGate) {
        let account = deed.account().clone();
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            // Signed out of meanwhile.
            gate.rules.try_update(|all| drop(all.remove(&account)));
            gate.lines.try_update(|all| drop(all.remove(&account)));
            return gate.done(&deed);
        };
        let line = (&browser, &client);
        let done = match &deed {
            AtGate::Rules(_) if lacks(&account, Lack::Policy) => {
                gate.say(&account, Rules::Nothing);
                Ok(())
            }
            AtGate::Rules(_) => gate::policy(&browser, &client).await.map(|policy| {
                if policy.is_none() {
                    lacking::note(&account, Lack::Policy);
                }
                let rules = policy.map_or(Rules::Nothing, Rules::Known);
                gate.say(&account, rules);
            }),
            AtGate::Rule(_, whose, treatment) => change_rule(gate, line, (*whose, treatment)).await,
            AtGate::Waiting(_, from) => self.read_waiting(gate, line, from.as_ref()).await,
            AtGate::Answer(_, request, yes) => {
                let answered = gate::answer(&browser, &client, request, *yes).await;
                answered.map(|()| self.answered_at_gate(gate, &account, (request, *yes)))
            }
            AtGate::Kin(_, people) => {
                let relations = gate::relations(&browser, &client, people).await;
                relations.map(|relations| gate.kin.take(&account, people, &relations))
            }
        };
        gate.done(&deed);
        if let Err(why) = done {
            self.heed(&account, &why);
            self.not_at_gate(gate, &deed, why);
        }
    }

    async fn read_waiting(
        self,
        gate: Gate,
        (browser, client): (&Browser, &Client),
        from: Option<&Cursor>,
    ) -> Result<(), Failure> {
        let asked = self.tick();
        let mut queue = gate::waiting(browser, client, from).await?;
        let seen = std::mem::take(&mut queue.seen);
        self.apply(Update::Shown { seen, asked });
        gate.line(client.account(), |line| {
            line.skipped = queue.skipped;
            line.take(queue.people, queue.older, from.is_some());
        });
        Ok(())
    }

    /// Who was answered waits no longer; what they have said is among the rest now.
    fn answered_at_gate(&self, gate: Gate, account: &AccountId, (request, yes): (&LocalId, bool)) {
        gate.line(account, |line| line.people.retain(|it| it.id != *request));
        gate.rules.try_update(|all| {
            if let Some(Rules::Known(policy)) = all.get_mut(account) {
                policy.people = policy.people.saturating_sub(1);
            }
        });
        if yes {
            self.ask_notifications(Bell::Whole(account.clone()));
        }
    }

    fn not_at_gate(&self, gate: Gate, deed: &AtGate, why: Failure) {
        gate.done(deed);
        match deed {
            AtGate::Rules(account) => gate.say(account, Rules::Failed(why)),
            AtGate::Waiting(account, _) => gate.line(account, |line| {
                line.loading = false;
                line.trouble = Some(why);
            }),
            AtGate::Kin(account, _) => gate.kin.not_known(account, why),
            AtGate::Rule(account, ..) => {
                // The choice goes back to what holds.
                gate.rules.try_update(|_| {});
                self.tell_at_gate(account, &why);
            }
            AtGate::Answer(account, ..) => self.tell_at_gate(account, &why),
        }
    }

    fn tell_at_gate(&self, account: &AccountId, why: &Failure) {
        let handle = self
            .account_now(account)
            .map(|it| it.actor.handle.to_string());
        self.tell(words::not_at_gate(&handle.unwrap_or_default(), why));
    }
}

async fn change_rule(
    gate: Gate,
    (browser, client): (&Browser, &Client),
    rule: (Whose, &Treatment),
) -> Result<(), Failure> {
    let account = client.account();
    let older = gate.rules.try_with_untracked(|all| {
        let known = all.get(account).and_then(Rules::known);
        known.is_some_and(|it| it.older)
    });
    let older = older.unwrap_or_default();
    let policy = gate::set_policy(browser, client, older, rule).await?;
    gate.say(account, Rules::Known(policy));
    Ok(())
}

impl Line {
    fn take(&mut self, people: Vec<Waiting>, older: Option<Cursor>, on: bool) {
        if !on {
            self.people.clear();
        }
        // A server that gives the same page again gives nothing more.
        let known = self.people.len();
        let fresh: Vec<Waiting> = people
            .into_iter()
            .filter(|it| !self.people.iter().any(|other| other.id == it.id))
            .collect();
        self.people.extend(fresh);
        self.older = older.filter(|_| self.people.len() > known);
        self.loading = false;
        self.trouble = None;
    }
}
