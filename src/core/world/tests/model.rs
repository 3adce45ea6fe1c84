//! Two small servers that know of each other's posts, and what is true there.

use std::collections::BTreeMap;

use super::*;

/// xorshift: the same numbers every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }

    pub fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }
}

/// One server's copy of a post.
#[derive(Clone)]
pub struct Copy {
    pub local: usize,
    published: i64,
    /// 0 as it was published; the moment of the edit after that.
    pub version: usize,
    pub liked: bool,
    pub boosted: bool,
    pub likes: u32,
    pub boosts: u32,
}

/// What streams say: on which server, and what.
pub type Said = Vec<(usize, Update)>;

/// One line of a home timeline. `by`: somebody boosted the post.
#[derive(Clone, PartialEq)]
pub struct Line {
    pub id: usize,
    pub post: usize,
    pub by: Option<usize>,
    time: i64,
}

pub struct Server {
    pub account: AccountId,
    pub copies: BTreeMap<usize, Copy>,
    /// Newest first.
    pub home: Vec<Line>,
    ids: usize,
}

/// Both servers, and the posts by number: those of even number are at home on
/// the first server, those of odd number on the second.
pub struct Servers {
    pub both: [Server; 2],
    pub posts: usize,
    pub clock: i64,
}

/// Every seventh post is for followers: it never leaves its server.
pub fn travels(post: usize) -> bool {
    post % 7 != 6
}

pub fn uri_of(post: usize) -> PostUri {
    PostUri::new(&format!("https://{}/p/{post}", HOSTS[post % 2]))
}

const HOSTS: [&str; 2] = ["one.example", "two.example"];

impl Server {
    fn new(host: &str, ids: usize) -> Self {
        Self {
            account: account(host),
            copies: BTreeMap::new(),
            home: Vec::new(),
            ids,
        }
    }

    fn next_id(&mut self) -> usize {
        self.ids += 1;
        self.ids
    }

    /// Makes a copy of a post, as it is on `from`.
    fn fetch(&mut self, post: usize, version: usize, published: i64) {
        let local = self.next_id();
        self.copies.entry(post).or_insert(Copy {
            local,
            published,
            version,
            liked: false,
            boosted: false,
            likes: 0,
            boosts: 0,
        });
    }

    fn put_on_top(&mut self, post: usize, by: Option<usize>, time: i64) -> Line {
        let id = match (by, self.copies.get(&post)) {
            (None, Some(copy)) => copy.local,
            _ => self.next_id(),
        };
        let line = Line { id, post, by, time };
        self.home.insert(0, line.clone());
        line
    }

    /// A post as this server's answer shows it.
    pub fn show(&self, post: usize) -> Option<Seen> {
        let copy = self.copies.get(&post)?;
        let uri = uri_of(post);
        let mut seen = seen(&self.account, uri.as_str(), &copy.local.to_string());
        seen.post.published = Millis(copy.published);
        seen.post.edited = (copy.version > 0).then_some(Millis(copy.version as i64));
        seen.post.text = words(&format!("version {}", copy.version));
        seen.sighting.mine.liked = Some(copy.liked);
        seen.sighting.mine.boosted = Some(copy.boosted);
        seen.sighting.counts.likes = Some(copy.likes);
        seen.sighting.counts.boosts = Some(copy.boosts);
        Some(seen)
    }

    fn item(&self, line: &Line) -> Option<Item> {
        let by = |by: usize| Handle::new(&format!("fan{by}"), "two.example");
        let post = uri_of(line.post);
        let what = match line.by {
            Some(fan) => What::Boost {
                post,
                by: by(fan),
                name: format!("Fan {fan}"),
            },
            None => What::Post(post),
        };
        let entry = Entry {
            key: LocalId::new(line.id.to_string()),
            time: Millis(line.time),
            what,
        };
        let seen = Some(self.show(line.post)?);
        Some(Item { entry, seen })
    }

    /// A page of at most `size` lines, as servers page: below an id.
    pub fn page(&self, ask: &Ask, size: usize) -> Page {
        let top = match ask {
            Ask::Newest => usize::MAX,
            Ask::Older(cursor) => cursor.0.parse().expect("a cursor of ours"),
        };
        let below = self.home.iter().filter(|line| line.id < top);
        let lines: Vec<&Line> = below.take(size).collect();
        let older = lines.last().map(|line| Cursor(line.id.to_string()));
        Page {
            items: lines.iter().filter_map(|line| self.item(line)).collect(),
            older,
        }
    }

    /// A copy as it is pushed: it does not know for whom.
    fn pushed(&self, line: &Line) -> Option<Update> {
        let mut item = self.item(line)?;
        let seen = item.seen.as_mut()?;
        seen.sighting.mine = Mine {
            liked: Some(false),
            boosted: Some(false),
            saved: None,
            ..Mine::default()
        };
        Some(Update::Streamed {
            source: home(&self.account),
            item,
            hold: line.id.is_multiple_of(2),
        })
    }

    fn gone(&self, local: usize) -> Update {
        Update::Deleted {
            account: self.account.clone(),
            local: LocalId::new(local.to_string()),
        }
    }

    /// Does what an account wishes; how it stands afterwards.
    pub fn act(&mut self, post: usize, change: Change) -> Option<Seen> {
        let copy = self.copies.get_mut(&post)?;
        let (mine, count) = match change {
            Change::Like(_) => (&mut copy.liked, &mut copy.likes),
            _ => (&mut copy.boosted, &mut copy.boosts),
        };
        match (*mine, change.wished()) {
            (false, true) => *count += 1,
            (true, false) => *count -= 1,
            _ => {}
        }
        *mine = change.wished();
        self.show(post)
    }
}

impl Servers {
    pub fn new() -> Self {
        Self {
            both: [Server::new(HOSTS[0], 100), Server::new(HOSTS[1], 5_000)],
            posts: 0,
            clock: 10_000,
        }
    }

    /// Something happens on a server; what its stream says of it.
    pub fn live(&mut self, dice: &mut Dice) -> Said {
        self.clock += 10;
        let post = dice.roll(self.posts);
        match dice.roll(9) {
            0..=2 if self.posts < 14 => self.publish(dice),
            3 => self.travel(post, dice),
            4 => self.edit(post),
            5 => self.like_or_not(post, dice),
            6 => self.boost(post, dice),
            7 => self.unboost(dice),
            8 if dice.one_in(2) => self.delete(post, dice),
            _ => Vec::new(),
        }
    }

    fn publish(&mut self, dice: &mut Dice) -> Said {
        let post = self.posts;
        self.posts += 1;
        let now = self.clock;
        self.both[post % 2].fetch(post, 0, now);
        self.arrive(post, post % 2, dice)
    }

    /// A post comes to the server where it is not at home.
    fn travel(&mut self, post: usize, dice: &mut Dice) -> Said {
        let at = 1 - post % 2;
        let known = self.both[at].copies.contains_key(&post);
        match self.both[1 - at].copies.get(&post) {
            Some(copy) if travels(post) && !known => {
                let (version, published) = (copy.version, copy.published);
                self.both[at].fetch(post, version, published);
                self.arrive(post, at, dice)
            }
            // An edit that has not come through yet does so now.
            Some(copy) if known => {
                let version = copy.version;
                self.take_edit(post, at, version)
            }
            _ => Vec::new(),
        }
    }

    fn arrive(&mut self, post: usize, at: usize, dice: &mut Dice) -> Said {
        if dice.one_in(5) {
            return Vec::new(); // The account does not follow the author.
        }
        let server = &mut self.both[at];
        let published = server.copies.get(&post).map_or(0, |copy| copy.published);
        let line = server.put_on_top(post, None, published);
        server
            .pushed(&line)
            .map(|update| (at, update))
            .into_iter()
            .collect()
    }

    fn edit(&mut self, post: usize) -> Said {
        let version = self.clock as usize;
        self.take_edit(post, post % 2, version)
    }

    fn take_edit(&mut self, post: usize, at: usize, version: usize) -> Said {
        let server = &mut self.both[at];
        let Some(copy) = server.copies.get_mut(&post) else {
            return Vec::new();
        };
        copy.version = version;
        let Some(mut seen) = server.show(post) else {
            return Vec::new();
        };
        seen.sighting.mine = Mine::default();
        let seen = Box::new(seen);
        vec![(at, Update::Pushed { seen })]
    }

    fn like_or_not(&mut self, post: usize, dice: &mut Dice) -> Said {
        if let Some(copy) = self.both[dice.roll(2)].copies.get_mut(&post) {
            let mine = u32::from(copy.liked);
            copy.likes = mine + dice.roll(9) as u32;
        }
        Vec::new()
    }

    fn boost(&mut self, post: usize, dice: &mut Dice) -> Said {
        let (time, fan) = (self.clock, dice.roll(3));
        let at = dice.roll(2);
        let server = &mut self.both[at];
        let Some(copy) = server.copies.get_mut(&post) else {
            return Vec::new();
        };
        copy.boosts += 1;
        let line = server.put_on_top(post, Some(fan), time);
        server
            .pushed(&line)
            .map(|update| (at, update))
            .into_iter()
            .collect()
    }

    fn unboost(&mut self, dice: &mut Dice) -> Said {
        let at = dice.roll(2);
        let server = &mut self.both[at];
        let boost = server.home.iter().position(|line| line.by.is_some());
        let Some(line) = boost.map(|place| server.home.remove(place)) else {
            return Vec::new();
        };
        if let Some(copy) = server.copies.get_mut(&line.post) {
            copy.boosts = (copy.boosts - 1).max(u32::from(copy.boosted));
        }
        vec![(at, server.gone(line.id))]
    }

    fn delete(&mut self, post: usize, dice: &mut Dice) -> Said {
        let at = dice.roll(2);
        let server = &mut self.both[at];
        server.home.retain(|line| line.post != post);
        let copy = server.copies.remove(&post);
        let said = copy.map(|copy| (at, server.gone(copy.local)));
        said.into_iter().collect()
    }

    /// Makes server `at` look for a post, as a search by its address does.
    pub fn find(&mut self, post: usize, at: usize) {
        let origin = self.both[post % 2].copies.get(&post);
        let origin = origin.map(|copy| (copy.version, copy.published));
        let known = self.both[at].copies.contains_key(&post);
        if let Some((version, published)) = origin.filter(|_| travels(post) && !known) {
            self.both[at].fetch(post, version, published);
        }
    }
}
