//! Pages, streams, wishes and losses in any order: in the end the world holds
//! what the servers hold, and never does the screen show a post twice, or
//! forget a wish.

mod checks;

use super::{
    model::{Dice, Servers, uri_of},
    *,
};

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
    Done(Option<Box<Seen>>),
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
        let seen = self.seen();
        let again = self.may_come_twice(&update).then(|| update.clone());
        self.world.apply(update);
        self.check_seen(&seen);
        if let Some(again) = again {
            let (once, what) = (checks::all_of(&self.world), format!("{again:?}"));
            self.world.apply(again);
            assert_eq!(checks::all_of(&self.world), once, "{what}");
        }
    }

    /// Whether to tell it twice. A wish has a number of its own; and a page says
    /// what is no longer there, too: told again, it may say so of what came
    /// with a page that was asked for earlier and is newer.
    fn may_come_twice(&mut self, update: &Update) -> bool {
        let once = matches!(update, Update::Wished(_) | Update::Page { .. });
        !once && self.dice.one_in(10)
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
        // A post that it had to find, the server has shown.
        let found = self.world.sighting(&intent.post, &intent.account).is_none();
        self.servers.find(post, at);
        let answer = match self.dice.roll(8) {
            0 => Answer::Refused,
            1 => Answer::Lost,
            chance => match self.servers.both[at].act(post, change) {
                Some(_) if chance == 2 => Answer::Lost,
                Some(seen) => Answer::Done((found || chance > 5).then(|| Box::new(seen))),
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
                let asked = server
                    .show(post)
                    .map(Box::new)
                    .filter(|_| !self.dice.one_in(3));
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
                seen,
                answered,
            },
            None => Update::Refused { number },
        });
    }
}

fn number(entry: &Entry) -> usize {
    entry.key.as_str().parse().expect("an id of ours")
}

fn run(seed: u64, deletions_get_lost: bool) -> Run {
    let mut run = Run::new(seed, deletions_get_lost);
    for _ in 0..45 {
        run.step();
        run.check_moment();
    }
    run.settle();
    run.check_moment();
    run
}

#[test]
fn any_order_of_pages_events_wishes_and_losses_ends_in_the_servers_truth() {
    for seed in 1..=2_000 {
        let run = run(seed, false);
        run.check_timelines();
        run.check_posts();
    }
}

#[test]
fn deletions_that_nobody_heard_of_are_found_out_by_asking() {
    for seed in 1..=200 {
        run(seed, true).check_timelines();
    }
}
