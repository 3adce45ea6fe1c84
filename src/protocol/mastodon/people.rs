//! People: who they are, what they post, how one stands to them.
//! <https://docs.joinmastodon.org/methods/accounts/>

pub mod beside;
mod listed;
pub mod reports;
pub mod servers;

use super::{
    actors::{author, emojis, media},
    timelines::{self, max_id},
};
use crate::{
    core::{
        actor::{Circle, Field, Follows, Handle, Part, People, Profile, Relation, Tally, Tie},
        http::{Body, Request, Response, encode},
        id::LocalId,
        rich_text::{Around, CustomEmoji, clean_text, parse_html, parse_name},
        time::parse_time,
        timeline::{Cursor, Page},
    },
    protocol::{
        BadAnswer, Call, Viewer, answer,
        json::{self, Json},
    },
};

const PAGE: &str = "40";
/// The most fields of a profile that are looked at: Mastodon allows four, others
/// a dozen or two.
const FIELDS: usize = 24;
/// The longest note that is read.
const NOTE: usize = 5_000;
/// The most languages of a follow, and the longest tag of one.
const LANGUAGES: usize = 100;
const TAG: usize = 35;
/// 1 MiB: enough for any one person.
const BYTES: usize = 1 << 20;

/// `GET /api/v1/accounts/lookup`
pub fn look_up(handle: &Handle, is_own: bool) -> Call<Profile> {
    let acct = match is_own {
        true => handle.user.clone(),
        false => format!("{}@{}", handle.user, handle.host),
    };
    Call {
        request: Request::get("/api/v1/accounts/lookup")
            .with("acct", acct)
            .at_most(BYTES),
        read: read_profile,
    }
}

/// `GET /api/v2/search?type=accounts`
pub fn search(words: &str, resolve: bool) -> Call<People> {
    let request = Request::get("/api/v2/search")
        .with("q", words)
        .with("type", "accounts")
        .with("limit", "20");
    let request = match resolve {
        true => request.with("resolve", "true"),
        false => request,
    };
    Call {
        request,
        read: |viewer, response| {
            let body = answer::success(response)?;
            let found = json::outermost(&body)
                .map_err(|error| answer::garbled(response, "Search", error))?;
            let list = found.root().get("accounts").filter(|it| it.is_list());
            let list =
                list.ok_or_else(|| answer::garbled(response, "Search", "it has no accounts"))?;
            people(viewer, response, list.source())
        },
    }
}

/// `GET /api/v1/accounts/:id/statuses`
pub fn posts(person: &LocalId, part: Part, older_than: Option<&Cursor>) -> Call<Page> {
    let request = Request::get(path(person, "/statuses")).with("limit", PAGE);
    let request = match part {
        Part::Posts => request.with("exclude_replies", "true"),
        Part::WithAnswers => request,
        Part::Media => request.with("only_media", "true"),
    };
    Call {
        request: below(request, older_than),
        read: timelines::read_page,
    }
}

/// `GET /api/v1/accounts/:id/statuses?pinned=true`
pub fn pinned(person: &LocalId) -> Call<Page> {
    Call {
        request: Request::get(path(person, "/statuses")).with("pinned", "true"),
        read: timelines::read_page,
    }
}

/// `GET /api/v1/accounts/:id/followers`, or `/following`
pub fn circle(person: &LocalId, of: Circle, older_than: Option<&Cursor>) -> Call<People> {
    let rest = match of {
        Circle::Followers => "/followers",
        Circle::Following => "/following",
    };
    let request = Request::get(path(person, rest)).with("limit", PAGE);
    Call {
        request: below(request, older_than),
        read: |viewer, response| people(viewer, response, &answer::success(response)?),
    }
}

/// `GET /api/v1/accounts/relationships`
pub fn relations(people: &[LocalId]) -> Call<Vec<Relation>> {
    let request = Request::get("/api/v1/accounts/relationships");
    let with = |request: Request, id: &LocalId| request.with("id[]", id.as_str());
    Call {
        request: people.iter().fold(request, with),
        read: |_, response| {
            let body = answer::success(response)?;
            let garbled =
                |why: &dyn ToString| answer::garbled(response, "Relationship[]", why.to_string());
            let mut all = Vec::new();
            let is_list = json::items(&body, "", |it| all.extend(relation(it)));
            match is_list.map_err(|error| garbled(&error))? {
                true => Ok(all),
                false => Err(garbled(&"it is no list")),
            }
        },
    }
}

/// `POST /api/v1/accounts/:id/follow` and its like
pub fn tie(person: &LocalId, tie: &Tie) -> Call<Relation> {
    let (verb, body) = match tie {
        Tie::Follow { boosts, notify } => {
            let form = vec![
                ("reblogs", boosts.to_string()),
                ("notify", notify.to_string()),
            ];
            ("/follow", Body::Form(form))
        }
        Tie::Languages(tags) => ("/follow", Body::Json(wanted(tags))),
        Tie::Unfollow => ("/unfollow", Body::Empty),
        Tie::Mute(None) => ("/mute", Body::Empty),
        Tie::Mute(Some(seconds)) => {
            let form = vec![("duration", seconds.to_string())];
            ("/mute", Body::Form(form))
        }
        Tie::Unmute => ("/unmute", Body::Empty),
        Tie::Block => ("/block", Body::Empty),
        Tie::Unblock => ("/unblock", Body::Empty),
        Tie::Note(note) => ("/note", Body::Form(vec![("comment", note.clone())])),
    };
    Call {
        request: Request::post(path(person, verb), body).at_most(BYTES),
        read: |_, response| {
            let body = answer::success(response)?;
            let garbled =
                |why: &dyn ToString| answer::garbled(response, "Relationship", why.to_string());
            let document = json::whole(&body).map_err(|error| garbled(&error))?;
            relation(document.root()).ok_or_else(|| garbled(&"it is of nobody"))
        },
    }
}

/// As JSON: a form has no way to say that a list is empty. What is not said of
/// a follow stays as it is.
fn wanted(tags: &[String]) -> String {
    let plain = |tag: &&String| {
        tag.chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '-')
    };
    let tags: Vec<String> = tags
        .iter()
        .filter(plain)
        .map(|it| format!("\"{it}\""))
        .collect();
    format!("{{\"languages\":[{}]}}", tags.join(","))
}

fn path(person: &LocalId, rest: &str) -> String {
    format!("/api/v1/accounts/{}{rest}", encode(person.as_str()))
}

fn below(request: Request, cursor: Option<&Cursor>) -> Request {
    match cursor {
        Some(cursor) => request.with("max_id", cursor.0.clone()),
        None => request,
    }
}

fn read_profile(viewer: &Viewer, response: &Response) -> Result<Profile, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Account", why.to_string());
    let account = json::whole(&body).map_err(|error| garbled(&error))?;
    profile(account.root(), viewer).ok_or_else(|| garbled(&"it has no name"))
}

fn people(viewer: &Viewer, response: &Response, list: &str) -> Result<People, BadAnswer> {
    let garbled = |why: &dyn ToString| answer::garbled(response, "Account[]", why.to_string());
    let mut people = People::default();
    let is_list = json::items(list, "", |account| match profile(account, viewer) {
        Some(profile) => people.people.push(profile),
        None => people.skipped += 1,
    });
    if !is_list.map_err(|error| garbled(&error))? {
        return Err(garbled(&"it is no list"));
    }
    // Only the link knows: its ids are of follows, not of people.
    people.older = response.link.as_deref().and_then(max_id).map(Cursor);
    Ok(people)
}

/// <https://docs.joinmastodon.org/entities/Account/>
fn profile(account: Json, viewer: &Viewer) -> Option<Profile> {
    let author = author(account, viewer)?;
    let emoji = emojis(account);
    let fields = account.list("fields").take(FIELDS);
    Some(Profile {
        local: LocalId::new(author.local?),
        actor: author.actor.as_ref().clone(),
        about: html(account, "note", &emoji),
        fields: fields.map(|it| field(it, &emoji)).collect(),
        banner: media(account, "header").filter(|url| !is_missing(&url.to_string())),
        tally: Tally {
            posts: account.count("statuses_count"),
            followers: account.count("followers_count"),
            following: account.count("following_count"),
        },
        locked: account.flag("locked").unwrap_or(false),
        group: account.flag("group").unwrap_or(false),
        joined: account.text("created_at").and_then(|it| parse_time(&it)),
        moved: moved(account, viewer),
    })
}

/// Where an account has moved.
pub fn moved(account: Json, viewer: &Viewer) -> Option<Handle> {
    let acct = account.map("moved")?.text("acct")?;
    let to = Handle::new(&acct, &viewer.handle_host);
    (!to.user.is_empty() && !to.host.is_empty()).then_some(to)
}

/// Mastodon's stand-in for a picture that nobody has set.
pub fn is_missing(url: &str) -> bool {
    url.ends_with("/headers/original/missing.png")
}

fn html(of: Json, key: &str, emoji: &[CustomEmoji]) -> crate::core::rich_text::RichText {
    let around = Around {
        emoji,
        ..Around::default()
    };
    parse_html(&of.text(key).unwrap_or_default(), &around)
}

fn field(of: Json, emoji: &[CustomEmoji]) -> Field {
    Field {
        name: parse_name(&of.text("name").unwrap_or_default(), emoji),
        value: html(of, "value", emoji),
        verified: of.text("verified_at").and_then(|it| parse_time(&it)),
    }
}

fn languages(of: Json) -> Vec<String> {
    let tags = of.list("languages").take(LANGUAGES);
    tags.filter_map(|it| it.as_text())
        .map(|tag| clean_text(&tag, TAG))
        .filter(|tag| !tag.is_empty())
        .collect()
}

fn relation(of: Json) -> Option<Relation> {
    let flag = |key| of.flag(key).unwrap_or(false);
    Some(Relation {
        person: LocalId::new(&*of.name("id")?),
        follows: match (flag("following"), flag("requested")) {
            (true, _) => Follows::Yes,
            (_, true) => Follows::Asked,
            _ => Follows::No,
        },
        followed_by: flag("followed_by"),
        boosts: of.flag("showing_reblogs").unwrap_or(true),
        notify: flag("notifying"),
        languages: of.has("languages").then(|| languages(of)),
        muting: flag("muting"),
        blocking: flag("blocking"),
        blocked_by: flag("blocked_by"),
        server_hidden: flag("domain_blocking"),
        note: clean_text(&of.text("note").unwrap_or_default(), NOTE),
    })
}
