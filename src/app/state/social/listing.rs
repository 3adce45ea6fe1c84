//! The accounts' own lists: bookmarks, likes, whom they muted and blocked, which
//! servers are hidden.

use std::rc::Rc;

use leptos::prelude::{Update as _, *};

use crate::{
    app::{
        state::{Errand, Social, State},
        words,
    },
    core::{
        account::SignedIn,
        actor::{Listed, Profile, Tie},
        id::{AccountId, Few, PostUri},
        timeline::Cursor,
    },
    engine::{
        Failure,
        people::{self, beside, listed},
    },
};

/// What is on one account's list, as far as it is loaded.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Shelf {
    pub posts: Vec<PostUri>,
    pub people: Vec<Profile>,
    pub servers: Vec<String>,
    pub older: Option<Cursor>,
    pub loading: bool,
    pub trouble: Option<Failure>,
    /// The names of what was taken off it just now.
    pub undone: Vec<String>,
    /// The names of what is on its way.
    pub busy: Vec<String>,
}

/// One list of each account. A handle.
#[derive(Clone, Copy)]
pub struct Listing {
    pub which: Listed,
    pub shelves: RwSignal<Few<AccountId, Shelf>>,
    begun: StoredValue<bool>,
}

/// What is on such a list, and can be taken off it.
#[derive(Clone)]
pub enum Entry {
    Person(Box<Profile>),
    Server(String),
}

impl Entry {
    /// What names it on its list.
    pub fn name(&self) -> String {
        match self {
            Self::Person(profile) => profile.actor.handle.to_string(),
            Self::Server(host) => host.clone(),
        }
    }
}

/// Something to be done with such a list.
#[derive(Clone)]
pub enum AtListing {
    /// To read on.
    Look(AccountId),
    /// To take something off it, or (`true`) to put it back.
    Turn(AccountId, Entry, bool),
}

impl Listing {
    /// Of which nothing is known yet.
    pub fn new(which: Listed) -> Self {
        Self {
            which,
            shelves: RwSignal::new(Few::default()),
            begun: StoredValue::new(false),
        }
    }

    fn change(&self, account: &AccountId, change: impl FnOnce(&mut Shelf)) {
        self.shelves
            .try_update(|all| change(all.or_default(account.clone())));
    }

    /// The posts of all accounts, each once and with the accounts that have it, each
    /// account's in its own order.
    pub fn posts(&self) -> Vec<(PostUri, Vec<AccountId>)> {
        self.shelves.with(|all| {
            let most = all.iter().map(|(_, it)| it.posts.len()).max();
            let mut posts: Vec<(PostUri, Vec<AccountId>)> = Vec::new();
            for at in 0..most.unwrap_or_default() {
                for (id, shelf) in all.iter() {
                    let Some(uri) = shelf.posts.get(at) else {
                        continue;
                    };
                    match posts.iter_mut().find(|(it, _)| it == uri) {
                        Some((_, through)) => through.push(id.clone()),
                        None => posts.push((uri.clone(), vec![id.clone()])),
                    }
                }
            }
            posts
        })
    }
}

impl State {
    /// Begins to read a list, if that was not done.
    pub fn open_listing(&self, listing: Listing) {
        if listing.begun.try_get_value() != Some(false) {
            return;
        }
        listing.begun.set_value(true);
        let able = self.accounts.with_untracked(|all| {
            let able = all.iter().filter(|it| it.state == SignedIn::Yes);
            able.cloned().collect::<Vec<_>>()
        });
        for account in able {
            listing.change(&account.id, |_| {});
            self.at_listing(listing, AtListing::Look(account.id));
        }
    }

    /// Sends off something that is to be done with a list.
    pub fn at_listing(&self, listing: Listing, deed: AtListing) {
        match &deed {
            AtListing::Look(account) => listing.change(account, |shelf| {
                shelf.loading = true;
                shelf.trouble = None;
            }),
            AtListing::Turn(account, entry, _) => {
                listing.change(account, |shelf| shelf.busy.push(entry.name()));
            }
        }
        let failed = deed.clone();
        let failed = move |state: &Self, why| state.not_listed(listing, &failed, why);
        let social = Rc::new(Social::Listing(listing, deed));
        self.send_off(Errand::Social(social, Rc::new(failed)));
    }

    /// Does it. Called in the part that can wait for the first posts alone.
    pub(in crate::app::state) async fn do_at_listing(self, listing: Listing, deed: AtListing) {
        let done = match &deed {
            AtListing::Look(account) => self.look_on(listing, account).await,
            AtListing::Turn(account, entry, back) => {
                self.turn(listing, account, (entry, *back)).await
            }
        };
        if let Err(why) = done {
            self.not_listed(listing, &deed, why);
        }
    }

    fn not_listed(&self, listing: Listing, deed: &AtListing, why: Failure) {
        match deed {
            AtListing::Look(account) => {
                self.heed(account, &why);
                listing.change(account, |shelf| {
                    shelf.loading = false;
                    shelf.trouble = Some(why);
                });
            }
            AtListing::Turn(account, entry, _) => {
                self.heed(account, &why);
                let name = entry.name();
                listing.change(account, |shelf| shelf.busy.retain(|it| *it != name));
                self.tell(words::not_answered(&why));
            }
        }
    }

    async fn look_on(&self, listing: Listing, account: &AccountId) -> Result<(), Failure> {
        let line = self.browser().zip(self.client(account));
        let Some(((browser, client), known)) = line.zip(self.account_now(account)) else {
            return Err(Failure::SignedOut);
        };
        let can = beside::hides_servers(&client, &known.server.software);
        if listing.which == Listed::Hidden && !can {
            return Err(Failure::Unsupported);
        }
        let older = listing
            .shelves
            .try_with_untracked(|all| all.get(account).and_then(|it| it.older.clone()));
        let older = older.flatten();
        let found = listed::page(&browser, &client, listing.which, older.as_ref()).await?;
        // Nothing of an account that was signed out of meanwhile is kept again.
        if self.client(account).is_none() {
            return Err(Failure::SignedOut);
        }
        listing.change(account, |shelf| {
            shelf.loading = false;
            shelf.older = None;
        });
        self.take_listed(listing, account, found);
        Ok(())
    }

    fn take_listed(&self, listing: Listing, account: &AccountId, found: listed::Found) {
        match found {
            listed::Found::Posts(page) => {
                let (older, items) = (page.older.clone(), page.items.iter());
                let uris: Vec<PostUri> = items.filter_map(|it| it.entry.post().cloned()).collect();
                self.show_page(page);
                listing.change(account, |shelf| {
                    add(&mut shelf.posts, uris, |it| it.clone());
                    shelf.older = older;
                });
            }
            listed::Found::People(page) => listing.change(account, |shelf| {
                shelf.older = page.older.filter(|_| !page.people.is_empty());
                add(&mut shelf.people, page.people, |it| {
                    it.actor.handle.to_string()
                });
            }),
            listed::Found::Servers(page) => listing.change(account, |shelf| {
                shelf.older = page.older.filter(|_| !page.hosts.is_empty());
                add(&mut shelf.servers, page.hosts, Clone::clone);
            }),
        }
    }

    async fn turn(
        &self,
        listing: Listing,
        account: &AccountId,
        (entry, back): (&Entry, bool),
    ) -> Result<(), Failure> {
        let line = self.browser().zip(self.client(account));
        let (browser, client) = line.ok_or(Failure::SignedOut)?;
        match entry {
            Entry::Server(host) => beside::hide(&browser, &client, host, back).await?,
            Entry::Person(profile) => {
                let tie = match (listing.which, back) {
                    (Listed::Blocked, true) => Tie::Block,
                    (Listed::Blocked, false) => Tie::Unblock,
                    (_, true) => Tie::Mute(None),
                    (_, false) => Tie::Unmute,
                };
                let (whom, known) = (&profile.actor.handle, Some((**profile).clone()));
                people::tie(&browser, &client, whom, known, &tie).await?;
            }
        }
        let name = entry.name();
        listing.change(account, |shelf| {
            shelf.busy.retain(|it| *it != name);
            shelf.undone.retain(|it| *it != name);
            if !back {
                shelf.undone.push(name);
            }
        });
        Ok(())
    }
}

/// Adds what is not there by its name.
fn add<T, N: PartialEq>(all: &mut Vec<T>, more: Vec<T>, name: impl Fn(&T) -> N) {
    for one in more {
        let of = name(&one);
        if !all.iter().any(|it| name(it) == of) {
            all.push(one);
        }
    }
}
