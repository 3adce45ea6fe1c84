//! Messages of the streaming API.
//!
//! <https://docs.joinmastodon.org/methods/streaming/#events>

use super::{actors::Reading, posts, timelines};
use crate::{
    core::id::LocalId,
    protocol::{
        Event, Viewer,
        json::{self, is_name},
    },
};

/// More than any honest post.
const MAX_BYTES: usize = 1 << 20;

/// Reads one message; `None` for what is unknown, of no concern, or broken.
pub fn read_event(viewer: &Viewer, message: &str) -> Option<Event> {
    if message.len() > MAX_BYTES {
        return None;
    }
    let message = json::outermost(message).ok()?;
    let payload = message.root().get("payload")?;
    // JSON in a string on Mastodon; the object itself on some others.
    let inner = payload.as_text().unwrap_or(payload.source().into());
    let reading = &mut Reading::new(viewer);
    match message.root().text("event")?.as_ref() {
        "update" => {
            let status = json::whole(&inner).ok()?;
            timelines::item(status.root(), reading).map(|item| Event::New(Box::new(item)))
        }
        "status.update" => {
            let status = json::whole(&inner).ok()?;
            posts::seen(status.root(), reading, 1).map(|seen| Event::Edited(Box::new(seen)))
        }
        // What it says is asked for: groups are made by the server.
        "notification" => Some(Event::Told),
        "delete" => {
            let id = inner.trim().trim_matches('"');
            let fit = is_name(id) && id.len() <= 100 && !id.contains(['{', '[', '"']);
            fit.then(|| Event::Deleted(LocalId::new(id)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::id::{AccountId, ActorUri};

    fn read(message: &str) -> Option<Event> {
        let account = AccountId::new("https://a.example", &ActorUri::new("https://a.example/u/a"));
        read_event(
            &Viewer {
                account,
                handle_host: "a.example".into(),
            },
            message,
        )
    }

    const STATUS: &str = r#"{"id":"5","uri":"https://a.example/5","created_at":"2026-01-01T00:00:00Z","account":{"acct":"x"},"content":"hi"}"#;

    #[test]
    fn a_payload_is_read_as_a_string_or_as_itself() {
        let twice = serde_json::to_string(STATUS).unwrap();
        for payload in [STATUS, &twice] {
            let event = read(&format!(
                r#"{{"stream":["user"],"event":"update","payload":{payload}}}"#
            ));
            assert!(matches!(event, Some(Event::New(item)) if item.entry.key.as_str() == "5"));
        }
        let edited = read(&format!(r#"{{"event":"status.update","payload":{twice}}}"#));
        assert!(matches!(edited, Some(Event::Edited(_))));
        for payload in ["\"17\"", "17"] {
            let event = read(&format!(r#"{{"event":"delete","payload":{payload}}}"#));
            assert_eq!(event, Some(Event::Deleted(LocalId::new("17"))));
        }
    }

    #[test]
    fn what_is_broken_or_unknown_is_passed_over() {
        for message in [
            "",
            "{",
            "[]",
            "null",
            r#"{"event":"update"}"#,
            r#"{"event":"update","payload":"{"}"#,
            r#"{"event":"update","payload":"[1,2]"}"#,
            r#"{"event":"delete","payload":{"a":1}}"#,
            r#"{"event":"dance","payload":"1"}"#,
            r#"{"event":7,"payload":"1"}"#,
        ] {
            assert_eq!(read(message), None, "{message}");
        }
    }
}
