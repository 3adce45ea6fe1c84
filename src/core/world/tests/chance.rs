//! Pages, streams, wishes and losses in any order: in the end the world holds
//! what the servers hold, and never does the screen show a post twice, or
//! forget a wish.

use super::{
    model::{Dice, Servers, travels, uri_of},
    *,
};
use crate::core::timeline::{Merged, Row, merge, merge::Strand};

/// A request on its way. `read` is what the server answers with, once it has
/// read it.
struct Asked {
    at: usize,
    ask: Ask,
    asked: Tick,
    read: Option<Page>,
}

/// A wish that the server has been sent, and what comes of it.
enum Answer {
    Done(Option<Seen>),
    Refused,
    /// It got lost on the way back; whether the server did it is asked.
    Lost,
}

struct Wish {
    at: usize,
    post: usize,
    intent: Intent,
    answer: Option<Answer>,
}

/// One account's stream. What it says waits until a page has joined it to what
/// is known.
#[derive(Default)]
struct Stream {
    opened: Option<Tick>,
    joined: bool,
    waiting: Vec<Update>,
}

struct Run {
    dice: Dice,
    servers: Servers,
    world: World,
    tick: Tick,
    asked: Vec<Asked>,
    streams: [Stream; 2],
    /// What streams had to say of deletions when they died.
    missed: Vec<Update>,
    wishes: Vec<Wish>,
    /// What nobody can know for sure before the next answer.
    unclear: HashSet<(usize, usize)>,
    deleted: HashSet<(AccountId, LocalId)>,
    deletions_get_lost: bool,
}

impl Run {
    fn new(seed: u64, deletions_get_lost: bool) -> Self {
        Self {
            dice: Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
            servers: Servers::new(),
            world: World::default(),
            tick: 0,
            asked: Vec::new(),
            streams: Default::default(),
            missed: Vec::new(),
            wishes: Vec::new(),
            unclear: HashSet::new(),
            deleted: HashSet::new(),
            deletions_get_lost,
        }
    }

    fn tick(&mut self) -> Tick {
        self.tick += 1;
        self.tick
    }

    fn apply(&mut self, update: Update) {
        if let Update::Deleted { account, local } = &update {
            self.deleted.insert((account.clone(), local.clone()));
        }
        self.world.apply(update);
    }

    fn step(&mut self) {
        match self.dice.roll(11) {
            0..=2 => {
                let said = self.servers.live(&mut self.dice);
                said.into_iter()
                    .for_each(|(at, update)| self.say(at, update));
            }
            3 | 4 => self.listen(),
            5 => self.open_or_close(),
            6 => self.ask(),
            7 => self.arrive(),
            8 => self.wish(),
            9 => self.send(),
            _ => self.hear(),
        }
    }

    /// A server says something to whom it may concern.
    fn say(&mut self, at: usize, update: Update) {
        if self.streams[at].opened.is_some() {
            self.streams[at].waiting.push(update);
        } else {
            self.miss(update);
        }
    }

    fn miss(&mut self, update: Update) {
        if matches!(update, Update::Deleted { .. }) {
            self.missed.push(update);
        }
    }

    /// The next message comes; edits and deletions may overtake their posts.
    fn listen(&mut self) {
        let at = self.dice.roll(2);
        let stream = &mut self.streams[at];
        if !stream.joined || stream.waiting.is_empty() {
            return;
        }
        let overtaken = |update: &Update| !matches!(update, Update::Streamed { .. });
        let place = if self.dice.one_in(3) {
            stream.waiting.iter().position(overtaken)
        } else {
            None
        };
        let update = stream.waiting.remove(place.unwrap_or(0));
        if self.dice.one_in(4) {
            self.apply(update.clone());
        }
        self.apply(update);
    }

    fn open_or_close(&mut self) {
        let at = self.dice.roll(2);
        if self.streams[at].opened.is_none() {
            self.streams[at].opened = Some(self.tick());
            self.ask_for(at, Ask::Newest);
        } else if self.dice.one_in(4) {
            let lost = std::mem::take(&mut self.streams[at]).waiting;
            lost.into_iter().for_each(|update| self.miss(update));
        }
    }

    /// Asks for the newest page, or for what is in a gap.
    fn ask(&mut self) {
        let at = self.dice.roll(2);
        let lane = self.world.lane(&home(&self.servers.both[at].account));
        let spans = lane.into_iter().flat_map(|lane| &lane.spans);
        let cursors: Vec<Cursor> = spans.filter_map(|span| span.older.clone()).collect();
        let place = self.dice.roll(cursors.len() + 1);
        let ask = cursors.get(place).cloned().map_or(Ask::Newest, Ask::Older);
        self.ask_for(at, ask);
    }

    fn ask_for(&mut self, at: usize, ask: Ask) {
        let asked = self.tick();
        let read_at_once = self.dice.one_in(2);
        let read = read_at_once.then(|| self.read(at, &ask));
        self.asked.push(Asked {
            at,
            ask,
            asked,
            read,
        });
    }

    /// The server makes a page. No message is so late that the newest page
    /// does not hold it any more.
    fn read(&mut self, at: usize, ask: &Ask) -> Page {
        let page = self.servers.both[at].page(ask, 3);
        let bottom = page.items.last().map_or(0, |item| number(&item.entry));
        if *ask == Ask::Newest {
            self.streams[at].waiting.retain(|update| match update {
                Update::Streamed { item, .. } => number(&item.entry) >= bottom,
                _ => true,
            });
        }
        page
    }

    /// A page comes, in any order, or gets lost.
    fn arrive(&mut self) {
        if self.asked.is_empty() {
            return;
        }
        let place = self.dice.roll(self.asked.len());
        let Asked {
            at,
            ask,
            asked,
            read,
        } = self.asked.remove(place);
        if self.dice.one_in(6) {
            return;
        }
        let page = read.unwrap_or_else(|| self.read(at, &ask));
        let stream = &mut self.streams[at];
        stream.joined |= ask == Ask::Newest && stream.opened.is_some_and(|since| asked > since);
        let source = home(&self.servers.both[at].account);
        let hold = self.dice.one_in(2);
        self.apply(Update::Page {
            source,
            ask,
            page,
            asked,
            hold,
        });
    }

    /// The user clicks on some post that is on the screen.
    fn wish(&mut self) {
        let (at, post) = (self.dice.roll(2), self.dice.roll(self.servers.posts));
        if self.world.post(&uri_of(post)).is_none() {
            return;
        }
        let on = !self.dice.one_in(3);
        let change = if self.dice.one_in(2) {
            Change::Boost(on)
        } else {
            Change::Like(on)
        };
        let intent = Intent {
            account: self.servers.both[at].account.clone(),
            post: uri_of(post),
            change,
            number: self.tick(),
        };
        self.apply(Update::Wished(intent.clone()));
        let answer = None;
        self.wishes.push(Wish {
            at,
            post,
            intent,
            answer,
        });
    }

    /// The oldest wish of some line reaches its server.
    fn send(&mut self) {
        let mut first = HashSet::new();
        let wishes = self.wishes.iter().enumerate();
        let ready: Vec<usize> = wishes
            .filter(|(_, wish)| first.insert((wish.at, wish.post)) && wish.answer.is_none())
            .map(|(place, _)| place)
            .collect();
        if ready.is_empty() {
            return;
        }
        let place = ready[self.dice.roll(ready.len())];
        let Wish {
            at, post, intent, ..
        } = &self.wishes[place];
        let (at, post, change) = (*at, *post, intent.change);
        self.servers.find(post, at);
        let answer = match self.dice.roll(8) {
            0 => Answer::Refused,
            1 => Answer::Lost,
            chance => match self.servers.both[at].act(post, change) {
                Some(_) if chance == 2 => Answer::Lost,
                Some(seen) => Answer::Done(Some(seen).filter(|_| chance > 3)),
                None => Answer::Refused,
            },
        };
        self.wishes[place].answer = Some(answer);
    }

    /// An answer to a wish comes, or the news that it never will.
    fn hear(&mut self) {
        let wishes = self.wishes.iter();
        let answered: Vec<usize> = wishes
            .enumerate()
            .filter(|(_, wish)| wish.answer.is_some())
            .map(|(place, _)| place)
            .collect();
        if answered.is_empty() {
            return;
        }
        let place = answered[self.dice.roll(answered.len())];
        let Wish {
            at,
            post,
            intent,
            answer,
        } = self.wishes.remove(place);
        let (number, server) = (intent.number, &self.servers.both[at]);
        let done = match answer {
            Some(Answer::Done(seen)) => Some(seen),
            Some(Answer::Lost) => {
                let asked = server.show(post).filter(|_| !self.dice.one_in(3));
                if asked.is_none() {
                    self.unclear.insert((at, post));
                }
                let mut mine = asked
                    .as_ref()
                    .map(|seen| seen.sighting.mine)
                    .unwrap_or_default();
                let came_about = *intent.change.of(&mut mine) == Some(intent.change.wished());
                came_about.then_some(asked)
            }
            _ => None,
        };
        let answered = self.tick();
        self.apply(match done {
            Some(seen) => Update::Confirmed {
                number,
                seen: seen.map(Box::new),
                answered,
            },
            None => Update::Refused { number },
        });
    }

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

    /// What holds at every moment.
    fn check_moment(&self) {
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
    fn check_sightings(&self, at: usize, server: &super::model::Server) {
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
    fn settle(&mut self) {
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
        for at in 0..2 {
            self.refresh(at);
        }
        self.unclear.clear();
    }

    fn refresh(&mut self, at: usize) {
        let source = home(&self.servers.both[at].account);
        let mut ask = Some(Ask::Newest);
        for _ in 0..200 {
            let Some(next) = ask else { break };
            let page = self.servers.both[at].page(&next, 4);
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

    /// What holds once everything was asked for again.
    fn check_end(&self) {
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
        for post in 0..self.servers.posts {
            self.check_post(post);
        }
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

fn number(entry: &Entry) -> usize {
    entry.key.as_str().parse().expect("an id of ours")
}

fn run(seed: u64, deletions_get_lost: bool) {
    let mut run = Run::new(seed, deletions_get_lost);
    for _ in 0..45 {
        run.step();
        run.check_moment();
    }
    run.settle();
    run.check_moment();
    run.check_end();
}

#[test]
fn any_order_of_pages_events_wishes_and_losses_ends_in_the_servers_truth() {
    for seed in 1..=2_000 {
        run(seed, false);
    }
}

#[test]
fn deletions_that_nobody_heard_of_are_found_out_by_asking() {
    for seed in 1..=200 {
        run(seed, true);
    }
}
