//! A server that posts, and what becomes of requests on their way to it.

use super::super::*;
use crate::{
    core::{
        dice::Chance,
        http::{Body, Method, NoAnswer, Request, Response},
        outbox::letter::{Letter, Names},
    },
    engine::fake,
};

pub fn client() -> Client {
    fake::client("a.example")
}

pub fn sending(client: &Client, id: &str, text: &str) -> Sending {
    let letter = Letter {
        text: text.to_owned(),
        ..Letter::default()
    };
    Sending::new(
        id.to_owned(),
        client.account().clone(),
        letter,
        Millis(1_795_000_000_000),
    )
}

pub fn about(software: &str) -> About<'_> {
    About {
        software,
        names: Names::default(),
        taken: &[],
        kept: &[],
        words: |why| format!("{why:?}"),
    }
}

pub fn json(status: u16, body: String) -> Result<Response, NoAnswer> {
    Ok(Response {
        status,
        body: body.into_bytes(),
        ..Response::default()
    })
}

/// A server that posts, and forgets or mislays what it is told to.
#[derive(Default)]
pub struct Wall {
    pub heeds: bool,
    /// Text, visibility and key of what was posted.
    pub posts: Vec<(String, String, String)>,
    /// What has come in and is not done yet.
    pub late: Vec<Request>,
    pub visibility: Option<&'static str>,
    /// How often each file was asked for that was sent; the server works on each for
    /// three of those.
    pub files: Vec<u32>,
    /// Which files each post has.
    pub attached: Vec<Vec<usize>>,
    /// Text, time and key of what is kept to be posted later.
    pub kept: Vec<(String, String, String)>,
}

impl Wall {
    pub fn status(&self, at: usize) -> String {
        let (text, visibility, _) = &self.posts[at];
        let media = self.attached[at].iter();
        let media = media.map(|id| {
            format!(r#"{{"id":"{id}","type":"image","url":"https://a.example/{id}.png"}}"#)
        });
        let media = media.collect::<Vec<_>>().join(",");
        format!(
            r#"{{"id":"{at}","uri":"https://a.example/p/{at}","created_at":"2026-11-18T11:06:40Z",
            "account":{{"acct":"me","url":"https://a.example/@me"}},"content":"<p>{text}</p>","visibility":"{visibility}","media_attachments":[{media}]}}"#
        )
    }

    fn post(&mut self, request: &Request) -> usize {
        let Body::Form(pairs) = &request.body else {
            panic!("no form");
        };
        let of = |name: &str| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let key = request.key.clone().unwrap_or_default();
        let same = self.posts.iter().position(|it| it.2 == key);
        if let Some(at) = same.filter(|_| self.heeds) {
            return at;
        }
        let visibility = self
            .visibility
            .map_or_else(|| of("visibility"), str::to_owned);
        let media = pairs.iter().filter(|(key, _)| *key == "media_ids[]");
        let media = media.map(|(_, id)| id.parse().expect("a file"));
        self.attached.push(media.collect());
        self.posts.push((of("status"), visibility, key));
        self.posts.len() - 1
    }

    /// What is kept under this place, as the server shows it.
    fn scheduled(&self, at: usize) -> String {
        let (text, time, _) = &self.kept[at];
        format!(
            r#"{{"id":"s{at}","scheduled_at":"{time}","params":{{"text":"{text}","visibility":"public"}},"media_attachments":[]}}"#
        )
    }

    /// The time that a letter is to be posted at, if not at once.
    fn keep(&mut self, request: &Request) -> Option<usize> {
        let Body::Form(pairs) = &request.body else {
            panic!("no form");
        };
        let of = |name: &str| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| value.clone())
        };
        let key = request.key.clone().unwrap_or_default();
        let one = (of("status")?, of("scheduled_at")?, key);
        self.kept.push(one);
        Some(self.kept.len() - 1)
    }

    pub fn answer(&mut self, request: &Request) -> Result<Response, NoAnswer> {
        for late in std::mem::take(&mut self.late) {
            if self.keep(&late).is_none() {
                self.post(&late);
            }
        }
        match (request.method, request.path.as_str()) {
            (Method::Post, "/api/v2/media") => {
                self.files.push(0);
                json(
                    202,
                    format!(r#"{{"id":"{}","url":null}}"#, self.files.len() - 1),
                )
            }
            (Method::Get, path) if path.starts_with("/api/v1/media/") => {
                let id: usize = path
                    .rsplit('/')
                    .next()
                    .unwrap_or("")
                    .parse()
                    .expect("a file");
                self.files[id] += 1;
                match self.files[id] {
                    0..3 => json(206, format!(r#"{{"id":"{id}","url":null}}"#)),
                    _ => json(
                        200,
                        format!(r#"{{"id":"{id}","url":"https://a.example/{id}.png"}}"#),
                    ),
                }
            }
            (Method::Post, _) if request_is_for_later(request) => {
                // As Mastodon does: it looks for the key among its posts.
                let key = request.key.clone().unwrap_or_default();
                if self.heeds && self.kept.iter().any(|it| it.2 == key) {
                    return json(404, r#"{"error":"Record not found"}"#.into());
                }
                let at = self.keep(request).expect("a time");
                json(200, self.scheduled(at))
            }
            (_, "/api/v1/scheduled_statuses") => {
                let older = request.query.iter().any(|(key, _)| *key == "max_id");
                let all = match older {
                    true => 0..0,
                    false => 0..self.kept.len(),
                };
                let all = all.rev().map(|at| self.scheduled(at));
                json(200, format!("[{}]", all.collect::<Vec<_>>().join(",")))
            }
            (Method::Post, _) => {
                let at = self.post(request);
                json(200, self.status(at))
            }
            (_, "/api/v1/accounts/verify_credentials") => json(200, r#"{"id":"7"}"#.into()),
            (_, "/api/v1/accounts/7/statuses") => {
                let all = (0..self.posts.len()).rev().map(|at| self.status(at));
                json(200, format!("[{}]", all.collect::<Vec<_>>().join(",")))
            }
            (_, path) => panic!("{path} was asked for"),
        }
    }
}

fn request_is_for_later(request: &Request) -> bool {
    matches!(&request.body, Body::Form(pairs) if pairs.iter().any(|(key, _)| *key == "scheduled_at"))
}

/// A file that comes late is a file that nobody posts.
fn is_letter(request: &Request) -> bool {
    request.method == Method::Post && request.path == "/api/v1/statuses"
}

/// Something goes wrong with a request or with its answer.
pub fn wrong(
    wall: &mut Wall,
    request: &Request,
    chance: &mut Chance,
) -> Result<Response, NoAnswer> {
    match chance.below(8) {
        0 => Err(NoAnswer::Unreachable),
        1 => json(503, String::new()),
        2 => json(429, String::new()),
        3 => {
            // It arrives, and is only done when everybody has given up.
            if is_letter(request) {
                wall.late.push(request.clone());
            }
            Err(NoAnswer::TimedOut)
        }
        4 => wall.answer(request).and(Err(NoAnswer::Unreachable)),
        5 => wall.answer(request).and(json(502, String::new())),
        6 => wall.answer(request).and(json(200, "<html>".into())),
        _ => wall.answer(request),
    }
}

/// The page goes: nothing after this line is run.
pub fn page_goes() -> ! {
    std::panic::resume_unwind(Box::new("the page went"))
}

/// Like [`wrong`], or the page goes before or after the server has done it.
pub fn worse(
    wall: &mut Wall,
    request: &Request,
    chance: &mut Chance,
) -> Result<Response, NoAnswer> {
    match chance.below(12) {
        0 => page_goes(),
        1 => {
            let _ = wall.answer(request);
            page_goes()
        }
        2 => {
            wall.late.push(request.clone());
            wall.late.retain(is_letter);
            page_goes()
        }
        _ => wrong(wall, request, chance),
    }
}

/// An attempt at a letter that lies in the outbox, as all do.
pub async fn attempt(
    platform: &impl Platform,
    client: &Client,
    sending: &mut Sending,
    about: About<'_>,
) -> Result<Written, Failure> {
    let _ = keep(platform, sending).await;
    super::super::attempt(platform, client, sending, about).await
}
