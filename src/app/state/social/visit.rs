//! A visit to somebody's profile: what their own server shows to all, joined with
//! what the user's servers know of them.

mod around;
mod beside;
mod calls;
mod reporting;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    core::{
        actor::{Circle, Handle, Part, Profile, Relation, Report, Tie},
        http::Origin,
        id::{AccountId, Few, LocalId, PostUri, Tick},
        timeline::{Ask, Cursor, Lane, Row, Span, merge, merge::Strand},
    },
    engine::{Failure, people::Asked},
};
pub use around::Around;
pub use beside::{Beside, Noting};
pub use reporting::Reporting;

/// What one of the servers says.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum View {
    #[default]
    Asked,
    /// It does not know them.
    Unknown,
    Known(Box<Profile>, Option<Relation>),
    Failed(Failure),
}

impl View {
    /// The profile, if there is one.
    pub fn profile(&self) -> Option<&Profile> {
        match self {
            Self::Known(profile, _) => Some(profile),
            _ => None,
        }
    }
}

/// A visit. A handle.
#[derive(Clone, Copy)]
pub struct Visit {
    pub handle: StoredValue<Handle>,
    /// Their server, where its host is not that of the handle.
    elsewhere: StoredValue<Option<Origin>>,
    /// By which name they go, if it is another than they were looked for by.
    pub renamed: RwSignal<Option<Handle>>,
    /// What each server says, their own (in nobody's name) among them.
    pub views: RwSignal<Few<AccountId, View>>,
    pub part: RwSignal<Part>,
    pub rows: RwSignal<Vec<Row>>,
    pub pinned: RwSignal<Vec<PostUri>>,
    /// So many answers are awaited.
    pub pending: RwSignal<usize>,
    /// There is more to be loaded.
    pub more: RwSignal<bool>,
    /// What is done about them is on its way.
    pub busy: RwSignal<Vec<AccountId>>,
    /// Whose people are shown, if any.
    pub circle: RwSignal<Option<Circle>>,
    pub around: RwSignal<Around>,
    /// Whose posts could not be had, and why.
    pub troubles: RwSignal<Vec<(AccountId, Failure)>>,
    pub beside: Beside,
    /// What moderators are to be told of them.
    pub report: Reporting,
    lanes: StoredValue<Few<AccountId, (Lane, Option<Failure>)>>,
    round: StoredValue<u64>,
    /// The accounts whose servers were not asked yet.
    rest: StoredValue<Vec<AccountId>>,
}

/// Something to be asked for in a visit.
#[derive(Clone)]
pub enum Call {
    /// What an account's server knows.
    View(AccountId),
    /// To make an account's server look for them.
    Find(AccountId),
    /// What their own server shows to all.
    Home,
    /// Posts of one source.
    Posts(AccountId, Ask),
    /// To do something as an account.
    Tie(AccountId, Tie),
    Circle,
    /// What stands beside them, by one of those who know them.
    Beside(AccountId),
    /// To hide their server from an account, or to show it again.
    Hide(AccountId, bool),
    /// A note on them.
    Note(AccountId, String),
    /// The rules of an account's server.
    Rules(AccountId),
    Report(AccountId, Box<Report>),
}

impl Call {
    /// Whether the list of posts waits for it.
    fn is_awaited(&self) -> bool {
        let quiet = matches!(
            self,
            Self::Beside(_) | Self::Hide(..) | Self::Note(..) | Self::Rules(_) | Self::Report(..)
        );
        !quiet
    }
}

impl Visit {
    fn new(handle: Handle, reported: Option<PostUri>) -> Self {
        Self {
            handle: StoredValue::new(handle),
            elsewhere: StoredValue::new(None),
            renamed: RwSignal::new(None),
            views: RwSignal::new(Few::default()),
            part: RwSignal::new(Part::Posts),
            rows: RwSignal::new(Vec::new()),
            pinned: RwSignal::new(Vec::new()),
            pending: RwSignal::new(0),
            more: RwSignal::new(false),
            busy: RwSignal::new(Vec::new()),
            circle: RwSignal::new(None),
            around: RwSignal::new(Around::default()),
            troubles: RwSignal::new(Vec::new()),
            beside: Beside::new(),
            report: Reporting::new(reported),
            lanes: StoredValue::new(Few::default()),
            round: StoredValue::new(0),
            rest: StoredValue::new(Vec::new()),
        }
    }

    fn one_less(&self) {
        let less = |pending: &mut usize| *pending = pending.saturating_sub(1);
        self.pending.try_update(less);
    }

    fn say(&self, account: &AccountId, view: View) {
        self.views
            .try_update(|all| drop(all.insert(account.clone(), view)));
    }

    /// The user's account is no longer there.
    fn forget(&self, account: &AccountId) {
        self.busy.try_update(|busy| busy.retain(|it| it != account));
        self.views.try_update(|all| drop(all.remove(account)));
    }

    /// How their own server is asked.
    fn home(&self) -> Option<Asked> {
        let host = self.handle.try_get_value()?.host;
        match self.elsewhere.try_get_value()? {
            Some(origin) => Some(Asked::Home { origin, host }),
            None => Origin::of_host(&host).map(Asked::Public),
        }
    }

    /// Those who know them: their own server first.
    fn sources(&self) -> Vec<AccountId> {
        let known = self.views.try_with_untracked(|all| {
            let known = all.iter().filter(|(_, view)| view.profile().is_some());
            known.map(|(id, _)| id.clone()).collect::<Vec<_>>()
        });
        let mut known = known.unwrap_or_default();
        known.sort_by_key(|id| !id.is_public());
        known
    }

    /// What is best to be shown of them: by their own server's word, else by that
    /// which knows most of their posts.
    pub fn profile(&self) -> Option<Arc<Profile>> {
        self.views.with(|all| {
            let known = all
                .iter()
                .filter_map(|(id, view)| Some((id, view.profile()?)));
            let best = known.max_by_key(|(id, it)| (id.is_public(), it.tally.posts));
            best.map(|(_, profile)| Arc::new(profile.clone()))
        })
    }

    /// The name that one of the servers has for them.
    fn local(&self, account: &AccountId) -> Option<LocalId> {
        let local = self.views.try_with_untracked(|all| {
            let profile = all.get(account)?.profile()?;
            Some(profile.local.clone())
        });
        local.flatten()
    }

    /// A page of one of the servers has come, or not.
    fn take(&self, account: AccountId, ask: &Ask, page: Result<Span, Failure>, tick: Tick) {
        self.lanes.try_update_value(|lanes| {
            let (lane, failed) = lanes.or_default(account);
            *failed = page.as_ref().err().cloned();
            if let Ok(page) = page {
                lane.insert(ask, page, tick, false);
            }
        });
        let troubles = self.lanes.try_with_value(|lanes| {
            let failed = lanes.iter();
            let failed = failed.filter_map(|(id, (_, why))| Some((id.clone(), why.clone()?)));
            failed.collect()
        });
        self.troubles.try_set(troubles.unwrap_or_default());
        self.wind();
    }

    /// The lanes as one list, down to where all are known.
    fn wind(&self) {
        let wound = self.lanes.try_with_value(|lanes| {
            let strands: Vec<Strand> = lanes
                .iter()
                .map(|(account, (lane, failed))| Strand {
                    account,
                    lane,
                    let_go: failed.is_some(),
                    with_held: true,
                })
                .collect();
            merge(&strands)
        });
        let Some(wound) = wound else {
            return;
        };
        let rows = wound.rows.into_iter().filter_map(|row| match row {
            Row::Post {
                post,
                time,
                mut through,
                boosters,
            } => {
                through.retain(|id| !id.is_public());
                Some(Row::Post {
                    post,
                    time,
                    through,
                    boosters,
                })
            }
            Row::Gap { .. } | Row::Unreadable { .. } => None,
        });
        self.rows.try_set(rows.collect());
        self.more.try_set(self.next().is_some());
    }

    /// The lane that must be loaded further for the list to grow.
    fn next(&self) -> Option<(AccountId, Cursor)> {
        let next = self.lanes.try_with_value(|lanes| {
            let open = lanes
                .iter()
                .filter(|(_, (lane, failed))| failed.is_none() && !lane.finished());
            let highest = open.max_by_key(|(_, (lane, _))| lane.down_to());
            let (account, (lane, _)) = highest?;
            Some((account.clone(), lane.bottom()?.clone()))
        });
        next.flatten()
    }
}
