//! Hiding all of a server.
//! <https://docs.joinmastodon.org/methods/domain_blocks/>

use super::{BYTES, reports::read_done};
use crate::{
    core::{
        http::{Body, Request, Response},
        safe_url::to_ascii_authority,
    },
    protocol::{BadAnswer, Call, Viewer, answer, json},
};

/// The most hidden servers that are looked at.
const MOST: usize = 2_000;
/// The most that one shuts out: lists of thousands are passed around.
const SHUT_OUT: usize = 20_000;

/// Software that has no such address (seen on running ones, or read in its
/// sources; the others say so when they are asked).
const LACK: [&str; 3] = ["gotosocial", "snac", "takahe"];

/// Whether software of this name and version can do so.
pub fn hides_servers(software: &str) -> bool {
    let software = software.to_lowercase();
    !LACK.iter().any(|name| software.contains(name))
}

/// `GET /api/v1/domain_blocks`
pub fn hidden() -> Call<Vec<String>> {
    Call {
        request: Request::get("/api/v1/domain_blocks")
            .with("limit", "200")
            .at_most(BYTES),
        read: |_, response| read_hosts(response),
    }
}

/// Reads a list of hosts.
pub fn read_hosts(response: &Response) -> Result<Vec<String>, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "String[]", why.to_string());
    let mut all = Vec::new();
    let is_list = json::items(&body, "", |it| {
        let host = it.as_text().and_then(|it| to_ascii_authority(&it));
        all.extend(host.filter(|_| all.len() < MOST));
    });
    match is_list.map_err(|error| garbled(&error))? {
        true => Ok(all),
        false => Err(garbled(&"it is no list")),
    }
}

/// `GET /api/v1/instance/domain_blocks`; admins choose who may read it, and may
/// write hosts half in stars.
/// <https://docs.joinmastodon.org/methods/instance/#domain_blocks>
pub fn shut_out() -> Call<Vec<String>> {
    Call {
        request: Request::get("/api/v1/instance/domain_blocks"),
        read: read_shut_out,
    }
}

fn read_shut_out(_: &Viewer, response: &Response) -> Result<Vec<String>, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "DomainBlock[]", why.to_string());
    let mut all = Vec::new();
    let is_list = json::items(&body, "", |it| {
        // Who is only limited can be reached.
        let whole = it.text("severity").as_deref() == Some("suspend");
        let host = it.text("domain").filter(|_| whole);
        let host = host.and_then(|it| to_ascii_authority(&it));
        all.extend(host.filter(|_| all.len() < SHUT_OUT));
    });
    match is_list.map_err(|error| garbled(&error))? {
        true => Ok(all),
        false => Err(garbled(&"it is no list")),
    }
}

/// `POST /api/v1/domain_blocks`, or `DELETE`
pub fn hide(host: &str, hidden: bool) -> Call<()> {
    let path = "/api/v1/domain_blocks";
    let request = match hidden {
        true => Request::post(path, Body::Form(vec![("domain", host.to_owned())])),
        // Some throw the body of a DELETE away.
        false => Request::delete(path).with("domain", host),
    };
    Call {
        request: request.at_most(BYTES),
        read: |_, response| read_done(response, "DomainBlock"),
    }
}
