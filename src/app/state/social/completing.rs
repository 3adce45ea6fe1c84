//! What is offered while somebody writes: what is known here, at once and without a
//! network, and what the chosen accounts' servers add.

use std::{collections::HashSet, sync::Arc};

use leptos::prelude::{Update as _, *};

use crate::{
    app::{platform::Browser, state::State},
    browser::clock,
    core::{
        account::Account,
        actor::Handle,
        http::{NoAnswer, Origin},
        id::{AccountId, Few, Millis, PostUri},
        notification::Kind as Told,
        outbox::complete::{
            Begun, Book, Emoji, Kind, OFFERED, Offer, People, Said, Tags, look_through,
        },
        post::Post,
        timeline::What,
    },
    engine::{Client, Failure, completing},
};

/// So many posts are looked through at once.
const AT_ONCE: usize = 50;
/// How near somebody is: seen, followed, talked with.
const SEEN: u8 = 0;
const FOLLOWED: u8 = 1;
const TALKS: u8 = 2;

/// What is known. A handle.
#[derive(Clone, Copy)]
pub struct Completing {
    people: StoredValue<People, LocalStorage>,
    tags: StoredValue<Tags, LocalStorage>,
    book: StoredValue<Book, LocalStorage>,
    /// Counts up whenever there is more.
    pub news: RwSignal<u32>,
    /// How far the emoji of each server are.
    pub emoji: RwSignal<Few<Origin, Fetched>>,
    /// Which emoji were used last, the last one first.
    pub used: RwSignal<Vec<String>>,
    gathered: StoredValue<bool>,
}

/// How far something is that a server has.
#[derive(Clone, PartialEq, Debug)]
pub enum Fetched {
    Loading,
    There,
    Failed(Failure),
}

impl Completing {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            people: StoredValue::new_local(People::default()),
            tags: StoredValue::new_local(Tags::default()),
            book: StoredValue::new_local(Book::default()),
            news: RwSignal::new(0),
            emoji: RwSignal::new(Few::default()),
            used: RwSignal::new(Vec::new()),
            gathered: StoredValue::new(false),
        }
    }

    /// What is known of what was begun, for who writes to these servers.
    pub fn find(&self, begun: &Begun, servers: &[Origin]) -> Vec<Offer> {
        let typed = &begun.typed;
        match begun.kind {
            Kind::Person => {
                let found = self.people.with_value(|all| all.find(typed, OFFERED));
                found.into_iter().map(Offer::Person).collect()
            }
            Kind::Tag => {
                let found = self.tags.with_value(|all| all.find(typed, OFFERED));
                found.into_iter().map(Offer::Tag).collect()
            }
            Kind::Emoji => {
                let find = |book: &Book| book.find(typed, OFFERED, servers);
                let found = self.book.with_value(find);
                found.into_iter().map(Offer::Emoji).collect()
            }
        }
    }

    /// All emoji that are known.
    pub fn with_book<T>(&self, look: impl FnOnce(&Book) -> T) -> T {
        self.book.with_value(look)
    }

    fn is_gone(&self) -> bool {
        self.gathered.is_disposed()
    }

    fn tell(&self) {
        self.news.try_update(|news| *news += 1);
    }

    fn set(&self, server: &Origin, fetched: Fetched) {
        let server = server.clone();
        self.emoji
            .try_update(|all| drop(all.insert(server, fetched)));
    }

    /// Takes in what a server has offered.
    fn learn(&self, offers: &[Offer]) {
        for offer in offers {
            match offer {
                Offer::Person(actor) => {
                    self.people.try_update_value(|all| all.take(actor, SEEN));
                }
                Offer::Tag(name) => drop(self.tags.try_update_value(|all| all.take(name))),
                Offer::Emoji(_) => {}
            }
        }
    }
}

impl State {
    /// Looks through what is in memory for people and tags, some posts at a time.
    pub async fn gather(self, known: Completing) {
        if known.gathered.try_get_value() != Some(false) {
            return;
        }
        known.gathered.set_value(true);
        self.take_tellers(known);
        let (followed, own) = (self.followed_posts(), self.own_handles());
        let posts = self.inner.with_value(|inner| {
            let all = inner.world.posts().cloned();
            all.collect::<Vec<_>>()
        });
        let mut spoken = Vec::new();
        for some in posts.chunks(AT_ONCE) {
            clock::sleep(Millis(0)).await;
            if known.is_gone() {
                return;
            }
            for uri in some {
                let post = self.inner.with_value(|it| it.world.post(uri).cloned());
                let near = if followed.contains(uri) {
                    FOLLOWED
                } else {
                    SEEN
                };
                if let Some(post) = post {
                    take_post(known, &post, near, &own, &mut spoken);
                }
            }
            known.tell();
        }
        known.people.update_value(|people| {
            spoken.iter().for_each(|it| people.bring_near(it, TALKS));
        });
        known.tell();
    }

    /// People whom notifications tell of.
    fn take_tellers(&self, known: Completing) {
        let groups = self.groups.get_untracked();
        for group in groups.iter() {
            let near = match group.kind {
                Told::Mention | Told::Quote => TALKS,
                _ => SEEN,
            };
            known.people.update_value(|people| {
                let all = group.people.iter();
                all.for_each(|(_, (_, actor))| people.take(actor, near));
            });
        }
    }

    /// The posts of home timelines that are no boosts: whoever wrote them is followed.
    fn followed_posts(&self) -> HashSet<PostUri> {
        self.inner.with_value(|inner| {
            let lanes = inner.world.sources().filter_map(|it| inner.world.lane(it));
            let posts = lanes.flat_map(|lane| lane.entries());
            let posts = posts.filter_map(|entry| match &entry.what {
                What::Post(post) => Some(post.clone()),
                _ => None,
            });
            posts.collect()
        })
    }

    /// As `user@host`.
    fn own_handles(&self) -> Vec<String> {
        let handle = |it: &Account| plain(&it.actor.handle);
        self.accounts
            .with_untracked(|all| all.iter().map(handle).collect())
    }

    /// The emoji of an account's server: those that are kept, and those that the
    /// server has by now, if that was asked for more than a day ago.
    pub async fn load_emoji(self, known: Completing, account: AccountId) {
        let Some(server) = self.account_now(&account).map(|it| it.server.origin) else {
            return;
        };
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            return known.set(&server, Fetched::Failed(Failure::SignedOut));
        };
        let has = |all: &Few<Origin, Fetched>| all.get(&server).cloned();
        let is_known = |it: Fetched| !matches!(it, Fetched::Failed(_));
        if known.emoji.with_untracked(has).is_some_and(is_known) {
            return;
        }
        known.set(&server, Fetched::Loading);
        let used = completing::used_emoji(&browser).await;
        let take = |some| {
            known.book.try_update_value(|book| book.take(&server, some));
        };
        let kept = completing::kept_emoji(&browser, &server, take).await;
        known.used.try_set(used);
        if kept.is_some() {
            known.settle(&server);
        }
        if kept == Some(true) || known.is_gone() {
            return;
        }
        if let Err(why) = self.renew_emoji(known, (&browser, &client), &server).await {
            self.heed(&account, &why);
            if kept.is_none() {
                known.set(&server, Fetched::Failed(why));
            }
        }
    }

    /// Asks a server for its emoji: what it has no longer goes.
    async fn renew_emoji(
        self,
        known: Completing,
        (browser, client): (&Browser, &Client),
        server: &Origin,
    ) -> Result<(), Failure> {
        let mut names: HashSet<String> = HashSet::new();
        let take = |some: Vec<Emoji>| {
            names.extend(some.iter().map(|it| it.name.clone()));
            known.book.try_update_value(|book| book.take(server, some));
        };
        completing::ask_emoji(browser, client, server, take).await?;
        known
            .book
            .try_update_value(|book| book.keep_only(server, |name| names.contains(name)));
        known.settle(server);
        Ok(())
    }

    /// Notes that an emoji was put into a text.
    pub async fn use_emoji(self, known: Completing, name: String) {
        if let Some(browser) = self.browser() {
            let used = completing::use_emoji(&browser, &name).await;
            known.book.try_update_value(|book| book.prefer(&name));
            known.used.try_set(used);
        }
    }

    /// What an account's server offers for what was begun.
    ///
    /// # Errors
    /// It could not be asked.
    pub async fn suggest(
        self,
        known: Completing,
        account: &AccountId,
        begun: &Begun,
    ) -> Result<Vec<Offer>, Failure> {
        let unreachable = Failure::NoAnswer(NoAnswer::Unreachable);
        let line = self.browser().zip(self.client(account));
        let (browser, client) = line.ok_or(unreachable)?;
        let typed = &begun.typed;
        let found = match begun.kind {
            Kind::Person => {
                let found = completing::people(&browser, &client, typed).await;
                found.map(|all| all.into_iter().map(Offer::Person).collect())
            }
            Kind::Tag => {
                let found = completing::tags(&browser, &client, typed).await;
                found.map(|all| all.into_iter().map(Offer::Tag).collect())
            }
            Kind::Emoji => Ok(Vec::new()),
        };
        match &found {
            Ok(offers) => known.learn(offers),
            Err(why) => self.heed(account, why),
        }
        found
    }
}

impl Completing {
    /// The emoji of a server are there.
    fn settle(&self, server: &Origin) {
        let used = self.used.try_get_untracked().unwrap_or_default();
        self.book
            .try_update_value(|book| used.iter().for_each(|name| book.prefer(name)));
        self.set(server, Fetched::There);
        self.tell();
    }
}

fn plain(handle: &Handle) -> String {
    format!("{}@{}", handle.user, handle.host)
}

/// Takes in whom and what a post names. `spoken` are those whom one's own speak to.
fn take_post(
    known: Completing,
    post: &Arc<Post>,
    near: u8,
    own: &[String],
    spoken: &mut Vec<String>,
) {
    let is_mine = |handle: &str| own.iter().any(|it| it.eq_ignore_ascii_case(handle));
    let is_own = is_mine(&plain(&post.author.handle));
    let mut near = near;
    look_through(post, &mut |said| match said {
        Said::Person(handle) if is_own => spoken.push(handle.to_owned()),
        Said::Person(handle) if is_mine(handle) => near = TALKS,
        Said::Person(_) => {}
        Said::Tag(name) => known.tags.update_value(|tags| tags.take(name)),
    });
    let near = if is_own { SEEN } else { near };
    known
        .people
        .update_value(|people| people.take(&post.author, near));
}
