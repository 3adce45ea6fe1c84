//! Somebody with an account on each of two servers, and what they do.

use skein::{
    core::{
        account::Token,
        id::{AccountId, ActorUri, PostUri},
        outbox::{Change, Intent},
        timeline::{Ask, Feed, Lane, Merged, Row, Source, merge, merge::Strand},
        world::{Tick, Update, World},
    },
    engine::{
        Client, Failure, acting,
        fake::{self, Fake, Sent, block_on},
        reading,
    },
};

use crate::servers::{Site, Web, token_of, web};

pub const A: &str = "a.example";
pub const B: &str = "b.example";

pub struct Life {
    pub web: Web,
    pub fake: Fake<'static>,
    pub world: World,
    tick: Tick,
}

pub fn id_of(host: &str) -> AccountId {
    let actor = ActorUri::new(&format!("https://{host}/users/me"));
    AccountId::new(&format!("https://{host}"), &actor)
}

pub fn client(host: &str) -> Client {
    Client::new(&fake::account(host), Token::new(token_of(host)))
}

fn home(host: &str) -> Source {
    Source {
        account: id_of(host),
        feed: Feed::Home,
    }
}

impl Life {
    pub fn new(a: Site, b: Site) -> Self {
        let (web, fake) = web([(A, a), (B, b)]);
        Self {
            web,
            fake,
            world: World::default(),
            tick: 0,
        }
    }

    pub fn tick(&mut self) -> Tick {
        self.tick += 1;
        self.tick
    }

    /// Changes what is on a server.
    pub fn on(&self, host: &str, change: impl FnOnce(&mut Site)) {
        change(self.web.borrow_mut().get_mut(host).unwrap());
    }

    pub fn load(&mut self, host: &str, ask: Ask) -> Result<(), Failure> {
        let asked = self.tick();
        let page = block_on(reading::page(&self.fake, &client(host), &Feed::Home, &ask))?;
        let source = home(host);
        let hold = false;
        self.world.apply(Update::Page {
            source,
            ask,
            page,
            asked,
            hold,
        });
        Ok(())
    }

    pub fn lane(&self, host: &str) -> &Lane {
        self.world.lane(&home(host)).unwrap()
    }

    /// Both timelines as one.
    pub fn merged(&self) -> Merged {
        let accounts = [id_of(A), id_of(B)];
        let strands = [A, B].iter().zip(&accounts).map(|(host, account)| Strand {
            account,
            lane: self.lane(host),
            let_go: false,
            with_held: false,
        });
        merge(&strands.collect::<Vec<_>>())
    }

    /// Each row: its post, and the hosts that it came through.
    pub fn rows(&self) -> Vec<(String, Vec<AccountId>)> {
        let row = |row: Row| match row {
            Row::Post { post, through, .. } => (post.as_str().to_owned(), through),
            other => panic!("{other:?}"),
        };
        self.merged().rows.into_iter().map(row).collect()
    }

    /// Wishes something, as the click does.
    pub fn wish(&mut self, host: &str, uri: &str, change: Change) -> Intent {
        let intent = Intent {
            account: id_of(host),
            post: PostUri::new(uri),
            change,
            number: self.tick(),
        };
        self.world.apply(Update::Wished(intent.clone()));
        intent
    }

    /// Sends a wish and takes in what became of it.
    pub fn send(&mut self, host: &str, intent: &Intent) -> Result<(), Failure> {
        let sighting = self.world.sighting(&intent.post, &intent.account);
        let known = sighting.cloned();
        let client = client(host);
        let done = acting::perform(&self.fake, &client, intent, known.as_ref());
        let (number, answer) = (intent.number, block_on(done));
        let answered = self.tick();
        match answer {
            Ok(seen) => {
                let seen = seen.map(Box::new);
                self.world.apply(Update::Confirmed {
                    number,
                    seen,
                    answered,
                });
                Ok(())
            }
            Err(failure) => {
                self.world.apply(Update::Refused { number });
                Err(failure)
            }
        }
    }

    pub fn act(&mut self, host: &str, uri: &str, change: Change) -> Result<(), Failure> {
        let intent = self.wish(host, uri, change);
        self.send(host, &intent)
    }

    /// Whether the screen shows the post as liked by the account, whether that
    /// waits for an answer, and how many likes.
    pub fn like(&self, host: &str, uri: &str) -> (Option<bool>, bool, Option<u32>) {
        let uri = PostUri::new(uri);
        let preview = self.world.preview(&uri, &id_of(host));
        (
            preview.mine.liked,
            preview.pending,
            self.world.counts(&uri).likes,
        )
    }

    /// All that was sent to a host.
    pub fn sent(&self, host: &str) -> Vec<Sent> {
        let origin = format!("https://{host}");
        let sent = self.fake.sent().into_iter();
        sent.filter(|sent| sent.to == origin).collect()
    }

    pub fn targets(&self, host: &str) -> Vec<String> {
        self.sent(host)
            .into_iter()
            .map(|sent| sent.target)
            .collect()
    }
}
