//! Apps, codes, tokens and browser sessions of all servers.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::clock::Millis;
use crate::random;
use crate::world::World;
use crate::world::id::{PersonNo, ServerNo};

#[derive(Clone, Debug)]
pub struct App {
    pub no: u64,
    pub server: ServerNo,
    pub name: String,
    pub website: Option<String>,
    pub redirect_uris: Vec<String>,
    pub scopes: Vec<String>,
    pub id: String,
    pub secret: String,
}

#[derive(Clone, Debug)]
pub struct Code {
    pub app: String,
    pub person: PersonNo,
    pub redirect_uri: String,
    pub scopes: Vec<String>,
    pub challenge: Option<String>,
    pub made: Millis,
}

#[derive(Clone, Debug)]
pub struct Token {
    pub token: String,
    pub server: ServerNo,
    pub person: Option<PersonNo>,
    pub app: String,
    pub scopes: Vec<String>,
    pub made: Millis,
    pub revoked: bool,
}

#[derive(Debug)]
pub struct Oauth {
    pub apps: HashMap<String, App>,
    pub codes: HashMap<String, Code>,
    pub tokens: Vec<Token>,
    by_token: HashMap<String, usize>,
    pub sessions: HashMap<String, (ServerNo, PersonNo)>,
    salt: u64,
    count: u64,
}

impl Oauth {
    pub fn new(salt: u64) -> Self {
        Self {
            apps: HashMap::new(),
            codes: HashMap::new(),
            tokens: Vec::new(),
            by_token: HashMap::new(),
            sessions: HashMap::new(),
            salt: random::hash(&[salt, u64::from(std::process::id())]),
            count: 0,
        }
    }

    /// A fresh word nobody has.
    pub fn word(&mut self) -> String {
        self.count += 1;
        random::word(&[self.salt, self.count])
    }

    pub fn number(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    pub fn issue(&mut self, mut token: Token) -> Token {
        token.token = self.word();
        self.by_token.insert(token.token.clone(), self.tokens.len());
        self.tokens.push(token.clone());
        token
    }

    pub fn find(&self, token: &str) -> Option<&Token> {
        self.by_token.get(token).and_then(|n| self.tokens.get(*n))
    }

    pub fn revoke(&mut self, token: &str) -> bool {
        let found = self
            .by_token
            .get(token)
            .and_then(|n| self.tokens.get_mut(*n));
        found.is_some_and(|t| {
            t.revoked = true;
            true
        })
    }

    /// Kills every token of a person; gives their number.
    pub fn revoke_all(&mut self, person: PersonNo) -> usize {
        let theirs = self
            .tokens
            .iter_mut()
            .filter(|t| t.person == Some(person) && !t.revoked);
        theirs.map(|t| t.revoked = true).count()
    }

    pub fn list(&self, world: &World) -> Value {
        self.tokens
            .iter()
            .map(|t| {
                json!({
                    "token": t.token, "server": world.server(t.server).name,
                    "account": t.person.map(|p| world.short_handle(p)),
                    "scopes": t.scopes.join(" "), "revoked": t.revoked,
                })
            })
            .collect()
    }
}

/// Does a list of granted scopes cover a needed one? `write` covers `write:statuses`.
pub fn covers(granted: &[String], needed: &str) -> bool {
    let group = needed.split(':').next().unwrap_or(needed);
    let follow = [
        "read:blocks",
        "read:follows",
        "read:mutes",
        "write:blocks",
        "write:follows",
        "write:mutes",
    ];
    granted.iter().any(|scope| {
        scope == needed || scope == group || (scope == "follow" && follow.contains(&needed))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_scope_covers_its_narrow_ones() {
        let granted = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(covers(&granted("read write"), "write:statuses"));
        assert!(covers(&granted("follow"), "write:follows"));
        assert!(!covers(&granted("read:accounts"), "read:statuses"));
        assert!(!covers(&granted("read:accounts"), "read"));
    }
}
