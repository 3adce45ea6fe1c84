//! What holds at every moment, and what in the end.

use super::{
    super::{
        model::{Server, travels},
        *,
    },
    *,
};
use crate::core::timeline::{Merged, Row, merge, merge::Strand};

/// All that a world holds, in an order of its own.
pub fn all_of(world: &World) -> Vec<String> {
    let World {
        posts,
        lanes,
        // How often, not what.
        revisions: _,
        away,
        pending,
        names,
        gone,
        latest,
        left,
    } = world;
    let posts = posts.iter().map(|post| format!("{post:?}"));
    let names = names.iter().map(|name| format!("{name:?}"));
    let gone = gone.iter().map(|gone| format!("{gone:?}"));
    let away = away.iter().map(|away| format!("away {away:?}"));
    let mut all: Vec<String> = posts.chain(names).chain(gone).chain(away).collect();
    all.sort_unstable();
    all.push(format!("{lanes:?} {pending:?} {latest} {left:?}"));
    all
}

impl Run {
    fn merged(&self, world: &World, with_held: bool) -> Merged {
        let accounts = [&self.servers.both[0].account, &self.servers.both[1].account];
        let nothing = Lane::default();
        let strands = accounts.map(|account| {
            let lane = world.lane(&home(account));
            Strand {
                account,
                lane: lane.unwrap_or(&nothing),
                let_go: lane.is_none(),
                with_held,
            }
        });
        merge(&strands)
    }

    /// What is not held back, in either timeline.
    pub fn seen(&self) -> HashSet<(AccountId, LocalId)> {
        let lanes = self.servers.both.iter().filter_map(|server| {
            let lane = self.world.lane(&home(&server.account))?;
            let name = |entry: &Entry| (server.account.clone(), entry.key.clone());
            Some(lane.entries().skip(lane.held).map(name))
        });
        lanes.flatten().collect()
    }

    /// What was seen is seen, unless it is gone.
    pub fn check_seen(&self, before: &HashSet<(AccountId, LocalId)>) {
        let now = self.seen();
        for server in &self.servers.both {
            let Some(lane) = self.world.lane(&home(&server.account)) else {
                continue;
            };
            assert!(lane.held <= lane.entries().count());
            for entry in lane.entries() {
                let name = (server.account.clone(), entry.key.clone());
                assert!(
                    !before.contains(&name) || now.contains(&name),
                    "{name:?} was seen and waits now"
                );
            }
        }
    }

    /// What holds at every moment.
    pub fn check_moment(&self) {
        for with_held in [false, true] {
            let rows = self.merged(&self.world, with_held).rows;
            let keys: HashSet<_> = rows.iter().map(Row::key).collect();
            assert_eq!(keys.len(), rows.len(), "a row stands twice");
        }
        let mut newest = HashMap::new();
        for Wish {
            at, post, intent, ..
        } in &self.wishes
        {
            newest.insert(
                (*at, *post, intent.change.same_kind(Change::Like(true))),
                intent,
            );
        }
        for ((at, post, _), intent) in newest {
            let account = &self.servers.both[at].account;
            let mut preview = self.world.preview(&uri_of(post), account);
            let wished = Some(intent.change.wished());
            assert_eq!(
                *intent.change.of(&mut preview.mine),
                wished,
                "a wish does not show"
            );
            assert!(preview.pending);
        }
        for (at, server) in self.servers.both.iter().enumerate() {
            self.check_sightings(at, server);
        }
        for (account, local) in &self.deleted {
            assert!(
                self.world.named(account, local).is_none(),
                "a deleted post came back"
            );
            let lane = self.world.lane(&home(account));
            assert!(lane.is_none_or(|lane| lane.entries().all(|entry| entry.key != *local)));
        }
    }

    /// What an account did is never shown otherwise than it is, unless a wish
    /// is on its way or an answer got lost.
    fn check_sightings(&self, at: usize, server: &Server) {
        for post in 0..self.servers.posts {
            let sighting = self.world.sighting(&uri_of(post), &server.account);
            assert!(
                sighting.is_none() || travels(post) || at == post % 2,
                "it never left home"
            );
            let busy = self
                .wishes
                .iter()
                .any(|wish| (wish.at, wish.post) == (at, post));
            let clear = !busy && !self.unclear.contains(&(at, post));
            let (Some(sighting), Some(copy), true) = (sighting, server.copies.get(&post), clear)
            else {
                continue;
            };
            // It was deleted, and has come to the server anew.
            if sighting.local.as_str() != copy.local.to_string() {
                continue;
            }
            let mine = (
                sighting.mine.liked.unwrap_or(false),
                sighting.mine.boosted.unwrap_or(false),
            );
            assert_eq!(
                mine,
                (copy.liked, copy.boosted),
                "post {post} of server {at}"
            );
        }
    }

    /// Everything comes to rest, and then everything is asked for again.
    pub fn settle(&mut self) {
        while !self.wishes.is_empty() {
            self.send();
            self.hear();
        }
        while !self.asked.is_empty() {
            self.arrive();
        }
        for stream in std::mem::take(&mut self.streams) {
            stream
                .waiting
                .into_iter()
                .for_each(|update| self.miss(update));
        }
        if !self.deletions_get_lost {
            let missed = std::mem::take(&mut self.missed);
            missed.into_iter().for_each(|update| self.apply(update));
        }
        // A streamed post may be newer than the page it is missing on: it is
        // missed on the second.
        for at in [0, 1, 0, 1] {
            self.refresh(at);
        }
        self.unclear.clear();
    }

    fn refresh(&mut self, at: usize) {
        let source = home(&self.servers.both[at].account);
        let mut ask = Some(Ask::Newest);
        for _ in 0..200 {
            let Some(next) = ask else { break };
            let size = if self.deletions_get_lost { 99 } else { 4 };
            let mut page = self.servers.both[at].page(&next, size);
            if self.deletions_get_lost {
                page.older = None;
            }
            let (source, asked) = (source.clone(), self.tick());
            self.apply(Update::Page {
                source: source.clone(),
                ask: next,
                page,
                asked,
                hold: false,
            });
            let spans = self.world.lane(&source).map(|lane| lane.spans.as_slice());
            let cursors = spans.unwrap_or_default().iter();
            ask = cursors
                .filter_map(|span| span.older.clone())
                .map(Ask::Older)
                .next();
        }
        let asked = self.tick();
        let all = 0..self.servers.posts;
        let seen = all
            .filter_map(|post| self.servers.both[at].show(post))
            .collect();
        self.apply(Update::Shown { seen, asked });
    }

    /// Once everything was asked for again, the timelines are the servers'. An
    /// answer with nothing in it forgets nothing.
    pub fn check_timelines(&self) {
        if self.deletions_get_lost && self.servers.both.iter().any(|it| it.home.is_empty()) {
            return;
        }
        let mut truth = World::default();
        for server in &self.servers.both {
            let mut page = server.page(&Ask::Newest, usize::MAX);
            page.older = None;
            let keys: Vec<_> = page
                .items
                .iter()
                .map(|item| item.entry.key.clone())
                .collect();
            let lane = self
                .world
                .lane(&home(&server.account))
                .expect("it was asked for");
            let known: Vec<_> = lane.entries().map(|entry| entry.key.clone()).collect();
            assert_eq!(known, keys, "the timeline of {:?}", server.account);
            truth.apply(Update::Page {
                source: home(&server.account),
                ask: Ask::Newest,
                page,
                asked: 1,
                hold: false,
            });
        }
        let (rows, wanted) = (self.merged(&self.world, true), self.merged(&truth, true));
        assert_eq!(rows, wanted);
    }

    /// Once everything was asked for again, so are texts, counts, and what the
    /// accounts did.
    pub fn check_posts(&self) {
        (0..self.servers.posts).for_each(|post| self.check_post(post));
    }

    fn check_post(&self, post: usize) {
        let uri = uri_of(post);
        let (mut likes, mut boosts, mut version) = (None, None, None);
        for server in &self.servers.both {
            let preview = self.world.preview(&uri, &server.account);
            assert!(!preview.pending, "a wish was forgotten about");
            let Some(copy) = server.copies.get(&post) else {
                continue;
            };
            let mine = (preview.mine.liked, preview.mine.boosted);
            assert_eq!(mine, (Some(copy.liked), Some(copy.boosted)), "post {post}");
            likes = likes.max(Some(copy.likes));
            boosts = boosts.max(Some(copy.boosts));
            version = version.max(Some(copy.version));
        }
        let Some(version) = version else { return };
        let counts = self.world.counts(&uri);
        assert_eq!(
            (counts.likes, counts.boosts),
            (likes, boosts),
            "post {post}"
        );
        let known = self.world.post(&uri).expect("it was shown");
        let edit = known.edited.map_or(0, |at| at.0 as usize);
        assert_eq!(known.text.plain(), format!("version {edit}"));
        let origin = self.servers.both[post % 2].copies.get(&post);
        // A deleted copy may have been the newest one that ever came.
        assert!(edit >= version && origin.is_none_or(|origin| edit == origin.version));
    }
}
