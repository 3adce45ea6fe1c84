//! The post office: parcels between servers take their time; news go to listeners.

use super::World;
use super::id::{PersonNo, PostNo, ServerNo};
use super::notice;
use super::person::{Kept, Notice, NoticeKind};
use crate::clock::{self, Millis};

/// Something one server tells another.
#[derive(Clone, Debug)]
pub enum Parcel {
    Post(PostNo),
    Edit(PostNo),
    Delete(PostNo),
    /// A poll is over; this needs no travelling.
    PollOver(PostNo),
    /// The time of a kept post may have come; this needs no travelling either.
    Later(PersonNo, u64),
    Bell {
        to: PersonNo,
        kind: NoticeKind,
        from: PersonNo,
        post: Option<PostNo>,
    },
}

#[derive(Clone, Debug)]
pub struct Due {
    pub server: ServerNo,
    pub parcel: Parcel,
}

/// Something a listening client may be told.
#[derive(Clone, Debug)]
pub enum News {
    Home {
        to: PersonNo,
        post: PostNo,
    },
    Public {
        server: ServerNo,
        post: PostNo,
    },
    Edited {
        server: ServerNo,
        post: PostNo,
    },
    Deleted {
        server: ServerNo,
        id: String,
    },
    Bell {
        to: PersonNo,
        key: u64,
        notice: Notice,
    },
    /// The world was made anew: every listener has to go.
    Reset,
}

impl World {
    pub fn tell(&mut self, news: News) {
        if !self.past {
            self.news.push(news);
        }
    }

    /// Sends a parcel; in the past, or without delay, it is there at once.
    pub fn send(&mut self, server: ServerNo, parcel: Parcel, delay: Option<Millis>) {
        let delay = delay.unwrap_or(self.plan.delay);
        if self.past || delay == 0 {
            return self.open(server, parcel);
        }
        let at = clock::now() + delay;
        let n = self.tick();
        self.due.insert((at, n), Due { server, parcel });
    }

    /// Hands out every parcel that is due; true if there were any.
    pub fn deliver(&mut self, now: Millis) -> bool {
        let later = self.due.split_off(&(now + 1, 0));
        let ready = std::mem::replace(&mut self.due, later);
        let any = !ready.is_empty();
        for due in ready.into_values() {
            self.open(due.server, due.parcel);
        }
        any
    }

    fn open(&mut self, server: ServerNo, parcel: Parcel) {
        match parcel {
            Parcel::Post(no) => self.arrive(server, no),
            Parcel::Edit(no) => self.apply_edit(server, no),
            Parcel::Delete(no) => self.forget(server, no),
            Parcel::PollOver(no) => notice::of_poll(self, no),
            Parcel::Later(person, number) => self.post_kept(person, number, clock::now()),
            Parcel::Bell {
                to,
                kind,
                from,
                post,
            } => notice::ring(self, to, kind, (from, post)),
        }
    }

    /// Keeps a post until its time.
    pub fn keep(&mut self, person: PersonNo, number: u64, kept: Kept) {
        let (at, n) = (kept.at, self.tick());
        let server = self.person(person).server;
        let parcel = Parcel::Later(person, number);
        self.due.insert((at, n), Due { server, parcel });
        if let Some(desk) = self.desks.get_mut(&person) {
            desk.kept.insert(number, kept);
        }
    }

    /// Posts what was kept, if its time has come by `now`.
    pub fn post_kept(&mut self, person: PersonNo, number: u64, now: Millis) {
        let Some(desk) = self.desks.get_mut(&person) else {
            return;
        };
        if desk.kept.get(&number).is_none_or(|it| it.at > now) {
            return;
        }
        if let Some(mut kept) = desk.kept.remove(&number) {
            kept.draft.at = clock::now();
            kept.draft.words.at = kept.draft.at;
            self.publish(kept.draft);
        }
    }

    /// A server hears that a post has new words.
    pub fn apply_edit(&mut self, server: ServerNo, no: PostNo) {
        if !self.server(server).knows(no) {
            return;
        }
        let latest = self.post(no).revisions.len().saturating_sub(1);
        self.servers[server.at()].revisions.insert(no, latest);
        self.tell(News::Edited { server, post: no });
    }

    /// A server hears that a post is gone; its boosts go with it.
    pub fn forget(&mut self, server: ServerNo, no: PostNo) {
        for boost in self.post(no).boosts.clone() {
            self.forget(server, boost);
        }
        let Some(key) = self.server(server).key(no) else {
            return;
        };
        let author = self.post(no).author;
        let view = &mut self.servers[server.at()];
        let id = view.ids.show(key);
        view.keys[no.at()] = 0;
        view.all.remove(&key);
        view.local.remove(&key);
        if let Some(index) = view.authors.get_mut(&author) {
            index.remove(&key);
        }
        for tag in self.posts[no.at()].revisions.iter().flat_map(|r| &r.tags) {
            if let Some(index) = view.tags.get_mut(&tag.to_lowercase()) {
                index.remove(&key);
            }
        }
        self.tell(News::Deleted { server, id });
        for person in self.desks_on(server) {
            if let Some(desk) = self.desks.get_mut(&person) {
                desk.home.remove(&key);
                desk.bookmarks.retain(|_, p| *p != no);
                desk.favourites.retain(|_, p| *p != no);
                desk.notices.retain(|_, n| n.post != Some(no));
                desk.gate.held.retain(|_, n| n.post != Some(no));
            }
        }
    }
}
