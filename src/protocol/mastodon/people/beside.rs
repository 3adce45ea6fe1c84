//! What stands beside somebody: who of one's own knows them, and their tags.

use super::{BYTES, path, profile};
use crate::{
    core::{
        actor::{Hosts, Listed, People, Profile, Report, Rule, Topic},
        http::{Request, Response},
        id::LocalId,
        rich_text::clean_text,
        timeline::{Cursor, Page},
    },
    protocol::{BadAnswer, Beside, Call, Unsupported, Viewer, answer, json, mastodon::Mastodon},
};

/// The most people, and the most tags, that are looked at.
const MOST: usize = 200;
/// The longest tag.
const TAG: usize = 100;

/// `GET /api/v1/accounts/familiar_followers`
pub fn familiar(person: &LocalId) -> Call<Vec<Profile>> {
    Call {
        request: Request::get("/api/v1/accounts/familiar_followers").with("id[]", person.as_str()),
        read: read_familiar,
    }
}

/// <https://docs.joinmastodon.org/entities/FamiliarFollowers/>
fn read_familiar(viewer: &Viewer, response: &Response) -> Result<Vec<Profile>, BadAnswer> {
    let body = answer::success(response)?;
    let garbled =
        |why: &dyn ToString| answer::garbled(response, "FamiliarFollowers[]", why.to_string());
    let mut all = Vec::new();
    // One was asked for: it is the first.
    let is_list = json::items(&body, "", |it| {
        if all.is_empty() {
            let people = it.list("accounts").take(MOST);
            all.extend(people.filter_map(|it| profile(it, viewer)));
        }
    });
    match is_list.map_err(|error| garbled(&error))? {
        true => Ok(all),
        false => Err(garbled(&"it is no list")),
    }
}

/// `GET /api/v1/accounts/:id/featured_tags`
pub fn topics(person: &LocalId) -> Call<Vec<Topic>> {
    Call {
        request: Request::get(path(person, "/featured_tags")).at_most(BYTES),
        read: read_topics,
    }
}

/// <https://docs.joinmastodon.org/entities/FeaturedTag/>
fn read_topics(_: &Viewer, response: &Response) -> Result<Vec<Topic>, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "FeaturedTag[]", why.to_string());
    let mut all: Vec<Topic> = Vec::new();
    let is_list = json::items(&body, "", |it| {
        let name = clean_text(&it.text("name").unwrap_or_default(), TAG);
        let name = name.trim().trim_start_matches('#').to_owned();
        if !name.is_empty() && all.len() < MOST {
            let posts = it.count("statuses_count");
            all.push(Topic { name, posts });
        }
    });
    match is_list.map_err(|error| garbled(&error))? {
        true => Ok(all),
        false => Err(garbled(&"it is no list")),
    }
}

impl Beside for Mastodon {
    /// `GET /api/v1/instance/rules`
    fn rules(&self) -> Result<Call<Vec<Rule>>, Unsupported> {
        Ok(super::reports::rules())
    }

    /// `POST /api/v1/reports`
    fn report(
        &self,
        person: &LocalId,
        posts: &[LocalId],
        report: &Report,
    ) -> Result<Call<()>, Unsupported> {
        Ok(super::reports::report(person, posts, report))
    }

    /// Some of the relatives have no such address.
    fn hides_servers(&self, software: &str) -> bool {
        super::servers::hides_servers(software)
    }

    /// `GET /api/v1/domain_blocks`
    fn hidden_servers(&self) -> Result<Call<Vec<String>>, Unsupported> {
        Ok(super::servers::hidden())
    }

    /// `POST /api/v1/domain_blocks`, or `DELETE`
    fn hide_server(&self, host: &str, hidden: bool) -> Result<Call<()>, Unsupported> {
        Ok(super::servers::hide(host, hidden))
    }

    /// `GET /api/v1/instance/domain_blocks`
    fn shut_out(&self) -> Result<Call<Vec<String>>, Unsupported> {
        Ok(super::servers::shut_out())
    }

    /// `GET /api/v1/accounts/familiar_followers`
    fn familiar(&self, person: &LocalId) -> Result<Call<Vec<Profile>>, Unsupported> {
        Ok(familiar(person))
    }

    /// `GET /api/v1/accounts/:id/featured_tags`
    fn topics(&self, person: &LocalId) -> Result<Call<Vec<Topic>>, Unsupported> {
        Ok(topics(person))
    }

    /// `GET /api/v1/mutes`, or `/blocks`
    fn listed_people(
        &self,
        which: Listed,
        older_than: Option<&Cursor>,
    ) -> Result<Call<People>, Unsupported> {
        super::listed::listed_people(which, older_than)
    }

    /// `GET /api/v1/bookmarks`, or `/favourites`
    fn listed_posts(
        &self,
        which: Listed,
        older_than: Option<&Cursor>,
    ) -> Result<Call<Page>, Unsupported> {
        super::listed::listed_posts(which, older_than)
    }

    /// `GET /api/v1/domain_blocks`
    fn listed_servers(&self, older_than: Option<&Cursor>) -> Result<Call<Hosts>, Unsupported> {
        Ok(super::listed::listed_servers(older_than))
    }
}
