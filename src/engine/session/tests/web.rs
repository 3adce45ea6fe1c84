//! A small web of servers to sign in to, and what they were sent.

use std::{cell::RefCell, collections::BTreeMap, ops::Deref, rc::Rc};

use super::*;
use crate::{
    core::http::{Body, Method, Request, Response, encode},
    engine::fake::Fake,
};

pub const HOME: &str = "https://skein.example/";

/// One server. What can be set is what a test makes of it.
#[derive(Clone, Default)]
pub struct Site {
    pub down: bool,
    pub registers: bool,
    pub coarse: bool,
    /// It has forgotten the apps that it registered.
    pub forgetful: bool,
    /// What its tokens begin with, if it is to be anything special.
    pub salt: String,
    /// What it answers to whatever is asked.
    pub always: Option<Result<Response, NoAnswer>>,
    /// Answers instead of its own ones, by path.
    pub answers: BTreeMap<String, Result<Response, NoAnswer>>,
    apps: usize,
    /// Codes that were granted: for whom, and for which challenge.
    codes: BTreeMap<String, (String, String)>,
    pub tokens: BTreeMap<String, String>,
    /// Which app each token was given to.
    given: BTreeMap<String, String>,
}

/// All that one request carried.
#[derive(Clone, Debug)]
pub struct Got {
    pub host: String,
    pub path: String,
    pub token: Option<String>,
    pub query: Vec<(String, String)>,
    pub form: Vec<(String, String)>,
}

pub struct Web {
    pub fake: Fake<'static>,
    sites: Rc<RefCell<BTreeMap<String, Site>>>,
    got: Rc<RefCell<Vec<Got>>>,
}

impl Deref for Web {
    type Target = Fake<'static>;
    fn deref(&self) -> &Self::Target {
        &self.fake
    }
}

pub fn pairs_of(url: &str) -> Vec<(String, String)> {
    decode_form(url.split_once('?').expect("a query").1)
}

pub fn value(pairs: &[(String, String)], key: &str) -> String {
    let mut found = pairs.iter().filter(|(name, _)| name == key);
    let (_, value) = found
        .next()
        .unwrap_or_else(|| panic!("no {key} in {pairs:?}"));
    assert!(found.next().is_none(), "{key} twice");
    value.clone()
}

pub fn answer(status: u16, body: &str) -> Result<Response, NoAnswer> {
    Ok(Response {
        status,
        body: body.into(),
        ..Response::default()
    })
}

impl Web {
    pub fn new(hosts: &[&str]) -> Self {
        let site = Site {
            registers: true,
            ..Site::default()
        };
        let sites = hosts.iter().map(|host| ((*host).to_owned(), site.clone()));
        let sites = Rc::new(RefCell::new(sites.collect::<BTreeMap<_, _>>()));
        let got = Rc::new(RefCell::new(Vec::new()));
        let (of_sites, to_got) = (sites.clone(), got.clone());
        let fake = Fake::new(move |to, token, request| {
            to_got.borrow_mut().push(Got {
                host: to.host().to_owned(),
                path: request.path.clone(),
                token: token.map(str::to_owned),
                query: owned(&request.query),
                form: form(request),
            });
            let mut sites = of_sites.borrow_mut();
            let site = sites.get_mut(to.host()).ok_or(NoAnswer::Unreachable)?;
            site.serve(to.host(), token, request)
        });
        Self { fake, sites, got }
    }

    pub fn change(&self, host: &str, change: impl FnOnce(&mut Site)) {
        change(self.sites.borrow_mut().get_mut(host).expect("a server"));
    }

    /// Makes a server answer otherwise at a path.
    pub fn says(&self, host: &str, path: &str, answer: Result<Response, NoAnswer>) {
        self.change(host, |site| drop(site.answers.insert(path.into(), answer)));
    }

    /// Somebody agrees on the server's page.
    pub fn grant(&self, host: &str, who: &str, url: &str) -> String {
        let challenge = value(&pairs_of(url), "code_challenge");
        let mut code = String::new();
        self.change(host, |site| {
            code = format!("code-{host}-{}", site.codes.len());
            site.codes.insert(code.clone(), (who.into(), challenge));
        });
        code
    }

    pub fn got(&self) -> Vec<Got> {
        self.got.borrow().clone()
    }

    /// How often a path of a server was asked for.
    pub fn asked(&self, host: &str, path: &str) -> usize {
        let got = self.got();
        got.iter()
            .filter(|got| got.host == host && got.path == path)
            .count()
    }

    /// The forms that were sent to a path of any server, oldest first.
    pub fn form(&self, path: &str) -> Vec<Vec<(String, String)>> {
        let got = self.got().into_iter().filter(|got| got.path == path);
        got.map(|got| got.form).collect()
    }
}

fn form(request: &Request) -> Vec<(String, String)> {
    match &request.body {
        Body::Form(pairs) => owned(pairs),
        _ => Vec::new(),
    }
}

fn owned(pairs: &[(&str, String)]) -> Vec<(String, String)> {
    let own = |(key, value): &(&str, String)| ((*key).into(), value.clone());
    pairs.iter().map(own).collect()
}

impl Site {
    fn serve(
        &mut self,
        host: &str,
        token: Option<&str>,
        request: &Request,
    ) -> Result<Response, NoAnswer> {
        if self.down {
            return Err(NoAnswer::Unreachable);
        }
        if let Some(answer) = self.always.as_ref().or(self.answers.get(&request.path)) {
            return answer.clone();
        }
        let form = form(request);
        match (request.method, request.path.as_str()) {
            (Method::Get, "/.well-known/nodeinfo") => answer(
                200,
                &format!(
                    r#"{{"links":[{{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"https://{host}/nodeinfo/2.0"}}]}}"#
                ),
            ),
            (Method::Get, "/nodeinfo/2.0") => {
                answer(200, r#"{"software":{"name":"mastodon","version":"4.5.0"}}"#)
            }
            (Method::Get, "/api/v2/instance") => answer(
                200,
                &format!(
                    r#"{{"title":"The server {host}","version":"4.5.0","domain":"{host}",
                "configuration":{{"urls":{{"streaming":"wss://{host}"}}}}}}"#
                ),
            ),
            (Method::Post, "/api/v1/apps") => self.register(host, &form),
            (Method::Post, "/oauth/token") => self.redeem(host, &form),
            (Method::Post, "/oauth/revoke") => self.revoke(&form),
            (Method::Get, "/api/v1/accounts/verify_credentials") => self.verify(host, token),
            _ => answer(404, r#"{"error":"Record not found"}"#),
        }
    }

    fn register(&mut self, host: &str, form: &[(String, String)]) -> Result<Response, NoAnswer> {
        if !self.registers {
            return answer(403, r#"{"error":"closed"}"#);
        }
        if self.coarse && value(form, "scopes") != "read write" {
            return answer(422, r#"{"error":"The scopes are unknown"}"#);
        }
        self.apps += 1;
        let number = self.apps;
        answer(
            200,
            &format!(
                r#"{{"client_id":"app{number}@{host}","client_secret":"secret{number}@{host}"}}"#
            ),
        )
    }

    fn redeem(&mut self, host: &str, form: &[(String, String)]) -> Result<Response, NoAnswer> {
        if self.forgetful {
            return answer(
                401,
                r#"{"error":"invalid_client","error_description":"Client authentication failed."}"#,
            );
        }
        let granted = self.codes.remove(&value(form, "code"));
        let verifier = value(form, "code_verifier");
        let digest =
            block_on(Fake::new(|_, _, _| Err(NoAnswer::Unreachable)).digest(verifier.as_bytes()));
        let Some((who, challenge)) = granted.filter(|_| value(form, "client_id").ends_with(host))
        else {
            return invalid_grant();
        };
        if digest.map(|digest| base64url(&digest)) != Some(challenge) {
            return invalid_grant();
        }
        let token = match self.salt.as_str() {
            "" => format!("token-{}-{who}-of-{host}", self.tokens.len()),
            salt => format!("{salt}{}", self.tokens.len()),
        };
        self.tokens.insert(token.clone(), who);
        self.given.insert(token.clone(), value(form, "client_id"));
        let granted = serde_json::json!({
            "access_token": token, "token_type": "Bearer",
            "expires_in": 7200, "refresh_token": format!("refresh-{token}"),
        });
        answer(200, &granted.to_string())
    }

    fn revoke(&mut self, form: &[(String, String)]) -> Result<Response, NoAnswer> {
        let token = value(form, "token");
        let own = self.given.get(&token);
        if own.is_some_and(|app| *app != value(form, "client_id")) {
            return answer(
                403,
                r#"{"error":"unauthorized_client","error_description":"You are not authorized to revoke this token"}"#,
            );
        }
        self.tokens.remove(&token);
        answer(200, "{}")
    }

    fn verify(&self, host: &str, token: Option<&str>) -> Result<Response, NoAnswer> {
        match token.and_then(|token| self.tokens.get(token)) {
            Some(who) => answer(
                200,
                &format!(
                    r#"{{"id":"1","acct":"{who}","uri":"https://{host}/users/{who}","url":"https://{host}/@{who}","display_name":""}}"#
                ),
            ),
            None => answer(401, r#"{"error":"The access token is invalid"}"#),
        }
    }
}

/// In the words of Doorkeeper, which Mastodon uses.
pub fn invalid_grant() -> Result<Response, NoAnswer> {
    answer(
        400,
        r#"{"error":"invalid_grant","error_description":"The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client."}"#,
    )
}

/// A value as it stands in a URL.
pub fn in_url(value: &str) -> String {
    encode(value)
}
