//! What was asked of the servers, for tests to look at.

use std::collections::VecDeque;

use serde_json::{Value, json};

#[derive(Clone, Debug, Default)]
pub struct Entry {
    pub n: u64,
    pub server: String,
    pub method: String,
    pub path: String,
    pub query: String,
    pub origin: Option<String>,
    pub account: Option<String>,
    pub token_server: Option<String>,
    pub authorization: bool,
    pub status: u16,
}

/// The last requests, oldest first.
#[derive(Debug, Default)]
pub struct Log {
    entries: VecDeque<Entry>,
    last: u64,
}

const KEPT: usize = 20_000;

impl Log {
    pub fn add(&mut self, mut entry: Entry) {
        self.last += 1;
        entry.n = self.last;
        if self.entries.len() >= KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
    }

    pub fn clear(&mut self) {
        self.entries.clear();
    }

    pub fn since(&self, n: u64) -> Value {
        self.entries
            .iter()
            .filter(|e| e.n > n)
            .map(Entry::json)
            .collect()
    }
}

impl Entry {
    fn json(&self) -> Value {
        let mut value = json!({
            "n": self.n, "server": self.server, "method": self.method, "path": self.path,
            "query": self.query, "origin": self.origin, "account": self.account,
            "authorization": self.authorization, "status": self.status,
        });
        if let Some(server) = &self.token_server {
            value["token_server"] = json!(server);
        }
        value
    }
}
