//! What people do to posts and to one another.

use super::World;
use super::deliver::Parcel;
use super::id::{PersonNo, PostNo, ServerNo};
use super::notice;
use super::person::NoticeKind;
use super::post::{Draft, Like, Revision};
use crate::clock::{self, Millis};

impl World {
    pub fn like(&mut self, by: PersonNo, no: PostNo, at: Millis) {
        if self.post(no).likes.iter().any(|like| like.by == by) {
            return;
        }
        let (author, home) = (self.post(no).author, self.origin(no));
        let near = self.past || self.person(by).server == home;
        let heard = if near { at } else { at + self.plan.delay };
        self.posts[no.at()].likes.push(Like { by, heard });
        let key = self.stamp(at);
        if let Some(desk) = self.desks.get_mut(&by) {
            desk.favourites.insert(key, no);
        }
        if author != by && self.desks.contains_key(&author) {
            notice::send(self, author, NoticeKind::Like, (by, Some(no)));
        }
    }

    pub fn unlike(&mut self, by: PersonNo, no: PostNo) {
        self.posts[no.at()].likes.retain(|like| like.by != by);
        if let Some(desk) = self.desks.get_mut(&by) {
            desk.favourites.retain(|_, p| *p != no);
        }
        notice::silence(self, self.post(no).author, NoticeKind::Like, (by, no));
    }

    /// Boosts a post, or gives the boost that is there already.
    pub fn boost(&mut self, by: PersonNo, no: PostNo, mut draft: Draft) -> PostNo {
        if let Some(already) = self.boost_by(by, no) {
            return already;
        }
        draft.author = by;
        draft.boost_of = Some(no);
        self.publish(draft)
    }

    pub fn boost_by(&self, by: PersonNo, no: PostNo) -> Option<PostNo> {
        let mut boosts = self.post(no).boosts.iter().copied();
        boosts.find(|b| self.post(*b).author == by && !self.post(*b).deleted)
    }

    pub fn unboost(&mut self, by: PersonNo, no: PostNo) {
        if let Some(boost) = self.boost_by(by, no) {
            self.delete(boost);
            self.posts[no.at()].boosts.retain(|b| *b != boost);
            notice::silence(self, self.post(no).author, NoticeKind::Boost, (by, no));
        }
    }

    /// Deletes a post at its home, and later everywhere.
    pub fn delete(&mut self, no: PostNo) {
        let home = self.origin(no);
        self.posts[no.at()].deleted = true;
        self.forget(home, no);
        for server in self.others(home) {
            self.send(server, Parcel::Delete(no), None);
        }
    }

    pub fn edit(&mut self, no: PostNo, words: Revision) {
        let home = self.origin(no);
        self.posts[no.at()].revisions.push(words);
        self.apply_edit(home, no);
        for server in self.others(home) {
            self.send(server, Parcel::Edit(no), None);
        }
    }

    pub fn follow(&mut self, by: PersonNo, whom: PersonNo) {
        if by == whom || !self.people[by.at()].follows.insert(whom) {
            return;
        }
        self.people[whom.at()].followers.insert(by);
        let (near, far) = (self.person(by).server, self.person(whom).server);
        self.servers[near.at()].people.insert(whom);
        self.servers[far.at()].people.insert(by);
        if self.desks.contains_key(&whom) {
            notice::send(self, whom, NoticeKind::Follow, (by, None));
        }
        if !self.past && self.desks.contains_key(&by) {
            self.backfill(by, whom);
        }
    }

    pub fn unfollow(&mut self, by: PersonNo, whom: PersonNo) {
        self.people[by.at()].follows.remove(&whom);
        self.people[whom.at()].followers.remove(&by);
        self.clear_home(by, whom);
    }

    pub fn bookmark(&mut self, by: PersonNo, no: PostNo, on: bool) {
        let key = self.stamp(clock::now());
        if let Some(desk) = self.desks.get_mut(&by) {
            desk.bookmarks.retain(|_, p| *p != no);
            if on {
                desk.bookmarks.insert(key, no);
            }
        }
    }

    /// Blocks: no more following in either direction.
    pub fn block(&mut self, by: PersonNo, whom: PersonNo) {
        self.unfollow(by, whom);
        self.unfollow(whom, by);
        if let Some(desk) = self.desks.get_mut(&by) {
            desk.blocked.insert(whom);
        }
        self.clear_home(by, whom);
    }

    /// Hides all of a server: nobody there follows or is followed any more.
    pub fn hide(&mut self, by: PersonNo, server: ServerNo) {
        let all = (0..self.people.len() as u32).map(PersonNo);
        let there: Vec<PersonNo> = all.filter(|p| self.person(*p).server == server).collect();
        for other in &there {
            self.unfollow(by, *other);
            self.unfollow(*other, by);
        }
        if let Some(desk) = self.desks.get_mut(&by) {
            desk.hidden.insert(server);
            desk.notices.retain(|_, n| !there.contains(&n.from));
        }
    }

    /// Whether somebody wants to see nothing of somebody else.
    pub fn bars(&self, by: PersonNo, whom: PersonNo) -> bool {
        let server = self.person(whom).server;
        self.desks.get(&by).is_some_and(|desk| {
            desk.blocked.contains(&whom)
                || desk.muted.contains(&whom)
                || desk.hidden.contains(&server)
        })
    }

    pub fn mute(&mut self, by: PersonNo, whom: PersonNo) {
        if let Some(desk) = self.desks.get_mut(&by) {
            desk.muted.insert(whom);
        }
        self.clear_home(by, whom);
    }

    /// Votes; false if the person has voted or the poll is over.
    pub fn vote(&mut self, by: PersonNo, no: PostNo, choices: &[usize], now: Millis) -> bool {
        let Some(poll) = self.posts[no.at()].poll.as_mut() else {
            return false;
        };
        let over = poll.expires.is_some_and(|end| end <= now);
        let bad = choices.iter().any(|c| *c >= poll.options.len());
        let voted = poll.votes.iter().any(|(p, _)| *p == by);
        if over || bad || voted || choices.is_empty() || (choices.len() > 1 && !poll.multiple) {
            return false;
        }
        poll.votes.extend(choices.iter().map(|c| (by, *c)));
        true
    }
}
