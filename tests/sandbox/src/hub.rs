//! Everything that changes while the program runs, behind one lock.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::sync::{broadcast, watch};

use crate::fault::Fault;
use crate::log::Log;
use crate::oauth::Oauth;
use crate::world::deliver::News;
use crate::world::{Plan, World, build};

#[derive(Debug)]
pub struct Hub {
    pub world: World,
    pub oauth: Oauth,
    pub faults: Vec<Fault>,
    /// Tells held answers that all is well again; they also go when the world does.
    pub well: watch::Sender<()>,
    pub log: Log,
    pub uploads: BTreeMap<u64, Upload>,
    pub csp: Vec<Value>,
    /// What moderators were told.
    pub reports: Vec<Value>,
    /// Counts the worlds: listeners of an older one must go.
    pub age: u64,
}

/// A file somebody sent, not yet (or already) part of a post.
#[derive(Clone, Debug)]
pub struct Upload {
    pub mime: String,
    pub bytes: Vec<u8>,
    pub size: (u32, u32),
    pub alt: Option<String>,
    pub focus: Option<(f32, f32)>,
    /// How often it still answers "not ready".
    pub waits: u32,
}

impl Hub {
    pub fn new(plan: Plan) -> Self {
        let oauth = Oauth::new(plan.now);
        Self {
            world: build::build(plan),
            oauth,
            faults: Vec::new(),
            well: watch::Sender::new(()),
            log: Log::default(),
            uploads: BTreeMap::new(),
            csp: Vec::new(),
            reports: Vec::new(),
            age: 0,
        }
    }

    /// Everything anew: people, posts, tokens, faults, logs.
    pub fn reset(&mut self, plan: Plan) {
        let age = self.age + 1;
        *self = Self::new(plan);
        self.age = age;
        self.world.news.push(News::Reset);
    }
}

/// What every request can reach.
#[derive(Debug)]
pub struct Place {
    hub: Mutex<Hub>,
    pub news: broadcast::Sender<News>,
    pub app: Option<PathBuf>,
}

pub type Shared = Arc<Place>;

impl Place {
    pub fn new(plan: Plan, app: Option<PathBuf>) -> Shared {
        let (news, _) = broadcast::channel(8192);
        Arc::new(Self {
            hub: Mutex::new(Hub::new(plan)),
            news,
            app,
        })
    }

    /// Works on the hub alone; afterwards tells the listeners what happened.
    pub fn with<T>(&self, work: impl FnOnce(&mut Hub) -> T) -> T {
        let mut hub = self.hub.lock().unwrap_or_else(PoisonError::into_inner);
        let result = work(&mut hub);
        for news in std::mem::take(&mut hub.world.news) {
            // Nobody listening is no error.
            let _ = self.news.send(news);
        }
        result
    }
}
