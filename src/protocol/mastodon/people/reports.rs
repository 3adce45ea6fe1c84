//! Telling the moderators of somebody.
//! <https://docs.joinmastodon.org/methods/reports/>

use super::BYTES;
use crate::{
    core::{
        actor::{Ground, Report, Rule},
        http::{Body, Request, Response},
        id::LocalId,
        rich_text::clean_text,
    },
    protocol::{
        BadAnswer, Call, Viewer, answer,
        json::{self, Json},
    },
};

/// The most rules that are looked at: servers have a dozen.
const RULES: usize = 100;
/// The longest rule, and the longest hint.
const RULE: usize = 2_000;
/// The most posts of one report.
const POSTS: usize = 50;

/// `GET /api/v1/instance/rules`
pub fn rules() -> Call<Vec<Rule>> {
    Call {
        request: Request::get("/api/v1/instance/rules").at_most(BYTES),
        read: read_rules,
    }
}

fn read_rules(_: &Viewer, response: &Response) -> Result<Vec<Rule>, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Rule[]", why.to_string());
    let mut all = Vec::new();
    let is_list = json::items(&body, "", |it| {
        all.extend(rule(it).filter(|_| all.len() < RULES));
    });
    match is_list.map_err(|error| garbled(&error))? {
        true => Ok(all),
        false => Err(garbled(&"it is no list")),
    }
}

/// <https://docs.joinmastodon.org/entities/Rule/>
fn rule(of: Json) -> Option<Rule> {
    let said = |key| clean_text(&of.text(key).unwrap_or_default(), RULE);
    Some(Rule {
        local: LocalId::new(&*of.name("id")?),
        text: said("text"),
        hint: said("hint"),
    })
}

/// `POST /api/v1/reports`
pub fn report(person: &LocalId, posts: &[LocalId], report: &Report) -> Call<()> {
    let category = match report.ground {
        Ground::Spam => "spam",
        Ground::Rules => "violation",
        Ground::Illegal => "legal",
        Ground::Other => "other",
    };
    let mut form = vec![
        ("account_id", person.as_str().to_owned()),
        ("category", category.to_owned()),
        ("forward", report.forward.to_string()),
    ];
    if !report.comment.is_empty() {
        form.push(("comment", report.comment.clone()));
    }
    let name = |id: &LocalId| id.as_str().to_owned();
    form.extend(
        posts
            .iter()
            .take(POSTS)
            .map(|it| ("status_ids[]", name(it))),
    );
    // Rules that came along with any other ground would be refused.
    if report.ground == Ground::Rules {
        form.extend(report.rules.iter().map(|it| ("rule_ids[]", name(it))));
    }
    Call {
        request: Request::post("/api/v1/reports", Body::Form(form)).at_most(BYTES),
        read: |_, response| read_done(response, "Report"),
    }
}

/// Reads what is of no more interest than that it is an answer of the server.
pub fn read_done(response: &Response, at: &'static str) -> Result<(), BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, at, why.to_string());
    let document = json::whole(&body).map_err(|error| garbled(&error))?;
    match document.root().is_map() {
        true => Ok(()),
        false => Err(garbled(&"it is no object")),
    }
}
