//! What is asked in a visit, and what becomes of the answers.

use std::rc::Rc;

use leptos::prelude::{Update as _, *};

use super::{Call, Noting, View, Visit};
use crate::{
    app::{
        state::{Errand, Social, State},
        words,
    },
    core::{
        account::SignedIn,
        actor::{Handle, Part, Tie},
        id::{AccountId, Few, PostUri},
        timeline::{Ask, Item, Page, Span},
        world::Update,
    },
    engine::{
        Failure,
        people::{self, Asked, home},
    },
};

impl State {
    /// Begins a visit: one of the user's servers is asked what it knows of them, and
    /// their own what it shows. The others are asked by [`State::visit_rest`].
    ///
    /// With a post of theirs, it is to be reported.
    pub fn visit(&self, handle: Handle, reported: Option<PostUri>) -> Visit {
        let able = self.accounts.with_untracked(|all| {
            let able = all.iter().filter(|it| it.state == SignedIn::Yes);
            able.cloned().collect::<Vec<_>>()
        });
        let readers = self.readers_of(&handle);
        let first = people::nearest(&able, &handle, &readers).cloned();
        let visit = Visit::new(handle, reported);
        for account in able {
            let id = account.id;
            visit
                .views
                .update(|all| drop(all.insert(id.clone(), View::Asked)));
            match first.as_ref() == Some(&id) {
                true => self.call(visit, Call::View(id)),
                false => visit.rest.update_value(|rest| rest.push(id)),
            }
        }
        self.call(visit, Call::Home);
        visit
    }

    /// Asks the servers that were not asked yet.
    pub fn visit_rest(&self, visit: Visit) {
        let mut rest = Vec::new();
        visit
            .rest
            .try_update_value(|all| rest = std::mem::take(all));
        for account in rest {
            self.call(visit, Call::View(account));
        }
    }

    /// The accounts through which somebody's posts were read.
    fn readers_of(&self, handle: &Handle) -> Vec<AccountId> {
        self.inner.with_value(|inner| {
            let world = &inner.world;
            let theirs = |uri: &&PostUri| {
                let post = world.post(uri);
                post.is_some_and(|it| people::is_same(&it.author.handle, handle))
            };
            let read = world.posts().filter(theirs);
            let mut readers: Vec<AccountId> = Vec::new();
            for id in read.flat_map(|uri| world.sighted_by(uri)) {
                if !readers.contains(id) {
                    readers.push(id.clone());
                }
            }
            readers
        })
    }

    /// Sends off something that is asked for in a visit.
    pub fn call(&self, visit: Visit, call: Call) {
        if call.is_awaited() {
            visit.pending.try_update(|pending| *pending += 1);
        }
        let call = Rc::new(call);
        let social = Social::Visit(Box::new(visit), call.clone());
        let failed = move |state: &Self, why| state.no_call(visit, &call, why);
        self.send_off(Errand::Social(Rc::new(social), Rc::new(failed)));
    }

    /// Asks. Called in the part that can wait for the first posts alone.
    pub(in crate::app::state) async fn answer_call(self, visit: Visit, call: Call) {
        let awaited = call.is_awaited();
        match call {
            Call::View(account) => self.view(visit, account, false).await,
            Call::Find(account) => self.view(visit, account, true).await,
            Call::Home => self.view_home(visit).await,
            Call::Posts(account, ask) => self.posts_of(visit, account, ask).await,
            Call::Tie(account, tie) => self.tie(visit, account, tie).await,
            Call::Circle => self.circle(visit).await,
            Call::Beside(account) => self.stand_beside(visit, account).await,
            Call::Hide(account, hidden) => self.hide(visit, account, hidden).await,
            Call::Note(account, note) => self.write_note(visit, account, note).await,
            Call::Rules(account) => self.rules_of(visit, account).await,
            Call::Report(account, report) => self.report(visit, account, *report).await,
        }
        if awaited {
            visit.one_less();
        }
    }

    /// It could not even be asked.
    pub(in crate::app::state) fn no_call(&self, visit: Visit, call: &Call, why: Failure) {
        match call {
            Call::View(account) | Call::Find(account) => visit.say(account, View::Failed(why)),
            Call::Tie(account, _) => {
                self.tell(words::not_answered(&why));
                visit
                    .busy
                    .try_update(|busy| busy.retain(|it| it != account));
            }
            Call::Circle => {
                visit.around.try_update(|around| {
                    around.loading = false;
                    around.trouble = Some(why);
                });
            }
            Call::Hide(account, hidden) => self.hid(visit, account, *hidden, Err(why)),
            Call::Note(account, _) => visit.noted(account, Noting::Failed(why)),
            Call::Rules(account) => visit.take_rules(account, Err(why)),
            Call::Report(account, report) => visit.reported(account, report.forward, Err(why)),
            Call::Home | Call::Posts(..) | Call::Beside(_) => {}
        }
        if call.is_awaited() {
            visit.one_less();
        }
    }

    pub(super) fn asked(&self, visit: Visit, account: &AccountId) -> Option<Asked> {
        match account.is_public() {
            true => visit.home(),
            false => self.client(account).map(Asked::As),
        }
    }

    async fn view(self, visit: Visit, account: AccountId, afar: bool) {
        let line = self.browser().zip(self.client(&account));
        let Some(((browser, client), handle)) = line.zip(visit.handle.try_get_value()) else {
            return visit.forget(&account);
        };
        let found = match afar {
            true => people::find(&browser, &client, &handle).await,
            false => people::look_up(&browser, &Asked::As(client.clone()), &handle).await,
        };
        let view = match found {
            Ok(profile) => {
                let relation = people::relation(&browser, &client, &profile.local).await;
                if let Err(why) = &relation {
                    self.heed(&account, why);
                }
                View::Known(Box::new(profile), relation.ok().flatten())
            }
            Err(Failure::NotFound) if afar => {
                self.not_found(visit, &client).await;
                View::Unknown
            }
            Err(Failure::NotFound) => View::Unknown,
            Err(why) => {
                self.heed(&account, &why);
                View::Failed(why)
            }
        };
        if self.client(&account).is_none() {
            // Signed out of meanwhile.
            return visit.forget(&account);
        }
        let known = view.profile().is_some();
        visit.say(&account, view);
        self.call(visit, Call::Beside(account.clone()));
        if known {
            self.posts_of(visit, account, Ask::Newest).await;
        }
    }

    async fn view_home(self, visit: Visit) {
        let line = self.browser().zip(visit.handle.try_get_value());
        let Some(((browser, handle), guess)) = line.zip(visit.home()) else {
            return;
        };
        let guess = guess.account();
        visit.say(&guess, View::Asked);
        let (asked, profile) = match home::at_home(&browser, &handle).await {
            Ok(found) => found,
            Err(Failure::NotFound) => return self.home_is_silent(visit, View::Unknown),
            Err(why) => return self.home_is_silent(visit, View::Failed(why)),
        };
        if let Asked::Home { origin, .. } = &asked {
            visit.elsewhere.try_set_value(Some(origin.clone()));
            visit.forget(&guess);
        }
        let home = asked.account();
        let pinned = people::pinned(&browser, &asked, &profile.local).await;
        visit.say(&home, View::Known(Box::new(profile), None));
        if let Ok(page) = pinned {
            let uris = uris(&page);
            self.show_page(page);
            visit.pinned.try_set(uris);
        }
        self.call(visit, Call::Beside(home.clone()));
        self.posts_of(visit, home, Ask::Newest).await;
        // Who is not known everywhere may be so by another name.
        let unknown = |all: &Few<AccountId, View>| all.iter().any(|(_, it)| *it == View::Unknown);
        if visit.views.try_with_untracked(unknown) == Some(true) {
            let name = home::true_name(&browser, &handle).await;
            visit.renamed.try_set(name);
        }
    }

    /// Then one of the user's servers is asked in its stead for what stands beside.
    fn home_is_silent(&self, visit: Visit, view: View) {
        let Some(asked) = visit.home() else {
            return;
        };
        visit.say(&asked.account(), view);
        if let Some(other) = visit.sources().into_iter().find(|id| !id.is_public()) {
            self.call(visit, Call::Beside(other));
        }
    }

    async fn posts_of(self, visit: Visit, account: AccountId, ask: Ask) {
        let line = self.asked(visit, &account).zip(self.browser());
        let Some(((asked, browser), local)) = line.zip(visit.local(&account)) else {
            return;
        };
        let looks = visit.part.try_get_untracked();
        let Some((part, round)) = looks.zip(visit.round.try_get_value()) else {
            return;
        };
        let tick = self.tick();
        let older = match &ask {
            Ask::Newest => None,
            Ask::Older(cursor) => Some(cursor),
        };
        let answer = people::posts(&browser, &asked, &local, part, older).await;
        if visit.round.try_get_value() != Some(round) {
            return; // Something else is looked at by now.
        }
        if !account.is_public() && self.client(&account).is_none() {
            return; // Signed out of meanwhile.
        }
        if let Err(why) = &answer {
            self.heed(&account, why);
        }
        let span = answer.map(|page| {
            let span = Span {
                entries: page.items.iter().map(|it| it.entry.clone()).collect(),
                older: page.older.clone().filter(|_| !page.items.is_empty()),
                floor: None,
            };
            self.show_page(page);
            span
        });
        visit.take(account, &ask, span, tick);
    }

    pub(in crate::app::state) fn show_page(&self, page: Page) {
        let asked = self.tick();
        let seen = page.items.into_iter().filter_map(|it: Item| it.seen);
        self.apply(Update::Shown {
            seen: seen.collect(),
            asked,
        });
    }

    /// Loads on, where that makes the list longer.
    pub fn visit_on(&self, visit: Visit) {
        if let Some((account, cursor)) = visit.next() {
            self.call(visit, Call::Posts(account, Ask::Older(cursor)));
        }
    }

    /// Asks those again that could not tell of posts.
    pub fn visit_again(&self, visit: Visit) {
        for (account, _) in visit.troubles.get_untracked() {
            let bottom = visit.lanes.with_value(|lanes| {
                let (lane, _) = lanes.get(&account)?;
                lane.bottom().cloned()
            });
            let ask = bottom.map_or(Ask::Newest, Ask::Older);
            self.call(visit, Call::Posts(account, ask));
        }
    }

    /// Looks at another part of their posts.
    pub fn visit_part(&self, visit: Visit, part: Part) {
        visit.part.set(part);
        visit.round.update_value(|round| *round += 1);
        visit.lanes.set_value(Few::default());
        visit.rows.set(Vec::new());
        visit.troubles.set(Vec::new());
        let known = visit.views.with_untracked(|all| {
            let known = all.iter().filter(|(_, view)| view.profile().is_some());
            known.map(|(id, _)| id.clone()).collect::<Vec<_>>()
        });
        for account in known {
            self.call(visit, Call::Posts(account, Ask::Newest));
        }
    }

    /// Does something about them, as an account.
    pub fn tie_as(&self, visit: Visit, account: &AccountId, tie: Tie) {
        let is_busy = visit.busy.with_untracked(|busy| busy.contains(account));
        if !is_busy {
            visit.busy.update(|busy| busy.push(account.clone()));
            self.call(visit, Call::Tie(account.clone(), tie));
        }
    }

    async fn tie(self, visit: Visit, account: AccountId, tie: Tie) {
        let line = self.browser().zip(self.client(&account));
        let Some(((browser, client), handle)) = line.zip(visit.handle.try_get_value()) else {
            return visit.forget(&account);
        };
        let known = visit
            .views
            .try_with_untracked(|all| all.get(&account).and_then(View::profile).cloned());
        let known = known.flatten();
        let fresh = known.is_none();
        let done = people::tie(&browser, &client, &handle, known, &tie).await;
        visit
            .busy
            .try_update(|busy| busy.retain(|it| *it != account));
        match done {
            Ok((profile, relation)) => {
                visit.say(&account, View::Known(Box::new(profile), Some(relation)));
                if fresh {
                    self.posts_of(visit, account, Ask::Newest).await;
                }
            }
            // The account's line says it.
            Err(Failure::NotFound) if fresh => self.not_found(visit, &client).await,
            Err(why) => {
                self.heed(&account, &why);
                self.tell(words::not_answered(&why));
            }
        }
    }
}

pub(super) fn uris(page: &Page) -> Vec<PostUri> {
    let posts = page.items.iter().filter_map(|it| it.entry.post().cloned());
    posts.collect()
}
