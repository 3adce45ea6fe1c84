//! The platform's native twin, for tests: servers are a closure, time stands
//! still unless somebody sleeps, dice are loaded.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use super::{Client, NotKept, Pair, Platform, Shelf};
use crate::core::{
    account::{Account, Features, Server, ServerKind, SignedIn, Token},
    actor::{Actor, Handle},
    http::{Body, NoAnswer, Origin, Parcel, Part, Request, Response},
    id::{AccountId, ActorUri, Millis},
};

/// An account on a Mastodon at `https://host`.
pub fn account(host: &str) -> Account {
    let uri = ActorUri::new(&format!("https://{host}/users/me"));
    let origin = Origin::of(&format!("https://{host}"));
    Account {
        id: AccountId::new(&format!("https://{host}"), &uri),
        server: Server {
            origin: origin.unwrap_or_else(|| panic!("{host} is no host")),
            kind: ServerKind::Mastodon,
            software: "mastodon 4.5.0".into(),
            title: host.into(),
            streaming: None,
            handle_host: host.into(),
            features: Features::default(),
        },
        actor: Actor {
            uri,
            handle: Handle::new("me", host),
            name: Vec::new(),
            avatar: None,
            web: None,
            bot: false,
        },
        hue: 0,
        state: SignedIn::Yes,
        shown: true,
        added: Millis(0),
    }
}

/// The line of such an account.
pub fn client(host: &str) -> Client {
    Client::new(&account(host), Token::new("a token".into()))
}

type Answer = Result<Response, NoAnswer>;
type Servers<'a> = dyn FnMut(&Origin, Option<&str>, &Request) -> Answer + 'a;

/// A request that was sent: to where, with which token, what.
#[derive(Clone, PartialEq, Debug)]
pub struct Sent {
    pub to: String,
    pub token: Option<String>,
    pub target: String,
}

/// See the module's words.
pub struct Fake<'a> {
    servers: RefCell<Box<Servers<'a>>>,
    shelves: RefCell<BTreeMap<(Shelf, String), String>>,
    records: RefCell<BTreeMap<(Shelf, String), Vec<u8>>>,
    full: Cell<bool>,
    now: Cell<i64>,
    dice: Cell<u64>,
    sent: RefCell<Vec<Sent>>,
}

impl<'a> Fake<'a> {
    /// A platform whose servers answer as `servers` does.
    pub fn new(servers: impl FnMut(&Origin, Option<&str>, &Request) -> Answer + 'a) -> Self {
        Self {
            servers: RefCell::new(Box::new(servers)),
            shelves: RefCell::default(),
            records: RefCell::default(),
            full: Cell::new(false),
            now: Cell::new(1_795_000_000_000),
            dice: Cell::new(42),
            sent: RefCell::default(),
        }
    }

    /// All that was sent, oldest first.
    pub fn sent(&self) -> Vec<Sent> {
        self.sent.borrow().clone()
    }

    /// From now on there is room for nothing more, or there is again.
    pub fn fill(&self, full: bool) {
        self.full.set(full);
    }

    /// Lets time pass.
    pub fn pass(&self, time: Millis) {
        self.now.set(self.now.get() + time.0);
    }
}

impl Platform for Fake<'_> {
    async fn send(&self, to: &Origin, token: Option<&Token>, request: &Request) -> Answer {
        let token = token.map(Token::reveal);
        self.sent.borrow_mut().push(Sent {
            to: to.as_str().to_owned(),
            token: token.map(str::to_owned),
            target: request.target(),
        });
        (self.servers.borrow_mut())(to, token, request)
    }

    async fn carry(&self, to: &Origin, token: Option<&Token>, parcel: &Parcel) -> Answer {
        let pairs = parcel.parts.iter().map(|part| match part {
            Part::Text(name, text) => (*name, text.clone()),
            Part::File { field, key, .. } => (*field, key.clone()),
        });
        let body = Body::Form(pairs.collect());
        let request = Request::of(parcel.method, parcel.path.clone(), body);
        self.send(to, token, &request).await
    }

    /// No SHA-256: it only has to be the same for the same input.
    async fn digest(&self, bytes: &[u8]) -> Option<[u8; 32]> {
        let mut out = [0; 32];
        for (place, byte) in bytes.iter().enumerate() {
            if let Some(slot) = out.get_mut(place % 32) {
                *slot ^= byte.rotate_left((place / 32) as u32 % 8);
            }
        }
        Some(out)
    }

    fn random(&self) -> [u8; 32] {
        std::array::from_fn(|_| {
            let dice = self
                .dice
                .get()
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            self.dice.set(dice);
            (dice >> 33) as u8
        })
    }

    fn now(&self) -> Millis {
        Millis(self.now.get())
    }

    async fn sleep(&self, time: Millis) {
        self.pass(time);
    }

    async fn save(&self, shelf: Shelf, key: &str, value: &str) -> Result<(), NotKept> {
        self.shelves
            .borrow_mut()
            .insert((shelf, key.to_owned()), value.to_owned());
        Ok(())
    }

    async fn load(&self, shelf: Shelf, key: &str) -> Option<String> {
        self.shelves.borrow().get(&(shelf, key.to_owned())).cloned()
    }

    async fn take(&self, shelf: Shelf, key: &str) -> Option<String> {
        self.shelves.borrow_mut().remove(&(shelf, key.to_owned()))
    }

    async fn replace(&self, shelf: Shelf, key: &str, value: &str) -> Result<(), NotKept> {
        if let Some(kept) = self.shelves.borrow_mut().get_mut(&(shelf, key.to_owned())) {
            value.clone_into(kept);
        }
        Ok(())
    }

    async fn put(&self, all: &[(Shelf, Vec<Pair>)]) -> Result<(), NotKept> {
        let pairs = || {
            let one = |(shelf, pairs): &'_ (Shelf, Vec<Pair>)| {
                let shelf = *shelf;
                let pairs = pairs.clone().into_iter();
                pairs.map(move |(key, bytes)| ((shelf, key), bytes))
            };
            all.iter().flat_map(one)
        };
        if self.full.get() && pairs().any(|(_, bytes)| bytes.is_some()) {
            return Err(NotKept);
        }
        let mut records = self.records.borrow_mut();
        for (key, bytes) in pairs() {
            match bytes {
                Some(bytes) => records.insert(key, bytes),
                None => records.remove(&key),
            };
        }
        Ok(())
    }

    async fn get(&self, shelf: Shelf, keys: &[String]) -> Vec<Option<Vec<u8>>> {
        let records = self.records.borrow();
        let record = |key: &String| records.get(&(shelf, key.clone())).cloned();
        keys.iter().map(record).collect()
    }

    async fn keys(&self, shelf: Shelf) -> Vec<String> {
        let (shelves, records) = (self.shelves.borrow(), self.records.borrow());
        let all = shelves.keys().chain(records.keys());
        all.filter(|(on, _)| *on == shelf)
            .map(|(_, key)| key.clone())
            .collect()
    }

    fn lasts(&self) -> bool {
        true
    }

    async fn all(&self, shelf: Shelf) -> Option<Vec<String>> {
        let shelves = self.shelves.borrow();
        let on_it = shelves.iter().filter(|((on, _), _)| *on == shelf);
        Some(on_it.map(|(_, value)| value.clone()).collect())
    }
}

/// Runs a future that never waits for anything outside.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}
