//! The world behind signals; the only caller of the engine.
//!
//! State goes down to the views as signals, wishes come up as method calls.

mod acting;
mod asides;
mod errand;
mod home;
mod keeping;
mod live;
mod loading;
mod marking;
mod people;
mod placing;
mod recalling;
mod social;
mod upkeep;
mod writing;

use std::{collections::HashMap, sync::Arc};

use leptos::{
    prelude::{Update as _, *},
    reactive::graph::Observer,
};

use super::platform::Browser;
use crate::{
    browser::{address, database::NotOpen, tabs::Tabs},
    core::{
        account::{Account, SignedIn},
        id::{AccountId, Few, Millis, PostUri},
        notification::Group,
        outbox::{Change, Preview},
        post::{Counts, Post},
        timeline::Shown,
        world::{Tick, Touched, Update, World},
    },
    engine::Client,
};
pub use errand::{Errand, Social};
pub use home::Tail;
pub use loading::LaneState;
pub use social::{
    completing::{Completing, Fetched},
    fate::Fates,
    gate::{AtGate, Gate, Line, Rules},
    listing::{AtListing, Entry, Listing, Shelf},
    mirror::{AtMirror, Mine, Mirror},
    notifying::{Bell, Doing},
    own::Removal,
    search::Search,
    talk::Talk,
    visit::{Call, Noting, View, Visit},
};
pub use writing::{leaving, letters, new_name};

/// Everything that the views share. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct State {
    inner: StoredValue<Inner, LocalStorage>,
    /// The user's accounts, oldest first.
    pub accounts: RwSignal<Vec<Account>>,
    /// Those that can act, oldest first.
    pub able: Memo<Vec<Arc<Account>>>,
    /// What servers turned out to be unable to do, as long as the page lives.
    pub cannot: RwSignal<Vec<(AccountId, Change)>>,
    /// Id and hue of those whose posts are shown.
    pub strands: Memo<Vec<(AccountId, u16)>>,
    /// The accounts have been read from the database.
    pub ready: RwSignal<bool>,
    /// Somebody has just come back from a server and is being signed in.
    pub finishing: RwSignal<bool>,
    /// What is kept outlives the page.
    pub lasts: RwSignal<bool>,
    /// Why what is kept could not be read: the accounts are not known.
    pub shut: RwSignal<Option<NotOpen>>,
    /// What is kept was taken away while the page was open.
    pub outdated: RwSignal<bool>,
    /// The rows of the home timeline.
    pub rows: RwSignal<Arc<Vec<Shown>>>,
    /// How many posts wait above.
    pub waiting: RwSignal<usize>,
    /// More came than is kept waiting: nobody knows how much.
    pub more: RwSignal<bool>,
    /// What stands below the last row.
    pub tail: RwSignal<Tail>,
    /// How each account's lane is doing.
    pub lanes: RwSignal<Few<AccountId, LaneState>>,
    /// When each account's server last answered.
    pub heard: RwSignal<Few<AccountId, Millis>>,
    /// Accounts whose sign-in does not allow all that was wished.
    pub narrow: RwSignal<Vec<AccountId>>,
    /// There are letters of which somebody should be told.
    pub mail: RwSignal<bool>,
    /// The answer that was posted last, and what it answers.
    pub sent: RwSignal<Option<(PostUri, PostUri)>>,
    /// Notifications of all accounts, newest first.
    pub groups: RwSignal<Arc<Vec<Group>>>,
    /// Until when each account's were read.
    pub read_until: RwSignal<Few<AccountId, Millis>>,
    /// How many of them were not.
    pub unread: RwSignal<usize>,
    /// How each account's notifications are doing.
    pub notifying: RwSignal<Few<AccountId, Doing>>,
    /// With another client somebody has read further than here.
    pub further: RwSignal<bool>,
    /// The device believes that it has a network.
    pub online: RwSignal<bool>,
    /// What the user must be told, newest last.
    pub notices: RwSignal<Vec<Notice>>,
    /// A clock that moves twice a minute.
    pub clock: RwSignal<Millis>,
}

struct Inner {
    browser: Option<Browser>,
    world: World,
    clients: Few<AccountId, Client>,
    tick: Tick,
    /// The posts that something on the page depends on, and how much does.
    posts: HashMap<PostUri, (ArcTrigger, usize)>,
    home: home::Home,
    keeping: keeping::Keeping,
    recalling: recalling::Recalling,
    marks: marking::Marks,
    writing: writing::Writing,
    boxes: social::notifying::Boxes,
    lines: Few<AccountId, live::Wire>,
    driving: Vec<acting::Line>,
    /// The link to a post that was followed last, and who read it.
    followed: Option<(PostUri, AccountId)>,
    tabs: Option<Tabs>,
    /// How many conversations are open.
    talks: usize,
    /// How many servers have yet to tell of the one that was opened last.
    awaited: Option<RwSignal<usize>>,
    /// When the device last said that it has no network.
    offline_since: Tick,
}

/// Something to tell.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    pub number: u64,
    pub text: String,
}

impl Inner {
    fn empty() -> Self {
        Self {
            browser: None,
            world: World::default(),
            clients: Few::default(),
            tick: 0,
            posts: HashMap::new(),
            home: home::Home::default(),
            keeping: keeping::Keeping::default(),
            recalling: recalling::Recalling::default(),
            marks: marking::Marks::default(),
            writing: writing::Writing::default(),
            boxes: social::notifying::Boxes::default(),
            lines: Few::default(),
            driving: Vec::new(),
            followed: None,
            tabs: None,
            talks: 0,
            awaited: None,
            offline_since: 0,
        }
    }
}

impl State {
    /// An empty state. Call [`State::start`] once the page is there.
    pub fn new(now: Millis) -> Self {
        let accounts = RwSignal::new(Vec::<Account>::new());
        let cannot = RwSignal::new(Vec::new());
        Self {
            inner: StoredValue::new_local(Inner::empty()),
            able: Memo::new(move |_| {
                accounts.with(|accounts| cannot.with(|it| able(accounts, it)))
            }),
            cannot,
            strands: Memo::new(move |_| accounts.with(|accounts| strands(accounts))),
            accounts,
            ready: RwSignal::new(false),
            finishing: RwSignal::new(false),
            lasts: RwSignal::new(true),
            shut: RwSignal::new(None),
            outdated: RwSignal::new(false),
            rows: RwSignal::new(Arc::default()),
            waiting: RwSignal::new(0),
            more: RwSignal::new(false),
            tail: RwSignal::new(Tail::default()),
            lanes: RwSignal::new(Few::default()),
            heard: RwSignal::new(Few::default()),
            narrow: RwSignal::new(Vec::new()),
            mail: RwSignal::new(false),
            sent: RwSignal::new(None),
            groups: RwSignal::new(Arc::default()),
            read_until: RwSignal::new(Few::default()),
            unread: RwSignal::new(0),
            notifying: RwSignal::new(Few::default()),
            further: RwSignal::new(false),
            online: RwSignal::new(address::is_online()),
            notices: RwSignal::new(Vec::new()),
            clock: RwSignal::new(now),
        }
    }

    /// The facts of a post, now and whenever they change.
    pub fn post(&self, uri: &PostUri) -> Option<Arc<Post>> {
        self.watch(uri);
        self.inner
            .with_value(|inner| inner.world.post(uri).cloned())
    }

    /// The facts of a post as a memo: nothing that depends on it is drawn anew
    /// when only counts or wishes change.
    pub fn facts(self, uri: &PostUri) -> Memo<Option<Arc<Post>>> {
        let uri = uri.clone();
        Memo::new(move |_| self.post(&uri))
    }

    /// One account's part in a post, now and whenever it changes.
    pub fn preview(&self, uri: &PostUri, account: &AccountId) -> Preview {
        self.watch(uri);
        self.inner
            .with_value(|inner| inner.world.preview(uri, account))
    }

    /// The largest known counts of a post, now and whenever they change.
    pub fn counts(&self, uri: &PostUri) -> Counts {
        self.watch(uri);
        self.inner.with_value(|inner| inner.world.counts(uri))
    }

    /// The accounts whose servers have shown a post.
    pub fn sighted_by(&self, uri: &PostUri) -> Vec<AccountId> {
        self.watch(uri);
        self.inner
            .with_value(|inner| inner.world.sighted_by(uri).cloned().collect())
    }

    /// An account, now and whenever it changes.
    pub fn account(&self, id: &AccountId) -> Option<Account> {
        self.accounts
            .with(|accounts| accounts.iter().find(|account| account.id == *id).cloned())
    }

    /// An account as it is now.
    fn account_now(&self, id: &AccountId) -> Option<Account> {
        untrack(|| self.account(id))
    }

    /// A number that nothing else on the page has.
    pub fn number(&self) -> u64 {
        self.tick()
    }

    /// Tells the user something.
    pub fn tell(&self, text: String) {
        let number = self.tick();
        self.notices.update(|notices| {
            notices.retain(|notice| notice.text != text);
            notices.push(Notice { number, text });
        });
    }

    /// The user has seen a notice.
    pub fn dismiss(&self, number: u64) {
        self.notices
            .update(|notices| notices.retain(|notice| notice.number != number));
    }

    /// Draws anew what depends on a post.
    fn redraw_post(&self, uri: &PostUri) {
        let trigger = self.inner.with_value(|inner| inner.posts.get(uri).cloned());
        if let Some(trigger) = trigger {
            trigger.0.notify();
        }
    }

    fn watch(&self, uri: &PostUri) {
        if Observer::get().is_none() {
            return; // Who asks once depends on nothing.
        }
        let mut trigger = None;
        self.inner.update_value(|inner| {
            let watched = inner.posts.entry(uri.clone()).or_default();
            watched.1 += 1;
            trigger = Some(watched.0.clone());
        });
        if let Some(trigger) = trigger {
            trigger.track();
        }
        let (state, uri) = (*self, uri.clone());
        on_cleanup(move || state.unwatch(&uri));
    }

    fn unwatch(&self, uri: &PostUri) {
        self.inner.try_update_value(|inner| {
            let Some(watched) = inner.posts.get_mut(uri) else {
                return;
            };
            watched.1 -= 1;
            if watched.1 == 0 {
                inner.posts.remove(uri);
            }
        });
    }

    fn tick(&self) -> Tick {
        let mut tick = 0;
        self.inner.update_value(|inner| {
            inner.tick += 1;
            tick = inner.tick;
        });
        tick
    }

    fn browser(&self) -> Option<Browser> {
        self.inner.with_value(|inner| inner.browser.clone())
    }

    fn client(&self, account: &AccountId) -> Option<Client> {
        self.inner
            .with_value(|inner| inner.clients.get(account).cloned())
    }

    /// Takes in what has happened, redraws what it touched, and keeps it.
    fn apply(&self, update: Update) {
        let touched = self.apply_quietly(update);
        self.note(&touched);
    }

    /// Takes in what is kept already, and redraws what it touched.
    fn apply_quietly(&self, update: Update) -> Touched {
        let mut touched = Touched::default();
        self.inner.update_value(|inner| {
            touched = inner.world.apply(update);
            inner.recalling.heard_of(&touched.posts);
        });
        let triggers: Vec<ArcTrigger> = self.inner.with_value(|inner| {
            touched
                .posts
                .iter()
                .filter_map(|uri| inner.posts.get(uri).map(|(trigger, _)| trigger.clone()))
                .collect()
        });
        for trigger in triggers {
            trigger.notify();
        }
        if touched.rows {
            self.redraw_soon();
        }
        touched
    }

    fn change_lane(&self, account: &AccountId, change: impl FnOnce(&mut LaneState)) {
        self.lanes.update(|lanes| {
            if let Some(lane) = lanes.get_mut(account) {
                change(lane);
            }
        });
    }
}

fn able(accounts: &[Account], cannot: &[(AccountId, Change)]) -> Vec<Arc<Account>> {
    let able = accounts.iter().filter(|it| it.state == SignedIn::Yes);
    let as_it_can = |account: &Account| {
        let mut account = account.clone();
        // Whether its posts are shown is nothing to who can act.
        account.shown = true;
        for (_, change) in cannot.iter().filter(|(id, _)| *id == account.id) {
            *change.feature(&mut account.server.features) = false;
        }
        Arc::new(account)
    };
    able.map(as_it_can).collect()
}

fn strands(accounts: &[Account]) -> Vec<(AccountId, u16)> {
    let shown = accounts.iter().filter(|it| it.shown);
    shown.map(|it| (it.id.clone(), it.hue)).collect()
}

/// The state, from anywhere in the page.
pub fn use_state() -> State {
    expect_context::<State>()
}
