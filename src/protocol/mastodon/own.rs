//! One's own profile: read with what was typed, and changed.
//! <https://docs.joinmastodon.org/methods/accounts/#update_credentials>

use serde_json::{Map, Value};

use super::{
    Mastodon,
    actors::{author, media},
    people::{is_missing, moved},
};
use crate::{
    core::{
        actor::{Own, Picture, Room, Switch},
        http::{Body, Method, Parcel, Part, Request, Response},
        post::Audience,
    },
    protocol::{
        BadAnswer, Call, Carried, Profiles, Unsupported, Viewer, answer,
        json::{self, Json},
    },
};

const BYTES: usize = 1 << 20;
const UPDATE: &str = "/api/v1/accounts/update_credentials";
/// The longest text of a profile that is read.
const TEXT: usize = 50_000;
/// The most fields that are read and offered.
const FIELDS: u32 = 24;

impl Profiles for Mastodon {
    /// `GET /api/v1/accounts/verify_credentials`
    fn own(&self) -> Result<Call<Own>, Unsupported> {
        Ok(own())
    }

    /// `GET /api/v2/instance`, or `/api/v1/instance`
    fn room(&self, older: bool) -> Result<Call<Room>, Unsupported> {
        Ok(room(older))
    }

    /// snac lets no browser do it.
    fn may_change_own(&self, software: &str) -> bool {
        may_change(software)
    }

    /// `PATCH /api/v1/accounts/update_credentials`
    fn change_own(&self, was: &Own, want: &Own) -> Result<Call<Own>, Unsupported> {
        change(was, want)
    }

    /// `PATCH /api/v1/accounts/update_credentials`
    fn change_picture(
        &self,
        picture: Picture,
        key: &str,
        name: &str,
    ) -> Result<Carried<Own>, Unsupported> {
        Ok(change_picture(picture, key, name))
    }
}

/// `GET /api/v1/accounts/verify_credentials`
fn own() -> Call<Own> {
    Call {
        request: Request::get("/api/v1/accounts/verify_credentials").at_most(BYTES),
        read: read_own,
    }
}

/// snac lets no page of another site send a PATCH (its CORS headers do not name it).
fn may_change(software: &str) -> bool {
    !software.to_lowercase().contains("snac")
}

/// `GET /api/v2/instance`, or `/api/v1/instance`
fn room(older: bool) -> Call<Room> {
    let path = match older {
        true => "/api/v1/instance",
        false => "/api/v2/instance",
    };
    Call {
        request: Request::get(path).at_most(BYTES),
        read: read_room,
    }
}

/// <https://docs.joinmastodon.org/entities/Instance/#accounts>
fn read_room(_: &Viewer, response: &Response) -> Result<Room, BadAnswer> {
    let body = answer::success(response)?;
    let document =
        json::whole(&body).map_err(|error| answer::garbled(response, "Instance", error))?;
    let root = document.root();
    let said = root.map("configuration").and_then(|it| it.map("accounts"));
    let count = |key: &str| said.and_then(|it| it.count(key)).filter(|it| *it > 0);
    // Pleroma and its relatives.
    let own = root
        .map("pleroma")
        .and_then(|it| it.map("metadata"))
        .and_then(|it| it.map("fields_limits"));
    let own = own.and_then(|it| it.count("max_fields"));
    let fields = count("max_profile_fields").or(own);
    Ok(Room {
        fields: fields.map_or(Room::default().fields, |it| it.min(FIELDS)),
        name: count("max_display_name_length"),
        about: count("max_note_length"),
        field_name: count("profile_field_name_limit"),
        field_value: count("profile_field_value_limit"),
        text: count("max_avatar_description_length"),
    })
}

fn read_own(viewer: &Viewer, response: &Response) -> Result<Own, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Account", why.to_string());
    let document = json::whole(&body).map_err(|error| garbled(&error))?;
    let account = document.root();
    let author = author(account, viewer).ok_or_else(|| garbled(&"it has no name"))?;
    let source = account
        .map("source")
        .ok_or_else(|| garbled(&"it has no source"))?;
    let fields = source.list("fields").take(FIELDS as usize);
    Ok(Own {
        actor: author.actor.as_ref().clone(),
        banner: media(account, "header").filter(|url| !is_missing(&url.to_string())),
        name: text(account, "display_name"),
        about: text(source, "note"),
        fields: fields
            .map(|it| (text(it, "name"), text(it, "value")))
            .collect(),
        switches: Switch::ALL
            .into_iter()
            .filter_map(|it| Some((it, switch(it, account, source)?)))
            .collect(),
        audience: source.text("privacy").map(|it| audience(&it)),
        language: source.has("language").then(|| text(source, "language")),
        texts: [Picture::Avatar, Picture::Banner]
            .into_iter()
            .filter(|it| account.has(text_key(*it)))
            .map(|it| (it, text(account, text_key(it))))
            .collect(),
        moved: moved(account, viewer),
    })
}

fn text(of: Json, key: &str) -> String {
    let text = of.text(key).unwrap_or_default();
    text.chars().take(TEXT).collect()
}

fn text_key(picture: Picture) -> &'static str {
    match picture {
        Picture::Avatar => "avatar_description",
        Picture::Banner => "header_description",
    }
}

/// What was never chosen is null on Mastodon, and off.
fn switch(switch: Switch, account: Json, source: Json) -> Option<bool> {
    let key = key(switch);
    let of = match switch {
        Switch::Sensitive => [source, source],
        _ => [source, account],
    };
    let told = of.into_iter().find(|it| it.has(key))?;
    Some(told.flag(key).unwrap_or(false))
}

fn key(switch: Switch) -> &'static str {
    match switch {
        Switch::Locked => "locked",
        Switch::Bot => "bot",
        Switch::Discoverable => "discoverable",
        Switch::Indexable => "indexable",
        Switch::HidesPeople => "hide_collections",
        Switch::Sensitive => "sensitive",
    }
}

fn audience(word: &str) -> Audience {
    match word {
        "public" => Audience::Public,
        "unlisted" => Audience::Unlisted,
        "private" => Audience::Followers,
        "direct" => Audience::Direct,
        other => Audience::Unknown(other.chars().take(60).collect()),
    }
}

fn word(audience: &Audience) -> Result<&'static str, Unsupported> {
    match audience {
        Audience::Public => Ok("public"),
        Audience::Unlisted => Ok("unlisted"),
        Audience::Followers => Ok("private"),
        Audience::Direct => Ok("direct"),
        Audience::Unknown(_) => Err(Unsupported),
    }
}

/// `PATCH /api/v1/accounts/update_credentials`, with what differs alone.
fn change(was: &Own, want: &Own) -> Result<Call<Own>, Unsupported> {
    let mut all = Map::new();
    let mut set = |key: &str, value: Value| drop(all.insert(key.to_owned(), value));
    if was.name != want.name {
        set("display_name", want.name.clone().into());
    }
    if was.about != want.about {
        set("note", want.about.clone().into());
    }
    if was.fields != want.fields {
        set("fields_attributes", fields(was, want));
    }
    let other = |it: &&(Switch, bool)| it.0 != Switch::Sensitive && !was.switches.contains(it);
    for (switch, on) in want.switches.iter().filter(other) {
        set(key(*switch), (*on).into());
    }
    for (picture, text) in &want.texts {
        if was.text(*picture) != Some(text) {
            set(text_key(*picture), text.clone().into());
        }
    }
    let source = source(was, want)?;
    if !source.is_empty() {
        set("source", source.into());
    }
    let body = Body::Json(Value::Object(all).to_string());
    Ok(Call {
        request: Request::of(Method::Patch, UPDATE, body).at_most(BYTES),
        read: read_own,
    })
}

/// What new posts begin with, where that differs.
fn source(was: &Own, want: &Own) -> Result<Map<String, Value>, Unsupported> {
    let mut source = Map::new();
    let veils = |it: &&(Switch, bool)| it.0 == Switch::Sensitive && !was.switches.contains(it);
    if let Some((switch, on)) = want.switches.iter().find(veils) {
        source.insert(key(*switch).to_owned(), (*on).into());
    }
    if was.audience != want.audience
        && let Some(audience) = &want.audience
    {
        source.insert("privacy".into(), word(audience)?.into());
    }
    if was.language != want.language
        && let Some(language) = &want.language
    {
        source.insert("language".into(), language.clone().into());
    }
    Ok(source)
}

/// By place, as GoToSocial wants it and Mastodon takes it. Empty ones go: those that
/// were there before are said to be empty.
fn fields(was: &Own, want: &Own) -> Value {
    let field = |at: usize| {
        let (name, value) = want.fields.get(at).cloned().unwrap_or_default();
        let mut field = Map::new();
        field.insert("name".into(), name.into());
        field.insert("value".into(), value.into());
        (at.to_string(), Value::Object(field))
    };
    let count = want.fields.len().max(was.fields.len()).max(1);
    Value::Object((0..count).map(field).collect())
}

/// `PATCH /api/v1/accounts/update_credentials`, with a picture.
fn change_picture(picture: Picture, key: &str, name: &str) -> Carried<Own> {
    let field = match picture {
        Picture::Avatar => "avatar",
        Picture::Banner => "header",
    };
    Carried {
        parcel: Parcel {
            method: Method::Patch,
            path: UPDATE.to_owned(),
            parts: vec![Part::File {
                field,
                key: key.to_owned(),
                name: name.to_owned(),
            }],
            name: key.to_owned(),
        },
        read: read_own,
    }
}
