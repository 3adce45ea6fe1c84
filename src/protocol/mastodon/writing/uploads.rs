//! Pictures, films and sounds on their way to a server.
//! <https://docs.joinmastodon.org/methods/media/>

use super::{POST_BYTES, posts, status_path};
use crate::{
    core::{
        http::{Body, Method, Parcel, Part, Request, Response, encode},
        id::{LocalId, Millis},
        outbox::letter::{Attached, Held, Standing, Upload},
        post::MediaKind,
        rich_text::clean_text,
    },
    protocol::{
        BadAnswer, Call, Carried, Viewer, answer,
        json::{self, Json},
    },
};

/// No server lets a post have more media.
const MOST: usize = 40;

/// `POST /api/v2/media`, and `/api/v1/media` for servers that are older.
pub fn upload(one: &Attached, older: bool, name: &str) -> Carried<Upload> {
    let path = match older {
        true => "/api/v1/media",
        false => "/api/v2/media",
    };
    let mut parts = Vec::new();
    if !one.alt.trim().is_empty() {
        parts.push(Part::Text("description", one.alt.clone()));
    }
    parts.extend(one.focus_words().map(|it| Part::Text("focus", it)));
    // Last: some servers read what stands before it only.
    parts.push(Part::File {
        field: "file",
        key: one.id.clone(),
        name: one.name.clone(),
    });
    Carried {
        parcel: Parcel {
            method: Method::Post,
            path: path.to_owned(),
            parts,
            name: name.to_owned(),
        },
        read: read_upload,
    }
}

fn media_path(local: &LocalId) -> String {
    format!("/api/v1/media/{}", encode(local.as_str()))
}

/// `GET /api/v1/media/:id`
pub fn upload_state(local: &LocalId) -> Call<Upload> {
    Call {
        request: Request::get(media_path(local)).at_most(POST_BYTES),
        read: read_upload,
    }
}

/// `PUT /api/v1/media/:id`
pub fn describe(local: &LocalId, one: &Attached) -> Call<Upload> {
    let mut form = vec![("description", one.alt.clone())];
    form.extend(one.focus_words().map(|it| ("focus", it)));
    Call {
        request: Request::of(Method::Put, media_path(local), Body::Form(form)).at_most(POST_BYTES),
        read: read_upload,
    }
}

/// It is ready once it has an address; 202 and 206 say that it is not.
fn read_upload(_: &Viewer, response: &Response) -> Result<Upload, BadAnswer> {
    let body = answer::success(response)?;
    let garbled =
        |why: &dyn ToString| answer::garbled(response, "MediaAttachment", why.to_string());
    let media = json::whole(&body).map_err(|error| garbled(&error))?;
    let media = media.root();
    let local = media.name("id").ok_or_else(|| garbled(&"it lacks id"))?;
    let has_address = media.get("url").is_some_and(|it| it.is_text());
    Ok(Upload {
        local: LocalId::new(&*local),
        ready: has_address && !matches!(response.status, 202 | 206),
        since: Millis(0),
    })
}

/// `GET /api/v1/statuses/:id`: how it stands, with what is attached by the server's names.
pub fn held(local: &LocalId) -> Call<Standing> {
    Call {
        request: Request::get(status_path(local, "")).at_most(POST_BYTES),
        read: read_held,
    }
}

fn read_held(viewer: &Viewer, response: &Response) -> Result<Standing, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Status", why.to_string());
    let status = json::whole(&body).map_err(|error| garbled(&error))?;
    let status = status.root();
    let all = status.list("media_attachments").take(MOST);
    // One that cannot be read would be lost by the edit.
    let all = all.map(|it| one(viewer, it).ok_or_else(|| garbled(&"a medium lacks id")));
    let language = status.text("language").map(|it| clean_text(&it, 40));
    Ok(Standing {
        media: all.collect::<Result<_, _>>()?,
        sensitive: status.flag("sensitive") == Some(true),
        language: language.filter(|it| !it.is_empty()),
    })
}

/// What the server has already.
pub fn one(viewer: &Viewer, media: Json) -> Option<Attached> {
    let local = LocalId::new(&*media.name("id")?);
    let shown = posts::media(media);
    let kind = match shown.kind {
        MediaKind::Image => "image",
        MediaKind::Gifv | MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Unknown(_) => "application",
    };
    let percent = |it: f32| (it * 100.0).round() as i8;
    Some(Attached {
        id: local.as_str().to_owned(),
        name: String::new(),
        mime: format!("{kind}/*"),
        size: shown.size,
        alt: shown.alt.unwrap_or_default(),
        focus: shown.focus.map(|(x, y)| (percent(x), percent(y))),
        held: Some(Held {
            account: viewer.account.clone(),
            local,
            preview: shown.preview.or(shown.url),
        }),
        ..Attached::default()
    })
}
