//! Beside a profile: reports, hidden servers, who knows whom; in the words of no server.

use super::{Call, Unsupported};
use crate::core::{
    actor::{Hosts, Listed, People, Profile, Report, Rule, Topic},
    id::LocalId,
    timeline::{Cursor, Page},
};

/// What is asked and done beside a profile.
pub trait Beside: Sync {
    /// The rules of the server.
    fn rules(&self) -> Result<Call<Vec<Rule>>, Unsupported> {
        Err(Unsupported)
    }

    /// Tells the server's moderators of somebody; `posts` by the server's names.
    fn report(
        &self,
        _person: &LocalId,
        _posts: &[LocalId],
        _report: &Report,
    ) -> Result<Call<()>, Unsupported> {
        Err(Unsupported)
    }

    /// Whether such a server, by its own word for its software, can hide all of
    /// another from an account.
    fn hides_servers(&self, _software: &str) -> bool {
        false
    }

    /// The hosts of servers that are hidden from the account.
    fn hidden_servers(&self) -> Result<Call<Vec<String>>, Unsupported> {
        Err(Unsupported)
    }

    /// Hides all of a server from the account, or shows it again.
    fn hide_server(&self, _host: &str, _hidden: bool) -> Result<Call<()>, Unsupported> {
        Err(Unsupported)
    }

    /// The hosts of servers that the server has nothing to do with, if it tells.
    fn shut_out(&self) -> Result<Call<Vec<String>>, Unsupported> {
        Err(Unsupported)
    }

    /// Those whom the account follows, and who follow somebody.
    fn familiar(&self, _person: &LocalId) -> Result<Call<Vec<Profile>>, Unsupported> {
        Err(Unsupported)
    }

    /// The tags that somebody shows on their profile.
    fn topics(&self, _person: &LocalId) -> Result<Call<Vec<Topic>>, Unsupported> {
        Err(Unsupported)
    }

    /// A page of the people on one of the account's lists.
    fn listed_people(
        &self,
        _which: Listed,
        _older_than: Option<&Cursor>,
    ) -> Result<Call<People>, Unsupported> {
        Err(Unsupported)
    }

    /// A page of the posts on one of the account's lists.
    fn listed_posts(
        &self,
        _which: Listed,
        _older_than: Option<&Cursor>,
    ) -> Result<Call<Page>, Unsupported> {
        Err(Unsupported)
    }

    /// A page of the servers that are hidden from the account.
    fn listed_servers(&self, _older_than: Option<&Cursor>) -> Result<Call<Hosts>, Unsupported> {
        Err(Unsupported)
    }
}
