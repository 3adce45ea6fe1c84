//! The one truth behind all servers: people, posts, follows, likes, boosts.
//!
//! Every flavour of server draws from here; nothing here speaks any API.

pub mod act;
pub mod arrive;
pub mod build;
pub mod deliver;
pub mod gate;
pub mod id;
pub mod notice;
pub mod page;
pub mod person;
pub mod post;
pub mod publish;
pub mod server;
pub mod text;

use std::collections::{BTreeMap, HashMap};

use crate::clock::Millis;
use deliver::{Due, News};
use id::{PersonNo, PostNo, ServerNo, key_at};
use person::{Desk, Person};
use post::{Post, Revision};
use server::Server;

/// How a world is made.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: u64,
    pub posts: usize,
    pub delay: Millis,
    pub servers: Vec<String>,
    /// Host and port of the app; the servers' hosts lie below it.
    pub site: String,
    /// Addresses begin with https.
    pub https: bool,
    pub now: Millis,
}

#[derive(Debug)]
pub struct World {
    pub plan: Plan,
    pub servers: Vec<Server>,
    pub people: Vec<Person>,
    pub posts: Vec<Post>,
    /// Only those who can sign in have one.
    pub desks: BTreeMap<PersonNo, Desk>,
    pub by_uri: HashMap<String, PostNo>,
    pub names: HashMap<(ServerNo, String), PersonNo>,
    /// Parcels on their way between servers.
    pub due: BTreeMap<(Millis, u64), Due>,
    /// What listeners should hear; taken by the hub.
    pub news: Vec<News>,
    /// The past is being written: no delays, no news.
    pub past: bool,
    pub counter: u64,
}

/// What follows `http://` or `https://`.
fn past_scheme(address: &str) -> Option<&str> {
    address
        .strip_prefix("http://")
        .or(address.strip_prefix("https://"))
}

impl World {
    /// A world with its servers and nobody in it.
    pub fn empty(plan: Plan) -> Self {
        let servers = plan
            .servers
            .iter()
            .enumerate()
            .map(|(n, name)| Server::new(ServerNo(n as u8), name, &plan.site, plan.https))
            .collect();
        Self {
            plan,
            servers,
            people: Vec::new(),
            posts: Vec::new(),
            desks: BTreeMap::new(),
            by_uri: HashMap::new(),
            names: HashMap::new(),
            due: BTreeMap::new(),
            news: Vec::new(),
            past: true,
            counter: 0,
        }
    }

    pub fn server(&self, no: ServerNo) -> &Server {
        &self.servers[no.at()]
    }

    /// How many people live on a server.
    pub fn count_people(&self, server: ServerNo) -> usize {
        let here = self.people.iter().filter(|p| p.server == server);
        here.count()
    }

    pub fn person(&self, no: PersonNo) -> &Person {
        &self.people[no.at()]
    }

    pub fn post(&self, no: PostNo) -> &Post {
        &self.posts[no.at()]
    }

    /// The server a post was written on.
    pub fn origin(&self, no: PostNo) -> ServerNo {
        self.person(self.post(no).author).server
    }

    /// Whether one of two servers has nothing to do with the other.
    pub fn are_apart(&self, a: ServerNo, b: ServerNo) -> bool {
        self.server(a).shuts_out.contains(&b) || self.server(b).shuts_out.contains(&a)
    }

    /// Numbers that never repeat.
    pub fn tick(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// A key for something that happened at a moment.
    pub fn stamp(&mut self, at: Millis) -> u64 {
        key_at(at) | (self.tick() & 0xFFFF)
    }

    /// The wording a server has of a post; `None` for boosts.
    pub fn words(&self, server: ServerNo, no: PostNo) -> Option<&Revision> {
        let post = self.post(no);
        let known = self.server(server).revisions.get(&no).copied().unwrap_or(0);
        post.revisions.get(known).or(post.revisions.last())
    }

    /// `ana@one.localhost:8750`.
    pub fn handle(&self, no: PersonNo) -> String {
        let person = self.person(no);
        format!(
            "{}@{}",
            person.name,
            self.server(person.server).handle_host()
        )
    }

    /// `ana@one`.
    pub fn short_handle(&self, no: PersonNo) -> String {
        let person = self.person(no);
        format!("{}@{}", person.name, self.server(person.server).name)
    }

    pub fn person_uri(&self, no: PersonNo) -> String {
        let person = self.person(no);
        format!(
            "{}/users/{}",
            self.server(person.server).base(),
            person.name
        )
    }

    pub fn find_server(&self, name: &str) -> Option<ServerNo> {
        let name = name.to_lowercase();
        let host = name.strip_suffix(".localhost").unwrap_or(&name);
        self.servers
            .iter()
            .find(|s| s.name == host || s.domain == name || s.handles.as_ref() == Some(&name))
            .map(|s| s.no)
    }

    /// Finds `ana@one`, `@ana@one.localhost:8750`, or a person's address.
    pub fn find_person(&self, handle: &str) -> Option<PersonNo> {
        if let Some(path) = past_scheme(handle) {
            let (domain, path) = path.split_once('/')?;
            let name = path.strip_prefix("users/").or(path.strip_prefix('@'))?;
            return self.find_on(self.find_server(domain)?, name.trim_end_matches('/'));
        }
        let (name, server) = handle.trim_start_matches('@').split_once('@')?;
        self.find_on(self.find_server(server)?, name)
    }

    pub fn find_on(&self, server: ServerNo, name: &str) -> Option<PersonNo> {
        self.names.get(&(server, name.to_lowercase())).copied()
    }

    /// Finds a post by its uri or by the address people see.
    pub fn find_post(&self, address: &str) -> Option<PostNo> {
        if let Some(no) = self.by_uri.get(address) {
            return Some(*no);
        }
        let (domain, path) = past_scheme(address)?.split_once('/')?;
        let (name, id) = path.strip_prefix('@')?.split_once('/')?;
        let server = self.server(self.find_server(domain)?);
        let no = server.find_post(id)?;
        let person = self.person(self.post(no).author);
        (person.server == server.no && person.name == name).then_some(no)
    }

    /// May this person read the post (on their own server)?
    pub fn may_see(&self, viewer: Option<PersonNo>, no: PostNo) -> bool {
        let post = self.post(no);
        if post.visibility.open() || viewer == Some(post.author) {
            return true;
        }
        let Some(viewer) = viewer else { return false };
        let mentioned = post
            .revisions
            .last()
            .is_some_and(|r| r.mentions.contains(&viewer));
        mentioned
            || (post.visibility == post::Visibility::Private
                && self.person(viewer).follows.contains(&post.author))
    }
}
