//! Recorded answers, and the viewers to read them for.

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde::Deserialize;
use serde_json::Value;
use skein::{
    core::{
        http::{Origin, Response},
        id::{AccountId, ActorUri},
    },
    protocol::{Beside, Gates, Letters, Profiles, Protocol, Viewer, mastodon::Mastodon},
};

/// The adapter under test.
pub const ADAPTER: &dyn Protocol = &Mastodon;
pub const LETTERS: &dyn Letters = &Mastodon;
pub const GATES: &dyn Gates = &Mastodon;
pub const PROFILES: &dyn Profiles = &Mastodon;
pub const BESIDE: &dyn Beside = &Mastodon;

/// A server that was recorded.
pub struct Place {
    pub folder: &'static str,
    /// Where its API is.
    pub origin: &'static str,
    /// The host of its people's handles.
    pub host: &'static str,
    pub title: &'static str,
    /// Name and version, as the server's software is shown.
    pub software: &'static str,
    /// The base of its stream, if it really has one.
    pub streaming: Option<&'static str>,
    /// Which instance documents it has.
    pub instances: &'static [&'static str],
}

/// One answer as it was recorded.
#[derive(Deserialize)]
pub struct Recorded {
    #[serde(skip)]
    pub name: String,
    pub request: String,
    pub status: u16,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    pub body: Value,
}

impl Recorded {
    /// As the browser hands it to the adapter.
    pub fn response(&self) -> Response {
        let header = |wanted: &str| {
            let named = |(name, _): &(&String, &String)| name.eq_ignore_ascii_case(wanted);
            self.headers
                .iter()
                .find(named)
                .map(|(_, value)| value.clone())
        };
        Response {
            status: self.status,
            link: header("link"),
            retry_after: header("retry-after"),
            rate_reset: header("x-ratelimit-reset"),
            refresh: header("mastodon-async-refresh"),
            origin: None,
            body: match &self.body {
                Value::String(text) => text.clone().into(),
                json => json.to_string().into(),
            },
        }
    }

    /// The items, if this is a page of statuses.
    pub fn statuses(&self) -> Option<&Vec<Value>> {
        let paths = [
            "/timelines/",
            "{me}/statuses",
            "/bookmarks",
            "/favourites",
            "/trends/statuses",
        ];
        let asked = paths.iter().any(|path| self.request.contains(path))
            || self.request.contains("/accounts/") && self.request.contains("/statuses?");
        self.body.as_array().filter(|_| asked && self.status == 200)
    }

    /// Whether this is one status.
    pub fn is_status(&self) -> bool {
        self.status == 200 && self.body["content"].is_string() && self.body["account"].is_object()
    }
}

impl Place {
    /// Everything that was recorded of it.
    pub fn all(&self) -> Vec<Recorded> {
        let mut names: Vec<PathBuf> = fs::read_dir(folder(self.folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
            .collect();
        names.sort();
        let name = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
        names
            .into_iter()
            .map(name)
            .map(|name| self.one(&name))
            .collect()
    }

    /// One answer by its file's name.
    pub fn one(&self, name: &str) -> Recorded {
        let path = folder(self.folder).join(format!("{name}.json"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let recorded: Recorded = serde_json::from_str(&text).unwrap();
        Recorded {
            name: format!("{}/{name}", self.folder),
            ..recorded
        }
    }

    /// Every page of statuses.
    pub fn pages(&self) -> Vec<Recorded> {
        self.all()
            .into_iter()
            .filter(|recorded| recorded.statuses().is_some())
            .collect()
    }

    /// Somebody on it.
    pub fn viewer(&self) -> Viewer {
        viewer(self.origin, self.host)
    }

    pub fn origin(&self) -> Origin {
        Origin::of(self.origin).unwrap()
    }
}

/// Somebody on the server at `origin`.
pub fn viewer(origin: &str, host: &str) -> Viewer {
    let actor = ActorUri::new(&format!("{origin}/users/me"));
    Viewer {
        account: AccountId::new(origin, &actor),
        handle_host: host.into(),
    }
}

/// A successful answer of JSON.
pub fn json(body: impl Into<Vec<u8>>) -> Response {
    Response {
        status: 200,
        body: body.into(),
        ..Response::default()
    }
}

/// A folder with recordings.
pub fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/server")
        .join(name)
}

/// The cases of one file of the `hostile` folder.
pub fn hostile(name: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder("hostile").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}
