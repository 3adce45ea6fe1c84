//! A new post or boost: it exists, its home server has it, the others are told.

use super::World;
use super::deliver::{Due, Parcel};
use super::id::{PersonNo, PostNo, ServerNo};
use super::post::{Draft, Post};
use crate::{clock::SECOND, random};

impl World {
    pub fn publish(&mut self, mut draft: Draft) -> PostNo {
        // Two posts of one millisecond would have no order to be told apart by.
        let last = self.posts.last().map_or(0, |post| post.at);
        if !self.past && (draft.at..draft.at + SECOND).contains(&last) {
            draft.at = last + 1;
        }
        let no = PostNo(self.posts.len() as u32);
        let home = self.person(draft.author).server;
        let (delay, boost_of) = (draft.delay, draft.boost_of);
        let (reply_to, quote) = (draft.reply_to, draft.quote);
        self.posts.push(into_post(draft));
        let key = self.assign_key(home, no);
        let uri = self.uri_of(no, home, key);
        self.by_uri.insert(uri.clone(), no);
        self.posts[no.at()].uri = uri;
        if let Some(original) = boost_of {
            self.posts[original.at()].boosts.push(no);
        }
        if let Some(quoted) = quote {
            self.posts[quoted.at()].quotes.push(no);
        }
        if let Some(parent) = reply_to {
            self.posts[parent.at()].replies.push(no);
        }
        self.arrive(home, no);
        self.await_poll(home, no);
        for server in self.others(home) {
            if self.should_know(server, no) {
                self.send(server, Parcel::Post(no), delay);
            }
        }
        no
    }

    /// Notes when the poll, if there is one, will be over.
    fn await_poll(&mut self, home: ServerNo, no: PostNo) {
        let end = self.post(no).poll.as_ref().and_then(|poll| poll.expires);
        if let Some(end) = end.filter(|end| *end > self.plan.now) {
            let n = self.tick();
            let parcel = Parcel::PollOver(no);
            self.due.insert(
                (end, n),
                Due {
                    server: home,
                    parcel,
                },
            );
        }
    }

    /// Whether the author of a post lets somebody quote it.
    pub fn may_quote(&self, who: PersonNo, no: PostNo) -> bool {
        let post = self.post(no);
        let follows = || self.person(post.author).followers.contains(&who);
        match post.quotable.as_deref() {
            _ if post.author == who => true,
            Some("followers") => follows(),
            Some("nobody") => false,
            _ => post.visibility.open(),
        }
    }

    fn uri_of(&self, no: PostNo, home: ServerNo, key: u64) -> String {
        let tail = if self.post(no).boost_of.is_some() {
            "/activity"
        } else {
            ""
        };
        let id = self.server(home).ids.show(key);
        format!(
            "{}/statuses/{id}{tail}",
            self.person_uri(self.post(no).author)
        )
    }

    pub fn others(&self, home: ServerNo) -> Vec<ServerNo> {
        self.servers
            .iter()
            .map(|s| s.no)
            .filter(|no| *no != home)
            .collect()
    }

    /// Would this post reach that server by itself?
    pub fn should_know(&self, server: ServerNo, no: PostNo) -> bool {
        let post = self.post(no);
        if post
            .known_on
            .as_ref()
            .is_some_and(|list| !list.contains(&server))
        {
            return false;
        }
        let lives_here = |person: PersonNo| self.person(person).server == server;
        let mentioned = post
            .revisions
            .last()
            .is_some_and(|r| r.mentions.iter().any(|p| lives_here(*p)));
        if mentioned
            || post
                .boost_of
                .is_some_and(|original| self.origin(original) == server)
        {
            return true;
        }
        let mut followers = self
            .person(post.author)
            .followers
            .iter()
            .copied()
            .filter(|p| lives_here(*p));
        match (post.visibility, post.reply_to) {
            (super::post::Visibility::Direct, _) => false,
            (_, None) => followers.next().is_some(),
            (_, Some(parent)) => {
                followers.any(|p| self.desks.contains_key(&p))
                    || (self.server(server).knows(parent) && !lost(server, no))
            }
        }
    }
}

/// A quarter of the replies nobody asked for never arrives.
fn lost(server: ServerNo, no: PostNo) -> bool {
    random::hash(&[u64::from(server.0), u64::from(no.0)]).is_multiple_of(4)
}

fn into_post(draft: Draft) -> Post {
    let boost = draft.boost_of.is_some();
    Post {
        author: draft.author,
        uri: String::new(),
        at: draft.at,
        visibility: draft.visibility,
        reply_to: draft.reply_to,
        boost_of: draft.boost_of,
        quote: draft.quote,
        quotable: draft.quotable,
        revisions: if boost { Vec::new() } else { vec![draft.words] },
        poll: draft.poll,
        card: draft.card,
        application: draft.application,
        likes: Vec::new(),
        boosts: Vec::new(),
        replies: Vec::new(),
        quotes: Vec::new(),
        deleted: false,
        raw: draft.raw,
        known_on: draft.known_on,
    }
}
