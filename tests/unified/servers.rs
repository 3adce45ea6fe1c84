//! Small servers that speak the Mastodon API, with JSON made by hand.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use serde_json::{Value, json};
use skein::{
    core::http::{Method, NoAnswer, Origin, Request, Response, decode_form},
    engine::fake::Fake,
};

/// A server's copy of a post.
#[derive(Clone, Default)]
pub struct Copy {
    pub id: String,
    pub uri: String,
    /// Seconds after the hour.
    pub at: u32,
    pub text: String,
    pub answers: Option<String>,
    pub quotes: Option<Box<Copy>>,
    pub liked: bool,
    pub boosted: bool,
    pub likes: u32,
}

/// What goes wrong with the next request to a path.
#[derive(Clone)]
pub enum Fault {
    /// Instead of doing it.
    Instead(Result<Response, NoAnswer>),
    /// It is done, and the answer is lost.
    Lost,
}

#[derive(Default)]
pub struct Site {
    pub copies: Vec<Copy>,
    /// The ids of the home timeline, newest first.
    pub home: Vec<String>,
    /// What it can find when it is asked to.
    pub elsewhere: Vec<Copy>,
    pub faults: BTreeMap<String, Vec<Fault>>,
}

/// All servers, by host; shared with the platform's closure.
pub type Web = Rc<RefCell<BTreeMap<String, Site>>>;

pub fn web(sites: impl IntoIterator<Item = (&'static str, Site)>) -> (Web, Fake<'static>) {
    let sites = sites
        .into_iter()
        .map(|(host, site)| (host.to_owned(), site));
    let web: Web = Rc::new(RefCell::new(sites.collect()));
    let served = web.clone();
    let fake = Fake::new(move |to, token, request| {
        let mut sites = served.borrow_mut();
        let site = sites.get_mut(to.host()).ok_or(NoAnswer::Unreachable)?;
        site.answer(to, token, request)
    });
    (web, fake)
}

pub fn token_of(host: &str) -> String {
    format!("token-of-{host}")
}

pub fn answer(status: u16, body: &Value) -> Result<Response, NoAnswer> {
    Ok(Response {
        status,
        body: body.to_string().into(),
        ..Response::default()
    })
}

pub fn copy(id: &str, uri: &str, at: u32) -> Copy {
    Copy {
        id: id.into(),
        uri: uri.into(),
        at,
        text: format!("text of {uri}"),
        ..Copy::default()
    }
}

impl Site {
    pub fn with(copies: Vec<Copy>) -> Self {
        Self {
            home: copies.iter().map(|copy| copy.id.clone()).collect(),
            copies,
            ..Self::default()
        }
    }

    pub fn fails(&mut self, path: &str, times: usize, fault: &Fault) {
        self.faults.insert(path.into(), vec![fault.clone(); times]);
    }

    fn answer(
        &mut self,
        to: &Origin,
        token: Option<&str>,
        request: &Request,
    ) -> Result<Response, NoAnswer> {
        let fault = self.faults.get_mut(&request.path).and_then(Vec::pop);
        if let Some(Fault::Instead(answer)) = fault {
            return answer;
        }
        let answer = if token == Some(token_of(to.host()).as_str()) {
            self.serve(to.host(), request)
        } else {
            answer(401, &json!({"error": "The access token is invalid"}))
        };
        if fault.is_some() {
            Err(NoAnswer::TimedOut)
        } else {
            answer
        }
    }

    fn serve(&mut self, host: &str, request: &Request) -> Result<Response, NoAnswer> {
        let parts: Vec<&str> = request
            .path
            .trim_start_matches("/api/")
            .split('/')
            .collect();
        match (request.method, parts.as_slice()) {
            (Method::Get, ["v1", "timelines", "home"]) => self.timeline(host, request),
            (Method::Get, ["v2", "search"]) => self.search(host, request),
            (Method::Get, ["v1", "statuses", id]) => self.one(host, id),
            (Method::Get, ["v1", "statuses", id, "context"]) => self.context(host, id),
            (Method::Post, ["v1", "statuses", id, verb]) => {
                let Some(copy) = self.copies.iter_mut().find(|copy| copy.id == *id) else {
                    return not_found();
                };
                match *verb {
                    "favourite" if !copy.liked => (copy.liked, copy.likes) = (true, copy.likes + 1),
                    "unfavourite" if copy.liked => {
                        (copy.liked, copy.likes) = (false, copy.likes - 1)
                    }
                    "reblog" => copy.boosted = true,
                    _ => {}
                }
                self.one(host, id)
            }
            _ => not_found(),
        }
    }

    fn timeline(&self, host: &str, request: &Request) -> Result<Response, NoAnswer> {
        let below = request.query.iter().find(|(key, _)| *key == "max_id");
        let from = below.and_then(|(_, id)| self.home.iter().position(|known| known == id));
        let page = self
            .home
            .iter()
            .skip(from.map_or(0, |place| place + 1))
            .take(3);
        let statuses: Vec<Value> = page.filter_map(|id| self.status(host, id)).collect();
        answer(200, &json!(statuses))
    }

    fn search(&mut self, host: &str, request: &Request) -> Result<Response, NoAnswer> {
        let pairs = decode_form(
            request
                .target()
                .split_once('?')
                .map_or("", |(_, query)| query),
        );
        let wanted = |key: &str| {
            pairs
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value)
        };
        assert_eq!(wanted("resolve").map(String::as_str), Some("true"));
        let uri = wanted("q").cloned().unwrap_or_default();
        if let Some(found) = self.elsewhere.iter().find(|copy| copy.uri == uri) {
            self.copies.push(found.clone());
        }
        let found = self.copies.iter().filter(|copy| copy.uri == uri);
        let statuses: Vec<Value> = found.map(|copy| status(host, copy)).collect();
        answer(
            200,
            &json!({"accounts": [], "statuses": statuses, "hashtags": []}),
        )
    }

    fn one(&self, host: &str, id: &str) -> Result<Response, NoAnswer> {
        self.status(host, id)
            .map_or_else(not_found, |status| answer(200, &status))
    }

    fn context(&self, host: &str, id: &str) -> Result<Response, NoAnswer> {
        let others = self.copies.iter().filter(|copy| copy.id != id);
        let (below, above): (Vec<_>, Vec<_>) = others.partition(|copy| copy.answers.is_some());
        let all = |copies: Vec<&Copy>| {
            copies
                .iter()
                .map(|copy| status(host, copy))
                .collect::<Vec<_>>()
        };
        answer(
            200,
            &json!({"ancestors": all(above), "descendants": all(below)}),
        )
    }

    pub fn status(&self, host: &str, id: &str) -> Option<Value> {
        let copy = self.copies.iter().find(|copy| copy.id == id)?;
        Some(status(host, copy))
    }
}

fn not_found() -> Result<Response, NoAnswer> {
    answer(404, &json!({"error": "Record not found"}))
}

fn status(host: &str, copy: &Copy) -> Value {
    let quoted = copy.quotes.as_ref().map(|quoted| status(host, quoted));
    json!({
        "quote": quoted.map(|it| json!({"state": "accepted", "quoted_status": it})),
        "id": copy.id,
        "uri": copy.uri,
        "url": copy.uri,
        "created_at": format!("2026-01-01T00:{:02}:{:02}.000Z", copy.at / 60, copy.at % 60),
        "content": format!("<p>{}</p>", copy.text),
        "visibility": "public",
        "in_reply_to_id": copy.answers,
        "account": {"id": "9", "acct": "ana", "url": format!("https://{host}/@ana")},
        "favourited": copy.liked,
        "reblogged": copy.boosted,
        "bookmarked": false,
        "replies_count": 0,
        "reblogs_count": 0,
        "favourites_count": copy.likes,
    })
}
