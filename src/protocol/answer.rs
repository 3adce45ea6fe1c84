//! What is common to the answers of all servers: refusals, and JSON.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::json::{Json, whole};
use crate::core::{
    http::{Response, Wait},
    rich_text::clean_text,
    time::{parse_http_date, parse_time},
};

/// Why an HTTP answer was of no use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadAnswer {
    /// The token is dead: ask the user to sign in again. HTTP 401.
    SignedOut,
    /// HTTP 429, or 503 with `Retry-After`.
    SlowDown(Wait),
    /// HTTP 404 or 410.
    Gone,
    /// The token is good, and not for this: HTTP 403 with words that say so.
    OutOfScope,
    /// Any other refusal, with the server's own words if it had any.
    Refused { status: u16, message: String },
    /// HTTP success, but not what was expected. `at` names what was expected.
    Garbled { at: &'static str, why: String },
}

/// Takes the body of a success, or says why there is none.
pub fn success(response: &Response) -> Result<Cow<'_, str>, BadAnswer> {
    match response.status {
        200..=299 => Ok(text(response)),
        401 => Err(BadAnswer::SignedOut),
        404 | 410 => Err(BadAnswer::Gone),
        429 => Err(BadAnswer::SlowDown(wait(response))),
        503 if response.retry_after.is_some() => Err(BadAnswer::SlowDown(wait(response))),
        status => Err(refusal(status, words(&text(response)))),
    }
}

/// The body as text: without a byte order mark, and bytes that are no UTF-8
/// cost no more than themselves.
fn text(response: &Response) -> Cow<'_, str> {
    let body = response.body.as_slice();
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    // Quicker than the lossy reading, where nothing is to be lost.
    match str::from_utf8(body) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(body),
    }
}

fn refusal(status: u16, message: String) -> BadAnswer {
    // Mastodon: "This action is outside the authorized scopes"; GoToSocial:
    // "token has insufficient scope permission".
    let scopes = ["outside the authorized scopes", "insufficient scope"];
    if status == 403 && scopes.iter().any(|words| message.contains(words)) {
        return BadAnswer::OutOfScope;
    }
    BadAnswer::Refused { status, message }
}

/// Reads a success as JSON of one type. `at` names the type for the report.
pub fn json<T: DeserializeOwned>(response: &Response, at: &'static str) -> Result<T, BadAnswer> {
    let body = success(response)?;
    serde_json::from_str(&body).map_err(|error| garbled(response, at, error))
}

/// Why a success could not be read: perhaps it is an error in disguise.
pub fn garbled(response: &Response, at: &'static str, why: impl ToString) -> BadAnswer {
    let message = words(&text(response));
    if message.is_empty() {
        BadAnswer::Garbled {
            at,
            // It may quote what it stumbled over.
            why: clean_text(&why.to_string(), 200),
        }
    } else {
        BadAnswer::Refused {
            status: response.status,
            message,
        }
    }
}

fn wait(response: &Response) -> Wait {
    let after = response.retry_after.as_deref().map(str::trim);
    if let Some(seconds) = after.and_then(|text| text.parse().ok()) {
        return Wait::Seconds(seconds);
    }
    if let Some(time) = after.and_then(parse_http_date) {
        return Wait::Until(time);
    }
    // Mastodon and GoToSocial give an ISO 8601 time here, not seconds.
    let reset = response.rate_reset.as_deref().and_then(parse_time);
    reset.map_or(Wait::Unknown, Wait::Until)
}

/// The server's own words in an error body: `error`, `error_description` or
/// `message`; empty for anything else (HTML of a proxy, say).
fn words(body: &str) -> String {
    fn said<'a>(at: Json<'_, 'a>, key: &str) -> Option<Cow<'a, str>> {
        at.get(key).filter(|it| it.is_text())?.as_text()
    }
    let Ok(document) = whole(body) else {
        return String::new();
    };
    let root = document.root();
    let text = said(root, "error_description")
        .or_else(|| said(root, "message"))
        .or_else(|| said(root, "error"))
        .or_else(|| said(root.map("error")?, "message"));
    clean_text(&text.unwrap_or_default(), 300)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::id::Millis;

    fn answer(status: u16, body: &str) -> Response {
        Response {
            status,
            body: body.into(),
            ..Response::default()
        }
    }

    #[test]
    fn refusals_carry_the_servers_words() {
        let message = |body| match success(&answer(403, body)) {
            Err(BadAnswer::Refused { message, .. }) => message,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            message(r#"{"error":"pending approval"}"#),
            "pending approval"
        );
        assert_eq!(message(r#"{"error":{"message":"no","code":"X"}}"#), "no");
        assert_eq!(message("<html>nginx</html>"), "");
        assert_eq!(
            message(r#"{"error":"x","error_description":"longer"}"#),
            "longer"
        );
    }

    #[test]
    fn how_long_to_wait_is_read_in_every_form() {
        let slow = |response: Response| match success(&response) {
            Err(BadAnswer::SlowDown(wait)) => wait,
            other => panic!("{other:?}"),
        };
        let plain = answer(429, "");
        assert_eq!(slow(plain.clone()), Wait::Unknown);
        assert_eq!(
            slow(Response {
                retry_after: Some(" 30".into()),
                ..plain.clone()
            }),
            Wait::Seconds(30)
        );
        let reset = Some("1970-01-01T00:05:00.000000Z".into());
        assert_eq!(
            slow(Response {
                rate_reset: reset,
                ..plain
            }),
            Wait::Until(Millis(300_000))
        );
        assert_eq!(
            slow(Response {
                retry_after: Some("5".into()),
                ..answer(503, "")
            }),
            Wait::Seconds(5)
        );
    }

    #[test]
    fn an_error_in_disguise_is_told_from_garbage() {
        let disguised = json::<Vec<u8>>(&answer(200, r#"{"error":"record not found"}"#), "Page");
        assert!(matches!(
            disguised,
            Err(BadAnswer::Refused { status: 200, .. })
        ));
        let html = json::<Vec<u8>>(&answer(200, "<!doctype html>"), "Page");
        assert!(matches!(html, Err(BadAnswer::Garbled { at: "Page", .. })));
        assert_eq!(success(&answer(401, "")), Err(BadAnswer::SignedOut));
    }
}
