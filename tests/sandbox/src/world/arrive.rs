//! A post arrives on a server: it gets a local id, is indexed, and lands in homes.

use super::World;
use super::deliver::News;
use super::id::{Key, PersonNo, PostNo, ServerNo, key_at};
use super::notice;
use super::post::Visibility;
use crate::random;

impl World {
    /// Gives a post its local key. Keys differ per server, as ids do in life.
    pub fn assign_key(&mut self, server: ServerNo, no: PostNo) -> Key {
        let (len, at) = (self.posts.len(), self.post(no).at);
        let view = &mut self.servers[server.at()];
        if view.keys.len() < len {
            view.keys.resize(len, 0);
        }
        if view.keys[no.at()] != 0 {
            return view.keys[no.at()];
        }
        let mark = random::hash(&[u64::from(server.0), u64::from(no.0)]) & 0xFFFF;
        let mut key = key_at(at) | mark;
        while view.all.contains_key(&key) {
            key += 1;
        }
        view.keys[no.at()] = key;
        view.all.insert(key, no);
        key
    }

    /// Makes a server know a post, without showing it to anybody.
    pub fn learn(&mut self, server: ServerNo, no: PostNo) -> Key {
        let key = self.assign_key(server, no);
        let post = &self.posts[no.at()];
        let author = &self.people[post.author.at()];
        let view = &mut self.servers[server.at()];
        view.authors.entry(post.author).or_default().insert(key, no);
        view.people.insert(post.author);
        let latest = post.revisions.len().saturating_sub(1);
        if latest > 0 {
            view.revisions.insert(no, latest);
        }
        if post.visibility == Visibility::Public && post.boost_of.is_none() {
            if author.server == server && post.reply_to.is_none() {
                view.local.insert(key, no);
            }
            for tag in post.revisions.last().map_or(&[][..], |r| &r.tags) {
                view.tags
                    .entry(tag.to_lowercase())
                    .or_default()
                    .insert(key, no);
            }
        }
        if let Some(words) = post.revisions.last() {
            view.people.extend(words.mentions.iter().copied());
        }
        key
    }

    /// A post comes to a server, and from there to the homes and bells of its people.
    pub fn arrive(&mut self, server: ServerNo, no: PostNo) {
        if self.post(no).deleted || self.server(server).arrived.contains(&no) {
            return;
        }
        let (author, boost_of) = (self.post(no).author, self.post(no).boost_of);
        if let Some(original) = boost_of {
            let open = self.post(original).visibility.open() && !self.post(original).deleted;
            if !self.server(server).knows(original) && open {
                self.learn(server, original);
            }
            if !self.server(server).knows(original) {
                return;
            }
        }
        if let Some(quoted) = self.post(no).quote
            && self.post(quoted).visibility.open()
            && !self.post(quoted).deleted
        {
            self.learn(server, quoted);
        }
        let key = self.learn(server, no);
        self.servers[server.at()].arrived.insert(no);
        for desk in self.desks_on(server) {
            if desk == author || self.wants(desk, no) {
                self.put_home(desk, key, no);
            }
        }
        notice::of_arrival(self, server, no);
        self.tell(News::Public { server, post: no });
    }

    pub fn desks_on(&self, server: ServerNo) -> Vec<PersonNo> {
        self.desks
            .keys()
            .copied()
            .filter(|p| self.person(*p).server == server)
            .collect()
    }

    fn put_home(&mut self, to: PersonNo, key: Key, post: PostNo) {
        if let Some(desk) = self.desks.get_mut(&to) {
            desk.home.insert(key, post);
        }
        self.tell(News::Home { to, post });
    }

    /// Mastodon's home rule: followed authors; their replies only to people also followed.
    pub fn wants(&self, reader: PersonNo, no: PostNo) -> bool {
        let post = self.post(no);
        let follows = &self.person(reader).follows;
        if !follows.contains(&post.author) || !self.may_see(Some(reader), no) {
            return false;
        }
        if post.visibility == Visibility::Direct {
            return false;
        }
        if !self.desks.contains_key(&reader) || self.bars(reader, post.author) {
            return false;
        }
        if let Some(original) = post.boost_of {
            return !self.bars(reader, self.post(original).author);
        }
        let spoken = post.revisions.last().and_then(|it| it.language.clone());
        let wanted = self
            .desks
            .get(&reader)
            .and_then(|it| it.languages.get(&post.author));
        if let Some((wanted, spoken)) = wanted.zip(spoken)
            && !wanted.contains(&spoken)
        {
            return false;
        }
        post.reply_to.is_none_or(|parent| {
            let to = self.post(parent).author;
            to == post.author || to == reader || follows.contains(&to)
        })
    }

    /// Fills a home with what somebody newly followed wrote before, as Mastodon does.
    pub fn backfill(&mut self, reader: PersonNo, author: PersonNo) {
        let server = self.person(reader).server;
        let Some(index) = self.server(server).authors.get(&author) else {
            return;
        };
        let recent: Vec<_> = index.iter().rev().take(20).map(|(k, p)| (*k, *p)).collect();
        for (key, no) in recent {
            if self.wants(reader, no)
                && let Some(desk) = self.desks.get_mut(&reader)
            {
                desk.home.insert(key, no);
            }
        }
    }

    /// Takes somebody's posts and boosts out of a home.
    pub fn clear_home(&mut self, reader: PersonNo, author: PersonNo) {
        let posts = &self.posts;
        if let Some(desk) = self.desks.get_mut(&reader) {
            desk.home.retain(|_, no| posts[no.at()].author != author);
        }
    }
}
